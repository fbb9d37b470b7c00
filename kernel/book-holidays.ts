/** A year of rest days: read, tried out on the open deadlines, and replaced whole. */
import type { book } from './book-contract.ts'
import { lockBook, tellBook } from './book-figures.ts'
import { counted, openWork, type Counted } from './book-renew.ts'
import { mistakesIn, problem } from './book-rules.ts'
import { calendarWith } from './book.ts'
import { dayOf, type Calendar, type Day } from './clock.ts'
import type { Input } from './contract.ts'
import type { Db } from './db.ts'
import { builtInHolidays, builtInYears, festival } from './holidays.ts'
import { allServices, type Ctx } from './server.ts'
import { holdsWhole } from './whole.ts'

export async function holidays({ db }: Ctx, { year }: { year: number }) {
  const [tables, days] = await Promise.all([
    db.selectFrom('kernel.holidayYear').selectAll().orderBy('year').execute(),
    db.selectFrom('kernel.holiday').selectAll().where('year', '=', year).orderBy('day').execute(),
  ])
  const own = tables.find(t => t.year === year)
  const builtIn = builtInHolidays().filter(d => d.year === year)
  const known = [...new Set([...builtInYears(), ...tables.map(t => t.year)])].toSorted((a, b) => a - b)
  return {
    year,
    known: known.includes(year),
    own: own !== undefined,
    source: own?.source ?? null,
    at: own?.at ?? null,
    days: own ? days : builtIn.map(d => ({ ...d, name: d.off ? festival(d.day, year) : WORKED })).toSorted(byDay),
    years: known.map(y => ({ year: y, own: tables.some(t => t.year === y) })),
  }
}
const byDay = (a: { day: Day }, b: { day: Day }) => (a.day < b.day ? -1 : 1)
const WORKED = '调休上班'

/** Most installations have fewer open deadlines than this; where there are more, the answer says that it is a part. */
const LOOKED = 20_000
const BATCH = 1_000

/** Counts only, by kind and day: whoever keeps the calendar need not read the matters. */
export async function preview(ctx: Ctx, { year, off, work }: Input<typeof book.ops.preview>) {
  const { visible } = ctx
  const mistakes = mistakesIn(year, off, work)
  if (mistakes.length) return { mistakes, looked: 0, whole: true, firm: 0, moved: [] }
  const calendar = await calendarIf(ctx.db, year, off, work)
  const all: Counted[] = []
  let last: Counted['work'] | undefined
  for (let more = true; more && all.length < LOOKED;) {
    const open = await openWork(ctx.db, { year, size: BATCH, ...(last && { after: last }) }, visible)
    all.push(...(await counted({ ...ctx, book: { ...ctx.book, calendar } }, open)))
    last = open.at(-1)
    more = open.length === BATCH
  }
  const moved = all.filter(({ work: w, due }) => w.due && due && +w.due !== +due)
  const groups = Map.groupBy(moved, ({ work: w, due }) => [w.machine, lastDay(w.due!), lastDay(due!)].join(' '))
  return {
    mistakes,
    looked: all.length,
    whole: all.length < LOOKED,
    firm: all.filter(({ work: w, provisional }) => w.provisional && !provisional).length,
    moved: [...groups]
      .map(([key, those]) => {
        const [machine = '', from = '', to = ''] = key.split(' ')
        return { machine, label: labelOf(machine), from, to, n: those.length }
      })
      .toSorted((a, b) => (a.from < b.from ? -1 : 1)),
  }
}

/** A deadline at 24:00 is the next day's first moment, and people say the day before. */
const lastDay = (at: Date): Day => dayOf(new Date(at.getTime() - 1))
const labelOf = (machine: string) =>
  allServices()
    .flatMap(s => s.implementation.records ?? [])
    .find(r => r.machine.name === machine)?.machine.label ?? machine

async function calendarIf(db: Db, year: number, off: readonly Day[], work: readonly Day[]): Promise<Calendar> {
  const [days, years] = await Promise.all([
    db.selectFrom('kernel.holiday').select(['year', 'day', 'off']).execute(),
    db.selectFrom('kernel.holidayYear').select('year').execute(),
  ])
  const table = [...off.map(day => ({ day, off: true })), ...work.map(day => ({ day, off: false }))]
  const own = new Map(years.map(y => [y.year, days.filter(d => d.year === y.year)]))
  return calendarWith(new Map<number, { day: Day; off: boolean }[]>([...own, [year, table]]))
}

export async function setHolidays(ctx: Ctx, { place, year, document, off, work }: Input<typeof book.ops.setHolidays>) {
  if (!(await holdsWhole(ctx.db, place))) throw problem.notWhole()
  const mistakes = mistakesIn(
    year,
    off.map(o => o.day),
    work,
  )
  if (mistakes.length) throw problem.badTable(mistakes.join('；'))
  await lockBook(ctx.db)
  const table = { source: document, by: ctx.me.id, byName: ctx.me.name ?? null, at: ctx.now }
  await ctx.db
    .insertInto('kernel.holidayYear')
    .values({ year, ...table })
    .onConflict(c => c.column('year').doUpdateSet(table))
    .execute()
  await ctx.db.deleteFrom('kernel.holiday').where('year', '=', year).execute()
  const days = [
    ...off.map(({ day, name }) => ({ year, day, off: true, name })),
    ...work.map(day => ({ year, day, off: false, name: WORKED })),
  ]
  await ctx.db.insertInto('kernel.holiday').values(days).execute()
  await tellBook(ctx.db)
  await ctx.later(ctx.db, 'book.renew', { year })
  return holidays(ctx, { year })
}
