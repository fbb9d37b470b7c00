/**
 * A community's grids while they are being drawn anew, before anything is sent: what a file brings, what a hand moves,
 * what is ended, and what has to be sent in the end. Pure.
 */
import { t } from '../../../kernel/text.ts'
import type { Asked } from '../../../kernel/contract.ts'
import { places, type Polygon } from '../contract.ts'
import { convert, toMercator, systemNamed, type Position, type System } from '../coordinates.ts'
import { polygonOf, readMap } from '../geojson.ts'
import { boxOf, oriented } from '../geometry.ts'
import type { Named } from '../overlay.ts'

export type Draft = {
  community: string
  /** As they stand. */
  before: readonly Named[]
  grids: readonly Named[]
  /** Those that are given up, and who takes over what cannot be placed. */
  ends: ReadonlyMap<string, string>
}

export const draftOf = (community: string, before: readonly Named[]): Draft => ({
  community,
  before,
  grids: before,
  ends: new Map(),
})

// ── From a file and back ────────────────────────────────────────────────────

export type Brought = { draft: Draft; taken: number; notes: string[] }

/** A grid of the file replaces the one of its code; one without a code gets the next number. What lies elsewhere is named. */
export function bring(draft: Draft, bytes: Uint8Array, system: System): Brought {
  const { features, enter } = readMap(bytes, system)
  const notes: string[] = []
  const grids = new Map(draft.grids.map(g => [g.code, g]))
  let taken = 0
  for (const [n, { properties, geometry }] of features.entries()) {
    const said = (names: RegExp) => Object.entries(properties).find(([key]) => names.test(key))?.[1]
    const name = textOf(said(/^(name|名称|网格名称|网格|grid_name)$/i)) || t('第{n}个图形', { n: n + 1 })
    const own = systemNamed(textOf(said(/^坐标系$/)))
    const polygon = polygonOf(geometry, own ? p => convert(p, own, 'wgs84') : enter)
    if (typeof polygon === 'string') {
      notes.push(`${name}：${polygon}`)
      continue
    }
    const code =
      textOf(said(/^(code|代码|编码|网格代码|网格编码|grid_code|id)$/i)) ||
      nextCode(draft.community, [...grids.keys(), ...draft.before.map(g => g.code)])
    if (!/^\d{15}$/.test(code) || !code.startsWith(draft.community)) {
      notes.push(t('{name}：代码 {code} 不在本社区（村），没有取用', { name, code }))
      continue
    }
    grids.set(code, { code, name, outline: oriented(polygon) })
    taken++
  }
  const ends = new Map([...draft.ends].filter(([code]) => !grids.has(code)))
  return { draft: { ...draft, grids: sorted([...grids.values()]), ends }, taken, notes }
}

const textOf = (value: unknown) =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
const sorted = (grids: Named[]) => grids.toSorted((a, b) => (a.code < b.code ? -1 : 1))

export function nextCode(community: string, taken: readonly string[]): string {
  const last = taken.reduce((most, code) => Math.max(most, Number(code.slice(12))), 0)
  return community + String(last + 1).padStart(3, '0')
}

/** In the system that the other program wants; `metres` is Web Mercator. */
export function geoJsonOf(grids: readonly Named[], system: System | 'metres'): string {
  const leave = (p: Position) => (system === 'metres' ? toMercator(p) : convert(p, 'wgs84', system))
  const crs = system === 'metres' && { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } } }
  return JSON.stringify({
    type: 'FeatureCollection',
    ...crs,
    features: grids.map(({ code, name, outline }) => ({
      type: 'Feature',
      properties: { code, name, ...(system !== 'wgs84' && system !== 'metres' && { 坐标系: system.toUpperCase() }) },
      geometry: { type: 'Polygon', coordinates: outline.coordinates.map(ring => ring.map(leave)) },
    })),
  })
}

// ── By hand ─────────────────────────────────────────────────────────────────

/** A corner that neighbours share moves for all of them, so that no gap opens where there was none. */
export function moveCorner(draft: Draft, from: Position, to: Position): Draft {
  const moved = rounded(to)
  return redrawn(draft, ring => ring.map(p => (isSame(p, from) ? moved : p)))
}

/** On the side from one corner to the next, for every grid that has this side: neighbours stay neighbours. */
export function addCorner(draft: Draft, [a, b]: Side, at: Position): Draft {
  const fresh = rounded(at)
  return redrawn(draft, ring =>
    ring.flatMap((p, n) => {
      const next = ring[n + 1]
      const here = next && ((isSame(p, a) && isSame(next, b)) || (isSame(p, b) && isSame(next, a)))
      return here ? [p, fresh] : [p]
    }),
  )
}

/** For all who share it; a triangle keeps its three, and then nothing is changed for anybody: half a change opens a gap. */
export function dropCorner(draft: Draft, at: Position): Draft {
  const rings = draft.grids.flatMap(g => g.outline.coordinates).filter(ring => ring.some(p => isSame(p, at)))
  if (rings.some(ring => ring.length <= 4)) return draft
  return redrawn(draft, ring => {
    const open = ring.slice(0, -1).filter(p => !isSame(p, at))
    return [...open, open[0]!]
  })
}

export type Side = readonly [Position, Position]

const isSame = (p: Position, q: Position) => Math.abs(p[0] - q[0]) < 1e-9 && Math.abs(p[1] - q[1]) < 1e-9
const rounded = (p: Position): [number, number] => [Math.round(p[0] * 1e7) / 1e7, Math.round(p[1] * 1e7) / 1e7]

type Ring = Polygon['coordinates'][number]
/** A grid that comes out as it was stays the same object, so that the drawing need not be made anew. */
function redrawn(draft: Draft, change: (ring: Ring) => Ring): Draft {
  const grids = draft.grids.map(g => {
    const coordinates = g.outline.coordinates.map(change)
    const same = JSON.stringify(coordinates) === JSON.stringify(g.outline.coordinates)
    return same ? g : { ...g, outline: { type: 'Polygon' as const, coordinates } }
  })
  return grids.every((g, n) => g === draft.grids[n]) ? draft : { ...draft, grids }
}

export const rename = (draft: Draft, code: string, name: string): Draft => ({
  ...draft,
  grids: draft.grids.map(g => (g.code === code ? { ...g, name } : g)),
})

/** One that stands is given up for an heir; one that was only drawn is simply gone. */
export function end(draft: Draft, code: string): Draft {
  const grids = draft.grids.filter(g => g.code !== code)
  const heir = nearest(
    draft.grids.find(g => g.code === code),
    grids,
  )
  const stood = draft.before.some(g => g.code === code)
  const ends = new Map([...draft.ends].map(([gone, to]) => [gone, to === code ? heir : to]))
  return { ...draft, grids, ends: stood ? ends.set(code, heir) : ends }
}
export const inherit = (draft: Draft, code: string, heir: string): Draft => ({
  ...draft,
  ends: new Map(draft.ends).set(code, heir),
})

function nearest(grid: Named | undefined, others: readonly Named[]): string {
  const middle = ({ outline }: Named): Position => {
    const box = boxOf(outline)
    return [(box.west + box.east) / 2, (box.south + box.north) / 2]
  }
  if (!grid) return others[0]?.code ?? ''
  const [x, y] = middle(grid)
  const far = (g: Named) => Math.hypot(middle(g)[0] - x, middle(g)[1] - y)
  return others.toSorted((a, b) => far(a) - far(b))[0]?.code ?? ''
}

// ── What is sent ────────────────────────────────────────────────────────────

export type Change = 'new' | 'moved' | 'renamed' | 'same'
export function changeOf(draft: Draft, grid: Named): Change {
  const was = draft.before.find(g => g.code === grid.code)
  if (!was) return 'new'
  if (JSON.stringify(was.outline) !== JSON.stringify(grid.outline)) return 'moved'
  return was.name === grid.name ? 'same' : 'renamed'
}

type Sent = Pick<Asked<typeof places.ops.planRedrawing>, 'place' | 'grids' | 'ends'>
/** Only what is new or otherwise; null when there is nothing to send. */
export function planOf(draft: Draft): Sent | null {
  const grids = draft.grids.filter(g => changeOf(draft, g) !== 'same')
  const ends = [...draft.ends].map(([place, heir]) => ({ place, heir }))
  // What is given up needs at least one grid in the plan: the heir, as it is.
  const heirs = grids.length ? grids : draft.grids.filter(g => ends.some(e => e.heir === g.code))
  if (!heirs.length) return null
  return {
    place: draft.community,
    grids: heirs.map(({ code, name, outline }) => ({ place: code, name, outline })),
    ends,
  }
}
