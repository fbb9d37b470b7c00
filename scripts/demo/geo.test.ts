/** The land is sound GeoJSON: grids tile their community exactly, and what stands in a grid lies in its outline. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { communityPlans } from './layout.ts'
import { known, random } from './random.ts'
import type { Point, Polygon } from './shape.ts'
import { town } from './town.ts'

const t = town({ seed: 1, now: new Date('2026-11-23T10:20:00+08:00') })
const grids = t.grids.features.map(f => ({ ...f.properties, outline: f.geometry }))
const ring = (polygon: Polygon) => known(polygon.coordinates[0])

test('every ring is closed, counter-clockwise and does not cross itself', () => {
  for (const { outline, code } of [...grids, ...t.communities, ...t.buildings]) {
    const points = ring(outline)
    assert.equal(outline.coordinates.length, 1)
    assert.deepEqual(points[0], points.at(-1), code)
    assert.ok(area(points) > 0, `${code} runs clockwise`)
    assert.equal(new Set(points.map(String)).size, points.length - 1, `${code} repeats a corner`)
    assert.ok(!crossesItself(points), `${code} crosses itself`)
  }
})

test('the grids of a community fill it exactly: areas add up and every point lies in one grid', () => {
  const chance = random('points')
  for (const community of t.communities) {
    const own = grids.filter(g => g.community === community.code)
    const sum = own.reduce((total, g) => total + area(ring(g.outline)), 0)
    assert.ok(Math.abs(sum / area(ring(community.outline)) - 1) < 1e-9)
    for (let n = 0; n < 2000; n++) {
      const point = anywhere(chance.next(), chance.next(), ring(community.outline))
      const found = grids.filter(g => inside(point, ring(g.outline)))
      if (inside(point, ring(community.outline)))
        assert.deepEqual(
          found.map(g => g.community),
          [community.code],
        )
      else assert.ok(found.every(g => g.community !== community.code))
    }
  }
})

test('neighbours share their corners to the last digit', () => {
  const met = new Map<string, number>()
  for (const g of grids) for (const p of ring(g.outline).slice(1)) met.set(String(p), (met.get(String(p)) ?? 0) + 1)
  const outer = new Set(t.communities.flatMap(c => ring(c.outline)).map(String))
  for (const [point, times] of met) assert.ok(times > 1 || outer.has(point), `${point} belongs to one grid only`)
})

test('blocks are of many sizes and shapes, and as large as a block of a town', () => {
  const hectares = grids.map(g => area(ring(g.outline)) * 1.1132e5 ** 2 * Math.cos(0.5562) * 1e-4)
  assert.ok(Math.min(...hectares) > 1 && Math.max(...hectares) < 12, hectares.join(' '))
  assert.ok(Math.max(...hectares) > 1.5 * Math.min(...hectares))
})

test('grids are numbered from west to east, rows from north to south', () => {
  for (const { code, rows } of communityPlans) {
    const own = grids.filter(g => g.community === code).sort((a, b) => (a.code < b.code ? -1 : 1))
    const centres = rows.map(row => own.splice(0, row.length).map(g => g.centre))
    for (const row of centres)
      assert.deepEqual(
        row,
        row.toSorted((a, b) => a[0] - b[0]),
        code,
      )
    const latitudes = centres.map(row => row.reduce((sum, [, lat]) => sum + lat, 0) / row.length)
    assert.deepEqual(
      latitudes,
      latitudes.toSorted((a, b) => b - a),
      code,
    )
  }
})

test('buildings stand inside their grid and clear of each other', () => {
  for (const g of grids) {
    const own = t.buildings.filter(b => b.grid === g.code)
    assert.ok(own.length >= 2)
    for (const b of own) {
      assert.ok(
        ring(b.outline).every(p => inside(p, ring(g.outline))),
        `${b.code} leaves its grid`,
      )
      const others = own.filter(o => o !== b)
      assert.ok(!others.some(o => ring(b.outline).some(p => inside(p, ring(o.outline)))), `${b.code} stands in another`)
    }
  }
})

test('public places and reports lie in their grid, near the middle of the town', () => {
  const outline = new Map(grids.map(g => [g.code, ring(g.outline)]))
  for (const { point, grid } of [...t.places, ...t.matters]) assert.ok(inside(point, known(outline.get(grid))), grid)
  for (const { centre } of t.communities) assert.ok(Math.hypot(centre[0] - 120.55, centre[1] - 31.87) < 0.02)
})

/** Shoelace, in square degrees; positive is counter-clockwise. The first corner is the origin, to keep the digits. */
function area(points: Point[]) {
  const [x0, y0] = known(points[0])
  const pairs = points.slice(1).map((p, i) => [known(points[i]), p] as const)
  return pairs.reduce((sum, [a, b]) => sum + (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0), 0) / 2
}

function inside([x, y]: Point, points: Point[]) {
  let odd = false
  points.slice(1).forEach(([bx, by], i) => {
    const [ax, ay] = known(points[i])
    if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) odd = !odd
  })
  return odd
}

function crossesItself(points: Point[]) {
  const edges = points.slice(1).map((p, i) => [known(points[i]), p] as const)
  const side = (a: Point, b: Point, c: Point) =>
    Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
  return edges.some(([a, b], i) =>
    edges.slice(i + 2).some(([c, d], j) => {
      if (i === 0 && i + 2 + j === edges.length - 1) return false
      return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)
    }),
  )
}

function anywhere(s: number, t: number, points: Point[]): Point {
  const [xs, ys] = [points.map(p => p[0]), points.map(p => p[1])]
  const between = (list: number[], share: number) => Math.min(...list) + share * (Math.max(...list) - Math.min(...list))
  return [between(xs, s), between(ys, t)]
}
