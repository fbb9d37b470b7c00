/** What everyone may know of a fund: where it came from, what it was decided for, what it bought, what is left. 篇1 二（二）2「民主监督」 */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { maskName } from '../../kernel/numbers.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { money } from './contract.ts'
import { phases } from './payment-rules.ts'

const shown = sql`f.community, f.id, f.name, f.year, f.purpose, f.source, f.basis,
  greatest(f.allocated + f.carried + f.borrowed, f.received) as total, f.received, f.paid, f.received - f.paid - f.carried_out as left`

type Shown = { community: string; id: string; name: string; year: number; left: number }

export async function publicFunds(ctx: Ctx, { place }: Input<typeof money.ops.publicFunds>) {
  const { rows } = await sql<Shown>`
    select ${shown} from money.fund f where ${under('place', place)} order by year desc, place, name limit 200`.execute(
    ctx.db,
  )
  return rows
}

export async function publicFund(ctx: Ctx, { community, id, search, page, size }: Input<typeof money.ops.publicFund>) {
  const key = sql`f.community = ${community} and f.id = ${id}`
  const { rows } = await sql<Shown>`select ${shown} from money.fund f where ${key}`.execute(ctx.db)
  const f = rows[0]
  if (!f) return undefined
  const { rows: receipts } = await sql<{ day: string; said: string; amount: number }>`
    select v.day, v.said, sum(p.debit - p.credit)::bigint as amount
    from money.posting p join money.voucher v on v.community = p.community and v.id = p.voucher
    where p.community = ${community} and p.fund = ${id} and p.account ~ '^10[12]' and v.source <> 'payment'
    group by v.community, v.id, v.day, v.said order by v.day, v.id`.execute(ctx.db)
  const { rows: lines } = await sql<{ name: string; kind: string; amount: number; paid: number }>`
    select l.name, l.kind, l.amount, l.paid, b.resolution_number, b.resolution_day from money.line l
      join money.budget b on b.community = l.community and b.id = l.budget
    where b.community = ${community} and b.fund = ${id} and b.adopted_at is not null order by l.id`.execute(ctx.db)
  const like = search ? sql`(p.what || ' ' || l.name) ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}` : sql`true`
  const { rows: paid } = await sql<{ payee: string; payeeKind: string; total: number }>`
    select p.id, p.paid_day as day, p.what, p.payee, p.payee_kind, l.name as line, c.number as contract, p.amount, count(*) over ()::int as total
    from money.payment p join money.commitment c on c.community = p.community and c.id = p.commitment
      join money.line l on l.community = c.community and l.id = c.line
    where p.community = ${community} and p.fund = ${id} and p.state = any(${[...phases.out]}) and ${like}
    order by p.paid_day desc, p.number desc limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  const items = paid.map(p => ({ ...p, payee: p.payeeKind === 'person' ? maskName(p.payee) : p.payee }))
  return { ...f, receipts, lines, payments: { items, total: paid[0]?.total ?? 0 } }
}
