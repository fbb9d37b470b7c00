/** Which rules are at work in which community: the whole table, and each that was switched on. */
import { sql, type RawBuilder } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { insight } from './contract.ts'
import { watching } from './rules.ts'
import { codes, table, type Code } from './table-rules.ts'

type Row = Stored & { code: Code }

async function watchedWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<Row & { total: number }>`
    select *, count(*) over ()::int as total from insight.watching where ${where}
    order by place, code limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  return { items: rows.map(w => ({ ...w, offers: offered(ctx, watching, w) })), total: rows[0]?.total ?? 0 }
}
export const watched = (ctx: Ctx, { place = '', ...paging }: Input<typeof insight.ops.watched>) =>
  watchedWhere(ctx, sql`${ctx.visible} and ${under('place', place)}`, paging)
export const readWatching = async (ctx: Ctx, { community, id }: { community: string; id: string }) =>
  (await watchedWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
const findWatching = async (ctx: Ctx, community: string, id: string) =>
  (await watchedWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]

export async function rulesTable(ctx: Ctx, { place = '' }: Input<typeof insight.ops.table>) {
  const { rows } = await sql<{ code: string; n: number }>`
    select code, count(*)::int as n from insight.watching
    where ${ctx.visible} and ${under('place', place)} and state = ${watching.initial} group by code`.execute(ctx.db)
  return codes.map(code => {
    const { to: addressee, ...rule } = table[code]
    return { code, addressee, ...rule, places: rows.find(r => r.code === code)?.n ?? 0 }
  })
}

export async function watchFor(ctx: Ctx, { place, code }: Input<typeof insight.ops.watchFor>) {
  const key = { community: place.slice(0, 12), id: newId(ctx.now.getTime()) }
  const row = { ...key, place: key.community, code, since: dayOf(ctx.now), byName: ctx.me.name ?? null }
  await start(ctx, movingWatching, row)
  return row
}

export const movingWatching = moving(insight, {
  table: 'insight.watching',
  machine: watching,
  title: w => table[w.code].label,
  find: findWatching,
})
