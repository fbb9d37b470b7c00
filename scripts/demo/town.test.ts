/** The demonstration town is whole: every number valid, every reference met, and the same for the same seed. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { divisions } from '../../modules/places/divisions.ts'
import { ageOn, dayOf } from './calendar.ts'
import { castHomes, castNames, hometowns, zhengGrid } from './cast.ts'
import { leaders, rare } from './names.ts'
import { town } from './town.ts'

const now = new Date('2026-11-23T10:20:00+08:00')
const t = town({ seed: 1, now })
const share = (part: number, whole: number, low: number, high: number) =>
  assert.ok(part >= low * whole && part <= high * whole, `${part} of ${whole} is not between ${low} and ${high}`)
const unique = (values: readonly string[]) => assert.equal(new Set(values).size, values.length)

test('the same seed and moment give the same town, in any time zone', () => {
  const print = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
  const zone = process.env['TZ']
  process.env['TZ'] = 'America/New_York'
  assert.equal(print(town({ seed: 1, now })), print(t))
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
  assert.notEqual(print(town({ seed: 2, now }).people), print(t.people))
})

test('the town has its numbers', () => {
  assert.deepEqual(
    [t.communities, t.grids.features, t.rooms, t.households, t.people, t.matters].map(list => list.length),
    [4, 40, 4500, 4350, 12_000, 900],
  )
  share(t.buildings.length, 260, 0.95, 1.05)
  share(t.households.filter(h => h.tenure === '租住').length, t.households.length, 0.17, 0.24)
  share(t.people.filter(p => p.room === null).length, t.people.length, 0.01, 0.05)
  share(t.people.filter(p => p.sex === '女').length, t.people.length, 0.48, 0.53)
})

test('street, communities and home towns carry real codes', async () => {
  const real = new Map<string, string>()
  for await (const { code, name } of divisions()) real.set(code, name)
  for (const { code, name } of [t.street, ...t.street.above, ...hometowns.map(([d]) => d)])
    assert.equal(real.get(code), name)
  for (const { code } of t.communities) assert.match(code, /^320582100\d{3}$/)
  assert.ok(t.communities.some(c => c.code === '320582100004' && c.name === '花园浜社区'))
})

test('every code begins with the code of what it lies in', () => {
  const buildings = new Map(t.buildings.map(b => [b.code, b]))
  for (const { properties: g } of t.grids.features) assert.ok(/^\d{15}$/.test(g.code) && g.code.startsWith(g.community))
  for (const b of t.buildings) {
    assert.match(b.code, /^\d{17}$/)
    assert.ok(b.code.startsWith(b.community) && b.grid.startsWith(b.community))
  }
  for (const r of t.rooms) {
    assert.match(r.code, /^\d{12}\d{5}\d{2}\d{4}$/)
    const { grid } = buildings.get(r.building) ?? {}
    assert.ok(r.code.startsWith(r.building) && grid === r.grid, r.address)
  }
  for (const list of [t.buildings, t.rooms]) unique(list.map(x => x.code))
  unique(t.rooms.map(r => r.community + r.address))
})

test('every resident number has its check digit, birthday and sex, and no two are equal', () => {
  for (const p of t.people) {
    assert.match(p.idNumber, /^[1-8]\d{16}[\dX]$/)
    // ISO 7064 MOD 11-2, not the weights of the generator: the number as a polynomial in 2 leaves 1.
    const rest = [...p.idNumber].reduce((sum, c) => (sum * 2 + (c === 'X' ? 10 : Number(c))) % 11, 0)
    assert.equal(rest, 1, p.idNumber)
    const birth = p.idNumber.replace(/^.{6}(.{4})(..)(..).*/, '$1-$2-$3')
    assert.equal(birth, p.birth)
    assert.equal(new Date(`${birth}T00:00:00Z`).toISOString().slice(0, 10), birth)
    assert.ok(birth >= '1900-01-01' && birth <= dayOf(now))
    assert.equal(Number(p.idNumber[16]) % 2 === 1 ? '男' : '女', p.sex)
  }
  unique(t.people.map(p => p.idNumber))
  share(t.people.filter(p => p.idNumber.startsWith('320582')).length, t.people.length, 0.55, 0.85)
})

test('every telephone is a valid number in the invented range, and no two people share one', () => {
  const phones = t.people.flatMap(p => p.phone ?? [])
  const others = [
    ...t.staff.filter(s => !s.person),
    ...t.matters.map(m => m.reporter).filter(r => r.kind === 'anonymous'),
  ]
  for (const phone of [...phones, ...others.map(o => o.phone)]) assert.match(phone, /^199000\d{5}$/)
  unique([...phones, ...others.map(o => o.phone)])
})

test('every person lives in an existing room or says where else', () => {
  const rooms = new Map(t.rooms.map(r => [r.code, r]))
  const households = new Map(t.households.map(h => [h.key, h]))
  for (const p of t.people) {
    const household = households.get(p.household)
    assert.ok(household && household.members.includes(p.key), p.key)
    const room = rooms.get(household.room)
    assert.ok(room && room.grid === p.grid && room.community === p.community)
    if (p.room === null) assert.ok(p.elsewhere && p.residence === '人户分离')
    else assert.ok(p.room === household.room && p.elsewhere === null)
    if (p.arrived) assert.ok(p.arrived <= dayOf(now) && p.arrived >= p.birth)
    assert.equal(p.arrived === null, p.residence === '户籍' || p.residence === '人户分离')
  }
  unique(t.households.map(h => h.room))
  assert.equal(t.households.flatMap(h => h.members).length, t.people.length)
})

test('households make sense: one head of age who lives there, children younger than their parents', () => {
  const people = new Map(t.people.map(p => [p.key, p]))
  for (const h of t.households) {
    const members = h.members.flatMap(key => people.get(key) ?? [])
    const heads = members.filter(p => p.relation === '户主')
    const [head] = heads
    assert.ok(heads.length === 1 && head && head.key === h.head && head.room === h.room)
    const age = ageOn(head.birth, dayOf(now))
    assert.ok(age >= 18, `${h.key} is headed by someone of ${age}`)
    for (const { birth, relation } of members) {
      const gap = Number(birth.slice(0, 4)) - Number(head.birth.slice(0, 4))
      if (relation === '子' || relation === '女') assert.ok(gap >= 18, `${h.key} ${gap}`)
      if (relation === '父亲' || relation === '母亲') assert.ok(gap <= -18, `${h.key} ${gap}`)
    }
  }
})

test('the cast is at home, once each, and rare characters and long surnames are there', () => {
  const rooms = new Map(t.rooms.map(r => [r.address + r.community, r.code]))
  for (const { address, community, members } of castHomes) {
    const here = t.people.filter(p => p.room === rooms.get(address + community))
    assert.deepEqual(
      here.map(p => [p.name, ageOn(p.birth, dayOf(now))]),
      members.map(m => [m.name, m.age]),
    )
  }
  assert.equal(t.people.filter(p => castNames.has(p.name)).length, castNames.size)
  for (const character of new Set(rare.join('').match(/[䶮堃犇㛃]/gu)))
    assert.ok(t.people.some(p => p.name.includes(character)))
  for (const surname of ['欧阳', '司马']) assert.ok(t.people.some(p => p.name.startsWith(surname)))
})

test('every grid has one worker who lives in it, and 小郑 serves the grid of 王婶', () => {
  const people = new Map(t.people.map(p => [p.key, p]))
  const workers = t.staff.filter(s => s.post === 'grid-worker')
  assert.deepEqual(workers.map(w => w.place).sort(), t.grids.features.map(f => f.properties.code).sort())
  const resident = (person: string | null) => people.get(person ?? '')
  for (const w of workers) assert.ok(w.place === zhengGrid || resident(w.person)?.grid === w.place)
  assert.equal(workers.find(w => w.place === zhengGrid)?.name, '郑晓东')
  assert.equal(t.people.find(p => p.name === '王秀兰')?.grid, zhengGrid)
  const posts = new Map(t.staff.map(s => [s.name, s.post]))
  assert.deepEqual(
    ['周国平', '陈静', '沈丽'].map(n => posts.get(n)),
    ['council-chair', 'doctor', 'street-clerk'],
  )
})

test('leading officials bear names that are plainly invented', () => {
  const leading = t.staff.filter(s => s.post === 'street-chief' || s.post === 'community-head')
  assert.deepEqual(leading.map(s => s.name).sort(), [...leaders].sort())
  assert.ok(leading.every(s => s.title.includes('演示')))
})
