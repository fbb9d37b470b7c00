/** Stories of residents who come in with the phone in their hand. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import { lastCode, problemOf, refused, type Told } from '../../kernel/testing.ts'
import type { Me, Security } from './contract.ts'
import { appoint, asking, at, enrol, here, invite, now, open, test, tokenOf, type Doer } from './stories.ts'

const phone = '13700000001'
const send = (told: Pick<Told, 'as'>, to = phone, when = now) => told.as(null)('identity.sendCode', { phone: to }, when)
const signIn = (told: Doer, code: string, more: object = {}, when = now) =>
  asking(told, '')<Me>('identity.signInByPhone', { phone, code, ...more }, when)
const named = { name: '王秀兰', place: here }

test('whoever comes for the first time says a name, with the same code; afterwards the code is enough', async told => {
  await send(told)
  const code = await lastCode(told, phone)
  const asked = await problemOf(signIn(told, code))
  assert.deepEqual(
    (asked.detail as { path: string[] }[]).map(d => d.path[0]),
    ['name', 'place'],
  )
  const me = await signIn(told, code, named)
  assert.deepEqual([me.name, me.place, me.posts, me.need], ['王秀兰', here, [], null])
  await send(told, phone, at(2))
  assert.equal((await signIn(told, await lastCode(told, phone), {}, at(2))).id, me.id)
})

test('accounts that residents opened themselves are not among the staff, unless asked for', async told => {
  await send(told)
  await signIn(told, await lastCode(told, phone), named)
  const names = async (more: object) =>
    (await told.as('系统')('identity.accounts', { size: 200, ...more }, now)).items.map((a: { name: string }) => a.name)
  assert.ok(!(await names({})).includes('王秀兰'))
  assert.ok((await names({ residents: true })).includes('王秀兰'))
})

test('asking for a code says the same of a phone that is known and one that is not', async told => {
  await enrol(told, { phone })
  assert.deepEqual(await send(told), await send(told, '13700000002'))
  const soon = [await problemOf(send(told)), await problemOf(send(told, '13700000002'))]
  assert.deepEqual(soon[0]!.code, soon[1]!.code)
})

test('a wrong code is refused alike for a phone that is known and one that is not', async told => {
  await enrol(told, { phone })
  await send(told)
  await send(told, '13700000002')
  const wrong = async (of: string) =>
    refused(asking(told, '')('identity.signInByPhone', { phone: of, code: '0000000' }))
  assert.equal(await wrong(phone), await wrong('13700000002'))
})

test('a code is good once', async told => {
  await send(told)
  const code = await lastCode(told, phone)
  await signIn(told, code, named)
  assert.match(await refused(signIn(told, code, named)), /^message\./)
})

test('a phone is not enough for a post: staff come with a password', async told => {
  const { id } = await enrol(told, { phone })
  await appoint(told, id, 'clerk', here)
  await send(told)
  assert.equal(await refused(signIn(told, await lastCode(told, phone), named)), 'identity.staffByPassword')
})

test('an account that waits for its owner, or is closed, is not opened by a phone', async told => {
  const key = await invite(told, { phone })
  await send(told)
  assert.equal(await refused(signIn(told, await lastCode(told, phone), named)), 'identity.notActivated')
  await told.as('系统')('identity.close', { community: key.community, id: key.id }, now)
  await send(told, phone, at(2))
  assert.equal(await refused(signIn(told, await lastCode(told, phone), named, at(2))), 'identity.accountClosed')
})

test('a resident may choose a password shortly after coming in by phone, and none is asked for the old one', async told => {
  await send(told)
  const { token } = await signIn(told, await lastCode(told, phone), named)
  const ask = asking(told, token)
  assert.equal((await ask<Security>('identity.security', {})).password, false)
  assert.equal(await refused(ask('identity.changePassword', { fresh: 'Guihua-2026' }, at(16))), 'identity.notFresh')
  assert.equal(await refused(ask('identity.changePassword', { fresh: 'Gh-13700000001' })), 'identity.weak')
  await ask('identity.changePassword', { fresh: 'Guihua-2026' })
  const again = asking(told, await tokenOf(told, phone, 'Guihua-2026'))
  assert.equal(await refused(again('identity.changePassword', { fresh: 'Guihua-2027' })), 'identity.wrong')
})

plain('a person has one account, however quickly they press twice', async () => {
  const told = open()
  await send(told)
  const code = await lastCode(told, phone)
  const answers = await Promise.all(
    [1, 2].map(() =>
      signIn(told, code, named).then(
        () => 'in',
        (e: { code: string }) => e.code,
      ),
    ),
  )
  assert.equal(answers.filter(answer => answer === 'in').length, 1, String(answers))
  const found = await told.db.selectFrom('identity.account').select('id').where('name', '=', '王秀兰').execute()
  assert.equal(found.length, 1)
})

plain('five wrong codes are all that one code allows', async () => {
  const told = open()
  const other = '13700000005'
  await send(told, other)
  const code = await lastCode(told, other)
  const come = (typed: string) =>
    refused(asking(told, '')('identity.signInByPhone', { phone: other, code: typed, ...named }))
  for (let i = 0; i < 5; i++) await come('999999x')
  assert.match(await come(code), /^message\./)
})
