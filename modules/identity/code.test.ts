/** Stories of one-time codes: a new account taken into use by its owner, a password reset, and each code good once. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import { call } from '../../kernel/server.ts'
import { refused } from '../../kernel/testing.ts'
import { sessionOf } from './service.ts'
import { appoint, asking, at, enrol, here, invite, now, open, password, test, tokenOf } from './stories.ts'

const hours = (n: number) => at(n * 60)
const fresh = 'Ta-Ziji-2026'

test('a new account waits for its owner; the code from the administrator lets them set a password and come in', async told => {
  const card = await invite(told)
  assert.equal(card.state, 'invited')
  assert.match(card.revealed, /^[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){2}$/)
  assert.deepEqual(card.codeUntil, hours(72))
  assert.equal(await refused(tokenOf(told, 'laozhou', '')), 'common.invalid')
  assert.equal(await refused(tokenOf(told, 'laozhou', password)), 'identity.wrong')
  const typed = ` ${card.revealed.toLowerCase().replaceAll('-', '  ')}`
  const { answer, session } = await call(told.house, {
    op: 'identity.accept',
    input: { code: typed, fresh },
    actor: null,
    now,
  })
  assert.deepEqual([(answer as { id: string }).id, (answer as { need: null }).need], [card.id, null])
  assert.equal((await sessionOf(told.db, session!.token, now))?.actor.name, '老周')
  const { state, codeUntil } = await told.as('系统')('identity.account', card, now)
  assert.deepEqual([state, codeUntil], ['active', null])
  await tokenOf(told, 'laozhou', fresh)
})

test('an invitation is good for three days and not a minute longer; a new one takes its place', async told => {
  const card = await invite(told)
  const accept = (code: string, when: Date) => told.as(null)('identity.accept', { code, fresh }, when)
  assert.equal(await refused(accept(card.revealed, hours(72))), 'identity.badInvitation')
  const key = { community: card.community, id: card.id }
  const again = await told.as('系统')('identity.invite', key, hours(72))
  assert.equal(await refused(accept(card.revealed, at(1))), 'identity.badInvitation')
  await accept(again.revealed, new Date(hours(144).getTime() - 1))
  assert.equal(await refused(told.as('系统')('identity.invite', key, hours(73))), 'common.wrongState')
})

test('a code is good once, and a wrong one for nothing', async told => {
  const { revealed } = await invite(told)
  await told.as(null)('identity.accept', { code: revealed, fresh }, now)
  for (const code of [revealed, 'ABCD-EFGH-JKMN'])
    assert.equal(await refused(told.as(null)('identity.accept', { code, fresh }, now)), 'identity.badInvitation')
})

test('a password that is too weak does not use the code up', async told => {
  const { revealed } = await invite(told)
  for (const [weak, code] of [
    ['laozhou', 'identity.weak'],
    ['Admin@12345', 'identity.common'],
  ] as const)
    assert.equal(await refused(told.as(null)('identity.accept', { code: revealed, fresh: weak }, now)), code)
  await told.as(null)('identity.accept', { code: revealed, fresh }, now)
})

test('no code is stored or written into the trail, nor the password that was set with it', async told => {
  const { revealed } = await invite(told)
  await told.as(null)('identity.accept', { code: revealed, fresh }, now)
  const { revealed: second, ...key } = await invite(told, { username: 'other' })
  const stored = JSON.stringify([
    await told.db.selectFrom('identity.code').selectAll().execute(),
    await told.db.selectFrom('kernel.trail').selectAll().execute(),
    await told.db.selectFrom('kernel.receipt').selectAll().execute(),
  ])
  assert.ok(stored.includes(key.id))
  for (const secret of [revealed, second, fresh]) assert.ok(!stored.includes(secret))
})

test('the security administrator resets a password: the old one and its sessions are gone, a code sets a new one', async told => {
  const key = await enrol(told)
  const token = await tokenOf(told, 'laozhou')
  const { revealed, state } = await told.as('安全')('identity.resetPassword', key, now)
  assert.equal(state, 'active')
  assert.equal(await sessionOf(told.db, token, now), null)
  assert.equal(await refused(tokenOf(told, 'laozhou')), 'identity.wrong')
  assert.equal(
    await refused(told.as(null)('identity.accept', { code: revealed, fresh }, hours(24))),
    'identity.badInvitation',
  )
  await told.as(null)('identity.accept', { code: revealed, fresh }, new Date(hours(24).getTime() - 1))
  await tokenOf(told, 'laozhou', fresh)
})

test('only the security administrator over the place resets, and not their own', async told => {
  const key = await enrol(told)
  for (const who of ['系统', '审计', '邻街安全', '小沈', '王婶'])
    assert.equal(await refused(told.as(who)('identity.resetPassword', key, now)), 'common.forbidden', who)
  await appoint(told, key.id, 'security-admin', here)
  const actor = { id: key.id, posts: [{ role: 'security-admin', place: here }] }
  for (const op of ['identity.resetPassword', 'identity.clearFactors'])
    assert.equal(await refused(call(told.house, { op, input: key, actor, now })), 'identity.ownAccount')
})

test('changing the password throws away a code that is still open', async told => {
  const key = await enrol(told)
  const { revealed } = await told.as('安全')('identity.resetPassword', key, now)
  const { token } = await asking(told, '')<object>('identity.accept', { code: revealed, fresh }, now)
  const second = await told.as('安全')('identity.resetPassword', key, now)
  assert.equal(await sessionOf(told.db, token, now), null)
  await told.as(null)('identity.accept', { code: second.revealed, fresh: 'Ta-Ziji-2027' }, now)
  assert.equal((await told.db.selectFrom('identity.code').selectAll().execute()).length, 0)
})

plain('of two who use the same code at the same moment one comes in', async () => {
  const told = open()
  const { revealed, id } = await invite(told, { username: 'tongshi' })
  const accept = () =>
    told
      .as(null)('identity.accept', { code: revealed, fresh }, now)
      .then(() => 'in')
  const answers = await Promise.all([accept(), accept()].map(one => one.catch((error: { code: string }) => error.code)))
  assert.deepEqual(answers.toSorted(), ['identity.badInvitation', 'in'])
  assert.equal((await told.db.selectFrom('kernel.session').where('actor', '=', id).selectAll().execute()).length, 1)
})
