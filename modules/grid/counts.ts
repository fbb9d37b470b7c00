/** What the rates count, as SQL: the figure and the list behind it are asked with the same words. */
import { sql, type RawBuilder } from 'kysely'
import type { Count } from './count-rules.ts'
import { phases } from './rules.ts'

const own = (column: string) => sql.ref(`grid.matter.${column}`)
const and = (...parts: RawBuilder<boolean>[]): RawBuilder<boolean> => sql`(${sql.join(parts, sql` and `)})`
const among = (states: readonly string[]): RawBuilder<boolean> => sql`${own('state')} = any(${[...states]})`

/** Never null, so that a count and its opposite add up. */
export function counting(count: Count, now: Date): RawBuilder<boolean> {
  const orders = and(sql`not ${own('excluded')}`, sql`not ${among(phases.uncounted)}`)
  const said = (column: string, is: boolean) => and(orders, sql`${own(column)} is ${is ? sql`true` : sql`false`}`)
  const finished = and(orders, sql`${own('closed_at')} is not null`)
  // Of what came in as a file nobody knows when it was taken up.
  const answerable = and(
    orders,
    sql`${own('source')} <> 'import'`,
    sql`(${own('responded_at')} is not null or ${own('respond_by')} < ${now})`,
  )
  const inTime = sql<boolean>`coalesce(${own('responded_at')} <= ${own('respond_by')}, false)`
  const punctual = sql<boolean>`${own('closed_at')} <= ${own('result_by')}`
  const all: Record<Count, RawBuilder<boolean>> = {
    orders,
    answerable,
    responded: and(answerable, inTime),
    unresponded: and(answerable, sql`not ${inTime}`),
    answered: and(orders, sql`${own('solved')} is not null`),
    solved: said('solved', true),
    unsolved: said('solved', false),
    judged: and(orders, sql`${own('pleased')} is not null`),
    pleased: said('pleased', true),
    displeased: said('pleased', false),
    finished,
    onTime: and(finished, punctual),
    overTime: and(finished, sql`not ${punctual}`),
    toRevisit: and(orders, among(phases.filed), sql`${own('solved')} is null`, sql`${own('phone')} is not null`),
    excluded: and(sql`${own('excluded')}`, sql`not ${among(phases.uncounted)}`),
  }
  return all[count]
}
