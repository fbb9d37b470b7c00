/** What makes a password too weak: its length, its kinds of character, what it contains, and that everybody tries it first. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hash } from '@node-rs/argon2'
import fc from 'fast-check'
import { isCommon } from './common-password.ts'
import { Password } from './contract-door.ts'
import { isPassword, isWeak } from './password.ts'

const owner = { username: 'laozhou', phone: '13900000001' }

for (const [weak, why] of [
  ['Xinfu-202', 'nine characters'],
  ['xinfuxinfu2026', 'two kinds of character'],
  ['Laozhou-2026', 'the username in it'],
  ['Xf-13900000001', 'the phone in it'],
] as const)
  test(`a password with ${why} is too weak`, () => assert.ok(isWeak(weak, 10, owner)))

test('ten characters and three kinds will do', () => {
  for (const good of ['xinfu-2026', 'Xinfu2026x', '幸福-Xinfu26']) assert.equal(isWeak(good, 10, owner), false, good)
})

test('two hundred characters are compared to the last one; more are refused and not cut off', async () => {
  const long = `Aa1-${'幸'.repeat(196)}`
  assert.equal(Password.parse(long), long)
  assert.equal(Password.safeParse(`${long}福`).success, false)
  const stored = await hash(long, { memoryCost: 1024, timeCost: 1 })
  assert.equal(await isPassword(long, stored), true)
  assert.equal(await isPassword(`${long.slice(0, -1)}福`, stored), false)
})

test('wherever the username stands in it, and in whichever letters, it is too weak', () => {
  const around = fc.string({ maxLength: 12 })
  fc.assert(
    fc.property(around, around, fc.boolean(), (before, after, loud) =>
      isWeak(`${before}${loud ? 'LAOZHOU' : 'laozhou'}${after}Xf-1`, 10, owner),
    ),
  )
})

test('what is one character short of the least is too weak, and that long it is not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 40 }), least => {
      const password = `Aa1-${'x'.repeat(least - 4)}`
      return !isWeak(password, least, owner) && isWeak(password.slice(0, -1), least, owner)
    }),
  )
})

test('what everybody tries first is refused although it has every kind of character', () => {
  const common = [
    'Password123!',
    'P@ssw0rd123',
    'Admin@12345',
    'admin@2026',
    'Qwer@12345',
    'Abc@123456',
    'Aa@1234567',
    'Test@123456',
    'Welcome@123',
    'Woaini@1314',
    '1qaz@WSX3edc',
    '1q2w3e4R!@',
    'Root@888888',
    'Changeme@123',
  ]
  assert.deepEqual(
    common.filter(password => !isCommon(password)),
    [],
  )
})

test('a password of words of one’s own is not taken for a common one', () => {
  for (const own of [
    'Xinfu-2026',
    'Linli-2026',
    'Huayuan12-502',
    'Pingan-2026',
    'My-Passage-77',
    'Admission-8841',
    'Working-2026',
  ])
    assert.equal(isCommon(own), false, own)
})

test('nobody has the password of nobody, and whoever has none has no empty one', async () => {
  for (const hash of [null, undefined])
    for (const typed of ['', 'Xinfu-2026']) assert.equal(await isPassword(typed, hash), false)
})
