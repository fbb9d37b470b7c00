/**
 * Deadlines counted again when a year's table arrives: from the entry into the state, or from the facts of the record,
 * as if the table had been there from the beginning. Each batch is one transaction that also orders the next, so a run
 * that was cut off goes on where it stopped; done twice, it changes nothing the second time.
 */
import { sql, type RawBuilder } from 'kysely'
import { lockBook } from './book-figures.ts'
import { firstDayOf } from './book-rules.ts'
import { readCalendar } from './book.ts'
import { due as dueAt, startOf } from './clock.ts'
import { within, type Db } from './db.ts'
import type { Moving } from './move.ts'
import { theClock, type Due, type Row } from './rules.ts'
import { allServices, type Ctx, type House } from './server.ts'
import { writeTrail } from './trail.ts'

type Key = { community: string; machine: string; record: string }
export type Open = Key & { state: string; since: Date; due: Date | null; provisional: boolean }
export type Counted = { work: Open; due: Date | null; provisional: boolean; columns: Row }
/** Without a `year`: only what still waits for a table, every night, so that nothing is left behind. */
export type Renewal = { year?: number; after?: Key }

/** Gives how many deadlines were looked at. */
export async function renew(house: House, { year, after }: Renewal, now: Date, size = 500): Promise<number> {
  return within(house.db, async tx => {
    // Whoever puts in a table waits for the batch, and the next batch counts by that table: no old answer overwrites a new one.
    await lockBook(tx)
    const next = { size, ...(after && { after }), ...(year !== undefined && { year }) }
    const found = await openWork(tx, next)
    if (!found.length) return 0
    await lockRecords(tx, found)
    const locked = new Set(found.map(name))
    const standing = (await openWork(tx, next)).filter(w => locked.has(name(w)))
    const ctx = { db: tx, now, book: { ...house.book, calendar: await readCalendar(tx) } }
    for (const one of await counted(ctx, standing)) if (differs(one)) await keep(house, tx, one, now)
    const { community, machine, record } = found.at(-1)!
    if (found.length === size)
      await house.later(tx, 'book.renew', {
        ...(year !== undefined && { year }),
        after: { community, machine, record },
      })
    return found.length
  })
}

/** Work whose deadline a calendar can move: by its state's term, or because its module counts its columns again. */
export async function openWork(
  db: Db,
  { year, after, size }: Renewal & { size: number },
  visible: RawBuilder<unknown> = sql`true`,
): Promise<Open[]> {
  const moved = movable()
  if (!moved.length) return []
  const near =
    year === undefined
      ? sql`provisional`
      : sql`(provisional or due >= ${startOf(firstDayOf(year))} or machine = any(${recounting()}))`
  const beyond = after
    ? sql`(community, machine, record) > (${after.community}, ${after.machine}, ${after.record}::uuid)`
    : sql`true`
  const { rows } = await sql<Open>`
    select community, machine, record, state, since, due, provisional from kernel.work
    where not ended and (${sql.join(moved, sql` or `)}) and ${near} and ${beyond} and ${visible}
    order by community, machine, record limit ${size}`.execute(db)
  return rows
}

const movings = () => allServices().flatMap(s => s.implementation.records ?? [])
/** Their records carry deadlines of states to come, which the work in hand does not show yet. */
const recounting = () => movings().flatMap(({ machine, deadlines }) => (deadlines ? [machine.name] : []))
const movable = (): RawBuilder<unknown>[] =>
  movings().flatMap(({ machine, deadlines }) => {
    const states = Object.entries(machine.states).filter(([, s]) => !s.end && (deadlines ?? counts(s.due)))
    return states.length ? [sql`(machine = ${machine.name} and state = any(${states.map(([state]) => state)}))`] : []
  })
const counts = (due?: Due) => Boolean(due && 'unit' in due && (due.unit === 'workingDays' || due.roll))

/** As they would be if they were set today, by the calendar given. */
export async function counted(ctx: Pick<Ctx, 'db' | 'now' | 'book'>, rows: readonly Open[]): Promise<Counted[]> {
  const groups = [...Map.groupBy(rows, w => w.machine)]
  const all = await Promise.all(
    groups.map(async ([machine, of]) => {
      const moving = movings().find(m => m.machine.name === machine)!
      const columns = await columnsOf(ctx, moving, of)
      return of.map(work => countedOne(ctx, moving, work, columns.get(work.record)))
    }),
  )
  return all.flat()
}

function countedOne(
  { book }: Pick<Ctx, 'book'>,
  { machine }: Moving,
  work: Open,
  { fresh, changed: columns }: { fresh: Row; changed: Row } = { fresh: {}, changed: {} },
): Counted {
  const until = machine.states[work.state]?.due
  if (!until) return { work, due: work.due, provisional: work.provisional, columns }
  if ('unit' in until) {
    const { at, provisional } = dueAt(until, work.since, book.calendar)
    return { work, due: at, provisional, columns }
  }
  const due = (fresh[until.column] as Date | undefined) ?? work.due
  return { work, due, provisional: Boolean(fresh['provisional'] ?? work.provisional), columns }
}

/** As they would stand now, and of those the ones that stand otherwise. */
async function columnsOf(ctx: Pick<Ctx, 'db' | 'now' | 'book'>, { table, deadlines }: Moving, of: readonly Open[]) {
  if (!deadlines) return new Map<string, { fresh: Row; changed: Row }>()
  const { rows } = await sql<Row & { id: string }>`
    select r.* from ${sql.table(table)} r
    join unnest(${of.map(w => w.community)}::text[], ${of.map(w => w.record)}::uuid[]) as k (community, id)
      on k.community = r.community and k.id = r.id`.execute(ctx.db)
  const fresh = await deadlines(ctx, rows as never)
  const changed = (row: Row, columns: Row) =>
    Object.fromEntries(Object.entries(columns).filter(([column, value]) => !same(row[column], value)))
  return new Map(rows.map((row, i) => [row.id, { fresh: fresh[i]!, changed: changed(row, fresh[i]!) }]))
}

const same = (a: unknown, b: unknown) => (a instanceof Date && b instanceof Date ? +a === +b : a === b)
const differs = ({ work, due, provisional, columns }: Counted) =>
  !same(work.due, due) || work.provisional !== provisional || Object.keys(columns).length > 0

/** In the order in which every batch takes them. A move locks its record first, so none is made while this one counts. */
async function lockRecords(tx: Db, found: readonly Open[]) {
  for (const [machine, of] of Map.groupBy(found, w => w.machine))
    await sql`
      select from ${sql.table(movings().find(m => m.machine.name === machine)!.table)} r
      join unnest(${of.map(w => w.community)}::text[], ${of.map(w => w.record)}::uuid[]) as k (community, id)
        on k.community = r.community and k.id = r.id order by r.community, r.id for update of r`.execute(tx)
}

async function keep(house: House, tx: Db, { work, due, provisional, columns }: Counted, now: Date) {
  const { community, machine, record } = work
  const { table } = movings().find(m => m.machine.name === machine)!
  const set = Object.entries(columns).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
  if (set.length)
    await sql`update ${sql.table(table)} set ${sql.join(set)} where community = ${community} and id = ${record}`.execute(
      tx,
    )
  await sql`update kernel.work set due = ${due}, provisional = ${provisional}
    where community = ${community} and machine = ${machine} and record = ${record}`.execute(tx)
  await writeTrail(tx, house.trailKey, {
    community,
    record,
    at: now,
    op: 'book.renew',
    kind: 'note',
    actor: theClock.id,
    name: null,
    persons: [],
    reason: '节假日表有了变化，时限重新计算',
    input: { machine, from: work.due?.toISOString() ?? null, to: due?.toISOString() ?? null, provisional },
  })
}

const name = ({ community, machine, record }: Key) => `${community} ${machine} ${record}`
