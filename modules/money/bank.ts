/** The bank: a file of payments goes there, its answer and its statements come back, and each line finds its voucher. F09 */
import { sql, type RawBuilder } from 'kysely'
import { addMonths, dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { bankLine, batch } from './bank-rules.ts'
import { bookIn } from './book.ts'
import { money } from './contract.ts'
import { problem } from './problem-rules.ts'
import { phases } from './payment-rules.ts'

// ── Payments on their way ───────────────────────────────────────────────────

type BatchRow = Stored & { number: string; n: number; book: string; waiting: number }
const [approved, sent] = phases.waiting

async function batchesWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<BatchRow & { found: number }>`
    select b.*, count(*) over ()::int as found, (select count(*)::int from money.payment p
      where p.community = b.community and p.batch = b.id and p.state = ${sent}) as waiting
    from money.batch b where ${where} order by made_at desc, id limit ${size} offset ${(page - 1) * size}`.execute(
    ctx.db,
  )
  return { items: rows.map(b => ({ ...b, offers: offered(ctx, batch, b) })), total: rows[0]?.found ?? 0 }
}
export const batches = (ctx: Ctx, { place = '', ...paging }: Input<typeof money.ops.batches>) =>
  batchesWhere(ctx, sql`${ctx.visible} and ${under('place', place)}`, paging)
export const readBatch = async (ctx: Ctx, { community, id }: { community: string; id: string }) =>
  (await batchesWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]

export async function makeBatch(ctx: Ctx, { place, book }: Input<typeof money.ops.makeBatch>) {
  const { community } = await bookIn(ctx, place, book)
  const { rows } = await sql<{ id: string; amount: number }>`
    select id, amount from money.payment where community = ${community} and book = ${book} and state = ${approved}
      and way = 'bank' and held = 0 order by number for update skip locked`.execute(ctx.db)
  if (!rows.length) throw problem.nothingToSend()
  const row = {
    community,
    id: newId(ctx.now.getTime()),
    place,
    book,
    number: await nextNumber(ctx, community),
    n: rows.length,
    total: rows.reduce((sum, p) => sum + p.amount, 0),
    madeBy: ctx.me.id,
    madeName: ctx.me.name ?? null,
    madeAt: ctx.now,
  }
  await start(ctx, movingBatches, row)
  for (const { id } of rows) await ctx.ask(money.ops.sendPayment, { community, id, batch: row.id })
  return row
}

/** `PL2026112001`: by day, one after the other; whoever comes meanwhile waits. */
async function nextNumber(ctx: Ctx, community: string): Promise<string> {
  const day = `PL${dayOf(ctx.now).replaceAll('-', '')}`
  await sql`select pg_advisory_xact_lock(hashtext(${`money.batch/${community}`}))`.execute(ctx.db)
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from money.batch where community = ${community} and number like ${`${day}%`}`.execute(
    ctx.db,
  )
  return `${day}${String(rows[0]!.n + 1).padStart(2, '0')}`
}

export const movingBatches = moving(money, {
  table: 'money.batch',
  machine: batch,
  title: b => `付款批次 ${b.number}`,
  find: async (ctx: Ctx, community: string, id: string) =>
    (await batchesWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0],
})

// ── What the bank says ──────────────────────────────────────────────────────

type LineRow = Stored & {
  book: string
  account: string
  day: string
  serial: string
  amount: number
  party: string
  said: string
  voucher: string | null
}

async function linesWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<LineRow & { total: number }>`
    select l.*, v.month || ' 记-' || v.number as voucher_number, count(*) over ()::int as total
    from (select * from money.bank_line where ${where}) l left join money.voucher v on v.community = l.community and v.id = l.voucher
    order by l.day desc, l.serial desc limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  return { items: rows.map(l => ({ ...l, offers: offered(ctx, bankLine, l) })), total: rows[0]?.total ?? 0 }
}

export const bankLines = (
  ctx: Ctx,
  { place = '', book, month, state, ...paging }: Input<typeof money.ops.bankLines>,
) => {
  const all = [sql`${ctx.visible}`, under('place', place)]
  if (book) all.push(sql`book = ${book}`)
  if (month) all.push(sql`to_char(day, 'YYYY-MM') = ${month}`)
  if (state?.length) all.push(sql`state = any(${state})`)
  return linesWhere(ctx, sql.join(all, sql` and `), paging)
}
export const readLine = async (ctx: Ctx, { community, id }: { community: string; id: string }) =>
  (await linesWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
const findLine = async (ctx: Ctx, community: string, id: string) =>
  (await linesWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]

/** What a voucher moved on that account: the same sum, the same way. */
const moved = (l: Pick<LineRow, 'community' | 'book' | 'account' | 'amount'>) => sql`
  select v.id as voucher, v.month || ' 记-' || v.number as number, v.day, v.said, v.source, v.record, ${l.amount}::bigint as amount
  from money.voucher v join money.posting p on p.community = v.community and p.voucher = v.id
  where v.community = ${l.community} and v.book = ${l.book} and p.account = ${l.account}
    and not exists (select from money.bank_line o where o.community = v.community and o.voucher = v.id)
  group by v.community, v.id having sum(p.debit - p.credit) = ${l.amount}`

export async function suggestions(ctx: Ctx, { community, id }: { community: string; id: string }) {
  const l = (await linesWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  if (!l) return undefined
  const { rows } = await sql<{
    voucher: string
    number: string
    day: string
    said: string
    amount: number
    days: number
  }>`
    select *, abs(day - ${l.day}::date) as days from (${moved(l)}) m where abs(day - ${l.day}::date) <= 7
    order by days, day, voucher limit 10`.execute(ctx.db)
  return rows
}

export const movingLines = moving(money, {
  table: 'money.bankLine',
  machine: bankLine,
  title: l => `${l.day} ${l.said}`,
  find: findLine,
  on: {
    async matchLine(ctx, l, { voucher }) {
      const { rows } = await sql<{ source: string; record: string }>`
        select source, record from (${moved(l)}) m where voucher = ${voucher}`.execute(ctx.db)
      if (!rows[0]) throw problem.notThatVoucher()
      await setVoucher(ctx, l, voucher)
      if (rows[0].source === 'payment') await follow(ctx, l.community, rows[0].record, 'settlePayment')
      return { voucher, matchedBy: ctx.me.name ?? null }
    },
    async partLine(ctx, l) {
      const v = await ctx.db
        .selectFrom('money.voucher')
        .select(['source', 'record'])
        .where('community', '=', l.community)
        .where('id', '=', l.voucher!)
        .executeTakeFirstOrThrow()
      await setVoucher(ctx, l, null)
      if (v.source === 'payment') await follow(ctx, l.community, v.record, 'unsettlePayment')
      return { voucher: null, matchedBy: null }
    },
  },
})

/** Before the payment follows: it looks whether it stands on a line. */
const setVoucher = (ctx: Ctx, { community, id }: { community: string; id: string }, voucher: string | null) =>
  sql`update money.bank_line set voucher = ${voucher} where community = ${community} and id = ${id}`.execute(ctx.db)

const follow = (ctx: Ctx, community: string, id: string, how: 'settlePayment' | 'unsettlePayment') =>
  ctx.ask(money.ops[how], { community, id })

/** Both sides at the end of a month: what each has that the other has not explains the difference, or it does not. */
export async function reconciliation(ctx: Ctx, { community, book, month }: Input<typeof money.ops.reconciliation>) {
  const next = addMonths(`${month}-01`, 1)
  const { rows } = await sql<{
    books: number
    bank: number | null
    onlyBooks: number
    onlyBank: number
    apart: number
  }>`
    with mine as (select * from money.bank_line where community = ${community} and book = ${book} and day < ${next}::date)
    select
      coalesce((select sum(b.debit - b.credit) from money.balance b where b.community = k.community and b.book = k.id
        and b.account like '102%' and b.month <= ${month}), 0)::bigint as books,
      (select balance from mine where balance is not null order by day desc, serial desc limit 1) as bank,
      coalesce((select sum(p.debit - p.credit) from money.posting p join money.voucher v on v.community = p.community and v.id = p.voucher
        where v.community = k.community and v.book = k.id and v.month <= ${month} and p.account like '102%'
          and not exists (select from mine where mine.voucher = v.id)), 0)::bigint as only_books,
      coalesce((select sum(amount) from mine where voucher is null), 0)::bigint as only_bank,
      (select count(*)::int from mine where voucher is null) as apart
    from money.book k where k.community = ${community} and k.id = ${book} and ${ctx.visible}`.execute(ctx.db)
  const r = rows[0]
  if (!r) return undefined
  return { ...r, difference: r.bank === null ? null : r.books - r.onlyBooks + r.onlyBank - r.bank }
}
