/**
 * Passkeys: a device proves that it holds a key and that its owner unlocked it, which is two factors at once. Each is
 * bound to the address people see, and each challenge is made here and used once.
 */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { common } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { closeOtherSessions } from '../../kernel/session.ts'
import type { identity } from './contract.ts'
import { enter, noteSignIn, requireFresh } from './door.ts'
import { problem } from './problems.ts'
import { atTheDoor } from './sign-in.ts'

const MINUTES = 5
/** Read when the first key is shown: three hundred files that a start does not wait for. */
const webauthn = () => import('@simplewebauthn/server')

// ── Registering ─────────────────────────────────────────────────────────────

export async function startPasskey(ctx: Ctx) {
  requireFresh(ctx)
  const account = await ctx.db
    .selectFrom('identity.account')
    .select(['id', 'username', 'name'])
    .where('id', '=', ctx.me.id)
    .executeTakeFirst()
  // Who came by a number has no account to put a key to.
  if (!account) throw common.forbidden()
  const known = await ctx.db.selectFrom('identity.passkey').select('id').where('account', '=', account.id).execute()
  const options = await (
    await webauthn()
  ).generateRegistrationOptions({
    rpName: '邻理',
    rpID: addressOf(ctx).rpID,
    userID: Buffer.from(account.id),
    userName: account.username,
    userDisplayName: account.name,
    attestationType: 'none',
    excludeCredentials: known,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return challenge(ctx, options, account.id)
}

export async function addPasskey(ctx: Ctx, { id, name, credential }: Input<typeof identity.ops.addPasskey>) {
  requireFresh(ctx)
  const asked = await takeChallenge(ctx, id, ctx.me.id)
  const { rpID, origin } = addressOf(ctx)
  const read =
    asked &&
    (await (
      await webauthn()
    )
      .verifyRegistrationResponse({
        response: credential as unknown as RegistrationResponseJSON,
        expectedChallenge: asked,
        expectedOrigin: origin,
        expectedRPID: rpID,
        requireUserVerification: true,
      })
      .catch(() => null))
  if (!read || !read.verified) return problem.badPasskey()
  const { credential: key } = read.registrationInfo
  const row = {
    id: key.id,
    account: ctx.me.id,
    name,
    publicKey: Buffer.from(key.publicKey),
    counter: key.counter,
    transports: key.transports ?? [],
    created: ctx.now,
  }
  await ctx.db.insertInto('identity.passkey').values(row).execute()
  await closeOtherSessions(ctx)
  const me = await ctx.db
    .selectFrom('identity.account')
    .select(['id', 'name', 'place'])
    .where('id', '=', ctx.me.id)
    .executeTakeFirstOrThrow()
  await enter(ctx, me, 2)
  return { ...row, passkey: key.id, used: null }
}

// ── Signing in ──────────────────────────────────────────────────────────────

/** Names no key: whoever asks learns nothing about who has one. */
export async function askPasskey(ctx: Ctx) {
  const full = await atTheDoor(ctx)
  if (full) return full
  const options = await (
    await webauthn()
  ).generateAuthenticationOptions({ rpID: addressOf(ctx).rpID, userVerification: 'required' })
  return challenge(ctx, options, null)
}

export async function signInByPasskey(ctx: Ctx, { id, credential }: Input<typeof identity.ops.signInByPasskey>) {
  const full = await atTheDoor(ctx)
  if (full) return full
  const asked = await takeChallenge(ctx, id, null)
  const known = await ctx.db
    .selectFrom('identity.passkey as k')
    .innerJoin('identity.account as a', 'a.id', 'k.account')
    .select(['k.id as key', 'k.publicKey', 'k.counter', 'a.id', 'a.name', 'a.place', 'a.username', 'a.state'])
    .where('k.id', '=', credential.id)
    .where('a.state', 'in', ['active', 'dormant'])
    .forUpdate('k')
    .executeTakeFirst()
  const { rpID, origin } = addressOf(ctx)
  const read =
    asked &&
    known &&
    (await (
      await webauthn()
    )
      .verifyAuthenticationResponse({
        response: credential as unknown as AuthenticationResponseJSON,
        expectedChallenge: asked,
        expectedOrigin: origin,
        expectedRPID: rpID,
        requireUserVerification: true,
        credential: { id: known.key, publicKey: new Uint8Array(known.publicKey), counter: known.counter },
      })
      .catch(() => null))
  if (!known || !read || !read.verified) {
    if (known) await noteSignIn(ctx, known.username, known.id, false, 'passkey')
    return problem.badPasskey()
  }
  await ctx.db
    .updateTable('identity.passkey')
    .set({ counter: read.authenticationInfo.newCounter, used: ctx.now })
    .where('id', '=', known.key)
    .execute()
  const asleep = known.state === 'dormant'
  await noteSignIn(ctx, known.username, known.id, !asleep, 'passkey')
  if (asleep) return problem.dormant()
  return enter(ctx, known, 2)
}

// ── One's own ───────────────────────────────────────────────────────────────

export async function namePasskey(ctx: Ctx, { passkey, name }: Input<typeof identity.ops.namePasskey>) {
  return ctx.db
    .updateTable('identity.passkey')
    .set({ name })
    .where('id', '=', passkey)
    .where('account', '=', ctx.me.id)
    .returning(['id as passkey', 'name', 'created', 'used'])
    .executeTakeFirstOrThrow(() => problem.badPasskey())
}

export async function removePasskey(ctx: Ctx, { passkey }: Input<typeof identity.ops.removePasskey>) {
  requireFresh(ctx)
  await ctx.db.deleteFrom('identity.passkey').where('id', '=', passkey).where('account', '=', ctx.me.id).execute()
  return {}
}

// ── Common ground ───────────────────────────────────────────────────────────

/** A key made for one address opens no other: that is what makes it safe against a page that only looks like ours. */
function addressOf({ from }: Pick<Ctx, 'from'>) {
  if (!from?.origin) throw problem.badPasskey()
  return { origin: from.origin, rpID: new URL(from.origin).hostname }
}

async function challenge(ctx: Ctx, options: { challenge: string }, account: string | null) {
  const id = newId(ctx.now.getTime())
  await ctx.db.deleteFrom('identity.challenge').where('until', '<', ctx.now).execute()
  await ctx.db
    .insertInto('identity.challenge')
    .values({ id, challenge: options.challenge, account, until: new Date(ctx.now.getTime() + MINUTES * 60_000) })
    .execute()
  return { id, options }
}

async function takeChallenge(ctx: Ctx, id: string, account: string | null): Promise<string | null> {
  const { rows } = await sql<{ challenge: string }>`
    delete from identity.challenge where id = ${id} and account is not distinct from ${account}::uuid and until > ${ctx.now}
    returning challenge`.execute(ctx.db)
  return rows[0]?.challenge ?? null
}
