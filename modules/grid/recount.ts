/** The deadlines of matters that waited for a year's holidays, counted again from where they began to run. */
import { sql, type Selectable } from 'kysely'
import type { DB } from '../../kernel/db.gen.ts'
import type { Deadlines } from '../../kernel/move.ts'
import { deadlines } from './deadline.ts'
import type { Urgency } from './figure-rules.ts'

/** They run from the report, or from the last time the matter was opened again. What is firm stays as it is. */
export const recount: Deadlines<Selectable<DB['grid.matter']>> = async (ctx, matters) => {
  const waiting = matters.filter(m => m.provisional)
  const { rows } = await sql<{ matter: string; at: Date }>`
    select matter, max(at) as at from grid.entry where move in ('reopen', 'revisitFailed')
      and community = any(${[...new Set(waiting.map(m => m.community))]}) and matter = any(${waiting.map(m => m.id)})
    group by matter`.execute(ctx.db)
  const reopened = new Map(rows.map(r => [r.matter, r.at]))
  return matters.map(m =>
    m.provisional ? deadlines(ctx, m.place, m.urgency as Urgency, reopened.get(m.id) ?? m.reportedAt, m.desk) : {},
  )
}
