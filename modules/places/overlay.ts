/**
 * Outlines laid over each other: where two cover the same ground, where nobody covers it, where one leaves the
 * community. Cut into level strips in which no border crosses another, so that odd shapes need no special cases.
 */
import type { Polygon } from './contract.ts'
import { boxAround, boxesMeet, boxOf, edgesOf, flatAt, meeting, type Edge, type Point } from './geometry.ts'

/** `shape`: four-cornered parts that together are the ground meant, to be drawn as one. */
export type Patch = { area: number; shape: Ring[] }
type Ring = [number, number][]
export type Named = { code: string; name: string; outline: Polygon }
export type Survey = {
  /** The largest first, each. */
  overlaps: ({ grids: { code: string; name: string }[] } & Patch)[]
  gaps: Patch[]
  outside: ({ code: string; name: string } & Patch)[]
}

/** Neighbours drawn from different sources miss each other by centimetres: what is narrower is no ground. In metres. */
const slack = 0.25
const least = 1

/** Grids against each other, against `others` that are not being drawn, and against the community's own outline. */
export function survey(grids: readonly Named[], outline: Polygon | null, others: readonly Named[] = []): Survey {
  const near = others.filter(o => grids.some(g => boxesMeet(boxOf(g.outline), boxOf(o.outline))))
  const all = [...grids, ...near]
  const found = laid([...all.map(g => g.outline), ...(outline ? [outline] : [])], owners => {
    const isInside = owners.at(-1) === all.length
    const here = owners.filter(i => i < all.length)
    const own = here.filter(i => i < grids.length)
    return [
      ...own.flatMap(a => here.filter(b => b > a).map(b => `overlap ${a} ${b}`)),
      ...(outline && !isInside ? own.map(a => `outside ${a}`) : []),
      ...(isInside && !here.length ? ['gap'] : []),
    ]
  })
  const of = (what: string) =>
    [...found]
      .map(([key, patches]) => ({ key: key.split(' '), patches }))
      .filter(({ key }) => key[0] === what)
      .flatMap(({ key: [, ...n], patches }) => patches.map(patch => ({ who: n.map(i => all[Number(i)]!), ...patch })))
      .toSorted((a, b) => b.area - a.area)
  return {
    overlaps: of('overlap').map(({ who, ...patch }) => ({
      grids: who.map(({ code, name }) => ({ code, name })),
      ...patch,
    })),
    gaps: of('gap').map(({ area, shape }) => ({ area, shape })),
    outside: of('outside').map(({ who: [g], area, shape }) => ({ code: g!.code, name: g!.name, area, shape })),
  }
}

/** Square metres that two outlines share; a common border or corner is none. */
export function overlap(a: Polygon, b: Polygon): number {
  if (!boxesMeet(boxOf(a), boxOf(b))) return 0
  const shared = laid([a, b], owners => (owners.length === 2 ? ['both'] : [])).get('both') ?? []
  return shared.reduce((sum, patch) => sum + patch.area, 0)
}

// ── Strips ──────────────────────────────────────────────────────────────────

/** `low` and `high`: the ends of its sides on the two levels. */
type Cell = { from: number; to: number; low: readonly [number, number]; high: readonly [number, number] }
/** An edge that rises, and whose it is; `x` in the middle of the strip that is looked at. */
type Rise = { owner: number; x0: number; y0: number; x1: number; y1: number; x: number }

/** Every patch of ground by the keys that `sort` gives to whoever covers it. */
function laid(polygons: readonly Polygon[], sort: (owners: readonly number[]) => string[]): Map<string, Patch[]> {
  const { west, south } = boxAround(polygons.flatMap(p => p.coordinates.flat()))
  const { flat, round } = flatAt([west, south])
  const edges = polygons.flatMap((p, owner) =>
    p.coordinates.flatMap(ring => edgesOf(ring.map(flat)).map(edge => ({ owner, edge }))),
  )
  const rises = edges.flatMap(({ owner, edge: [a, b] }) => {
    const [[x0, y0], [x1, y1]] = a[1] < b[1] ? [a, b] : [b, a]
    return y0 === y1 ? [] : [{ owner, x0, y0, x1, y1, x: x0 }]
  })
  const sorted = remembered(sort)
  const cells = new Map<string, Cell[]>()
  for (const [from, to, across] of strips(rises, levels(edges.map(e => e.edge)))) {
    const owners: number[] = []
    for (let n = 0; n + 1 < across.length; n++) {
      toggle(owners, across[n]!.owner)
      const keys = sorted(owners)
      if (!keys.length) continue
      const [left, right] = [across[n]!, across[n + 1]!]
      const cell: Cell = { from, to, low: [at(left, from), at(right, from)], high: [at(left, to), at(right, to)] }
      for (const key of keys) {
        if (!cells.has(key)) cells.set(key, [])
        cells.get(key)!.push(cell)
      }
    }
  }
  return new Map([...cells].map(([key, all]) => [key, patches(all, round)]))
}

/** In order, and each once: a border is gone in by and out by. */
function toggle(owners: number[], owner: number) {
  const here = owners.findIndex(o => o >= owner)
  if (owners[here] === owner) owners.splice(here, 1)
  else owners.splice(here < 0 ? owners.length : here, 0, owner)
}

/** The same few neighbours meet in every strip. */
function remembered(sort: (owners: readonly number[]) => string[]) {
  const known = new Map<string, string[]>()
  return (owners: readonly number[]): string[] => {
    if (!owners.length) return []
    const key = owners.join()
    const found = known.get(key) ?? sort(owners)
    if (!known.has(key)) known.set(key, found)
    return found
  }
}

/** Where a border begins, ends or crosses another. */
function levels(edges: readonly Edge[]): number[] {
  const all = edges.flatMap(([a, b]) => [a[1], b[1]])
  for (const [i, j] of meeting(edges)) {
    const y = crossing(edges[i]!, edges[j]!)
    if (y !== null) all.push(y)
  }
  return [...new Set(all)].toSorted((a, b) => a - b)
}

function crossing([a, b]: Edge, [c, d]: Edge): number | null {
  const [v, w] = [
    [b[0] - a[0], b[1] - a[1]],
    [d[0] - c[0], d[1] - c[1]],
  ] as const
  const turn = v[0] * w[1] - v[1] * w[0]
  if (turn === 0) return null
  const t = ((c[0] - a[0]) * w[1] - (c[1] - a[1]) * w[0]) / turn
  const s = ((c[0] - a[0]) * v[1] - (c[1] - a[1]) * v[0]) / turn
  return t > 0 && t < 1 && s > 0 && s < 1 ? a[1] + t * v[1] : null
}

/** Each strip with the edges that run through it, from west to east: nearly the order of the strip before. */
function* strips(rises: readonly Rise[], ys: readonly number[]): Generator<[number, number, readonly Rise[]]> {
  const coming = rises.toSorted((a, b) => b.y0 - a.y0)
  let across: Rise[] = []
  for (const [n, to] of ys.entries()) {
    const from = ys[n - 1]
    if (from === undefined) continue
    across = across.filter(rise => rise.y1 > from)
    while (coming.length && coming.at(-1)!.y0 <= from) across.push(coming.pop()!)
    for (const rise of across) rise.x = at(rise, (from + to) / 2)
    for (let i = 1; i < across.length; i++)
      for (let j = i; j > 0 && across[j - 1]!.x > across[j]!.x; j--)
        [across[j - 1], across[j]] = [across[j]!, across[j - 1]!]
    yield [from, to, across]
  }
}

const at = ({ x0, y0, x1, y1 }: Rise, y: number) => (y === y1 ? x1 : x0 + ((y - y0) / (y1 - y0)) * (x1 - x0))

// ── Patches ─────────────────────────────────────────────────────────────────

/** Cells that touch along a level belong together; what is left after slivers are dropped is ground. */
function patches(cells: readonly Cell[], round: (p: Point) => [number, number]): Patch[] {
  const head = cells.map((_, i) => i)
  const root = (i: number): number => (head[i] === i ? i : (head[i] = root(head[i]!)))
  const ending = Map.groupBy(cells.keys(), i => cells[i]!.to)
  for (const [i, cell] of cells.entries())
    for (const j of ending.get(cell.from) ?? []) {
      const below = cells[j]!.high
      if (below[0] < cell.low[1] && cell.low[0] < below[1]) head[root(i)] = root(j)
    }
  return [...Map.groupBy(cells.keys(), root).values()]
    .map(group => group.map(i => cells[i]!))
    .flatMap(group => {
      const area = group.reduce((sum, c) => sum + ground(c), 0)
      const [xs, ys] = [group.flatMap(c => [...c.low, ...c.high]), group.flatMap(c => [c.from, c.to])]
      const long = Math.hypot(range(xs), range(ys))
      if (area < least || area / long < slack) return []
      return [{ area, shape: group.filter(c => ground(c) > 0).map(c => corners(c).map(round)) }]
    })
}

const ground = ({ from, to, low, high }: Cell) => ((low[1] - low[0] + high[1] - high[0]) / 2) * (to - from)
const range = (values: readonly number[]) =>
  values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity)
const corners = ({ from, to, low, high }: Cell): Point[] => [
  [low[0], from],
  [low[1], from],
  [high[1], to],
  [high[0], to],
  [low[0], from],
]
