/** The shapes of assets and of leases with what is owed on them. */
import { z } from 'zod'
import { Fen, key, Offers, Place } from '../../kernel/contract.ts'
import { lease, periods, tenants } from './lease-rules.ts'
import { asset, kinds, sorts } from './rules.ts'

export const Text = (most: number, least = 1) => z.string().trim().min(least, '请填写').max(most, `最多 ${most} 个字`)
export const Day = z.iso.date()
export const Year = z.int().min(2000).max(2100)
export const place = Place.describe('范围')
export const bookKey = z.uuid().describe('账套')
export const stateOf = <S extends string>(m: { states: Record<S, { label: string }> }) =>
  z
    .enum(Object.keys(m.states) as S[])
    .meta({ choices: m.states })
    .describe('状态')
/** One of a table's names, with its words. */
export const choice = <T extends Record<string, string | { label: string }>>(table: T) =>
  z.enum(Object.keys(table) as (keyof T & string)[]).meta({ choices: table })
/** How many months a period has. */
export const Months = z
  .enum(Object.keys(periods) as `${keyof typeof periods}`[])
  .meta({ choices: periods })
  .transform(Number)
  .describe('交租')
export const resolution = {
  /** Of the council's register; without it the number stands for it. */
  resolution: z.uuid().optional().describe('决议'),
  resolutionNumber: Text(40).describe('决议文号'),
  resolutionDay: Day.describe('决议日期'),
}

export const AssetLine = z.object({
  ...key,
  place,
  state: stateOf(asset),
  number: z.string().describe('编号'),
  name: z.string().describe('名称'),
  kind: choice(kinds).describe('种类'),
  sort: choice(sorts).describe('类别'),
  located: z.string().describe('位置'),
  value: Fen.nullable().describe('评估价值'),
  yearlyRent: Fen.nullable().describe('评估年租金'),
  tenant: z.string().nullable().describe('承租人'),
  until: Day.nullable().describe('租到'),
})
export const Asset = AssetLine.extend({
  book: bookKey,
  area: z.number().nullable().describe('面积（平方米）'),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  cost: Fen.describe('原值'),
  registeredOn: Day.describe('登记日期'),
  writtenOffOn: Day.nullable().describe('核销日期'),
  writtenOffWhy: z.string().nullable().describe('核销原因'),
  resolutionNumber: z.string().nullable().describe('核销决议'),
  photos: z.array(z.uuid()).describe('照片'),
  valuations: z.array(
    z.object({
      day: Day.describe('评估日期'),
      value: Fen.describe('评估价值'),
      yearlyRent: Fen.nullable().describe('评估年租金'),
      basis: z.string().describe('依据'),
      byName: z.string().nullable().describe('登记人'),
    }),
  ),
  leases: z.array(
    z.object({ ...key, number: z.string(), tenant: z.string(), fromDay: Day, until: Day, state: stateOf(lease) }),
  ),
  offers: Offers,
})
export type Asset = z.infer<typeof Asset>

export const LeaseLine = z.object({
  ...key,
  place,
  state: stateOf(lease),
  number: z.string().describe('合同编号'),
  assetName: z.string().describe('资产'),
  tenant: z.string().describe('承租人'),
  fromDay: Day.describe('起租'),
  until: Day.describe('届满'),
  rent: Fen.describe('每期租金'),
  months: z.int().describe('几个月一期'),
  owed: Fen.describe('欠租'),
  due: z.date().nullable().describe('期限'),
  late: z.boolean().describe('超时'),
})
export const Lease = LeaseLine.extend({
  asset: z.uuid().describe('资产'),
  book: bookKey,
  tenantKind: choice(tenants).describe('承租人是'),
  purpose: z.string().describe('用途'),
  deposit: Fen.describe('押金'),
  held: Fen.describe('已收押金'),
  total: Fen.describe('租期内租金'),
  charged: Fen.describe('已计租'),
  paid: Fen.describe('已收租'),
  nextDue: Day.nullable().describe('下次计租'),
  below: z.boolean().describe('低于评估租金'),
  resolutionNumber: z.string().nullable().describe('决议文号'),
  resolutionDay: Day.nullable().describe('决议日期'),
  renews: z.uuid().nullable().describe('原租约'),
  drafterName: z.string().nullable().describe('起草'),
  headName: z.string().nullable().describe('村（居）委会同意'),
  supervisorName: z.string().nullable().describe('监督委员会同意'),
  endedOn: Day.nullable().describe('收回日期'),
  endedWhy: z.string().nullable().describe('收回原因'),
  photos: z.array(z.uuid()).describe('合同照片'),
  periods: z
    .array(
      z.object({
        n: z.int(),
        from: Day,
        until: Day,
        amount: Fen,
        /** Null until it is charged. */
        paid: Fen.nullable(),
        late: z.boolean(),
      }),
    )
    .describe('租金安排'),
  receipts: z.array(
    z.object({
      id: z.uuid(),
      day: Day,
      amount: Fen,
      serial: z.string(),
      byName: z.string().nullable(),
      uses: z.array(z.object({ purpose: z.string(), amount: Fen })),
    }),
  ),
  offers: Offers,
})
export type Lease = z.infer<typeof Lease>
