/**
 * Bearer tokens for other systems: each acts for one account, only in the operations it was given, until a day or until
 * it is revoked. Whatever a token was not given it may not touch, pages and files included.
 */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Db } from './db.ts'
import { sessionCookie } from './http.ts'
import { newId } from './id.ts'
import { Problem, problems, type Actor } from './rules.ts'
import { opNamed } from './server.ts'
import { hashOf } from './session.ts'

/** `scopes` are operations by name, `grid.*` all those of a module, `*` all there are. */
export type Machine = Actor & { scopes: readonly string[] }
const isMachine = (actor: Actor): actor is Machine => 'scopes' in actor

export const problem = problems('token', {
  invalid: [401, '这个接口令牌不对、已过期或已撤销，请向系统管理员索取新的'],
  outOfScope: [403, '这个接口令牌没有这一项权限，请系统管理员重新签发'],
})

/** Tells a token from a session's, and lets those who search code for secrets find one. */
const mark = 'linli_'
export const isToken = (text: string): boolean => text.startsWith(mark)

type Given = { account: string; name: string; scopes: readonly string[]; until: Date; now: Date }

/** `token` is shown this once; afterwards nobody can read it. */
export async function createToken(db: Db, { now, scopes, ...given }: Given): Promise<{ id: string; token: string }> {
  const token = mark + randomBytes(32).toString('base64url')
  const id = newId(now.getTime())
  const row = { ...given, id, token: hashOf(token), scopes: [...scopes], created: now }
  await db.insertInto('kernel.token').values(row).execute()
  return { id, token }
}

export const listTokens = (db: Db) =>
  db
    .selectFrom('kernel.token')
    .select(['id', 'account', 'name', 'scopes', 'created', 'until', 'used', 'revoked'])
    .orderBy('created')
    .execute()

/** false: there is none, or it was revoked before. */
export async function revokeToken(db: Db, id: string, now: Date): Promise<boolean> {
  const done = await db
    .updateTable('kernel.token')
    .set({ revoked: now })
    .where('id', '=', id)
    .where('revoked', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** With an account end the tokens that act for it; reopening it does not bring them back. */
export const revokeTokensOf = (db: Db, account: string, now: Date) =>
  db
    .updateTable('kernel.token')
    .set({ revoked: now })
    .where('account', '=', account)
    .where('revoked', 'is', null)
    .execute()

type ActorOf = (db: Db, account: string, now: Date) => Promise<Actor | null>

/** Whom a token stands for: the account with the posts it holds today. `actorOf` gives null for one that is disabled. */
export async function tokenActor(db: Db, token: string, now: Date, actorOf: ActorOf): Promise<Machine | null> {
  const found = await db
    .selectFrom('kernel.token')
    .select(['id', 'account', 'scopes', 'used'])
    .where('token', '=', hashOf(token))
    .where('until', '>', now)
    .where('revoked', 'is', null)
    .executeTakeFirst()
  const actor = found && (await actorOf(db, found.account, now))
  if (!actor) return null
  // Once a minute: a system that asks a hundred times a second writes once.
  if (now.getTime() - (found.used?.getTime() ?? 0) >= 60_000)
    await db.updateTable('kernel.token').set({ used: now }).where('id', '=', found.id).execute()
  return { ...actor, scopes: found.scopes }
}

export const allows = (scopes: readonly string[], op: string): boolean =>
  scopes.some(scope => scope === '*' || scope === op || (scope.endsWith('.*') && op.startsWith(scope.slice(0, -1))))

/** Whether a scope means anything: a misspelled one would be a token that opens nothing. */
export const isScope = (scope: string, known: readonly string[]): boolean =>
  known.some(op => allows([scope], op)) || parts.some(part => scope === `${part}.*`)

/** Refuses, before any route is reached, a token that is not valid and one that was not given what it asks for. */
export function limitTokens(
  app: FastifyInstance,
  whoIs: (request: FastifyRequest) => Promise<Actor | null>,
  secure = false,
): void {
  app.addHook('preHandler', async request => {
    // A token put into the cookie is a token all the same.
    const sent = request.headers.authorization?.replace(/^Bearer /i, '') ?? request.cookies[sessionCookie(secure)]
    if (!sent || !isToken(sent)) return
    const actor = await whoIs(request)
    if (!actor || !isMachine(actor)) throw problem.invalid()
    const op = opOf(request)
    if (!allows(actor.scopes, op)) throw outOfScope(op)
  })
}

/** By the route that the router chose, not by the address as it was written. A page has no name: only `*` opens it. */
function opOf({ routeOptions, params }: FastifyRequest): string {
  const { url = '' } = routeOptions
  if (url === '/api/:op' || url === '/print/:op') return (params as { op: string }).op
  const part = parts.find(name => url.startsWith(`/api/${name}`) || url.startsWith(`/${name}/`))
  return part ? `${part}.` : ''
}
/** Routes that are no operations: photos and papers, sheets that come and go. */
const parts = ['files', 'exchange'] as const

function outOfScope(op: string): Problem {
  const label = opNamed(op)?.label
  if (!label) return problem.outOfScope()
  return new Problem('token.outOfScope', 403, `这个接口令牌没有「${label}」（${op}）的权限，请系统管理员重新签发`)
}
