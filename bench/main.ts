/** `npm run bench`: measures, prints one table with the ratios first, and writes docs/performance.md. */
import { loadSection } from './load.ts'
import { keep, postgres } from './scratch.ts'

const server = await postgres()
try {
  const say = (l: string) => console.log(l)
  const s = await loadSection(server, { rows: Number(process.argv[2] ?? 200_000), rounds: Number(process.argv[3] ?? 1), seconds: Number(process.argv[4] ?? 2), say })
  keep('load', s)
  console.table(s.lines)
  console.log(s.notes)
} finally {
  await server.stop()
}
process.exit(0)
