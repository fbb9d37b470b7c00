/** The shapes of the ledger: books, accounts, months, vouchers, and the reports made of them. */
import { z } from 'zod'
import { Fen, key, Offers, Place, Yuan } from '../../kernel/contract.ts'
import { accountKinds, type AccountKind } from './chart.ts'
import { book, month, owners } from './rules.ts'

type States<S extends string> = { states: Record<S, { label: string }> }
export const stateOf = <S extends string>(m: States<S>) =>
  z
    .enum(Object.keys(m.states) as S[])
    .meta({ choices: m.states })
    .describe('状态')
/** An enum of the keys of a table of labels, with its words. */
export const choice = <T extends Record<string, string | { label: string }>>(table: T) =>
  z.enum(Object.keys(table) as (keyof T & string)[]).meta({ choices: table })

export const Text = (most: number, least = 1) => z.string().trim().min(least, '请填写').max(most, `最多 ${most} 个字`)
export const Code = z
  .string()
  .trim()
  .regex(/^\d{3}(\d{2}){0,3}$/, '科目编号是 3 位数字，明细再加 2 位')
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写成 2026-11 这样')
export const Year = z.int().min(2000).max(2100)
export const bookKey = z.uuid().describe('账套')
export const Day = z.iso.date()

export const Book = z.object({
  ...key,
  place: Place.describe('范围'),
  state: stateOf(book),
  ownerKind: choice(owners).describe('单位'),
  name: z.string().describe('账套'),
  fromYear: z.int().describe('自哪一年'),
  lastYear: z.int().describe('建账到哪一年'),
  closedYear: z.int().nullable().describe('已年结到'),
  cash: Fen.describe('库存现金'),
  bank: Fen.describe('银行存款'),
  openMonths: z.int().describe('没结账的月份'),
  offers: Offers,
})
export type Book = z.infer<typeof Book>

export const Account = z.object({
  code: z.string().describe('科目'),
  name: z.string().describe('名称'),
  kind: z
    .enum(Object.keys(accountKinds) as AccountKind[])
    .meta({ choices: accountKinds })
    .describe('类别'),
  side: z
    .enum(['debit', 'credit'])
    .meta({ choices: { debit: '借', credit: '贷' } })
    .describe('方向'),
  leaf: z.boolean().describe('可记账'),
  balance: Fen.describe('余额'),
})

export type Account = z.infer<typeof Account>

export const MonthShape = z.object({
  ...key,
  place: Place.describe('范围'),
  state: stateOf(month),
  book: bookKey,
  bookName: z.string().describe('账套'),
  month: z.string().describe('月份'),
  vouchers: z.int().describe('凭证'),
  apart: z.int().describe('没对上的流水'),
  reconciledAt: z.date().nullable().describe('对账完成'),
  reconciledBy: z.string().nullable().describe('对账人'),
  closedAt: z.date().nullable().describe('结账时间'),
  closedName: z.string().nullable().describe('结账人'),
  reopenedWhy: z.string().nullable().describe('反结账原因'),
  due: z.date().nullable().describe('期限'),
  late: z.boolean().describe('超时'),
  offers: Offers,
})
export type MonthShape = z.infer<typeof MonthShape>

export const Posted = z.object({
  account: Code.describe('科目'),
  debit: Yuan.prefault('0').describe('借方'),
  credit: Yuan.prefault('0').describe('贷方'),
  fund: z.uuid().optional().describe('资金'),
  said: z.string().trim().max(100).optional().describe('摘要'),
})

export const PostingLine = z.object({
  account: z.string().describe('科目'),
  accountName: z.string().describe('科目名称'),
  debit: Fen.describe('借方'),
  credit: Fen.describe('贷方'),
  fundName: z.string().nullable().describe('资金'),
  said: z.string().nullable().describe('摘要'),
})

export const sourcesOfVouchers = {
  manual: '手工',
  receipt: '资金到账',
  loan: '融资',
  payment: '付款',
  carry: '资金结转',
  reverse: '红冲',
  year: '年结',
  yearShare: '年结分配',
} as const

export const VoucherLine = z.object({
  ...key,
  place: Place.describe('范围'),
  book: bookKey,
  month: z.string().describe('月份'),
  number: z.int().describe('凭证号'),
  day: Day.describe('日期'),
  said: z.string().describe('摘要'),
  total: Fen.describe('金额'),
  source: choice(sourcesOfVouchers).describe('来源'),
  madeName: z.string().nullable().describe('制单'),
  reversed: z.boolean().describe('已红冲'),
})
export const Voucher = VoucherLine.extend({
  record: z.uuid(),
  reverses: z.uuid().nullable().describe('红冲的凭证'),
  madeAt: z.date().describe('制单时间'),
  photos: z.array(z.uuid()).describe('附件'),
  lines: z.array(PostingLine).describe('分录'),
})
export type Voucher = z.infer<typeof Voucher>

/** One line of the cash book or of an account's own page, with what is left after it. */
export const CashLine = z.object({
  ...key,
  day: Day.describe('日期'),
  number: z.string().describe('凭证'),
  said: z.string().describe('摘要'),
  against: z.string().describe('对方科目'),
  debit: Fen.describe('收入'),
  credit: Fen.describe('支出'),
  balance: Fen.describe('余额'),
})

export const TrialLine = z.object({
  code: z.string().describe('科目'),
  name: z.string().describe('名称'),
  kind: z
    .enum(Object.keys(accountKinds) as AccountKind[])
    .meta({ choices: accountKinds })
    .describe('类别'),
  /** Debit above zero. */
  opening: Fen.describe('期初'),
  debit: Fen.describe('借方发生'),
  credit: Fen.describe('贷方发生'),
  closing: Fen.describe('期末'),
})
export type TrialLine = z.infer<typeof TrialLine>
export const Trial = z.object({
  month: z.string().describe('月份'),
  lines: z.array(TrialLine),
  assets: Fen.describe('资产'),
  liabilities: Fen.describe('负债'),
  equity: Fen.describe('所有者权益'),
  income: Fen.describe('本年收入'),
  expense: Fen.describe('本年支出'),
})
export type Trial = z.infer<typeof Trial>
