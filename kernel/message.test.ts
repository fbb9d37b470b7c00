/** Messages as people meet them: the inbox, what was sent and by whom it is seen, what one does not want, and the texts themselves. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import { keptOnly, notLeaving } from './message-carriers.ts'
import type { Received, Sent } from './message-contract.ts'
import { deliver } from './message-delivery.ts'
import { purposes } from './message-rules.ts'
import './message-service.ts'
import { segments, templates, textOf, type TemplateName } from './message-templates.ts'
import { afterQuiet, masked, notify, send, type Message } from './messages.ts'
import { call } from './server.ts'
import { lastCode, problemOf, refused, world, type Told } from './testing.ts'

const STREET = '320582100'
const HERE = `${STREET}004`
const noon = new Date('2026-11-20T04:00:00Z')
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
const { test, actors } = world({
  系统: [{ role: 'system-admin', place: STREET }],
  邻街系统: [{ role: 'system-admin', place: '320582101' }],
  受理员: [{ role: 'clerk', place: HERE }],
  王婶: [],
  李叔: [],
})

const values = { number: '261120123456', link: '/s/3bf7k2a9' }
const told = (of: Told, more: Partial<Message<'accepted'>> = {}) =>
  send(
    { ...of.house, db: of.house.db as never, now: noon },
    { channel: 'sms', to: '13812345678', template: 'accepted', values, place: HERE, ...more },
  )
type Page = { items: Sent[]; total: number }
const outbox = ({ as }: Told, who = '系统', input: object = {}, at = noon) => as(who)<Page>('message.outbox', input, at)
const shown = { ...keptOnly, shown: true }
const failing = {
  ...keptOnly,
  carriers: {
    ...keptOnly.carriers,
    sms: { name: 'sms', carry: async () => ({ ok: false, say: '平台拒收', again: false }) as const },
  },
}

// ── Texts ───────────────────────────────────────────────────────────────────

plain('every text fits into one segment, with a signature of two characters and an address of 24', () => {
  const most = { code: '123456', minutes: 5, number: '261120123456', link: '/s/3bf7k2a9' }
  for (const name of Object.keys(templates) as TemplateName[]) {
    const text = textOf(name, most, { origin: 'https://linli.example.cn', sign: '邻理' })
    assert.ok(segments(text) === 1, `${name} ${text.length}`)
    assert.ok(!/[{}]/.test(text), text)
  }
})

plain('seventy characters are one segment, seventy-one are two, of sixty-seven each', () =>
  assert.deepEqual(
    [70, 71, 134, 135].map(n => segments('字'.repeat(n))),
    [1, 2, 2, 3],
  ),
)

plain('a text names neither the person nor the matter: it asks for a number, a place to look and a code', () => {
  const blanks = Object.values(templates).flatMap(t => t.text.match(/\{\w+\}/g) ?? [])
  assert.deepEqual(new Set(blanks), new Set(['{code}', '{minutes}', '{number}', '{link}']))
  assert.ok(Object.values(templates).every(t => Object.hasOwn(purposes, t.purpose)))
})

plain('quiet hours may also lie within one day', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour - 8))
  assert.deepEqual(afterQuiet(at(13), 12, 14), at(14))
  assert.deepEqual(afterQuiet(at(14), 12, 14), at(14))
  assert.deepEqual(afterQuiet(at(11), 12, 14), at(11))
})

plain('an address is masked in each of its kinds', () =>
  assert.deepEqual(
    [masked('sms', '13812345678'), masked('wechat', 'oABCDEFGHIJKLMNOPQRS'), masked('email', 'wang@example.cn')],
    ['138****5678', 'oAB****RS', 'w***@example.cn'],
  ),
)

plain('production without a provider says so, a trial and a provider do not', () => {
  assert.match(notLeaving({ env: 'production', sms: null }).join(), /短信没有接通.*LINLI_SMS_URL/)
  assert.deepEqual(notLeaving({ env: 'development', sms: null }), [])
  assert.deepEqual(notLeaving({ env: 'production', sms: { url: 'https://sms.example.cn', secret: 'x' } }), [])
})

// ── The inbox ───────────────────────────────────────────────────────────────

test('everyone reads their own inbox, newest first, and knows how much is unread', async ({ as, db }) => {
  type Inbox = { items: Received[]; total: number; unread: number }
  for (const n of [1, 2, 3])
    await notify({ db: db as never, now: later(n) }, { to: actors['王婶']!.id, title: `第${n}`, body: '…' })
  const inbox = (who: string, input = {}) => as(who)<Inbox>('message.inbox', input)
  const mine = await inbox('王婶', { size: 2 })
  assert.deepEqual([mine.items.map(m => m.title), mine.total, mine.unread], [['第3', '第2'], 3, 3])
  assert.deepEqual([(await inbox('李叔')).total, (await inbox('李叔')).unread], [0, 0])

  const { id } = mine.items[0]!
  assert.deepEqual(await as('李叔')('message.read', { id }), { unread: 0 })
  assert.equal((await inbox('王婶')).unread, 3)
  assert.deepEqual(await as('王婶')('message.read', { id }), { unread: 2 })
  assert.deepEqual(
    (await inbox('王婶', { unread: true })).items.map(m => m.title),
    ['第2', '第1'],
  )
  assert.deepEqual(await as('王婶')('message.read', {}), { unread: 0 })
  assert.equal((await as(null)<Inbox>('message.inbox', {})).total, 0)
})

// ── What was sent ───────────────────────────────────────────────────────────

test('system administrators see what was sent in their area, masked; nobody else does', async of => {
  await told(of)
  const { items } = await outbox(of)
  assert.deepEqual([items.length, items[0]!.to, items[0]!.state], [1, '138****5678', 'waiting'])
  assert.match(items[0]!.text!, /261120123456/)
  assert.ok(!JSON.stringify(items).includes('13812345678'))
  for (const who of ['邻街系统', '受理员', '王婶']) assert.equal((await outbox(of, who)).total, 0)
})

test('what belongs to no place is seen by every system administrator', async of => {
  await told(of, { place: '' })
  assert.deepEqual(
    [(await outbox(of)).total, (await outbox(of, '邻街系统')).total, (await outbox(of, '王婶')).total],
    [1, 1, 0],
  )
})

test('the list is narrowed by state, channel, purpose and place', async of => {
  await told(of)
  await told(of, { channel: 'email', to: 'wang@example.cn', place: `${STREET}013` })
  const total = async (input: object) => (await outbox(of, '系统', input)).total
  assert.deepEqual(
    [
      await total({ channel: 'email' }),
      await total({ place: HERE }),
      await total({ state: 'sent' }),
      await total({ purpose: 'matter' }),
    ],
    [1, 1, 0, 2],
  )
})

test('a code is never shown to staff where real people are served, before or after it was sent', async of => {
  await told(of, { template: 'code', values: { code: '123456', minutes: 5 }, until: later(5) } as never)
  assert.equal((await outbox(of)).items[0]!.text, null)
  await deliver(of.house, noon)
  const { items } = await outbox(of)
  assert.deepEqual([items[0]!.state, items[0]!.text], ['kept', null])
  const answer = await call(of.house, { op: 'message.local', input: {}, actor: null, now: noon })
  assert.equal(answer.answer, null)
})

test('on a trial everyone reads on a page what the phone would have got', async of => {
  const trial = { ...of.house, delivery: shown }
  await told(of, { template: 'code', values: { code: '123456', minutes: 5 }, until: later(5) } as never)
  await deliver(trial, noon)
  const { answer } = await call(trial, { op: 'message.local', input: {}, actor: null, now: noon })
  assert.match(JSON.stringify(answer), /验证码 123456.*138\*{4}5678|138\*{4}5678.*验证码 123456/)
})

test('a dead one is sent again by its administrator, and by nobody else', async of => {
  const id = (await told(of))!
  const retry = (who: string, at = noon) => of.as(who)<Sent>('message.retry', { id }, at)
  assert.equal(await refused(retry('系统')), 'common.wrongState')
  await deliver({ ...of.house, delivery: failing }, noon)
  const [dead] = (await outbox(of)).items
  assert.deepEqual([dead!.state, dead!.said, dead!.offers.map(o => o.label)], ['dead', '平台拒收', ['重发']])
  for (const who of ['邻街系统', '受理员', '王婶']) assert.equal(await refused(retry(who)), 'common.notFound')
  const again = await retry('系统', later(10))
  assert.deepEqual([again.state, again.offers], ['waiting', []])
  await deliver(of.house, later(10))
  assert.deepEqual(
    (await outbox(of)).items.map(m => [m.state, m.tries]),
    [['kept', 2]],
  )
})

test('a dead code is offered greyed once its time is over', async of => {
  const id = await told(of, { template: 'code', values: { code: '123456', minutes: 5 }, until: later(5) } as never)
  await deliver({ ...of.house, delivery: failing }, noon)
  const [offer] = (await outbox(of, '系统', {}, later(5))).items[0]!.offers
  assert.match(offer!.because!, /本人重新获取/)
  assert.match(String((await problemOf(of.as('系统')('message.retry', { id }, later(5)))).detail), /本人重新获取/)
})

test('to a landline no SMS is sent, and nothing fails because of it', async of =>
  assert.equal(await told(of, { to: '0512-58123456' }), null))

// ── What one does not want ──────────────────────────────────────────────────

test('whoever holds the phone declines a purpose; codes still come, and it can be taken back', async of => {
  const choose = (declined: string[], code: string, at: Date) =>
    of.as(null)('message.choose', { phone: '138 1234 5678', declined, code }, at)
  const code = async (at: Date) => {
    await of.as(null)('message.code', { phone: '13812345678' }, at)
    return lastCode(of, '13812345678')
  }
  const state = async () => {
    const id = (await told(of))!
    await deliver(of.house, later(30))
    return (await outbox(of)).items.find(m => m.id === id)!.state
  }
  assert.equal(await refused(choose(['matter'], '000000', noon)), 'message.codeWrong')
  await choose(['matter'], await code(noon), noon)
  assert.equal(await state(), 'declined')
  assert.equal(await refused(choose(['code'], '123456', noon)), 'common.invalid')
  await choose([], await code(later(2)), later(2))
  assert.equal(await state(), 'kept')
})
