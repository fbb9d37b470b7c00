/** The operations on the shares of a collective: who holds how many, what is given out on them, and for the warnings the facts of a time. */
import { z } from 'zod'
import { command, Fen, key, movesOf, Offers, paged, paging, Paid, Place, query } from '../../kernel/contract.ts'
import { dividend, member } from './share-rules.ts'
import { bookKey, Day, place, resolution, stateOf, Text, Year } from './shapes.ts'

const { resolutionNumber } = resolution
const Shares = z.int().min(1).max(1_000_000).describe('股数')

const MemberLine = z.object({
  ...key,
  place,
  state: stateOf(member),
  number: z.string().describe('股权证号'),
  /** Under a mask in lists, whole on the page of the member. */
  name: z.string().describe('姓名'),
  shares: z.int().describe('股数'),
  since: Day.describe('自'),
})
const Member = MemberLine.extend({
  resolutionNumber: z.string().describe('决议文号'),
  had: z.array(z.object({ dividend: z.uuid(), year: z.int(), name: z.string(), shares: z.int(), amount: Fen })),
  offers: Offers,
})
export type Member = z.infer<typeof Member>

const DividendLine = z.object({
  ...key,
  place,
  state: stateOf(dividend),
  year: z.int().describe('年度'),
  name: z.string().describe('分红'),
  total: Fen.describe('分多少'),
  members: z.int().describe('人数'),
  shares: z.int().describe('总股数'),
  resolutionNumber: z.string().describe('决议文号'),
  resolutionDay: Day.describe('决议日期'),
  declaredOn: Day.nullable().describe('宣布日期'),
})
const Part = z.object({ number: z.string(), name: z.string(), shares: z.int(), amount: Fen })
export const Dividend = DividendLine.extend({
  declaredName: z.string().nullable().describe('宣布人'),
  lines: z.array(Part).describe('分红表'),
  offers: Offers,
})
export type Dividend = z.infer<typeof Dividend>

export const shareOps = {
  addMember: command(
    '登记股份',
    z.object({
      place: Place.min(12).describe('范围'),
      book: bookKey,
      number: Text(40).describe('股权证号'),
      name: Text(30, 2).describe('姓名'),
      shares: Shares,
      since: Day.describe('自'),
      resolutionNumber,
    }),
    z.object(key),
  ),
  members: query('持股人', z.object({ place: place.optional(), ...paging }), paged(MemberLine)),
  member: query('持股人', z.object(key), Member),
  drawDividend: command(
    '编分红表',
    z.object({
      place: Place.min(12).describe('范围'),
      book: bookKey,
      year: Year.describe('年度'),
      name: Text(40, 2).describe('分红名称'),
      /** After the reserve for the common good has been set aside. RCE-08 */
      total: Paid.describe('分多少（元）'),
      ...resolution,
    }),
    z.object(key),
  ),
  dividends: query('分红', z.object({ place: place.optional(), ...paging }), paged(DividendLine)),
  dividend: query('分红', z.object(key), Dividend, { print: '分红表' }),
  publicDividends: query(
    '集体分红',
    z.object({ place: Place.min(12).describe('社区（村）') }),
    z.array(DividendLine.omit({ place: true, state: true }).extend({ lines: z.array(Part) })),
  ),
  ...movesOf(member, Member, {
    changeShares: { shares: Shares, since: Day.describe('自'), resolutionNumber },
    leaveShares: { resolutionNumber },
  }),
  ...movesOf(dividend, Dividend, {
    declareDividend: { day: Day.describe('宣布日期') },
    dropDividend: { reason: Text(200, 2).describe('为什么作废') },
  }),
  /** What the warnings look at: what was known of a place when that day was over. */
  facts: query(
    '三资事实',
    z.object({ place: Place.min(12).describe('范围'), to: Day.describe('到哪天') }),
    z.object({
      assets: z.array(z.object({ id: z.uuid(), name: z.string() })),
      /** Neither let nor used: from when, and until when. */
      idle: z.array(z.object({ asset: z.uuid(), from: Day, until: Day.nullable() })),
      valuations: z.array(z.object({ asset: z.uuid(), day: Day, yearlyRent: Fen.nullable() })),
      leases: z.array(
        z.object({
          id: z.uuid(),
          asset: z.uuid(),
          name: z.string(),
          number: z.string(),
          tenant: z.string(),
          signed: Day,
          from: Day,
          until: Day,
          months: z.int(),
          rent: Fen,
          decided: z.boolean(),
          ended: Day.nullable(),
        }),
      ),
      charges: z.array(z.object({ lease: z.uuid(), due: Day, amount: Fen })),
      receipts: z.array(z.object({ lease: z.uuid(), day: Day, amount: Fen })),
    }),
  ),
}
