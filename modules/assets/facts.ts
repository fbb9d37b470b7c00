/** What was known of the assets of a place when a day was over: the warnings judge it, today's or of any day in the past. */
import { sql } from 'kysely'
import { endOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { assets } from './contract.ts'
import { asset } from './rules.ts'

/** Neither let nor used. */
const unused = [asset.initial, ...(['idle'] as const)]

export async function facts(ctx: Ctx, { place, to }: Input<typeof assets.ops.facts>) {
  const here = sql`${ctx.visible} and ${under('place', place)}`
  const all = async <R>(text: ReturnType<typeof sql<R>>) => (await text.execute(ctx.db)).rows
  const known = sql`select community, id from assets.lease where ${here} and begun_at is not null and from_day <= ${to}::date`
  const local = (at: string) => sql`(${sql.ref(at)} at time zone 'Asia/Shanghai')::date`
  return {
    assets: await all(
      sql`select id, name from assets.asset where ${here} and registered_on <= ${to}::date order by number`,
    ),
    idle: await all(sql`
      select record as asset, ${local('since')} as "from", null::date as until from kernel.work
      where ${under('place', place)} and machine = ${asset.name} and state = any(${unused}) and since < ${endOf(to)}
      union all
      select record, ${local('since')}, case when until < ${endOf(to)} then ${local('until')} end from kernel.stay
      where ${under('place', place)} and machine = ${asset.name} and state = any(${unused}) and since < ${endOf(to)}`),
    valuations: await all(sql`
      select v.asset, v.day, v.yearly_rent from assets.valuation v join (select community, id from assets.asset where ${here}) a
        on a.community = v.community and a.id = v.asset where v.day <= ${to}::date order by v.day`),
    leases: await all(sql`
      select l.id, l.asset, a.name, l.number, l.tenant, l.from_day as signed, l.from_day as "from", l.until, l.months, l.rent,
        l.resolution_number is not null as decided, case when l.ended_on <= ${to}::date then l.ended_on end as ended
      from (${known}) k join assets.lease l on l.community = k.community and l.id = k.id
      join assets.asset a on a.community = l.community and a.id = l.asset order by l.from_day, l.id`),
    charges: await all(sql`
      select c.lease, c.due_day as due, c.amount from (${known}) k join assets.charge c on c.community = k.community and c.lease = k.id
      where c.due_day <= ${to}::date order by c.n`),
    receipts: await all(sql`
      select r.lease, r.day, r.amount from (${known}) k join assets.receipt r on r.community = k.community and r.lease = k.id
      where r.day <= ${to}::date order by r.day, r.id`),
  }
}
