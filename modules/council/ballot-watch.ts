/** What the passing of time does to ballots: they open and close at their minute, and are filed when the result has hung long enough. */
import { sql } from 'kysely'
import { common, from, Problem, theClock } from '../../kernel/rules.ts'
import { call, type House } from '../../kernel/server.ts'
import { ballot } from './ballot-rules.ts'

const timed = ['openVote', 'closeVote', 'archiveVote'] as const

/** Safe to run twice, and at any time: each move is judged again on the stored row. Gives how many were moved. */
export async function watchBallots(house: House, now: Date): Promise<number> {
  const { rows } = await sql<{ community: string; id: string; move: string }>`
    ${sql.join(
      timed.map(
        move =>
          sql`select community, record as id, ${move} as move from kernel.work where machine = ${ballot.name} and not ended and state = any(${[...from(ballot.moves[move])]}) and due <= ${now}`,
      ),
      sql` union all `,
    )}`.execute(house.db)
  let moved = 0
  for (const { community, id, move } of rows) {
    const done = await call(house, { op: `council.${move}`, input: { community, id }, actor: theClock, now }).catch(
      (error: unknown) => {
        // Someone was faster, or an objection still waits for its answer.
        if (error instanceof Problem && error.status === common.wrongState().status) return null
        throw error
      },
    )
    if (done) moved++
  }
  return moved
}
