/** A draft of a map: a file comes in and goes out again in any system, a shared corner stays shared, and only what changed is sent. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../../../kernel/rules.ts'
import { survey, type Named } from '../overlay.ts'
import { grid, here, next, square } from '../stories.ts'
import {
  addCorner,
  bring,
  changeOf,
  draftOf,
  dropCorner,
  end,
  geoJsonOf,
  inherit,
  moveCorner,
  nextCode,
  planOf,
  rename,
} from './map-draft.ts'

const one: Named = { code: grid(1), name: '第1网格', outline: square(0, 0) }
const two: Named = { code: grid(2), name: '第2网格', outline: square(1, 0) }
const draft = draftOf(here, [one, two])
const bytes = (text: string) => new TextEncoder().encode(text)

test('what goes out in any system comes in again where it was', () => {
  for (const system of ['wgs84', 'gcj02', 'bd09', 'metres'] as const) {
    const { draft: again, taken, notes } = bring(draft, bytes(geoJsonOf([one, two], system)), 'wgs84')
    assert.deepEqual([taken, notes], [2, []])
    for (const [i, g] of again.grids.entries())
      for (const [j, p] of g.outline.coordinates[0]!.entries()) {
        const was = draft.before[i]!.outline.coordinates[0]![j]!
        assert.ok(Math.abs(p[0] - was[0]) < 2e-8 && Math.abs(p[1] - was[1]) < 2e-8, system)
      }
    assert.deepEqual(survey(again.grids, null).overlaps, [], 'neighbours stay neighbours')
  }
})

test('a grid without a code gets the next number; one of another community, or none at all, is named', () => {
  const feature = (properties: object, geometry: unknown) => ({ type: 'Feature', properties, geometry })
  const file = JSON.stringify({
    type: 'FeatureCollection',
    features: [
      feature({ 名称: '新网格' }, square(2, 0)),
      feature({ code: grid(1, next), name: '别处' }, square(9, 9)),
      feature({ name: '一个点' }, { type: 'Point', coordinates: [120.5, 31.8] }),
    ],
  })
  const { draft: after, taken, notes } = bring(draft, bytes(file), 'wgs84')
  assert.deepEqual([after.grids.map(g => g.code), taken], [[grid(1), grid(2), grid(3)], 1])
  assert.match(notes.join('\n'), /别处：代码 \d+ 不在本社区（村），没有取用\n一个点：边界应是一个多边形/)
  assert.throws(() => bring(draft, bytes('{'), 'wgs84'), Problem)
})

test('a corner that two share moves for both, and opens no gap', () => {
  const corner = square(1, 0).coordinates[0]![0]!
  const moved = moveCorner(draft, corner, [corner[0] + 0.002, corner[1] - 0.001])
  const frame = survey(moved.grids, null)
  assert.deepEqual(frame.overlaps, [])
  assert.deepEqual(
    moved.grids.map(g => changeOf(moved, g)),
    ['moved', 'moved'],
  )
  const ring = moved.grids[1]!.outline.coordinates[0]!
  assert.deepEqual(ring[0], ring.at(-1), 'still closed')
})

test('a corner put into a side that two share is put into both, and taken out of both: no gap, no overlap', () => {
  const ring = one.outline.coordinates[0]!
  const shared = two.outline.coordinates[0]!.filter(p => ring.some(q => q[0] === p[0] && q[1] === p[1]))
  const [a, b] = [...new Map(shared.map(p => [p.join(), p])).values()]
  const at: [number, number] = [(a![0] + b![0]) / 2 + 0.0003, (a![1] + b![1]) / 2]
  const more = addCorner(draft, [a!, b!], at)
  assert.deepEqual(
    more.grids.map(g => g.outline.coordinates[0]!.length),
    [6, 6],
  )
  assert.deepEqual(survey(more.grids, null).overlaps, [])
  const back = dropCorner(more, at)
  assert.deepEqual(back.grids, draft.grids, 'as it was before')
})

test('a triangle keeps its corners, and whoever shares one with it keeps it too', () => {
  const [p, q, r] = square(0, 0).coordinates[0]!
  const three: Named = { code: grid(3), name: '三角', outline: { type: 'Polygon', coordinates: [[p!, q!, r!, p!]] } }
  const narrow = draftOf(here, [three, two])
  assert.equal(dropCorner(narrow, q!), narrow)
})

test('the first corner of a ring is taken out like any other, and the ring stays closed', () => {
  const [first] = one.outline.coordinates[0]!
  const ring = dropCorner(draftOf(here, [one]), first!).grids[0]!.outline.coordinates[0]!
  assert.deepEqual([ring.length, ring[0]], [4, ring.at(-1)])
})

test('only what is new, moved or renamed is sent; nothing is nothing', () => {
  assert.equal(planOf(draft), null)
  assert.deepEqual(
    planOf(rename(draft, grid(2), '花园网格'))!.grids.map(g => g.name),
    ['花园网格'],
  )
})

test('a grid that stands is given up for the nearest; one that was only drawn is gone', () => {
  const three = { code: grid(3), name: '远处', outline: square(7, 0) }
  const wide = draftOf(here, [one, two, three])
  const merged = end(wide, grid(1))
  assert.deepEqual([...merged.ends], [[grid(1), grid(2)]])
  assert.deepEqual(planOf(merged)!.ends, [{ place: grid(1), heir: grid(2) }])
  assert.deepEqual(
    planOf(merged)!.grids.map(g => g.place),
    [grid(2)],
    'the heir stands in the plan as it is',
  )
  assert.deepEqual([...inherit(merged, grid(1), grid(3)).ends.values()], [grid(3)])
  assert.deepEqual([...end(merged, grid(2)).ends.values()], [grid(3), grid(3)], 'an heir that goes too passes on')
  const drawn = bring(
    draft,
    bytes(geoJsonOf([{ code: grid(9), name: '新', outline: square(5, 5) }], 'wgs84')),
    'wgs84',
  ).draft
  assert.equal(end(drawn, grid(9)).ends.size, 0)
  assert.equal(nextCode(here, []), grid(1))
})
