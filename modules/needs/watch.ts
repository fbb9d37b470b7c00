/** What the passing of time does to surveys: the day after the last one it is closed, and the sorting begins. */
import { common, from, Problem, theClock } from '../../kernel/rules.ts'
import { call, type House } from '../../kernel/server.ts'
import { survey } from './rules.ts'

const closing = [...from(survey.moves.closeSurvey)]

/** Safe to run twice, and at any time: each move is judged again on the stored row. Gives how many were moved. */
export async function watch(house: House, now: Date): Promise<number> {
  const rows = await house.db
    .selectFrom('needs.survey')
    .select(['community', 'id'])
    .where('state', 'in', closing)
    .where('closesAt', '<=', now)
    .execute()
  let moved = 0
  for (const input of rows) {
    const done = await call(house, { op: 'needs.closeSurvey', input, actor: theClock, now }).catch((error: unknown) => {
      // Someone was faster; the record is no longer where the list saw it.
      if (error instanceof Problem && error.status === common.wrongState().status) return null
      throw error
    })
    if (done) moved++
  }
  return moved
}
