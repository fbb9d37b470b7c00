/**
 * The book: which days are worked, and which figure holds where. Read whole, kept by every process, and read again when
 * somebody has written in it.
 */
import { calendarOf, type Calendar } from './clock.ts'
import { ruling, type Setting } from './book-rules.ts'
import type { Db } from './db.ts'
import { builtInHolidays, builtInYears } from './holidays.ts'
import type { House } from './server.ts'

export async function readBook(db: Db): Promise<House['book']> {
  const [calendar, settings] = await Promise.all([readCalendar(db), readSettings(db)])
  const byName = Map.groupBy(settings, s => s.name)
  return {
    calendar,
    figure: (figure, place, now) => ruling(byName.get(figure.name) ?? [], figure, place, now).is,
  }
}

/** The holidays that came with the system, unless an administrator has put in a year of his own. */
export async function readCalendar(db: Db): Promise<Calendar> {
  const [days, years] = await Promise.all([
    db.selectFrom('kernel.holiday').select(['year', 'day', 'off']).execute(),
    db.selectFrom('kernel.holidayYear').select('year').execute(),
  ])
  const own = new Map(years.map(({ year }) => [year, days.filter(d => d.year === year)]))
  return calendarWith(own)
}

/** `own` replaces the built-in table of its year whole. Where two tables name a day, the later year's knows better. */
export function calendarWith(own: ReadonlyMap<number, readonly { day: string; off: boolean }[]>): Calendar {
  const builtIn = Map.groupBy(builtInHolidays(), d => d.year)
  const years = [...new Set([...builtInYears(), ...own.keys()])].toSorted((a, b) => a - b)
  return calendarOf(
    years.flatMap(year => own.get(year) ?? builtIn.get(year) ?? []),
    years,
  )
}

export async function readSettings(db: Db, name?: string): Promise<Setting[]> {
  const rows = await db
    .selectFrom('kernel.figure')
    .selectAll()
    .$if(name !== undefined, q => q.where('name', '=', name!))
    .orderBy('id')
    .execute()
  return rows.map(row => ({ ...row, is: row.is === null ? null : Number(row.is) }))
}
