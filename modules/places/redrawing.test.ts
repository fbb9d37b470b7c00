/** Stories of a map that changes: a grid is split, two become one, a name changes; what stands on the ground follows, and what was is still found. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import { problemOf, refused, world, type Told } from '../../kernel/testing.ts'
import type { Polygon } from './contract.ts'
import { addGrids, at, begin, grid, here, next, square, street, tomorrow } from './stories.ts'
import { adoptDue } from './redrawing.ts'

const { test, open } = world(
  {
    系统: [{ role: 'system-admin', place: street }],
    小沈: [{ role: 'clerk', place: here }],
    书记: [{ role: 'head', place: here }],
    郑晓东: [{ role: 'grid-worker', place: grid(1) }],
    邻居: [{ role: 'clerk', place: next }],
  },
  addGrids,
)

type Drawn = { place: string; name: string; outline: Polygon }
const drawn = (n: number, name: string, outline: Polygon): Drawn => ({ place: grid(n), name, outline })
type Plan = {
  grids: readonly Drawn[]
  ends?: readonly { place: string; heir: string }[]
  from?: string
  title?: string
}
const plan = (
  { as }: Told,
  { grids, ends = [], from = '2026-11-20', title = '居民要求' }: Plan,
  who = '小沈',
  place = here,
) => as(who)('places.planRedrawing', { place, title, from, grids, ends }, begin)
const adopt = ({ as }: Told, id: string, who = '小沈', when = begin) =>
  as(who)('places.adopt', { community: here, id }, when)
const now = async ({ as }: Told) =>
  (await as(null)('places.grids', { place: here })).map((g: { code: string; name: string }) => [
    g.code.slice(12),
    g.name,
  ])
const house = async ({ as }: Told, name: string, n: number, where?: readonly [number, number]) =>
  as('小沈')('places.addBuilding', {
    place: grid(n),
    estate: '花园新村',
    name,
    ...(where && { lon: where[0], lat: where[1] }),
  })

// ── Split, merged, renamed ──────────────────────────────────────────────────

const halves = [drawn(1, '西半网格', square(0, 0, 0.5, 1)), drawn(3, '东半网格', square(0.5, 0, 0.5, 1))]

test('a grid is split: houses go where they stand, a hydrant too, and what has no position stays', async told => {
  const [west, east, lost] = [
    await house(told, '1幢', 1, at(0.2, 0.5)),
    await house(told, '2幢', 1, at(0.8, 0.5)),
    await house(told, '3幢', 1),
  ]
  const [lon, lat] = at(0.9, 0.1)
  const hydrant = await told.as('郑晓东')('places.addPoint', {
    place: grid(1),
    kind: 'hydrant',
    name: '东侧消防栓',
    lon,
    lat,
  })
  const { id, gaps, offers } = await plan(told, { grids: halves })
  assert.deepEqual([Math.round(gaps), offers.map((o: { move: string }) => o.move)], [0, ['adopt', 'drop']])
  const done = await adopt(told, id)
  assert.deepEqual([done.state, done.moved], ['adopted', 2])
  assert.deepEqual(await now(told), [
    ['001', '西半网格'],
    ['002', '第2网格'],
    ['003', '东半网格'],
  ])
  const places = await Promise.all(
    [west, east, lost].map(async b => (await told.as(null)('places.building', { community: here, id: b.id })).place),
  )
  assert.deepEqual(places, [grid(1), grid(3), grid(1)])
  assert.equal((await told.as(null)('places.point', { community: here, id: hydrant.id })).place, grid(3))
})

test('two grids become one: the old one is found under its name, and says who took it over', async told => {
  const coordless = await house(told, '9幢', 2)
  const { id } = await plan(told, {
    grids: [drawn(1, '第1网格', square(0, 0, 2, 1))],
    ends: [{ place: grid(2), heir: grid(1) }],
  })
  await adopt(told, id)
  assert.deepEqual(await now(told), [['001', '第1网格']])
  assert.equal((await told.as(null)('places.building', { community: here, id: coordless.id })).place, grid(1))
  const old = await told.as(null)('places.place', { code: grid(2) })
  assert.deepEqual(
    [old.name, old.until, old.became.map((b: { code: string }) => b.code)],
    ['第2网格', '2026-11-20', [grid(1)]],
  )
  assert.equal((await told.as(null)('places.locate', { lon: at(1.5, 0.5)[0], lat: at(1.5, 0.5)[1] })).place, grid(1))
  const again = plan(told, { grids: [drawn(2, '第2网格', square(5, 5))] })
  assert.equal(await refused(again), 'places.codeUsed')
})

test('a grid that is called otherwise from today bore its old name until yesterday', async told => {
  const { id } = await plan(told, { grids: [drawn(1, '花园网格', square(0, 0))] })
  await adopt(told, id)
  const on = async (day?: string) =>
    (await told.as(null)('places.place', { code: grid(1), ...(day && { on: day }) })).name
  assert.deepEqual([await on(), await on('2026-11-20'), await on('2026-11-19')], ['花园网格', '花园网格', '第1网格'])
})

test('every house that moves is told to whoever listens', async told => {
  const { id: moved } = await house(told, '2幢', 1, at(0.8, 0.5))
  const { id } = await plan(told, { grids: halves })
  await adopt(told, id)
  const facts = await told.db
    .selectFrom('kernel.outbox')
    .select(['fact', 'place', 'record'])
    .where('fact', 'in', ['places.building.regrid', 'places.redrawing.adopt'])
    .orderBy('id')
    .execute()
  assert.deepEqual(facts, [
    { fact: 'places.building.regrid', place: grid(3), record: moved },
    { fact: 'places.redrawing.adopt', place: here, record: id },
  ])
})

// ── Its day ─────────────────────────────────────────────────────────────────

test('a plan for tomorrow waits for tomorrow, and comes by itself', async told => {
  const { id, offers } = await plan(told, { grids: halves, from: '2026-11-21' })
  assert.deepEqual(offers[0], { move: 'adopt', label: '现在生效', to: 'adopted', because: '还没有到生效日' })
  assert.equal(await refused(adopt(told, id)), 'common.notYet')
  const east = await house(told, '2幢', 1, at(0.8, 0.5))
  assert.equal(await adoptDue(told.house, begin), 0)
  assert.equal(await adoptDue(told.house, tomorrow), 1)
  assert.equal(await adoptDue(told.house, tomorrow), 0)
  assert.equal((await told.as(null)('places.building', { community: here, id: east.id })).place, grid(3))
  assert.equal((await told.as('书记')('places.redrawing', { community: here, id })).state, 'adopted')
})

test('a plan for yesterday is refused, one that was dropped never comes', async told => {
  assert.equal(await refused(plan(told, { grids: halves, from: '2026-11-19' })), 'places.tooLate')
  const { id } = await plan(told, { grids: halves, from: '2026-11-21' })
  await told.as('小沈')('places.drop', { community: here, id }, begin)
  assert.equal(await adoptDue(told.house, tomorrow), 0)
})

test('a plan that no longer fits on its day stays behind, late, and the others come', async told => {
  const first = await plan(told, { grids: [drawn(3, '新网格', square(2, 0))], from: '2026-11-21' })
  await told.as('小沈')('places.addGrid', { place: grid(4), name: '抢先的网格', outline: square(2, 0) })
  const second = await plan(told, { grids: [drawn(1, '改名网格', square(0, 0))], from: '2026-11-21' })
  assert.equal(await adoptDue(told.house, tomorrow), 1)
  const state = async (id: string) => (await told.as('小沈')('places.redrawing', { community: here, id })).state
  assert.deepEqual([await state(first.id), await state(second.id)], ['planned', 'adopted'])
  const late = await told.as('小沈')('work.late', { place: here }, tomorrow)
  assert.deepEqual(
    late.items.map((w: { record: string }) => w.record),
    [first.id],
  )
})

// ── What is refused ─────────────────────────────────────────────────────────

test('an overlap is refused with its square metres, against neighbours of another community too', async told => {
  const no = await problemOf(plan(told, { grids: [drawn(3, '压着的', square(1.5, 0))] }))
  assert.equal(no.code, 'places.overlap')
  assert.match(String(no.detail), /^第2网格与压着的重叠 5\d\d,\d{3} 平方米$/)
  await told.as('系统')('places.addGrid', { place: grid(1, next), name: '邻社区网格', outline: square(2, 0) })
  assert.equal(await refused(plan(told, { grids: [drawn(3, '压着邻居', square(2.5, 0))] })), 'places.overlap')
})

test('gaps and what leaves the community are told, not refused', async told => {
  await told.db
    .updateTable('places.place')
    .set({ outline: JSON.stringify(square(0, 0, 4, 1)) })
    .where('code', '=', here)
    .execute()
  const { gaps, outside } = await plan(told, { grids: [drawn(3, '出界网格', square(2, 0, 1, 2))] })
  const whole = 1_000_000 * 1.0509
  assert.ok(Math.abs(gaps - whole) < whole / 50, `gap ${gaps}`)
  assert.ok(Math.abs(outside - whole) < whole / 50, `outside ${outside}`)
})

for (const [what, made, code] of [
  ['that is what stands already', { grids: [drawn(1, '第1网格', square(0, 0))] }, 'places.nothingDrawn'],
  [
    'with a grid of another community',
    { grids: [{ ...drawn(1, '别处', square(5, 5)), place: grid(1, next) }] },
    'places.notOfThisPlace',
  ],
  [
    'with the same grid twice',
    { grids: [drawn(3, '一', square(5, 5)), drawn(3, '二', square(7, 7))] },
    'places.placeTaken',
  ],
  [
    'without an heir',
    { grids: [drawn(3, '一', square(5, 5))], ends: [{ place: grid(2), heir: grid(2) }] },
    'places.noHeir',
  ],
  ['that crosses itself', { grids: [drawn(3, '结', bow())] }, 'places.badPolygon'],
] as const)
  test(`a plan ${what} is refused`, async told => assert.equal(await refused(plan(told, made)), code))

test('a grid worker draws nothing, a neighbour nothing here, and the secretary only looks', async told => {
  for (const who of ['郑晓东', '邻居', '书记'])
    assert.equal(await refused(plan(told, { grids: halves }, who)), 'common.forbidden')
  const { id } = await plan(told, { grids: halves })
  assert.equal(await refused(adopt(told, id, '书记')), 'common.forbidden')
  assert.equal((await told.as('书记')('places.redrawings', { place: here })).length, 1)
  assert.equal(await refused(told.as('邻居')('places.redrawing', { community: here, id })), 'common.notFound')
})

function bow(): Polygon {
  const [a, b, c, d] = square(5, 5).coordinates[0]!
  return { type: 'Polygon', coordinates: [[a!, c!, b!, [d![0], d![1] + 0.01], a!]] }
}

plain('two plans that take the same ground cannot both come into force, nor two grids drawn at once', async () => {
  const told = open()
  const [a, b] = [
    await plan(told, { grids: [drawn(5, '甲', square(10, 10))] }),
    await plan(told, { grids: [drawn(6, '乙', square(10.5, 10))] }),
  ]
  const both = await Promise.allSettled([adopt(told, a.id), adopt(told, b.id)])
  assert.deepEqual(both.map(r => r.status).toSorted(), ['fulfilled', 'rejected'])
  const add = (n: number, x: number, community = here) =>
    told.as('系统')('places.addGrid', { place: grid(n, community), name: `第${n}网格`, outline: square(x, 20) })
  const drawnAtOnce = await Promise.allSettled([add(7, 20), add(8, 20.5), add(1, 20.2, next)])
  assert.equal(drawnAtOnce.filter(r => r.status === 'fulfilled').length, 1)
})
