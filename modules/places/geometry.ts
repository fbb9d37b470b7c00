/**
 * Outlines on the ground: is a point inside, is an outline sound, how large is it. Pure, for browser and server.
 * Coordinates are WGS 84 degrees.
 */
import type { Polygon } from './contract.ts'
import { isInChina } from './coordinates.ts'

export type Point = readonly [lon: number, lat: number]
export type Edge = readonly [Point, Point]
export type Box = { west: number; south: number; east: number; north: number }

/** On the edge counts as inside: whoever stands on the line is in one of the two. Holes are outside. */
export function contains(polygon: Polygon, point: Point): boolean {
  const all = edges(polygon)
  return all.some(edge => distance(point, edge) < 1e-12) || isInside(all, point)
}

/** Why an outline cannot be drawn on the map of the country; null when it can. */
export function unsound(polygon: Polygon): string | null {
  const rings = polygon.coordinates
  const strays = rings.flat().filter(p => !isInChina(p))
  if (strays.length)
    return strays.every(([lat, lon]) => isInChina([lon, lat]))
      ? '经度和纬度写反了，应先写经度'
      : '有的点不在中国境内，坐标应为经纬度'
  if (rings.some(ring => !same(ring[0]!, ring.at(-1)!))) return '首尾两点应相同'
  if (area(polygon) < 1) return '面积为零'
  const all = edges(polygon)
  for (const [i, j] of meeting(all)) if (collide(all[i]!, all[j]!)) return '边界自己相交'
  const [outer, ...holes] = rings.map(edgesOf)
  if (holes.some(hole => !isInside(outer!, hole[0]![0]))) return '空洞在边界之外'
  return holes.some((hole, i) => holes.some((other, j) => j !== i && isInside(other, hole[0]![0])))
    ? '空洞套着空洞'
    : null
}

/** As RFC 7946 wants it: the border against the clock, holes with it. */
export const oriented = (polygon: Polygon): Polygon => ({
  type: 'Polygon',
  coordinates: polygon.coordinates.map((ring, i) => (signed(ring) > 0 === (i === 0) ? ring : ring.toReversed())),
})

/** Square metres, holes taken off; exact enough for a few kilometres. */
export function area(polygon: Polygon): number {
  const [outer = 0, ...holes] = polygon.coordinates.map(ring => Math.abs(signed(ring)))
  return outer - holes.reduce((sum, hole) => sum + hole, 0)
}

export const boxOf = (polygon: Polygon): Box => boxAround(polygon.coordinates.flat())

/** Not `Math.min(...)`: an outline may have more points than a call may have arguments. */
export function boxAround(points: readonly Point[]): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const [lon, lat] of points) {
    box.west = Math.min(box.west, lon)
    box.east = Math.max(box.east, lon)
    box.south = Math.min(box.south, lat)
    box.north = Math.max(box.north, lat)
  }
  return box
}

export const boxesMeet = (a: Box, b: Box): boolean =>
  a.west < b.east && b.west < a.east && a.south < b.north && b.south < a.north

/** Metres of one degree of latitude; of longitude it is this times the cosine. */
export const metre = 6_371_008.8 * (Math.PI / 180)

/** A flat sheet in metres that touches the earth at `origin`. */
export const flatAt = ([lon, lat]: Point) => {
  const narrow = metre * Math.cos((lat * Math.PI) / 180)
  return {
    flat: (p: Point): Point => [(p[0] - lon) * narrow, (p[1] - lat) * metre],
    round: ([x, y]: Point): [number, number] => [lon + x / narrow, lat + y / metre],
  }
}

/**
 * The pairs of edges whose frames meet, each once: from west to east, so that a long border is not compared with all of
 * itself.
 */
export function* meeting(all: readonly Edge[]): Generator<[number, number]> {
  const frames = all.map((edge, i) => ({ i, ...boxAround(edge) })).toSorted((a, b) => a.west - b.west)
  let open: typeof frames = []
  for (const frame of frames) {
    open = open.filter(other => other.east >= frame.west)
    for (const other of open)
      if (other.south <= frame.north && frame.south <= other.north)
        yield other.i < frame.i ? [other.i, frame.i] : [frame.i, other.i]
    open.push(frame)
  }
}

// ── Edges ───────────────────────────────────────────────────────────────────

const edges = (polygon: Polygon): Edge[] => polygon.coordinates.flatMap(edgesOf)

/** A corner given twice is one corner. */
export function edgesOf(ring: readonly Point[]): Edge[] {
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
  let crossed = false
  for (const [a, b] of all)
    if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) crossed = !crossed
  return crossed
}

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

/** Shoelace on a plane that touches the earth at the ring's first corner; positive against the clock. */
function signed(ring: readonly Point[]): number {
  const [origin] = ring
  if (!origin) return 0
  const { flat } = flatAt(origin)
  const plane = ring.map(flat)
  return plane.slice(1).reduce((sum, p, i) => sum + cross(plane[i]!, p), 0) / 2
}
