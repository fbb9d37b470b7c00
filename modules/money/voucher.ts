/**
 * Vouchers: the only way that anything gets into a book. A number is taken, the lines are written, and every balance moves
 * in the same transaction; a month that is closed gives no number. The same source is never posted twice.
 */
import { sql, type RawBuilder } from 'kysely'
import { attach } from '../../kernel/files.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import type { Ctx } from '../../kernel/server.ts'
import { communityOf } from '../places/rules.ts'
import { bookIn } from './book.ts'
import { isMoney } from './chart.ts'
import type { money } from './contract.ts'
import { problem } from './problem-rules.ts'
import { month } from './rules.ts'
import type { sourcesOfVouchers } from './shapes.ts'

export type Line = {
  account: string
  debit?: number
  credit?: number
  fund?: string | null | undefined
  budgetLine?: string | null | undefined
  said?: string | null | undefined
}
type Of = { community: string; place: string; book: string }
type Posting = {
  id?: string
  day: string
  said: string
  source: keyof typeof sourcesOfVouchers
  record: string
  reverses?: string
  documents?: string[]
  lines: readonly Line[]
}

export async function postVoucher(ctx: Ctx, of: Of, { lines, ...v }: Posting) {
  const { community, place, book } = of
  const id = v.id ?? newId(ctx.now.getTime())
  const total = lines.reduce((sum, l) => sum + (l.debit ?? 0), 0)
  if (total !== lines.reduce((sum, l) => sum + (l.credit ?? 0), 0) || lines.some(l => !l.debit === !l.credit))
    throw problem.unbalanced()
  const number = await nextNumber(ctx, of, v.day.slice(0, 7))
  await mustBeLeaves(ctx, of, [...new Set(lines.map(l => l.account))])
  const key = { community, id }
  await ctx.db
    .insertInto('money.voucher')
    .values({
      ...key,
      place,
      book,
      month: v.day.slice(0, 7),
      number,
      day: v.day,
      said: v.said,
      total,
      source: v.source,
      record: v.record,
      reverses: v.reverses ?? null,
      madeBy: ctx.me.id,
      madeName: ctx.me.name ?? null,
      madeAt: ctx.now,
      documents: v.documents ?? [],
    })
    .execute()
  await ctx.db
    .insertInto('money.posting')
    .values(
      lines.map((l, i) => ({
        community,
        voucher: id,
        line: i + 1,
        book,
        account: l.account,
        debit: l.debit ?? 0,
        credit: l.credit ?? 0,
        fund: l.fund ?? null,
        budgetLine: l.budgetLine ?? null,
        said: l.said ?? null,
      })),
    )
    .execute()
  await moveBalances(ctx, of, v.day.slice(0, 7), lines)
  return { ...key, number }
}

/** Taken with the month locked, so that there is no gap and no two are the same; a closed month gives none. */
async function nextNumber(ctx: Ctx, { community, book }: Of, of: string): Promise<number> {
  const { rows } = await sql<{ number: number; state: string }>`
    update money.month set last_number = last_number + 1
    where community = ${community} and book = ${book} and month = ${of} returning last_number as number, state`.execute(
    ctx.db,
  )
  if (!rows[0]) throw problem.noMonth()
  if (rows[0].state !== month.initial) throw problem.monthClosed()
  return rows[0].number
}

async function mustBeLeaves(ctx: Ctx, { community, book }: Of, codes: readonly string[]) {
  const { rows } = await sql<{ code: string; leaf: boolean }>`
    select code, not exists (select from money.account s where s.community = a.community and s.book = a.book
      and s.code like a.code || '__') as leaf
    from money.account a where community = ${community} and book = ${book} and code = any(${[...codes]})`.execute(
    ctx.db,
  )
  if (rows.length < codes.length) throw problem.noSuchAccount()
  if (rows.some(r => !r.leaf)) throw problem.notALeaf()
}

/** In the order of the accounts, so that two vouchers never wait for each other in a ring. */
async function moveBalances(ctx: Ctx, { community, book }: Of, of: string, lines: readonly Line[]) {
  const sums = [...Map.groupBy(lines, l => l.account)]
    .map(([account, its]) => ({
      account,
      debit: its.reduce((sum, l) => sum + (l.debit ?? 0), 0),
      credit: its.reduce((sum, l) => sum + (l.credit ?? 0), 0),
    }))
    .toSorted((a, b) => (a.account < b.account ? -1 : 1))
  await sql`
    insert into money.balance (community, book, account, month, debit, credit)
    values ${sql.join(sums.map(s => sql`(${community}, ${book}, ${s.account}, ${of}, ${s.debit}, ${s.credit})`))}
    on conflict (community, book, account, month) do update
      set debit = balance.debit + excluded.debit, credit = balance.credit + excluded.credit`.execute(ctx.db)
  for (const s of sums)
    await sql`update money.account set balance = balance + ${s.debit - s.credit}
      where community = ${community} and book = ${book} and code = ${s.account}`.execute(ctx.db)
}

// ── By hand ─────────────────────────────────────────────────────────────────

export async function post(ctx: Ctx, { place, book, lines, documents, ...said }: Input<typeof money.ops.post>) {
  const of = await bookIn(ctx, place, book)
  const spends = lines.some(l => isMoney(l.account) && l.credit > 0)
  if (spends && !lines.every(l => isMoney(l.account))) throw problem.moneyByPayment()
  const id = newId(ctx.now.getTime())
  const about = { community: of.community, id, place }
  const kept = await attach(ctx.db, documents, about, ctx.me.id)
  const posting = { ...said, id, source: 'manual', record: id, documents: kept, lines } as const
  return postVoucher(ctx, { ...of, book }, posting)
}

/** The same lines below zero: what was posted stays to be read. What was paid out has its own ways back. */
export async function reverse(ctx: Ctx, { place, voucher: id, day, reason }: Input<typeof money.ops.reverse>) {
  const v = await ctx.db
    .selectFrom('money.voucher')
    .selectAll()
    .where('community', '=', communityOf(place))
    .where('id', '=', id)
    .where('place', '=', place)
    .executeTakeFirst()
  if (!v || !['manual', 'receipt'].includes(v.source)) throw problem.notReversible()
  const lines = await ctx.db
    .selectFrom('money.posting')
    .selectAll()
    .where('community', '=', v.community)
    .where('voucher', '=', v.id)
    .orderBy('line')
    .execute()
  if (v.source === 'receipt')
    for (const l of lines.filter(l => l.fund && isMoney(l.account)))
      await ctx.db
        .updateTable('money.fund')
        .set(eb => ({ received: eb('received', '-', l.debit) }))
        .where('community', '=', v.community)
        .where('id', '=', l.fund!)
        .execute()
  return postVoucher(ctx, v, {
    day,
    said: `红冲 ${v.month} 第 ${v.number} 号：${reason}`,
    source: 'reverse',
    record: newId(ctx.now.getTime()),
    reverses: v.id,
    lines: lines.map(l => ({ ...l, debit: 0 - l.debit, credit: 0 - l.credit })),
  })
}

// ── To be read ──────────────────────────────────────────────────────────────

export const vouchersWhere = async (ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) => {
  const { rows } = await sql<VoucherRow & { found: number }>`
    select v.*, exists (select from money.voucher r where r.community = v.community and r.reverses = v.id) as reversed,
      v.documents as photos, count(*) over ()::int as found
    from money.voucher v where ${where}
    order by v.month desc, v.number desc, v.id limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  return { items: rows, total: rows[0]?.found ?? 0 }
}
type VoucherRow = {
  community: string
  id: string
  place: string
  book: string
  month: string
  number: number
  day: string
  said: string
  total: number
  source: string
  photos: string[]
  reversed: boolean
}

export function listVouchers(ctx: Ctx, f: Input<typeof money.ops.vouchers>) {
  const { place = '', book, account, source, fund, line, search } = f
  const all = [sql`${ctx.visible}`, under('place', place)]
  if (book) all.push(sql`book = ${book}`)
  if (f.month) all.push(sql`month = ${f.month}`)
  if (source) all.push(sql`source = ${source}`)
  if (search) all.push(sql`said ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}`)
  const posting = [
    ...(account ? [sql`p.account like ${`${account}%`}`] : []),
    ...(fund ? [sql`p.fund = ${fund}`] : []),
    ...(line ? [sql`p.budget_line = ${line}`] : []),
  ]
  if (posting.length)
    all.push(
      sql`exists (select from money.posting p where p.community = v.community and p.voucher = v.id and ${sql.join(posting, sql` and `)})`,
    )
  return vouchersWhere(ctx, sql.join(all, sql` and `), f)
}

export async function readVoucher(ctx: Ctx, { community, id }: { community: string; id: string }) {
  const found = (await vouchersWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  if (!found) return undefined
  const { rows } = await sql<{ account: string; accountName: string; debit: number; credit: number; fundName: string }>`
    select p.account, a.name as account_name, p.debit, p.credit, p.said, f.name as fund_name
    from money.posting p join money.account a on a.community = p.community and a.book = p.book and a.code = p.account
      left join money.fund f on f.community = p.community and f.id = p.fund
    where p.community = ${community} and p.voucher = ${id} order by p.line`.execute(ctx.db)
  return { ...found, lines: rows }
}
