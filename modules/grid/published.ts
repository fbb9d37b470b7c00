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

type Narrow = Input<typeof grid.ops.publishedByGrid>
/** The list and its map stand on this one condition. */
const narrowed = (ctx: Ctx, { place, state, category }: Narrow) =>
  publics(ctx)
    .where(under('grid.matter.place', place))
    .$if(state !== undefined, q => q.where('grid.matter.state', 'in', [...phases[state!]]))
    .$if(category !== undefined, q => q.where('grid.matter.category', 'like', `${category!}%`))

export async function listPublished(ctx: Ctx, { sort, ...f }: Input<typeof grid.ops.published>) {
  const services = f.service?.length ? await codesOf(ctx, f.service) : undefined
  const at = (text: string) => new Date(text)
  const { items, total } = await pageOf(
    narrowed(ctx, f)
      .$if(services !== undefined, q => q.where('grid.matter.category', 'in', services!.length ? services! : ['']))
      .$if(Boolean(f.numbers?.length), q => q.where('grid.matter.number', 'in', f.numbers!))
      .$if(f.from !== undefined, q => q.where('grid.matter.reportedAt', '>=', at(f.from!)))
      .$if(f.to !== undefined, q => q.where('grid.matter.reportedAt', '<=', at(f.to!)))
      .$if(f.updatedSince !== undefined, q => q.where('grid.matter.updatedAt', '>=', at(f.updatedSince!)))
      .$if(f.updatedUntil !== undefined, q => q.where('grid.matter.updatedAt', '<=', at(f.updatedUntil!)))
      .$if(f.lon !== undefined && f.lat !== undefined && f.radius !== undefined, q =>
        q.where(within(f.lon!, f.lat!, f.radius!)),
      )
      .orderBy(sort === 'updated' ? 'grid.matter.updatedAt' : 'grid.matter.reportedAt', 'desc')
      .orderBy('grid.matter.id'),
    f,
  )
  return { items: await Promise.all(items.map(m => forEveryone(ctx, m, false))), total }
}

/** On the flat, by the position as it is shown: good to a hundred metres, which is all that is told. */
const within = (lon: number, lat: number, metres: number) => sql<boolean>`
  pow((round(grid.matter.lat::numeric, 3) - ${lat}::numeric) * 111320, 2)
  + pow((round(grid.matter.lon::numeric, 3) - ${lon}::numeric) * 111320 * cos(radians(${lat}::float8))::numeric, 2)
  <= pow(${metres}::numeric, 2)`

/** A code of the other side, or ours and everything below it. */
async function codesOf({ db }: Ctx, service: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('grid.category')
    .select('code')
    .where(eb =>
      eb.or([
        eb('extCode', 'in', [...service]),
        ...service.map(code => eb('code', 'like', `${code.replace(/\D/g, '-')}%`)),
      ]),
    )
    .execute()
  return rows.map(r => r.code)
}

export async function readPublished(ctx: Ctx, { community, id }: { community: string; id: string }) {
  const found = await publics(ctx)
    .where('grid.matter.community', '=', community)
    .where('grid.matter.id', '=', id)
    .executeTakeFirst()
  return found && forEveryone(ctx, found, true)
}

const leadsTo = Object.entries(matter.moves).flatMap(([move, { to }]) => (to ? [[move, to] as const] : []))

/** The state after a line is where the last move up to it led; before any, where a matter begins. */
export async function listSteps(
  ctx: Ctx,
  { place, numbers, from, to, ...paging }: Input<typeof grid.ops.publishedSteps>,
) {
  const { items, total } = await pageOf(
    ctx.db
      .selectFrom('grid.entry')
      .innerJoin('grid.matter', join =>
        join
          .onRef('grid.matter.community', '=', 'grid.entry.community')
          .onRef('grid.matter.id', '=', 'grid.entry.matter'),
      )
      .innerJoin('grid.category', 'grid.category.code', 'grid.matter.category')
      .where('grid.category.private', '=', false)
      .where('grid.matter.state', 'in', shown)
      .where('grid.entry.internal', '=', false)
      .where(under('grid.matter.place', place))
      .$if(Boolean(numbers?.length), q => q.where('grid.matter.number', 'in', numbers!))
      .$if(from !== undefined, q => q.where('grid.entry.at', '>=', new Date(from!)))
      .$if(to !== undefined, q => q.where('grid.entry.at', '<=', new Date(to!)))
      .select(['grid.entry.id', 'grid.entry.at', 'grid.entry.seq', 'grid.entry.move', 'grid.matter.number'])
      .select(
        sql<string>`coalesce((select (${JSON.stringify(Object.fromEntries(leadsTo))}::jsonb) ->> e.move from grid.entry e
          where e.community = grid.entry.community and e.matter = grid.entry.matter and e.move = any(${leadsTo.map(([move]) => move)})
            and (e.at, e.seq) <= (grid.entry.at, grid.entry.seq)
          order by e.at desc, e.seq desc limit 1), ${matter.initial})`.as('state'),
      )
      .orderBy('grid.entry.at')
      .orderBy('grid.entry.seq'),
    paging,
  )
  return { items: items.map(e => ({ ...e, label: labelOfMove(e.move) })), total }
}

type Found = Awaited<ReturnType<ReturnType<typeof matters>['executeTakeFirstOrThrow']>>

export async function forEveryone(ctx: Ctx, m: Found, whole: boolean) {
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
    title: m.state === matter.initial ? m.categoryName : publicText(m.title, m.names),
    result: m.result && publicText(m.result, m.names),
    service: m.extCode ?? m.category,
    lon: roughly(m.lon),
    lat: roughly(m.lat),
    placeName: await nameOf(ctx, m.place, dayOf(m.reportedAt)),
    photos: open.map(f => f.id),
    timeline: entries.map(e => ({ at: e.at, move: e.move, label: labelOfMove(e.move) })),
  }
}

const roughly = (degrees: number | null) => degrees && Math.round(degrees * 1000) / 1000

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

/** One statement, whatever the number of grids. */
export const publishedByGrid = (ctx: Ctx, narrow: Narrow) =>
  narrowed(ctx, narrow)
    .clearSelect()
    .select(['grid.matter.place', sql<number>`count(*)::int`.as('n')])
    .groupBy('grid.matter.place')
    .orderBy('grid.matter.place')
    .execute()
