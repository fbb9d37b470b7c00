/** What other modules post: rents, deposits, dividends. Only their operations ask for it, each for its own record, once. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import { bookIn } from './book.ts'
import { isMoney } from './chart.ts'
import type { money } from './contract.ts'
import { fund } from './fund-rules.ts'
import { problem } from './problem-rules.ts'
import { postVoucher } from './voucher.ts'

type Said = Input<typeof money.ops.record>

export async function record(ctx: Ctx, { place, book, lines, ...said }: Said) {
  const { community } = await bookIn(ctx, place, book)
  const out = lines.filter(l => isMoney(l.account)).reduce((sum, l) => sum + (l.credit ?? 0) - (l.debit ?? 0), 0)
  if (out > 0 && said.source !== 'depositBack') throw problem.moneyByPayment()
  for (const l of lines) if (l.fund && isMoney(l.account)) await intoFund(ctx, { community, book }, l)
  return postVoucher(ctx, { community, place, book }, { ...said, lines })
}

/** What comes into a fund may be spent from it, and no more. */
async function intoFund(ctx: Ctx, { community, book }: { community: string; book: string }, l: Said['lines'][number]) {
  const { rows } = await sql`
    update money.fund set received = received + ${(l.debit ?? 0) - (l.credit ?? 0)}
    where community = ${community} and id = ${l.fund} and book = ${book} and state = ${fund.initial} returning id`.execute(
    ctx.db,
  )
  if (!rows.length) throw problem.noFund()
}
