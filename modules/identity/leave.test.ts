/** Stories of closing the own account: what goes at once, what stays and why, and who may not yet go. */
import assert from 'node:assert/strict'
import { refused, type Told } from '../../kernel/testing.ts'
import { sessionOf } from './service.ts'
import { appoint, asking, at, enrol, next, now, test, tokenOf } from './stories.ts'

type Key = { community: string; id: string }
const leaving = (told: Told, token: string, { community, id }: Key, more: object = {}, when = now) =>
  asking(told, token)<{ state: string; name: string }>(
    'identity.leave',
    { community, id, understood: true, ...more },
    when,
  )
const row = (told: Told, id: string) =>
  told.db.selectFrom('identity.account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

test('a person closes the own account: nothing opens it, nothing leads from it to them, and what others decided stays', async told => {
  const key = await enrol(told, { phone: '13900000055' })
  const [first, second] = [await tokenOf(told, 'laozhou'), await tokenOf(told, '13900000055')]
  const gone = await leaving(told, first, key)
  assert.deepEqual([gone.state, gone.name], ['gone', '已注销'])
  for (const token of [first, second]) assert.equal(await sessionOf(told.db, token, now), null)
  for (const name of ['laozhou', '13900000055']) assert.equal(await refused(tokenOf(told, name)), 'identity.wrong')
  const left = await row(told, key.id)
  assert.deepEqual([left.phone, left.phoneKey, left.password, left.totp, left.person], [null, null, null, null, null])
  assert.doesNotMatch(JSON.stringify({ ...left, id: '' }), /老周|laozhou|13900000055/)
  const { items } = await told.as('审计')('identity.trail', { op: 'identity.leave' }, now)
  assert.equal(items.length, 1)
  assert.equal(
    await refused(told.as('系统')('identity.reopen', { community: key.community, id: key.id }, now)),
    'common.wrongState',
  )
  const fact = await told.db
    .selectFrom('kernel.outbox')
    .select('record')
    .where('fact', '=', 'identity.account.leave')
    .execute()
  assert.deepEqual(fact, [{ record: key.id }])
  await enrol(told, { phone: '13900000055' })
})

test('nobody closes the account of another, by mistake, long after signing in, or with a post still to hand over', async told => {
  const key = await enrol(told)
  const other = await enrol(told, { username: 'laoli', name: '老李' })
  const token = await tokenOf(told, 'laozhou')
  assert.equal(await refused(leaving(told, token, other)), 'common.forbidden')
  assert.equal(await refused(leaving(told, token, key, { understood: false })), 'common.invalid')
  assert.equal(await refused(told.as('系统')('identity.leave', { ...key, understood: true }, now)), 'common.forbidden')
  const later = await asking(told, token)<object>('identity.me', {}, at(14))
  assert.equal(await refused(leaving(told, later.token, key, {}, at(16))), 'identity.notFresh')
  await appoint(told, key.id, 'clerk', next, { from: '2026-07-01' })
  const again = await tokenOf(told, 'laozhou')
  assert.equal(await refused(leaving(told, again, key)), 'identity.handOverFirst')
  assert.equal((await row(told, key.id)).state, 'active')
})
