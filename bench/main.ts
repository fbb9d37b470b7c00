/** `npm run bench`: measures Linli beside peers and limits and writes docs/performance.md. README.md here says how to ask. */
import { readFileSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { growthSection } from './growth.ts'
import { importSection } from './import.ts'
import { loadSection } from './load.ts'
import { page, table } from './page.ts'
import { installPeers } from './peers.ts'
import { forget, keep, postgres, results, scratch, type Section, type Server } from './scratch.ts'
import { bytesSection, memorySection, startSection } from './still.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** People and matters of the town. */
    rows: { type: 'string', default: '200000' },
    /** People in the register that is imported. */
    people: { type: 'string', default: '1000000' },
    sizes: { type: 'string', default: '10000,100000,1000000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    minutes: { type: 'string', default: '10' },
    /** Leaves the towns for the next run. */
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const say = (line: string) => console.log(`  ${line}`)
const rows = Number(values.rows)

const sections: Record<string, (server: Server) => Promise<Section>> = {
  load: server => loadSection(server, { rows, rounds: Number(values.rounds), seconds: Number(values.seconds), say }),
  memory: server => memorySection(server, { rows, minutes: Number(values.minutes), say }),
  bytes: server => bytesSection(server, { rows, say }),
  start: () => startSection(say),
  import: server => importSection(server, { rows: Number(values.people), say }),
  growth: server => growthSection(server, { sizes: values.sizes.split(',').map(Number), rounds: 23, say }),
}

if (values.help) {
  console.log(readFileSync(join(import.meta.dirname, 'README.md'), 'utf8'))
  process.exit(0)
}
const asked = positionals.length ? positionals : Object.keys(sections)
const unknown = asked.filter(name => !['peers', 'clean', 'page', ...Object.keys(sections)].includes(name))
if (unknown.length) {
  console.error(`no section ${unknown.join(', ')}; there are peers, ${Object.keys(sections).join(', ')}, page, clean`)
  process.exit(2)
}
await run()
process.exit(process.exitCode ?? 0)

async function run() {
  if (asked.includes('peers')) await installPeers(say)
  const wanted = asked.filter(name => Object.hasOwn(sections, name))
  if (wanted.length) await measure(wanted)
  if (wanted.length || asked.includes('page')) {
    const all = results()
    console.log(table(all))
    writeFileSync(join(import.meta.dirname, '../docs/performance.md'), page(all))
  }
  if (asked.includes('clean')) forget()
  else if (wanted.length) console.log(`\nWhat was measured is kept in ${scratch}; npm run bench -- clean removes it.`)
}

async function measure(wanted: string[]) {
  const server = await postgres()
  const stop = async () => {
    await server.stop()
    process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
  try {
    for (const name of wanted) {
      console.log(`${name} …`)
      const busy = loadavg()[0]!
      // One section that cannot be measured here must not cost the others.
      await sections[name]!(server).then(
        section => keep(name, { ...section, busy }),
        (error: unknown) => {
          console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`)
          process.exitCode = 1
        },
      )
    }
    if (!values.keep) await server.empty()
  } finally {
    await server.stop()
  }
}
