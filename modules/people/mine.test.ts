/** Stories of one's own data: what a person asks to have put right, what they may take along, and what a home card shows. */
import assert from 'node:assert/strict'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import type { Output } from '../../kernel/contract.ts'
import type { people } from './contract.ts'
import type { Correction, Door, Home, Resident } from './shapes.ts'
import { here, keyOf, next, now, one, register, room, stranger, test, wangId } from './stories.ts'

const request = ({ as }: Told, asked: object = {}, who = '王秀英') =>
  as(who)<Correction>(
    'people.requestCorrection',
    { field: 'name', wanted: '王秀瑛', reason: '户口簿上是瑛', ...asked },
    now,
  )
const answer = ({ as }: Told, c: Correction, name: string, more: object = {}, who = '小沈') =>
  as(who)<Correction>(`people.${name}`, { ...keyOf(c), ...more }, now)
const card = ({ as }: Told, r: Resident, who = '小沈') => as(who)<Resident>('people.person', keyOf(r), now)

// ── Putting right ───────────────────────────────────────────────────────────

test('a person asks, the community makes sure, the card is changed, and both sides see the answer', async told => {
  const r = await register(told)
  const c = await request(told)
  assert.deepEqual(
    [c.label, c.was, c.wanted, c.state, c.offers.map(o => o.move)],
    ['姓名', '王秀英', '王秀瑛', 'asked', ['takeBack']],
  )
  const { items } = await told.as('郑晓东')('people.corrections', {}, now)
  assert.deepEqual([items.length, items[0].name, 'wanted' in items[0]], [1, '王秀英', false])
  const done = await answer(told, c, 'approve')
  assert.deepEqual([done.state, done.answer, done.answeredBy], ['approved', '已按申请更正', '小沈'])
  const after = await card(told, r)
  assert.equal(after.name, '王秀瑛')
  assert.deepEqual(
    after.facts.filter(f => f.field === 'name').map(f => [f.source, f.via]),
    [['本人更正申请', '更正申请']],
  )
  const mine = await told.as('王秀英')('people.myCorrections', {}, now)
  assert.deepEqual(
    mine.items.map((m: Correction) => [m.label, m.state]),
    [['姓名', 'approved']],
  )
  assert.equal((await told.as('小沈')('people.persons', { search: '秀瑛' }, now)).total, 1)
})

test('it is refused with a reason, or taken back, and nothing changes', async told => {
  const r = await register(told)
  const c = await request(told)
  assert.equal(await refused(answer(told, c, 'refuse', { answer: '不' })), 'common.invalid')
  assert.equal((await answer(told, c, 'refuse', { answer: '户口簿上写的是英' })).state, 'refused')
  const again = await request(told)
  assert.equal(await refused(request(told)), 'people.alreadyAsked')
  assert.equal(await refused(answer(told, again, 'approve', {}, '邻居乙')), 'common.forbidden')
  assert.equal(await refused(answer(told, again, 'approve', {}, '王秀英')), 'common.forbidden')
  assert.equal(await refused(answer(told, again, 'takeBack')), 'common.forbidden')
  assert.equal((await answer(told, again, 'takeBack', {}, '王秀英')).state, 'withdrawn')
  assert.equal((await card(told, r)).name, '王秀英')
})

test('what a person gave of their own accord is erased when they ask; what the register must hold stays, and the answer says so', async told => {
  const r = await register(told)
  const clerk = (op: string, more: object) => told.as('小沈')(`people.${op}`, { ...keyOf(r), ...more }, now)
  await clerk('correct', { phone: '13912340000', source: '本人' })
  await clerk('addContact', { kind: 'emergency', number: '13711112222', source: '本人' })
  const tag = { said: '本人说', until: '2027-01-01' }
  await clerk('tag', { kind: 'aloneElder', basis: 'consent', ...tag })
  const asked = { field: 'erase', wanted: '删除', reason: '不想再留电话' }
  assert.equal(await refused(request(told, asked, '小沈')), 'people.notLinked')
  const c = await request(told, asked)
  assert.equal(c.label, '删除手机号、联系人和关爱标签')
  assert.equal((await card(told, r)).phoneMasked, '139****0000')
  const done = await answer(told, c, 'approve')
  assert.match(done.answer!, /已删除.*依法保留/)
  const after = await card(told, r)
  const tags = await told.as('小沈')('people.tags', { community: here }, now)
  assert.deepEqual([after.phoneMasked, after.contacts, tags.items], [null, [], []])
  assert.deepEqual([after.name, after.idMasked !== null, after.birth], ['王秀英', true, '1958-03-12'])
  assert.ok(!after.facts.some(f => f.field === 'phone'))
  assert.equal((await told.as('小沈')('people.persons', { search: '13812345678' }, now)).total, 0)
  const past = await told.as('小沈')('people.history', keyOf(r), now)
  assert.doesNotMatch(JSON.stringify(past.changes), /\d\*+\d|独居/)
  assert.deepEqual(
    past.changes
      .map((c: { what: string }) => c.what)
      .filter((what: string) => /联系|标签|删除/.test(what))
      .toSorted(),
    ['加关爱标签', '增加联系方式', '应本人要求删除'],
  )
  const mine = JSON.stringify(await told.as('王秀英')('people.myData', {}, now))
  assert.ok(!mine.includes('13812345678') && !mine.includes('13711112222') && mine.includes(wangId))
})

test('what cannot be right is refused when it is asked, in words', async told => {
  await register(told)
  const say = async (asked: object) => String((await problemOf(request(told, asked))).detail)
  assert.match(await say({ field: 'idNumber', wanted: `${wangId}1` }), /应是18位，现在是19位/)
  assert.match(await say({ field: 'phone', wanted: '123' }), /11位/)
  assert.match(await say({ field: 'residence', wanted: '常住' }), /请写明是哪一种/)
  assert.match(await say({ field: 'birth', wanted: '58年3月' }), /1958-03-12/)
  assert.equal((await request(told, { field: 'relation', wanted: '配偶' })).wanted, 'spouse')
  assert.equal(await refused(request(told, {}, '陈静')), 'people.notLinked')
  assert.equal(
    await refused(told.as(null)('people.requestCorrection', { field: 'name', wanted: '甲', reason: '某某' }, now)),
    'common.signIn',
  )
})

test('a person changes the own telephone at once, and the rest only by asking', async told => {
  const key = keyOf(await register(told))
  const correct = (more: object) =>
    told.as('王秀英')<Resident>('people.correct', { ...key, source: '本人', ...more }, now)
  assert.equal((await correct({ phone: '13900000000' })).phoneMasked, '139****0000')
  assert.equal(await refused(correct({ name: '王秀瑛' })), 'people.askForCorrection')
  assert.equal(
    await refused(told.as('王秀英')('people.edit', { ...key, changes: {}, source: '本人' }, now)),
    'common.forbidden',
  )
})

// ── Taking along ────────────────────────────────────────────────────────────

test('one’s own data is whole: numbers, sources, contacts, tags, homes; and of nobody else', async told => {
  const home = await room(told)
  const r = await register(told, { room: home, since: '2020-03-01' })
  await register(told, { ...stranger, name: '李明', phone: '13900000000', room: home, relation: 'child' })
  const contact = { kind: 'emergency', number: '13711112222', name: '李亮', source: '本人' }
  await told.as('小沈')('people.addContact', { ...keyOf(r), ...contact }, now)
  const tag = { kind: 'aloneElder', basis: 'consent', said: '本人说', until: '2026-12-01' }
  await told.as('小沈')('people.tag', { ...keyOf(r), ...tag }, now)
  const mine = (who: string | null) => told.as(who)<Output<typeof people.ops.myData>>('people.myData', {}, now)
  const { cards } = await mine('王秀英')
  const [own] = cards
  assert.equal(cards.length, 1)
  assert.deepEqual(
    [
      own!.idNumber,
      own!.phone,
      own!.contacts[0]!.number,
      own!.tags[0]!.label,
      own!.residence,
      own!.residences[0]!.from,
    ],
    [wangId, '13812345678', '13711112222', '独居老人', '户籍在此居住', '2020-03-01'],
  )
  assert.ok(own!.sources.every(s => s.purpose && s.source))
  assert.doesNotMatch(JSON.stringify(cards), /李明|13900000000/)
  assert.deepEqual((await mine('陈静')).cards, [])
  assert.deepEqual((await mine('小沈')).cards, [])
  assert.equal((await mine(null)).cards.length, 0)
})

// ── Homes and buildings ─────────────────────────────────────────────────────

test('the card of a home has its people with the head first, contacts, visits and what is still to be asked', async told => {
  const home = await room(told)
  await register(told, { ...stranger, name: '李明', birth: '1985-01-01', sex: '男', room: home, relation: 'child' })
  await register(told, { room: home })
  const visit = { place: one, room: home, outcome: 'met', note: '一切都好' }
  await told.as('郑晓东')('people.collect', visit, now)
  const read = (who: string) => told.as(who)<Home>('people.home', { community: here, id: home }, now)
  const h = await read('陈静')
  assert.deepEqual(
    [h.address, h.residents.map(r => r.name), h.visits.map(v => [v.byName, v.note]), h.questions],
    ['花园新村12幢3单元502室', ['王秀英', '李明'], [['郑晓东', '一切都好']], 1],
  )
  assert.doesNotMatch(JSON.stringify(h), new RegExp(`${wangId}|13812345678`))
  for (const who of ['邻居乙', '王秀英']) assert.equal(await refused(read(who)), 'common.notFound')
})

test('the picture of a building says of each room what is asked of it', async told => {
  const [full, let_] = [await room(told), await room(told, '1203')]
  const mother = await register(told, { room: full })
  await register(told, { ...stranger, name: '在外', room: full, residence: 'registeredAway', relation: 'child' })
  await register(told, { ...stranger, name: '租客', room: let_, residence: 'tenant', relation: 'householder' })
  await told.as('郑晓东')('people.collect', { place: one, room: full, outcome: 'nobody' }, now)
  const [building] = await told.as('小沈')('places.buildings', { place: here }, now)
  const read = (who: string) => told.as(who)<Door[]>('people.block', { community: here, id: building.id }, now)
  const seen = (await read('陈静')).map(d => [d.name, d.people, d.away, d.rented, d.visited !== null, d.questions])
  assert.deepEqual(seen, [
    ['1203室', 1, 0, true, false, 4],
    ['502室', 1, 1, false, true, 0],
  ])
  await told.as('小沈')('people.moveOut', keyOf(mother), now)
  assert.deepEqual(
    (await read('小沈')).map(d => d.people),
    [1, 0],
  )
  for (const who of ['邻居乙', '王秀英']) assert.equal(await refused(read(who)), 'common.notFound')
})

test('the exact rows of another community are never in an answer by knowing an id', async told => {
  const r = await register(told, { place: `${next}001`, account: undefined }, '邻居乙')
  assert.equal(await refused(card(told, r)), 'common.notFound')
  assert.equal(await refused(told.as('小沈')('people.history', keyOf(r), now)), 'common.notFound')
  assert.equal(
    await refused(told.as('小沈')('people.edit', { ...keyOf(r), changes: {}, source: '核对' }, now)),
    'common.forbidden',
  )
})
