/** The passwords an account has had, the one in use among them: the last few are not taken a second time (8.1.4.1a). Only their hashes are kept. */
import { sql } from 'kysely'
import { judgedAt } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { isPassword } from './password.ts'
import { problem } from './problems.ts'
import { limit } from './rules.ts'

type Owner = { id: string; place: string }

/** Asked only of whoever has proved to be the owner: to anybody else the answer would tell an old password. */
export async function refuseUsed(ctx: Ctx, fresh: string, { id, place }: Owner): Promise<void> {
  const past = await ctx.db
    .selectFrom('identity.pastPassword')
    .select('password')
    .where('account', '=', id)
    .orderBy('at', 'desc')
    .limit(judgedAt(ctx, place).figure(limit.passwordsKept))
    .execute()
  const used = await Promise.all(past.map(({ password }) => isPassword(fresh, password)))
  if (used.includes(true)) throw problem.usedBefore()
}

/** Keeps this one and forgets those that count no longer: an old hash is worth stealing, too. */
export async function keepPassword(
  ctx: Pick<Ctx, 'db' | 'now'>,
  account: string,
  password: string | null,
): Promise<void> {
  if (password === null) return
  await ctx.db.insertInto('identity.pastPassword').values({ account, password, at: ctx.now }).execute()
  await sql`delete from identity.past_password where account = ${account} and password not in (
    select password from identity.past_password where account = ${account} order by at desc limit ${most})`.execute(
    ctx.db,
  )
}
/** More than any area may ask for. */
const most = 24
