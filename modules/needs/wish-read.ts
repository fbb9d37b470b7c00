/** Wishes as staff see them: how many households want it, counting those that were merged into it, and what looks like it. */
import { sql, type RawBuilder } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { judgedAt, offered, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { alikeTo, pairsOf } from './alike.ts'
import type { needs } from './contract.ts'
import { limit } from './figure-rules.ts'
import type { BanName } from './negative-rules.ts'
import { wish as machine, type Facts, type Kind, type Priority } from './wish-rules.ts'

type Key = { community: string; id: string }
export type WishRow = Facts & {
  community: string
  id: string
  place: string
  state: keyof typeof machine.states
  survey: string
  surveyTitle: string
  sheet: string
  room: string
  address: string
  said: string
  title: string | null
  kind: Kind
  priority: Priority
  lead: string | null
  clause: BanName | null
  reason: string | null
  passedTo: string | null
  number: string | null
  topic: string | null
  households: number
}

export async function wishesWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<WishRow & { total: number }>`
    select w.*, s.state as survey_state, s.title as survey_title, d.address, d.sheet is distinct from w.sheet as replaced,
      f.followers, f.households
    from (select *, count(*) over ()::int as total from needs.wish where ${where}
      order by priority, id limit ${size} offset ${(page - 1) * size}) w
    join needs.survey s on s.community = w.community and s.id = w.survey
    join needs.door d on d.community = w.community and d.survey = w.survey and d.room = w.room
    cross join lateral (
      select count(*) filter (where o.id <> w.id)::int as followers, count(distinct o.room)::int as households
      from needs.wish o where o.community = w.community and (o.id = w.id or o.lead = w.id)) f
    order by w.priority, w.id`.execute(ctx.db)
  return { items: rows, total: rows[0]?.total ?? 0 }
}

export function listWishes(ctx: Ctx, asked: Input<typeof needs.ops.wishes>) {
  const { place = '', survey, state, kind, search, ...paging } = asked
  const words = search
    ? sql`said || ' ' || coalesce(title, '') ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}`
    : sql`true`
  const where = [
    ctx.visible,
    under('place', place),
    survey ? sql`survey = ${survey}` : sql`true`,
    state?.length ? sql`state = any(${state})` : sql`true`,
    kind ? sql`kind = ${kind}` : sql`true`,
    words,
  ]
  return wishesWhere(ctx, sql`${sql.join(where, sql` and `)}`, paging)
}

export const findWish = async (ctx: Ctx, community: string, id: string) => {
  const found = (await wishesWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]
  return found && whole(ctx, found)
}
export async function readWish(ctx: Ctx, { community, id }: Key) {
  const found = (await wishesWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  return found && whole(ctx, found)
}
export type FoundWish = NonNullable<Awaited<ReturnType<typeof findWish>>>

async function whole(ctx: Ctx, found: WishRow) {
  const { community, id, state } = found
  const merged = await ctx.db
    .selectFrom('needs.wish')
    .select(['id', 'said'])
    .where('community', '=', community)
    .where('lead', '=', id)
    .orderBy('id')
    .execute()
  return {
    ...found,
    merged,
    grids: await gridsOf(ctx, found),
    alike: state === machine.initial ? alikeTo(found, await unsorted(ctx, found), least(ctx, found)) : [],
    offers: offered(ctx, machine, found as unknown as Stored),
  }
}

/** In which grids the households live that want it. */
export async function gridsOf({ db }: Ctx, { community, id }: Key) {
  const { rows } = await sql<{ place: string; households: number }>`
    select place, count(distinct room)::int as households from needs.wish
    where community = ${community} and (id = ${id} or lead = ${id}) group by place order by place`.execute(db)
  return rows
}

const least = (ctx: Ctx, { place }: { place: string }) => judgedAt(ctx, place).figure(limit.likeness)
/** What somebody may still be merged into. */
const unsorted = async (ctx: Ctx, { community, survey }: { community: string; survey: string }) =>
  (
    await wishesWhere(
      ctx,
      sql`community = ${community} and survey = ${survey} and state = any(${[machine.initial, 'candidate']})`,
      { size: MOST },
    )
  ).items
const MOST = 3000

export async function listPairs(ctx: Ctx, { community, survey, page, size }: Input<typeof needs.ops.pairs>) {
  const mine = await wishesWhere(
    ctx,
    sql`community = ${community} and survey = ${survey} and state = ${machine.initial} and ${ctx.visible}`,
    { size: MOST },
  )
  const pairs = pairsOf(mine.items, least(ctx, { place: community }))
  return { items: pairs.slice((page - 1) * size, page * size), total: pairs.length }
}
