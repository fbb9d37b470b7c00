/** A code proves a phone: once, for five minutes, with five tries, and not for whoever asks too often. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import { z } from 'zod'
import { command, contract } from './contract.ts'
import { problem } from './message-rules.ts'
import { issueCode, takeCode } from './phone-code.ts'
import { anyone, Problem } from './rules.ts'
import { call, serve, type House } from './server.ts'
import { lastCode, problemOf, refused, world, type Told } from './testing.ts'

const noon = new Date('2026-11-20T04:00:00Z')
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1000)
const phone = '13812345678'
const purpose = 'demo.join'

/** Whoever needs a code asks for it in the middle of other work, and throws what it throws. */
const demo = contract('codeDemo', '验证码演示', {
  issue: command('要', z.object({ phone: z.string(), purpose: z.string() }), z.object({ to: z.string() })),
  join: command('进', z.object({ phone: z.string(), purpose: z.string(), code: z.string() }), z.object({})),
  fail: command('码对而事不成', z.object({ phone: z.string(), code: z.string() }), z.object({})),
})
serve(demo, {
  may: { issue: anyone, join: anyone, fail: anyone },
  do: {
    issue: issueCode,
    async join(ctx, given) {
      await takeCode(ctx, given)
      return {}
    },
    async fail(ctx, given) {
      await takeCode(ctx, { ...given, purpose })
      throw problem.badPhone()
    },
  },
})

const { test, open } = world({ 王婶: [] })
const ask = (house: House, op: string, input: object, now = noon, ip?: string) =>
  call(house, { op: `codeDemo.${op}`, input, actor: null, now, ...(ip && { from: { ip } }) }).then(a => a.answer)
const issue = ({ house }: Pick<Told, 'house'>, now = noon, more: object = {}, ip?: string) =>
  ask(house, 'issue', { phone, purpose, ...more }, now, ip)
const join = ({ house }: Pick<Told, 'house'>, code: string, now = noon, more: object = {}) =>
  ask(house, 'join', { phone, purpose, code, ...more }, now)
const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

test('the code that was sent opens once, typed with spaces or full-width digits', async told => {
  assert.deepEqual(await issue(told, noon, { phone: '+86 138-1234-5678' }), { to: '138****5678' })
  const code = await lastCode(told, phone)
  assert.match(code, /^\d{6}$/)
  const typed = ` ${code.slice(0, 3)} ${code.slice(3)}`.replace(/\d/g, d =>
    String.fromCharCode(d.charCodeAt(0) + 0xfee0),
  )
  assert.deepEqual(await join(told, typed), {})
  assert.equal(await refused(join(told, code)), 'message.codeWrong')
})

test('it is good for five minutes, not longer, for its purpose, and for its phone', async told => {
  await issue(told)
  const code = await lastCode(told, phone)
  assert.equal(await refused(join(told, code, noon, { purpose: 'demo.other' })), 'message.codeWrong')
  assert.equal(await refused(join(told, code, noon, { phone: '13900000000' })), 'message.codeWrong')
  assert.equal(await refused(join(told, code, later(300))), 'message.codeWrong')
  assert.deepEqual(await join(told, code, later(299)), {})
})

test('a wrong try counts although it is refused; the sixth is not even looked at', async told => {
  await issue(told)
  const code = await lastCode(told, phone)
  const said = async () => String((await problemOf(join(told, wrong(code)))).detail)
  for (const left of [4, 3, 2, 1]) assert.match(await said(), new RegExp(`还可以试 ${left} 次`))
  assert.equal(await refused(join(told, wrong(code))), 'message.codeSpent')
  assert.equal(await refused(join(told, code)), 'message.codeSpent')
})

test('the fifth try may still be the right one', async told => {
  await issue(told)
  const code = await lastCode(told, phone)
  for (let i = 0; i < 4; i++) await refused(join(told, wrong(code)))
  assert.deepEqual(await join(told, code), {})
})

test('a new code makes the one before worthless', async told => {
  await issue(told)
  const first = await lastCode(told, phone)
  await issue(told, later(60))
  const second = await lastCode(told, phone)
  if (first !== second) assert.equal(await refused(join(told, first, later(61))), 'message.codeWrong')
  assert.deepEqual(await join(told, second, later(61)), {})
})

test('a right code is not spent when what it was for did not come about', async told => {
  await issue(told)
  const code = await lastCode(told, phone)
  assert.equal(await refused(ask(told.house, 'fail', { phone, code })), 'message.badPhone')
  assert.deepEqual(await join(told, code), {})
})

test('one a minute and ten a day for a phone, whatever the purpose; the next day begins at midnight', async told => {
  await issue(told)
  const soon = await problemOf(issue(told, later(59), { purpose: 'demo.other' }))
  assert.deepEqual([soon.code, soon.detail], ['message.codeSoon', '验证码刚发过，请过 1 秒再获取'])
  for (let i = 1; i < 10; i++) await issue(told, later(60 * i))
  assert.equal(await refused(issue(told, later(3600))), 'message.codeMany')
  const midnight = new Date('2026-11-20T16:00:00Z')
  assert.equal(await refused(issue(told, new Date(midnight.getTime() - 1000))), 'message.codeMany')
  await issue(told, midnight)
})

test('midnight does not shorten the minute', async told => {
  await issue(told, new Date('2026-11-20T15:59:30Z'))
  assert.equal(await refused(issue(told, new Date('2026-11-20T16:00:10Z'))), 'message.codeSoon')
})

test('sixty a day from one address, whatever the phone, and nobody waits for a neighbour: a hall full of people shares it', async told => {
  const from = (n: number, ip = '10.0.0.1') =>
    issue(told, later(n), { phone: `139000000${String(n).padStart(2, '0')}` }, ip)
  for (let n = 0; n < 60; n++) await from(n)
  assert.equal(await refused(from(60)), 'message.codeMany')
  await from(61, '10.0.0.3')
})

test('a house of the newer addresses counts as one', async told => {
  const from = (n: number, ip: string) => issue(told, later(n), { phone: `139000001${String(n).padStart(2, '0')}` }, ip)
  for (let n = 0; n < 60; n++) await from(n, `2001:db8:1:2::${n + 1}`)
  assert.equal(await refused(from(60, '2001:db8:1:2:ffff::1')), 'message.codeMany')
  await from(61, '2001:db8:1:3::1')
})

test('neither the code nor the phone nor the address stands in the table; a landline gets none', async told => {
  await issue(told, noon, {}, '10.0.0.1')
  const code = await lastCode(told, phone)
  const stored = JSON.stringify(await told.db.selectFrom('kernel.phoneCode').selectAll().execute())
  assert.ok(![code, phone, '10.0.0.1'].some(secret => stored.includes(secret)))
  assert.equal(await refused(issue(told, later(60), { phone: '0512-58123456' })), 'message.badPhone')
})

// ── What only two connections can break ─────────────────────────────────────

plain('one code used by two at the same moment opens for one', async () => {
  const told = open()
  await issue(told, noon, { phone: '13700000001' })
  const code = await lastCode(told, '13700000001')
  const all = await Promise.allSettled([1, 2, 3, 4].map(() => join(told, code, noon, { phone: '13700000001' })))
  assert.deepEqual(all.map(a => a.status).toSorted(), ['fulfilled', 'rejected', 'rejected', 'rejected'])
})

plain('a hundred guesses at the same moment are five', async () => {
  const told = open()
  await issue(told, noon, { phone: '13700000002' })
  const code = await lastCode(told, '13700000002')
  const guesses = Array.from({ length: 100 }, () =>
    join(told, wrong(code), noon, { phone: '13700000002' }).catch((error: unknown) => (error as Problem).code),
  )
  const said = await Promise.all(guesses)
  assert.equal(said.filter(code => code === 'message.codeWrong').length, 4)
  const [row] = await told.db.selectFrom('kernel.phoneCode').select('tries').orderBy('tries', 'desc').execute()
  assert.equal(row!.tries, 5)
  assert.equal(await refused(join(told, code, noon, { phone: '13700000002' })), 'message.codeSpent')
})

plain('two requests for a code at the same moment are one code', async () => {
  const told = open()
  const two = await Promise.allSettled([1, 2].map(() => issue(told, noon, { phone: '13700000003' }, '10.0.0.9')))
  assert.deepEqual(two.map(a => a.status).toSorted(), ['fulfilled', 'rejected'])
})
