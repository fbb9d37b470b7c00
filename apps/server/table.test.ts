/** A list as a workbook: what is on the screen, for whoever sees it there, in the words of the screen. */
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import type { Kit } from '../../kernel/http.ts'
import { call } from '../../kernel/server.ts'
import { openSheet } from '../../kernel/sheets.ts'
import type { Told } from '../../kernel/testing.ts'
import { actors, after, begin, here, one, report, test } from '../../modules/grid/stories.ts'
import { tableRoutes } from './table.ts'

const folder = mkdtempSync(join(tmpdir(), 'linli-table-'))

async function table(told: Told, url: string, who: string | null) {
  const me = who ? actors[who]! : null
  const house = { ...told.house, db: told.db }
  const app = Fastify()
  const kit: Kit = {
    house,
    now: () => after(1),
    whoIs: async () => me,
    call: async (op, input) => (await call(house, { op: op.name!, input, actor: me, now: after(1) })).answer as never,
  }
  tableRoutes(app, kit)
  app.setErrorHandler((error, _, reply) => reply.code(500).send((error as { code?: string }).code))
  const answer = await app.inject(url)
  if (answer.statusCode !== 200) return { refused: answer.body }
  const path = join(folder, 'list.xlsx')
  writeFileSync(path, answer.rawPayload)
  const sheet = await openSheet({ name: 'list.xlsx', path })
  const lines: string[][] = []
  for await (const row of sheet.rows()) lines.push([...row.cells])
  return { headers: sheet.headers, lines, name: String(answer.headers['content-disposition']) }
}

test('the list comes out in the columns that were chosen and the words of the screen, with every line', async told => {
  for (let n = 0; n < 3; n++) await report(told, { title: `=cmd()第${n}盏灯` }, null)
  await report(told, { place: `${here.slice(0, 9)}013001`, title: '邻居的灯' }, null)
  const { headers, lines, name } = await table(
    told,
    `/table/grid.matters?place=${here}&columns=title,state,place,reportedAt,late&size=2&page=2`,
    '小沈',
  )
  assert.deepEqual(headers, ['事由', '状态', '网格', '上报时间', '超时'])
  assert.equal(lines!.length, 3)
  assert.deepEqual(
    lines!.map(l => l.slice(1)),
    Array(3).fill(['待受理', '花园浜社区第一网格', '2026-11-20 17:30', '否']),
  )
  assert.ok(lines!.every(([title]) => title!.includes('cmd()第')))
  assert.ok(decodeURIComponent(name!).includes('事项列表-2026-11-20.xlsx'))
})

test('whoever sees nothing takes nothing out; whoever is not signed in is asked to', async told => {
  await report(told, { place: one }, null)
  assert.deepEqual((await table(told, '/table/grid.matters', '邻居受理员')).lines, [])
  assert.equal((await table(told, '/table/grid.matters', null)).refused, 'common.signIn')
  assert.equal((await table(told, '/table/grid.matter', '小沈')).refused, 'table.noSuch')
  assert.equal((await table(told, '/table/grid.nothing', '小沈')).refused, 'table.noSuch')
})

test('that a list was taken out stands in the trail, with its filter and its size', async told => {
  await report(told, {}, null)
  await table(told, `/table/grid.matters?place=${here}&columns=title`, '小沈')
  const line = await told.db
    .selectFrom('kernel.trail')
    .select(['op', 'input', 'name', 'at'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  assert.deepEqual(
    [line.op, line.name, line.input],
    ['grid.matters', '小沈', { place: here, table: ['title'], rows: 1 }],
  )
  assert.ok(line.at > begin)
})
