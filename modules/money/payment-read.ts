/** A payment as staff see it and as its rules judge it: what is missing, who has signed, whether it is held up. */
import { sql, type RawBuilder } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { judgedAt, offered, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { linksOf, missingIn } from './chain.ts'
import type { money } from './contract.ts'
import { elsewhere, limit, payment } from './payment-rules.ts'

export const ACCOUNT = 'money.payment.bankAccount'

export type PaymentRow = Stored & {
  number: string
  book: string
  fund: string
  commitment: string
  what: string
  amount: number
  way: 'bank' | 'cash'
  debit: string
  credit: string
  payee: string
  payeeKind: 'company' | 'person'
  bankAccount: string | null
  bankTail: string | null
  documents: string[]
  maker: string
  checker: string | null
  committee: string | null
  supervision: string | null
  approvedAt: Date | null
  held: number
  batch: string | null
  line: string
  lineName: string
  loan: string | null
  lined: boolean
}

export async function paymentsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<PaymentRow & { total: number }>`
    select p.*, p.documents as photos, f.name as fund_name, l.id as line, l.name as line_name, c.number as contract_number, c.loan,
      exists (select from money.voucher v join money.bank_line b on b.community = v.community and b.voucher = v.id
        where v.community = p.community and v.source = 'payment' and v.record = p.id) as lined,
      count(*) over ()::int as total
    from money.payment p join money.commitment c on c.community = p.community and c.id = p.commitment
      join money.line l on l.community = c.community and l.id = c.line
      join money.fund f on f.community = p.community and f.id = p.fund
    where ${where} order by p.made_at desc, p.id limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  return { items: rows, total: rows[0]?.total ?? 0 }
}

const inScope = (ctx: Ctx) => sql`(p.community, p.id) in (select community, id from money.payment where ${ctx.visible})`

export function listPayments(ctx: Ctx, f: Input<typeof money.ops.payments>) {
  const all = [inScope(ctx), under('p.place', f.place ?? '')]
  if (f.state?.length) all.push(sql`p.state = any(${f.state})`)
  if (f.fund) all.push(sql`p.fund = ${f.fund}`)
  if (f.line) all.push(sql`c.line = ${f.line}`)
  if (f.batch) all.push(sql`p.batch = ${f.batch}`)
  if (f.held) all.push(sql`p.held > 0`)
  if (f.search) {
    const like = `%${f.search.replace(/[\\%_]/g, '\\$&')}%`
    all.push(sql`(p.number || ' ' || p.what || ' ' || p.payee) ilike ${like}`)
  }
  return paymentsWhere(ctx, sql.join(all, sql` and `), f)
}

const byKey = (community: string, id: string) => sql`p.community = ${community} and p.id = ${id}`

export async function readPayment(ctx: Ctx, { community, id }: { community: string; id: string }) {
  const found = (await paymentsWhere(ctx, sql`${byKey(community, id)} and ${inScope(ctx)}`)).items[0]
  return found && judged(ctx, found)
}
export async function findPayment(ctx: Ctx, community: string, id: string) {
  const found = (await paymentsWhere(ctx, byKey(community, id))).items[0]
  return found && judged(ctx, found)
}

/** With the facts that its rules look at, for whoever asks. */
async function judged(ctx: Ctx, p: PaymentRow) {
  const at = judgedAt(ctx, p.place)
  const me = ctx.me.id
  const links = await linksOf(ctx, sql`community = ${p.community} and id = ${p.id}`)
  const holds = await ctx.db
    .selectFrom('money.hold')
    .select(['community', 'id', 'question', 'state'])
    .where('community', '=', p.community)
    .where('payment', '=', p.id)
    .orderBy('askedAt')
    .execute()
  const facts = {
    ...p,
    holds,
    missing: missingIn(links!),
    mine: p.maker === me,
    checkedByMe: p.checker === me,
    signedByMe: p.committee === me || p.supervision === me,
    signed: p.committee !== null && (p.supervision !== null || p.amount < at.figure(limit.oneSignature) * 100),
    small: p.amount <= at.figure(limit.cashLimit) * 100,
  }
  return { ...facts, offers: offered(ctx, payment, facts).filter(o => !elsewhere.includes(o.move)) }
}
