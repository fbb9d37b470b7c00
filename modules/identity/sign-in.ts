/** 篇8 3.2.1(1)「单点登录」: one sign-in for portal, desk and field. Signing in and out. An unknown account and a wrong password are answered alike, in words and in time. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { judgedAt } from '../../kernel/move.ts'
import { maskPhone, mobile } from '../../kernel/numbers.ts'
import type { Actor } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import {
  closeOtherSessions,
  closeSession,
  hashOf,
  keepAwake,
  type Visited,
  type Visitor,
} from '../../kernel/session.ts'
import { labelled, meOf, PHONE, postsOn, signedIn, usernameOf } from './account.ts'
import type { identity, Me } from './contract.ts'
import { isPassword, newPassword } from './password.ts'
import { limit, problem } from './rules.ts'

export async function signIn(ctx: Ctx & Visited, typed: Input<typeof identity.ops.signIn>) {
  const phone = mobile(typed.username)
  const username = usernameOf(typed.username)
  const account = await ctx.db
    .selectFrom('identity.account')
    .select(['id', 'name', 'place', 'password'])
    .where(eb => (phone.ok ? eb('phoneKey', '=', ctx.sealer.index(phone.value, PHONE)) : eb('username', '=', username)))
    .where('disabledAt', 'is', null)
    .executeTakeFirst()
  const tried = phone.ok ? maskPhone(phone.value) : username
  const note = (ok: boolean) =>
    ctx.db
      .insertInto('identity.signIn')
      .values({
        id: newId(ctx.now.getTime()),
        tried,
        account: account?.id ?? null,
        ok,
        at: ctx.now,
        ip: ctx.from?.ip ?? null,
      })
      .execute()

  const left = account && (await takeTry(ctx, account))
  const right = await isPassword(typed.password, account?.password)
  if (!account || !right || left === null) {
    await note(false)
    return account && !left ? problem.locked() : problem.wrong()
  }
  await ctx.db
    .updateTable('identity.account')
    .set({ tries: 0, lockedUntil: null, lastSignIn: ctx.now })
    .where('id', '=', account.id)
    .execute()
  await note(true)
  await signedIn(ctx, account.id, account.name, account.place)
  return meOf(ctx.db, account.id, ctx.now)
}

/**
 * Takes one of the tries before the password is looked at, and with it the account's row: a hundred guesses at the same
 * moment wait for each other and are still only five. A refusal is returned, not thrown, so that the count stands. Gives how many are left after this one; null when the account is locked.
 */
async function takeTry(ctx: Ctx, { id, place }: { id: string; place: string }): Promise<number | null> {
  const at = judgedAt(ctx, place)
  const tries = at.figure(limit.tries)
  const until = new Date(ctx.now.getTime() + at.figure(limit.lockMinutes) * 60_000)
  const { rows } = await sql<{ tries: number }>`
    update identity.account set
      tries = case when locked_until is null then tries else 0 end + 1,
      locked_until = case when case when locked_until is null then tries else 0 end + 1 >= ${tries} then ${until}::timestamptz end
    where id = ${id} and (locked_until is null or locked_until <= ${ctx.now})
    returning tries`.execute(ctx.db)
  return rows[0] ? tries - rows[0].tries : null
}

export async function signOut(ctx: Ctx) {
  await closeSession(ctx)
  return {}
}

export async function changePassword(ctx: Ctx, { old, fresh }: Input<typeof identity.ops.changePassword>) {
  const account = await ctx.db
    .selectFrom('identity.account')
    .select(['id', 'place', 'username', 'phone', 'password'])
    .where('id', '=', ctx.me.id)
    .executeTakeFirst()
  if (!account) throw problem.wrong()
  // Before a try is taken: choosing a weak one is no reason to be locked out.
  const phone = account.phone ? ctx.sealer.open(account.phone, PHONE) : undefined
  const password = await newPassword(ctx, fresh, { ...account, phone })
  const left = await takeTry(ctx, account)
  const right = await isPassword(old, account.password)
  if (!right || left === null) return left ? problem.wrong() : problem.locked()
  await ctx.db
    .updateTable('identity.account')
    .set({ password, mustChange: false, tries: 0, lockedUntil: null })
    .where('id', '=', account.id)
    .execute()
  await closeOtherSessions(ctx)
  return meOf(ctx.db, account.id, ctx.now)
}

/** `me` is null for a guest. `staff`: holds a post today. */
export type Session = { actor: Visitor; me: Me | null; guest?: true; staff: boolean }

/** Who holds this token now; null when it is unknown, over, or was left lying too long by somebody with a post. */
export async function sessionOf(db: Db, token: string, now: Date): Promise<Session | null> {
  const s = await db
    .selectFrom('kernel.session as s')
    .leftJoin('identity.account as a', join => join.onRef('a.id', '=', 's.actor').on('a.disabledAt', 'is', null))
    .select(['s.actor', 's.name as visitor', 's.guest', 's.used', 's.idle'])
    .select(['a.id', 'a.name', 'a.place', 'a.person', 'a.mustChange', postsOn(now).as('posts')])
    .where('s.token', '=', hashOf(token))
    .where('s.until', '>', now)
    .executeTakeFirst()
  if (!s) return null
  const visitor = (actor: Actor & { name: string }): Visitor => ({ ...actor, token: hashOf(token) })
  const { id, name, place, person, mustChange, posts } = s
  if (s.guest) {
    await keepAwake(db, hashOf(token), s.used, now)
    return {
      actor: visitor({ id: s.actor, name: s.visitor, guest: true, posts: [] }),
      me: null,
      guest: true,
      staff: false,
    }
  }
  if (!id || !name || !place || mustChange === null) return null
  const staff = posts.length > 0
  if (staff && s.idle !== null && now.getTime() - s.used.getTime() > s.idle * 60_000) return null
  await keepAwake(db, hashOf(token), s.used, now)
  const me = { id, name, place, person, mustChange, posts: labelled(posts) }
  return { actor: visitor({ id, name, posts }), me, staff }
}
