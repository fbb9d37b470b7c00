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
  const area = sql.join(await areas(house, now))
  const { rows } = await sql<{ community: string; id: string; move: string }>`
    with area (community, soon, again, silent) as (values ${area})
    select m.community, m.id, 'escalate' as move from kernel.work w join grid.matter m on m.community = w.community and m.id = w.record
    join area on area.community = m.community
    where w.machine = ${matter.name} and not w.ended and w.state = any(${raisable}) and w.due < ${now} and (m.raised_at is null or m.raised_at < area.again)
    union all
    select m.community, m.id, 'urge' from kernel.work w join grid.matter m on m.community = w.community and m.id = w.record
    join area on area.community = m.community
    where w.machine = ${matter.name} and not w.ended and w.state = any(${raisable}) and w.due between ${now} and area.soon and m.urged_at is null and m.holder is not null
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
    select m.community, m.id, 'archive' from grid.matter m join area on area.community = m.community
    where m.state = any(${archivable}) and m.closed_at < area.silent`.execute(house.db)
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

/** For each community in which something stands: until when is soon, since when is again, since when is silent, by its own figures. */
async function areas({ db, book }: House, now: Date) {
  const { rows } = await sql<{ community: string }>`
    select distinct community from kernel.standing where machine = ${matter.name} and n > 0`.execute(db)
  // A list of values is never empty; no community has this name.
  return ['', ...rows.map(r => r.community)].map(community => {
    const moment = (figure: Figure, unit: number) =>
      new Date(now.getTime() + book.figure(figure, community, now) * unit)
    const { remindHours, raiseHours, archiveDays } = limit
    return sql`(${community}, ${moment(remindHours, hour)}::timestamptz, ${moment(raiseHours, -hour)}::timestamptz, ${moment(archiveDays, -24 * hour)}::timestamptz)`
  })
}
type Figure = (typeof limit)[keyof typeof limit]
const hour = 3_600_000
