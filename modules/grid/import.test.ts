/** Matters of other systems come in by a mapping file, and a direct count of the file agrees with what the system counts. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as plain } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { readMapping } from '../../kernel/exchange-mapping.ts'
import { runImport } from '../../kernel/exchange.ts'
import { openSheet } from '../../kernel/sheets.ts'
import { actors, begin, here, one, open, street } from './stories.ts'
import './import.ts'

const shared = join(import.meta.dirname, '../../../shared/data/requests')
const file = join(shared, '311_service_requests.csv.gz')
const here311 = { skip: existsSync(file) ? false : 'the shared data is not on this machine' }
const clerk = { ...actors['沈丽']!, posts: [...actors['沈丽']!.posts, { role: 'system-admin', place: street }] }
const bring = (kind: string, path: string, more: object = {}) =>
  runImport(open().house, { kind, path, place: here, actor: clerk, now: begin, ...more })
const written = (name: string, text: string) => {
  const path = join(mkdtempSync(join(tmpdir(), 'linli-grid-')), name)
  writeFileSync(path, text)
  return path
}
const counts = async () => {
  const rows = await open()
    .db.selectFrom('kernel.standing')
    .select(['state', 'n'])
    .where('place', '=', here)
    .where('n', '>', 0)
    .execute()
  return Object.fromEntries(rows.map(r => [r.state, r.n]))
}

plain(
  'ten thousand real requests: every one is in, counted by state as in the file, twice is once',
  here311,
  async () => {
    const mapping = await readMapping(join(import.meta.dirname, 'fixtures/sf311.mapping.json'))
    const run = await bring('grid.matters', file, { mapping })
    assert.deepEqual([run.added, run.bad, run.problem], [10_000, 0, null])
    assert.deepEqual(await counts(), { closed: 9630, accepted: 370 })
    const again = await bring('grid.matters', file, { mapping })
    assert.deepEqual([again.added, again.same], [0, 10_000])
  },
)

plain('how long they took is the same as a direct count of the file', here311, async () => {
  const { rows } = await sql<{ p50: number; p90: number; n: number }>`
    select count(*)::int as n, percentile_cont(0.5) within group (order by extract(epoch from closed_at - reported_at)) as p50,
      percentile_cont(0.9) within group (order by extract(epoch from closed_at - reported_at)) as p90
    from grid.matter where community = ${here} and foreign_source = 'SF311' and closed_at is not null`.execute(
    open().db,
  )
  const took = await direct()
  const told = { n: rows[0]!.n, p50: Number(rows[0]!.p50), p90: Number(rows[0]!.p90) }
  assert.deepEqual(told, { n: took.length, p50: percentile(took, 0.5), p90: percentile(took, 0.9) })
})

/** Seconds from report to end, read from the file itself with nothing of ours but its columns' places. */
async function direct(): Promise<number[]> {
  const csv = written('plain.csv', gunzipSync(readFileSync(file)).toString())
  const sheet = await openSheet({ name: 'plain.csv', path: csv })
  const [made, ended] = ['created_date', 'closed_date'].map(h => sheet.headers.indexOf(h)) as [number, number]
  const took: number[] = []
  for await (const { cells } of sheet.rows())
    if (cells[ended])
      took.push((Date.parse(cells[ended]!.replace(' ', 'T')) - Date.parse(cells[made]!.replace(' ', 'T'))) / 1000)
  await sheet.close()
  return took.toSorted((a, b) => a - b)
}

/** Linear between the two nearest, as PostgreSQL's percentile_cont. */
function percentile(sorted: number[], p: number): number {
  const at = p * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!]
  return low + (high - low) * (at - Math.floor(at))
}

plain(
  'the official list of 517 lines comes in as the local classification, and again as nothing new',
  here311,
  async () => {
    const list = join(shared, 'zh-classification.jsonl')
    const before = await open()
      .db.selectFrom('grid.category')
      .select(sql<number>`count(*)::int`.as('n'))
      .executeTakeFirstOrThrow()
    const run = await bring('grid.categories', list, { place: street })
    assert.deepEqual([run.added + run.same, run.bad], [517, 0])
    const again = await bring('grid.categories', list, { place: street })
    assert.deepEqual([again.added, again.same], [0, 517])
    const after = await open()
      .db.selectFrom('grid.category')
      .select(sql<number>`count(*)::int`.as('n'))
      .executeTakeFirstOrThrow()
    assert.ok(after.n > before.n + 517)
  },
)

plain('a row that cannot be comes back with its reason, the others are in', async () => {
  const path = written(
    '工单.csv',
    `外部编号,事由,分类,状态,上报时间,网格代码\nA1,路灯坏,路灯,待受理,2026-11-01 09:00,${one}\nA2,路灯坏,没有的分类,待受理,2026-11-01 09:00,\n` +
      `A3,路灯坏,路灯,修理中,2026-11-01 09:00,\nA4,路灯坏,路灯,已结案,2026-02-30 09:00,\nA5,路灯坏,路灯,待受理,2026-11-01 09:00,320582100013001\nA1,又是它,路灯,待受理,2026-11-01 09:00,\n`,
  )
  const run = await bring('grid.matters', path)
  assert.deepEqual([run.added, run.bad], [1, 5])
  const { rows } = await sql<{
    line: number
    reasons: { say: string }[]
  }>`select line, reasons from kernel.import_bad where import = ${run.id} order by line`.execute(open().db)
  assert.deepEqual(
    rows.map(r => r.line),
    [3, 4, 5, 6, 7],
  )
  assert.match(
    rows.map(r => r.reasons.map(w => w.say).join()).join('\n'),
    /没有这个分类.*\n状态应是.*\n.*日期.*\n.*范围内\n与第 2 行重复/,
  )
})
