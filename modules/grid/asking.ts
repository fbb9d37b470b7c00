/** What a handler asks for: written down as a request, with a deadline of its own for whoever decides. */
import { due } from '../../kernel/clock.ts'
import { newId } from '../../kernel/id.ts'
import { start } from '../../kernel/move.ts'
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { grid } from './contract.ts'
import { limit } from './figure-rules.ts'
import { movingRequests } from './joint.ts'
import type { kinds } from './joint-rules.ts'
import { enter, type Found } from './matter.ts'

type In<M extends keyof typeof grid.ops> = Input<(typeof grid.ops)[M]>
type Wish = { reason: string; until?: string; days?: number }

export const askTransfer = (ctx: Ctx, m: Found, said: In<'askTransfer'>) => ask(ctx, m, 'transfer', 'askTransfer', said)
export const askHelp = (ctx: Ctx, m: Found, said: In<'askHelp'>) => ask(ctx, m, 'help', 'askHelp', said)
export const askPause = (ctx: Ctx, m: Found, said: In<'askPause'>) => ask(ctx, m, 'pause', 'askPause', said)
export const askExtend = (ctx: Ctx, m: Found, said: In<'askExtend'>) => ask(ctx, m, 'extend', 'askExtend', said)

async function ask(ctx: Ctx, m: Found, kind: keyof typeof kinds, move: string, { reason, until, days }: Wish) {
  const hours = ctx.book.figure(limit.requestHours, m.place, ctx.now)
  const decideBy = due({ unit: 'hours', n: hours }, ctx.now, ctx.book.calendar).at
  await start(ctx, movingRequests, {
    community: m.community,
    id: newId(),
    place: m.place,
    desk: m.desk,
    matter: m.id,
    title: m.title,
    kind,
    reason,
    until: until ?? null,
    days: days ?? null,
    asker: ctx.me.id,
    askerName: ctx.me.name ?? null,
    askedAt: ctx.now,
    decideBy,
  })
  const wish = [until && `到 ${until}`, days && `${days} 天`].filter(Boolean).join('')
  await enter(ctx, m, move, [wish, reason].filter(Boolean).join('：'), [], true)
}
