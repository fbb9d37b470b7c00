/** The key of what an account keeps on a device: made anew from the server's own key each time, and stored nowhere here. */
import type { Input } from '../../kernel/contract.ts'
import { keepLimit, keptBy } from '../../kernel/keep-rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { identity } from './contract.ts'
import { problem } from './problems.ts'

/** A device that was sealed with an older key asks for that one, as long as it holds something unsent. */
export async function deviceKey(ctx: Ctx, { version = ctx.sealer.current }: Input<typeof identity.ops.deviceKey>) {
  const key = ctx.sealer.derive(ctx.me.id, 'identity.device', version)
  if (!key) throw problem.noSuchKey()
  const of = (f: (typeof keepLimit)[keyof typeof keepLimit]) => keptBy(ctx.book, f, ctx.me, ctx.now)
  return { key, version, hours: of(keepLimit.keepHours), people: of(keepLimit.keepPeople) }
}
