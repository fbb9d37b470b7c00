/** What the council says: whether a resolution is being carried out, and who may have which part in it. CD-02 */
import type { Ctx } from '../../kernel/server.ts'
import { council } from '../council/contract.ts'
import { problem } from './problem-rules.ts'

/** Shown long enough, objections answered, handed to somebody to carry out: only then it is worked on. */
export async function inForce(ctx: Ctx, community: string, id: string) {
  const r = await ctx.ask(council.ops.publicResolution, { community, id })
  if (r.state !== 'executing') throw problem.notInForce()
  return r
}

export async function mustBeFree(
  ctx: Ctx,
  { community, resolution }: { community: string; resolution: string },
  act: 'execute' | 'supervise',
) {
  const { may, because } = await ctx.ask(council.ops.mayAct, { community, act, account: ctx.me.id, resolution })
  if (!may) throw problem.mayNot(because)
}
