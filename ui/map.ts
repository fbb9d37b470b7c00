/**
 * A small picture of areas, shaded by a number each: GeoJSON in, one SVG as text out. No tiles, no script, no framework;
 * every number stands in its area, so colour never carries it alone.
 */
import { html, type Html } from './html.ts'

export type Area = {
  properties: { code: string; name: string }
  geometry: { type: 'Polygon'; coordinates: (readonly [number, number])[][] }
}

type Options = {
  features: readonly Area[]
  /** By code; an area without one is drawn empty. */
  values: ReadonlyMap<string, number>
  /** For who cannot see it: what the picture shows, and the figures in words. */
  title: string
  describe: string
  /** This one has a heavy outline. */
  chosen?: string | undefined
  width?: number
}

export function mapSvg({ features, values, title, describe, chosen, width = 480 }: Options): string {
  const ground = groundOf(features, width)
  const most = Math.max(1, ...values.values())
  const short = withoutShared(features.map(f => f.properties.name))
  const areas = features.toSorted((a, b) => Number(a.properties.code === chosen) - Number(b.properties.code === chosen))
  return String(html`<svg class="map" viewBox="0 0 ${width} ${ground.height}" role="img" aria-labelledby="map-title map-words" xmlns="http://www.w3.org/2000/svg"><title id="map-title">${title}</title><desc id="map-words">${describe}</desc>
${areas.map(area => Shape(area, ground, shade(values.get(area.properties.code), most), area.properties.code === chosen))}
${areas.map(area => Words(area, ground, values.get(area.properties.code), short(area.properties.name)))}</svg>`)
}

/** 花园浜第1网格, 花园浜第2网格 → 第1网格, 第2网格: beside one another the part they share says nothing. Numbers stay whole. */
export function withoutShared(names: readonly string[]): (name: string) => string {
  const [first = '', ...others] = names
  let shared = first
  for (const name of others) while (!name.startsWith(shared)) shared = shared.slice(0, -1)
  shared = shared.replace(/第?\d*$/, '')
  const enough = others.length > 0 && names.every(name => name.length >= shared.length + 2)
  return name => (enough && name.startsWith(shared) ? name.slice(shared.length) : name)
}

type Ground = { at: (position: readonly [number, number]) => [x: number, y: number]; height: number }

/** Degrees of longitude are shorter than those of latitude, by the cosine; over a few kilometres that is all the projection needed. */
function groundOf(features: readonly Area[], width: number): Ground {
  const all = features.flatMap(f => f.geometry.coordinates.flat())
  const [west, east] = ends(all.map(p => p[0]))
  const [south, north] = ends(all.map(p => p[1]))
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = (width - 2 * edge) / Math.max((east - west) * narrow, (north - south) / 2, 1e-9)
  const spare = (width - 2 * edge - (east - west) * narrow * scale) / 2
  return {
    at: ([lon, lat]) => [round(edge + spare + (lon - west) * narrow * scale), round(edge + (north - lat) * scale)],
    height: Math.max(80, Math.ceil((north - south) * scale + 2 * edge)),
  }
}
const edge = 6
const round = (n: number) => Math.round(n * 10) / 10

/** Not `Math.min(...)`: a district's outline has more points than a call may have arguments. */
const ends = (values: number[]): [number, number] =>
  values.length ? [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))] : [0, 0]

const shade = (value: number | undefined, most: number) =>
  value === undefined ? 'none' : value === 0 ? '0' : String(Math.ceil((value / most) * 4))

function Shape({ properties, geometry }: Area, { at }: Ground, level: string, chosen: boolean): Html {
  const path = geometry.coordinates.map(ring => `M${ring.map(p => at(p).join(' ')).join('L')}Z`).join('')
  return html`<path class="area shade-${level}${chosen && ' chosen'}" fill-rule="evenodd" d="${path}"><title>${properties.name}</title></path>`
}

/** A name that would run over its neighbour's is left out; it stands in the list beside the map. */
function Words({ geometry }: Area, { at }: Ground, value: number | undefined, name: string): Html {
  const ring = geometry.coordinates[0] ?? []
  const [x, y] = at(middle(ring))
  const [west, east] = ends(ring.map(p => at(p)[0]))
  const fits = name.length * letter <= (east - west) * 0.95
  return html`<g class="area-words" text-anchor="middle" aria-hidden="true"><text class="area-number" x="${x}" y="${fits ? y : round(y + 9)}">${value ?? '–'}</text>${fits && html`<text class="area-name" x="${x}" y="${round(y + 20)}">${name}</text>`}</g>`
}
/** As wide as the sheet draws one character of a name. */
const letter = 17

/** The centre of gravity of an outline; of a line without an area, the middle of its points. */
function middle(ring: readonly (readonly [number, number])[]): [number, number] {
  const [x0, y0] = ring[0] ?? [0, 0]
  let [area, x, y] = [0, 0, 0]
  for (const [i, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(i + 1) % ring.length]!
    const cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
    area += cross
    x += (ax + bx - 2 * x0) * cross
    y += (ay + by - 2 * y0) * cross
  }
  if (Math.abs(area) > 1e-14) return [x0 + x / (3 * area), y0 + y / (3 * area)]
  const mean = (of: number[]) => of.reduce((a, b) => a + b, 0) / Math.max(1, of.length)
  return [mean(ring.map(p => p[0])), mean(ring.map(p => p[1]))]
}
