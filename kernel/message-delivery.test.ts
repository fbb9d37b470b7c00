/** What leaves the house, against a provider on a real port: once in effect, again after trouble, never after its time. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { provider, secret, type Way } from './fixtures/provider.ts'
import { openHouse, type OpenHouse } from './house.ts'
import { runJobs } from './jobs.ts'
import { keptOnly, local } from './message-carriers.ts'
import { deliver, tidyMessages } from './message-delivery.ts'
import { smsCarrier } from './message-sms.ts'
import { send, type Message } from './messages.ts'
import { newKeys } from './sealed.ts'
import { freshDatabase } from './testing.ts'

const keys = newKeys()
const noon = new Date('2026-11-20T04:00:00Z')
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
const work = { 'message.deliver': { run: (house: OpenHouse, _: unknown, now: Date) => deliver(house, now) } } as const

let base: Awaited<ReturnType<typeof freshDatabase>>
let house: OpenHouse
let sms: Awaited<ReturnType<typeof provider>>
before(async () => {
  base = await freshDatabase(work as never)
  sms = await provider()
  const carriers = { sms: smsCarrier({ url: sms.url, secret }, 400), wechat: local, email: local }
  house = await openHouse(base.url, keys, 6, {
    delivery: { ...keptOnly, carriers, origin: 'https://linli.example.cn' },
  })
})
after(async () => {
  await house?.close()
  await sms?.close()
  await base?.drop()
})
beforeEach(async () => {
  await house.db.deleteFrom('kernel.outgoing').execute()
  await house.db.deleteFrom('kernel.declined').execute()
  Object.assign(sms.told, { way: 'ok', asked: [], phones: new Map(), elsewhere: 0 })
})

const accepted = { number: '261120123456', link: '/s/3bf7k2a9' }
const told = (more: Partial<Message<'accepted'>> = {}, now = noon) =>
  house.db.transaction().execute(async tx => {
    const message = { channel: 'sms', to: '13812345678', template: 'accepted', values: accepted, ...more } as const
    return (await send({ ...house, db: tx, now }, message))!
  })
const row = async (id: string) => {
  const found = await house.db.selectFrom('kernel.outgoing').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { ...found, tried: found.tried as unknown as { at: string; ended?: string; said?: string }[] }
}
const answers = (way: Way) => void (sms.told.way = way)

test('a message goes out once, signed, under its own id, with the number of the phone and the text of the template', async () => {
  const id = await told()
  assert.equal(await deliver(house, noon), 1)
  assert.equal(await deliver(house, later(1)), 0)
  const [asked] = sms.told.asked
  assert.deepEqual([sms.told.asked.length, asked!.key, asked!.signed, asked!.body.to], [1, id, true, '13812345678'])
  assert.match(
    asked!.body.text,
    /^【邻理】您反映的事已受理，编号 261120123456.*https:\/\/linli\.example\.cn\/s\/3bf7k2a9$/,
  )
  const sent = await row(id)
  assert.deepEqual([sent.state, sent.receipt, sent.nextAt, sent.tried.length], ['sent', `sms-${id}`, null, 1])
})

test('a message of a transaction that did not come through never existed', async () => {
  const undone = house.db.transaction().execute(async tx => {
    await send(
      { ...house, db: tx, now: noon },
      { channel: 'sms', to: '13812345678', template: 'accepted', values: accepted },
    )
    throw new Error('the matter was not accepted after all')
  })
  await assert.rejects(undone, /after all/)
  assert.equal(await deliver(house, noon), 0)
})

test('the phone and the text cannot be read in the database', async () => {
  const id = await told()
  const stored = JSON.stringify(await row(id))
  assert.ok(!stored.includes('13812345678') && !stored.includes('261120123456'))
})

for (const [way, say] of [
  ['broken', /暂时不收（500）/],
  ['garbage', /没有回执编号/],
  ['silent', /没有及时答复/],
  ['endless', /太长|没有及时答复/],
  ['cut', /连不上/],
] as const)
  test(`a provider that is ${way} is tried again after 1, 4, 16, 64 and 256 minutes, then the message is dead`, async () => {
    const id = await told()
    answers(way)
    let at = 0
    for (const wait of [1, 4, 16, 64, 256]) {
      assert.equal(await deliver(house, later(at)), 1)
      const { state, tried, nextAt } = await row(id)
      assert.equal(state, 'waiting')
      assert.match(tried.at(-1)!.said!, say)
      const due = (nextAt!.getTime() - later(at).getTime()) / 60_000
      assert.ok(due >= wait && due < wait + 0.1, `${due} for ${wait}`)
      assert.equal(await deliver(house, later(at + wait - 0.1)), 0)
      at += wait + 0.1
    }
    await deliver(house, later(at))
    const dead = await row(id)
    assert.deepEqual([dead.state, dead.nextAt, dead.tried.length], ['dead', null, 6])
    assert.deepEqual(new Set(sms.told.asked.map(a => a.key)), new Set([id]))
    assert.ok(!JSON.stringify(dead.tried).includes('13812345678'))
  })

test('after trouble it gets through under the same id, and the phone rang once', async () => {
  const id = await told()
  answers('garbage')
  await deliver(house, noon)
  answers('ok')
  await deliver(house, later(1.1))
  assert.deepEqual([(await row(id)).state, sms.told.asked.length, sms.told.phones.size], ['sent', 2, 1])
})

test('what the provider refuses is dead at once, and its words, which may name the phone, are not kept', async () => {
  const id = await told()
  answers('refuses')
  await deliver(house, noon)
  const dead = await row(id)
  assert.deepEqual([dead.state, dead.tried.length], ['dead', 1])
  assert.ok(!JSON.stringify(dead.tried).includes('13812345678'))
})

test('a redirect is not followed: the number goes nowhere else', async () => {
  await told()
  answers('elsewhere')
  await deliver(house, noon)
  assert.equal(sms.told.elsewhere, 0)
})

test('two servers at the same moment send each message once', async () => {
  for (let i = 0; i < 30; i++) await told({ to: `138000000${String(i).padStart(2, '0')}` })
  const rounds = async () => {
    while ((await deliver(house, noon)) > 0);
  }
  await Promise.all([rounds(), rounds(), rounds()])
  assert.deepEqual([sms.told.asked.length, sms.told.phones.size], [30, 30])
})

test('a server killed while the provider was answering: after the lease it is tried under the same id, and the phone rang once', async () => {
  const id = await told()
  answers('silent')
  const given = JSON.stringify({ url: base.url, keys, sms: sms.url, secret, now: noon.toISOString() })
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fixtures/deliver-once.ts'), given])
  while (sms.told.asked.length === 0) await pause(20)
  child.kill('SIGKILL')
  await new Promise(done => child.on('exit', done))
  const cut = await row(id)
  assert.deepEqual([cut.state, cut.tried.length, cut.tried[0]!.ended], ['sending', 1, undefined])

  answers('ok')
  assert.equal(await deliver(house, later(1.9)), 0)
  assert.equal(await deliver(house, later(2.1)), 1)
  assert.deepEqual([(await row(id)).state, (await row(id)).tried.length], ['sent', 2])
  assert.deepEqual([...sms.told.phones.keys()], [id])
})

test('whoever was overtaken settles nothing: the answer that came after the lease does not undo the one that counted', async () => {
  const id = await told()
  answers('silent')
  const slow = deliver(house, noon)
  while (sms.told.asked.length === 0) await pause(10)
  answers('ok')
  await deliver(house, later(3))
  await slow
  assert.deepEqual([(await row(id)).state, (await row(id)).receipt], ['sent', `sms-${id}`])
})

test('a running server sends within a second of the commit, and after a restart what was left lying', async () => {
  const lying = await told({}, new Date())
  const start = () =>
    runJobs(
      base.url,
      house,
      work as never,
      () => later(0),
      () => {},
    )
  const sent = async (id: string) => {
    for (let i = 0; i < 200 && (await row(id)).state !== 'sent'; i++) await pause(25)
    return (await row(id)).state
  }
  await house.db.updateTable('kernel.outgoing').set({ nextAt: noon }).execute()
  let stop = await start()
  const first = await told()
  assert.deepEqual([await sent(first), await sent(lying)], ['sent', 'sent'])
  await stop()
  const meanwhile = await told()
  stop = await start()
  const next = await told()
  assert.deepEqual([await sent(next), await sent(meanwhile)], ['sent', 'sent'])
  await stop()
  assert.equal(sms.told.phones.size, 4)
})

test('at night nothing rings: from 22:00 it waits for 8:00, unless life is at stake or somebody waits for it', async () => {
  const at = (clock: string) => new Date(`2026-11-20T${clock}:00+08:00`)
  const next = async (clock: string, more: Partial<Message<'accepted'>> = {}) =>
    (await row(await told(more, at(clock)))).nextAt?.toISOString()
  assert.equal(await next('21:59'), at('21:59').toISOString())
  assert.equal(await next('22:00'), '2026-11-21T00:00:00.000Z')
  assert.equal(await next('07:59'), '2026-11-20T00:00:00.000Z')
  assert.equal(await next('08:00'), at('08:00').toISOString())
  assert.equal(await next('23:30', { urgent: true }), at('23:30').toISOString())
  const code = { template: 'code', values: { code: '123456', minutes: 5 } } as never
  assert.equal(await next('23:30', code), at('23:30').toISOString())
})

test('a code is not sent after its time, and wiped with or without', async () => {
  const code = { template: 'code', values: { code: '123456', minutes: 5 }, until: later(5) } as never
  const [late, sent] = [await told(code), await told({ ...(code as object), to: '13900000000' })]
  answers('broken')
  await deliver(house, noon)
  answers('ok')
  await house.db
    .updateTable('kernel.outgoing')
    .set({ nextAt: later(6) })
    .where('id', '=', late)
    .execute()
  await deliver(house, later(4.9))
  await deliver(house, later(6))
  assert.deepEqual([(await row(late)).state, (await row(late)).content], ['lapsed', null])
  assert.deepEqual([(await row(sent)).state, (await row(sent)).content], ['sent', null])
})

test('a code goes before the notices that lie before it', async () => {
  for (let i = 0; i < 25; i++) await told({ to: `138000000${String(i).padStart(2, '0')}` })
  const id = await told({ template: 'code', values: { code: '123456', minutes: 5 }, until: later(5) } as never)
  await deliver(house, noon)
  assert.equal((await row(id)).state, 'sent')
})

test('without a provider it is kept, and says that it did not leave', async () => {
  const id = await told()
  await deliver({ ...house, delivery: keptOnly }, noon)
  assert.deepEqual([(await row(id)).state, sms.told.asked.length], ['kept', 0])
})

test('what was sent is forgotten after 180 days, what still waits is not', async () => {
  const [sent, waits] = [await told(), await told()]
  await deliver(house, noon)
  await house.db
    .updateTable('kernel.outgoing')
    .set({ nextAt: later(1e6) })
    .where('id', '=', waits)
    .execute()
  const days = (n: number) => new Date(noon.getTime() + n * 86_400_000)
  await tidyMessages(house, days(179.9))
  assert.equal((await row(sent)).state, 'sent')
  await tidyMessages(house, days(180.1))
  await assert.rejects(row(sent))
  assert.ok(await row(waits))
})
