/** The deadlines of a matter, from the figures in force at its place, or at the desk above that has it, on that day. */
import { due, type Term } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/server.ts'
import { levelOf, limit, urgencies, type Urgency } from './figure-rules.ts'

export function deadlines(ctx: Pick<Ctx, 'book'>, place: string, urgency: Urgency, from: Date, desk = place) {
  const { dispatch, result, unit } = urgencies[urgency]
  const { more } = levelOf(desk)
  const where = more ? desk : place
  const figure = (f: (typeof limit)[keyof typeof limit]) => ctx.book.figure(f, where, from)
  const at = (n: number, unit: Term['unit']) => due({ unit, n }, from, ctx.book.calendar)
  // What is counted in hours presses whoever has it; only terms of days are longer further up.
  const extra = more && unit === 'days' ? figure(more) : 0
  const [accept, send] = [at(figure(limit.acceptHours), 'hours'), at(figure(dispatch), 'hours')]
  const done = at(figure(result) + extra, unit)
  return { acceptBy: accept.at, dispatchBy: send.at, resultBy: done.at, provisional: done.provisional }
}

export const respondBy = (ctx: Pick<Ctx, 'book'>, place: string, from: Date): Date =>
  due({ unit: 'hours', n: ctx.book.figure(limit.respondHours, place, from) }, from, ctx.book.calendar).at
