/** What the households said, round by round, in numbers: only when a round is over, or each answer could be watched coming in. 篇1 二（二）2「三评」 */
import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server.ts'
import { contents, counted, mets } from './review-rules.ts'

type Of = { community: string; id: string; state: string; round: number; households: number }

/** Wishes stand in the order of their words: the order in which they came would tell whose they are. */
export async function resultsOf({ db }: Ctx, { community, id, state, round, households }: Of) {
  const over = state === 'reviewing' ? round - 1 : round
  if (over < 1) return []
  const { rows } = await sql<{ round: number; met: string; content: string; improve: string }>`
    select round, met, content, improve from works.opinion where community = ${community} and project = ${id} order by improve, id`.execute(
    db,
  )
  return Array.from({ length: over }, (_, i) => {
    const given = rows.filter(r => r.round === i + 1)
    return {
      round: i + 1,
      households,
      answers: given.length,
      met: counted(
        mets,
        given.map(r => r.met),
      ),
      content: counted(
        contents,
        given.map(r => r.content),
      ),
      wishes: given.map(r => r.improve).filter(Boolean),
    }
  })
}
