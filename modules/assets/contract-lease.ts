/** The operations on leases: drafted, agreed to by two, charged, paid, ended; what is owed; and how the rent is split. */
import { z } from 'zod'
import { command, Fen, key, movesOf, paged, paging, Paid, Place, query, Yuan } from '../../kernel/contract.ts'
import { lease, tenants } from './lease-rules.ts'
import { bookKey, choice, Day, Lease, LeaseLine, Months, place, resolution, stateOf, Text } from './shapes.ts'

const { resolution: of, resolutionNumber, resolutionDay } = resolution
const decided = {
  resolution: of,
  resolutionNumber: resolutionNumber.optional(),
  resolutionDay: resolutionDay.optional(),
}
const account = z
  .string()
  .regex(/^10[12](\d{2}){0,3}$/, '请选现金或银行科目')
  .default('102')
  .describe('进哪个科目')
const serial = Text(40).describe('流水号或收据号')
const Share = (label: string) => z.int().min(0).max(10_000).describe(`${label}（万分之）`)
export const shares = {
  pension: Share('养老补贴'),
  operations: Share('日常运行'),
  property: Share('物业补贴'),
  culture: Share('文化活动'),
  aid: Share('困难帮扶'),
}
const Policy = z.object({
  ...key,
  place,
  fromDay: Day.describe('自哪天起'),
  ...shares,
  resolutionNumber,
  resolutionDay,
  byName: z.string().nullable().describe('登记人'),
})

export const leaseOps = {
  draftLease: command(
    '起草租约',
    z.object({
      place: Place.min(12).describe('范围'),
      asset: z.uuid().describe('资产'),
      number: Text(40).describe('合同编号'),
      tenant: Text(60, 2).describe('承租人'),
      tenantKind: choice(tenants).default('company').describe('承租人是'),
      purpose: Text(60, 2).describe('用途'),
      fromDay: Day.describe('起租日期'),
      until: Day.describe('届满日期'),
      months: Months,
      rent: Paid.describe('每期租金（元）'),
      deposit: Yuan.prefault('0').describe('押金（元）'),
      ...decided,
      photos: z.array(z.uuid()).max(9).default([]).describe('合同照片'),
    }),
    z.object(key),
  ),
  leases: query(
    '租约',
    z.object({
      place: place.optional(),
      asset: z.uuid().optional().describe('资产'),
      state: z.array(stateOf(lease)).optional().describe('状态'),
      late: z.boolean().optional().describe('只看超时'),
      owing: z.boolean().optional().describe('只看欠租'),
      search: z.string().trim().max(60).optional().describe('搜索'),
      ...paging,
    }),
    paged(LeaseLine),
  ),
  lease: query('租约', z.object(key), Lease),
  /** What is owed, by how long it has been. F11 */
  arrears: query(
    '欠租',
    z.object({ place: place.optional() }),
    z.object({
      total: Fen.describe('合计'),
      ages: z.array(
        z.object({ from: z.int(), until: z.int().nullable(), label: z.string(), amount: Fen, leases: z.int() }),
      ),
    }),
  ),
  setPolicy: command(
    '定分配办法',
    z.object({
      place: Place.min(12).describe('范围'),
      book: bookKey,
      fromDay: Day.describe('自哪天起'),
      ...shares,
      ...resolution,
    }),
    z.object(key),
  ),
  policies: query('租金分配办法', z.object({ place: place.optional(), ...paging }), paged(Policy)),
  ...movesOf(lease, Lease, {
    dropLease: { reason: Text(200, 2).describe('为什么作废') },
    takeDeposit: { day: Day.describe('收款日期'), account },
    chargeRent: { until: Day.optional().describe('计到哪天（不填为今天）') },
    receiveRent: { day: Day.describe('收款日期'), amount: Paid.describe('金额（元）'), account, serial },
    renewLease: {
      number: Text(40).describe('新合同编号'),
      until: Day.describe('续到哪天'),
      rent: Paid.describe('每期租金（元）'),
      ...decided,
    },
    endLease: { day: Day.describe('收回日期'), reason: Text(200, 2).describe('为什么收回') },
    settleLease: { day: Day.describe('结清日期') },
  }),
}
