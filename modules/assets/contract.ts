/** What the assets module promises: a register of what is owned, leases that never overlap, rent that is split as decided, and shares. */
import { z } from 'zod'
import { command, contract, Fen, key, movesOf, paged, paging, Paid, Place, query, Yuan } from '../../kernel/contract.ts'
import { leaseOps } from './contract-lease.ts'
import { shareOps } from './contract-share.ts'
import { asset, kinds } from './rules.ts'
import { purposes } from './share-rules.ts'
import { Asset, AssetLine, bookKey, choice, Day, place, resolution, stateOf, Text } from './shapes.ts'

const PublicAsset = AssetLine.omit({ place: true, value: true, yearlyRent: true }).extend({
  rent: Fen.nullable().describe('租金'),
  months: z.int().nullable().describe('几个月一期'),
  fromDay: Day.nullable().describe('起租'),
})
const Split = z.object({ purpose: choice(purposes).describe('用途'), share: z.int(), amount: Fen.describe('金额') })

export const assets = contract('assets', '资产与资源', {
  registerAsset: command(
    '登记资产',
    z.object({
      place: Place.min(12).describe('范围'),
      book: bookKey,
      number: Text(40).describe('编号'),
      name: Text(60, 2).describe('名称'),
      kind: choice(kinds).describe('种类'),
      located: Text(100, 2).describe('位置'),
      lon: z.number().min(73).max(136).optional().describe('经度'),
      lat: z.number().min(3).max(54).optional().describe('纬度'),
      area: z.number().positive().max(100_000_000).multipleOf(0.01).optional().describe('面积（平方米）'),
      cost: Yuan.prefault('0').describe('原值（元）'),
      registeredOn: Day.describe('登记日期'),
      photos: z.array(z.uuid()).max(9).default([]).describe('照片'),
    }),
    z.object(key),
  ),
  assets: query(
    '资产台账',
    z.object({
      place: place.optional(),
      kind: choice(kinds).optional().describe('种类'),
      state: z.array(stateOf(asset)).optional().describe('状态'),
      search: z.string().trim().max(60).optional().describe('搜索'),
      ...paging,
    }),
    paged(AssetLine),
  ),
  asset: query('资产', z.object(key), Asset),
  /** For everyone: what there is, who rents it for how much, and what the rent of the year was used for. */
  publicAssets: query(
    '集体资产和租金',
    z.object({
      place: Place.min(12).describe('社区（村）'),
      year: z.int().min(2000).max(2100).describe('年度'),
      ...paging,
    }),
    paged(PublicAsset).extend({
      splits: z.array(Split).describe('租金用到哪里'),
      policyNumber: z.string().nullable().describe('决议文号'),
      policyDay: Day.nullable().describe('决议日期'),
      received: Fen.describe('收租'),
    }),
  ),
  ...movesOf(asset, Asset, {
    valueAsset: {
      day: Day.describe('评估日期'),
      value: Paid.describe('评估价值（元）'),
      yearlyRent: Yuan.optional().describe('评估年租金（元）'),
      basis: Text(100, 2).describe('谁评估的、什么依据'),
    },
    writeOff: {
      day: Day.describe('核销日期'),
      reason: Text(200, 2).describe('为什么核销'),
      resolutionNumber: resolution.resolutionNumber,
      resolutionDay: resolution.resolutionDay,
    },
  }),
  ...leaseOps,
  ...shareOps,
})
