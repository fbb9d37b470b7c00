/** What was known of the money of a place when a day was over: the warnings judge it, today's or of any day in the past. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import type { Ctx } from '../../kernel/server.ts'
import { CASH } from './chart.ts'
import type { money } from './contract.ts'
import { phases } from './payment-rules.ts'

export async function facts(ctx: Ctx, { place, to }: Input<typeof money.ops.facts>) {
  const here = sql`${ctx.visible} and ${under('place', place)}`
  const all = async <R>(text: ReturnType<typeof sql<R>>) => (await text.execute(ctx.db)).rows
  const local = (at: string) => sql`(${sql.ref(at)} at time zone 'Asia/Shanghai')::date`
  return {
    contracts: await all(sql`
      select id, number, party, what, amount, signed_day as signed from money.commitment
      where ${here} and signed_day <= ${to}::date order by signed_day, id`),
    payments: await all(sql`
      select id, number, commitment as contract, what, payee, amount, way = 'cash' as cash, paid_day as day,
        invoice is not null and cardinality(documents) > 0 as papers from money.payment
      where ${here} and state = any(${[...phases.out]}) and paid_day <= ${to}::date order by paid_day, id`),
    lines: await all(sql`
      select l.id, l.budget, l.name, l.amount, ${local('b.adopted_at')} as adopted,
        array(select c.id from money.commitment c where c.community = l.community and c.line = l.id) as contracted
      from (select * from money.budget where ${here} and adopted_at is not null) b
      join money.line l on l.community = b.community and l.budget = b.id where ${local('b.adopted_at')} <= ${to}::date order by l.id`),
    cash: await all(sql`
      select v.book, v.day, sum(p.debit - p.credit)::bigint as amount from (select * from money.voucher where ${here}) v
      join money.posting p on p.community = v.community and p.voucher = v.id
      where p.account like ${`${CASH}%`} and v.day <= ${to}::date group by v.book, v.day order by v.day`),
    bank: await all(sql`
      select id, day, amount, party from money.bank_line where ${here} and day <= ${to}::date order by day, id`),
    months: await all(sql`
      select m.id, b.name as book, m.month, case when ${local('m.closed_at')} <= ${to}::date then ${local('m.closed_at')} end as closed
      from (select * from money.month where ${here} and month < ${to.slice(0, 7)}) m
      join money.book b on b.community = m.community and b.id = m.book order by m.month, m.id`),
  }
}
