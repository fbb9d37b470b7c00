/** Months of a book: reconciled, closed in their order, and opened again only by somebody else. */
import { sql, type RawBuilder } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { moving, offered, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { money } from './contract.ts'
import { bankLine } from './bank-rules.ts'
import { month } from './rules.ts'

type Row = Stored & {
  book: string
  bookName: string
  month: string
  vouchers: number
  apart: number
  earlier: number
  later: number
  reconciledAt: Date | null
  reconciledBy: string | null
  closedBy: string | null
  closedAt: Date | null
  closedName: string | null
  reopenedWhy: string | null
  due: Date | null
  late: boolean
}

async function monthsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const others = (how: RawBuilder<unknown>) =>
    sql`(select count(*)::int from money.month o where o.community = m.community and o.book = m.book and ${how})`
  const { rows } = await sql<Row & { total: number }>`
    select m.*, m.last_number as vouchers, b.name as book_name, count(*) over ()::int as total,
      case when m.state = ${month.initial} then m.close_by end as due, m.state = ${month.initial} and m.close_by < ${ctx.now} as late,
      ${others(sql`o.month < m.month and o.state = ${month.initial}`)} as earlier,
      ${others(sql`o.month > m.month and o.state <> ${month.initial}`)} as later,
      (select count(*)::int from money.bank_line l where l.community = m.community and l.book = m.book
        and to_char(l.day, 'YYYY-MM') = m.month and l.state = ${bankLine.initial}) as apart
    from (select * from money.month where ${where}) m join money.book b on b.community = m.community and b.id = m.book
    order by m.month desc, m.place, m.id limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  const items = rows.map(m => {
    const facts = {
      ...m,
      reconciled: m.reconciledAt !== null,
      mine: m.closedBy === ctx.me.id,
      over: m.month < dayOf(ctx.now).slice(0, 7),
    }
    return { ...facts, offers: offered(ctx, month, facts) }
  })
  return { items, total: rows[0]?.total ?? 0 }
}

export const listMonths = (ctx: Ctx, { place = '', book, ...paging }: Input<typeof money.ops.months>) => {
  const of = book ? sql`book = ${book}` : sql`true`
  return monthsWhere(ctx, sql`${ctx.visible} and ${under('place', place)} and ${of}`, paging)
}
export const readMonth = async (ctx: Ctx, { community, id }: { community: string; id: string }) =>
  (await monthsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
const findMonth = async (ctx: Ctx, community: string, id: string) =>
  (await monthsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]

export const movingMonths = moving(money, {
  table: 'money.month',
  machine: month,
  title: m => `${m.bookName ?? ''}${m.month} 月结`,
  find: findMonth,
  on: {
    reconcileMonth: async ctx => ({ reconciledAt: ctx.now, reconciledBy: ctx.me.name ?? null }),
    closeMonth: async ctx => ({
      closedAt: ctx.now,
      closedBy: ctx.me.id,
      closedName: ctx.me.name ?? null,
      reopenedBy: null,
    }),
    // What is posted anew may be apart from the bank again.
    reopenMonth: async (ctx, _, { reason }) => ({
      reopenedBy: ctx.me.id,
      reopenedWhy: reason,
      reconciledAt: null,
      reconciledBy: null,
    }),
  },
})
