/**
 * The same engine on the real server and database: visits, edits and reports with photos over a bad line. The trail, the
 * receipts and the cards must say what the entries said, once each.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { fileRoutes } from '../../kernel/file-routes.ts'
import { http } from '../../kernel/http.ts'
import { Problem } from '../../kernel/rules.ts'
import type { Told } from '../../kernel/testing.ts'
import { loadCategories } from '../../modules/grid/category.ts'
import { grid } from '../../modules/grid/contract.ts'
import '../../modules/grid/service.ts'
import { people } from '../../modules/people/contract.ts'
import { here, now, one, register, room, stranger, test } from '../../modules/people/stories.ts'
import { identity } from '../../modules/identity/contract.ts'
import { ask } from '../client.ts'
import { fieldOf } from './outbox-conflict.ts'
import { overTheNet, type Line } from './outbox-line.ts'
import { photosOf } from './outbox-photo.ts'
import { openOutbox } from './outbox.ts'
import { openStore } from './store.ts'
import { freshDisk, readableOf } from './testing.ts'

const me = '郑晓东'
const real = globalThis.fetch
afterEach(() => void (globalThis.fetch = real))

/** A phone on a line that can be cut; `session` is whose cookie the browser sends. */
async function tablet(told: Told) {
  const clock = { now: now.getTime(), slow: 3 * 86_400_000 }
  const session = { who: me }
  const { app, kit } = await http({
    house: told.house,
    now: () => new Date(clock.now),
    origin: 'https://linli.example.cn',
    secure: false,
    whoIs: async token => told.actors[decodeURIComponent(token)] ?? null,
  })
  fileRoutes(app, kit, mkdtempSync(join(tmpdir(), 'linli-outbox-')))
  globalThis.fetch = async (path, init) => {
    const request = new Request(new URL(String(path), 'http://tablet'), init)
    const headers = {
      ...Object.fromEntries(request.headers),
      authorization: `Bearer ${encodeURIComponent(session.who)}`,
    }
    const body = Buffer.from(await request.arrayBuffer())
    const method = request.method as 'GET' | 'POST'
    const answer = await app.inject({ method, url: String(path), headers, ...(body.length && { payload: body }) })
    return new Response(answer.statusCode === 304 ? null : answer.body, {
      status: answer.statusCode,
      headers: { 'content-type': String(answer.headers['content-type']) },
    })
  }
  freshDisk()
  const account = told.actors[me]!.id
  const faults: string[] = []
  const away = () => new Problem('common.offline', 0, '连不上服务器')
  const bad = async (reach: () => Promise<unknown>) => {
    const fault = faults.shift()
    if (fault === 'lostRequest') throw away()
    if (fault === 'twice') await reach()
    const answer = await reach()
    if (fault === 'lostAnswer') throw away()
    return answer
  }
  const line: Line = {
    post: (...all) => bad(() => overTheNet.post(...all)),
    photo: (...all) => bad(() => overTheNet.photo(...all)),
  }
  const store = await openStore({
    account,
    now: () => clock.now - clock.slow,
    keyFor: version => ask(identity.ops.deviceKey, version ? { version } : {}, { as: account }),
  })
  const channel = { tell: () => {}, hear: () => {}, close: () => {} }
  const outbox = await openOutbox(store, { line, channel, lock: (_, work) => work() })
  return { clock, session, faults, store, outbox, account }
}
type Tablet = Awaited<ReturnType<typeof tablet>>

const about = (title: string) => ({ title, to: '/', community: here, place: one })
/** One pixel: a picture the server can read. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const step = fc.record({
  do: fc.constantFrom('edit', 'edit', 'visit', 'report', 'send', 'meddle'),
  fault: fc.constantFrom('', '', 'lostRequest', 'lostAnswer', 'twice'),
  field: fc.constantFrom('name' as const, 'hometown' as const),
  n: fc.nat(99),
})
const seed = Number(process.env['LINLI_SEED'] ?? Date.now() % 1_000_000)

for (const [i, steps] of fc.sample(fc.array(step, { minLength: 4, maxLength: 9 }), { seed, numRuns: 20 }).entries())
  test(`shift ${i + 1} on the real server is done once, in order (LINLI_SEED=${seed})`, async told => {
    await loadCategories(told.db)
    const home = await room(told)
    const card = await register(told, { ...stranger, room: home, residence: 'tenant', name: '李明' })
    const t = await tablet(told)
    const key = { community: here, id: card.id }
    const said = { edit: 0, visit: 0, report: 0 }
    let photos = 0
    for (const { do: what, fault, field, n } of steps) {
      t.clock.now += 60_000
      if (fault) t.faults.push(fault)
      if (what === 'meddle') {
        const shown = await told.as('小沈')('people.person', key, new Date(t.clock.now))
        const changes = { [field]: { was: shown[field], is: `别处${n}` } }
        await told.as('小沈')('people.edit', { ...key, changes, source: '柜台' }, new Date(t.clock.now))
      }
      if (what === 'edit') {
        const changes = { [field]: { was: n % 2 ? '李明' : null, is: `李明${n}` } }
        await t.outbox.enter(people.ops.edit, { ...key, changes, source: '本人说' }, about('改档案'))
      }
      if (what === 'visit')
        await t.outbox.enter(people.ops.collect, { place: one, room: home, outcome: 'met' }, about('走访'))
      if (what === 'report') {
        const photo = await photosOf(t.store).put(new Blob([pixel]))
        const input = {
          place: one,
          category: '020101',
          title: `灯坏了${n}`,
          source: 'patrol' as const,
          photos: [photo],
        }
        await t.outbox.enter(grid.ops.register, input, { ...about('上报'), photos: [photo] })
        photos++
      }
      if (what in said) said[what as keyof typeof said]++
      await t.outbox.send(what === 'send')
    }
    t.faults.length = 0
    await t.outbox.send(true)
    await judge(told, t, said, photos)
  })

async function judge(told: Told, { outbox, account }: Tablet, said: Record<string, number>, photos: number) {
  const entries = outbox.entries()
  assert.deepEqual(
    entries.filter(e => e.state !== 'done' && e.state !== 'conflict'),
    [],
  )
  const { rows: trail } = await sql<{ op: string; made: Date; at: Date }>`
    select op, made, at from kernel.trail where actor = ${account} and kind <> 'query' order by id`.execute(told.db)
  const ops = { edit: 'people.edit', visit: 'people.collect', report: 'grid.register' }
  for (const [what, n] of Object.entries(said))
    assert.equal(trail.filter(line => line.op === ops[what as keyof typeof ops]).length, n, what)
  const { rows: receipts } = await sql<{ key: string; answer: unknown }>`
    select key, answer from kernel.receipt where actor = ${account}`.execute(told.db)
  assert.equal(receipts.length, entries.length)
  for (const { key, answer } of receipts)
    // An answer with something secret in it is not kept for a repeat.
    if (answer) assert.equal(entries.find(e => e.id === key)!.receipt!.hash, hashOf(answer))
  const attached = await sql<{
    n: number
  }>`select count(*)::int as n from kernel.file where record is not null`.execute(told.db)
  assert.equal(attached.rows[0]!.n, photos)
}

function hashOf(answer: unknown): string {
  const sorted = JSON.stringify(answer, (_, v: unknown) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  )
  return createHash('sha256').update(sorted).digest('hex')
}

test('a visit made at ten and sent at noon was made at ten, though the tablet is three days slow', async told => {
  const t = await tablet(told)
  t.faults.push('lostRequest')
  await t.outbox.enter(people.ops.collect, { place: one, room: await room(told), outcome: 'met' }, about('走访'))
  await t.outbox.send()
  t.clock.now += 2 * 3_600_000
  await t.outbox.send(true)
  const { rows } = await sql<{ at: Date }>`select at from people.visit`.execute(told.db)
  assert.deepEqual(rows[0]!.at, now)
  const line = await sql<{
    made: Date
    at: Date
  }>`select made, at from kernel.trail where op = 'people.collect'`.execute(told.db)
  assert.deepEqual(line.rows[0], { made: now, at: new Date(t.clock.now) })
})

test('a conflict is settled on what was just seen, and the number that was typed goes out, not its mask', async told => {
  const card = await register(told, { ...stranger, name: '李明', phone: '13812340000' })
  const t = await tablet(told)
  const key = { community: here, id: card.id }
  const changes = { phone: { was: '138****0000', is: '13900001111' } }
  t.faults.push('lostRequest')
  await t.outbox.enter(people.ops.edit, { ...key, changes, source: '本人说' }, about('改电话'))
  await t.outbox.send()
  await told.as('小沈')('people.correct', { ...key, phone: '13700002222', source: '柜台' }, now)
  await t.outbox.send(true)
  const [entry] = t.outbox.entries()
  assert.deepEqual([entry!.state, entry!.conflicts![0]!.theirs], ['conflict', '137****2222'])
  await t.outbox.settle(entry!.id, { [fieldOf(entry!.conflicts![0]!)]: 'mine' })
  await t.outbox.send(true)
  assert.deepEqual(
    t.outbox.entries().map(e => e.state),
    ['done', 'done'],
  )
  const shown = await told.as('小沈')('people.reveal', { ...key, field: 'phone', reason: '核对号码' }, now)
  assert.equal(shown.revealed, '13900001111')
})

test("what one left goes out under nobody else's name, photos neither", async told => {
  const t = await tablet(told)
  const photo = await photosOf(t.store).put(new Blob([pixel]))
  const input = { place: one, category: '020101', title: '灯坏了', source: 'patrol' as const, photos: [photo] }
  await loadCategories(told.db)
  t.session.who = '小沈'
  await t.outbox.enter(grid.ops.register, input, { ...about('上报'), photos: [photo] })
  await t.outbox.send(true)
  assert.deepEqual([t.outbox.entries()[0]!.state, t.outbox.paused()], ['waiting', 'signIn'])
  assert.equal((await sql`select from kernel.file`.execute(told.db)).rows.length, 0)
  t.session.who = me
  await t.outbox.send(true)
  assert.equal(t.outbox.entries()[0]!.state, 'done')
  await t.outbox.shut()
  assert.equal(readableOf(t.account), null)
})

test('each account has a key of its own, the same every time, kept by nothing on the way', async told => {
  const t = await tablet(told)
  const mine = await ask(identity.ops.deviceKey, {})
  assert.deepEqual(await ask(identity.ops.deviceKey, { version: mine.version }), mine)
  t.session.who = '小沈'
  assert.notEqual((await ask(identity.ops.deviceKey, {})).key, mine.key)
  await assert.rejects(ask(identity.ops.deviceKey, {}, { as: t.account }), { status: 401 })
  await assert.rejects(ask(identity.ops.deviceKey, { version: '7' }), { code: 'identity.noSuchKey' })
  const all = await sql<{
    all: string
  }>`select coalesce((select json_agg(t)::text from kernel.trail t), '') as all`.execute(told.db)
  assert.ok(!all.rows[0]!.all.includes(mine.key))
})

test('a device may keep the people of a grid, and not those of a town', async told => {
  const t = await tablet(told)
  await register(told)
  const list = (keep: boolean) => ask(people.ops.persons, { place: one }, { keep, as: t.account })
  assert.equal((await list(true)).total, 1)
  t.session.who = me
  const book = told.house.book
  told.house.book = { ...book, figure: (f, ...on) => (f.name === 'keep.keepPeople' ? 0 : book.figure(f, ...on)) }
  await assert.rejects(list(true), { code: 'keep.tooMany' })
  assert.equal((await list(false)).total, 1)
  told.house.book = book
})
