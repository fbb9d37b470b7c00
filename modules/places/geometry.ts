/**
 * Outlines on the ground: is a point inside, is an outline sound, do two overlap. Pure. Coordinates are WGS 84 degrees;
 * neighbours drawn from different sources miss each other by centimetres, so what is nearer than `slack` counts as touching.
 */
import type { Polygon } from './contract.ts'

type Point = readonly [lon: number, lat: number]
type Edge = readonly [Point, Point]
type Box = { west: number; south: number; east: number; north: number }

/** About a quarter of a metre. */
const slack = 2e-6

/** On the edge counts as inside: whoever stands on the line is in one of the two. Holes are outside. */
export function contains(polygon: Polygon, point: Point): boolean {
  const all = edges(polygon)
  return all.some(edge => distance(point, edge) < 1e-12) || isInside(all, point)
}

/** Why an outline cannot be a grid's; null when it can. */
export function unsound(polygon: Polygon): string | null {
  const rings = polygon.coordinates
  if (rings.flat().some(([lon, lat]) => !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90))) return '坐标应为经度、纬度'
  if (rings.some(ring => !same(ring[0]!, ring.at(-1)!))) return '首尾两点应相同'
  if (area(polygon) < 1) return '面积为零'
  const all = edges(polygon)
  if (all.some((a, i) => all.some((b, j) => j > i && collide(a, b)))) return '边界自己相交'
  const [outer, ...holes] = rings.map(ring => edgesOf(ring))
  return holes.some(hole => !isInside(outer!, hole[0]![0])) ? '空洞在边界之外' : null
}

/** Whether the insides of two outlines share any ground; a common border or corner is none. */
export function overlap(a: Polygon, b: Polygon): boolean {
  if (!boxesMeet(boxOf(a), boxOf(b))) return false
  const [mine, theirs] = [edges(a), edges(b)]
  return (
    pieces(mine, theirs).some(point => isDeep(theirs, point)) ||
    pieces(theirs, mine).some(point => isDeep(mine, point)) ||
    // The same outline twice: no border of one runs inside the other.
    isDeep(theirs, innerPoint(mine))
  )
}

/** Square metres, holes taken off; exact enough for a few kilometres. */
export function area(polygon: Polygon): number {
  const [outer = 0, ...holes] = polygon.coordinates.map(ringArea)
  return outer - holes.reduce((sum, hole) => sum + hole, 0)
}

export function boxOf(polygon: Polygon): Box {
  const [lons, lats] = [0, 1].map(i => polygon.coordinates.flat().map(p => p[i]!))
  return { west: Math.min(...lons!), south: Math.min(...lats!), east: Math.max(...lons!), north: Math.max(...lats!) }
}

const boxesMeet = (a: Box, b: Box) => a.west < b.east && b.west < a.east && a.south < b.north && b.south < a.north

// ── Edges ───────────────────────────────────────────────────────────────────

const edges = (polygon: Polygon): Edge[] => polygon.coordinates.flatMap(edgesOf)

/** A corner given twice is one corner. */
function edgesOf(ring: readonly Point[]): Edge[] {
  const corners = ring.filter((p, i) => i === 0 || !same(p, ring[i - 1]!))
  return corners.slice(1).map((p, i) => [corners[i]!, p])
}

const same = (a: Point, b: Point) => a[0] === b[0] && a[1] === b[1]
const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1]]
const cross = (a: Point, b: Point) => a[0] * b[1] - a[1] * b[0]
const dot = (a: Point, b: Point) => a[0] * b[0] + a[1] * b[1]
const along = ([a, b]: Edge, t: number): Point => [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]

/** Crossings of the ray to the east: odd is inside. */
function isInside(all: readonly Edge[], [x, y]: Point): boolean {
  const crossed = all.filter(
    ([a, b]) => a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]),
  )
  return crossed.length % 2 === 1
}

const isDeep = (all: readonly Edge[], point: Point) =>
  isInside(all, point) && all.every(e => distance(point, e) > slack)

function distance(point: Point, edge: Edge): number {
  const [from, to] = [minus(point, edge[0]), minus(edge[1], edge[0])]
  const t = Math.min(1, Math.max(0, dot(from, to) / dot(to, to)))
  return Math.hypot(...minus(point, along(edge, t)))
}

/** Two edges of one outline may only meet as neighbours do: end to end, and not folded back. */
function collide(a: Edge, b: Edge): boolean {
  const [va, vb] = [minus(a[1], a[0]), minus(b[1], b[0])]
  const joints = a.flatMap(p => b.filter(q => same(p, q)))
  if (joints.length === 1 && (same(a[1], b[0]) || same(b[1], a[0]))) return cross(va, vb) === 0 && dot(va, vb) < 0
  const sides = (e: Edge, v: Point, p: Point) => Math.sign(cross(v, minus(p, e[0])))
  const [a0, a1, b0, b1] = [sides(b, vb, a[0]), sides(b, vb, a[1]), sides(a, va, b[0]), sides(a, va, b[1])]
  if (a0 !== a1 && b0 !== b1) return true
  const onto = (p: Point, e: Edge, v: Point) =>
    cross(v, minus(p, e[0])) === 0 && dot(minus(p, e[0]), minus(p, e[1])) <= 0
  return onto(a[0], b, vb) || onto(a[1], b, vb) || onto(b[0], a, va) || onto(b[1], a, va)
}

// ── Overlap ─────────────────────────────────────────────────────────────────

/** The middle of every stretch of `mine` between the places where `theirs` meets it. */
function pieces(mine: readonly Edge[], theirs: readonly Edge[]): Point[] {
  return mine.flatMap(edge => {
    const stops = [0, ...theirs.flatMap(other => meetings(edge, other)), 1].toSorted((a, b) => a - b)
    return stops.slice(1).map((t, i) => along(edge, (t + stops[i]!) / 2))
  })
}

/** Where along `edge`, from 0 to 1, `other` crosses it or has an end beside it. */
function meetings(edge: Edge, other: Edge): number[] {
  const [v, w] = [minus(edge[1], edge[0]), minus(other[1], other[0])]
  const between = minus(other[0], edge[0])
  const turn = cross(v, w)
  const ends = other.map(p => dot(minus(p, edge[0]), v) / dot(v, v))
  const crossing = turn === 0 ? [] : [cross(between, w) / turn]
  return [...ends, ...crossing].filter(t => t > 0 && t < 1)
}

/** Halfway through the widest stretch of inside, on a level between two corners. */
function innerPoint(all: readonly Edge[]): Point {
  const levels = [...new Set(all.map(([a]) => a[1]))].toSorted((a, b) => a - b)
  const gaps = levels.slice(1).map((y, i) => ({ y: (y + levels[i]!) / 2, gap: y - levels[i]! }))
  const { y } = gaps.reduce((best, g) => (g.gap > best.gap ? g : best))
  const xs = all
    .filter(([a, b]) => a[1] > y !== b[1] > y)
    .map(([a, b]) => a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]))
    .toSorted((a, b) => a - b)
  const spans = xs.flatMap((x, i) => (i % 2 ? [{ x: (x + xs[i - 1]!) / 2, width: x - xs[i - 1]! }] : []))
  return [spans.reduce((best, s) => (s.width > best.width ? s : best)).x, y]
}

/** Shoelace on a plane that touches the earth at the ring's first corner. */
function ringArea(ring: readonly Point[]): number {
  const [origin] = ring
  if (!origin) return 0
  const metre = 6_371_008.8 * (Math.PI / 180)
  const flat = ring.map((p): Point => [
    (p[0] - origin[0]) * metre * Math.cos((origin[1] * Math.PI) / 180),
    (p[1] - origin[1]) * metre,
  ])
  const twice = flat.slice(1).reduce((sum, p, i) => sum + cross(flat[i]!, p), 0)
  return Math.abs(twice) / 2
}
