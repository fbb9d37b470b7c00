/**
 * Seals again, with the present key, what an older one sealed. Each module names its sealed columns; what is still
 * sealed with an old key is found by its beginning, so a walk that was cut off is simply walked again.
 */
import { sql } from 'kysely'
import { within, type Db } from './db.ts'
import type { Sealer } from './sealed.ts'

/** In the names of the database: `people.resident`, `id_number`, and the columns of its primary key with their types. */
export type SealedColumn = { table: string; column: string; use: string; key: Readonly<Record<string, string>> }

export function sealedColumn(column: SealedColumn): void {
  columns.set(`${column.table}.${column.column}`, column)
}
export const sealedColumns = (): readonly SealedColumn[] => [...columns.values()]
const columns = new Map<string, SealedColumn>()

sealedColumn({
  table: 'kernel.import_bad',
  column: 'cells',
  use: 'kernel.import_bad.cells',
  key: { import: 'uuid', line: 'int' },
})

/** A row that somebody changes meanwhile keeps the change: theirs is sealed with the present key already. */
const batch = 500

/** Gives how many texts were sealed again; `said` hears of each column after each batch. */
export async function reseal(
  { db, sealer }: { db: Db; sealer: Sealer },
  said: (column: SealedColumn, done: number) => void = () => {},
): Promise<number> {
  let all = 0
  for (const column of columns.values()) {
    let done = 0
    for (let after: string[] | null = null; ;) {
      const { last, changed }: Step = await step(db, sealer, column, after)
      done += changed
      if (last === null) break
      after = last
      said(column, done)
    }
    all += done
  }
  return all
}

/** How many texts of each column an old key still holds. */
export async function stale({ db, sealer }: { db: Db; sealer: Sealer }): Promise<number> {
  let all = 0
  for (const { table, column } of columns.values()) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(table)} where ${old(column, sealer)}`.execute(db)
    all += rows[0]!.n
  }
  return all
}

type Step = { last: string[] | null; changed: number }

/** The key's columns travel as text and are compared as what they are, so that the primary key's index is walked. */
async function step(
  db: Db,
  sealer: Sealer,
  { table, column, use, key }: SealedColumn,
  after: string[] | null,
): Promise<Step> {
  const names = Object.keys(key)
  const fields = sql.join(names.map(name => sql.ref(name)))
  const cast = (values: readonly string[]) =>
    sql.join(values.map((value, i) => sql`${value}::${sql.raw(key[names[i]!]!)}`))
  return within(db, async tx => {
    const { rows } = await sql<{ key: string[]; text: string }>`
      select array[${sql.join(names.map(name => sql`${sql.ref(name)}::text`))}] as key, ${sql.ref(column)} as text
      from ${sql.table(table)}
      where ${old(column, sealer)} ${after ? sql`and (${fields}) > (${cast(after)})` : sql``}
      order by ${fields} limit ${batch}`.execute(tx)
    if (!rows.length) return { last: null, changed: 0 }
    const given = rows.map(row => sql`(${cast(row.key)}, ${row.text}, ${sealer.reseal(row.text, use)})`)
    const matches = names.map(name => sql`t.${sql.ref(name)} = fresh.${sql.ref(name)}`)
    const { numAffectedRows = 0n } = await sql`
      update ${sql.table(table)} t set ${sql.ref(column)} = fresh.text
      from (values ${sql.join(given)}) as fresh (${fields}, was, text)
      where ${sql.join(matches, sql` and `)} and t.${sql.ref(column)} = fresh.was`.execute(tx)
    return { last: rows.at(-1)!.key, changed: Number(numAffectedRows) }
  })
}

const old = (column: string, { current }: Sealer) =>
  sql<boolean>`${sql.ref(column)} is not null and not starts_with(${sql.ref(column)}, ${`v${current}.`})`
