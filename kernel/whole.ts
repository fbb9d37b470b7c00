/** Some things hold everywhere: the calendar, a classification. Nobody changes them for places that are not his. */
import { sql } from 'kysely'
import type { Db } from './db.ts'

/** Whether the place covers everything the system works in; where work stands shows how far that reaches. */
export async function holdsWhole(db: Db, place: string): Promise<boolean> {
  const { rows } = await sql<{ first: string | null; last: string | null }>`
    select min(place) as first, max(place) as last from kernel.standing`.execute(db)
  const { first, last } = rows[0]!
  return [first, last].every(p => p === null || p.startsWith(place))
}
