/** What the passing of time does to leases: what was agreed begins on its day, rent is charged on the day it falls due. */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import { Problem, theClock } from '../../kernel/rules.ts'
import { call, type House } from '../../kernel/server.ts'
import { lease, RUNNING } from './lease-rules.ts'

const beginning = lease.moves.beginLease.from

/** Safe to run twice, and at any time: each move is judged again on the stored row. Gives how many were moved. */
export async function watch(house: House, now: Date): Promise<number> {
  const today = dayOf(now)
  const { rows } = await sql<{ community: string; id: string; move: string }>`
    select community, id, 'beginLease' as move from assets.lease where state = ${beginning} and from_day <= ${today}::date
    union all
    select community, id, 'chargeRent' from assets.lease where state = ${RUNNING} and next_due <= ${today}::date
    order by move, id`.execute(house.db)
  let moved = 0
  for (const { community, id, move } of rows) {
    const done = await call(house, { op: `assets.${move}`, input: { community, id }, actor: theClock, now }).catch(
      (error: unknown) => {
        // Not given back yet, or no month in the book: it stays as it is and is tried again the next night.
        if (error instanceof Problem && error.status < 500) return null
        throw error
      },
    )
    if (done) moved++
  }
  return moved
}
