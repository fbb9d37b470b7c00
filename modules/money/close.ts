/** The end of a year: income and expense into the result of the year, the result into what is to be distributed. RCE-08 */
import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server.ts'
import { DISTRIBUTED, YEARS_RESULT } from './chart.ts'
import { problem } from './problem-rules.ts'
import { month } from './rules.ts'
import { postVoucher, type Line } from './voucher.ts'

type Book = { community: string; id: string; place: string; closedYear: number | null }

export async function closeYear(ctx: Ctx, b: Book, year: number) {
  if (b.closedYear !== null && b.closedYear >= year) throw problem.yearClosed()
  const { rows } = await sql<{ month: string; state: string }>`
    select month, state from money.month where community = ${b.community} and book = ${b.id}
      and month between ${`${year}-01`} and ${`${year}-12`} order by month`.execute(ctx.db)
  const [last, before] = [rows.at(-1), rows.slice(0, -1)]
  if (rows.length < 12 || last!.state !== month.initial || before.some(m => m.state === month.initial))
    throw problem.yearNotReady()
  const of = { community: b.community, place: b.place, book: b.id }
  const day = `${year}-12-31`
  const left = await leftOf(ctx, b, '5', `${year}-12`)
  if (left.length) {
    const said = `${year} 年结转收支`
    await postVoucher(ctx, of, { day, said, source: 'year', record: yearly(year), lines: into(left, YEARS_RESULT) })
    const result = await leftOf(ctx, b, YEARS_RESULT, `${year}-12`)
    if (result.length)
      await postVoucher(ctx, of, {
        day,
        said: `${year} 年本年收益转收益分配`,
        source: 'yearShare',
        record: yearly(year),
        lines: into(result, DISTRIBUTED),
      })
  }
  return { closedYear: year }
}

/** A source has an id like any other: that of a year is the year. */
const yearly = (year: number) => `00000000-0000-7000-8000-${String(year).padStart(12, '0')}`

type Left = { account: string; fen: number }
async function leftOf(ctx: Ctx, b: Book, under: string, upto: string): Promise<Left[]> {
  const { rows } = await sql<Left>`
    select account, sum(debit - credit)::bigint as fen from money.balance
    where community = ${b.community} and book = ${b.id} and account like ${`${under}%`} and month <= ${upto}
    group by account having sum(debit - credit) <> 0 order by account`.execute(ctx.db)
  return rows
}

/** What stands in each account goes to the other side of it, and what is left over to `target`. */
function into(left: readonly Left[], target: string): Line[] {
  const lines = left.map(({ account, fen }) => (fen > 0 ? { account, credit: fen } : { account, debit: 0 - fen }))
  const rest = left.reduce((sum, l) => sum + l.fen, 0)
  if (rest === 0) return lines
  return [...lines, rest > 0 ? { account: target, debit: rest } : { account: target, credit: 0 - rest }]
}
