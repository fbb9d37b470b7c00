/** The three deadlines of a matter, from the figures in force at its place on that day. */
import { due, type Term } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/server.ts'
import { limit, urgencies, type Urgency } from './rules.ts'

export function deadlines(ctx: Pick<Ctx, 'book'>, place: string, urgency: Urgency, from: Date) {
  const { dispatch, result, unit } = urgencies[urgency]
  const at = (figure: typeof dispatch | typeof result | typeof limit.acceptHours, unit: Term['unit']) =>
    due({ unit, n: ctx.book.figure(figure, place, from) }, from, ctx.book.calendar)
  const [accept, send, done] = [at(limit.acceptHours, 'hours'), at(dispatch, 'hours'), at(result, unit)]
  return { acceptBy: accept.at, dispatchBy: send.at, resultBy: done.at, provisional: done.provisional }
}
