/** Stories of accounts that nobody uses, and of passwords that do not come back. */
import assert from 'node:assert/strict'
import { theClock } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import { createToken, tokenActor } from '../../kernel/token.ts'
import { refused, type Told } from '../../kernel/testing.ts'
import { accountOf } from '../../apps/server/account.ts'
import type { AccountCard } from './contract.ts'
import { lockUnused } from './dormant.ts'
import { limit } from './rules.ts'
import { appoint, at, asking, enrol, here, now, password, test, tokenOf } from './stories.ts'

const days = (n: number) => at(n * 24 * 60)
const card = (told: Told, key: object, when = now) => told.as('安全')<AccountCard>('identity.account', key, when)
/** The three of the first day come often, so that only the one of the story is looked at. */
const othersCome = (told: Told, id: string, when: Date) =>
  told.db.updateTable('identity.account').set({ awakeAt: when }).where('id', '<>', id).execute()
const clerk = async (told: Told) => {
  const key = await enrol(told)
  await appoint(told, key.id, 'clerk', here)
  return key
}

test('a post unused for 90 days is locked, not for 89; whoever knows the password reads why, everybody else nothing', async told => {
  const key = await clerk(told)
  await tokenOf(told, 'laozhou')
  await othersCome(told, key.id, days(90))
  assert.equal(limit.dormantDays.is, 90)
  assert.equal(await lockUnused(told.house, new Date(days(90).getTime() - 1)), 0)
  assert.equal(await lockUnused(told.house, days(90)), 1)
  assert.equal(await refused(tokenOf(told, 'laozhou', password, days(90))), 'identity.dormant')
  assert.equal(await refused(tokenOf(told, 'laozhou', 'Wrong-2026-x', days(90))), 'identity.wrong')
  const list = await told.as('安全')('identity.accounts', { unused: true }, days(90))
  assert.deepEqual(
    (list as { items: AccountCard[] }).items.map(a => [a.name, a.state]),
    [['老周', 'dormant']],
  )
})

test('only the security administrator of the place unlocks; the owner comes in again and has the full time', async told => {
  const key = await clerk(told)
  await othersCome(told, key.id, days(90))
  await lockUnused(told.house, days(90))
  for (const who of ['系统', '审计', '邻街安全', '小沈'])
    assert.equal(await refused(told.as(who)('identity.wake', key, days(91))), 'common.forbidden')
  assert.equal((await told.as('安全')<AccountCard>('identity.wake', key, days(91))).state, 'active')
  await tokenOf(told, 'laozhou', password, days(91))
  await othersCome(told, key.id, days(180))
  assert.equal(await lockUnused(told.house, days(180)), 0)
})

test('with the lock go tokens and codes of that account; a token at work counts as use', async told => {
  const key = await clerk(told)
  const { token } = await createToken(told.db, { account: key.id, name: '对接', scopes: ['*'], until: days(999), now })
  await tokenActor(told.db, token, days(50), accountOf)
  await othersCome(told, key.id, days(140))
  assert.equal(await lockUnused(told.house, days(139)), 0)
  assert.equal(await lockUnused(told.house, days(140)), 1)
  assert.equal(await tokenActor(told.db, token, days(141), accountOf), null)
})

test('residents and those without a post may stay away as long as they like; a post given late counts from its first day', async told => {
  const key = await enrol(told)
  await othersCome(told, key.id, days(400))
  assert.equal(await lockUnused(told.house, days(400)), 0)
  await told.as('安全')(
    'identity.appoint',
    { account: key.id, role: 'clerk', place: here, from: '2027-07-06' },
    days(400),
  )
  assert.equal(await lockUnused(told.house, days(401)), 0)
})

test('the last who can unlock others is never locked, however long away', async told => {
  // The three of the first day and nobody else: only one of them unlocks.
  const locked = await lockUnused(told.house, days(200))
  const { items } = (await told.as('安全')('identity.accounts', {}, days(200))) as { items: AccountCard[] }
  assert.equal(items.find(a => a.name === '安全乙')!.state, 'active')
  assert.equal(locked, items.filter(a => a.state === 'dormant').length)
  assert.ok(locked > 0)
})

test('nobody locks by hand, and the clock not before its time', async told => {
  const key = await clerk(told)
  assert.equal(await refused(told.as('安全')('identity.lapse', key, days(200))), 'common.forbidden')
  const early = call(told.house, { op: 'identity.lapse', input: key, actor: theClock, now: days(3) })
  assert.match(await refused(early), /^common\./)
  assert.equal((await card(told, key)).state, 'active')
})

// ── Passwords that were ──

test('the last five passwords are refused, the one before them is taken again', async told => {
  await enrol(told)
  let [token, old] = [await tokenOf(told, 'laozhou'), password]
  const change = async (fresh: string, minute: number) => {
    token = (await asking(told, token)('identity.changePassword', { old, fresh }, at(minute))).token
    old = fresh
  }
  for (const n of [1, 2, 3, 4]) await change(`Fresh-2026-${n}`, n)
  assert.equal(limit.passwordsKept.is, 5)
  assert.equal(await refused(change(password, 5)), 'identity.usedBefore')
  await change('Fresh-2026-5', 6)
  assert.equal(await refused(change('Fresh-2026-1', 7)), 'identity.usedBefore')
  await change(password, 8)
})

test('a reset brings no old password back, and a refused one does not use up the code', async told => {
  const key = await clerk(told)
  const { revealed } = await told.as('安全')<{ revealed: string }>('identity.resetPassword', key, now)
  const accept = (fresh: string) => told.as(null)('identity.accept', { code: revealed, fresh }, now)
  assert.equal(await refused(accept(password)), 'identity.usedBefore')
  await accept('Fresh-2026-x')
})

test('whoever does not know the password learns nothing of those before it', async told => {
  await enrol(told)
  const token = await tokenOf(told, 'laozhou')
  const guess = { old: 'Wrong-2026-x', fresh: password }
  assert.equal(await refused(asking(told, token)('identity.changePassword', guess)), 'identity.wrong')
})
