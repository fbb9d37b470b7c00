/** 篇8 3.2.1(1)「单点登录」: one sign-in for portal, desk and field. An unknown account and a wrong password are answered alike, in words, in time and in being locked. */
import type { Input } from '../../kernel/contract.ts'
import { maskPhone, mobile } from '../../kernel/numbers.ts'
import { from } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { closeOtherSessions, closeSession } from '../../kernel/session.ts'
import { forgetTries } from '../../kernel/tries.ts'
import { takeTurn } from '../../kernel/turns.ts'
import { activate, PHONE, usernameOf } from './account.ts'
import { dropCode, takeGivenCode } from './code.ts'
import type { identity } from './contract.ts'
import { enter, noteSignIn, requireFresh, tryOf } from './door.ts'
import { isPassword, newPassword } from './password.ts'
import { keepPassword, refuseUsed } from './past-password.ts'
import { problem } from './problems.ts'
import { account as machine, limit } from './rules.ts'

export const atTheDoor = (ctx: Ctx) => takeTurn(ctx, 'identity.signIn', { most: limit.addressTries.is, minutes: 10 })

export async function signIn(ctx: Ctx, typed: Input<typeof identity.ops.signIn>) {
  const full = await atTheDoor(ctx)
  if (full) return full
  const phone = mobile(typed.username)
  const username = usernameOf(typed.username)
  const account = await ctx.db
    .selectFrom('identity.account')
    .select(['id', 'name', 'place', 'password', 'state'])
    .where(eb => (phone.ok ? eb('phoneKey', '=', ctx.sealer.index(phone.value, PHONE)) : eb('username', '=', username)))
    .where('state', 'in', ['active', 'dormant'])
    .executeTakeFirst()
  const tried = phone.ok ? maskPhone(phone.value) : username
  const key = account?.id ?? ctx.sealer.index(phone.ok ? phone.value : username, 'identity.tries')
  const left = await tryOf(ctx, key)
  const right = await isPassword(typed.password, account?.password)
  const asleep = account?.state === 'dormant'
  await noteSignIn(ctx, tried, account?.id ?? null, right && left !== null && !asleep, 'password')
  if (!account || !right || left === null) return left ? problem.wrong() : problem.locked()
  await forgetTries(ctx, key)
  // Told only to whoever knows the password: to all others it is an account like any.
  return asleep ? problem.dormant() : enter(ctx, account, 1)
}

export async function signOut(ctx: Ctx) {
  await closeSession(ctx)
  return {}
}

/** A one-time code in place of a password: for a new account, and for one whose password was reset. */
export async function accept(ctx: Ctx, { code, fresh }: Input<typeof identity.ops.accept>) {
  const full = await atTheDoor(ctx)
  if (full) return full
  const id = await takeGivenCode(ctx, code)
  if (!id) return problem.badInvitation()
  const account = await owner(ctx, id)
  await setPassword(ctx, account, fresh)
  if (from(machine.moves.activate).includes(account.state)) await activate(ctx, account)
  await noteSignIn(ctx, account.username, id, true, 'code')
  return enter(ctx, account, 1)
}

/** Whoever has none yet, since they came by phone, may choose one shortly after they signed in. */
export async function changePassword(ctx: Ctx, { old, fresh }: Input<typeof identity.ops.changePassword>) {
  const account = await owner(ctx, ctx.me.id)
  if (account.password === null && old === undefined) requireFresh(ctx)
  else {
    // Before a try is taken: choosing a weak one is no reason to be locked out.
    if (old === fresh) throw problem.samePassword()
    await newPassword(ctx, fresh, account)
    const left = await tryOf(ctx, account.id)
    const right = await isPassword(old ?? '', account.password)
    if (!right || left === null) return left ? problem.wrong() : problem.locked()
  }
  await setPassword(ctx, account, fresh)
  await closeOtherSessions(ctx)
  return enter(ctx, account, 2)
}

async function owner(ctx: Ctx, id: string) {
  const { phone, ...account } = await ctx.db
    .selectFrom('identity.account')
    .select(['community', 'id', 'name', 'place', 'username', 'phone', 'password', 'state'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => problem.wrong())
  return { ...account, phone: phone ? ctx.sealer.open(phone, PHONE) : undefined }
}

async function setPassword(ctx: Ctx, account: Awaited<ReturnType<typeof owner>>, fresh: string) {
  await refuseUsed(ctx, fresh, account)
  const password = await newPassword(ctx, fresh, account)
  await keepPassword(ctx, account.id, password)
  await ctx.db
    .updateTable('identity.account')
    .set({ password, passwordAt: ctx.now, mustChange: false })
    .where('id', '=', account.id)
    .execute()
  await dropCode(ctx, account.id)
  await forgetTries(ctx, account.id)
}
