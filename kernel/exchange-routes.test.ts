/** The files of import and export over HTTP: a sheet in, an empty one, the refused rows and whole lists out. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Run } from './exchange-contract.ts'
import { exportKind } from './exchange-kinds.ts'
import { forester, grove, here, stranger, treesOf } from './exchange-trees.ts'
import { exchangeJobs, exchangeRoutes } from './exchange.ts'
import { http } from './http.ts'
import { runJobs } from './jobs.ts'
import { post } from './rules.ts'
import { openSheet } from './sheets.ts'

const { ask, folder, house, howMany, plain, sheet, story, url } = grove(listen, () => app?.close())
const forests: Record<string, typeof forester> = { forester, stranger }
const uploads = () => join(folder(), 'uploads')
let app: FastifyInstance

const person = '00000000-0000-7000-8000-0000000000aa'
exportKind({
  kind: 'toy.trees',
  label: '树木',
  may: post('forester').over('place'),
  columns: [{ title: '编号', text: true }, { title: '树种' }],
  filter: z.object({ species: z.string().optional() }),
  async *rows(ctx, { species }) {
    const { rows } = await sql<{ code: string; species: string }>`
      select code, species from toy.tree where species = coalesce(${species ?? null}, species) order by length(code), code`.execute(
      ctx.db,
    )
    for (const row of rows) yield { cells: [row.code, row.species], person }
    if (species === '断') throw new Error('the list breaks off')
  },
})

async function listen() {
  const made = await http({
    house: house(),
    whoIs: async token => forests[token] ?? null,
    now: () => new Date(),
    origin: 'http://localhost',
    secure: false,
  })
  exchangeRoutes(made.app, { house: house(), whoIs: made.kit.whoIs, folder: uploads() })
  app = made.app
  await app.listen({ port: 0, host: '127.0.0.1' })
}

const at = (path: string) => `http://127.0.0.1:${(app.server.address() as { port: number }).port}${path}`
const as = (who?: string) => ({ headers: { ...(who && { authorization: `Bearer ${who}` }) } })
const get = (path: string, who?: string) => fetch(at(path), as(who))

function upload(path: string, fields: Record<string, string>, who?: string) {
  const form = new FormData()
  form.append('file', new Blob([readFileSync(path)]), '树木 三月.xlsx')
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return fetch(at('/api/exchange/upload'), { method: 'POST', body: form, ...as(who) })
}
const fields = { kind: 'toy.trees', place: here }
const kept = () => readdirSync(uploads(), { withFileTypes: true }).filter(entry => entry.isFile()).length

async function rowsOf(answer: Response, name: string) {
  assert.equal(answer.status, 200)
  const path = join(folder(), name)
  writeFileSync(path, Buffer.from(await answer.arrayBuffer()))
  const opened = await openSheet({ name, path })
  const rows: string[][] = []
  for await (const { cells } of opened.rows()) rows.push(cells)
  await opened.close()
  return { headers: opened.headers, rows }
}

const until = async (id: string, state: string): Promise<Run> => {
  for (const from = Date.now(); Date.now() - from < 20_000; await new Promise(done => setTimeout(done, 30))) {
    const run = await ask<Run>('run', { id })
    if (run.state === state) return run
    if (run.problem) throw new Error(run.problem)
  }
  throw new Error(`the run never became ${state}`)
}

story('a sheet goes in over HTTP, is checked and imported in the background, and its bad rows come back', async () => {
  const stop = await runJobs(
    url(),
    house(),
    Object.fromEntries(Object.entries(exchangeJobs).map(([name, run]) => [name, { run }])),
    () => new Date(),
    (_, error) => console.log(error),
  )
  try {
    const answer = await upload(await sheet([...treesOf(1_300), ['X', '银杏', '1', '']]), fields, 'forester')
    assert.equal(answer.status, 200)
    const run = (await answer.json()) as Run
    assert.deepEqual(
      [run.state, run.file, run.mapping.columns['species'], run.missing],
      ['uploaded', '树木 三月.xlsx', '树种', []],
    )
    await ask('check', { id: run.id })
    assert.equal((await until(run.id, 'checked')).bad, 1)
    await ask('apply', { id: run.id })
    assert.equal((await until(run.id, 'done')).added, 1_300)
    assert.equal(await howMany(), 1_300)

    const returned = await get(`/api/exchange/${run.id}/returned.xlsx`, 'forester')
    assert.match(returned.headers.get('content-disposition')!, /filename\*=UTF-8''%E5%BE%85/)
    assert.deepEqual((await rowsOf(returned, 'r.xlsx')).rows, [['X', '银杏', '1', '']])
    const csv = await (await get(`/api/exchange/${run.id}/returned.csv`, 'forester')).text()
    assert.match(csv, /编号：编号应是 T 加数字,X,银杏/)
    assert.equal((await get(`/api/exchange/${run.id}/returned.xlsx`, 'stranger')).status, 404)
    assert.equal((await get(`/api/exchange/${run.id}/returned.xlsx`)).status, 401)
  } finally {
    await stop()
  }
})

story('what cannot be taken is refused with a sentence, and no file of it stays', async () => {
  const good = await sheet(treesOf(1))
  await upload(good, fields, 'forester')
  const before = kept()
  const cases: [Promise<Response>, number, string][] = [
    [upload(good, fields), 401, 'common.signIn'],
    [upload(good, fields, 'stranger'), 403, 'common.forbidden'],
    [upload(good, { ...fields, place: '51011500' }, 'forester'), 400, 'common.invalid'],
    [upload(good, { ...fields, kind: 'toy.cars' }, 'forester'), 404, 'exchange.noSuchKind'],
    [upload(plain('<html><body>'), fields, 'forester'), 422, 'sheets.webPage'],
    [fetch(at('/api/exchange/upload'), { method: 'POST', ...as('forester') }), 422, 'exchange.noFile'],
    [get('/api/exchange/export/toy.trees.xlsx?place=510115001002', 'forester'), 403, 'common.forbidden'],
    [get(`/api/exchange/export/toy.trees.pdf?place=${here}`, 'forester'), 404, 'common.notFound'],
    [get(`/api/exchange/export/toy.cars.csv?place=${here}`, 'forester'), 404, 'exchange.noSuchKind'],
    [get('/api/exchange/template/toy.trees.xlsx'), 401, 'common.signIn'],
  ]
  for (const [asked, status, type] of cases) {
    const answer = await asked
    assert.deepEqual([answer.status, ((await answer.json()) as { type: string }).type], [status, type])
  }
  assert.equal(kept(), before)
})

story('an empty sheet to fill in names every column, and comes back in as it is', async () => {
  const { headers, rows } = await rowsOf(await get('/api/exchange/template/toy.trees.xlsx', 'forester'), 't.xlsx')
  assert.deepEqual([headers, rows], [['编号（必填）', '树种（必填）', '树高', '种植日期'], []])
  const run = (await (await upload(await sheet(treesOf(1), headers), fields, 'forester')).json()) as Run
  assert.deepEqual(run.missing, [])
})

story('a list goes out whole or filtered, and whom it showed is in the trail before it leaves', async () => {
  await sql`insert into toy.tree select ${here}, 'T' || n, case when n > 2000 then '断' else '香樟' end, null, null from generate_series(1, 2500) n`.execute(
    house().db,
  )
  const all = await rowsOf(await get(`/api/exchange/export/toy.trees.xlsx?place=${here}`, 'forester'), 'e.xlsx')
  assert.deepEqual([all.headers, all.rows.length, all.rows[2_499]], [['编号', '树种'], 2_500, ['T2500', '断']])
  const some = await (await get(`/api/exchange/export/toy.trees.csv?place=${here}&species=香樟`, 'forester')).text()
  assert.equal(some.trim().split('\n').length, 2_001)
  const { rows } = await sql<{ persons: string[]; rows: number }>`
    select persons, (input ->> 'rows')::int as rows from kernel.trail where op = 'exchange.export' order by id`.execute(
    house().db,
  )
  assert.deepEqual(
    rows.map(row => row.rows),
    [1_000, 1_000, 500, 1_000, 1_000, 0].filter(Boolean),
  )
  assert.ok(rows.every(row => row.persons.includes(person)))
})

story('a list that breaks off on the way does not look like a whole one', async () => {
  await sql`insert into toy.tree select ${here}, 'T' || n, '断', null, null from generate_series(1, 30000) n`.execute(
    house().db,
  )
  const answer = await get(`/api/exchange/export/toy.trees.csv?place=${here}&species=断`, 'forester')
  await assert.rejects(answer.text())
})

test('the routes stand beside the operations: GET /api/exchange.run still answers', async () => {
  assert.equal((await get('/api/exchange.kinds', 'forester')).status, 200)
  assert.equal((await get('/api/exchange.kinds')).status, 401)
})
