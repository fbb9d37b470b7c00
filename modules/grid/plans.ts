/** Points, plans over them, and the rounds a plan makes: one a day it names, each with a visit for every point in use. 篇8 3.2.2(2)「工作计划」 */
import { sql, type RawBuilder } from 'kysely'
import { addDays, dayOf, startOf, type Day } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import { permits, Problem, theClock } from '../../kernel/rules.ts'
import { call, type Ctx, type House } from '../../kernel/server.ts'
import { grid } from './contract.ts'
import { chosen } from './hand.ts'
import { mayPatrol, patrolLimit, patrolProblem as problem, plan, point } from './patrol-rules.ts'
import { movingRounds, movingVisits } from './rounds.ts'

// ── Points ──────────────────────────────────────────────────────────────────

type PointRow = { community: string; id: string; place: string; state: string; name: string; code: string }

async function pointsWhere(ctx: Ctx, where: RawBuilder<unknown>) {
  const { rows } = await sql<PointRow>`select * from grid.point where ${where} order by place, name, id`.execute(ctx.db)
  return rows.map(p => ({
    ...p,
    // Whoever walks must not be able to read at home what is to be read on the spot.
    code: permits(mayPatrol.addPoint, ctx.me, { place: p.place }) ? p.code : null,
    offers: offered(ctx, point, p as Stored),
  }))
}

export const points = (ctx: Ctx, { place }: { place: string }) => {
  const inUse = sql`state = ${point.initial}`
  return pointsWhere(ctx, sql`${ctx.visible} and ${under('place', place)} and ${inUse}`)
}

export const readPoint = async (ctx: Ctx, { community, id }: { community: string; id: string }) =>
  (await pointsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`))[0]

export async function addPoint(ctx: Ctx, { place, name, building, lon, lat, code }: Input<typeof grid.ops.addPoint>) {
  const at = { building: building ?? null, lon: lon ?? null, lat: lat ?? null }
  const row = { community: place.slice(0, 12), id: newId(), place, name, code: code ?? newCode(), ...at }
  await start(ctx, movingPoints, row)
  return row
}

/** Eight characters without those that are mistaken for each other. */
const newCode = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), n => '23456789ABCDEFGHJKMNPQRSTUVWXYZ'[n % 31]).join('')

const findPoint = async (ctx: Ctx, community: string, id: string) =>
  (await pointsWhere(ctx, sql`community = ${community} and id = ${id}`))[0]

export const movingPoints = moving(grid, {
  table: 'grid.point',
  machine: point,
  title: p => p.name,
  find: findPoint,
})

// ── Plans ───────────────────────────────────────────────────────────────────

type PlanRow = {
  community: string
  id: string
  place: string
  state: string
  name: string
  holder: string
  holderName: string
  days: string[]
  starts: string
  minutes: number
  points: string[]
  pointNames: string[]
  fromDay: string
  untilDay: string | null
}

async function plansWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<PlanRow & { total: number }>`
    select p.*, count(*) over ()::int as total, array(
      select q.name from unnest(p.points) with ordinality u (id, n) join grid.point q on q.community = p.community and q.id = u.id order by n
    ) as point_names
    from grid.plan p where ${where} order by place, name, id limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  const items = rows.map(p => ({
    ...p,
    offers: offered(ctx, plan, { ...p } as Stored),
  }))
  return { items, total: rows[0]?.total ?? 0 }
}

export const plans = (ctx: Ctx, { place = '', state, ...paging }: Input<typeof grid.ops.plans>) => {
  const standing = state ? sql`state = ${state}` : sql`true`
  return plansWhere(ctx, sql`${ctx.visible} and ${under('place', place)} and ${standing}`, paging)
}
export const readPlan = async (ctx: Ctx, { community, id }: { community: string; id: string }) =>
  (await plansWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]

export async function planPatrol(ctx: Ctx, { place, ...said }: Input<typeof grid.ops.planPatrol>) {
  const row = {
    community: place.slice(0, 12),
    id: newId(),
    place,
    fromDay: dayOf(ctx.now),
    ...(await planned(ctx, place, said)),
  }
  await start(ctx, movingPlans, row)
  return row
}

type Planning = Omit<Input<typeof grid.ops.planPatrol>, 'place'>

async function planned(
  ctx: Ctx,
  place: string,
  { name, holder, days, starts, minutes, points: wanted, until }: Planning,
) {
  const to = await chosen(ctx, { place }, holder)
  const known = await pointsWhere(
    ctx,
    sql`community = ${place.slice(0, 12)} and ${under('place', place)} and state = ${point.initial} and id = any(${wanted})`,
  )
  if (known.length !== new Set(wanted).size) throw problem.noSuchPoint()
  return {
    name,
    holder: to.id,
    holderName: to.name,
    days: [...new Set(days)].toSorted(),
    starts,
    minutes,
    points: [...new Set(wanted)],
    untilDay: until ?? null,
  }
}

const findPlan = async (ctx: Ctx, community: string, id: string) =>
  (await plansWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]

export const movingPlans = moving(grid, {
  table: 'grid.plan',
  machine: plan,
  title: p => p.name,
  find: findPlan,
  on: { changePlan: async (ctx, p, said) => planned(ctx, p.place, said) },
})

// ── Rounds from plans ───────────────────────────────────────────────────────

/** Time of day in Beijing, as a moment of that day. */
const momentOf = (day: Day, time: string) => {
  const [h = 0, m = 0] = time.split(':').map(Number)
  return new Date(startOf(day).getTime() + (h * 60 + m) * 60_000)
}

export async function makeRound(ctx: Ctx, { place, plan: id, day }: Input<typeof grid.ops.makeRound>) {
  const found = await plansWhere(
    ctx,
    sql`community = ${place.slice(0, 12)} and id = ${id} and ${under('place', place)}`,
  )
  const p = found.items[0]
  if (!p) throw problem.noSuchPoint()
  const startsAt = momentOf(day, p.starts)
  const endsAt = new Date(startsAt.getTime() + p.minutes * 60_000)
  const key = { community: p.community, id: newId(ctx.now.getTime()), place: p.place }
  const { name, holder, holderName } = p
  await start(ctx, movingRounds, { ...key, plan: p.id, name, holder, holderName, day, startsAt, endsAt })
  const inUse = await pointsWhere(
    ctx,
    sql`community = ${p.community} and id = any(${p.points}) and state = ${point.initial}`,
  )
  const inOrder = p.points.flatMap(of => inUse.filter(one => one.id === of))
  for (const [i, one] of inOrder.entries())
    await start(ctx, movingVisits, {
      community: p.community,
      id: newId(),
      place: one.place,
      round: key.id,
      point: one.id,
      pointName: one.name,
      seq: i + 1,
      holder,
      endsAt,
    })
  return key
}

/** Every hour: the rounds of today and of the days ahead that are not there yet. Gives how many were made. */
export async function makeRounds(house: House, now: Date): Promise<number> {
  const ahead = house.book.figure(patrolLimit.roundAhead, '', now)
  let made = 0
  for (let n = 0; n <= ahead; n++) {
    const day = addDays(dayOf(now), n)
    const weekday = String(new Date(`${day}T00:00:00Z`).getUTCDay() || 7)
    const { rows } = await sql<{ place: string; id: string }>`
      select place, id from grid.plan p where state = ${plan.initial} and ${weekday} = any(days)
        and from_day <= ${day}::date and (until_day is null or until_day >= ${day}::date)
        and not exists (select from grid.round r where r.community = p.community and r.plan = p.id and r.day = ${day}::date)`.execute(
      house.db,
    )
    for (const { place, id } of rows) {
      const input = { place, plan: id, day }
      const done = await call(house, { op: 'grid.makeRound', input, actor: theClock, now }).catch((error: unknown) => {
        // Somebody made it meanwhile.
        if (error instanceof Problem && error.code === 'grid.roundMade') return null
        throw error
      })
      if (done) made++
    }
  }
  return made
}
