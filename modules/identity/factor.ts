/** The second factor by authenticator: setting it up, being asked for it, and the codes for the day the phone is lost. */
import { randomBytes } from 'node:crypto'
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import { forgetTries } from '../../kernel/tries.ts'
import { closeOtherSessions } from '../../kernel/session.ts'
import { newRecovery, takeRecovery } from './code.ts'
import type { identity } from './contract.ts'
import { enter, noteSignIn, requireFresh, tryOf } from './door.ts'
import { problem } from './problems.ts'
import { base32, stepOf } from './totp.ts'

export const TOTP = 'identity.account.totp'

export async function verifyCode(ctx: Ctx, { code }: Input<typeof identity.ops.verifyCode>) {
  const account = await mine(ctx)
  const way = await tried(ctx, account, code)
  if (way instanceof Error) {
    await noteSignIn(ctx, account.username, account.id, false, 'totp')
    return way
  }
  await noteSignIn(ctx, account.username, account.id, true, way)
  return enter(ctx, account, 2)
}

/** Not in force until a code has been read from it: a secret that never reached the phone would lock its owner out. */
export async function startTotp(ctx: Ctx) {
  requireFresh(ctx)
  const account = await mine(ctx)
  if (account.totpSince) throw problem.hasTotp()
  const secret = randomBytes(20)
  await change(ctx, { totp: ctx.sealer.seal(secret.toString('base64'), TOTP) })
  const text = base32(secret)
  const label = encodeURIComponent(`邻理:${account.username}`)
  return { secret: text, uri: `otpauth://totp/${label}?secret=${text}&issuer=${encodeURIComponent('邻理')}` }
}

export async function confirmTotp(ctx: Ctx, { code }: Input<typeof identity.ops.confirmTotp>) {
  requireFresh(ctx)
  const account = await mine(ctx)
  if (account.totpSince) throw problem.hasTotp()
  if (!account.totp) throw problem.noTotp()
  const step = stepOf(digits(code), secretOf(ctx, account.totp), ctx.now)
  if (step === null) throw problem.wrongCode()
  await change(ctx, { totpSince: ctx.now, totpStep: step })
  const recovery = await newRecovery(ctx, account.id)
  await closeOtherSessions(ctx)
  await enter(ctx, account, 2)
  return { recovery }
}

export async function removeTotp(ctx: Ctx, { code }: Input<typeof identity.ops.removeTotp>) {
  requireFresh(ctx)
  const account = await mine(ctx)
  const way = await tried(ctx, account, code)
  if (way instanceof Error) return way
  await change(ctx, { totp: null, totpSince: null })
  await ctx.db.deleteFrom('identity.recovery').where('account', '=', account.id).execute()
  await enter(ctx, account, 2)
  return {}
}

export async function renewRecovery(ctx: Ctx, { code }: Input<typeof identity.ops.renewRecovery>) {
  requireFresh(ctx)
  const account = await mine(ctx)
  const way = await tried(ctx, account, code)
  return way instanceof Error ? way : { recovery: await newRecovery(ctx, account.id) }
}

// ── Common ground ───────────────────────────────────────────────────────────

type Mine = Awaited<ReturnType<typeof mine>>

const mine = (ctx: Ctx) =>
  ctx.db
    .selectFrom('identity.account')
    .select(['id', 'name', 'place', 'username', 'totp', 'totpSince'])
    .where('id', '=', ctx.me.id)
    .executeTakeFirstOrThrow(() => problem.wrong())

const change = (ctx: Ctx, set: { totp?: string | null; totpSince?: Date | null; totpStep?: number }) =>
  ctx.db.updateTable('identity.account').set(set).where('id', '=', ctx.me.id).execute()

/** How the code was right; or the problem, to be returned so that the try stands. */
async function tried(ctx: Ctx, account: Mine, code: string) {
  if (!account.totpSince) return problem.noTotp()
  const left = await tryOf(ctx, codeTries(account.id))
  if (left === null) return problem.locked()
  const way = (await takeStep(ctx, account, code))
    ? 'totp'
    : (await takeRecovery(ctx, account.id, code))
      ? 'recovery'
      : null
  if (!way) return left ? problem.wrongCode() : problem.locked()
  await forgetTries(ctx, codeTries(account.id))
  return way
}

/** A code that somebody read over a shoulder is worth nothing after its owner has used it: steps only go forward. */
async function takeStep(ctx: Ctx, { id, totp }: Mine, code: string): Promise<boolean> {
  const step = totp && /^\d{6}$/.test(digits(code)) ? stepOf(digits(code), secretOf(ctx, totp), ctx.now) : null
  if (step === null) return false
  const taken = await ctx.db
    .updateTable('identity.account')
    .set({ totpStep: step })
    .where('id', '=', id)
    .where('totpStep', '<', step)
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}

const digits = (code: string) => code.normalize('NFKC').replace(/\s/g, '')
const secretOf = ({ sealer }: Ctx, sealed: string) => Buffer.from(sealer.open(sealed, TOTP), 'base64')

/** The tries at the second factor have a count of their own: whoever lacks the password cannot use them up. */
const codeTries = (account: string): string => `${account} code`
