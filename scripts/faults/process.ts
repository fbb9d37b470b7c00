/** The real program as a process that can be killed, and the PostgreSQL beside it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bare } from '../../apps/cli/testing.ts'

export type Running = { child: ChildProcess; origin: string; said: () => string }

/** A port that was free a moment ago. */
export const freePort = () =>
  new Promise<number>(done => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })

export async function started(data: string, port: number, env: Record<string, string> = {}): Promise<Running> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../apps/server/main.ts'), '--empty'], {
    env: { ...bare(), LINLI_DATA: data, PORT: String(port), HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk))
  while (!said.includes('按 Ctrl-C 停止')) {
    if (child.exitCode !== null) throw new Error(`the server did not start:\n${said}`)
    await sleep(20)
  }
  return { child, origin: `http://127.0.0.1:${port}`, said: () => said }
}

export async function ended({ child }: Running, signal: NodeJS.Signals): Promise<void> {
  const gone = child.exitCode === null && new Promise(done => child.once('exit', done))
  child.kill(signal)
  await gone
}

export const postmaster = (data: string): number =>
  Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

/** Whether a process is there; one that has ended and was not yet fetched is not. */
export function isAlive(pid: number): boolean {
  try {
    return !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** Waits until the server says that it and its database are well. */
export async function ready({ origin, child, said }: Running, patience = 60_000): Promise<void> {
  for (const until = Date.now() + patience; ; await sleep(50)) {
    if (child.exitCode !== null) throw new Error(`the server ended by itself:\n${said()}`)
    const answer = await fetch(`${origin}/readyz`).catch(() => null)
    if (answer?.ok) return
    if (Date.now() > until) throw new Error(`not ready: ${(await answer?.text()) ?? 'no answer'}\n${said()}`)
  }
}
