/** What the passing of time does to warnings: every night the rules at work look again, and what nobody answered goes upwards. */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import { common, Problem, theClock } from '../../kernel/rules.ts'
import { call, type House } from '../../kernel/server.ts'
import { warning, watching } from './rules.ts'

/** Safe to run twice, and at any time: the same question is put once. Gives how many were raised and how many went upwards. */
export async function watch(house: House, now: Date): Promise<{ raised: number; escalated: number }> {
  const { rows: places } = await sql<{ place: string }>`
    select distinct place from insight.watching where state = ${watching.initial} order by place`.execute(house.db)
  let raised = 0
  for (const { place } of places) {
    const input = { place, day: dayOf(now) }
    const { answer } = await call(house, { op: 'insight.scan', input, actor: theClock, now })
    raised += (answer as { raised: number }).raised
  }
  const { rows } = await sql<{ community: string; id: string }>`
    select community, id from insight.warning where state = ${warning.initial} and answer_by < ${now} order by id`.execute(
    house.db,
  )
  let escalated = 0
  for (const input of rows) {
    const done = await call(house, { op: 'insight.escalate', input, actor: theClock, now }).catch((error: unknown) => {
      // Someone was faster; the record is no longer where the list saw it.
      if (error instanceof Problem && error.status === common.wrongState().status) return null
      throw error
    })
    if (done) escalated++
  }
  return { raised, escalated }
}
