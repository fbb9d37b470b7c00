/** The bank's files: statements and answers to payments come in by the kernel's import, payments and the ledger go out. */
import { sql } from 'kysely'
import { z } from 'zod'
import { under } from '../../kernel/db.ts'
import { exportKind, importKind, type ExportCtx, type ImportCtx } from '../../kernel/exchange-kinds.ts'
import { fenOf, yuan } from '../../kernel/fen.ts'
import { newId } from '../../kernel/id.ts'
import { startMany } from '../../kernel/start-many.ts'
import { communityOf } from '../places/rules.ts'
import { brings } from './bank-rules.ts'
import { movingLines } from './bank.ts'
import { money } from './contract.ts'
import { hledger, journal } from './journal.ts'
import { ACCOUNT } from './payment-read.ts'
import { problem } from './problem-rules.ts'
import { phases } from './payment-rules.ts'
import { may } from './rules.ts'

/** As banks write sums: with separators, sometimes below zero. */
const Sum = z
  .string()
  .transform(text => text.replaceAll(/[,，\s¥￥]/g, ''))
  .pipe(z.string().regex(/^-?\d{1,11}(\.\d{1,2})?$/, '金额应是数字，最多两位小数'))
  .transform(text => (text.startsWith('-') ? 0 - fenOf(text.slice(1)) : fenOf(text)))

const StatementRow = z
  .object({
    day: z.iso.date('日期应写成 2026-11-23 这样'),
    serial: z.string().max(60),
    income: Sum.optional(),
    spent: Sum.optional(),
    balance: Sum.optional(),
    party: z.string().max(80).default(''),
    said: z.string().max(120).default(''),
    account: z
      .string()
      .regex(/^10[12]\d*$/, '科目应是 102 或它的明细')
      .default('102'),
    book: z.string().default(''),
  })
  .refine(r => (r.income ?? 0) !== 0 || (r.spent ?? 0) !== 0, { path: ['income'], error: '收入和支出至少填一个' })
type StatementRow = z.output<typeof StatementRow>

/** The only book of the place, or the one that is named. */
async function booksOf({ db, place }: Pick<ImportCtx, 'db' | 'place'>) {
  return db
    .selectFrom('money.book')
    .select(['id', 'name', 'place', 'community'])
    .where('community', '=', communityOf(place))
    .where('place', '=', place)
    .orderBy('openedAt')
    .execute()
}
type Books = Awaited<ReturnType<typeof booksOf>>
const bookOf = (books: Books, name: string) =>
  name ? books.find(b => b.name === name) : books.length === 1 ? books[0] : undefined

importKind({
  kind: 'money.statement',
  label: '银行流水',
  may: brings,
  columns: [
    { key: 'day', label: '日期', also: ['交易日期', '记账日期'], required: true, is: 'day', example: '2026-11-23' },
    { key: 'serial', label: '流水号', also: ['交易流水号', '凭证号'], required: true, example: '20261123000017' },
    { key: 'income', label: '收入', also: ['收入金额', '贷方发生额', '贷方'], example: '50000.00' },
    { key: 'spent', label: '支出', also: ['支出金额', '借方发生额', '借方'], example: '3000.00' },
    { key: 'balance', label: '余额', also: ['账户余额'], example: '470000.00' },
    { key: 'party', label: '对方户名', also: ['对方', '对方单位'], example: '杨舍镇财政所' },
    { key: 'said', label: '摘要', also: ['用途', '附言'], example: '专项资金' },
    { key: 'account', label: '科目', hint: '默认 102 银行存款' },
    { key: 'book', label: '账套', hint: '只有一个账套时不用填' },
  ],
  row: StatementRow,
  key: r => `${r.book}|${r.account}|${r.serial}`,
  prepare: booksOf,
  check: async (_, rows, books) =>
    rows.map(r => (bookOf(books, r.book) ? null : { book: '请写账套的名称；只有一个账套时可以不写' })),
  async write(ctx, rows, books) {
    const lines = rows.map(r => lineOf(ctx, r, bookOf(books, r.book)!))
    const { rows: known } = await sql<{ key: string }>`
      select book || account || serial as key from money.bank_line
      where community = ${communityOf(ctx.place)} and serial = any(${rows.map(r => r.serial)})`.execute(ctx.db)
    const there = new Set(known.map(k => k.key))
    const fresh = lines.filter(l => !there.has(l.book + l.account + l.serial))
    await startMany(ctx, movingLines, fresh)
    return { added: fresh.length, changed: 0, same: lines.length - fresh.length }
  },
})

const lineOf = (ctx: ImportCtx, r: StatementRow, book: Books[number]) => ({
  community: book.community,
  id: newId(ctx.now.getTime()),
  place: book.place,
  book: book.id,
  account: r.account,
  day: r.day,
  serial: r.serial,
  amount: (r.income ?? 0) - (r.spent ?? 0),
  party: r.party,
  said: r.said,
  balance: r.balance ?? null,
})

const ReturnRow = z.object({
  number: z.string(),
  result: z.enum(['成功', '失败'], '结果应是 成功 或 失败'),
  day: z.iso.date('日期应写成 2026-11-23 这样'),
  serial: z.string().max(40).default(''),
  reason: z.string().max(200).default(''),
})

importKind({
  kind: 'money.returns',
  label: '银行回盘',
  may: brings,
  columns: [
    { key: 'number', label: '付款编号', required: true, example: 'FK202611230001' },
    { key: 'result', label: '结果', required: true, hint: '成功、失败', example: '成功' },
    { key: 'day', label: '日期', required: true, is: 'day', example: '2026-11-23' },
    { key: 'serial', label: '流水号', example: '20261123000017' },
    { key: 'reason', label: '失败原因', example: '账号与户名不符' },
  ],
  row: ReturnRow,
  key: r => r.number,
  /** The moves of the payment itself: the same file again finds them done. */
  async write(ctx, rows) {
    const counts = { added: 0, changed: 0, same: 0 }
    for (const r of rows) {
      const p = await ctx.db
        .selectFrom('money.payment')
        .select(['community', 'id', 'state'])
        .where('community', '=', communityOf(ctx.place))
        .where('number', '=', r.number)
        .executeTakeFirst()
      if (!p) throw problem.noSuchPayment()
      const key = { community: p.community, id: p.id }
      const out = (phases.out as readonly string[]).includes(p.state)
      if ((r.result === '成功' && out) || (r.result === '失败' && p.state === FAILED)) {
        counts.same++
        continue
      }
      if (p.state !== SENT) throw problem.noSuchPayment()
      if (r.result === '成功') await ctx.ask(money.ops.markPaid, { ...key, day: r.day, serial: r.serial || r.number })
      else await ctx.ask(money.ops.markFailed, { ...key, reason: r.reason || '银行没有说明原因' })
      counts.changed++
    }
    return counts
  },
})
const SENT = phases.waiting[1]
const FAILED = phases.failed[0]

exportKind({
  kind: 'money.bankFile',
  label: '银行付款文件',
  may: brings,
  columns: ['付款编号', '收款人', '收款账号', '开户行', '金额', '用途'].map(title => ({ title, text: true })),
  filter: z.object({ batch: z.uuid().optional() }),
  async *rows({ db, place, sealer }: ExportCtx, { batch }: { batch?: string | undefined }) {
    let list = db.selectFrom('money.payment').selectAll().where(under('place', place)).where('state', '=', SENT)
    if (batch) list = list.where('batch', '=', batch)
    for (const p of await list.orderBy('number').execute())
      yield {
        cells: [
          p.number,
          p.payee,
          p.bankAccount && sealer.open(p.bankAccount, ACCOUNT),
          p.bank,
          yuan(p.amount).replaceAll(',', ''),
          p.what,
        ],
      }
  },
})

exportKind({
  kind: 'money.ledger',
  label: '账簿',
  may: may.vouchers,
  columns: ['账套', '日期', '凭证号', '摘要', '科目', '科目名称', '借方', '贷方', '资金'].map(title => ({
    title,
    text: true,
  })),
  formats: { hledger: ({ db, place }) => hledger(db, place) },
  rows: async function* ({ db, place }: ExportCtx) {
    for await (const v of journal(db, place))
      for (const l of v.lines)
        yield {
          cells: [
            v.bookName,
            v.day,
            `${v.month} 记-${v.number}`,
            v.said,
            l.account,
            l.name,
            yuan(l.debit),
            yuan(l.credit),
            l.fund,
          ],
        }
  },
})
