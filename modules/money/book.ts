/** Books: one for each owner, with the accounts of the chart, sub-accounts of its own, and twelve months for each year. */
import { sql, type RawBuilder } from 'kysely'
import { addDays, addMonths, endOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { startMany } from '../../kernel/start-many.ts'
import { communityOf } from '../places/rules.ts'
import { accounts as chart, BANK, CASH, firstLevel } from './chart.ts'
import { closeYear } from './close.ts'
import { money } from './contract.ts'
import { movingMonths } from './month.ts'
import { problem } from './problem-rules.ts'
import { book, limit, month } from './rules.ts'

type Row = Stored & {
  name: string
  fromYear: number
  lastYear: number
  closedYear: number | null
  cash: number
  bank: number
  openMonths: number
}

async function booksWhere(ctx: Ctx, where: RawBuilder<unknown>) {
  const sumOf = (code: string) =>
    sql`(select coalesce(sum(a.balance), 0)::bigint from money.account a where a.community = b.community and a.book = b.id and a.code like ${`${code}%`})`
  const { rows } = await sql<Row>`
    select b.*, ${sumOf(CASH)} as cash, ${sumOf(BANK)} as bank, (select count(*)::int from money.month m
      where m.community = b.community and m.book = b.id and m.state = ${month.initial}) as open_months
    from money.book b where ${where} order by place, owner_kind`.execute(ctx.db)
  return rows.map(b => ({ ...b, offers: offered(ctx, book, b) }))
}

export const books = (ctx: Ctx, { place = '' }: Input<typeof money.ops.books>) =>
  booksWhere(ctx, sql`${ctx.visible} and ${under('place', place)}`)
export const readBook = async (ctx: Ctx, { community, id }: { community: string; id: string }) =>
  (await booksWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`))[0]
const findBook = async (ctx: Ctx, community: string, id: string) =>
  (await booksWhere(ctx, sql`community = ${community} and id = ${id}`))[0]

/** The book that an operation names, if it lies where the operation may act. */
export async function bookIn(ctx: Ctx, place: string, id: string) {
  const found = await findBook(ctx, communityOf(place), id)
  if (!found || found.place !== place || found.state !== book.initial) throw problem.noSuchBook()
  return found
}

export async function openBook(ctx: Ctx, { place, ownerKind, name, year }: Input<typeof money.ops.openBook>) {
  const row = {
    community: communityOf(place),
    id: newId(ctx.now.getTime()),
    place,
    ownerKind,
    name,
    fromYear: year,
    lastYear: year,
    openedAt: ctx.now,
  }
  await start(ctx, movingBooks, row)
  await ctx.db
    .insertInto('money.account')
    .values(
      chart.map(a => ({
        community: row.community,
        book: row.id,
        code: a.code,
        name: a.name,
        side: a.side,
        firstLevel: true,
      })),
    )
    .execute()
  await months(ctx, row, year)
  return row
}

async function months(ctx: Ctx, b: { community: string; id: string; place: string }, year: number) {
  const days = ctx.book.figure(limit.closeDays, b.place, ctx.now)
  await startMany(
    ctx,
    movingMonths,
    Array.from({ length: 12 }, (_, n) => {
      const first = addMonths(`${year}-01-01`, n)
      const closeBy = endOf(addDays(addMonths(first, 1), days - 1))
      return { community: b.community, id: newId(), place: b.place, book: b.id, month: first.slice(0, 7), closeBy }
    }),
  )
}

/** A sub-account takes the side of the one it stands under; that one is not posted to any more. */
export async function addAccount(ctx: Ctx, b: { community: string; id: string }, code: string, name: string) {
  const above = await ctx.db
    .selectFrom('money.account')
    .select(['side', 'balance'])
    .where('community', '=', b.community)
    .where('book', '=', b.id)
    .where('code', '=', code.slice(0, -2))
    .executeTakeFirst()
  if (!above || code.length < 5) throw problem.noSuchAccount()
  const moved = await ctx.db
    .selectFrom('money.balance')
    .select('account')
    .where('community', '=', b.community)
    .where('book', '=', b.id)
    .where('account', '=', code.slice(0, -2))
    .executeTakeFirst()
  if (moved) throw problem.notALeaf()
  const { numInsertedOrUpdatedRows: added } = await ctx.db
    .insertInto('money.account')
    .values({ community: b.community, book: b.id, code, name, side: above.side, firstLevel: false })
    .onConflict(c => c.doNothing())
    .executeTakeFirstOrThrow()
  if (!added) throw problem.accountThere()
}

export async function accounts(ctx: Ctx, { community, book: id }: Input<typeof money.ops.accounts>) {
  const { rows } = await sql<{ code: string; name: string; side: 'debit' | 'credit'; leaf: boolean; balance: number }>`
    select a.code, a.name, a.side, not exists (select from money.account s
        where s.community = a.community and s.book = a.book and s.code like a.code || '__') as leaf,
      (select sum(s.balance)::bigint from money.account s
        where s.community = a.community and s.book = a.book and s.code like a.code || '%') as balance
    from money.account a join money.book b on b.community = a.community and b.id = a.book
    where a.community = ${community} and a.book = ${id} and ${ctx.visible} order by a.code`.execute(ctx.db)
  return rows.map(a => ({
    ...a,
    kind: firstLevel(a.code)!.kind,
    balance: a.side === 'debit' ? a.balance : 0 - a.balance,
  }))
}

export const movingBooks = moving(money, {
  table: 'money.book',
  machine: book,
  title: b => b.name,
  find: findBook,
  on: {
    addAccount: (ctx, b, { code, name }) => addAccount(ctx, b, code, name),
    nextYear: async (ctx, b) => {
      await months(ctx, b, b.lastYear + 1)
      return { lastYear: b.lastYear + 1 }
    },
    closeYear: (ctx, b, { year }) => closeYear(ctx, b, year),
  },
})
