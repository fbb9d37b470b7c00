/**
 * 承包人怎么定：按金额直接定、比价、进镇上平台、进县里中心、公开招标。拆成几份的按合计算。
 * How a contractor is chosen: the more money, the more open the way. What was split into parts is judged by its sum. Pure.
 */
import type { At } from '../../kernel/rules.ts'
import { limit } from './figure-rules.ts'

/** From the least open to the most: a more open way is always allowed. */
export const ways = {
  direct: { label: '直接确定' },
  quotes: { label: '比价' },
  township: { label: '镇（街道）交易平台' },
  county: { label: '县（区）交易中心' },
  tender: { label: '公开招标' },
} as const
export type Way = keyof typeof ways

export const kinds = {
  construction: { label: '工程施工', tender: limit.tenderConstruction },
  goods: { label: '货物采购', tender: limit.tenderGoods },
  services: { label: '服务采购', tender: limit.tenderServices },
} as const
export type Kind = keyof typeof kinds

/** The least open way that a sum in fen may go. E01; E02 */
export function leastWay(fen: number, kind: Kind, { figure }: Pick<At, 'figure'>): Way {
  const from = (f: Parameters<At['figure']>[0]) => fen >= figure(f) * 100
  if (from(kinds[kind].tender)) return 'tender'
  if (from(limit.countyFrom)) return 'county'
  if (from(limit.townshipFrom)) return 'township'
  return from(limit.quotesFrom) ? 'quotes' : 'direct'
}

const order = Object.keys(ways) as Way[]
export const isOpenEnough = (way: Way, least: Way): boolean => order.indexOf(way) >= order.indexOf(least)
/** Held by a market or a tender office, under its number. */
export const isOutside = (way: Way): boolean => isOpenEnough(way, 'township')
