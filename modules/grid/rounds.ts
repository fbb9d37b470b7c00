/** One walk along the points of a plan: the proof of each visit, what was left out and why, and the rate of it all. */
import { sql, type RawBuilder } from 'kysely'
import { attach } from '../../kernel/files.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { moving, offered, type Stored } from '../../kernel/move.ts'
import { common, from, Problem, theClock } from '../../kernel/rules.ts'
import { call, type Ctx, type House } from '../../kernel/server.ts'
import { places } from '../places/contract.ts'
import { grid } from './contract.ts'
import { chosen } from './hand.ts'
import { metres } from './metres.ts'
import { patrolLimit, patrolProblem as problem, round, visit, visitCounts, type VisitCount } from './patrol-rules.ts'

type Key = { community: string; id: string }

// ── Rounds ──────────────────────────────────────────────────────────────────

type RoundRow = Stored & {
  plan: string
  name: string
  title: string
  holder: string
  holderName: string
  day: string
  startsAt: Date
  endsAt: Date
  due: Date | null
  late: boolean
  points: number
  visited: number
  waiting: number
  reason: string | null
  setOutAt: Date | null
  endedAt: Date | null
}
const awaited = visit.initial

async function roundsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<RoundRow & { total: number }>`
    select r.*, r.name as title, count(*) over ()::int as total, v.points, v.visited, v.waiting,
      case when r.ended_at is null then r.ends_at end as due, r.ended_at is null and r.ends_at < ${ctx.now} as late
    from (select * from grid.round where ${where}) r, lateral (
      select count(*)::int as points, count(*) filter (where state = ${awaited})::int as waiting,
        count(*) filter (where ${counting('visited')})::int as visited
      from grid.visit v where v.community = r.community and v.round = r.id) v
    order by r.starts_at desc, r.id limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  return { items: rows, total: rows[0]?.total ?? 0 }
}

const wholeRound = async (ctx: Ctx, r: RoundRow) => ({
  ...r,
  visits: (await visitsWhere(ctx, sql`community = ${r.community} and round = ${r.id}`, { size: 200 })).items,
  offers: offered(ctx, round, r),
})

type Within = Pick<Input<typeof grid.ops.visits>, 'place' | 'holder' | 'plan' | 'from' | 'to'>

export const rounds = (
  ctx: Ctx,
  { place = '', state, holder, plan, from: first, to, ...paging }: Input<typeof grid.ops.rounds>,
) =>
  roundsWhere(
    ctx,
    sql`${ctx.visible} and ${under('place', place)} and ${state?.length ? sql`state = any(${state})` : sql`true`}
      and ${holder ? sql`holder = ${holder}` : sql`true`} and ${plan ? sql`plan = ${plan}` : sql`true`}
      and ${first ? sql`day >= ${first}::date` : sql`true`} and ${to ? sql`day <= ${to}::date` : sql`true`}`,
    paging,
  )

export async function readRound(ctx: Ctx, { community, id }: Key) {
  const found = (await roundsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  return found && wholeRound(ctx, found)
}

const findRound = async (ctx: Ctx, community: string, id: string) => {
  const found = (await roundsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]
  return found && wholeRound(ctx, found)
}

export const movingRounds = moving(grid, {
  table: 'grid.round',
  machine: round,
  title: r => r.name,
  find: findRound,
  on: {
    setOut: async (ctx, r) => {
      inItsTime(ctx, r)
      return { setOutAt: ctx.made }
    },
    finishRound: async ctx => ({ endedAt: ctx.now }),
    breakOff: (ctx, r) => ended(ctx, r),
    missRound: (ctx, r) => ended(ctx, r),
    async reassign(ctx, r, { holder }) {
      const to = await chosen(ctx, r, holder)
      await sql`update grid.visit set holder = ${to.id} where community = ${r.community} and round = ${r.id} and state = ${awaited}`.execute(
        ctx.db,
      )
      return { holder: to.id, holderName: to.name }
    },
    explain: async (_, __, { reason }) => ({ reason }),
  },
})

/** Where nobody came until the end, the visit is missed; it is written down, not made good. */
async function ended(ctx: Ctx, r: Key & { visits: readonly (Key & { state: string })[] }) {
  for (const { community, id } of r.visits.filter(v => v.state === awaited))
    await ctx.ask(grid.ops.missVisit, { community, id })
  return { endedAt: ctx.now }
}

/** After the end only what was made before it counts: written down there and then, and sent when there was a signal again. */
function inItsTime({ now, made }: Ctx, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }) {
  if (now > endsAt && (made > endsAt || made < startsAt)) throw problem.roundOver()
}

/** Rounds whose time is over, and whatever was still on its way with it, end by themselves. Gives how many. */
export async function endRounds(house: House, now: Date): Promise<number> {
  let done = 0
  for (const move of ['breakOff', 'missRound'] as const) {
    const { rows } = await sql<Key & { place: string; endsAt: Date }>`
      select community, id, place, ends_at from grid.round where state = any(${[...from(round.moves[move])]}) and ends_at <= ${now}`.execute(
      house.db,
    )
    for (const { place, endsAt, ...input } of rows) {
      const grace = house.book.figure(patrolLimit.lateHours, place, now) * 3_600_000
      if (endsAt.getTime() + grace > now.getTime()) continue
      const moved = await call(house, { op: `grid.${move}`, input, actor: theClock, now }).catch((error: unknown) => {
        if (error instanceof Problem && error.status === common.wrongState().status) return null
        throw error
      })
      if (moved) done++
    }
  }
  return done
}

// ── Visits ──────────────────────────────────────────────────────────────────

type VisitRow = Stored & {
  round: string
  point: string
  pointName: string
  title: string
  roundName: string
  day: string
  holderName: string
  roundState: string
  startsAt: Date
  endsAt: Date
  code: string
  lon: number | null
  lat: number | null
  visitedAt: Date | null
  proof: ('code' | 'photo' | 'near')[]
  metres: number | null
  accuracy: number | null
  photos: string[]
  said: string | null
}

async function visitsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<VisitRow & { total: number }>`
    select v.*, v.point_name as title, r.name as round_name, r.day, r.holder_name, r.state as round_state, r.starts_at, r.ends_at, p.code, p.lon, p.lat, v.total
    from (select *, count(*) over ()::int as total from grid.visit where ${where} order by ends_at desc, round, seq
      limit ${size} offset ${(page - 1) * size}) v
      join grid.round r on r.community = v.community and r.id = v.round
      join grid.point p on p.community = v.community and p.id = v.point
    order by v.ends_at desc, v.round, v.seq`.execute(ctx.db)
  return { items: rows.map(v => ({ ...v, offers: offered(ctx, visit, v) })), total: rows[0]?.total ?? 0 }
}

const findVisit = async (ctx: Ctx, community: string, id: string) =>
  (await visitsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]

export const movingVisits = moving(grid, {
  table: 'grid.visit',
  machine: visit,
  title: v => v.pointName,
  find: findVisit,
  on: {
    async arrive(ctx, v, { code, photos, lon, lat, accuracy, text }) {
      await begun(ctx, v)
      if (code && !sameCode(code, v.code)) throw problem.wrongCode()
      const kept = await attach(ctx.db, photos, v, ctx.me.id)
      if (!code && !kept.length) throw problem.noProof()
      const far =
        lon !== undefined && lat !== undefined && v.lon !== null && v.lat !== null
          ? metres(lon, lat, v.lon, v.lat)
          : null
      const near = far !== null && far <= ctx.book.figure(patrolLimit.nearMetres, v.place, ctx.now) + (accuracy ?? 0)
      return {
        visitedAt: ctx.made,
        proof: [...(code ? ['code'] : []), ...(kept.length ? ['photo'] : []), ...(near ? ['near'] : [])],
        metres: far === null ? null : Math.round(far),
        accuracy: accuracy === undefined ? null : Math.round(accuracy),
        photos: kept,
        said: text || null,
      }
    },
    async skip(ctx, v, { reason }) {
      await begun(ctx, v)
      return { said: reason }
    },
  },
})

/** A label may bear the code alone or an address that ends with it. */
const sameCode = (said: string, code: string) => said.trim().split('/').at(-1)!.toUpperCase() === code.toUpperCase()

/** Whoever comes to the first point has set out. */
async function begun(ctx: Ctx, v: Pick<VisitRow, 'community' | 'round' | 'roundState' | 'startsAt' | 'endsAt'>) {
  inItsTime(ctx, v)
  if (v.roundState === round.initial) await ctx.ask(grid.ops.setOut, { community: v.community, id: v.round })
}

// ── Rates ───────────────────────────────────────────────────────────────────

const states: Record<Exclude<VisitCount, 'due'>, string> = { visited: 'visited', skipped: 'skipped', unseen: 'unseen' }
/** A visit is due once it has an end, whichever: one that may still be made is not counted. */
const counting = (count: VisitCount): RawBuilder<boolean> =>
  count === 'due' ? sql`state <> ${awaited}` : sql`state = ${states[count]}`

const inRounds = ({ place = '', holder, plan, from: first, to }: Within) =>
  sql`${under('visit.place', place)} and ${holder ? sql`visit.holder = ${holder}` : sql`true`} and exists (
    select from grid.round r where r.community = visit.community and r.id = visit.round
      and ${plan ? sql`r.plan = ${plan}` : sql`true`}
      and ${first ? sql`r.day >= ${first}::date` : sql`true`} and ${to ? sql`r.day <= ${to}::date` : sql`true`})`

export const visits = (ctx: Ctx, { count, page, size, ...within }: Input<typeof grid.ops.visits>) =>
  visitsWhere(ctx, sql`${ctx.visible} and ${inRounds(within)} and ${count ? counting(count) : sql`true`}`, {
    page,
    size,
  })

type Counted = Record<VisitCount, number>
export async function patrolRates(ctx: Ctx, { by, ...within }: Input<typeof grid.ops.patrolRates>) {
  const digits = (within.place ?? '').length < 9 ? 9 : (within.place ?? '').length < 12 ? 12 : 15
  const key =
    by === 'place' ? sql`substr(place, 1, ${sql.lit(digits)})` : by === 'holder' ? sql`holder::text` : sql`plan::text`
  const columns = (Object.keys(visitCounts) as VisitCount[]).map(
    c => sql`count(*) filter (where ${counting(c)})::int as ${sql.ref(c)}`,
  )
  const { rows } = await sql<Counted & { key: string | null; name: string | null; whole: boolean }>`
    select ${key} as key, max(${by === 'holder' ? sql`holder_name` : sql`round_name`}) as name, grouping(${key}) = 1 as whole, ${sql.join(columns)}
    from (select visit.*, r.plan, r.name as round_name, r.holder_name from grid.visit
      join grid.round r on r.community = visit.community and r.id = visit.round
      where ${sql`${inRounds(within)}`}) v where ${ctx.visible}
    group by grouping sets ((), (1)) order by due desc, key`.execute(ctx.db)
  const names =
    by === 'place'
      ? new Map((await ctx.ask(places.ops.tree, { parent: within.place ?? '' })).map(p => [p.code, p.name]))
      : null
  return {
    total: rows.find(r => r.whole)!,
    rows: rows
      .filter(r => !r.whole && r.key !== null)
      .map(r => ({ ...r, key: r.key!, label: names ? (names.get(r.key!) ?? r.key!) : (r.name ?? r.key!) })),
  }
}
