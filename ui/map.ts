/**
 * A small picture of areas, shaded by a number each: GeoJSON in, one SVG as text out. No script, no framework, tiles only where there are some;
 * every number stands in its area, so colour never carries it alone.
 */
import { ends, groundOf, middle, pathOf, type Ground, type Position } from './ground.ts'
import { attributes, html, type Html } from './html.ts'
import { tilesOf, type Tiles } from './tiles.ts'

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
  /** Marks with a number that stands in a list beside the map. */
  spots?: readonly { at: Position; label: string; words: string }[]
  tiles?: Tiles | null
  width?: number
}

export function mapSvg({
  features,
  values,
  title,
  describe,
  chosen,
  spots = [],
  tiles = null,
  width = 480,
}: Options): string {
  const all = features.flatMap(f => f.geometry.coordinates.flat())
  const ground = groundOf(all, { width, edge: 6, tall: 2 })
  const height = Math.max(80, ground.height)
  const most = Math.max(1, ...values.values())
  const short = withoutShared(features.map(f => f.properties.name))
  const areas = features.toSorted((a, b) => Number(a.properties.code === chosen) - Number(b.properties.code === chosen))
  return String(html`<svg class="map${tiles && ' over'}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="map-title map-words" xmlns="http://www.w3.org/2000/svg"><title id="map-title">${title}</title><desc id="map-words">${describe}</desc>
${tiles && tilesOf(ground, tiles).map(({ src, ...where }): Html => html`<image ${attributes({ ...where, href: src })}></image>`)}
${areas.map(area => Shape(area, ground, shade(values.get(area.properties.code), most), area.properties.code === chosen))}
${areas.map(area => Words(area, ground, values.get(area.properties.code), short(area.properties.name)))}
${spots.map(s => Spot(s, ground))}</svg>`)
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

const shade = (value: number | undefined, most: number) =>
  value === undefined ? 'none' : value === 0 ? '0' : String(Math.ceil((value / most) * 4))

function Shape({ properties, geometry }: Area, { at }: Ground, level: string, chosen: boolean): Html {
  const path = pathOf(geometry.coordinates, at)
  return html`<path class="area shade-${level}${chosen && ' chosen'}" fill-rule="evenodd" d="${path}"><title>${properties.name}</title></path>`
}

const Spot = ({ at, label, words }: { at: Position; label: string; words: string }, ground: Ground): Html => {
  const [x, y] = ground.at(at)
  return html`<g class="spot-mark" aria-hidden="true"><title>${words}</title><circle cx="${x}" cy="${y}" r="15"/><text x="${x}" y="${y + 6}">${label}</text></g>`
}

/** A name that would run over its neighbour's is left out; it stands in the list beside the map. */
function Words({ geometry }: Area, { at }: Ground, value: number | undefined, name: string): Html {
  const ring = geometry.coordinates[0] ?? []
  const [x, y] = at(middle(ring))
  const [west, east] = ends(ring.map(p => at(p)[0]))
  const fits = name.length * letter <= (east - west) * 0.95
  return html`<g class="area-words" text-anchor="middle" aria-hidden="true"><text class="area-number" x="${x}" y="${fits ? y : y + 9}">${value ?? '–'}</text>${fits && html`<text class="area-name" x="${x}" y="${y + 20}">${name}</text>`}</g>`
}
/** As wide as the sheet draws one character of a name. */
const letter = 17
