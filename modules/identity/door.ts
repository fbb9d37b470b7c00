/**
 * Coming in: what a session still asks of whoever opens it, and who stands behind a session later. A session is opened
 * anew at every step that proves more about somebody, so that no number from before the step is good after it.
 */
import { sql } from 'kysely'
import type { Db } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { judgedAt } from '../../kernel/move.ts'
import type { Actor } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { closeSession, hashOf, keepAwake, openSession, type Visitor } from '../../kernel/session.ts'
import { takeTry } from '../../kernel/tries.ts'
import { labelled, meOf, postsOn, type Held } from './account.ts'
import type { Me, Way } from './contract.ts'
import { problem } from './problems.ts'
import { factor, limit, needs, outdoors, type Need } from './rules.ts'

type Account = { id: string; name: string; place: string }

/** `proven`: how many of the two factors this step has shown. Answers who came in, and what is needed of them first. */
export async function enter(ctx: Ctx, { id, name, place }: Account, proven: 1 | 2): Promise<Me> {
  const at = judgedAt(ctx, place)
  const a = await ctx.db
    .selectFrom('identity.account as a')
    .select(['a.mustChange', 'a.passwordAt', 'a.totpSince', postsOn(ctx.now).as('posts')])
    .select(sql<boolean>`exists (select from identity.passkey k where k.account = a.id)`.as('passkeys'))
    .where('a.id', '=', id)
    .executeTakeFirstOrThrow()
  const has = a.totpSince !== null || a.passkeys
  const opened = proven === 1 && has ? 'code' : !has && isRequired(ctx, a.posts) ? 'factor' : null
  const oldest = new Date(ctx.now.getTime() - at.figure(limit.passwordDays) * day)
  const stale = a.posts.length > 0 && a.passwordAt !== null && a.passwordAt < oldest
  await ctx.db
    .updateTable('identity.account')
    .set({ mustChange: a.mustChange || stale, ...(opened !== 'code' && { lastSignIn: ctx.now }) })
    .where('id', '=', id)
    .execute()
  await closeSession(ctx)
  await openSession(ctx, {
    actor: id,
    name,
    minutes: at.figure(limit.sessionHours) * 60,
    idle: at.figure(idleOf(a.posts)),
    need: opened,
    most: at.figure(limit.sessions),
  })
  return (await meOf(ctx.db, id, ctx.now, needNow(opened, a.mustChange || stale)))!
}
const day = 86_400_000

export const isRequired = (ctx: Pick<Ctx, 'book' | 'now'>, posts: readonly Held[]): boolean =>
  posts.some(({ role, place }) => ctx.book.figure(factor[role], place, ctx.now) > 0)

const isOutdoors = ({ role }: Held) => outdoors.some(one => one === role)
const idleOf = (posts: readonly Held[]) =>
  posts.length === 0 ? limit.residentIdle : posts.every(isOutdoors) ? limit.fieldIdle : limit.staffIdle

/** First the proof of who it is, then a password that nobody else knows, then what the post asks for. */
const needNow = (opened: Need | null, mustChange: boolean): Need | null =>
  opened === 'code' ? 'code' : mustChange ? 'password' : opened

/** One line for every time somebody tried to come in; `tried` is masked when it is a phone. */
export const noteSignIn = (ctx: Ctx, tried: string, account: string | null, ok: boolean, way: Way) =>
  ctx.db
    .insertInto('identity.signIn')
    .values({
      id: newId(ctx.now.getTime()),
      tried,
      account,
      ok,
      way,
      at: ctx.now,
      ip: ctx.from?.ip ?? null,
      agent: ctx.from?.agent?.slice(0, 300) ?? null,
    })
    .execute()

/** One of the tries at an account, or at a name that nobody has; null while it is locked. */
export const tryOf = (ctx: Ctx, key: string) =>
  takeTry(ctx, key, { most: limit.tries.is, minutes: limit.lockMinutes.is })

/** Changing what protects an account wants a sign-in of a moment ago: a session left open must not become a way in for good. */
export function requireFresh(ctx: Ctx): void {
  if (!isFresh(ctx)) throw problem.notFresh()
}
export function isFresh({ me, now, book }: Pick<Ctx, 'me' | 'now' | 'book'>): boolean {
  const { since } = me as Partial<Visitor>
  return since !== undefined && now.getTime() - since.getTime() <= book.figure(limit.freshMinutes, '', now) * 60_000
}

/** `me` is null for a guest. `staff`: holds a post today. */
export type Session = { actor: Visitor; me: Me | null; guest?: true; staff: boolean }

/** Who holds this token now; null when it is unknown, over, or was left lying too long. A quiet look does not count as use. */
export async function sessionOf(db: Db, token: string, now: Date, quiet = false): Promise<Session | null> {
  const s = await db
    .selectFrom('kernel.session as s')
    .leftJoin('identity.account as a', join => join.onRef('a.id', '=', 's.actor').on('a.state', '=', 'active'))
    .select(['s.actor', 's.name as visitor', 's.guest', 's.created', 's.used', 's.idle', 's.need'])
    .select(['a.id', 'a.name', 'a.place', 'a.person', 'a.mustChange', postsOn(now).as('posts')])
    .where('s.token', '=', hashOf(token))
    .where('s.until', '>', now)
    .executeTakeFirst()
  if (!s) return null
  const visitor = (actor: Actor & { name: string }): Visitor => ({ ...actor, token: hashOf(token), since: s.created })
  const { id, name, place, person, mustChange, posts } = s
  if (s.guest) {
    if (!quiet) await keepAwake(db, hashOf(token), s.used, now)
    return {
      actor: visitor({ id: s.actor, name: s.visitor, guest: true, posts: [] }),
      me: null,
      guest: true,
      staff: false,
    }
  }
  if (!id || !name || !place || mustChange === null) return null
  if (s.idle !== null && now.getTime() - s.used.getTime() > s.idle * 60_000) return null
  if (!quiet) await keepAwake(db, hashOf(token), s.used, now)
  const need = needNow(isNeed(s.need) ? s.need : null, mustChange)
  const me = { id, name, place, person, posts: labelled(posts), need }
  const actor = need ? { id, name, posts: [], first: firstOf(need) } : { id, name, posts }
  return { actor: visitor(actor), me, staff: posts.length > 0 }
}

const isNeed = (word: string | null): word is Need => word !== null && Object.hasOwn(needs, word)
const firstOf = (need: Need) => ({
  need,
  ops: needs[need].ops.map(op => `identity.${op}`),
  refusal: problem[needs[need].say](),
})
export const needOf = (me: Actor): Need | null => (isNeed(me.first?.need ?? null) ? (me.first!.need as Need) : null)
