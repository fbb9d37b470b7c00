/**
 * Legal time: which calendar day it is in Shanghai, when a period ends, and whether that answer is final.
 * Imports nothing and runs in the browser. Rounding, money and fractions of people live with those who count them.
 */

/** '2026-11-23'. Days compare as text. */
export type Day = string

/** The State Council's table: rest days `off`, weekend days worked in exchange `work`, and the years it covers. */
export type Calendar = { years: ReadonlySet<number>; off: ReadonlySet<Day>; work: ReadonlySet<Day> }

/** `provisional`: a day on the way lies in a year without a table, so a holiday may still move the answer. */
export type Reached = { day: Day; provisional: boolean }

/** Plain JSON, so that a state's deadline can be printed, stored and overridden. Only whole days can roll. */
export type Term = { unit: 'minutes' | 'hours' | 'days' | 'workingDays'; n: number; roll?: boolean }
type Days = Term & { unit: 'days' }

// The law counts days in Beijing time. Fixed, not a zone name: the summer time of 1986-1991 and the local mean
// time before 1901 would otherwise shift the birthdays of people alive then by a day.
const shanghai = 8 * 3_600_000
const minute = 60_000
const hour = 60 * minute
const wholeDay = 24 * hour

// ── Days ────────────────────────────────────────────────────────────────────

export const dayOf = (at: Date): Day => dayAt(at.getTime() + shanghai)
/** A moment as papers and sheets have it, by the clock on the wall in China: 2026-11-23 15:20. */
export const stamp = (at: Date): string =>
  new Date(at.getTime() + shanghai).toISOString().slice(0, 16).replace('T', ' ')
export const startOf = (day: Day): Date => new Date(midnight(day) - shanghai)

/** 24:00 of that day, which is the first moment of the next. */
export const endOf = (day: Day): Date => new Date(midnight(day) + wholeDay - shanghai)

/** `Date` reads 30 February as 2 March; the law knows no such day. */
export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && dayAt(at) === text
}

export const yearOf = (day: Day): number => Number(day.slice(0, 4))

// ── Periods (Civil Code 201, 202: the first day is not counted) ─────────────

export const addDays = (day: Day, n: number): Day => dayAt(midnight(day) + whole(n) * wholeDay)

/** Ends on the same number of the month, or on the month's last day where there is none. */
export function addMonths(day: Day, n: number): Day {
  const at = new Date(midnight(day))
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + whole(n)]
  return dayAt(Math.min(Date.UTC(year, month, at.getUTCDate()), Date.UTC(year, month + 1, 0)))
}

export const addYears = (day: Day, n: number): Day => addMonths(day, 12 * n)

/** The last day on which something due `n` days before an event can be done. Never rolled: that would shorten the notice. */
export const latestBefore = (event: Day, n: number): Day => addDays(event, -n)

/** What rule book and law leave open about birthdays; the first of each is our assumption. */
export type Birthdays = { reached?: 'birthday' | 'dayAfter'; leap?: '03-01' | '02-28' }

/** 周岁. Somebody born on 29 February has the birthday on 1 March in common years, unless `leap` says otherwise. */
export function ageOn(birth: Day, on: Day, { reached = 'birthday', leap = '03-01' }: Birthdays = {}): number {
  midnight(birth)
  const counted = reached === 'birthday' ? addDays(on, 0) : addDays(on, -1)
  const year = counted.slice(0, 4)
  const born = birth.slice(5)
  const birthday = born === '02-29' && !isDay(`${year}-02-29`) ? leap : born
  return Number(year) - yearOf(birth) - (counted.slice(5) < birthday ? 1 : 0)
}

// ── Working days ────────────────────────────────────────────────────────────

/** A day named twice counts as it was named last. */
export function calendarOf(days: readonly { day: Day; off: boolean }[], years: readonly number[]): Calendar {
  const last = new Map(days.map(({ day, off }) => [day, off]))
  const those = (off: boolean) => new Set([...last].flatMap(([day, is]) => (is === off ? [day] : [])))
  return { years: new Set(years), off: those(true), work: those(false) }
}

export function isWorkingDay(day: Day, { years, off, work }: Calendar): boolean {
  const weekday = new Date(midnight(day)).getUTCDay()
  const usual = weekday !== 0 && weekday !== 6
  return years.has(yearOf(day)) ? work.has(day) || (usual && !off.has(day)) : usual
}

/** The `n`-th working day after `day`; zero of them is the day itself, rolled. */
export function addWorkingDays(day: Day, n: number, calendar: Calendar): Reached {
  if (whole(n) < 0) throw new RangeError(`工作日只能往后数：${n}`)
  let reached = rollForward(n ? addDays(day, 1) : day, calendar)
  for (let left = n; left > 1; left--) {
    const next = rollForward(addDays(reached.day, 1), calendar)
    reached = { day: next.day, provisional: reached.provisional || next.provisional }
  }
  return reached
}

/** Civil Code 203: a period that would end on a rest day ends on the first working day after it. */
export function rollForward(day: Day, calendar: Calendar): Reached {
  let last = day
  while (!isWorkingDay(last, calendar)) last = addDays(last, 1)
  return { day: last, provisional: !calendar.years.has(yearOf(day)) || !calendar.years.has(yearOf(last)) }
}

// ── Deadlines ───────────────────────────────────────────────────────────────

export const minutes = (n: number): Term => ({ unit: 'minutes', n })
export const hours = (n: number): Term => ({ unit: 'hours', n })
export const days = (n: number): Days => ({ unit: 'days', n })
export const workingDays = (n: number): Term => ({ unit: 'workingDays', n })
/** For a period that runs for a person or an office; not for "at least n days before". */
export const rolled = (term: Days): Days => ({ ...term, roll: true })

/** Still in time at `at` itself, late after it. */
export function due({ unit, n, roll }: Term, from: Date, calendar: Calendar): { at: Date; provisional: boolean } {
  switch (unit) {
    case 'minutes':
      return exactly(from, n * minute)
    case 'hours':
      return exactly(from, n * hour)
    case 'days':
      return roll ? closing(rollForward(addDays(dayOf(from), n), calendar)) : exactly(from, n * wholeDay)
    case 'workingDays':
      return closing(addWorkingDays(dayOf(from), n, calendar))
  }
}

const exactly = (from: Date, length: number) => ({ at: new Date(from.getTime() + length), provisional: false })
const closing = ({ day, provisional }: Reached) => ({ at: endOf(day), provisional })

/** '3个工作日', '24小时', '15天（遇休息日顺延）'. */
export const sayTerm = ({ unit, n, roll }: Term): string =>
  n + { minutes: '分钟', hours: '小时', days: roll ? '天（遇休息日顺延）' : '天', workingDays: '个工作日' }[unit]

/** '还剩2天3小时', '已超时5小时': the two largest units, rounded down, so nobody is told of time they do not have. */
export function sayDue(at: Date, now: Date): string {
  const left = at.getTime() - now.getTime()
  return (left < 0 ? '已超时' : '还剩') + sayLength(Math.abs(left))
}

function sayLength(length: number): string {
  if (length < minute) return '不到1分钟'
  const parts = [
    [Math.floor(length / wholeDay), '天'],
    [Math.floor((length % wholeDay) / hour), '小时'],
    [Math.floor((length % hour) / minute), '分钟'],
  ] as const
  const first = parts.findIndex(([n]) => n > 0)
  return parts
    .slice(first, first + 2)
    .map(([n, unit]) => (n ? n + unit : ''))
    .join('')
}

// ── A day as a number ───────────────────────────────────────────────────────

const dayAt = (utc: number): Day => new Date(utc).toISOString().slice(0, 10)

function midnight(day: Day): number {
  if (!isDay(day)) throw new RangeError(`不是真实的日期：${day}`)
  return Date.parse(`${day}T00:00:00Z`)
}

function whole(n: number): number {
  if (!Number.isInteger(n)) throw new RangeError(`应是整数：${n}`)
  return n
}
