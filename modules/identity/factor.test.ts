/** Stories of the second factor, and of what must be done before anything else. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import { Problem } from '../../kernel/rules.ts'
import { allServices, call } from '../../kernel/server.ts'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import type { Me } from './contract.ts'
import { needs, type Need } from './rules.ts'
import { sessionOf } from './service.ts'
import { appoint, asking, at, enrol, here, now, open, password, test, tokenOf, type Doer } from './stories.ts'
import { stepAt, totp } from './totp.ts'

/** The authenticator on a phone: reads the letters once, and shows a code for any moment. */
const authenticator = (letters: string) => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = Array.from(letters, c => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => parseInt(byte, 2)))
  return (when: Date) => totp(secret, stepAt(when))
}

async function setUp(told: Doer, username = 'laozhou') {
  const ask = asking(told, await tokenOf(told, username))
  const { secret, uri } = await ask<{ secret: string; uri: string }>('identity.startTotp', {})
  const codeAt = authenticator(secret)
  const { recovery, token } = await ask<{ recovery: string[] }>('identity.confirmTotp', { code: codeAt(now) })
  return { codeAt, recovery, token, uri, secret }
}
const halfDone = async (told: Doer, when = at(2), username = 'laozhou') =>
  asking(told, await tokenOf(told, username, password, when))

// ── Setting it up and being asked for it ────────────────────────────────────

test('a second factor is asked for once it works: the password alone opens nothing', async told => {
  await enrol(told)
  const { codeAt, uri, secret } = await setUp(told)
  assert.equal(
    uri,
    `otpauth://totp/${encodeURIComponent('邻理:laozhou')}?secret=${secret}&issuer=${encodeURIComponent('邻理')}`,
  )
  const ask = await halfDone(told)
  assert.equal((await ask<{ me: Me }>('identity.me', {}, at(2))).me.need, 'code')
  assert.equal(await refused(ask('identity.looks', {}, at(2))), 'identity.needCode')
  const { need, token } = await ask<Me>('identity.verifyCode', { code: codeAt(at(2)) }, at(2))
  assert.equal(need, null)
  await asking(told, token)('identity.looks', {}, at(2))
})

test('a secret that never reached the phone asks for nothing', async told => {
  await enrol(told)
  const ask = asking(told, await tokenOf(told, 'laozhou'))
  await ask('identity.startTotp', {})
  assert.equal(await refused(ask('identity.confirmTotp', { code: '000000' })), 'identity.wrongCode')
  assert.equal((await asking(told, await tokenOf(told, 'laozhou'))<{ me: Me }>('identity.me', {})).me.need, null)
})

test('the session of before the code is not the session after it', async told => {
  await enrol(told)
  const { codeAt } = await setUp(told)
  const before = await tokenOf(told, 'laozhou', password, at(2))
  const { token } = await asking(told, before)<Me>('identity.verifyCode', { code: codeAt(at(2)) }, at(2))
  assert.notEqual(token, before)
  assert.equal(await sessionOf(told.db, before, at(2)), null)
})

test('a code is good once, half a minute before and after, and no older one after it', async told => {
  await enrol(told)
  const { codeAt } = await setUp(told)
  const verify = async (code: string) => (await halfDone(told))<Me>('identity.verifyCode', { code }, at(2))
  assert.equal(await refused(verify(codeAt(at(3)))), 'identity.wrongCode')
  await verify(codeAt(at(2)))
  assert.equal(await refused(verify(codeAt(at(2)))), 'identity.wrongCode', 'read over a shoulder')
  assert.equal(await refused(verify(codeAt(at(1.5)))), 'identity.wrongCode', 'older than the last one used')
  await verify(codeAt(at(2.5)))
})

test('a recovery code opens once; all are hashed; a new set takes the place of the old', async told => {
  const { id } = await enrol(told)
  const { recovery, codeAt, token } = await setUp(told)
  assert.equal(new Set(recovery).size, 10)
  const stored = JSON.stringify(await told.db.selectFrom('identity.recovery').selectAll().execute())
  for (const code of recovery) assert.ok(!stored.includes(code))
  const sealed = await told.db
    .selectFrom('identity.account')
    .select('totp')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  assert.match(sealed.totp!, /^v1\./)
  const fresh = await asking(told, token)<{ recovery: string[] }>(
    'identity.renewRecovery',
    { code: codeAt(at(1)) },
    at(1),
  )
  const verify = async (code: string) => (await halfDone(told))<Me>('identity.verifyCode', { code }, at(2))
  assert.equal(await refused(verify(recovery[0]!)), 'identity.wrongCode')
  const [first = ''] = fresh.recovery
  assert.equal((await verify(first.toLowerCase())).need, null)
  assert.equal(await refused(verify(first)), 'identity.wrongCode')
})

test('a second factor goes only with a code, and only shortly after signing in', async told => {
  await enrol(told)
  const { codeAt, token } = await setUp(told)
  const ask = asking(told, token)
  assert.equal(await refused(ask('identity.startTotp', {})), 'identity.hasTotp')
  assert.equal(await refused(ask('identity.removeTotp', { code: '000000' })), 'identity.wrongCode')
  assert.equal(await refused(ask('identity.removeTotp', { code: codeAt(at(16)) }, at(16))), 'identity.notFresh')
  await ask('identity.removeTotp', { code: codeAt(at(15)) }, at(15))
  assert.equal((await (await halfDone(told, at(16)))<{ me: Me }>('identity.me', {}, at(16))).me.need, null)
})

test('the security administrator takes a lost phone off an account; its sessions end', async told => {
  const key = await enrol(told)
  const { token } = await setUp(told)
  assert.equal((await told.as('安全')('identity.account', key, now)).factor, true)
  await told.as('安全')('identity.clearFactors', key, now)
  assert.equal(await sessionOf(told.db, token, now), null)
  assert.equal((await (await halfDone(told))<{ me: Me }>('identity.me', {}, at(2))).me.need, null)
})

// ── What a post asks for ────────────────────────────────────────────────────

test('an administrator without a second factor is led to set one up, and does nothing before', async told => {
  const { id } = await enrol(told)
  await appoint(told, id, 'audit-admin', here)
  const ask = asking(told, await tokenOf(told, 'laozhou'))
  assert.equal((await ask<{ me: Me }>('identity.me', {})).me.need, 'factor')
  assert.equal(await refused(ask('identity.trail', {})), 'identity.needFactor')
  const { secret } = await ask<{ secret: string }>('identity.startTotp', {})
  const { token } = await ask<object>('identity.confirmTotp', { code: authenticator(secret)(now) })
  await asking(told, token)('identity.trail', {})
})

// ── Nothing before what must be done first ──────────────────────────────────

/** Somebody in a session that still needs this. */
async function needing(told: Told, need: Need) {
  const { id } = await enrol(told)
  if (need === 'code') await setUp(told)
  if (need === 'password')
    await told.db.updateTable('identity.account').set({ mustChange: true }).where('id', '=', id).execute()
  if (need === 'factor') await appoint(told, id, 'audit-admin', here)
  return (await sessionOf(told.db, await tokenOf(told, 'laozhou', password, at(2)), at(2)))!.actor
}

for (const need of Object.keys(needs) as Need[])
  test(`whoever must first see to 「${needs[need].label}」 can do nothing else, and keeps no post meanwhile`, async told => {
    const actor = await needing(told, need)
    assert.equal(actor.first?.need, need)
    assert.deepEqual(actor.posts, [])
    const let_: string[] = needs[need].ops.map(op => `identity.${op}`)
    for (const { contract, implementation } of allServices())
      for (const [name, op] of Object.entries(contract.ops)) {
        const isPublic = op.kind === 'query' && implementation.may[name]?.kind === 'anyone'
        const said = await call(told.house, { op: op.name!, input: {}, actor, now: at(2) }).then(
          () => 'done',
          (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)),
        )
        assert.equal(
          said === `identity.${needs[need].say}`,
          !let_.includes(op.name!) && !isPublic,
          `${op.name}: ${said}`,
        )
        if (name === 'signOut') break
      }
  })

test('a password that somebody else set is changed before anything else', async told => {
  const { id } = await enrol(told)
  await told.db.updateTable('identity.account').set({ mustChange: true }).where('id', '=', id).execute()
  const ask = asking(told, await tokenOf(told, 'laozhou'))
  const said = await problemOf(ask('identity.looks', {}))
  assert.deepEqual([said.code, said.message], ['identity.needPassword', '请先设置自己的密码，再做别的事'])
  assert.equal(
    await refused(ask('identity.changePassword', { old: password, fresh: password })),
    'identity.samePassword',
  )
  const { token, need } = await ask<Me>('identity.changePassword', { old: password, fresh: 'Pingan-2026' })
  assert.equal(need, null)
  await asking(told, token)('identity.looks', {})
})

test('staff change their password every ninety days', async told => {
  const { id } = await enrol(told)
  await appoint(told, id, 'clerk', here)
  const needOn = async (days: number) => {
    const when = at(days * 24 * 60)
    return (await asking(told, await tokenOf(told, 'laozhou', password, when))<{ me: Me }>('identity.me', {}, when)).me
      .need
  }
  assert.equal(await needOn(90), null)
  assert.equal(await needOn(90.01), 'password')
})

// ── These commit ──

plain('an area asks it of its clerks when it says so, from the day it says', async () => {
  const { db, house } = open()
  const { id } = await enrol(open(), { username: 'zhiding' })
  await appoint(open(), id, 'clerk', here)
  const figure = {
    name: 'identity.factor.clerk',
    place: '320582100',
    from: '2026-06-02',
    is: 1,
    reason: '街道规定',
    document: '',
    by: id,
    at: now,
  }
  await db.insertInto('kernel.figure').values(figure).execute()
  await house.refresh()
  const needOn = async (when: Date) =>
    (await (await halfDone(open(), when, 'zhiding'))<{ me: Me }>('identity.me', {}, when)).me.need
  assert.deepEqual([await needOn(at(14 * 60)), await needOn(at(16 * 60))], [null, 'factor'])
  await db
    .insertInto('kernel.figure')
    .values({ ...figure, is: null })
    .execute()
  await house.refresh()
})

plain('five wrong codes lock the second factor for a quarter of an hour, and leave the password alone', async () => {
  const told = open()
  await enrol(told, { username: 'wuci' })
  const { codeAt } = await setUp(told, 'wuci')
  const verify = async (code: string, when: Date) =>
    (await halfDone(told, when, 'wuci'))<Me>('identity.verifyCode', { code }, when)
  for (let i = 1; i <= 4; i++) assert.equal(await refused(verify('000000', at(2))), 'identity.wrongCode')
  assert.equal(await refused(verify('000000', at(2))), 'identity.locked')
  assert.equal(await refused(verify(codeAt(at(16.9)), at(16.9))), 'identity.locked')
  await verify(codeAt(at(17)), at(17))
})

plain('of two who use the same code at the same moment one comes in', async () => {
  const told = open()
  await enrol(told, { username: 'tongma' })
  const { codeAt, recovery } = await setUp(told, 'tongma')
  for (const code of [codeAt(at(2)), recovery[0]!]) {
    await told.db.deleteFrom('kernel.session').execute()
    const sessions = [await halfDone(told, at(2), 'tongma'), await halfDone(told, at(2), 'tongma')]
    const answers = await Promise.all(
      sessions.map(ask =>
        ask<Me>('identity.verifyCode', { code }, at(2)).then(
          () => 'in',
          (e: { code: string }) => e.code,
        ),
      ),
    )
    assert.deepEqual(answers.toSorted(), ['identity.wrongCode', 'in'])
  }
})
