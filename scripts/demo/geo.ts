/**
 * The land of the town: four communities, their grids and the streets between them, in WGS84 as GeoJSON (RFC 7946).
 * Everything is laid out on a flat sheet (u, v) in rows of unequal blocks and then bent by one smooth map, so that
 * neighbours share every vertex to the last digit: no gaps and no overlaps, however crooked the streets.
 */
import { avenueName, crossNames, roadNames, type CommunityPlan } from './layout.ts'
import { known, type Random } from './random.ts'
import type { LineString, Point, Polygon } from './shape.ts'

export const centre: Point = [120.55, 31.87]

/** A place inside a block, `s` from west to east and `t` from south to north, 0 to 1; a footprint there in metres. */
export type Spot = (s: number, t: number) => { point: Point; footprint: (width: number, depth: number) => Polygon }
export type Cell = { community: string; number: number; outline: Polygon; spot: Spot; roads: string[] }
export type Land = {
  outlines: Map<string, Polygon>
  cells: Cell[]
  roads: { name: string; line: LineString }[]
}

export function land(chance: Random, plans: readonly CommunityPlan[]): Land {
  const bend = bending(chance.fork('bend'))
  const blocks = quarters(chance.fork('blocks'), plans)
  const along = corners(blocks.flatMap(({ rect, cells }) => [rect, ...cells]))
  const bent = (sheet: Sheet[]) => sheet.map(([u, v]) => toLonLat(bend(u, v)))
  const ring = (r: Rect): Polygon => {
    const [south, east] = [along({ v: r.v0 }, r.u0, r.u1), along({ u: r.u1 }, r.v0, r.v1)]
    const [north, west] = [along({ v: r.v1 }, r.u0, r.u1).reverse(), along({ u: r.u0 }, r.v0, r.v1).reverse()]
    return { type: 'Polygon', coordinates: [bent([south, east, north, west].flatMap((side, i) => side.slice(i && 1)))] }
  }
  const roads = blocks.flatMap(roadsOf)
  return {
    outlines: new Map(blocks.map(({ code, rect }) => [code, ring(rect)])),
    cells: blocks.flatMap(({ code, cells }) =>
      cells.map((rect, i) => ({
        community: code,
        number: i + 1,
        outline: ring(rect),
        spot: spots(rect, bend),
        roads: roads.filter(road => borders(rect, road)).map(road => road.name),
      })),
    ),
    roads: roads.map(({ name, line, from, to }) => ({
      name,
      line: { type: 'LineString', coordinates: bent(along(line, from, to)) },
    })),
  }
}

type Rect = { u0: number; u1: number; v0: number; v1: number }
type Block = { code: string; rect: Rect; edges: number[]; cells: Rect[] }
type Sheet = readonly [u: number, v: number]
/** A straight line of the sheet: all points with this u, or all with this v. */
type Line = { u: number } | { v: number }
type Road = { name: string; line: Line; from: number; to: number }
type Bend = (u: number, v: number) => readonly [x: number, y: number]

const avenue = 0.04
const cross = { west: -0.09, east: 0.07 }

/** Four quarters about one avenue; the cross streets of west and east do not meet, as in any old town. */
function quarters(chance: Random, plans: readonly CommunityPlan[]): Block[] {
  const rects: Rect[] = [
    { u0: -1, u1: avenue, v0: cross.west, v1: 1 },
    { u0: avenue, u1: 1, v0: cross.east, v1: 1 },
    { u0: -1, u1: avenue, v0: -1, v1: cross.west },
    { u0: avenue, u1: 1, v0: -1, v1: cross.east },
  ]
  return plans.map(({ code, rows }, i) => {
    const rect = known(rects[i])
    const edges = divide(chance, rect.v1, rect.v0, rows.length)
    const cells = rows.flatMap((row, r) => {
      const cuts = divide(chance, rect.u0, rect.u1, row.length)
      const [v1, v0] = [known(edges[r]), known(edges[r + 1])]
      return row.map((_, c) => ({ u0: known(cuts[c]), u1: known(cuts[c + 1]), v0, v1 }))
    })
    return { code, rect, edges, cells }
  })
}

/** `parts` unequal parts; both ends are the given numbers themselves, because lines are found by equal numbers. */
function divide(chance: Random, from: number, to: number, parts: number): number[] {
  const weights = Array.from({ length: parts }, () => 0.86 + 0.28 * chance.next())
  const sum = weights.reduce((a, b) => a + b, 0)
  let gone = 0
  const inner = weights.slice(0, -1).map(weight => from + ((to - from) * (gone += weight)) / sum)
  return [from, ...inner, to]
}

/** Finds the vertices of a stretch of a line: every corner that touches it, from whichever side, and points between. */
function corners(rects: Rect[]) {
  const touching = new Map<string, Set<number>>()
  const touch = (line: Line, ...at: number[]) => {
    const key = JSON.stringify(line)
    touching.set(key, (touching.get(key) ?? new Set()).union(new Set(at)))
  }
  for (const { u0, u1, v0, v1 } of rects) {
    for (const v of [v0, v1]) touch({ v }, u0, u1)
    for (const u of [u0, u1]) touch({ u }, v0, v1)
  }
  const between = Array.from({ length: 39 }, (_, i) => (i - 19) / 20)
  return (line: Line, from: number, to: number): Sheet[] => {
    const fixed = [...(touching.get(JSON.stringify(line)) ?? [])]
    // A point too near a corner would be rounded onto it.
    const free = between.filter(x => fixed.every(corner => Math.abs(corner - x) > 0.02))
    const all = [...fixed, ...free].filter(x => x >= from && x <= to).sort((a, b) => a - b)
    return all.map(x => ('u' in line ? [line.u, x] : [x, line.v]))
  }
}

/** The named streets: between rows, on the east side of the west quarters and the south side of the north ones. */
function roadsOf({ rect, edges, cells }: Block, i: number): Road[] {
  const names = known(roadNames[i])
  const rows = edges
    .slice(1, -1)
    .map((v, r) => ({ name: known(names.rows[r]), line: { v }, from: rect.u0, to: rect.u1 }))
  const lanes = cells
    .filter(cell => cell.u1 !== rect.u1)
    .map((cell, n) => ({ name: `${names.lane}${n + 1}弄`, line: { u: cell.u1 }, from: cell.v0, to: cell.v1 }))
  const main: Road[] = []
  if (i === 0) main.push({ name: avenueName, line: { u: avenue }, from: -1, to: 1 })
  if (i < 2) main.push({ name: known(crossNames[i]), line: { v: rect.v0 }, from: rect.u0, to: rect.u1 })
  return [...main, ...rows, ...lanes]
}

function borders(rect: Rect, { line, from, to }: Road) {
  const [sides, low, high] =
    'u' in line ? [[rect.u0, rect.u1], rect.v0, rect.v1] : [[rect.v0, rect.v1], rect.u0, rect.u1]
  return sides.includes('u' in line ? line.u : line.v) && low < to && high > from
}

/** A smooth map whose waves are too gentle to fold the sheet: amplitude × frequency adds up to less than one. */
function bending(chance: Random): Bend {
  const wave = (amplitude: number, frequency: number) => {
    const angle = chance.next() * 2 * Math.PI
    const [p, q] = [frequency * Math.cos(angle), frequency * Math.sin(angle)]
    const [fu, fv] = [chance.next() * 6.28, chance.next() * 6.28]
    return (u: number, v: number) => [
      amplitude * Math.sin(p * u + q * v + fu),
      amplitude * Math.sin(p * u + q * v + fv),
    ]
  }
  const waves = [wave(0.06, 2.2), wave(0.04, 3.5), wave(0.014, 7), wave(0.01, 9), wave(0.007, 13)]
  const [cos, sin] = [Math.cos(-0.15), Math.sin(-0.15)]
  return (u, v) => {
    // Rounds off the corners of the square, then sways it.
    let [x, y] = [u * Math.sqrt(1 - 0.26 * v * v), v * Math.sqrt(1 - 0.26 * u * u)]
    for (const each of waves) {
      const [dx = 0, dy = 0] = each(u, v)
      ;[x, y] = [x + dx, y + dy]
    }
    ;[x, y] = [x * 800, y * 600]
    return [x * cos - y * sin, x * sin + y * cos]
  }
}

function spots(rect: Rect, bend: Bend): Spot {
  return (s, t) => {
    const [u, v] = [rect.u0 + s * (rect.u1 - rect.u0), rect.v0 + t * (rect.v1 - rect.v0)]
    const [x, y] = bend(u, v)
    const [[x0, y0], [x1, y1]] = [bend(u - 0.01, v), bend(u + 0.01, v)]
    const length = Math.hypot(x1 - x0, y1 - y0)
    const [ex, ey] = [(x1 - x0) / length, (y1 - y0) / length]
    const corner = (a: number, b: number) => toLonLat([x + a * ex - b * ey, y + a * ey + b * ex])
    return {
      point: toLonLat([x, y]),
      footprint: (width, depth) => {
        const [a, b] = [width / 2, depth / 2]
        return {
          type: 'Polygon',
          coordinates: [[corner(-a, -b), corner(a, -b), corner(a, b), corner(-a, b), corner(-a, -b)]],
        }
      },
    }
  }
}

const metresPerDegree = { lat: 110_870, lon: 111_320 * Math.cos((centre[1] * Math.PI) / 180) }

/** Six decimals are a hand's breadth. */
const toLonLat = ([x, y]: readonly [number, number]): Point => [
  Math.round((centre[0] + x / metresPerDegree.lon) * 1e6) / 1e6,
  Math.round((centre[1] + y / metresPerDegree.lat) * 1e6) / 1e6,
]
