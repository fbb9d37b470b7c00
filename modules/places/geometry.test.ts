/** Points and outlines: inside, outside, on the line; sound or not; overlapping or merely neighbours. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Polygon } from './contract.ts'
import { area, contains, oriented, unsound } from './geometry.ts'
import { overlap as shared } from './overlay.ts'

type Corner = [number, number]
const overlap = (a: Polygon, b: Polygon) => shared(a, b) > 0
const polygon = (...rings: Corner[][]): Polygon => ({ type: 'Polygon', coordinates: rings.map(r => [...r, r[0]!]) })
const square = (x: number, y: number, w = 1, h = w): Polygon => polygon(corners(x, y, w, h))
/** Hundredths of a degree from a corner of Zhangjiagang: about a kilometre each. */
const corners = (x: number, y: number, w: number, h: number): Corner[] =>
  [
    [x, y],
    [x + w, y],
    [x + w, y + h],
    [x, y + h],
  ].map(([a, b]) => at(a!, b!))
const at = (x: number, y: number): Corner => [120.5 + x / 100, 31.8 + y / 100]

const ell = polygon([at(0, 0), at(2, 0), at(2, 1), at(1, 1), at(1, 2), at(0, 2)])
const ring = polygon(corners(0, 0, 3, 3), corners(1, 1, 1, 1))

test('a point is inside, outside, on the edge or on a corner', () => {
  assert.ok(contains(ell, at(0.5, 1.5)))
  assert.ok(!contains(ell, at(1.5, 1.5)))
  assert.ok(contains(ell, at(1, 1.5)))
  assert.ok(contains(ell, at(2, 1)))
  assert.ok(!contains(ell, at(-0.1, 1)))
})

test('a hole is outside, its rim is not', () => {
  assert.ok(contains(ring, at(0.5, 1.5)))
  assert.ok(!contains(ring, at(1.5, 1.5)))
  assert.ok(contains(ring, at(1, 1.5)))
})

test('a ray through corners is counted right', () => {
  const diamond = polygon([at(0, 1), at(1, 0), at(2, 1), at(1, 2)])
  assert.ok(contains(diamond, at(1, 1)))
  assert.ok(!contains(diamond, at(-1, 1)))
  assert.ok(!contains(diamond, at(-1, 2)))
})

test('a kilometre square has the area of one', () => {
  const side = 1 / 111.195
  const one = polygon([
    [120, 0],
    [120 + side, 0],
    [120 + side, side],
    [120, side],
  ])
  assert.ok(Math.abs(area(one) - 1e6) < 100)
  assert.ok(Math.abs(area(ring) / area(square(0, 0, 3)) - 8 / 9) < 1e-3)
})

test('an outline is turned as RFC 7946 wants it, the border against the clock and holes with it', () => {
  const [outer, hole] = ring.coordinates
  const wrong: Polygon = { type: 'Polygon', coordinates: [outer!.toReversed(), hole!] }
  const right: Polygon = { type: 'Polygon', coordinates: [outer!, hole!.toReversed()] }
  assert.deepEqual(oriented(wrong), right)
  assert.deepEqual(oriented(right), right)
})

test('sound outlines are taken', () => {
  for (const sound of [ell, ring, square(0, 0)]) assert.equal(unsound(sound), null)
  assert.equal(unsound(polygon([at(0, 0), at(1, 0), at(1, 0), at(0, 1)])), null, 'a corner given twice')
})

for (const [what, bad, why] of [
  ['crosses itself', polygon([at(0, 0), at(1, 1), at(1, 0), at(0, 2)]), '边界自己相交'],
  ['touches itself at a corner', polygon([at(0, 0), at(2, 0), at(1, 1), at(2, 2), at(0, 2), at(1, 1)]), '边界自己相交'],
  ['runs back on itself', polygon([at(0, 0), at(2, 0), at(1, 0), at(1, 2)]), '边界自己相交'],
  ['has no ground', polygon([at(0, 0), at(1, 1), at(0.5, 0.5)]), '面积为零'],
  [
    'is not closed',
    { type: 'Polygon', coordinates: [[at(0, 0), at(1, 0), at(1, 1), at(0, 1)]] } satisfies Polygon,
    '首尾两点应相同',
  ],
  [
    'has latitude first',
    polygon([
      [31, 120],
      [32, 120],
      [32, 121],
    ]),
    '经度和纬度写反了，应先写经度',
  ],
  ['leaves the country', polygon([at(0, 0), [139.7, 35.7], at(0, 1)]), '有的点不在中国境内，坐标应为经纬度'],
  ['has a hole across its border', polygon(corners(0, 0, 2, 2), corners(1, 1, 2, 0.5)), '边界自己相交'],
  ['has a hole in a hole', polygon(corners(0, 0, 9, 9), corners(1, 1, 6, 6), corners(2, 2, 1, 1)), '空洞套着空洞'],
  ['has a hole beside it', polygon(corners(0, 0, 2, 2), corners(3, 3, 1, 1)), '空洞在边界之外'],
] as const)
  test(`an outline that ${what} is refused`, () => assert.equal(unsound(bad as Polygon), why))

test('neighbours that share a border or a corner do not overlap, even when drawn a few centimetres off', () => {
  assert.ok(!overlap(square(0, 0), square(1, 0)))
  assert.ok(!overlap(square(0, 0), square(1, 1)))
  assert.ok(!overlap(square(0, 0), square(1 - 1e-5, 0.5)))
  assert.ok(!overlap(ell, square(1, 1)), 'fitted into the corner of the L')
  assert.ok(!overlap(ring, square(1, 1)), 'fitted into the hole')
})

test('whatever shares ground overlaps', () => {
  assert.ok(overlap(square(0, 0), square(0.9, 0)))
  assert.ok(overlap(square(0, 0), square(0, 0)), 'the same twice')
  assert.ok(overlap(square(0, 0, 3), square(1, 1)), 'one inside the other')
  assert.ok(overlap(ring, square(0.5, 1)), 'over the rim of the hole')
  assert.ok(overlap(ell, square(0.5, 0.5)))
  assert.ok(
    overlap(polygon([at(0, 0), at(2, 2), at(0, 2)]), polygon([at(0, 2), at(0, 0), at(2, 1)])),
    'through shared corners',
  )
  assert.ok(overlap(square(0, 1, 3, 1), square(1, 0, 1, 3)), 'a cross: no corner of one in the other')
})

const side = fc.integer({ min: 0, max: 8 })
const long = fc.integer({ min: 1, max: 5 })

test('two rectangles overlap when they do in both directions, whichever is asked first', () => {
  fc.assert(
    fc.property(side, side, long, long, side, side, long, long, (x, y, w, h, u, v, p, q) => {
      const [a, b] = [square(x, y, w, h), square(u, v, p, q)]
      const truth = x < u + p && u < x + w && y < v + q && v < y + h
      assert.equal(overlap(a, b), truth)
      assert.equal(overlap(b, a), truth)
    }),
    { numRuns: 500 },
  )
})

test('a point in both of two outlines means that they overlap', () => {
  const triangle = fc
    .array(fc.tuple(side, side), { minLength: 3, maxLength: 3 })
    .map(c => polygon(c.map(([x, y]) => at(x, y))))
  const sound = triangle.filter(t => unsound(t) === null)
  fc.assert(
    fc.property(sound, sound, (a, b) => {
      const shared = grid.some(spot => spot.every(p => contains(a, p) && contains(b, p)))
      if (shared) assert.ok(overlap(a, b))
      assert.equal(overlap(a, b), overlap(b, a))
    }),
    { numRuns: 300 },
  )
})
/** Four corners of many small spots, so that what is shared has some breadth. */
const grid = Array.from({ length: 400 }, (_, i) => {
  const [x, y] = [0.2113 + (i % 20) * 0.4071, 0.1931 + Math.floor(i / 20) * 0.4037]
  return [at(x, y), at(x + 0.002, y), at(x, y + 0.002), at(x + 0.002, y + 0.002)]
})
