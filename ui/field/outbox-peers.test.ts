/** What has gone wrong in the field apps of others, one story each: it does not happen here. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { newId } from '../../kernel/id.ts'
import type { Problem } from '../../kernel/rules.ts'
import { photosOf } from './outbox-photo.ts'
import { idOf, openOutbox } from './outbox.ts'
import { keptOf, draftsOf, nameOf } from './store-kept.ts'
import { openStore } from './store.ts'
import { diskName, freshDisk, full, keyOf, makeLine, makeServer, readableOf } from './testing.ts'

const opOf = (name: string) => ({ name, kind: 'command' as const, label: '', input: z.unknown(), output: z.unknown() })
const [create, note, edit] = [opOf('model.create'), opOf('model.note'), opOf('model.edit')]
const about = { title: '一条', to: '/', community: 'c', place: 'p' }
const quiet = { tell: () => {}, hear: () => {}, close: () => {} }

async function shift(account = newId(), server = makeServer()) {
  const line = makeLine(server)
  const clock = { now: server.now }
  const sign = async (who: string) => {
    server.session = who
    const store = await openStore({ account: who, keyFor: async () => keyOf(who), now: () => clock.now })
    const outbox = await openOutbox(store, { line, channel: quiet, ticks: () => clock.now })
    return { store, outbox, photos: photosOf(store), kept: await keptOf(store), drafts: await draftsOf(store) }
  }
  freshDisk()
  return { account, server, line, clock, sign, ...(await sign(account)) }
}
type Shift = Awaited<ReturnType<typeof shift>>
const states = ({ outbox }: Pick<Shift, 'outbox'>) => outbox.entries().map(e => e.state)

test('photos taken without a network arrive, before the report that shows them', async () => {
  const s = await shift()
  s.line.up = false
  const photo = await s.photos.put(new Blob(['照片']))
  await s.outbox.enter(note, { id: 'a', text: '楼道', photos: [photo] }, { ...about, photos: [photo] })
  await s.outbox.send(true)
  assert.deepEqual([states(s), s.server.files.size], [['waiting'], 0])
  ;[s.line.up, s.line.next] = [true, ['halfPhoto']]
  await s.outbox.send(true)
  await s.outbox.send(true)
  assert.deepEqual([states(s), s.server.files.get(photo)], [['done'], '照片'])
  assert.equal(await s.photos.read(photo), undefined)
})

test('unassigned while offline: the entry stays, says why, and goes out when it is put right', async () => {
  const s = await shift()
  s.server.unassigned.add(s.account)
  const first = await s.outbox.enter(note, { id: 'a', text: '一' }, about)
  await s.outbox.enter(note, { id: 'a', text: '二' }, about)
  await s.outbox.enter(note, { id: 'b', text: '三' }, about)
  await s.outbox.send(true)
  assert.deepEqual(states(s), ['refused', 'waiting', 'refused'])
  assert.equal(s.outbox.entries()[0]!.refusal!.say, '您没有此项权限')
  s.server.unassigned.clear()
  await s.outbox.change(first.id, { id: 'a', text: '一改' })
  await s.outbox.send(true)
  assert.deepEqual(s.server.cards.get('a')!.log, ['一改', '二'])
})

test('a failed call is never shown as sent', async () => {
  const s = await shift()
  s.line.next = ['busy', 'lostRequest', 'lostAnswer']
  await s.outbox.enter(note, { id: 'a', text: '一' }, about)
  for (const done of [0, 0, 1]) {
    await s.outbox.send(true)
    assert.ok(s.outbox.entries()[0]!.state === 'waiting' || s.server.effects.length === 1)
    assert.ok(s.server.effects.length <= 1 && s.server.effects.length >= done - 1)
  }
  await s.outbox.send(true)
  assert.deepEqual([states(s), s.server.effects.length], [['done'], 1])
})

test('the next person on the same device sees nothing, and the first finds everything again', async () => {
  const s = await shift()
  s.line.up = false
  await s.outbox.enter(note, { id: 'a', text: '秘密一' }, about)
  await s.drafts.write('report', { title: '秘密二' })
  await s.kept.keep(note, {}, '秘密三')
  await s.outbox.shut()
  assert.doesNotMatch(readableOf(s.account)!, /秘密|KEY/)
  const other = await s.sign(newId())
  assert.deepEqual(
    [other.outbox.entries(), [...other.drafts.all()], other.kept.read(nameOf(note, {}))],
    [[], [], undefined],
  )
  await other.outbox.shut()
  s.line.up = true
  const again = await s.sign(s.account)
  assert.deepEqual(again.drafts.read('report'), { title: '秘密二' })
  assert.equal(again.kept.read(nameOf(note, {})), undefined)
  await again.outbox.send(true)
  assert.deepEqual([states(again), s.server.cards.get('a')!.log], [['done'], ['秘密一']])
  await again.drafts.drop('report')
  await again.outbox.shut()
  assert.equal(readableOf(s.account), null)
})

test('an update never comes before the record it changes is there', async () => {
  const s = await shift()
  s.line.up = false
  const made = await s.outbox.enter(create, { text: '新' }, about)
  await s.outbox.enter(note, { id: idOf(made), text: '后' }, about)
  await s.outbox.send()
  ;[s.line.up, s.line.next] = [true, ['lostAnswer']]
  await s.outbox.send(true)
  assert.deepEqual(
    s.server.effects.map(e => e.op),
    ['model.create'],
  )
  await s.outbox.send(true)
  assert.deepEqual(s.server.cards.get(`new-${made.id}`)!.log, ['新', '后'])
})

test('a second update never overtakes the first, on the line neither', async () => {
  const s = await shift()
  s.line.next = ['late']
  await s.outbox.enter(edit, { id: 'a', changes: { name: { was: '', is: '一' } } }, about)
  await s.outbox.enter(edit, { id: 'a', changes: { name: { was: '一', is: '二' } } }, about)
  await s.outbox.send(true)
  s.line.arrive()
  assert.deepEqual([states(s), s.server.cards.get('a')!.name, s.server.effects.length], [['done', 'done'], '二', 2])
})

test('what somebody forced meanwhile is not overwritten: a person sees both and decides', async () => {
  const s = await shift()
  s.line.up = false
  await s.outbox.enter(edit, { id: 'a', changes: { name: { was: '', is: '我' }, phone: { was: '', is: '1' } } }, about)
  s.server.meddle('a', 'name', '别人')
  s.line.up = true
  await s.outbox.send(true)
  const [entry] = s.outbox.entries()
  assert.deepEqual(
    [entry!.state, entry!.conflicts],
    ['conflict', [{ field: 'name', label: 'name', theirs: '别人', mine: '我' }]],
  )
  assert.deepEqual([s.server.cards.get('a')!.name, s.server.cards.get('a')!.phone], ['别人', '1'])
  await s.outbox.settle(entry!.id, { name: 'mine' })
  await s.outbox.send(true)
  assert.deepEqual([states(s), s.server.cards.get('a')!.name], [['done', 'done'], '我'])
})

test('a full device says so, keeps what is there, and drops what was only looked at to make room', async () => {
  const s = await shift()
  await s.outbox.enter(note, { id: 'a', text: '一' }, about)
  full.add(diskName(s.account))
  const tried = s.outbox.enter(note, { id: 'a', text: '二' }, about)
  await assert.rejects(tried, (error: Problem) => error.code === 'store.full' && /存储满了/.test(error.message))
  full.delete(diskName(s.account))
  await s.outbox.send(true)
  assert.deepEqual([states(s), s.server.cards.get('a')!.log], [['done'], ['一']])
})

test('what was looked at goes after a shift, and when too many people would stand on the device', async () => {
  const s = await shift()
  const list = { ...opOf('people.persons'), shows: (answer: unknown) => answer as string[] }
  const of = (n: number, from = 0) => Array.from({ length: n }, (_, i) => `p${i + from}`)
  await s.kept.keep(list, { page: 1 }, of(60))
  s.clock.now += 1000
  await s.kept.keep(list, { page: 2 }, of(60, 30))
  assert.deepEqual([s.kept.people(), Boolean(s.kept.read(nameOf(list, { page: 1 })))], [90, true])
  await s.kept.keep(list, { page: 3 }, of(60, 90))
  assert.deepEqual([s.kept.people() <= 100, s.kept.read(nameOf(list, { page: 1 }))], [true, undefined])
  await s.kept.keep(list, { page: 4 }, of(101))
  assert.equal(s.kept.read(nameOf(list, { page: 4 })), undefined)
  s.clock.now += 13 * 3_600_000
  assert.ok(s.kept.read(nameOf(list, { page: 3 })))
  s.clock.now += 2 * 3_600_000
  const { kept } = await s.sign(s.account)
  assert.deepEqual([kept.people(), kept.read(nameOf(list, { page: 3 }))], [0, undefined])
})

test('two tabs send one entry once, and each shows what became of it', async () => {
  const s = await shift()
  const other = await s.sign(s.account)
  s.line.up = false
  await s.outbox.enter(note, { id: 'a', text: '一' }, about)
  await s.outbox.send()
  s.line.up = true
  s.clock.now += 3_600_000
  await Promise.all([s.outbox.send(), other.outbox.send()])
  await s.outbox.send()
  await other.outbox.send()
  assert.deepEqual([states(s), states(other), s.server.effects.length], [['done'], ['done'], 1])
})

test('a clock that jumps back between two entries does not turn them round', async () => {
  const s = await shift()
  s.line.up = false
  await s.outbox.enter(note, { id: 'a', text: '一' }, about)
  s.clock.now -= 48 * 3_600_000
  await s.outbox.enter(note, { id: 'a', text: '二' }, about)
  await s.outbox.send()
  s.line.up = true
  await s.outbox.send(true)
  assert.deepEqual(s.server.cards.get('a')!.log, ['一', '二'])
})
