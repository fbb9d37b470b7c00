/** Residents come in with the phone in their hand. Whether a phone is known is told only to whoever has read its code. */
import type { Input } from '../../kernel/contract.ts'
import { maskPhone } from '../../kernel/numbers.ts'
import { issueCode, takeCode } from '../../kernel/phone-code.ts'
import { common, Problem } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { newId } from '../../kernel/id.ts'
import { activate, communityOf, open, PHONE, postsOn } from './account.ts'
import type { identity } from './contract.ts'
import { enter, noteSignIn } from './door.ts'
import { problem } from './problems.ts'
import { atTheDoor } from './sign-in.ts'

const purpose = 'identity.signIn'

export async function sendCode(ctx: Ctx, { phone }: Input<typeof identity.ops.sendCode>) {
  await issueCode(ctx, { phone, purpose })
  return {}
}

export async function signInByPhone(ctx: Ctx, { phone, code, name, place }: Input<typeof identity.ops.signInByPhone>) {
  const full = await atTheDoor(ctx)
  if (full) return full
  const refused = await returned(takeCode(ctx, { phone, purpose, code }))
  const known = refused ? undefined : await accountWith(ctx, phone)
  if (refused) {
    await noteSignIn(ctx, maskPhone(phone), null, false, 'phone')
    return refused
  }
  if (!known) return signUp(ctx, phone, name, place)
  const no = refusalFor(known)
  await noteSignIn(ctx, maskPhone(phone), known.id, !no, 'phone')
  return no ?? enter(ctx, known, 1)
}

/** Returned, so that the count of wrong tries stands. */
const returned = (work: Promise<unknown>): Promise<Problem | null> =>
  work.then(
    () => null,
    (error: unknown) => {
      if (error instanceof Problem) return error
      throw error
    },
  )

const accountWith = (ctx: Ctx, phone: string) =>
  ctx.db
    .selectFrom('identity.account as a')
    .select(['a.id', 'a.name', 'a.place', 'a.state', postsOn(ctx.now).as('posts')])
    .where('a.phoneKey', '=', ctx.sealer.index(phone, PHONE))
    .executeTakeFirst()

/** A code by phone is one factor, and a phone is easily lost: it is not enough for a post. */
const refusalFor = ({ state, posts }: NonNullable<Awaited<ReturnType<typeof accountWith>>>) =>
  state === 'closed'
    ? problem.accountClosed()
    : state === 'invited'
      ? problem.notActivated()
      : state === 'dormant'
        ? problem.dormant()
        : posts.length
          ? problem.staffByPassword()
          : null

/** Asked for what is missing, the person comes back with the same code: a refusal that is thrown does not use it up. */
async function signUp(ctx: Ctx, phone: string, name: string | undefined, place: string | undefined) {
  const missing = [
    ...(name ? [] : [{ path: ['name'], message: '您是第一次用，请告诉我们怎么称呼您' }]),
    ...(place ? [] : [{ path: ['place'], message: '请选择您住在哪个社区（村）' }]),
  ]
  if (!name || !place) throw common.invalid(missing)
  const username = `u${newId(ctx.now.getTime()).replaceAll('-', '')}`
  const id = await open(ctx, { username, name, place, phone, signedUp: true })
  await activate(ctx, { community: communityOf(place), id })
  await noteSignIn(ctx, maskPhone(phone), id, true, 'phone')
  return enter(ctx, { id, name, place }, 1)
}
