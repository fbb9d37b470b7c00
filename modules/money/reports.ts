/** The cash book and the trial balance: read from what is kept with each voucher, never by adding up all that ever was. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import { firstLevel, type AccountKind } from './chart.ts'
import type { money } from './contract.ts'

type CashLine = {
  community: string
  id: string
  day: string
  number: string
  said: string
  against: string
  debit: number
  credit: number
  balance: number
}

export async function cashBook(
  ctx: Ctx,
  { community, book, account, from, to, page, size }: Input<typeof money.ops.cashBook>,
) {
  const { rows } = await sql<CashLine & { total: number }>`
    with mine as (
      select v.community, v.id, v.day, v.month, v.number as n, v.month || ' 记-' || v.number as number, v.said, v.place,
        sum(p.debit)::bigint as debit, sum(p.credit)::bigint as credit
      from money.voucher v join money.posting p on p.community = v.community and p.voucher = v.id
      where v.community = ${community} and v.book = ${book} and p.account like ${`${account}%`} and v.day <= ${to}::date and ${ctx.visible}
      group by v.community, v.id
    ), told as (
      select *, sum(debit - credit) over (order by day, month, n, id)::bigint as balance from mine
    )
    select told.*, count(*) over ()::int as total, coalesce((
      select string_agg(distinct a.name, '、') from money.posting p join money.account a
        on a.community = p.community and a.book = p.book and a.code = p.account
      where p.community = told.community and p.voucher = told.id and p.account not like ${`${account}%`}), '') as against
    from told where day >= ${from}::date order by day desc, month desc, n desc, id limit ${size} offset ${(page - 1) * size}`.execute(
    ctx.db,
  )
  return { items: rows, total: rows[0]?.total ?? 0 }
}

type Line = { code: string; name: string; opening: number; debit: number; credit: number; closed: number }

export async function trial(ctx: Ctx, { community, book, month }: Input<typeof money.ops.trial>) {
  const { rows } = await sql<Line>`
    select a.code, a.name,
      coalesce(sum(b.debit - b.credit) filter (where b.month < ${month}), 0)::bigint as opening,
      coalesce(sum(b.debit) filter (where b.month = ${month}), 0)::bigint as debit,
      coalesce(sum(b.credit) filter (where b.month = ${month}), 0)::bigint as credit,
      coalesce((select sum(p.credit - p.debit) from money.posting p join money.voucher v on v.community = p.community and v.id = p.voucher
        where p.community = a.community and p.book = a.book and p.account = a.code
          and v.source = 'year' and v.month = ${month}), 0)::bigint as closed
    from money.account a join money.book k on k.community = a.community and k.id = a.book
      join money.balance b on b.community = a.community and b.book = a.book and b.account = a.code
    where a.community = ${community} and a.book = ${book} and b.month <= ${month} and ${ctx.visible}
    group by a.community, a.book, a.code, a.name order by a.code`.execute(ctx.db)
  const lines = rows.map(({ closed, ...l }) => ({
    ...l,
    kind: firstLevel(l.code)!.kind,
    closing: l.opening + l.debit - l.credit,
    /** As it stood before the year was closed: a year that is over still has its income. */
    open: l.opening + l.debit - l.credit + closed,
  }))
  const sum = (...kinds: AccountKind[]) =>
    lines.filter(l => kinds.includes(l.kind)).reduce((all, l) => all + l.closing, 0)
  const ofYear = (kind: AccountKind) => lines.filter(l => l.kind === kind).reduce((all, l) => all + l.open, 0)
  return {
    month,
    lines,
    assets: sum('asset', 'cost'),
    liabilities: 0 - sum('liability'),
    // Until the year is closed its result belongs to the equity all the same.
    equity: 0 - sum('equity', 'income', 'expense'),
    income: 0 - ofYear('income'),
    expense: ofYear('expense'),
  }
}
