/** Stories of moving: from home to home, between communities that hand a person over, and back; and what each keeps. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import '../../kernel/work.ts'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import type { Handover, Resident, ResidentLine } from './shapes.ts'
import { here, keyOf, next, now, one, register, room, roomThere, stranger, test, two } from './stories.ts'

const day = (text: string) => new Date(`${text}T01:00:00Z`)
type Stay = { community: string; from: string; to: string | null; kind: string; address: string | null; source: string }
const history = ({ as }: Told, r: Resident, who = '小沈') =>
  as(who)<{ residences: Stay[]; changes: { what: string }[] }>('people.history', keyOf(r), day('2026-12-31'))
const stays = async (told: Told, r: Resident, who = '小沈') =>
  (await history(told, r, who)).residences.map(s => `${s.from}~${s.to ?? ''} ${s.address ?? '—'} ${s.kind}`)
const move = ({ as }: Told, r: Resident, more: object, who = '小沈') =>
  as(who)<Resident>('people.moveHome', { ...keyOf(r), place: one, date: '2026-06-01', source: '本人', ...more }, now)
const card = ({ as }: Told, r: { community: string; id: string }, who = '小沈') =>
  as(who)<Resident>('people.person', keyOf(r), now)

// ── In one community ────────────────────────────────────────────────────────

test('a household moves as one, on the day it says; the history has both homes', async told => {
  const [old, fresh] = [await room(told), await room(told, '1203')]
  const mother = await register(told, { room: old, since: '2020-03-01' })
  const child = await register(told, { ...stranger, name: '李明', room: old, relation: 'child', since: '2020-03-01' })
  const moved = await move(told, mother, { room: fresh, date: '2026-05-20' })
  assert.deepEqual([moved.address, moved.members.map(m => m.name)], ['花园新村12幢3单元1203室', ['李明']])
  assert.equal((await card(told, child)).household, mother.id)
  for (const r of [mother, child])
    assert.deepEqual(await stays(told, r), [
      '2026-05-20~ 花园新村12幢3单元1203室 registered',
      '2020-03-01~2026-05-20 花园新村12幢3单元502室 registered',
    ])
  assert.deepEqual((await told.as('小沈')('people.household', { community: here, room: old }, now)).length, 0)
})

test('a move there and back keeps every record, and the history of both ways', async told => {
  const [old, fresh] = [await room(told), await room(told, '1203')]
  const r = await register(told, { room: old, since: '2020-03-01' })
  await told.as('小沈')(
    'people.addContact',
    { ...keyOf(r), kind: 'emergency', number: '13711112222', source: '本人' },
    now,
  )
  const before = await card(told, r)
  await move(told, r, { room: fresh, date: '2026-04-01' })
  await move(told, r, { room: old, date: '2026-05-01' })
  const after = await card(told, r)
  const same = (r: Resident) => ({ ...r, facts: [] })
  assert.deepEqual(same(after), same(before))
  assert.equal((await stays(told, r)).length, 3)
})

test('whatever the way, who comes back to the first home has the card of before, and the history has every stop', async told => {
  const doors = { 第一: await room(told), 第二: await room(told, '1203'), 无房: undefined }
  const ways = fc.sample(
    fc.array(fc.constantFrom(...(Object.keys(doors) as (keyof typeof doors)[])), { maxLength: 5 }),
    {
      numRuns: 12,
      seed: 20260601,
    },
  )
  for (const [n, way] of ways.entries()) {
    const r = await register(told, { ...stranger, name: `走走${n}`, room: doors.第一, since: '2020-03-01' })
    await told.as('小沈')(
      'people.addContact',
      { ...keyOf(r), kind: 'emergency', number: `1371111${1000 + n}`, source: '本人' },
      now,
    )
    const before = await card(told, r)
    for (const [i, door] of [...way, '第一' as const].entries())
      await move(told, r, {
        ...(doors[door] && { room: doors[door] }),
        date: `2026-04-${String(i + 1).padStart(2, '0')}`,
        whole: false,
      })
    const after = await card(told, r)
    const same = (card: Resident) => ({ ...card, facts: [], household: '', relation: '', members: [] })
    assert.deepEqual(same(after), same(before), way.join(' → '))
    const written = { 第一: '花园新村12幢3单元502室', 第二: '花园新村12幢3单元1203室', 无房: null }
    assert.deepEqual(
      (await history(told, r)).residences.map(s => s.address).toReversed(),
      (['第一', ...way, '第一'] as const).map(door => written[door]),
      way.join(' → '),
    )
  }
})

test('whoever moves alone leaves the household, and those who stay are called by one of themselves', async told => {
  const [old, fresh] = [await room(told), await room(told, '1203')]
  const mother = await register(told, { room: old })
  const child = await register(told, { ...stranger, name: '李明', room: old, relation: 'child' })
  const tenant = await register(told, { ...stranger, name: '赵租', room: fresh, relation: 'householder' })
  const gone = await move(told, mother, { room: fresh, whole: false })
  assert.deepEqual([gone.household, gone.relation], [tenant.id, 'other'])
  assert.equal((await card(told, child)).household, child.id)
  const alone = await move(told, mother, { whole: false })
  assert.deepEqual([alone.household, alone.relation, alone.address], [mother.id, 'householder', null])
})

test('a move is refused into another community, into the future, and before the stay began', async told => {
  const r = await register(told, { room: await room(told), since: '2026-05-01' })
  assert.equal(await refused(move(told, r, { place: `${next}001` })), 'people.noSuchRoom')
  assert.equal(await refused(move(told, r, { place: two, room: await room(told, '1203') })), 'people.noSuchRoom')
  assert.equal(await refused(move(told, r, { date: '2026-06-02' })), 'people.notYet')
  assert.equal(await refused(move(told, r, { date: '2026-04-30' })), 'people.tooEarly')
  assert.equal(await refused(move(told, r, {}, '邻居乙')), 'common.forbidden')
  assert.equal(await refused(move(told, r, {}, '陈静')), 'common.forbidden')
  assert.equal((await move(told, r, { date: '2026-05-01' })).address, null)
})

test('a family that stands in two grids is moved only by whoever serves both', async told => {
  const home = await room(told)
  const a = await register(told, { room: home })
  const b = await register(told, { ...stranger, name: '李明', room: home, relation: 'child' })
  await sql`update people.resident set place = ${two} where id = ${b.id}`.execute(told.db)
  assert.equal(await refused(move(told, a, { room: await room(told, '1203') }, '郑晓东')), 'common.forbidden')
  assert.equal((await card(told, a)).address, '花园新村12幢3单元502室')
})

test('who is registered here and lives elsewhere is counted as such, from the day', async told => {
  const r = await register(told)
  const outsider = await register(told, { ...stranger, name: '李明', residence: 'tenant' })
  const away = await told.as('小沈')<Resident>('people.leaveHome', keyOf(r), now)
  assert.deepEqual([away.state, away.residence], ['away', 'registeredAway'])
  assert.equal(await refused(told.as('小沈')('people.leaveHome', keyOf(outsider), now)), 'common.notYet')
  const back = await told.as('小沈')<Resident>('people.returnHome', keyOf(r), day('2026-07-01'))
  assert.equal(back.residence, 'registered')
  assert.deepEqual(await stays(told, r), ['2026-07-01~ — registered', '2026-06-01~2026-07-01 — registeredAway'])
  const begins = await register(told, { ...stranger, name: '在外', residence: 'registeredAway' })
  assert.equal(begins.state, 'away')
  assert.equal(
    await refused(told.as('小沈')('people.correct', { ...keyOf(r), residence: 'registeredAway', source: '本人' }, now)),
    'people.useTheMove',
  )
})

test('the four ways of counting: registered here, living here, registered but away, living but registered elsewhere', async told => {
  await register(told)
  await register(told, { ...stranger, name: '在外', residence: 'registeredAway' })
  await register(told, { ...stranger, name: '外来', residence: 'settled' })
  await register(told, { ...stranger, name: '租客', residence: 'tenant' })
  const names = async (group: string) =>
    (await told.as('小沈')('people.persons', { group }, now)).items.map((r: ResidentLine) => r.name).toSorted()
  assert.deepEqual(await names('registered'), ['在外', '王秀英'])
  assert.deepEqual(await names('living'), ['外来', '王秀英', '租客'])
  assert.deepEqual(await names('away'), ['在外'])
  assert.deepEqual(await names('floating'), ['外来', '租客'])
})

// ── Between communities ─────────────────────────────────────────────────────

const send = ({ as }: Told, r: Resident, more: object = {}, who = '小沈') =>
  as(who)<Resident>('people.handOver', { ...keyOf(r), to: next, date: '2026-06-01', reason: '买了新房', ...more }, now)
const inbox = async ({ as }: Told, who = '邻居乙', asked: object = {}) =>
  (await as(who)<{ items: Handover[] }>('people.handovers', asked, now)).items
const receive = async (told: Told, more: object = {}, at = now) => {
  const [h] = await inbox(told)
  return told.as('邻居乙')<Handover>('people.receive', { ...keyOf(h!), place: `${next}001`, ...more }, at)
}

test('a family is handed over, and moves only when the others confirm', async told => {
  const home = await room(told)
  const mother = await register(told, { room: home, since: '2020-03-01' })
  const child = await register(told, { ...stranger, name: '李明', room: home, relation: 'child' })
  const sent = await send(told, mother, { with: [child.id] })
  assert.deepEqual([sent.state, sent.handingOver?.to], ['living', next])
  assert.deepEqual(
    (await inbox(told)).map(h => [h.name, h.people, h.state, h.offers.map(o => o.move)]),
    [['王秀英等 2 人', 2, 'sent', ['receive', 'sendBack']]],
  )
  assert.deepEqual(
    (await inbox(told, '小沈')).map(h => h.offers.map(o => o.move)),
    [['recall']],
  )
  assert.deepEqual(
    [(await inbox(told, '邻居乙', { way: 'out' })).length, (await inbox(told, '小沈', { way: 'out' })).length],
    [0, 1],
  )

  await receive(told, { room: await roomThere(told) })
  assert.equal((await card(told, mother)).state, 'left')
  const there = await told.as('邻居乙')('people.persons', {}, now)
  assert.deepEqual(
    // Made in one moment, they stand in either order.
    there.items.map((r: ResidentLine) => [r.name, r.relation, r.residence, r.address, r.phoneMasked]).toSorted(),
    [
      ['王秀英', 'householder', 'settled', '暨阳新村7幢1单元101室', '138****5678'],
      ['李明', 'child', 'settled', '暨阳新村7幢1单元101室', null],
    ].toSorted(),
  )
  assert.equal(new Set(there.items.map((r: ResidentLine) => r.household)).size, 1)
  const arrived = there.items.find((r: ResidentLine) => r.name === '王秀英')
  assert.equal(arrived.person, mother.person)
  const sources = (await card(told, arrived, '邻居乙')).facts
  assert.deepEqual(
    sources.filter(f => f.field === 'phone').map(f => [f.source, f.via]),
    [['登记', '迁移交接']],
  )
})

test('there and back again: the old card opens, with all it held and what was learned meanwhile', async told => {
  const home = await room(told)
  const r = await register(told, { room: home, since: '2020-03-01' })
  const until = '2027-01-01'
  await told.as('小沈')('people.tag', { ...keyOf(r), kind: 'aloneElder', basis: 'consent', said: '本人说', until }, now)
  await told.as('小沈')(
    'people.addContact',
    { ...keyOf(r), kind: 'emergency', number: '13711112222', source: '本人' },
    now,
  )
  await send(told, r, { withTags: true, agreed: '本人' })
  await receive(told, { room: await roomThere(told) })
  const [there] = (await told.as('邻居乙')('people.persons', {}, now)).items
  const tagsThere = await told.as('邻居乙')('people.tags', { community: next }, now)
  assert.deepEqual(
    tagsThere.items.map((t: { kind: string; said: string }) => [t.kind, t.said]),
    [['aloneElder', '本人说（移交：本人）']],
  )
  await told.as('邻居乙')(
    'people.correct',
    { ...keyOf(there), phone: '13900000000', source: '本人' },
    day('2026-07-01'),
  )

  const back = { ...keyOf(there), to: here, date: '2026-08-01', reason: '搬回来' }
  await told.as('邻居乙')('people.handOver', back, day('2026-08-01'))
  const [h] = (await told.as('小沈')<{ items: Handover[] }>('people.handovers', { way: 'in' }, now)).items
  const taking = { ...keyOf(h!), place: one, room: home, residence: 'registered' }
  await told.as('小沈')('people.receive', taking, day('2026-08-02'))

  const again = await card(told, r)
  assert.deepEqual(
    [again.state, again.address, again.residence, again.phoneMasked, again.contacts.length],
    ['living', '花园新村12幢3单元502室', 'registered', '139****0000', 1],
  )
  assert.deepEqual(await stays(told, r, '街道'), [
    '2026-08-01~ 花园新村12幢3单元502室 registered',
    '2026-06-01~2026-08-01 暨阳新村7幢1单元101室 settled',
    '2020-03-01~2026-06-01 花园新村12幢3单元502室 registered',
  ])
  assert.equal((await stays(told, r)).length, 2, 'whoever serves one community sees its own rows')
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from people.resident where person = ${r.person}`.execute(told.db)
  assert.equal(rows[0]!.n, 2)
})

test('it can be sent back, or called back, and the person stays where they are', async told => {
  const r = await register(told)
  await send(told, r)
  assert.equal(await refused(send(told, r)), 'people.handingOver')
  const [h] = await inbox(told)
  const say = (who: string, name: string) =>
    told.as(who)<Handover>(`people.${name}`, { ...keyOf(h!), reason: '地址不在本社区' }, now)
  assert.equal(await refused(say('小沈', 'sendBack')), 'common.forbidden')
  assert.equal(await refused(say('邻居乙', 'recall')), 'common.forbidden')
  const returned = await say('邻居乙', 'sendBack')
  assert.deepEqual([returned.state, returned.answer, returned.answeredBy], ['returned', '地址不在本社区', '邻居乙'])
  assert.deepEqual([(await card(told, r)).state, (await card(told, r)).handingOver], ['living', null])
  await send(told, r)
  const open = (await inbox(told)).find(one => one.state === 'sent')!
  assert.equal(
    (await told.as('小沈')<Handover>('people.recall', { ...keyOf(open), reason: '办错了' }, now)).state,
    'recalled',
  )
})

test('a hand-over is refused to nowhere, to oneself, with strangers, or with tags nobody agreed to', async told => {
  const r = await register(told)
  const other = await register(told, { ...stranger, name: '李明', room: await room(told) })
  assert.equal(await refused(send(told, r, { to: here })), 'people.sameCommunity')
  assert.equal(await refused(send(told, r, { to: '320582100099' })), 'people.noSuchCommunity')
  assert.equal(await refused(send(told, r, { with: [other.id] })), 'people.notOneHousehold')
  assert.equal(await refused(send(told, r, { withTags: true })), 'people.sayWhoAgreed')
  assert.equal(await refused(send(told, r, { date: '2026-06-02' })), 'people.notYet')
  assert.equal(await refused(send(told, r, {}, '陈静')), 'common.forbidden')
})

test('who moved out meanwhile cannot be received; a wrong home is refused; five working days without an answer are late', async told => {
  const r = await register(told)
  await send(told, r)
  assert.equal(await refused(receive(told, { place: one })), 'people.noSuchRoom')
  assert.equal(await refused(receive(told, { room: await room(told) })), 'people.noSuchRoom')
  const late = async (at: Date) => (await told.as('邻居乙')('work.late', { place: next }, at)).total
  assert.deepEqual([await late(day('2026-06-08')), await late(day('2026-06-09'))], [0, 1])
  await told.as('小沈')('people.moveOut', keyOf(r), now)
  assert.equal((await problemOf(receive(told))).code, 'people.goneMeanwhile')
})
