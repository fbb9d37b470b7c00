/** A stage for tests of import: a neutral kind, trees with a number, on a database of its own with two servers. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import type { BadRow } from './exchange-contract.ts'
import { importKind, type ImportCtx } from './exchange-kinds.ts'
import { begin } from './exchange-runs.ts'
import { exchangeJobs, runImport } from './exchange.ts'
import { openHouse, type OpenHouse } from './house.ts'
import { post, type Actor } from './rules.ts'
import { newKeys } from './sealed.ts'
import { call } from './server.ts'
import { writeSheet } from './sheets/write.ts'
import { freshDatabase } from './testing.ts'

export const here = '510115001001'
export const forester: Actor = {
  id: '00000000-0000-7000-8000-000000000001',
  name: '林管员',
  posts: [{ role: 'forester', place: here }],
}
export const stranger: Actor = { id: '00000000-0000-7000-8000-000000000002', name: '路人', posts: [] }

/** What a test puts in the way of the next batches; it may throw. */
export const inTheWay: { onWrite: (ctx: ImportCtx, codes: string[]) => Promise<void> } = { onWrite: async () => {} }

export const trees = importKind({
  kind: 'toy.trees',
  label: '树木',
  may: post('forester').over('place'),
  columns: [
    { key: 'code', label: '编号', also: ['树号', 'Tree ID'], required: true, example: 'T0001' },
    { key: 'species', label: '树种', required: true },
    { key: 'height', label: '树高', hint: '米' },
    { key: 'planted', label: '种植日期', is: 'day' },
  ],
  row: z.object({
    code: z.string().regex(/^T\d+$/, '编号应是 T 加数字'),
    species: z.string().max(20, '树种最多 20 个字'),
    height: z.coerce.number('树高应是数字').optional(),
    planted: z.string().optional(),
  }),
  key: row => row.code,
  prepare: async () => new Set(['毒藤']),
  check: async (_, rows, banned) => rows.map(row => (banned.has(row.species) ? { species: '这个树种不能登记' } : null)),
  async write(ctx, rows) {
    await inTheWay.onWrite(
      ctx,
      rows.map(row => row.code),
    )
    const { rows: told } = await sql<{ fresh: boolean }>`
      insert into toy.tree (place, code, species, height, planted)
      select ${ctx.place}, * from unnest(${rows.map(r => r.code)}::text[], ${rows.map(r => r.species)}::text[],
        ${rows.map(r => r.height ?? null)}::numeric[], ${rows.map(r => r.planted ?? null)}::date[])
      on conflict (place, code) do update set species = excluded.species, height = excluded.height, planted = excluded.planted
      where (tree.species, tree.height, tree.planted) is distinct from (excluded.species, excluded.height, excluded.planted)
      returning old.code is null as fresh`.execute(ctx.db)
    const added = told.filter(row => row.fresh).length
    return { added, changed: told.length - added, same: rows.length - told.length }
  },
})

export const headers = ['编号', '树种', '树高', '种植日期']
export const treesOf = (n: number, species = '香樟', from = 1) =>
  Array.from({ length: n }, (_, i) => [`T${i + from}`, species, '3.5', '2020-03-12'])

type Counted = { added: number; changed: number; same: number; bad: number }
export const counts = ({ added, changed, same, bad }: Counted): Counted => ({ added, changed, same, bad })

const schema = `
  create schema toy;
  create table toy.tree (place text, code text, species text not null, height numeric check (height < 150), planted date, primary key (place, code));
  select kernel.open('toy')`

/** Call it once, at the top of a test file; `open` and `close` are what the file has besides. */
export function grove(open = async () => {}, close = async () => {}) {
  let [house, another]: OpenHouse[] = []
  let base: Awaited<ReturnType<typeof freshDatabase>>
  let folder = ''
  let files = 0

  before(async () => {
    const keys = newKeys()
    folder = mkdtempSync(join(tmpdir(), 'linli-exchange-'))
    base = await freshDatabase(Object.fromEntries(Object.entries(exchangeJobs).map(([name, run]) => [name, { run }])))
    const owner = await openHouse(base.owner, keys, 1)
    for (const line of schema.split(';')) await sql.raw(line).execute(owner.db)
    await owner.close()
    house = await openHouse(base.url, keys, 4)
    another = await openHouse(base.url, keys, 4)
    await open()
  })
  after(async () => {
    await close()
    await house?.close()
    await another?.close()
    await base?.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const order = { kind: 'toy.trees', place: here, actor: forester }
  const ask = async <T>(op: string, input: unknown, actor: Actor | null = forester) =>
    (await call(house!, { op: `exchange.${op}`, input, actor })).answer as T
  const told = async (id: string) => (await ask<{ items: BadRow[] }>('bad', { id, size: 200 })).items

  return {
    order,
    ask,
    folder: () => folder,
    house: () => house!,
    another: () => another!,
    url: () => base.url,
    story(title: string, body: () => Promise<void>) {
      void test(title, async () => {
        inTheWay.onWrite = async () => {}
        await sql`delete from toy.tree`.execute(house!.db)
        await body()
      })
    },
    async sheet(
      rows: (string | number | null)[][],
      titles: readonly string[] = headers,
      kind: 'xlsx' | 'csv' = 'xlsx',
    ) {
      const path = join(folder, `树木${++files}.${kind}`)
      await writeSheet(path, { sheet: '树木', kind, columns: titles.map(title => ({ title, text: true })), rows })
      return path
    },
    plain(text: string | Buffer, name = `树木${++files}.csv`) {
      const path = join(folder, name)
      writeFileSync(path, text)
      return path
    },
    load: (path: string, more: Partial<Parameters<typeof runImport>[1]> = {}) =>
      runImport(house!, { ...order, path, ...more }),
    uploaded: (path: string) => begin(house!.db, { ...order, path, name: basename(path), now: new Date() }),
    doJob: (name: 'check' | 'apply', id: string, by = house!) =>
      exchangeJobs[`exchange.${name}`]!(by, { id, actor: forester }, new Date()),
    bad: told,
    reasons: async (id: string) => (await told(id)).map(row => [row.line, row.reasons.map(r => r.say).join('；')]),
    async stored() {
      const { rows } = await sql<{ code: string; species: string; height: string | null; planted: string | null }>`
        select code, species, height, planted from toy.tree order by length(code), code`.execute(house!.db)
      return rows
    },
    async howMany() {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from toy.tree`.execute(house!.db)
      return rows[0]!.n
    },
    async trail(id: string) {
      const { rows } = await sql<{ input: Record<string, unknown> }>`
        select input from kernel.trail where record = ${id} and op = 'exchange.apply' and kind = 'note'`.execute(
        house!.db,
      )
      return rows.map(row => row.input)
    },
  }
}
