/**
 * 预警规则表：每一条问什么、问谁、几天内说明、凭什么。编号同领域手册（F 资金、C 合同、E 工程采购）。
 * The table of warnings as data; how each is found is in find-money.ts and find-assets.ts, under the same code.
 */
import type { Addressee } from './rules.ts'

export type Warned = { label: string; to: Addressee; days: number; source: string }

export const table = {
  F01: { label: '库存现金过多', to: 'accountant', days: 3, source: 'F01' },
  F02: { label: '大额现金付款', to: 'accountant', days: 3, source: 'F02' },
  F03: { label: '付款缺发票或单据', to: 'accountant', days: 3, source: 'F03' },
  F08: { label: '预算项目快用完', to: 'head', days: 7, source: 'F08' },
  F10: { label: '没有按时结账', to: 'accountant', days: 3, source: 'F10' },
  F16: { label: '付出去的钱又收回来', to: 'head', days: 3, source: 'assumption' },
  F17: { label: '预算长期没有动', to: 'head', days: 15, source: 'assumption' },
  C01: { label: '租约快到期', to: 'head', days: 15, source: 'C01' },
  C02: { label: '到期还在用', to: 'head', days: 3, source: 'C02;篇8 2「三资监管」' },
  C03: { label: '租金逾期', to: 'accountant', days: 7, source: 'C03;F11' },
  C04: { label: '租期过长', to: 'head', days: 7, source: 'C04' },
  C05: { label: '租金偏低', to: 'head', days: 7, source: 'C05;RCE-07' },
  C09: { label: '一人租多处', to: 'head', days: 7, source: 'C09' },
  C10: { label: '资产闲置', to: 'head', days: 15, source: 'C10' },
  E03: { label: '合同可能被拆分', to: 'head', days: 3, source: 'E03' },
  E10: { label: '总是同一家供应商', to: 'head', days: 7, source: 'E10' },
} as const satisfies Record<string, Warned>
export type Code = keyof typeof table
export const codes = Object.keys(table) as Code[]
