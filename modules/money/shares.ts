/** How much a fund is by rule, who pays which share, whether it grows as it must, and how far it may be borrowed upon. Pure. */
import { halfUp, shared } from '../../kernel/fen.ts'
import type { At } from '../../kernel/rules.ts'
import { limit } from './figure-rules.ts'
import { circles, type Circle, type settings } from './fund-rules.ts'

const yuan = (at: At, figure: Parameters<At['figure']>[0]) => at.figure(figure) * 100

/** City and county, in fen; together exactly the whole. CF-03 */
export function sharesOf(fen: number, circle: Circle): { city: number; county: number } {
  const [city = 0, county = 0] = shared(fen, circles[circle].weights)
  return { city, county }
}

/** The least that a village has in that year; nothing was laid down before 2008. 篇1 二（二）1「最低标准」;CF-01 */
export function floorOf(year: number, at: At): number {
  const held = [limit.floor2015, limit.floor2011, limit.floor2008].find(f => Number(f.from!.slice(0, 4)) <= year)
  return held ? yuan(at, held) : 0
}

/** Base and so much a head, pro rata and not by started hundreds. CF-02 */
export function formula(setting: keyof typeof settings, people: number, at: At): number {
  const [base, each] = setting === 'urban' ? [limit.urbanBase, limit.urbanEach] : [limit.ruralBase, limit.ruralEach]
  return yuan(at, base) + people * yuan(at, each)
}

/** More than the revenue grew in the same time, as a strict inequality of products. 篇1 二（二）1「增长幅度」;CF-04 */
export const growsEnough = (fund: { was: number; is: number }, revenue: { was: number; is: number }): boolean =>
  BigInt(fund.is) * BigInt(revenue.was) > BigInt(revenue.is) * BigInt(fund.was)

/** Why this loan may not be; null when it may. 篇1 二（二）1「融资」;CF-05;CF-06 */
export function loanRefused(
  { yearFund, outstanding, amount, yearly }: { yearFund: number; outstanding: number; amount: number; yearly: number },
  at: At,
): 'overLoan' | 'needsRepay' | null {
  if (outstanding + amount > at.figure(limit.leverage) * yearFund) return 'overLoan'
  return BigInt(yearly) * 100n > BigInt(at.figure(limit.repayShare)) * BigInt(yearFund) ? 'needsRepay' : null
}

/** How much it may still be borrowed upon. */
export const mostLoan = (yearFund: number, at: At): number => at.figure(limit.leverage) * yearFund

/** The share of a whole in hundredths of a percent: for bars, never for a decision. */
export const share = (part: number, whole: number): number =>
  whole > 0 ? halfUp(BigInt(part) * 10_000n, BigInt(whole)) : 0
