/** One shift as a list of steps, played on the engine and the model server, and judged after every step and at the end. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { z } from 'zod'
import { newId } from '../../kernel/id.ts'
import { Problem } from '../../kernel/rules.ts'
import { conflictsIn, fieldOf } from './outbox-conflict.ts'
import type { Entry } from './outbox-entry.ts'
import { photosOf } from './outbox-photo.ts'
import { idOf, openOutbox, type Outbox } from './outbox.ts'
import { editionsNow, openStore, type DeviceKey, type Store } from './store.ts'
import {
  apply,
  diskName,
  faults,
  full,
  keyOf,
  makeLine,
  makeServer,
  newCard,
  readableOf,
  type Asked,
  type Card,
  type Fields,
} from './testing.ts'

const card = fc.constantFrom('a', 'b')
const field = fc.constantFrom<keyof Fields>('name', 'phone')
const n = fc.nat(9)
const kind = fc.constantFrom('edit', 'edit', 'note', 'photo', 'create', 'after', 'close')

export type Step = (typeof step extends fc.Arbitrary<infer T> ? T : never) & object
export const step = fc.oneof(
  { weight: 9, arbitrary: fc.record({ do: fc.constant('enter'), kind, card, field, n }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('send') }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('fault'), fault: fc.constantFrom(...faults) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('net'), on: fc.constantFrom(true, true, false) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('meddle'), card, field, n }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('decide'), mine: fc.boolean(), n }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('next') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clock'), hours: fc.integer({ min: -50, max: 50 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('full'), on: fc.constantFrom(true, false, false) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('update') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('session'), on: fc.constantFrom(true, true, false) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('assign'), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('tabs') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('arrive') }) },
)

/** What the test itself remembers of everything a person entered. */
type Line = {
  id: string
  who: string
  op: string
  input: Asked
  record: string
  place: number
  at: number
  offset: number
  over?: 'changed' | 'discarded'
  /** A person has decided about what was in conflict. */
  settled?: true
}
const HOUR = 3_600_000
const opOf = (name: string) => ({ name, kind: 'command' as const, label: '', input: z.unknown(), output: z.unknown() })

export async function history(steps: readonly Step[], told: Map<string, number> = new Map()): Promise<void> {
  const server = makeServer()
  const line = makeLine(server)
  const people = [newId(), newId()] as const
  const ledger: Line[] = []
  let [who, offset, killed, places] = [people[0] as string, 0, false, 0]
  let editions = editionsNow
  let store!: Store
  let outbox!: Outbox
  const count = (what: string) => void told.set(what, (told.get(what) ?? 0) + 1)
  const now = () => server.now + offset
  const mark = (i: number) => `秘密${i}号`
  const quiet = { tell: () => {}, hear: () => {}, close: () => {} }
  const lock = (_: boolean, work: () => Promise<void>) => work()

  async function open(keyFor: () => Promise<DeviceKey> = () => Promise.reject(new Error('the key should be here'))) {
    store = await openStore({ account: who, keyFor, now, editions })
    outbox = await openOutbox(store, { line, lock, channel: quiet, ticks: () => server.now })
    killed = false
  }
  async function signIn() {
    server.session = who
    line.up = true
    await open(async () => keyOf(who))
  }
  line.kill = () => {
    count('killed')
    killed = true
    outbox.close()
  }
  /** The line may have killed the app in the middle. */
  async function settled(work: Promise<unknown>) {
    await work.catch((error: unknown) => {
      if (!killed && !isFull(error)) throw error
    })
    if (killed) await reopened()
  }
  async function reopened() {
    full.delete(diskName(who))
    await open()
  }
  const isFull = (error: unknown) => error instanceof Problem && error.code === 'store.full'

  function note({ id, op, input, record }: Entry, { place = places++, at = server.now, offset: then = offset } = {}) {
    ledger.push({ id, who, op, input: input as Asked, record, place, at, offset: then })
  }

  async function enter({ kind, card, field, n }: { kind: string; card: string; field: keyof Fields; n: number }) {
    const made = ledger.findLast(l => l.who === who && l.op === 'model.create' && !l.over)
    const create = made && outbox.entries().find(e => e.id === made.id)
    const id = kind === 'after' && create ? idOf(create) : card
    const text = mark(places)
    const photos = kind === 'photo' ? [await photosOf(store).put(new Blob([text]))] : []
    const was = server.cards.get(card)![field]
    const input: Asked =
      kind === 'edit'
        ? { id, changes: { [field]: { was: n % 3 ? was : '', is: `${text}${n}` } } }
        : kind === 'create'
          ? { text }
          : { id, text, photos }
    const op = { edit: 'model.edit', create: 'model.create', close: 'model.close' }[kind] ?? 'model.note'
    const about = { title: text, to: '/', community: 'c', place: 'p', photos }
    const entered = await outbox.enter(opOf(op), input, about)
    note(entered)
  }

  async function decide({ mine, n }: { mine: boolean; n: number }) {
    line.arrive()
    const open = outbox.entries().filter(e => e.state === 'refused' || e.state === 'conflict')
    const entry = open[n % Math.max(open.length, 1)]
    if (!entry) return
    const row = ledger.find(l => l.id === entry.id)!
    if (entry.state === 'conflict') {
      const choice: 'mine' | 'theirs' = mine ? 'mine' : 'theirs'
      const choices = Object.fromEntries(entry.conflicts!.map(c => [fieldOf(c), choice]))
      await outbox.settle(entry.id, choices)
      row.settled = true
      for (const e of outbox.entries().filter(e => !ledger.some(l => l.id === e.id))) note(e)
      return count('settled')
    }
    if (!mine) {
      await outbox.discard(entry.id)
      row.over = 'discarded'
      return count('discarded')
    }
    const next = await outbox.change(entry.id, { ...(entry.input as Asked), text: `${mark(row.place)}改` })
    row.over = 'changed'
    note(next, row)
    count('changed')
  }

  async function next() {
    line.arrive()
    const before = who
    full.delete(diskName(who))
    await outbox.shut()
    const left = readableOf(before) ?? ''
    assert.doesNotMatch(left, /秘密|KEY/, 'the next person can read what the last one left')
    who = people[who === people[0] ? 1 : 0]
    server.session = who
    if (left && ledger.length % 4 === 0)
      await assert.rejects(openStore({ account: before, keyFor: async () => keyOf(who), now, editions }), /打不开/)
    await signIn()
    const own = new Set(ledger.filter(l => l.who === who).map(l => l.id))
    assert.deepEqual(
      outbox.entries().filter(e => !own.has(e.id)),
      [],
      'entries of another are shown',
    )
    count('next person')
  }

  async function tabs() {
    const second = await openStore({ account: who, keyFor: () => Promise.reject(new Error('no key')), now, editions })
    const other = await openOutbox(second, { line, lock, channel: quiet, ticks: () => server.now })
    const both = await Promise.allSettled([outbox.send(true), other.send(true)])
    other.close()
    for (const one of both) if (one.status === 'rejected') await settled(Promise.reject(one.reason as Error))
    await settled(killed ? Promise.resolve() : outbox.send())
  }

  async function play(step: Step) {
    switch (step.do) {
      case 'enter':
        return enter(step as Parameters<typeof enter>[0])
      case 'send':
        return outbox.send(true)
      case 'fault':
        return void line.next.push((step as { fault: (typeof faults)[number] }).fault)
      case 'net':
        return void (line.up = (step as { on: boolean }).on)
      case 'kill':
        return line.kill()
      case 'meddle': {
        const { card, field, n } = step as { card: string; field: keyof Fields; n: number }
        return server.meddle(card, field, `别人${n}`)
      }
      case 'decide':
        return decide(step as Parameters<typeof decide>[0])
      case 'next':
        return next()
      case 'clock':
        return void (offset += (step as { hours: number }).hours * HOUR)
      case 'full':
        return void ((step as { on: boolean }).on ? full.add(diskName(who)) : full.delete(diskName(who)))
      case 'update':
        outbox.close()
        editions = [...editionsNow, { ...editionsNow.at(-1), later: 'id' }]
        return open()
      case 'session':
        return void (server.session = (step as { on: boolean }).on ? who : null)
      case 'assign':
        line.arrive()
        return void ((step as { on: boolean }).on ? server.unassigned.delete(who) : server.unassigned.add(who))
      case 'tabs':
        return tabs()
      case 'arrive':
        return line.arrive()
    }
  }

  /** Holds at every moment: what is shown as taken was taken, once; what was refused was not; what waits is there. */
  function judge() {
    const times = Map.groupBy(
      server.effects.filter(e => e.actor !== 'desk'),
      e => e.key,
    )
    for (const [key, all] of times) assert.equal(all.length, 1, `${key} was done ${all.length} times`)
    const shown = new Map(outbox.entries().map(e => [e.id, e]))
    for (const l of ledger.filter(l => l.who === who)) {
      const entry = shown.get(l.id)
      const done = times.has(l.id)
      const differs = !l.settled && conflictsIn(times.get(l.id)?.[0]?.answer).length > 0
      if (differs) assert.ok(!entry || entry.state !== 'done', 'a conflict was shown to nobody')
      if (l.over) assert.ok(!done && !entry, `${l.over}, and yet ${done ? 'done' : 'shown'}`)
      else if (!entry) assert.ok(done && !differs, `${l.id} is gone and was not done`)
      else if (entry.state === 'done' || entry.state === 'conflict') {
        assert.ok(done, 'shown as sent, and the server does not know it')
        assert.match(entry.receipt!.hash, /^[0-9a-f]{64}$/)
      } else if (entry.state === 'refused') {
        assert.ok(!done && entry.refusal!.say, 'refused, and yet done')
        assert.ok([403, 404, 409].includes(entry.refusal!.status), `no refusal: ${entry.refusal!.code}`)
      }
    }
    for (const id of shown.keys())
      assert.ok(
        ledger.some(l => l.id === id && l.who === who),
        `${id} came from nowhere`,
      )
  }

  /** Everything is mended; what can go out goes out. Then each entry has an end that a person sees, and the cards are right. */
  async function finish() {
    line.arrive()
    ;[line.up, line.next] = [true, []]
    full.delete(diskName(who))
    server.unassigned.clear()
    for (const _ of people) {
      server.session = who
      await outbox.send(true)
      judge()
      for (const entry of outbox.entries()) {
        count(entry.state === 'waiting' ? 'behind' : entry.state)
        const before = outbox.entries().find(e => e.record === entry.record && e.state === 'refused' && e.n < entry.n)
        if (entry.state === 'waiting') assert.ok(before, 'it waits for nothing')
      }
      if (!ledger.some(l => l.who !== who)) break
      await next()
    }
    const cards = new Map<string, Card>(['a', 'b'].map(id => [id, newCard()]))
    const last = new Map<string, number>()
    const made = new Map<string, string>()
    for (const { key, actor, op, input, made: at, offset: then } of server.effects) {
      const l = ledger.find(one => one.id === key)
      const said = l ? { ...l.input, id: made.get(l.input.id ?? '') ?? l.input.id ?? '' } : input
      apply(cards, op, said, `new-${key}`)
      if (!l) continue
      if (op === 'model.create') made.set(l.record, `new-${key}`)
      assert.equal(actor, l.who, 'done in the name of another')
      const order = `${actor} ${l.record}`
      assert.ok(l.place > (last.get(order) ?? -1), `${l.record} was done out of order`)
      last.set(order, l.place)
      if (l.offset === then) assert.equal(at, l.at, 'the moment it was made is wrong')
      assert.ok(at <= server.now)
      for (const photo of said.photos ?? []) assert.ok(l.input.text?.includes(server.files.get(photo)!.slice(0, 3)))
    }
    assert.deepEqual(server.cards, cards, 'the server is not what the entries make in their order')
    outbox.close()
  }

  await signIn()
  for (const step of steps) {
    server.now += 60_000
    await settled(Promise.resolve(play(step))).catch((error: unknown) => {
      if (!isFull(error)) throw error
    })
    if (killed) await reopened()
    if (full.has(diskName(who))) count('full')
    judge()
  }
  if (killed) await reopened()
  await finish()
}
