/**
 * The State Council's rest days and swapped working days that come with the product; an administrator replaces them each year.
 * A year is known only once its notice is out: until then its deadlines are provisional.
 */
import type { Day } from './clock.ts'
import table from './data/holidays.json' with { type: 'json' }

export type Holiday = { day: Day; off: boolean; name?: string }

/** A notice may name days of the year before (31 December worked or rested), so a day's year is not always its table's. */
export const builtInHolidays = (): Holiday[] =>
  Object.values(table.years).flatMap(({ off, work }) => [
    ...off.map(day => ({ day, off: true })),
    ...work.map(day => ({ day, off: false })),
  ])

export const builtInYears = (): number[] => Object.keys(table.years).map(Number)
