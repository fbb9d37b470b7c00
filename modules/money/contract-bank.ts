/** The operations with the bank: what goes there in a file, what comes back, and whether both books say the same. */
import { z } from 'zod'
import { command, Fen, key, movesOf, paged, paging, Place, query } from '../../kernel/contract.ts'
import { bankLine, batch } from './bank-rules.ts'
import { bookKey, Day, Month, stateOf } from './shapes.ts'
import { BankLine, Batch } from './shapes-spending.ts'

const place = Place.describe('范围')
export const bankOps = {
  /** Takes up everything that is approved, goes by the bank and is not held up. */
  makeBatch: command(
    '生成付款文件',
    z.object({ place, book: bookKey }),
    z.object({ ...key, number: z.string(), n: z.int() }),
  ),
  batches: query('付款批次', z.object({ place: place.optional(), ...paging }), paged(Batch)),
  batch: query('付款批次', z.object(key), Batch),
  bankLines: query(
    '银行流水',
    z.object({
      place: place.optional(),
      book: bookKey.optional(),
      month: Month.optional().describe('月份'),
      state: z.array(stateOf(bankLine)).optional().describe('状态'),
      ...paging,
    }),
    paged(BankLine),
  ),
  bankLine: query('银行流水', z.object(key), BankLine),
  /** Vouchers of the same sum within a week that no other line is matched with, the nearest first. */
  suggestions: query(
    '可能是哪张凭证',
    z.object(key),
    z.array(
      z.object({ voucher: z.uuid(), number: z.string(), day: Day, said: z.string(), amount: Fen, days: z.int() }),
    ),
  ),
  /** 余额调节: what each side has that the other has not. */
  reconciliation: query(
    '余额调节',
    z.object({ community: key.community, book: bookKey, month: Month.describe('月份') }),
    z.object({
      books: Fen.describe('账面余额'),
      bank: Fen.nullable().describe('银行余额'),
      onlyBooks: Fen.describe('账上有、银行没有'),
      onlyBank: Fen.describe('银行有、账上没有'),
      difference: Fen.nullable().describe('差额'),
      apart: z.int().describe('没对上的流水'),
    }),
  ),
  ...movesOf(batch, Batch),
  ...movesOf(bankLine, BankLine, { matchLine: { voucher: z.uuid().describe('凭证') } }),
}
