/** The three deadlines of a matter, from the figures in force at its place on that day. */
import { sql, type Selectable } from 'kysely'
import { due, type Term } from '../../kernel/clock.ts'
import type { DB } from '../../kernel/db.gen.ts'
import type { Deadlines } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { limit, urgencies, type Urgency } from './rules.ts'

export function deadlines(ctx: Pick<Ctx, 'book'>, place: string, urgency: Urgency, from: Date) {
  const { dispatch, result, unit } = urgencies[urgency]
  const at = (figure: typeof dispatch | typeof result | typeof limit.acceptHours, unit: Term['unit']) =>
    due({ unit, n: ctx.book.figure(figure, place, from) }, from, ctx.book.calendar)
  const [accept, send, done] = [at(limit.acceptHours, 'hours'), at(dispatch, 'hours'), at(result, unit)]
  return { acceptBy: accept.at, dispatchBy: send.at, resultBy: done.at, provisional: done.provisional }
}

/** Those that waited for a year's holidays, from the moment they began to run: the report, or the last time it was opened again. */
export const recount: Deadlines<Selectable<DB['grid.matter']>> = async (ctx, matters) => {
  const waiting = matters.filter(m => m.provisional)
  const { rows } = await sql<{ matter: string; at: Date }>`
    select matter, max(at) as at from grid.entry where move = 'reopen'
      and community = any(${[...new Set(waiting.map(m => m.community))]}) and matter = any(${waiting.map(m => m.id)})
    group by matter`.execute(ctx.db)
  const reopened = new Map(rows.map(r => [r.matter, r.at]))
  return matters.map(m =>
    m.provisional ? deadlines(ctx, m.place, m.urgency as Urgency, reopened.get(m.id) ?? m.reportedAt) : {},
  )
}
