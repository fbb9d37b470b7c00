/** Bodies as they stand: who sits, who sat, whether they are made up as the law asks, and what they were given to decide. */
import { sql, type RawBuilder } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { judgedAt, offered } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { madeUp, type Group } from './composition.ts'
import { besides, chartOf } from './chart.ts'
import type { Seat } from './body-contract.ts'
import type { council } from './contract.ts'
import { limit } from './figure-rules.ts'
import { kindOf, type KindName } from './kind-rules.ts'
import { roles, type Relation, type SeatRole } from './power-rules.ts'
import { mandatesOf } from './mandate.ts'
import { body as machine } from './seat-rules.ts'
import { matterOf } from './matter-rules.ts'

export type BodyRow = {
  community: string
  id: string
  place: string
  state: keyof typeof machine.states
  kind: KindName
  side: string
  name: string
  term: string
  from: string
  until: string
  entitled: number | null
  households: number | null
  groups: Group[]
  chart: string | null
  ended: string | null
  sitting: number
}
type Key = { community: string; id: string }
export type Sits = Seat & { body: string; account: string | null }

export async function bodiesWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 200 } = {}) {
  const { rows } = await sql<BodyRow & { total: number }>`
    select *, count(*) over ()::int as total,
      (select count(*)::int from council.seat s where s.community = b.community and s.body = b.id and ${sitsOn(dayOf(ctx.now))}) as sitting
    from council.body b where ${where} order by place, state = 'ended', kind, name, id limit ${size} offset ${(page - 1) * size}`.execute(
    ctx.db,
  )
  const items = rows.map(row => ({ ...row, power: kindOf(row.kind).power }))
  return { items, total: rows[0]?.total ?? 0 }
}
/** Until the last day is over; one who is to come is counted while the body is being made up. */
const sitsOn = (day: string) => sql`(upper_inf(s.during) or upper(s.during) > ${day}::date)`

export async function seatsOf(ctx: Ctx, { community, id }: Key): Promise<Sits[]> {
  const { rows } = await sql<Sits>`
    select s.id, s.body, s.member, s.name, s.account, s.role, s.grp, s.cadre, s.woman, s.finance,
      lower(s.during) as "from", upper(s.during) as until, s.how, s.why, r.name as replaces
    from council.seat s left join council.seat r on r.community = s.community and r.id = s.replaces
    where s.community = ${community} and s.body = ${id}
    order by array_position(${Object.keys(roles)}::text[], s.role), s.grp, lower(s.during), s.name, s.id`.execute(
    ctx.db,
  )
  return rows
}

/** In force on that day: who could come to a meeting then. */
export const sittingOn = (seats: readonly Sits[], day: string) =>
  seats.filter(s => s.from <= day && (s.until === null || s.until > day))

export const stillSitting = (seats: readonly Sits[], day: string) =>
  seats.filter(s => s.until === null || s.until > day)

export async function findBody(ctx: Ctx, community: string, id: string) {
  const found = (await bodiesWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]
  return found && whole(ctx, found)
}
export async function readBody(ctx: Ctx, { community, id }: Key) {
  const found = (await bodiesWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  return found && whole(ctx, found)
}
export type Found = NonNullable<Awaited<ReturnType<typeof findBody>>>

async function whole(ctx: Ctx, found: BodyRow & { power: string }) {
  const day = dayOf(ctx.now)
  const [all, kin, mandates, chart] = await Promise.all([
    seatsOf(ctx, found),
    kinOf(ctx, found),
    mandatesOf(ctx, sql`m.community = ${found.community} and m.body = ${found.id}`),
    chartOf(ctx, found),
  ])
  const seats = stillSitting(all, day)
  const among = kin.filter(k => seats.some(s => s.member === k.aId) && seats.some(s => s.member === k.bId))
  const at = judgedAt(ctx, found.place)
  const figures = { size: at.figure(limit.councilSize), perGroup: at.figure(limit.groupSeats) }
  return {
    ...found,
    seats,
    past: all.filter(s => !seats.includes(s)),
    groups: found.groups.map(g => ({ ...g, sitting: seats.filter(s => s.grp === g.name).length })),
    made: madeUp(found.kind, seats, found.groups, figures, among.length),
    kin,
    onChart: chart && besides(chart, seats),
    mandates: mandates.items,
    offers: offered(ctx, machine, found),
  }
}

/** Declared relations of those who sit here, with whoever it is that serves in the community. */
async function kinOf(ctx: Ctx, { community, id }: Key) {
  const { rows } = await sql<{ aId: string; bId: string; a: string; b: string; relation: Relation }>`
    select k.a as a_id, k.b as b_id, k.relation,
      (select name from council.seat s where s.community = k.community and s.member = k.a limit 1) as a,
      (select name from council.seat s where s.community = k.community and s.member = k.b limit 1) as b
    from council.kin k where k.community = ${community} and exists (
      select from council.seat s where s.community = k.community and s.body = ${id} and s.member in (k.a, k.b))
    order by k.at`.execute(ctx.db)
  return rows
}

export function listBodies(ctx: Ctx, { place = '', kind, state, page, size }: Input<typeof council.ops.bodies>) {
  const ofKind = kind ? sql`kind = ${kind}` : sql`true`
  const inState = state?.length ? sql`state = any(${state})` : sql`true`
  return bodiesWhere(ctx, sql`${ctx.visible} and ${under('place', place)} and ${ofKind} and ${inState}`, { page, size })
}

/** What everyone may know: the bodies at work, who sits on them, and what they were given to decide. */
export async function publicBodies(ctx: Ctx, { place }: { place: string }) {
  const { items } = await bodiesWhere(ctx, sql`${under('place', place)} and state = 'working'`)
  const day = dayOf(ctx.now)
  return Promise.all(
    items.map(async b => {
      const [seats, mandates] = await Promise.all([
        seatsOf(ctx, b),
        mandatesOf(ctx, sql`m.community = ${b.community} and m.body = ${b.id}`),
      ])
      const scope = mandates.items.filter(m => m.valid).flatMap(m => m.matters.map(name => matterOf(name).label))
      return {
        ...b,
        seats: sittingOn(seats, day).map(s => ({ name: s.name, role: s.role as SeatRole, grp: s.grp })),
        scope: [...new Set(scope)],
      }
    }),
  )
}
