/** What the passing of time does to matters: a reminder before the deadline, a step up after it, the end of a wait, the archive in the end. 篇8 3.2.2(2)「跟踪报告」 */
import { sql } from 'kysely'
import { common, from, Problem, theClock } from '../../kernel/rules.ts'
import { call, type House } from '../../kernel/server.ts'
import { limit } from './figure-rules.ts'
import { matter, phases } from './rules.ts'

const archivable = [...from(matter.moves.archive)]
const raisable = [...from(matter.moves.escalate)]
/** A wait that is over: for the reporter's words, for the day until which it was put off. */
const waits = [
  { move: 'proceed', states: [...from(matter.moves.proceed)] },
  { move: 'resume', states: [...from(matter.moves.resume)] },
] as const

/** Safe to run twice, and at any time: each move is judged again on the stored row. Gives how many were moved. */
export async function watch(house: House, now: Date): Promise<number> {
  const hours = (figure: (typeof limit)[keyof typeof limit]) => house.book.figure(figure, '', now)
  const soon = new Date(now.getTime() + hours(limit.remindHours) * 3_600_000)
  const silent = new Date(now.getTime() - hours(limit.archiveDays) * 86_400_000)
  const again = new Date(now.getTime() - hours(limit.raiseHours) * 3_600_000)
  const { rows } = await sql<{ community: string; id: string; move: string }>`
    select m.community, m.id, 'escalate' as move from kernel.work w join grid.matter m on m.community = w.community and m.id = w.record
    where w.machine = ${matter.name} and not w.ended and w.state = any(${raisable}) and w.due < ${now} and (m.raised_at is null or m.raised_at < ${again})
    union all
    select m.community, m.id, 'urge' from kernel.work w join grid.matter m on m.community = w.community and m.id = w.record
    where w.machine = ${matter.name} and not w.ended and w.state = any(${raisable}) and w.due between ${now} and ${soon} and m.urged_at is null and m.holder is not null
    union all
    ${sql.join(
      waits.map(
        ({ move, states }) =>
          sql`select community, record, ${move} from kernel.work where machine = ${matter.name} and not ended and state = any(${states}) and due < ${now}`,
      ),
      sql` union all `,
    )}
    union all
    select m.community, m.id, 'closeWithLead' from grid.matter m join grid.matter l on l.community = m.community and l.id = m.lead
    where m.state = any(${[...phases.joined]}) and l.state = any(${[...phases.done]})
    union all
    select community, id, 'archive' from grid.matter where state = any(${archivable}) and closed_at < ${silent}`.execute(
    house.db,
  )
  let moved = 0
  for (const { community, id, move } of rows) {
    const done = await call(house, { op: `grid.${move}`, input: { community, id }, actor: theClock, now }).catch(
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
