/** The register: what a collective owns, where it is, what it is worth and since when, and who has it. 篇2 一（二）1 */
import { sql, type RawBuilder } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { attach } from '../../kernel/files.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { money } from '../money/contract.ts'
import { assets } from './contract.ts'
import { over } from './lease-rules.ts'
import { problem } from './problem-rules.ts'
import { asset, kinds } from './rules.ts'

type Key = { community: string; id: string }
export type AssetRow = Stored & {
  book: string
  number: string
  name: string
  kind: keyof typeof kinds
  area: number | null
  yearlyRent: number | null
  rented: number
  unfinished: number
}

/** With the valuation that holds today and the lease that runs. */
async function assetsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<AssetRow & { total: number }>`
    select a.*, v.value, v.yearly_rent, l.tenant, l.until, (l.id is not null and l.begun_at is not null)::int as rented,
      (select count(*)::int from assets.lease o where o.community = a.community and o.asset = a.id and not o.state = any(${[...over]})) as unfinished
    from (select *, count(*) over ()::int as total from assets.asset where ${where}
      order by written_off_on is not null, place, number, id limit ${size} offset ${(page - 1) * size}) a
    left join lateral (select value, yearly_rent from assets.valuation v where v.community = a.community and v.asset = a.id
      order by day desc limit 1) v on true
    left join lateral (select id, tenant, until, begun_at from assets.lease l where l.community = a.community and l.asset = a.id
      and l.begun_at is not null and l.ended_on is null limit 1) l on true
    order by a.written_off_on is not null, a.place, a.number, a.id`.execute(ctx.db)
  const items = rows.map(a => ({ ...a, sort: kinds[a.kind].sort, offers: offered(ctx, asset, a) }))
  return { items, total: rows[0]?.total ?? 0 }
}

export function listAssets(ctx: Ctx, { place = '', kind, state, search, ...paging }: Input<typeof assets.ops.assets>) {
  const all = [sql`${ctx.visible}`, under('place', place)]
  if (kind) all.push(sql`kind = ${kind}`)
  if (state?.length) all.push(sql`state = any(${state})`)
  if (search) all.push(sql`(number || ' ' || name || ' ' || located) ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}`)
  return assetsWhere(ctx, sql.join(all, sql` and `), paging)
}

export async function readAsset(ctx: Ctx, { community, id }: Key) {
  const found = (await assetsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  return found && whole(ctx, found)
}
export async function findAsset(ctx: Ctx, community: string, id: string) {
  const found = (await assetsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]
  return found && whole(ctx, found)
}

async function whole<A extends AssetRow>(ctx: Ctx, a: A) {
  const valuations = await ctx.db
    .selectFrom('assets.valuation')
    .select(['day', 'value', 'yearlyRent', 'basis', 'byName'])
    .where('community', '=', a.community)
    .where('asset', '=', a.id)
    .orderBy('day', 'desc')
    .execute()
  const { rows: leases } = await sql<Key & { number: string }>`
    select community, id, number, tenant, from_day, until, state from assets.lease
    where community = ${a.community} and asset = ${a.id} order by from_day desc, id`.execute(ctx.db)
  return { ...a, area: a.area === null ? null : a.area / 100, valuations, leases }
}

/** The book of that place; the ledger's own words for one that is not there. */
export async function bookOf(ctx: Ctx, place: string, book: string) {
  const found = (await ctx.ask(money.ops.books, { place })).find(b => b.id === book && b.place === place)
  if (!found) throw problem.noSuchBook()
  return found
}

export async function registerAsset(ctx: Ctx, said: Input<typeof assets.ops.registerAsset>) {
  const { place, book, area, photos, lon, lat, ...rest } = said
  const { community } = await bookOf(ctx, place, book)
  const key = { community, id: newId(ctx.now.getTime()), place }
  const row = {
    ...key,
    ...rest,
    book,
    area: area === undefined ? null : Math.round(area * 100),
    ...(lon !== undefined && lat !== undefined && { lon, lat }),
    photos: await attach(ctx.db, photos, key, ctx.me.id),
  }
  await start(ctx, movingAssets, row)
  return row
}

/** The asset that a lease names, if it may be let there. */
export async function assetIn(ctx: Ctx, place: string, id: string) {
  const { items } = await assetsWhere(ctx, sql`place = ${place} and id = ${id} and written_off_on is null`)
  if (!items[0]) throw problem.noSuchAsset()
  return items[0]
}

export const movingAssets = moving(assets, {
  table: 'assets.asset',
  machine: asset,
  title: a => `${a.number} ${a.name}`,
  find: findAsset,
  on: {
    async valueAsset(ctx, a, { day, value, yearlyRent, basis }) {
      const key = { community: a.community, id: newId(ctx.now.getTime()), asset: a.id }
      const said = { day, value, yearlyRent: yearlyRent ?? null, basis, byName: ctx.me.name ?? null, at: ctx.now }
      await ctx.db
        .insertInto('assets.valuation')
        .values({ ...key, ...said })
        .execute()
    },
    writeOff: async (_, __, { day, reason, resolutionNumber, resolutionDay }) => ({
      writtenOffOn: day,
      writtenOffWhy: reason,
      resolutionNumber,
      resolutionDay,
    }),
  },
})
