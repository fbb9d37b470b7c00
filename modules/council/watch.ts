/** What the passing of time does to bodies and resolutions: a term that is over ends, what was done and shown long enough is filed, and its topic with it. */
import { sql } from 'kysely'
import { addDays, dayOf } from '../../kernel/clock.ts'
import { common, from, Problem, theClock } from '../../kernel/rules.ts'
import { call, type House } from '../../kernel/server.ts'
import { limit } from './figure-rules.ts'
import { resolution } from './resolution-rules.ts'
import { body } from './seat-rules.ts'

const ending = [...from(body.moves.endTerm)]
const filing = [...from(resolution.moves.archiveResolution)]

/** Safe to run twice, and at any time: each move is judged again on the stored row. Gives how many were moved. */
export async function watch(house: House, now: Date): Promise<number> {
  const today = dayOf(now)
  const { rows } = await sql<{ community: string; id: string; move: string; displayedOn: string | null }>`
    select community, id, 'endTerm' as move, null::date as displayed_on from council.body
    where state = any(${ending}) and until <= ${today}::date
    union all
    select community, id, 'archiveResolution', displayed_on from council.resolution
    where state = any(${filing}) and displayed_on is not null`.execute(house.db)
  const longEnough = ({ community, displayedOn }: (typeof rows)[number]) =>
    displayedOn === null || today > addDays(displayedOn, house.book.figure(limit.displayDays, community, now))
  let moved = 0
  for (const { community, id, move } of rows.filter(longEnough)) {
    const done = await call(house, { op: `council.${move}`, input: { community, id }, actor: theClock, now }).catch(
      (error: unknown) => {
        // Someone was faster; the record is no longer where the list saw it.
        if (error instanceof Problem && error.status === common.wrongState().status) return null
        throw error
      },
    )
    if (done) moved++
  }
  return moved
}
