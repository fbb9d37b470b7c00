/** Where outlines share ground and where none is: against a count of small squares, against figures known beforehand, and through the sliver of a pen. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Polygon } from './contract.ts'
import { area, contains, flatAt, unsound, type Point } from './geometry.ts'
import { overlap, survey, type Named } from './overlay.ts'

const origin: Point = [120.55, 31.87]
const { flat, round } = flatAt(origin)
/** Metres from a corner of the town. */
const polygon = (...rings: Point[][]): Polygon => ({
  type: 'Polygon',
  coordinates: rings.map(ring => [...ring, ring[0]!].map(round)),
})
const square = (x: number, y: number, w = 100, h = w) =>
  polygon([
    [x, y],
    [x + w, y],
    [x + w, y + h],
    [x, y + h],
  ])
const grid = (code: string, outline: Polygon): Named => ({ code, name: `第${code}网格`, outline })
const close = (a: number, b: number, part = 1e-6) =>
  assert.ok(Math.abs(a - b) <= Math.max(b * part, 1e-3), `${a} is not ${b}`)

// ── Figures known beforehand ────────────────────────────────────────────────

test('two grids that overlap are named with the square metres and the shape', () => {
  const { overlaps, gaps, outside } = survey([grid('1', square(0, 0)), grid('2', square(90, 20))], null)
  assert.deepEqual([gaps, outside], [[], []])
  assert.equal(overlaps.length, 1)
  const [first] = overlaps
  assert.deepEqual(
    first!.grids.map(g => g.code),
    ['1', '2'],
  )
  close(first!.area, 10 * 80)
  close(
    first!.shape.reduce((sum, ring) => sum + area({ type: 'Polygon', coordinates: [ring] }), 0),
    800,
    1e-4,
  )
})

test('what no grid covers and what lies outside of the community are told apart, the largest first', () => {
  const grids = [grid('1', square(0, 0)), grid('2', square(120, 0, 100, 100)), grid('3', square(0, 100, 100, 60))]
  const { gaps, outside, overlaps } = survey(grids, square(0, 0, 210, 150))
  assert.deepEqual(overlaps, [])
  assert.deepEqual(
    gaps.map(g => Math.round(g.area)),
    [20 * 150 + 90 * 50],
  )
  assert.deepEqual(outside.map(o => [o.code, Math.round(o.area)]).toSorted(), [
    ['2', 10 * 100],
    ['3', 10 * 100],
  ])
})

test('two gaps that do not touch are two', () => {
  const { gaps } = survey([grid('1', square(20, 0, 60, 100))], square(0, 0))
  assert.deepEqual(
    gaps.map(g => Math.round(g.area)),
    [2000, 2000],
  )
})

test('a hole is a gap, and whoever fills it fits', () => {
  const ring = polygon(
    [
      [0, 0],
      [90, 0],
      [90, 90],
      [0, 90],
    ],
    [
      [30, 30],
      [60, 30],
      [60, 60],
      [30, 60],
    ],
  )
  assert.deepEqual(
    survey([grid('1', ring)], square(0, 0, 90)).gaps.map(g => Math.round(g.area)),
    [900],
  )
  const filled = survey([grid('1', ring), grid('2', square(30, 30, 30))], square(0, 0, 90))
  assert.deepEqual([filled.gaps, filled.overlaps], [[], []])
})

test('the breadth of a pen is no ground: neighbours drawn a hand apart or over each other fit', () => {
  for (const off of [-0.2, 0.2]) {
    const { gaps, overlaps } = survey(
      [grid('1', square(0, 0)), grid('2', square(100 + off, 0))],
      square(0, 0, 200 + off, 100),
    )
    assert.deepEqual([gaps, overlaps], [[], []], `${off} m`)
  }
  assert.equal(overlap(square(0, 0), square(99.5, 0)) > 0, true, 'half a metre is ground')
})

test('a neighbour of another community counts, among each other they are none of ours', () => {
  const other = [grid('8', square(50, 50)), grid('9', square(60, 60))]
  const { overlaps } = survey([grid('1', square(0, 0))], null, other)
  assert.deepEqual(
    overlaps.map(o => o.grids.map(g => g.code).join()),
    ['1,8', '1,9'],
  )
})

// ── Against a count of small squares ────────────────────────────────────────

const corner = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
const shape = fc
  .array(corner, { minLength: 3, maxLength: 9 })
  .map(points => {
    // Ordered around their middle, so that most are sound.
    const [x, y] = [0, 1].map(i => points.reduce((sum, p) => sum + p[i]!, 0) / points.length) as [number, number]
    return points.toSorted((a, b) => Math.atan2(a[1] - y, a[0] - x) - Math.atan2(b[1] - y, b[0] - x))
  })
  .map(points => polygon(points.map(([x, y]): Point => [x * 10, y * 10])))
  .filter(p => unsound(p) === null)

/** The middles of 14,400 squares of 5 m. */
const middles = Array.from({ length: 120 * 120 }, (_, i) => round([(i % 120) * 5 + 2.5, Math.floor(i / 120) * 5 + 2.5]))
const counted = (within: (p: Point) => boolean) => middles.filter(within).length * 25
/** A square of the count is right or wrong along the border only. */
const allowed = (...all: Polygon[]) => 25 + 6 * all.reduce((sum, p) => sum + length(p), 0)
const length = ({ coordinates: [ring = []] }: Polygon) => {
  const plane = ring.map(flat)
  return plane.slice(1).reduce((sum, p, i) => sum + Math.hypot(p[0] - plane[i]![0], p[1] - plane[i]![1]), 0)
}

test('shared ground, gaps and strays of any shapes are what a count of small squares gives', () => {
  fc.assert(
    fc.property(shape, shape, shape, (a, b, frame) => {
      const found = survey([grid('1', a), grid('2', b)], frame)
      const [inA, inB, inFrame] = [a, b, frame].map(p => (spot: Point) => contains(p, spot)) as [
        (p: Point) => boolean,
        (p: Point) => boolean,
        (p: Point) => boolean,
      ]
      const sum = (patches: readonly { area: number }[]) => patches.reduce((n, p) => n + p.area, 0)
      const most = allowed(a, b, frame)
      for (const [what, got, truth] of [
        ['overlap', sum(found.overlaps), counted(p => inA(p) && inB(p))],
        ['gap', sum(found.gaps), counted(p => inFrame(p) && !inA(p) && !inB(p))],
        ['outside', sum(found.outside.filter(o => o.code === '1')), counted(p => inA(p) && !inFrame(p))],
      ] as const)
        assert.ok(Math.abs(got - truth) <= most, `${what}: ${got} where ${truth} was counted, ${most} allowed`)
    }),
    { numRuns: 60 },
  )
})

test('what is shared does not depend on who is asked first, and is never more than either', () => {
  fc.assert(
    fc.property(shape, shape, (a, b) => {
      close(overlap(a, b), overlap(b, a))
      assert.ok(overlap(a, b) <= Math.min(area(a), area(b)) * 1.001 + 1)
      if (area(a) > 10_000) close(overlap(a, a), area(a), 1e-3)
    }),
    { numRuns: 300 },
  )
})

test('a point in one patch lies in both of its grids', () => {
  fc.assert(
    fc.property(shape, shape, (a, b) => {
      for (const { shape: parts } of survey([grid('1', a), grid('2', b)], null).overlaps)
        for (const ring of parts) {
          const plane = ring.slice(0, 4).map(flat)
          const middle = round([0, 1].map(i => plane.reduce((sum, p) => sum + p[i]!, 0) / 4) as [number, number])
          assert.ok(contains(a, middle) && contains(b, middle))
        }
    }),
    { numRuns: 200 },
  )
})

test('a hundred grids of a hundred corners each are surveyed in seconds', () => {
  const wave = (i: number) => Math.sin(i / 3) * 4
  const cell = (x: number, y: number) => {
    const side = (n: number, f: (t: number) => Point) => Array.from({ length: n }, (_, i) => f(i / n))
    return polygon([
      ...side(25, t => [x + t * 100, y + wave(x + t * 100) * Math.sin(Math.PI * t)]),
      ...side(25, t => [x + 100, y + t * 100]),
      ...side(25, t => [x + 100 - t * 100, y + 100 + wave(x + 100 - t * 100) * Math.sin(Math.PI * t)]),
      ...side(25, t => [x, y + 100 - t * 100]),
    ])
  }
  const grids = Array.from({ length: 100 }, (_, i) => grid(String(i), cell((i % 10) * 100, Math.floor(i / 10) * 100)))
  const from = performance.now()
  survey(grids, square(0, 0, 1000))
  const took = performance.now() - from
  console.log(`  10,000 corners surveyed in ${Math.round(took)} ms`)
  assert.ok(took < 20_000, `${took} ms`)
})
