/**
 * Sessions: the token is in the browser's cookie, its hash is here. Accounts have them, and so do guests, who know the
 * number of one record and the tail of a phone; their actor is that record's ticket.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Db } from './db.ts'
import type { Actor } from './rules.ts'
import type { Ctx } from './server.ts'

/** Who sent a request with a session: `token` is its hash. */
export type Visitor = Actor & { name: string; token: Buffer }

/** Where a request came from, as far as the server was told. */
export type From = { ip?: string; agent?: string }
export type Visited = { from?: From }

type Opening = {
  actor: string
  name: string
  minutes: number
  /** Minutes without a request after which it ends before its time. */
  idle?: number
  guest?: boolean
}

export async function openSession(
  { db, now, session, from }: Pick<Ctx, 'db' | 'now' | 'session'> & Visited,
  { actor, name, minutes, idle, guest = false }: Opening,
): Promise<void> {
  const token = randomBytes(32).toString('base64url')
  const until = new Date(now.getTime() + minutes * 60_000)
  // Whoever comes in sweeps out those whose time is up, so that no job has to.
  await db.deleteFrom('kernel.session').where('until', '<', now).execute()
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

const isVisitor = (actor: Actor): actor is Visitor => 'token' in actor

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Notes that a session is alive, at most once a minute: a page with forty requests writes once. */
export async function keepAwake(db: Db, token: Buffer, used: Date, now: Date): Promise<void> {
  if (now.getTime() - used.getTime() < 60_000) return
  await db.updateTable('kernel.session').set({ used: now }).where('token', '=', token).execute()
}
