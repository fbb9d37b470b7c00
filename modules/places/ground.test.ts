/** Stories of what stands on the ground: a house is put on the map and pulled down, a hydrant breaks and is mended, and a door says who answers for it. */
import assert from 'node:assert/strict'
import { refused, world, type Told } from '../../kernel/testing.ts'
import { addGrids, begin, grid, here, next, square, street } from './stories.ts'

const { test } = world(
  {
    系统: [{ role: 'system-admin', place: street }],
    小沈: [{ role: 'clerk', place: here }],
    书记: [{ role: 'head', place: here }],
    郑晓东: [{ role: 'grid-worker', place: grid(1) }],
    邻格: [{ role: 'grid-worker', place: grid(2) }],
  },
  addGrids,
)

const [lon, lat] = [120.555, 31.875]
const build = ({ as }: Told, more: object = {}) =>
  as('小沈')('places.addBuilding', { place: grid(1), estate: '花园新村', name: '12幢', ...more })
const move = (
  { as }: Told,
  name: string,
  { community, id }: { community: string; id: string },
  input: object = {},
  who = '小沈',
) => as(who)(`places.${name}`, { community, id, ...input }, begin)

// ── Buildings ───────────────────────────────────────────────────────────────

test('a position read from another map is stored as WGS 84', async told => {
  const shifted = await build(told, { lon: 120.559576549, lat: 31.873487076, system: 'gcj02' })
  assert.ok(
    Math.abs(shifted.lon - 120.5553) < 1e-6 && Math.abs(shifted.lat - 31.8756) < 1e-6,
    `${shifted.lon} ${shifted.lat}`,
  )
  const asked = { lon: 120.559576549, lat: 31.873487076 }
  assert.equal((await told.as(null)('places.locate', { ...asked, system: 'gcj02' })).place, grid(1))
})

test('latitude first is refused, and so is what lies abroad', async told => {
  assert.equal(await refused(build(told, { lon: lat, lat: lon })), 'places.notInChina')
  assert.equal(await refused(build(told, { lon: -122.4, lat: 37.8 })), 'places.notInChina')
})

test('the grid worker who stands at the door puts the house on the map; another grid’s worker does not', async told => {
  const house = await build(told)
  assert.deepEqual([house.lon, house.rooms], [null, 0])
  assert.equal((await move(told, 'placeBuilding', house, { lon, lat }, '郑晓东')).lon, lon)
  assert.equal(await refused(move(told, 'placeBuilding', house, { lon, lat }, '邻格')), 'common.forbidden')
  assert.equal(await refused(move(told, 'correctBuilding', house, { floors: 6 }, '郑晓东')), 'common.forbidden')
})

test('a house is set right, and found by its new name alone', async told => {
  const house = await build(told)
  const right = await move(told, 'correctBuilding', house, { name: '十二号楼', floors: 6, built: 1998 })
  assert.deepEqual(
    [right.name, right.key, right.floors, right.built, right.units],
    ['十二号楼', '花园新村12', 6, 1998, null],
  )
  await build(told, { name: '13幢' })
  assert.equal(await refused(move(told, 'correctBuilding', house, { name: '13号楼' })), 'places.buildingTaken')
})

test('a house that is pulled down leaves the lists, keeps its rooms on record, and makes room for a new one', async told => {
  const house = await build(told)
  await told.as('小沈')('places.addRooms', {
    place: grid(1),
    building: house.id,
    rooms: [{ unit: '3', floor: 5, name: '502', use: 'home' }],
  })
  const [room] = await told.as(null)('places.rooms', { community: here, building: house.id })
  assert.equal(await refused(build(told, { name: '12号楼' })), 'places.buildingTaken')
  await move(told, 'demolish', house, { on: '2026-11-20' })
  assert.deepEqual(await told.as(null)('places.buildings', { place: here }), [])
  assert.equal(await told.as('小沈')('places.findRoom', { community: here, address: '花园新村12幢3单元502' }), null)
  assert.equal((await told.as(null)('places.room', { community: here, id: room.id })).address, '花园新村12幢3单元502')
  const fresh = await build(told)
  assert.equal(fresh.code, `${here}00002`)
  assert.equal(await refused(move(told, 'demolish', house, { on: '2026-11-20' })), 'common.wrongState')
})

test('a house goes to another grid of its community by hand, and to no other', async told => {
  const house = await build(told)
  assert.equal((await move(told, 'regrid', house, { to: grid(2) })).place, grid(2))
  await told.as('系统')('places.addGrid', { place: grid(1, next), name: '邻社区', outline: square(5, 5) })
  for (const to of [grid(9), grid(1, next)])
    assert.equal(await refused(move(told, 'regrid', house, { to })), 'places.noSuchGrid')
})

// ── Points ──────────────────────────────────────────────────────────────────

const hydrant = { kind: 'hydrant', number: 'XF-012', name: '12幢西侧消防栓', lon, lat }

test('a point is put in by the grid worker, breaks, is mended, and goes', async told => {
  const made = await told.as('郑晓东')('places.addPoint', { place: grid(1), ...hydrant })
  assert.deepEqual([made.kindLabel, made.state], ['消防栓', 'standing'])
  const did = (name: string, who = '郑晓东', input: object = {}) => move(told, name, made, input, who)
  assert.equal((await did('breakPoint')).state, 'broken')
  assert.equal(await refused(did('breakPoint')), 'common.wrongState')
  const corrected = await did('correctPoint', '郑晓东', { note: '缺盖' })
  assert.deepEqual(
    [corrected.note, corrected.number, corrected.name, corrected.lon],
    ['缺盖', 'XF-012', '12幢西侧消防栓', lon],
  )
  assert.equal((await did('mendPoint')).state, 'standing')
  assert.equal(await refused(did('removePoint')), 'common.forbidden')
  await did('removePoint', '小沈')
  assert.deepEqual(await told.as(null)('places.points', { place: here }), [])
})

test('a number stands once among its kind, and a kind must exist', async told => {
  const add = (more: object) => told.as('郑晓东')('places.addPoint', { place: grid(1), ...hydrant, ...more })
  await add({})
  assert.equal(await refused(add({ name: '另一个' })), 'places.pointTaken')
  await add({ kind: 'manhole' })
  await add({ number: '', name: '无编号的' })
  assert.equal(await refused(add({ number: '', name: '无编号的' })), 'places.pointTaken')
  assert.equal(await refused(add({ kind: 'spaceship', number: '1' })), 'places.noSuchKind')
  assert.equal((await told.as(null)('places.points', { place: here, kind: 'hydrant' })).length, 2)
  assert.equal((await told.as(null)('places.points', { place: here, search: 'XF-012' })).length, 2)
})

// ── Who answers for a door ──────────────────────────────────────────────────

async function services(told: Told) {
  const house = await build(told, { lon, lat })
  const add = (kind: string, name: string, more: object = {}) =>
    told.as('小沈')('places.addContact', { place: here, kind, name, phone: '0512-58000000', ...more })
  await add('water', '张家港给排水公司')
  await add('property', '社区物业站')
  await add('property', '花园物业公司', { estate: '花园新村' })
  await add('gas', '社区燃气')
  await add('gas', '第一网格燃气', { place: grid(1) })
  await add('gas', '12幢燃气专线', { building: house.id })
  return house
}
const named = (answer: { contacts: { kind: string; name: string }[] }) =>
  answer.contacts.map(c => `${c.kind} ${c.name}`)
const ask = ({ as }: Told, input: object) => as(null)('places.responsible', input, begin)

test('what is said of the house comes before its estate, the estate before the grid, the grid before the community', async told => {
  const house = await services(told)
  const of = async (input: object) => named(await ask(told, input))
  assert.deepEqual(await of({ community: here, building: house.id }), [
    'property 花园物业公司',
    'water 张家港给排水公司',
    'gas 12幢燃气专线',
  ])
  const other = await build(told, { name: '13幢' })
  assert.deepEqual(await of({ community: here, building: other.id }), [
    'property 花园物业公司',
    'water 张家港给排水公司',
    'gas 第一网格燃气',
  ])
  const away = await build(told, { estate: '别的小区', name: '1幢', place: grid(2) })
  assert.deepEqual(await of({ community: here, building: away.id }), [
    'property 社区物业站',
    'water 张家港给排水公司',
    'gas 社区燃气',
  ])
  assert.deepEqual(await of({ place: grid(1) }), ['property 社区物业站', 'water 张家港给排水公司', 'gas 第一网格燃气'])
})

test('a room, its building, a position and its grid lead to the same people', async told => {
  const house = await services(told)
  await told.as('小沈')('places.addRooms', {
    place: grid(1),
    building: house.id,
    rooms: [{ unit: '3', floor: 5, name: '502室', use: 'home' }],
  })
  const [room] = await told.as(null)('places.rooms', { community: here, building: house.id })
  const party = await told.as('书记')(
    'places.addBody',
    { place: here, kind: 'party', name: '花园浜党总支', phone: '0512-1' },
    begin,
  )
  const { seats } = await move(told, 'addSeat', party, { name: '书记' }, '书记')
  await move(told, 'takeSeat', party, { seat: seats[0].id, name: '周国平', from: '2026-01-01' }, '书记')
  await employ(told)
  const answers = await Promise.all(
    [{ community: here, room: room.id }, { community: here, building: house.id }, { lon, lat }, { place: grid(1) }].map(
      async input => ask(told, input),
    ),
  )
  for (const answer of answers) {
    assert.deepEqual([answer.grid, answer.gridName, answer.community], [grid(1), '第1网格', here])
    assert.deepEqual(
      answer.duty.map((d: { name: string; label: string; phone: string }) => [d.name, d.label, d.phone]),
      [['郑晓东', '网格员', '13800000000']],
    )
    assert.deepEqual(
      answer.bodies.map((b: { name: string; head: string }) => [b.name, b.head]),
      [['花园浜党总支', '周国平']],
    )
  }
  assert.deepEqual(
    answers.map(a => a.address),
    ['花园新村12幢3单元502室', '花园新村12幢', null, null],
  )
})

test('a door that nobody knows has no answer, and a community alone has its own', async told => {
  await services(told)
  const nowhere = await ask(told, { lon: 121, lat: 31 })
  assert.deepEqual([nowhere.grid, nowhere.duty, nowhere.contacts], [null, [], []])
  assert.deepEqual(named(await ask(told, { place: here })), [
    'property 社区物业站',
    'water 张家港给排水公司',
    'gas 社区燃气',
  ])
  assert.deepEqual(named(await ask(told, { community: here })).length, 3)
})

test('one service has one entry for one range; ended, another may follow', async told => {
  const add = (name: string) =>
    told.as('小沈')('places.addContact', { place: here, kind: 'water', name, phone: '0512-1' })
  const first = await add('甲公司')
  assert.equal(await refused(add('乙公司')), 'places.contactTaken')
  const right = await move(told, 'correctContact', first, { phone: '0512-2' })
  assert.deepEqual([right.phone, right.name], ['0512-2', '甲公司'])
  await move(told, 'endContact', first)
  await add('乙公司')
  assert.deepEqual(
    (await told.as(null)('places.contacts', { place: here })).map((c: { name: string }) => c.name),
    ['乙公司'],
  )
})

test('a service, a body and a redrawing need a place that exists', async told => {
  const nowhere = '320582100077'
  const contact = { kind: 'water', name: '甲公司', phone: '0512-1' }
  const as = told.as('系统')
  assert.equal(await refused(as('places.addContact', { place: nowhere, ...contact })), 'places.noSuchPlace')
  assert.equal(await refused(as('places.addContact', { place: grid(9), ...contact })), 'places.noSuchGrid')
  assert.equal(
    await refused(as('places.addBody', { place: nowhere, kind: 'party', name: '党支部' })),
    'places.noSuchPlace',
  )
  const grids = [{ place: `${nowhere}001`, name: '第一网格', outline: square(5, 5) }]
  const plan = { place: nowhere, title: '新社区', from: '2026-11-20', grids }
  assert.equal(await refused(as('places.planRedrawing', plan, begin)), 'places.noSuchPlace')
})

async function employ({ db, actors }: Told) {
  const id = actors['郑晓东']!.id
  const account = {
    id,
    place: here,
    username: 'zheng',
    name: '郑晓东',
    password: 'none',
    mustChange: false,
    workPhone: '13800000000',
  }
  await db.insertInto('identity.account').values(account).execute()
  await db
    .insertInto('identity.post')
    .values({ id, account: id, role: 'grid-worker', place: grid(1), during: '[2020-01-01,)' })
    .execute()
}
