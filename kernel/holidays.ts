/**
 * The State Council's rest days and swapped working days that come with the product; an administrator replaces them each year.
 * A year is known only once its notice is out: until then its deadlines are provisional.
 */
import { yearOf, type Day } from './clock.ts'
import table from './data/holidays.json' with { type: 'json' }

/** A notice may name days of the year before (31 December worked or rested), so a day's year is not always its table's. */
export type Holiday = { year: number; day: Day; off: boolean; name?: string }

export const builtInHolidays = (): Holiday[] =>
  Object.entries(table.years).flatMap(([year, { off, work }]) => [
    ...off.map(day => ({ year: Number(year), day, off: true })),
    ...work.map(day => ({ year: Number(year), day, off: false })),
  ])

export const builtInYears = (): number[] => Object.keys(table.years).map(Number)

/** What the built-in days are called on a calendar: their table has no names. A guess by season, good for rest days only. */
export function festival(day: Day, year = yearOf(day)): string {
  const at = yearOf(day) < year ? '01-01' : day.slice(5)
  return seasons.find(([until]) => at <= until)?.[1] ?? ''
}
const seasons = [
  ['01-05', '元旦'],
  ['03-10', '春节'],
  ['04-20', '清明节'],
  ['05-15', '劳动节'],
  ['07-10', '端午节'],
  ['09-29', '中秋节'],
  ['10-31', '国庆节'],
] as const
