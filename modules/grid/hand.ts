/** Into whose hands a matter goes, and what is let go when it leaves them. */
import { notify } from '../../kernel/messages.ts'
import type { Output } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import { identity } from '../identity/contract.ts'
import { grid } from './contract.ts'
import { going, request, task } from './joint-rules.ts'
import type { Found } from './matter.ts'
import { problem } from './problem-rules.ts'

type Holder = Output<typeof identity.ops.holders>[number]

/** Somebody who serves the place: there, or over it. */
export async function chosen(ctx: Ctx, { place }: { place: string }, holder: string): Promise<Holder> {
  const all = await ctx.ask(identity.ops.holders, { place: place.slice(0, 12) })
  const to = all.find(h => h.id === holder)
  if (!to) throw problem.noSuchHandler()
  return to
}

export async function handOver(ctx: Ctx, m: Found, { id, name }: Holder) {
  await notify(ctx, {
    to: id,
    title: '有新的事项',
    body: `「${m.title}」请签收。`,
    link: `/field/task/${m.community}/${m.id}`,
  })
  return { holder: id, holderName: name }
}

/** A request has no meaning once its handler is another, nor help once the work is over. */
export async function settle(ctx: Ctx, m: Found, what: readonly ('requests' | 'tasks')[]) {
  const isOpen = (states: readonly string[]) => (r: { state: string }) => states.includes(r.state)
  // One that is being granted at this moment has its answer already.
  const asked = what.includes('requests') ? m.requests.filter(isOpen(going(request))).filter(r => !r.decidedAt) : []
  for (const { community, id } of asked) await ctx.ask(grid.ops.drop, { community, id })
  const helping = what.includes('tasks') ? m.tasks.filter(isOpen(going(task))) : []
  for (const { community, id } of helping) await ctx.ask(grid.ops.callOff, { community, id })
}
