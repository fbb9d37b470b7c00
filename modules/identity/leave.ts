/**
 * A person closes the own account. What served to sign in and to reach them is gone at once; what others decided, and the
 * trail, stay under a number that no longer leads to a name.
 */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/server.ts'
import { closeSession, closeSessionsOf } from '../../kernel/session.ts'
import { revokeTokensOf } from '../../kernel/token.ts'
import { dropCode } from './code.ts'
import { requireFresh } from './door.ts'
import { problem } from './problems.ts'

export async function leave(ctx: Ctx, { id }: { id: string }) {
  requireFresh(ctx)
  if (await holdsAny(ctx, id)) throw problem.handOverFirst()
  await closeSession(ctx)
  await closeSessionsOf(ctx, id)
  await revokeTokensOf(ctx.db, id, ctx.now)
  await dropCode(ctx, id)
  for (const table of ['identity.recovery', 'identity.passkey', 'identity.pastPassword'] as const)
    await ctx.db.deleteFrom(table).where('account', '=', id).execute()
  return { ...nobody, username: `gone-${id}` }
}

/** Today or on a day to come. */
async function holdsAny({ db, now }: Ctx, account: string): Promise<boolean> {
  const { rows } = await sql`
    select from identity.post where account = ${account} and (upper_inf(during) or upper(during) > ${dayOf(now)}::date)`.execute(
    db,
  )
  return rows.length > 0
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
