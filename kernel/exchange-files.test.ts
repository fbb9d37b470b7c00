/** What comes in and what goes back: headers, foreign files, bad rows, damaged files, and who may. */
import assert from 'node:assert/strict'
import { existsSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Run, RunLine } from './exchange-contract.ts'
import { importKind } from './exchange-kinds.ts'
import { readMapping } from './exchange-mapping.ts'
import { begin } from './exchange-runs.ts'
import { counts, forester, grove, headers, here, stranger, treesOf } from './exchange-trees.ts'
import { exchangeJobs, runImport } from './exchange.ts'
import { post, type Actor } from './rules.ts'
import { openSheet } from './sheets.ts'
import { returnRows } from './sheets/write.ts'
import { problemOf, refused } from './testing.ts'

const { ask, bad, doJob, folder, house, howMany, load, order, plain, reasons, sheet, stored, story, uploaded } = grove()

story('a mapping made by hand is remembered for the same set of headers', async () => {
  const titles = ['代号', '名称', '米']
  const first = await uploaded(await sheet([['T1', '银杏', '8']], titles))
  assert.deepEqual((await ask<Run>('run', { id: first.id })).missing, ['编号', '树种'])
  assert.equal((await problemOf(ask('check', { id: first.id }))).code, 'exchange.missing')
  const wrong = await problemOf(ask('check', { id: first.id, mapping: { columns: { 编号: '代码', 颜色: '米' } } }))
  assert.deepEqual(
    (wrong.detail as { message: string }[]).map(d => d.message),
    ['「树木」没有「颜色」这一列', '表格里没有「代码」这一列'],
  )
  const shown = await ask<Run>('check', {
    id: first.id,
    mapping: { columns: { 编号: '代号', species: '名称', 树高: '米' } },
  })
  assert.deepEqual(shown.mapping.columns, { code: '代号', species: '名称', height: '米' })

  const second = await load(await sheet([['9', '水杉', 'T2']], ['米', '名称', '代号']))
  assert.deepEqual(counts(second), { added: 1, changed: 0, same: 0, bad: 0 })
  assert.deepEqual(
    (await stored()).map(t => [t.code, t.species, t.height]),
    [['T2', '水杉', '9']],
  )
})

story(
  'the file of another system comes in by a mapping: joined columns, translated values, constants, its own dates',
  async () => {
    const path = plain(
      'unique_key,kind,sub,state,opened\nT7,Tree,Oak,Closed,03/04/2016 11:30 PM\nT8,Tree,,Odd,12/25/2016\n',
    )
    const json = plain(
      JSON.stringify({
        columns: { 编号: 'unique_key', 树种: ['kind', 'sub'], 种植日期: 'opened' },
        values: { 树种: { 'Tree Oak': '橡树', '*': '其他' } },
        constants: { 树高: '12' },
        dates: 'mdy',
      }),
      'mapping.json',
    )
    const run = await load(path, { mapping: await readMapping(json) })
    assert.deepEqual(counts(run), { added: 2, changed: 0, same: 0, bad: 0 })
    assert.deepEqual(await stored(), [
      { code: 'T7', species: '橡树', height: '12', planted: '2016-03-04' },
      { code: 'T8', species: '其他', height: '12', planted: '2016-12-25' },
    ])
    assert.equal((await problemOf(readMapping(plain('{"columns": {', 'cut.json')))).code, 'common.invalid')
  },
)

const requests = new URL('../../shared/data/requests/311_service_requests.csv.gz', import.meta.url).pathname
const absent = existsSync(requests) ? false : 'no shared data beside the checkout'

test('10,000 service requests of a foreign city come in by a mapping alone', { skip: absent }, async () => {
  const states: string[] = []
  importKind({
    kind: 'toy.requests',
    label: '诉求',
    may: post('forester').over('place'),
    columns: [
      { key: 'number', label: '编号', required: true },
      { key: 'title', label: '事由', required: true },
      { key: 'state', label: '状态', required: true },
      { key: 'reported', label: '上报时间', required: true, is: 'moment' },
      { key: 'closed', label: '结案时间', is: 'moment' },
      { key: 'grid', label: '网格', required: true },
    ],
    row: z.object({
      number: z.string(),
      title: z.string(),
      state: z.enum(['closed', 'accepted']),
      reported: z.iso.datetime({ offset: true }),
      closed: z.iso.datetime({ offset: true }).optional(),
      grid: z.string().length(15),
    }),
    key: row => row.number,
    async write(ctx, rows) {
      if (!ctx.dry) states.push(...rows.map(row => row.state))
      return { added: rows.length, changed: 0, same: 0 }
    },
  })
  const mapping = {
    columns: {
      编号: 'unique_key',
      事由: ['complaint_type', 'descriptor'],
      状态: 'status',
      上报时间: 'created_date',
      结案时间: 'closed_date',
    },
    values: { 状态: { Closed: 'closed', Open: 'accepted' } },
    constants: { 网格: `${here}001` },
  }
  const run = await runImport(house(), { kind: 'toy.requests', path: requests, place: here, actor: forester, mapping })
  assert.deepEqual(counts(run), { added: 10_000, changed: 0, same: 0, bad: 0 })
  assert.deepEqual(
    ['closed', 'accepted'].map(state => states.filter(s => s === state).length),
    [9_630, 370],
  )
})

story(
  'every bad row comes back with its reason, the good ones are in, and the corrected sheet goes in as it is',
  async () => {
    const rows = [
      ...treesOf(1_200),
      ['X1', '香樟', '3', ''],
      ['T2001', '', '高', ''],
      ['T2002', '毒藤', '1', ''],
      ['T2003', '香樟', '200', ''],
      ['T2004', '香樟', '2', '2020-02-30'],
      ['T7', '银杏', '4', ''],
    ]
    const run = await load(await sheet(rows))
    assert.equal(run.state, 'done')
    assert.deepEqual(counts(run), { added: 1_200, changed: 0, same: 0, bad: 6 })
    assert.deepEqual(await reasons(run.id), [
      [1202, '编号应是 T 加数字'],
      [1203, '请填写树种；树高应是数字'],
      [1204, '这个树种不能登记'],
      [1205, '与已有的数据冲突，请核对这一行'],
      [1206, '应是日期，如 2026-11-23'],
      [1207, '与第 8 行重复'],
    ])

    const items = await bad(run.id)
    const returned = join(folder(), '待修改.xlsx')
    await returnRows(returned, {
      headers,
      kind: 'xlsx',
      rows: items.map(({ cells, reasons }) => ({ cells, troubles: reasons as never })),
    })
    const back = await openSheet({ name: '待修改.xlsx', path: returned })
    const corrected: string[][] = []
    for await (const { cells } of back.rows()) corrected.push(cells)
    await back.close()
    assert.deepEqual(
      corrected,
      rows.slice(1_200).map(cells => cells.map(String)),
    )
    const repaired = corrected.map(([, , , day], i) => [
      `T${3_000 + i}`,
      '银杏',
      '5',
      day === '2020-02-30' ? '2020-02-29' : day!,
    ])
    assert.deepEqual(counts(await load(await sheet(repaired, ['原因', ...headers].slice(1)))), {
      added: 6,
      changed: 0,
      same: 0,
      bad: 0,
    })
    assert.equal(await howMany(), 1_206)
  },
)

story('what is kept of a bad row is sealed', async () => {
  const run = await load(await sheet([['X1', '只有天知道', '3', '']]))
  const { rows } = await sql<{ cells: string }>`select cells from kernel.import_bad where import = ${run.id}`.execute(
    house().db,
  )
  assert.match(rows[0]!.cells, /^v1\.[\w-]+$/)
  assert.equal((await bad(run.id))[0]!.cells[1], '只有天知道')
})

story('the same file twice changes nothing the second time; a changed row is counted as changed', async () => {
  const path = await sheet(treesOf(2_500))
  assert.deepEqual(counts(await load(path)), { added: 2_500, changed: 0, same: 0, bad: 0 })
  assert.deepEqual(counts(await load(path)), { added: 0, changed: 0, same: 2_500, bad: 0 })
  assert.deepEqual(counts(await load(await sheet([...treesOf(10, '枫杨'), ...treesOf(2, '枫杨', 5_000)]))), {
    added: 2,
    changed: 10,
    same: 0,
    bad: 0,
  })
})

story('a file that was cut short is refused with a sentence, and nothing of it is written', async () => {
  const path = await sheet(treesOf(3_000))
  truncateSync(path, 20_000)
  assert.equal((await problemOf(load(path))).code, 'sheets.broken')
  assert.equal(await howMany(), 0)

  const whole = await sheet(treesOf(3_000))
  const { id } = await uploaded(whole)
  truncateSync(whole, 20_000)
  await ask('check', { id })
  await doJob('check', id)
  const run = await ask<Run>('run', { id })
  assert.deepEqual([run.state, run.problem], ['failed', '文件在上传之后被改动过，请重新上传'])
  rmSync(whole)
  await ask('check', { id })
  await doJob('check', id)
  assert.equal((await ask<Run>('run', { id })).problem, '上传的文件已不在了，请重新上传')
})

story('a .csv file as Chinese Windows saves it is read', async () => {
  // 编号,树种 / T1,银杏 in GB18030.
  const gb = Buffer.from('b1e0bac52ccaf7d6d60d0a54312cd2f8d0d30d0a', 'hex')
  assert.deepEqual(counts(await load(plain(gb))), { added: 1, changed: 0, same: 0, bad: 0 })
  assert.equal((await stored())[0]!.species, '银杏')
})

story('text that looks like a formula stays text, on the way in and on the way back', async () => {
  const path = await sheet(
    [
      ['T1', '=1+1', '3', ''],
      ['X', '=cmd()', '3', ''],
    ],
    headers,
    'csv',
  )
  const run = await load(path)
  assert.equal((await stored())[0]!.species, '=1+1')
  assert.equal((await bad(run.id))[0]!.cells[1], '=cmd()')
})

story('an empty sheet, and one with nothing but headers, harm nobody', async () => {
  assert.equal((await problemOf(load(plain('')))).code, 'sheets.empty')
  const run = await load(await sheet([]))
  assert.deepEqual([run.state, run.total, counts(run)], ['done', 0, { added: 0, changed: 0, same: 0, bad: 0 }])
})

story('without the post nobody begins a run, sees it, or moves it', async () => {
  const path = await sheet([['T1', '银杏', '1', '']])
  assert.equal(await refused(load(path, { actor: stranger })), 'common.forbidden')
  assert.equal(await refused(load(path, { place: '510115001002' })), 'common.forbidden')
  assert.equal(await refused(load(path, { kind: 'toy.cars' })), 'exchange.noSuchKind')
  const { id } = await uploaded(path)
  for (const op of ['run', 'bad', 'check', 'apply', 'resume', 'cancel']) {
    assert.equal(await refused(ask(op, { id }, stranger)), 'common.notFound', op)
    assert.equal(await refused(ask(op, { id }, null)), 'common.signIn', op)
  }
  assert.equal((await ask<{ total: number }>('runs', {}, stranger)).total, 0)
  assert.ok((await ask<{ items: RunLine[] }>('runs', { kind: 'toy.trees' })).items.some(run => run.id === id))
  const kinds = (actor: Actor, place?: string) => ask<{ imports: { kind: string }[] }>('kinds', { place }, actor)
  const names = async (actor: Actor, place?: string) => (await kinds(actor, place)).imports.map(k => k.kind)
  assert.ok((await names(forester)).includes('toy.trees'))
  assert.deepEqual(await names(forester, '510115001002'), [])
  assert.deepEqual(await names(stranger), [])
})

story(
  'after its time an uploaded file is removed with the rows that came back; a file of the command line stays',
  async () => {
    const mine = await sheet([['X', '', '', '']])
    const run = await load(mine)
    const id = '0198aaaa-0000-7000-8000-000000000001'
    const kept = plain('编号,树种\nT1,银杏\n', id)
    await begin(house().db, { ...order, id, path: kept, name: '树.csv', now: new Date() })
    await exchangeJobs['exchange.tidy']!(house(), {}, new Date(Date.now() + 29 * 86_400_000))
    assert.ok(existsSync(kept))
    await exchangeJobs['exchange.tidy']!(house(), {}, new Date(Date.now() + 31 * 86_400_000))
    assert.deepEqual([existsSync(kept), existsSync(mine)], [false, true])
    assert.equal((await bad(run.id)).length, 0)
  },
)
