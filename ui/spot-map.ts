/**
 * A map that is pressed: the picture is a button of the form, and a browser without a script sends along where it was
 * touched. Its size on the page is therefore fixed; what it shows goes along as `frame`, so that the answer fits.
 */
import { groundOf, middle, pathOf, type Position } from './ground.ts'
import { attributes, html, type Child, type Html } from './html.ts'
import { withoutShared, type Area } from './map.ts'
import { tilesOf, type Tiles } from './tiles.ts'

/** px on the page, in every mode and on every screen. */
export const SIDE = 320
export type Frame = readonly [west: number, south: number, east: number, north: number]
type House = { name: string; at: Position }
type Drawn = { areas: readonly Area[]; houses: readonly House[]; frame: Frame; spot?: Position | undefined }

const ground = ([west, south, east, north]: Frame) =>
  groundOf(
    [
      [west, south],
      [east, north],
    ],
    { width: SIDE, height: SIDE, edge: 8 },
  )

/** Everything, or what lies around a point; null when there is nothing to draw. */
export function frameOf(areas: readonly Area[], houses: readonly House[], around?: Position): Frame | null {
  if (around) {
    const [lon, lat] = around
    const up = NEAR / 111_195
    const wide = up / Math.cos((lat * Math.PI) / 180)
    return [lon - wide, lat - up, lon + wide, lat + up]
  }
  const all = [...areas.flatMap(a => a.geometry.coordinates[0] ?? []), ...houses.map(h => h.at)]
  if (all.length < 2) return null
  const [lons, lats] = [all.map(p => p[0]), all.map(p => p[1])]
  const least = (of: number[]) => of.reduce((a, b) => Math.min(a, b))
  const most = (of: number[]) => of.reduce((a, b) => Math.max(a, b))
  return [least(lons), least(lats), most(lons), most(lats)]
}
/** Metres to each side of where it was touched: the second touch is for the door. */
const NEAR = 120

export const sayFrame = (frame: Frame): string => frame.map(n => n.toFixed(6)).join(',')

/** null: no frame of ours, or not touched (a keyboard sends the corner). */
export function touched(frame: string, x: string, y: string): Position | null {
  const parts = frame.split(',').map(Number)
  const [px, py] = [Number(x), Number(y)]
  if (parts.length !== 4 || ![...parts, px, py].every(Number.isFinite) || (px === 0 && py === 0)) return null
  if (px < 0 || py < 0 || px > SIDE || py > SIDE) return null
  const [lon, lat] = ground(parts as unknown as Frame).from(px, py)
  return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]
}

/** `name` and `to` are the button's; `label` is what it says to whoever does not see it. */
export function SpotMap(drawn: Drawn, { tiles, label }: { tiles: Tiles | null; label: string }): Html {
  const to = ground(drawn.frame)
  const under = tiles ? tilesOf(to, tiles) : []
  return html`<div class="spot"><input type="hidden" name="frame" value="${sayFrame(drawn.frame)}">
<svg class="under" aria-hidden="true" viewBox="0 0 ${SIDE} ${SIDE}" width="${SIDE}" height="${SIDE}">${under.map(
    ({ src, ...where }): Html => html`<image ${attributes({ ...where, href: src })}></image>`,
  )}</svg>
<input ${attributes({ type: 'image', name: 'spot', alt: label, src: `data:image/svg+xml,${encodeURIComponent(picture(drawn, tiles !== null))}`, width: SIDE, height: SIDE, formaction: '#place' })}></div>${Credit(tiles)}`
}

export const Credit = (tiles: Tiles | null): Child => tiles && html`<p class="hint">${tiles.credit}</p>`

/** A picture of its own, which the sheet of the page does not reach. */
function picture({ areas, houses, frame, spot }: Drawn, over: boolean): string {
  const { at } = ground(frame)
  const short = withoutShared(areas.map(a => a.properties.name))
  const inside = ([x, y]: readonly [number, number]) => x > -20 && y > -20 && x < SIDE + 20 && y < SIDE + 20
  const seen = houses.map(h => ({ name: h.name, xy: at(h.at) })).filter(h => inside(h.xy))
  const shapes = areas.map(
    ({ geometry }) =>
      html`<path ${attributes({ d: pathOf(geometry.coordinates, at), fill: '#dcebe2', 'fill-opacity': over ? 0.15 : 1 })} stroke="#0b5d4e" stroke-width="1.5" stroke-linejoin="round" fill-rule="evenodd"/>`,
  )
  const dots = seen.map(({ xy: [x, y] }) => html`<circle cx="${x}" cy="${y}" r="${spot ? 6 : 2.5}" fill="#7a4a00"/>`)
  const names = spot
    ? seen.map(({ name, xy: [x, y] }) => Name(name, x, y - 10))
    : areas.map(a => Name(short(a.properties.name), ...at(middle(a.geometry.coordinates[0] ?? []))))
  return String(
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}" width="${SIDE}" height="${SIDE}">${!over && html`<rect width="${SIDE}" height="${SIDE}" fill="#f6f2e8"/>`}${shapes}${dots}${names}${
      spot &&
      html`<path transform="translate(${at(spot).join(' ')})" d="${pin}" fill="#a8241c" stroke="#fff" stroke-width="1.5" fill-rule="evenodd"/>`
    }</svg>`,
  )
}
const Name = (name: string, x: number, y: number): Html =>
  html`<text x="${x}" y="${y}" font-family="sans-serif" font-size="15" font-weight="700" fill="#20302c" text-anchor="middle" paint-order="stroke" stroke="#fff" stroke-width="3">${name}</text>`
const pin = 'M0 0c-8-11-12-15-12-21a12 12 0 0 1 24 0c0 6-4 10-12 21zM0-26a5 5 0 1 0 0 10a5 5 0 0 0 0-10z'
