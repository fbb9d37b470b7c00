/**
 * The chain of a payment: fund → ballot → resolution → budget line → contract → acceptance → invoice. What is missing is
 * said in words, and while anything is missing nothing is paid. 篇1 二（二）2「民主监督」
 */
import { sql, type RawBuilder } from 'kysely'
import { yuan } from '../../kernel/fen.ts'
import type { Ctx } from '../../kernel/server.ts'
import { commitment, fund, IN_FORCE } from './fund-rules.ts'

type Links = {
  state: string
  amount: number
  invoice: string | null
  documents: string[]
  approved: boolean
  fundName: string
  fundState: string
  year: number
  received: number
  fundReserved: number
  carriedOut: number
  allocated: number
  ballot: string | null
  budgetState: string
  resolutionNumber: string
  resolutionDay: string
  decided: number
  lineName: string
  lineAmount: number
  committed: number
  contractState: string
  number: string
  party: string
  signedDay: string
  contractAmount: number
  accepted: number
  acceptedNumber: string | null
  acceptedDay: string | null
  reserved: number
}

export async function linksOf(ctx: Ctx, where: RawBuilder<unknown>): Promise<Links | undefined> {
  const { rows } = await sql<Links>`
    select p.state, p.amount, p.invoice, p.documents, p.approved_at is not null as approved,
      f.name as fund_name, f.state as fund_state, f.year, f.received, f.reserved as fund_reserved, f.carried_out, f.allocated,
      b.ballot, b.state as budget_state, b.resolution_number, b.resolution_day, b.decided,
      l.name as line_name, l.amount as line_amount, l.committed,
      c.state as contract_state, c.number, c.party, c.signed_day, c.amount as contract_amount,
      c.accepted, c.accepted_number, c.accepted_day, c.reserved
    from (select * from money.payment where ${where}) p
      join money.commitment c on c.community = p.community and c.id = p.commitment
      join money.line l on l.community = c.community and l.id = c.line
      join money.budget b on b.community = l.community and b.id = l.budget
      join money.fund f on f.community = b.community and f.id = b.fund`.execute(ctx.db)
  return rows[0]
}

/** Why it cannot be paid yet. Once approved its own sum is among what is reserved. */
export function missingIn(x: Links): string[] {
  const own = x.approved ? 0 : x.amount
  const missing: string[] = []
  const needs = (there: boolean, say: string) => void (there || missing.push(say))
  if (!x.approved) {
    needs(x.fundState === fund.initial, `资金「${x.fundName}」已结转，请改用今年的资金`)
    needs(x.budgetState === IN_FORCE, '预算还没有按决议生效')
    needs(x.contractState === commitment.initial, '合同已经结束')
  }
  const free = x.received - x.carriedOut - x.fundReserved
  needs(own <= free, `资金到账不够：可付 ${yuan(Math.max(0, free))} 元`)
  needs(x.signedDay >= x.resolutionDay, '合同签在决议之前')
  const ready = x.accepted - x.reserved
  needs(own <= ready, `验收不够：已验收没付的只有 ${yuan(Math.max(0, ready))} 元`)
  needs(x.invoice !== null, '缺发票号码')
  needs(x.documents.length > 0, '缺单据：请上传发票或收据')
  return missing
}
export async function chain(ctx: Ctx, { community, id }: { community: string; id: string }) {
  const x = await linksOf(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)
  if (!x) return undefined
  const accepted = x.accepted > 0
  const billed = x.invoice !== null && x.documents.length > 0
  const steps = [
    step('fund', '资金', true, `${x.year} ${x.fundName}`, { amount: x.received }),
    step('ballot', '投票', x.ballot !== null, x.ballot ? '有投票结果' : '没有投票，由会议决议'),
    step('resolution', '决议', x.budgetState === IN_FORCE, '会议决议', {
      number: x.resolutionNumber,
      day: x.resolutionDay,
      amount: x.decided,
    }),
    step('line', '预算项目', true, x.lineName, { amount: x.lineAmount }),
    step('contract', '合同', true, x.party, { number: x.number, day: x.signedDay, amount: x.contractAmount }),
    step('acceptance', '验收', accepted, accepted ? '已验收' : '还没有验收', {
      number: x.acceptedNumber,
      day: x.acceptedDay,
      amount: x.accepted,
    }),
    step('invoice', '发票', billed, `单据 ${x.documents.length} 张`, { number: x.invoice, amount: x.amount }),
  ]
  return { steps, missing: missingIn(x) }
}

type More = { number?: string | null; day?: string | null; amount?: number | null }
const step = (name: string, label: string, there: boolean, said: string, more: More = {}) => ({
  step: name,
  label,
  there,
  said,
  number: more.number ?? null,
  day: more.day ?? null,
  amount: more.amount ?? null,
})
