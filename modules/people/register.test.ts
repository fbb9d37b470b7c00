/** Stories of putting people on a card and of who belongs to which household. */
import assert from 'node:assert/strict'
import { problemOf, refused } from '../../kernel/testing.ts'
import type { Resident, ResidentLine } from './shapes.ts'
import { here, keyOf, next, now, one, register, room, stranger, test, two, wangId } from './stories.ts'

// ── Registering ─────────────────────────────────────────────────────────────

test('a resident is registered by the number alone: birth and sex come from it, numbers come out masked', async told => {
  const r = await register(told, { room: await room(told) })
  assert.deepEqual(
    [r.name, r.birth, r.age, r.sex, r.idMasked, r.phoneMasked, r.address, r.state],
    [
      '王秀英',
      '1958-03-12',
      68,
      '女',
      `3${'*'.repeat(16)}${wangId.at(-1)}`,
      '138****5678',
      '花园新村12幢3单元502室',
      'living',
    ],
  )
  assert.equal(r.household, r.id)
  assert.doesNotMatch(JSON.stringify(r), new RegExp(`${wangId}|13812345678`))
})

test('no number stands in the database in the clear: not on the card, not in the trail, not in the outbox', async told => {
  const r = await register(told)
  await told.as('小沈')('people.correct', { ...keyOf(r), phone: '13987654321', source: '本人来电' }, now)
  await told.as('小沈')('people.persons', { search: wangId }, now)
  const tables = [
    'people.resident',
    'people.identity',
    'people.fact',
    'kernel.trail',
    'kernel.outbox',
    'kernel.work',
    'kernel.receipt',
  ] as const
  for (const table of tables)
    assert.doesNotMatch(
      JSON.stringify(await told.db.selectFrom(table).selectAll().execute()),
      new RegExp(`${wangId}|13812345678|13987654321`),
      table,
    )
})

test('a wrong number is refused with what is wrong about it', async told => {
  const wrong = wangId.slice(0, -1) + (wangId.endsWith('X') ? '0' : 'X')
  const no = await problemOf(register(told, { idNumber: wrong }))
  assert.equal(no.code, 'people.badId')
  assert.match(String(no.detail), /校验码不对/)
  assert.equal(await refused(register(told, { phone: '12345' })), 'people.badPhone')
})

test('without a number somebody is still registered, with what was said', async told => {
  const r = await register(told, { ...stranger, name: '单小明', sex: '男', birth: '2020-02-29' })
  assert.deepEqual([r.sex, r.birth, r.age, r.idMasked, r.phoneMasked], ['男', '2020-02-29', 6, null, null])
})

test('a person is in a community once, and the same person everywhere', async told => {
  const r = await register(told)
  assert.equal(await refused(register(told, { place: two })), 'people.alreadyHere')
  const there = await register(told, { place: `${next}001`, account: undefined }, '邻居乙')
  assert.equal(there.person, r.person)
  await told.as('小沈')('people.moveOut', keyOf(r), now)
  await register(told, { place: two })
  assert.equal(await refused(told.as('小沈')('people.returnHome', keyOf(r), now)), 'people.alreadyHere')
})

test('a home must be a room of that grid', async told => {
  assert.equal(await refused(register(told, { room: '00000000-0000-7000-8000-00000000ffff' })), 'people.noSuchRoom')
  assert.equal(await refused(register(told, { place: two, room: await room(told) })), 'people.noSuchRoom')
})

test('a grid worker registers in the own grid only; a doctor and a resident register nobody', async told => {
  await register(told, {}, '郑晓东')
  for (const [who, place] of [
    ['郑晓东', two],
    ['陈静', one],
    ['王秀英', one],
    ['邻居乙', one],
  ] as const)
    assert.equal(await refused(register(told, { ...stranger, place }, who)), 'common.forbidden')
})

test('every field on the card says where it came from, when, and what it is for', async told => {
  const r = await register(told)
  const sources = (card: Resident) => Object.fromEntries(card.facts.map(f => [f.label, f.source]))
  assert.deepEqual(sources(r), {
    姓名: '登记',
    身份证号: '登记',
    手机号: '登记',
    居住类型: '登记',
    出生日期: '身份证号',
    性别: '身份证号',
  })
  const later = new Date('2026-06-02T01:00:00Z')
  const c = await told.as('小沈')<Resident>(
    'people.correct',
    { ...keyOf(r), phone: '139 8765 4321', residence: 'tenant', source: '本人来电' },
    later,
  )
  assert.deepEqual([c.phoneMasked, c.residence], ['139****4321', 'tenant'])
  const phone = c.facts.find(f => f.field === 'phone')
  assert.deepEqual(phone, {
    field: 'phone',
    label: '手机号',
    source: '本人来电',
    byName: '小沈',
    via: '更正',
    at: later,
    declined: false,
    stale: false,
    purpose: '联系本人',
  })
  assert.equal(sources(c)['姓名'], '登记')
})

// ── Households ──────────────────────────────────────────────────────────────

test('who comes into a room joins its household; a head gathers those who have none', async told => {
  const home = await room(told)
  const child = await register(told, { ...stranger, name: '李明', room: home, relation: 'child' })
  const mother = await register(told, { room: home })
  const tenant = await register(told, {
    ...stranger,
    name: '赵租',
    room: home,
    relation: 'householder',
    residence: 'tenant',
  })
  const card = async (r: Resident) => told.as('小沈')<Resident>('people.person', keyOf(r), now)
  assert.deepEqual(
    (await card(mother)).members.map(m => [m.name, m.relation]),
    [['李明', 'child']],
  )
  assert.equal((await card(child)).household, mother.id)
  assert.deepEqual((await card(tenant)).members, [])
  const lines = await told.as('小沈')<ResidentLine[]>('people.household', { community: here, room: home }, now)
  assert.equal(lines.length, 3)
  assert.deepEqual(await told.as('邻居乙')('people.household', { community: here, room: home }, now), [])
})

test('whoever moved out or died is on no household card any more', async told => {
  const home = await room(told)
  const mother = await register(told, { room: home })
  const child = await register(told, { ...stranger, name: '李明', room: home, relation: 'child' })
  await told.as('小沈')('people.moveOut', keyOf(child), now)
  assert.deepEqual((await told.as('小沈')<Resident>('people.person', keyOf(mother), now)).members, [])
})

test('a household gets a new head by a correction', async told => {
  const home = await room(told)
  const mother = await register(told, { room: home })
  const child = await register(told, { ...stranger, name: '李明', room: home, relation: 'child' })
  const correct = (r: Resident, relation: string) =>
    told.as('小沈')<Resident>('people.correct', { ...keyOf(r), relation, source: '户口簿' }, now)
  await correct(mother, 'parent')
  const head = await correct(child, 'householder')
  assert.equal(head.household, child.id)
  assert.deepEqual(
    head.members.map(m => [m.name, m.relation]),
    [['王秀英', 'parent']],
  )
})
