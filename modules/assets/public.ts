/** What everyone may know: what the collective owns, who rents it for how much, what the rent of a year was used for. 篇8 2「三资监管」 */
import { sql } from 'kysely'
import { addDays, addMonths } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { maskName } from '../../kernel/numbers.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { assets } from './contract.ts'
import { RUNNING } from './lease-rules.ts'
import type { Shares } from './policy.ts'
import { kinds } from './rules.ts'
import { purposeNames, type Purpose } from './share-rules.ts'

type Shown = { kind: keyof typeof kinds; tenant: string | null; tenantKind: string | null; total: number }

/** A person who rents is named under a mask. */
export async function publicAssets(ctx: Ctx, { place, year, page, size }: Input<typeof assets.ops.publicAssets>) {
  const { rows } = await sql<Shown>`
    select a.community, a.id, a.state, a.number, a.name, a.kind, a.located, a.total, l.tenant, l.tenant_kind, l.from_day, l.until, l.rent, l.months
    from (select *, count(*) over ()::int as total from assets.asset where ${under('place', place)} and written_off_on is null
      order by place, number, id limit ${size} offset ${(page - 1) * size}) a
    left join assets.lease l on l.community = a.community and l.asset = a.id and l.state = ${RUNNING}
    order by a.place, a.number, a.id`.execute(ctx.db)
  const first = `${year}-01-01`
  const { rows: used } = await sql<{ purpose: Purpose; amount: number }>`
    select t.purpose, sum(t.amount)::bigint as amount from assets.allotment t
    join assets.receipt r on r.community = t.community and r.id = t.receipt
    join assets.lease l on l.community = r.community and l.id = r.lease
    where ${under('l.place', place)} and r.day between ${first}::date and ${addDays(addMonths(first, 12), -1)}::date
    group by t.purpose`.execute(ctx.db)
  const { rows: policies } = await sql<Shares & { policyNumber: string; policyDay: string }>`
    select *, resolution_number as policy_number, resolution_day as policy_day from assets.policy
    where ${under('place', place)} and from_day < ${addMonths(first, 12)}::date order by from_day desc limit 1`.execute(
    ctx.db,
  )
  const policy = policies[0]
  const amountOf = (purpose: Purpose) => used.find(u => u.purpose === purpose)?.amount ?? 0
  return {
    items: rows.map(a => ({
      ...a,
      sort: kinds[a.kind].sort,
      tenant: a.tenantKind === 'person' ? maskName(a.tenant!) : a.tenant,
    })),
    total: rows[0]?.total ?? 0,
    splits: purposeNames.map(purpose => ({ purpose, share: policy?.[purpose] ?? 0, amount: amountOf(purpose) })),
    policyNumber: policy?.policyNumber ?? null,
    policyDay: policy?.policyDay ?? null,
    received: used.reduce((sum, u) => sum + u.amount, 0),
  }
}
