/** What protects one's own account, as one page shows it: password, second factor, passkeys, and the devices that are signed in. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { pageOf } from '../../kernel/db.ts'
import { maskPhone } from '../../kernel/numbers.ts'
import type { Ctx } from '../../kernel/server.ts'
import { closeOtherSessions, closeSession, isVisitor } from '../../kernel/session.ts'
import { PHONE, postsOn } from './account.ts'
import type { identity } from './contract.ts'
import { deviceOf } from './device.ts'
import { isFresh, isRequired } from './door.ts'

export async function security(ctx: Ctx) {
  const { db, me, now } = ctx
  const account = await db
    .selectFrom('identity.account as a')
    .select(['a.username', 'a.phone', postsOn(now).as('posts')])
    .select(sql<boolean>`a.password is not null`.as('password'))
    .select(sql<boolean>`a.totp_since is not null`.as('totp'))
    .select(sql<number>`(select count(*)::int from identity.recovery r where r.account = a.id)`.as('recovery'))
    .where('a.id', '=', me.id)
    .executeTakeFirst()
  if (!account) return undefined
  const [passkeys, sessions] = await Promise.all([
    db
      .selectFrom('identity.passkey')
      .select(['id as passkey', 'name', 'created', 'used'])
      .where('account', '=', me.id)
      .orderBy('created')
      .execute(),
    db
      .selectFrom('kernel.session')
      .select(['id', 'agent', 'ip', 'created', 'used', 'token'])
      .where('actor', '=', me.id)
      .where('until', '>', now)
      .orderBy('used', 'desc')
      .execute(),
  ])
  const mine = isVisitor(me) ? me.token : null
  return {
    ...account,
    phoneMasked: account.phone && maskPhone(ctx.sealer.open(account.phone, PHONE)),
    required: isRequired(ctx, account.posts),
    fresh: isFresh(ctx),
    passkeys,
    sessions: sessions.map(s => ({ ...s, device: deviceOf(s.agent), current: mine !== null && s.token.equals(mine) })),
  }
}

export async function endSession(ctx: Ctx, { session }: Input<typeof identity.ops.endSession>) {
  const ended = await ctx.db
    .deleteFrom('kernel.session')
    .where('id', '=', session)
    .where('actor', '=', ctx.me.id)
    .returning('token')
    .executeTakeFirst()
  if (ended && isVisitor(ctx.me) && ended.token.equals(ctx.me.token)) await closeSession(ctx)
  return {}
}

export async function endSessions(ctx: Ctx, { all }: Input<typeof identity.ops.endSessions>) {
  const { n } = await ctx.db
    .selectFrom('kernel.session')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('actor', '=', ctx.me.id)
    .executeTakeFirstOrThrow()
  await closeOtherSessions(ctx)
  if (all) await closeSession(ctx)
  return { ended: all || !isVisitor(ctx.me) ? n : n - 1 }
}

// ── The record of signing in, kept for the six months the law asks (CSL 23) ──

const tries = ({ db }: Ctx) =>
  db
    .selectFrom(eb =>
      eb
        .selectFrom('identity.signIn as s')
        .innerJoin('identity.account as a', 'a.id', 's.account')
        .select(['s.id', 's.account', 's.at', 's.way', 's.ok', 's.ip', 's.agent', 'a.name', 'a.username', 'a.place'])
        .as('tried'),
    )
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')

export async function mySignIns(ctx: Ctx, paging: Input<typeof identity.ops.mySignIns>) {
  return named(await pageOf(tries(ctx).where('account', '=', ctx.me.id), paging))
}

/** Names that nobody has are not among them: people type their password into the wrong field. */
export async function signIns(ctx: Ctx, { account, failed, ...paging }: Input<typeof identity.ops.signIns>) {
  const rows = tries(ctx)
    .where(ctx.visible)
    .$if(account !== undefined, q => q.where('account', '=', account!))
    .$if(failed, q => q.where('ok', '=', false))
  return named(await pageOf(rows, paging))
}

const named = <T extends { agent: string | null }>({ items, total }: { items: T[]; total: number }) => ({
  items: items.map(one => ({ ...one, device: deviceOf(one.agent) })),
  total,
})
