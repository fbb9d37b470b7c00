/**
 * Sessions: the token is in the browser's cookie, its hash is here. Accounts have them, and so do guests, who know the
 * number of one record and the tail of a phone; their actor is that record's ticket.
 */
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './db.ts'
import type { Actor } from './rules.ts'
import type { Ctx } from './server.ts'

/** Who sent a request with a session: `token` is its hash, `since` the moment they proved who they are. */
export type Visitor = Actor & { name: string; token: Buffer; since: Date }

/** Where a request came from, as far as the server was told; `origin` is the address people see in their browser. */
export type From = { ip?: string; agent?: string; origin?: string }
export type Visited = { from?: From }

type Opening = {
  actor: string
  name: string
  minutes: number
  /** Minutes without a request after which it ends before its time. */
  idle?: number
  guest?: boolean
  /** What must be done in it before anything else. */
  need?: string | null
  /** How many the actor may have at once; the oldest ends. */
  most?: number
}

export async function openSession(
  { db, now, session, from }: Pick<Ctx, 'db' | 'now' | 'session'> & Visited,
  { actor, name, minutes, idle, guest = false, need = null, most }: Opening,
): Promise<void> {
  const token = randomBytes(32).toString('base64url')
  const until = new Date(now.getTime() + minutes * 60_000)
  // Whoever comes in sweeps out those whose time is up, so that no job has to.
  await db.deleteFrom('kernel.session').where('until', '<', now).execute()
  if (most !== undefined)
    await sql`delete from kernel.session where token in (
      select token from kernel.session where actor = ${actor} order by created desc, id desc offset ${most - 1})`.execute(
      db,
    )
  await db
    .insertInto('kernel.session')
    .values({
      token: hashOf(token),
      actor,
      name,
      guest,
      created: now,
      used: now,
      until,
      idle: idle ?? null,
      agent: from?.agent?.slice(0, 300) ?? null,
      ip: from?.ip ?? null,
      need,
    })
    .execute()
  session.opens = { token, until }
}

/** Ends the session this request came with. */
export async function closeSession({ db, me, session }: Pick<Ctx, 'db' | 'me' | 'session'>): Promise<void> {
  if (isVisitor(me)) await db.deleteFrom('kernel.session').where('token', '=', me.token).execute()
  session.opens = null
}

/** Ends every other session of whoever sent this request: a new password locks out those who knew the old one. */
export async function closeOtherSessions({ db, me }: Pick<Ctx, 'db' | 'me'>): Promise<void> {
  const mine = isVisitor(me) ? me.token : Buffer.alloc(0)
  await db.deleteFrom('kernel.session').where('actor', '=', me.id).where('token', '<>', mine).execute()
}

/** Ends all sessions of somebody else: their rights have changed, and the next sign-in begins with the new ones. */
export const closeSessionsOf = ({ db }: Pick<Ctx, 'db'>, actor: string) =>
  db.deleteFrom('kernel.session').where('actor', '=', actor).execute()

export const isVisitor = (actor: Actor): actor is Visitor => 'token' in actor

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Notes that a session is alive, at most once a minute: a page with forty requests writes once. */
export async function keepAwake(db: Db, token: Buffer, used: Date, now: Date): Promise<void> {
  if (now.getTime() - used.getTime() < 60_000) return
  await db.updateTable('kernel.session').set({ used: now }).where('token', '=', token).execute()
}
