/** Stories of the tree of places, the map of grids, and an address that finds its room. */
import assert from 'node:assert/strict'
import { getIssues } from '@placemarkio/check-geojson'
import { refused, problemOf, world, type Told } from '../../kernel/testing.ts'
import type { Polygon } from './contract.ts'
import { loadDivisions } from './load.ts'
import './service.ts'

const street = '320582100'
const here = '320582100004'
const next = '320582100013'
const grid = (n: number, community = here) => community + String(n).padStart(3, '0')

const { test } = world(
  {
    系统: [{ role: 'system-admin', place: street }],
    小沈: [{ role: 'clerk', place: here }],
    郑晓东: [{ role: 'grid-worker', place: grid(1) }],
  },
  async ({ as, db }) => {
    const from = performance.now()
    assert.equal(await loadDivisions(db), 44_703)
    console.log(`  44703 divisions loaded in ${Math.round(performance.now() - from)} ms`)
    await as('系统')('places.addPlace', { place: here, name: '花园浜社区' })
    await as('系统')('places.addPlace', { place: next, name: '暨阳社区' })
  },
)

const square = (x: number, y: number, side = 1): Polygon => {
  const corner = (a: number, b: number): [number, number] => [
    120.55 + (x + a * side) / 100,
    31.87 + (y + b * side) / 100,
  ]
  return { type: 'Polygon', coordinates: [[corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1), corner(0, 0)]] }
}
const addGrid = ({ as }: Told, n: number, outline: Polygon, who = '小沈', community = here) =>
  as(who)('places.addGrid', { place: grid(n, community), name: `第${n}网格`, outline })

// ── The tree ────────────────────────────────────────────────────────────────

test('divisions are loaded once; what stands already stays as it is', async ({ db, as }) => {
  await db.updateTable('places.place').set({ name: '杨舍镇(改)' }).where('code', '=', street).execute()
  assert.equal(await loadDivisions(db), 0)
  assert.equal((await as(null)('places.place', { code: street })).name, '杨舍镇(改)')
})

test('the tree goes down a level at a time', async ({ as }) => {
  const provinces = await as(null)('places.tree', {})
  assert.equal(provinces.length, 31)
  assert.deepEqual(provinces[0], { code: '11', name: '北京市', level: '省', parent: '' })
  assert.deepEqual(await as(null)('places.tree', { parent: street }), [
    { code: here, name: '花园浜社区', level: '社区（村）', parent: street },
    { code: next, name: '暨阳社区', level: '社区（村）', parent: street },
  ])
})

test('a place tells the way to it', async ({ as }) => {
  const { name, path } = await as(null)('places.place', { code: here })
  assert.equal(name, '花园浜社区')
  assert.deepEqual(
    path.map((p: { name: string }) => p.name),
    ['江苏省', '苏州市', '张家港市', '杨舍镇', '花园浜社区'],
  )
  assert.equal(await refused(as(null)('places.place', { code: '320582100999' })), 'common.notFound')
})

test('a level down comes with what stands there', async told => {
  await town(told)
  const [first, second] = await told.as(null)('places.counts', { parent: street })
  assert.deepEqual(
    [first.code, first.grids, first.buildings, first.rooms, first.points, second.code, second.grids],
    [here, 2, 3, 5, 0, next, 0],
  )
  const [jiangsu] = (await told.as(null)('places.counts', {})).filter((p: { code: string }) => p.code === '32')
  assert.deepEqual([jiangsu.communities, jiangsu.grids, jiangsu.rooms], [2, 2, 5])
})

test('a place needs the one above it, and its code once', async ({ as }) => {
  const add = (place: string, who = '系统') => as(who)('places.addPlace', { place, name: '新社区' })
  assert.equal(await refused(add('320582100099001')), 'places.noParent')
  await add('320582100099')
  assert.equal(await refused(add('320582100099')), 'places.placeTaken')
  assert.equal(await refused(add('320582101099')), 'common.forbidden')
  assert.equal(await refused(add('320582100098', '小沈')), 'common.forbidden')
})

// ── Grids ───────────────────────────────────────────────────────────────────

test('grids are drawn by the clerk, listed and mapped for everyone', async told => {
  await addGrid(told, 2, square(1, 0))
  await addGrid(told, 1, square(0, 0))
  await addGrid(told, 1, square(0, 5), '系统', next)
  const codes = (await told.as(null)('places.grids', { place: here })).map((g: { code: string }) => g.code)
  assert.deepEqual(codes, [grid(1), grid(2)])
  const { features } = await told.as(null)('places.map', { place: street })
  assert.equal(features.length, 3)
  assert.deepEqual(features[0], {
    type: 'Feature',
    properties: { code: grid(1), name: '第1网格' },
    geometry: square(0, 0),
  })
})

test('the map that everyone may fetch is GeoJSON by another’s judgement, from its first grid on, and with a hole', async told => {
  const issues = async (more: object = {}) =>
    getIssues(JSON.stringify({ ...(await told.as(null)<object>('places.map', { place: street })), ...more }))
  assert.deepEqual(await issues(), [])
  const [outer] = square(0, 0).coordinates
  const hole = square(0.4, 0.4, 0.2).coordinates[0]!
  await addGrid(told, 1, { type: 'Polygon', coordinates: [outer!, hole] })
  await addGrid(told, 2, square(1, 0))
  assert.deepEqual(await issues(), [])
  assert.notDeepEqual(await issues({ features: [{ type: 'Feature' }] }), [])
})

test('a grid worker draws no grids, a clerk none next door, and a grid needs its community', async told => {
  assert.equal(await refused(addGrid(told, 1, square(0, 0), '郑晓东')), 'common.forbidden')
  assert.equal(await refused(addGrid(told, 1, square(0, 0), '小沈', next)), 'common.forbidden')
  assert.equal(await refused(addGrid(told, 1, square(0, 0), '系统', '320582100077')), 'places.noParent')
})

test('a grid that overlaps its neighbour is refused by name, across communities too; a shared border is none', async told => {
  await addGrid(told, 1, square(0, 0))
  const no = await problemOf(addGrid(told, 2, square(0.5, 0)))
  assert.equal(no.code, 'places.overlap')
  assert.match(String(no.detail), /^与第1网格重叠 5\d\d,\d{3} 平方米$/)
  assert.equal(await refused(addGrid(told, 1, square(0.5, 0), '系统', next)), 'places.overlap')
  await addGrid(told, 2, square(1, 0))
})

test('an outline that crosses itself is refused with the reason', async told => {
  const [a, b, c, d] = square(0, 0).coordinates[0]!
  const bow: Polygon = { type: 'Polygon', coordinates: [[a!, c!, b!, [d![0], d![1] + 0.01], a!]] }
  const no = await problemOf(addGrid(told, 1, bow))
  assert.deepEqual([no.code, no.detail], ['places.badPolygon', '边界自己相交'])
})

test('a position lies in one grid, on a border always in the same, and outside in none', async told => {
  await addGrid(told, 1, square(0, 0))
  await addGrid(told, 2, square(1, 0))
  const locate = async (x: number, y: number) =>
    (await told.as(null)('places.locate', { lon: 120.55 + x / 100, lat: 31.87 + y / 100 })).place
  assert.equal(await locate(0.5, 0.5), grid(1))
  assert.equal(await locate(1.5, 0.5), grid(2))
  assert.equal(await locate(1, 0.5), grid(1))
  assert.equal(await locate(2.5, 0.5), null)
})

// ── Buildings and rooms ─────────────────────────────────────────────────────

const rooms = [
  { unit: '3', floor: 5, name: '502室', use: 'home' },
  { unit: '2', floor: 5, name: '502室', use: 'home' },
  { unit: '3', floor: 5, name: '501室', use: 'home' },
]

async function town(told: Told) {
  await addGrid(told, 1, square(0, 0))
  await addGrid(told, 2, square(1, 0))
  const add = (place: string, estate: string, name: string) =>
    told.as('小沈')('places.addBuilding', { place, estate, name })
  const twelve = await add(grid(1), '花园新村', '12幢')
  const one = await add(grid(2), '花园新村', '1幢')
  const house = await add(grid(2), '陆家埭', '5号')
  await told.as('小沈')('places.addRooms', { place: grid(1), building: twelve.id, rooms })
  await told.as('小沈')('places.addRooms', { place: grid(2), building: one.id, rooms: [rooms[1]] })
  await told.as('小沈')('places.addRooms', {
    place: grid(2),
    building: house.id,
    rooms: [{ unit: '0', floor: 1, name: '前屋', use: 'home' }],
  })
  return { twelve, one, house }
}

test('buildings are numbered through the community and found by any spelling', async told => {
  const { twelve } = await town(told)
  const find = async (search?: string, place = here) =>
    (await told.as(null)('places.buildings', { place, ...(search && { search }) })).map(
      (b: { name: string; rooms: number }) => [b.name, b.rooms],
    )
  assert.equal(twelve.code, `${here}00001`)
  assert.deepEqual(await find(), [
    ['12幢', 3],
    ['1幢', 1],
    ['5号', 1],
  ])
  assert.deepEqual(await find('花园新村十二号楼'), [['12幢', 3]])
  assert.deepEqual(await find(undefined, grid(2)), [
    ['1幢', 1],
    ['5号', 1],
  ])
  assert.deepEqual(await find('长安公寓'), [])
})

test('a building stands once, in a grid that exists', async told => {
  await town(told)
  const add = (place: string, name: string) =>
    told.as('小沈')('places.addBuilding', { place, estate: '花园新村', name })
  assert.equal(await refused(add(grid(2), '12号楼')), 'places.buildingTaken')
  assert.equal(await refused(add(grid(9), '13幢')), 'places.noSuchGrid')
  assert.equal(
    await refused(told.as('郑晓东')('places.addBuilding', { place: grid(1), estate: '', name: '13幢' })),
    'common.forbidden',
  )
})

test('a room is put in once, into a building of that grid', async told => {
  const { twelve } = await town(told)
  const add = (place: string, room: object) =>
    told.as('小沈')('places.addRooms', { place, building: twelve.id, rooms: [{ ...rooms[0], ...room }] })
  assert.equal(await refused(add(grid(1), { name: '0502' })), 'places.roomTaken')
  assert.equal(await refused(add(grid(2), { name: '503' })), 'places.noSuchBuilding')
  assert.deepEqual(await add(grid(1), { name: '503' }), { added: 1 })
})

test('rooms are listed by unit, floor and door', async told => {
  const { twelve } = await town(told)
  const list = await told.as(null)('places.rooms', { community: here, building: twelve.id })
  assert.deepEqual(
    list.map((r: { unit: string; name: string }) => `${r.unit}-${r.name}`),
    ['2-502室', '3-501室', '3-502室'],
  )
})

test('however the address is written, it finds the same room', async told => {
  await town(told)
  const find = (address: string, who: string | null = '小沈') =>
    told.as(who)('places.findRoom', { community: here, address })
  const found = await find('花园新村12幢3单元502室')
  assert.deepEqual(
    [found.place, found.unit, found.name, found.address],
    [grid(1), '3', '502室', '花园新村12幢3单元502室'],
  )
  for (const spelling of [
    '花园新村 12号楼-3-502',
    '张家港市杨舍镇花园浜社区 花园新村12栋三单元502',
    '人民路3号花园新村12#3-502',
  ])
    assert.equal((await find(spelling))?.id, found.id, spelling)
  assert.deepEqual(await told.as(null)('places.room', { community: here, id: found.id }), found)
})

test('the longest name decides between a building of an estate and one that is only a number', async told => {
  await addGrid(told, 1, square(0, 0))
  for (const estate of ['', '花园新村']) {
    const { id } = await told.as('小沈')('places.addBuilding', { place: grid(1), estate, name: '7幢' })
    await told.as('小沈')('places.addRooms', { place: grid(1), building: id, rooms })
  }
  const find = async (address: string) =>
    (await told.as('小沈')('places.findRoom', { community: here, address })).address
  assert.equal(await find('花园新村7幢3单元502'), '花园新村7幢3单元502室')
  assert.equal(await find('杨舍镇7幢3单元502'), '7幢3单元502室')
})

test('a door without its unit is enough when only one room has it; otherwise nothing is guessed', async told => {
  await town(told)
  const find = async (address: string, who = '小沈') =>
    (await told.as(who)('places.findRoom', { community: here, address }))?.address ?? null
  assert.equal(await find('花园新村12幢501'), '花园新村12幢3单元501室')
  assert.equal(await find('花园新村12幢502'), null)
  assert.equal(await find('花园新村1幢502'), '花园新村1幢2单元502室')
  assert.equal(await find('陆家埭5号前屋'), '陆家埭5号前屋')
  assert.equal(await find('花园新村2幢502'), null)
  assert.equal(await find('老花园新村12幢501'), null)
  assert.equal(await find('花园新村12幢501', '郑晓东'), null, 'not for those without the post')
})
