/**
 * The rent of a lease, day by day: what is owed up to a day is an exact fraction, rounded once, and a period's charge is the
 * difference of two such sums. So the periods add up to the whole however it is cut. A broken month counts by its own days.
 */
import { addDays, addMonths, type Day } from '../../kernel/clock.ts'
import { halfUp } from '../../kernel/fen.ts'

/** `rent` for each `months` of the calendar; both days are days of the lease. */
export type Terms = { from: Day; until: Day; rent: number; months: number }
export type Period = { n: number; from: Day; until: Day; amount: number }

/** A day of a month of 28, 29, 30 or 31 is a whole number of these parts of a month. */
const PARTS = 28n * 29n * 15n * 31n

/** The periods follow the calendar: the first ends with its month, quarter or year of months, the last with the lease. */
export function schedule(terms: Terms): Period[] {
  const periods: Period[] = []
  for (let from = terms.from, n = 1; from <= terms.until; n++) {
    const last = addDays(addMonths(firstOf(terms.from), n * terms.months), -1)
    const until = last < terms.until ? last : terms.until
    periods.push({ n, from, until, amount: owedUntil(terms, until) - owedUntil(terms, addDays(from, -1)) })
    from = addDays(until, 1)
  }
  return periods
}

/** What has been owed when `day` is over. */
export function owedUntil({ from, until, rent, months }: Terms, day: Day): number {
  if (day < from) return 0
  return halfUp(BigInt(rent) * partsOf(from, day < until ? day : until), PARTS * BigInt(months))
}

/** From `from` to `until`, both counted. */
function partsOf(from: Day, until: Day): bigint {
  const between = monthOf(until) - monthOf(from)
  const upTo = (day: Day) => (BigInt(dayOfMonth(day)) * PARTS) / BigInt(lengthOf(day))
  return BigInt(between) * PARTS + upTo(until) - (BigInt(dayOfMonth(from) - 1) * PARTS) / BigInt(lengthOf(from))
}

const firstOf = (day: Day): Day => `${day.slice(0, 7)}-01`
const dayOfMonth = (day: Day) => Number(day.slice(8))
const monthOf = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
const lengthOf = (day: Day) => dayOfMonth(addDays(addMonths(firstOf(day), 1), -1))

/** Whether the rent of a year is under so many hundredths of what the thing was valued at. C05 */
export const isBelow = ({ rent, months }: Pick<Terms, 'rent' | 'months'>, yearly: number, percent: number): boolean =>
  BigInt(rent) * 1_200n < BigInt(yearly) * BigInt(months) * BigInt(percent)

/** Longer than so many years: a lease from 23 November to 22 November is whole years. LSE-01 */
export const isLonger = ({ from, until }: Pick<Terms, 'from' | 'until'>, years: number): boolean =>
  until >= addMonths(from, 12 * years)
