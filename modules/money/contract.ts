/** What the money module promises: books that balance, funds and where they went, and payments that cannot go round their chain. */
import { z } from 'zod'
import { command, contract, key, movesOf, paged, paging, Place, query } from '../../kernel/contract.ts'
import { bankOps } from './contract-bank.ts'
import { spendingOps } from './contract-spending.ts'
import { book, month, owners } from './rules.ts'
import {
  Account,
  Book,
  bookKey,
  CashLine,
  choice,
  Code,
  Day,
  Month,
  MonthShape,
  Posted,
  sourcesOfVouchers,
  Text,
  Trial,
  Voucher,
  VoucherLine,
  Year,
} from './shapes.ts'

export const place = Place.describe('范围')
const within = z.object({ community: key.community, book: bookKey })

export const money = contract('money', '资金与账', {
  openBook: command(
    '建账套',
    z.object({
      place: Place.refine(p => p.length === 12 || p.length === 9, '账套属于社区（村）或街道（镇）').describe('范围'),
      ownerKind: choice(owners).describe('单位'),
      name: Text(60, 2).describe('账套名称'),
      year: Year.describe('从哪一年建账'),
    }),
    z.object(key),
  ),
  books: query('账套', z.object({ place: place.optional() }), z.array(Book)),
  book: query('账套', z.object(key), Book),
  accounts: query('科目余额', within, z.array(Account)),
  months: query('月结', z.object({ place: place.optional(), book: bookKey.optional(), ...paging }), paged(MonthShape)),
  month: query('月份', z.object(key), MonthShape),
  /** By hand: money itself moves only between the till and the bank; what is paid out is a payment. */
  post: command(
    '记凭证',
    z.object({
      place,
      book: bookKey,
      day: Day.describe('日期'),
      said: Text(100, 2).describe('摘要'),
      lines: z.array(Posted).min(2, '至少两行').max(50, '最多 50 行').describe('分录'),
      documents: z.array(z.uuid()).max(9).default([]).describe('附件'),
    }),
    z.object({ ...key, number: z.int() }),
  ),
  reverse: command(
    '红冲',
    z.object({
      place,
      voucher: z.uuid().describe('凭证'),
      day: Day.describe('日期'),
      reason: Text(100, 2).describe('为什么红冲'),
    }),
    z.object({ ...key, number: z.int() }),
  ),
  vouchers: query(
    '凭证',
    z.object({
      place: place.optional(),
      book: bookKey.optional(),
      month: Month.optional().describe('月份'),
      account: Code.optional().describe('科目'),
      source: choice(sourcesOfVouchers).optional().describe('来源'),
      fund: z.uuid().optional().describe('资金'),
      line: z.uuid().optional().describe('预算项目'),
      search: z.string().trim().max(60).optional().describe('摘要'),
      ...paging,
    }),
    paged(VoucherLine),
  ),
  voucher: query('凭证', z.object(key), Voucher, { print: '记账凭证' }),
  cashBook: query(
    '日记账',
    within.extend({
      account: Code.default('102').describe('科目'),
      from: Day.describe('自'),
      to: Day.describe('至'),
      ...paging,
    }),
    paged(CashLine),
  ),
  trial: query('试算平衡', within.extend({ month: Month.describe('月份') }), Trial),
  ...movesOf(book, Book, {
    addAccount: { code: Code.describe('科目编号'), name: Text(40).describe('科目名称') },
    closeYear: { year: Year.describe('哪一年') },
  }),
  ...movesOf(month, MonthShape, { reopenMonth: { reason: Text(200, 2).describe('为什么反结账') } }),
  ...spendingOps,
  ...bankOps,
})
