/** What everyone may see of the matters of a place: that they were said, what was done, how long it took. 篇6 二（三）「透明度」 */
import { sql } from 'kysely'
import { pageOf, under } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import { places } from '../places/contract.ts'
import type { grid } from './contract.ts'
import { labelOfMove, matters } from './matter.ts'
import { publicText } from './public.ts'
import { matter, phases } from './rules.ts'

const shown = [...phases.open, ...phases.done]
const publics = (ctx: Ctx) =>
  matters(ctx).where('grid.category.private', '=', false).where('grid.matter.state', 'in', shown)

export async function listPublished(ctx: Ctx, { place, state, category, ...paging }: Input<typeof grid.ops.published>) {
  const { items, total } = await pageOf(
    publics(ctx)
      .where(under('grid.matter.place', place))
      .$if(state !== undefined, q => q.where('grid.matter.state', 'in', [...phases[state!]]))
      .$if(category !== undefined, q => q.where('grid.matter.category', 'like', `${category!}%`))
      .orderBy('grid.matter.reportedAt', 'desc')
      .orderBy('grid.matter.id'),
    paging,
  )
  return { items: await Promise.all(items.map(m => forEveryone(ctx, m, false))), total }
}

export async function readPublished(ctx: Ctx, { community, id }: { community: string; id: string }) {
  const found = await publics(ctx)
    .where('grid.matter.community', '=', community)
    .where('grid.matter.id', '=', id)
    .executeTakeFirst()
  return found && forEveryone(ctx, found, true)
}

export async function alike(ctx: Ctx, { place, category }: { place: string; category: string }) {
  const month = new Date(ctx.now.getTime() - 30 * 86_400_000)
  const found = await publics(ctx)
    .where(under('grid.matter.place', place))
    .where('grid.matter.category', 'like', `${category.slice(0, 4)}%`)
    .where('grid.matter.state', 'in', [...phases.open])
    .where('grid.matter.reportedAt', '>', month)
    .orderBy('grid.matter.reportedAt', 'desc')
    .limit(5)
    .execute()
  return Promise.all(found.map(m => forEveryone(ctx, m, false)))
}

type Found = Awaited<ReturnType<ReturnType<typeof matters>['executeTakeFirstOrThrow']>>

async function forEveryone(ctx: Ctx, m: Found, whole: boolean) {
  const entries = whole
    ? await ctx.db
        .selectFrom('grid.entry')
        .select(['at', 'move', 'photos'])
        .where('community', '=', m.community)
        .where('matter', '=', m.id)
        .where('internal', '=', false)
        .orderBy('at')
        .orderBy('seq')
        .execute()
    : []
  const photos = entries.flatMap(e => e.photos)
  const open = photos.length
    ? await ctx.db
        .selectFrom('kernel.file')
        .select('id')
        .where('community', '=', m.community)
        .where('id', 'in', photos)
        .where('public', '=', true)
        .execute()
    : []
  return {
    ...m,
    // Until somebody has read it, what a stranger wrote is not ours to publish; its kind is.
    title: m.state === matter.initial ? m.categoryName : publicText(m.title),
    result: m.result && publicText(m.result),
    placeName: await nameOf(ctx, m.place, dayOf(m.reportedAt)),
    photos: open.map(f => f.id),
    timeline: entries.map(e => ({ at: e.at, move: e.move, label: labelOfMove(e.move) })),
  }
}

/** As the grid was called on that day. Names hardly ever change; asking once a minute is enough for a public page. */
const names = new Map<string, { name: string; until: number }>()
async function nameOf(ctx: Ctx, code: string, on: string): Promise<string> {
  const key = `${code} ${on}`
  if (names.size > 5_000) names.clear()
  const known = names.get(key)
  if (known && known.until > Date.now()) return known.name
  const { name } = await ctx.ask(places.ops.place, { code, on })
  names.set(key, { name, until: Date.now() + 60_000 })
  return name
}

export async function figures(ctx: Ctx, { place, days }: { place: string; days: number }) {
  const since = new Date(ctx.now.getTime() - days * 86_400_000)
  const { rows } = await sql<{
    reported: number
    closed: number
    open: number
    late: number
    confirmed: number
    rated: number
    satisfied: number
    medianHours: number | null
  }>`
    select
      count(*) filter (where reported_at >= ${since})::int as reported,
      count(*) filter (where closed_at >= ${since})::int as closed,
      count(*) filter (where closed_at >= ${since} and state = any(${[...phases.confirmed]}))::int as confirmed,
      count(rating) filter (where closed_at >= ${since})::int as rated,
      count(*) filter (where closed_at >= ${since} and rating >= 4)::int as satisfied,
      percentile_cont(0.5) within group (order by extract(epoch from closed_at - reported_at) / 3600) filter (where closed_at >= ${since}) as median_hours,
      (select coalesce(sum(n), 0)::int from kernel.standing where machine = ${matter.name} and ${under('place', place)} and state = any(${[...phases.open]})) as open,
      (select count(*)::int from kernel.work where machine = ${matter.name} and ${under('place', place)} and not ended and due < ${ctx.now}) as late
    from grid.matter where ${under('place', place)} and (reported_at >= ${since} or closed_at >= ${since})`.execute(
    ctx.db,
  )
  return rows[0]
}
