/** The deadline vectors of the rule book, and what must hold for every day and every calendar. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  addMonths,
  addWorkingDays,
  addYears,
  ageOn,
  calendarOf,
  type Day,
  dayOf,
  days,
  due,
  endOf,
  hours,
  isDay,
  isWorkingDay,
  latestBefore,
  minutes,
  rolled,
  rollForward,
  sayDue,
  sayTerm,
  startOf,
  type Term,
  workingDays,
  yearOf,
} from './clock.ts'
import { builtInHolidays, builtInYears } from './holidays.ts'

const calendar = calendarOf(builtInHolidays(), builtInYears())
const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`)

const anyDay = fc.integer({ min: 0, max: 110_000 }).map(n => addDays('1900-01-01', n))
const nearDay = fc.integer({ min: 0, max: 7_600 }).map(n => addDays('2007-06-01', n))
const moment = fc.date({ min: new Date('2007-06-01'), max: new Date('2028-01-01'), noInvalidDate: true })
const term: fc.Arbitrary<Term> = fc.oneof(
  fc.integer({ min: 0, max: 5_000 }).map(minutes),
  fc.integer({ min: 0, max: 2_000 }).map(hours),
  fc.integer({ min: 0, max: 400 }).map(days),
  fc.integer({ min: 0, max: 400 }).map(n => rolled(days(n))),
  fc.integer({ min: 0, max: 100 }).map(workingDays),
)
const before = <T>(a: T, b: T): [T, T] => (a <= b ? [a, b] : [b, a])

describe('A day in Shanghai', () => {
  test('begins at 16:00 UTC of the day before, wherever the machine stands', () => {
    assert.equal(dayOf(new Date('2026-11-22T15:59:59.999Z')), '2026-11-22')
    assert.equal(dayOf(new Date('2026-11-22T16:00:00Z')), '2026-11-23')
    assert.equal(startOf('2026-11-23').toISOString(), '2026-11-22T16:00:00.000Z')
    assert.equal(endOf('2026-11-23').toISOString(), '2026-11-23T16:00:00.000Z')
  })

  test('keeps eight hours in the summers of 1986 to 1991 and before 1901', () => {
    assert.equal(startOf('1988-07-01').toISOString(), '1988-06-30T16:00:00.000Z')
    assert.equal(startOf('1900-01-01').toISOString(), '1899-12-31T16:00:00.000Z')
  })

  test('holds every moment from its start until the next one', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 86_399_999 }), (day, ms) => {
        assert.equal(dayOf(new Date(startOf(day).getTime() + ms)), day)
        assert.deepEqual(endOf(day), startOf(addDays(day, 1)))
      }),
    ))

  test('is refused when the calendar has no such day', () => {
    for (const no of ['2026-02-30', '2023-02-29', '2026-13-01', '2026-1-1', '20260101', '', '2026-01-01T00:00'])
      assert.equal(isDay(no), false, no)
    assert.equal(isDay('2024-02-29'), true)
    assert.throws(() => addDays('2026-02-30', 1), /不是真实的日期/)
    assert.throws(() => ageOn('1990-02-30', '2026-01-01'), /不是真实的日期/)
    assert.throws(() => addDays('2026-02-01', 1.5), /应是整数/)
  })
})

describe('A period', () => {
  test('by month or year ends on the same number, or on the last of the month', () => {
    const cases: [Day, number, Day][] = [
      ['2026-01-31', 1, '2026-02-28'],
      ['2024-01-31', 1, '2024-02-29'],
      ['2026-01-31', 3, '2026-04-30'],
      ['2026-02-28', 1, '2026-03-28'],
      ['2026-11-30', 3, '2027-02-28'],
      ['2026-03-31', -1, '2026-02-28'],
      ['2026-01-15', -1, '2025-12-15'],
    ]
    for (const [from, n, to] of cases) assert.equal(addMonths(from, n), to, `${from} + ${n}`)
    assert.equal(addYears('2024-02-29', 1), '2025-02-28')
    assert.equal(addYears('2024-02-29', 4), '2028-02-29')
    assert.equal(addYears('2021-12-20', 5), '2026-12-20')
  })

  test('by days can be walked back to where it began', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4_000, max: 4_000 }), (day, n) => {
        assert.equal(addDays(addDays(day, n), -n), day)
        assert.equal(latestBefore(addDays(day, n), n), day)
      }),
    ))

  test('never ends earlier for starting later, or for being longer', () =>
    fc.assert(
      fc.property(anyDay, anyDay, fc.nat(500), fc.nat(500), (x, y, m, n) => {
        const [early, late] = before(x, y)
        const [short, long] = m < n ? [m, n] : [n, m]
        assert.ok(addDays(early, short) <= addDays(late, long))
        assert.ok(addMonths(early, short) <= addMonths(late, long))
      }),
    ))
})

describe('The deadline vectors of the rule book', () => {
  const working: [Day, number, Day][] = [
    ['2026-09-21', 20, '2026-10-26'],
    ['2026-09-21', 30, '2026-11-09'],
    ['2026-09-21', 45, '2026-11-30'],
    ['2026-09-21', 3, '2026-09-24'],
    ['2026-09-30', 3, '2026-10-10'],
  ]
  for (const [from, n, to] of working)
    test(`${n} working days after ${from} is ${to}`, () =>
      assert.deepEqual(addWorkingDays(from, n, calendar), { day: to, provisional: false }))

  const natural: [string, Day, number, raw: Day, rolled: Day][] = [
    ['a period ending in the holiday', '2026-09-28', 5, '2026-10-03', '2026-10-08'],
    ['7 days of publicity', '2026-09-28', 7, '2026-10-05', '2026-10-08'],
    ['objections to the list, 5 days', '2026-11-20', 5, '2026-11-25', '2026-11-25'],
    ['the decision on an objection, 3 days', '2026-11-25', 3, '2026-11-28', '2026-11-30'],
    ['the publication board, 15 days', '2026-11-01', 15, '2026-11-16', '2026-11-16'],
    ['handover after an election, 10 days', '2026-12-20', 10, '2026-12-30', '2026-12-30'],
    ['the written notice on a petition, 15 days', '2026-09-20', 15, '2026-10-05', '2026-10-08'],
    ['finishing a petition, 60 days', '2026-09-20', 60, '2026-11-19', '2026-11-19'],
    ['finishing it with 30 days more', '2026-09-20', 90, '2026-12-19', '2026-12-21'],
  ]
  for (const [what, from, n, raw, end] of natural)
    test(`${what} from ${from}: ${raw}, rolled ${end}`, () => {
      assert.equal(addDays(from, n), raw)
      assert.deepEqual(rollForward(raw, calendar), { day: end, provisional: false })
      assert.deepEqual(due(rolled(days(n)), at(`${from} 10:00`), calendar), { at: endOf(end), provisional: false })
    })

  test('a board of 2026-11-01 may come down the day after its last', () =>
    assert.equal(addDays(addDays('2026-11-01', 15), 1), '2026-11-17'))

  const notices: [string, Day, number, Day][] = [
    ['the villagers’ assembly, 10 days', '2026-12-20', 10, '2026-12-10'],
    ['the voter list, 20 days', '2026-12-20', 20, '2026-11-30'],
    ['the owners’ meeting, 15 days', '2026-12-20', 15, '2026-12-05'],
  ]
  for (const [what, event, n, latest] of notices)
    test(`notice of ${what} before ${event}: at the latest ${latest}, a Saturday or not`, () =>
      assert.equal(latestBefore(event, n), latest))

  const orders: [string, Term, string, string][] = [
    ['dispatching a water failure', hours(2), '2026-11-20 17:30', '2026-11-20 19:30'],
    ['ending a water failure', hours(24), '2026-11-20 17:30', '2026-11-21 17:30'],
    ['dispatching an ordinary order', hours(24), '2026-11-20 17:30', '2026-11-21 17:30'],
    ['the result of an ordinary order', days(7), '2026-11-20 17:30', '2026-11-27 17:30'],
    ['a call back', minutes(30), '2026-12-31 23:45', '2027-01-01 00:15'],
  ]
  for (const [what, limit, from, to] of orders)
    test(`${what} received ${from}: by ${to}`, () =>
      assert.deepEqual(due(limit, at(from), calendar), { at: at(to), provisional: false }))

  test('working days end at 24:00 in Shanghai, whatever the hour they began', () => {
    for (const time of ['00:00', '09:00', '23:59'])
      assert.deepEqual(due(workingDays(3), at(`2026-09-30 ${time}`), calendar).at, at('2026-10-11 00:00'))
  })
})

describe('Age', () => {
  test('is reached on the birthday, and on 1 March for the 29th of February in common years', () => {
    const cases: [Day, Day, number][] = [
      ['2008-12-20', '2026-12-19', 17],
      ['2008-12-20', '2026-12-20', 18],
      ['2008-02-29', '2026-02-28', 17],
      ['2008-02-29', '2026-03-01', 18],
      ['2008-02-29', '2028-02-28', 19],
      ['2008-02-29', '2028-02-29', 20],
      ['2026-05-01', '2026-05-01', 0],
    ]
    for (const [birth, on, age] of cases) assert.equal(ageOn(birth, on), age, `${birth} on ${on}`)
  })

  test('can be counted from the day after, or from 28 February, where a place decides so', () => {
    assert.equal(ageOn('2008-12-20', '2026-12-20', { reached: 'dayAfter' }), 17)
    assert.equal(ageOn('2008-12-20', '2026-12-21', { reached: 'dayAfter' }), 18)
    assert.equal(ageOn('2008-12-31', '2027-01-01', { reached: 'dayAfter' }), 18)
    assert.equal(ageOn('2008-02-29', '2026-02-27', { leap: '02-28' }), 17)
    assert.equal(ageOn('2008-02-29', '2026-02-28', { leap: '02-28' }), 18)
    assert.equal(ageOn('2008-02-29', '2028-02-28', { leap: '02-28' }), 19)
  })

  test('grows by one over every year', () =>
    fc.assert(
      fc.property(anyDay, fc.nat(40_000), (birth, n) => {
        const on = addDays(birth, n)
        const age = ageOn(birth, on)
        assert.ok(age >= 0 && addYears(birth, age) <= on && on <= addYears(birth, age + 1))
      }),
    ))
})

describe('Working days', () => {
  test('follow the State Council: swapped weekends are worked, holidays are not', () => {
    for (const day of ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'])
      assert.equal(isWorkingDay(day, calendar), true, day)
    for (const day of ['2026-01-01', '2026-02-17', '2026-10-07', '2026-11-21', '2018-12-31', '2022-12-31'])
      assert.equal(isWorkingDay(day, calendar), false, day)
    assert.equal(isWorkingDay('2018-12-29', calendar), true)
  })

  test('know only weekends in a year without a table, and say so', () => {
    assert.equal(isWorkingDay('2027-01-01', calendar), true)
    assert.equal(isWorkingDay('2027-01-02', calendar), false)
    assert.deepEqual(addWorkingDays('2026-12-30', 1, calendar), { day: '2026-12-31', provisional: false })
    assert.deepEqual(addWorkingDays('2026-12-31', 1, calendar), { day: '2027-01-01', provisional: true })
    assert.deepEqual(rollForward('2027-01-02', calendar), { day: '2027-01-04', provisional: true })
    const only = (year: number) => calendarOf(builtInHolidays(), [year])
    assert.deepEqual(rollForward('2022-12-31', only(2022)), { day: '2023-01-02', provisional: true })
    assert.deepEqual(rollForward('2022-12-31', only(2023)), { day: '2023-01-03', provisional: true })
    assert.deepEqual(rollForward('2022-12-31', calendar), { day: '2023-01-03', provisional: false })
    const early = calendarOf([{ day: '2027-01-01', off: true }], [2026])
    assert.equal(isWorkingDay('2027-01-01', early), true)
  })

  test('a day named twice is what it was named last', () => {
    const twice = [true, false].map(off => ({ day: '2026-11-23', off }))
    assert.equal(isWorkingDay('2026-11-23', calendarOf(twice, [2026])), true)
    assert.equal(isWorkingDay('2026-11-23', calendarOf(twice.toReversed(), [2026])), false)
  })

  test('zero of them is today, or the next working day', () => {
    assert.equal(addWorkingDays('2026-11-20', 0, calendar).day, '2026-11-20')
    assert.equal(addWorkingDays('2026-11-21', 0, calendar).day, '2026-11-23')
    assert.throws(() => addWorkingDays('2026-11-20', -1, calendar), /只能往后数/)
  })

  test('never land on a rest day, and count exactly the working days passed', () =>
    fc.assert(
      fc.property(nearDay, fc.integer({ min: 1, max: 80 }), (day, n) => {
        const { day: to } = addWorkingDays(day, n, calendar)
        assert.ok(isWorkingDay(to, calendar) && to > day)
        assert.equal(between(addDays(day, 1), to).filter(d => isWorkingDay(d, calendar)).length, n)
      }),
    ))

  test('roll over rest days only, and not at all from a working day', () =>
    fc.assert(
      fc.property(nearDay, day => {
        const { day: to } = rollForward(day, calendar)
        assert.ok(isWorkingDay(to, calendar))
        assert.ok(between(day, to).every(d => d === to || !isWorkingDay(d, calendar)))
      }),
    ))

  test('are provisional exactly when a year they pass through has no table', () =>
    fc.assert(
      fc.property(nearDay, fc.nat(300), fc.subarray(builtInYears()), (day, n, years) => {
        const some = calendarOf(builtInHolidays(), years)
        const reached = addWorkingDays(day, n, some)
        const passed = between(n ? addDays(day, 1) : day, reached.day)
        assert.equal(reached.provisional, !passed.every(d => years.includes(yearOf(d))))
        const rolledTo = rollForward(day, some)
        assert.equal(rolledTo.provisional, !between(day, rolledTo.day).every(d => years.includes(yearOf(d))))
      }),
    ))

  test('never end earlier for starting later', () =>
    fc.assert(
      fc.property(nearDay, nearDay, fc.nat(60), (x, y, n) => {
        const [early, late] = before(x, y)
        assert.ok(addWorkingDays(early, n, calendar).day <= addWorkingDays(late, n, calendar).day)
      }),
    ))
})

describe('A term', () => {
  test('survives JSON, and says itself in Chinese', () => {
    const cases: [Term, string][] = [
      [minutes(30), '30分钟'],
      [hours(24), '24小时'],
      [days(7), '7天'],
      [rolled(days(15)), '15天（遇休息日顺延）'],
      [workingDays(3), '3个工作日'],
    ]
    for (const [limit, say] of cases) {
      assert.equal(sayTerm(limit), say)
      assert.deepEqual(JSON.parse(JSON.stringify(limit)), limit)
    }
  })

  test('never falls due before it began, nor earlier for beginning later', () =>
    fc.assert(
      fc.property(term, moment, moment, (limit, x, y) => {
        const [early, late] = before(x, y)
        const [first, second] = [due(limit, early, calendar), due(limit, late, calendar)]
        assert.ok(early <= first.at && first.at <= second.at)
      }),
    ))

  test('in calendar time is exact and never provisional', () =>
    fc.assert(
      fc.property(moment, fc.nat(1_000), (from, n) => {
        const none = calendarOf([], [])
        assert.deepEqual(due(days(n), from, none), due(hours(24 * n), from, none))
        assert.deepEqual(due(hours(n), from, none), due(minutes(60 * n), from, none))
        assert.equal(due(days(n), from, none).provisional, false)
        assert.equal(due(rolled(days(n)), from, none).provisional, true)
      }),
    ))

  test('is shown as what is left or what is over', () => {
    const cases: [string, string][] = [
      ['2026-11-25 15:00', '还剩2天3小时'],
      ['2026-11-25 12:59', '还剩2天'],
      ['2026-11-23 17:20', '还剩5小时20分钟'],
      ['2026-11-23 12:05', '还剩5分钟'],
      ['2026-11-23 12:00', '还剩不到1分钟'],
      ['2026-11-23 07:00', '已超时5小时'],
      ['2026-11-20 11:00', '已超时3天1小时'],
    ]
    for (const [end, say] of cases) assert.equal(sayDue(at(end), at('2026-11-23 12:00')), say, end)
    assert.equal(sayDue(at('2026-11-23 12:00'), new Date(at('2026-11-23 12:00').getTime() + 1)), '已超时不到1分钟')
  })
})

describe('The built-in holidays', () => {
  test('cover 2008 to 2026 and make no claim about 2027', () => {
    assert.deepEqual(
      builtInYears(),
      Array.from({ length: 19 }, (_, i) => 2008 + i),
    )
    assert.ok(builtInHolidays().every(({ day }) => isDay(day) && day < '2027'))
  })

  const source = new URL('../../shared/data/holidays/', import.meta.url)
  test('are those of the published tables, year by year', { skip: !existsSync(source) && 'no shared folder' }, () => {
    const files = readdirSync(source).filter(name => name.endsWith('.json'))
    const tables = files.map(name => JSON.parse(readFileSync(new URL(name, source), 'utf8')) as Published)
    const known = tables.filter(table => table.days.length)
    assert.deepEqual(
      builtInYears(),
      known.map(table => table.year),
    )
    const sorted = (all: { day: Day; off: boolean }[]) => all.map(({ day, off }) => `${day} ${off}`).toSorted()
    const published = known.flatMap(table => table.days.map(({ date, isOffDay }) => ({ day: date, off: isOffDay })))
    assert.deepEqual(sorted(builtInHolidays()), sorted(published))
  })
})

type Published = { year: number; days: { date: Day; isOffDay: boolean }[] }

/** Every day from the first to the last, both included. */
function between(first: Day, last: Day): Day[] {
  const all: Day[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) all.push(day)
  return all
}
