/**
 * A person closes the own account. What served to sign in and to reach them is gone at once; what others decided, and the
 * trail, stay under a number that no longer leads to a name.
 */
import { dayOf } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/server.ts'
import { closeSession, closeSessionsOf } from '../../kernel/session.ts'
import { revokeTokensOf } from '../../kernel/token.ts'
import { dropCode } from './code.ts'
import { requireFresh } from './door.ts'
import { problem } from './problems.ts'

type Account = { community: string; id: string; place: string; held: readonly { to: string | null }[] }

export async function leave(ctx: Ctx, { community, id, place, held }: Account) {
  requireFresh(ctx)
  if (held.some(post => post.to === null || post.to >= dayOf(ctx.now))) throw problem.handOverFirst()
  await closeSession(ctx)
  await closeSessionsOf(ctx, id)
  await revokeTokensOf(ctx.db, id, ctx.now)
  await dropCode(ctx, id)
  for (const table of ['identity.recovery', 'identity.passkey'] as const)
    await ctx.db.deleteFrom(table).where('account', '=', id).execute()
  await ctx.announce('identity.account.leave', { community, id, place })
  return { ...nobody, username: `gone-${id}` }
}

const nobody = {
  name: '已注销',
  phone: null,
  phoneKey: null,
  workPhone: null,
  person: null,
  password: null,
  passwordAt: null,
  mustChange: false,
  totp: null,
  totpSince: null,
}
