/** Ctrl-C in the middle of a command: what it began is taken back before the process goes, the last thing first. */
import { constants } from 'node:os'

type Work = () => Promise<unknown>
const works = new Set<Work>()
let leaving = false

/** Until the returned function is called, `work` is done when the process is told to go. */
export function atLeaving(work: Work): () => void {
  works.add(work)
  return () => void works.delete(work)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (leaving) return
    leaving = true
    void leave(128 + constants.signals[signal])
  })

async function leave(code: number) {
  // What breaks while everything is taken down is no news.
  process.on('uncaughtException', () => {})
  for (const work of [...works].toReversed()) await work().catch((error: unknown) => console.error(String(error)))
  process.exit(code)
}
