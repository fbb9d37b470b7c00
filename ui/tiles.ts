/**
 * A base map of square pictures under our own drawings, where the settings name one. Web-Mercator tiles are laid by their
 * corners onto the flat ground of ui/ground.ts: over the few kilometres of a street the two differ by less than a pixel.
 */
import type { Ground } from './ground.ts'

/** `layers`: addresses with {z}, {x}, {y} and perhaps {s}, the lowest first. `credit` is shown beside the map. */
export type Tiles = { layers: readonly string[]; credit: string }
export type Tile = { src: string; x: number; y: number; width: number; height: number }

/** Below the country and above a doorway nobody serves pictures. */
const [LEAST, MOST] = [3, 18]
/** A drawing that asks for more is larger than a screen. */
const ENOUGH = 60
const around = 40_075_016.686

/** `scale`: how many px of the screen one unit of the drawing is. */
export function tilesOf(ground: Ground, { layers }: Tiles, scale = 1): Tile[] {
  const [west, north] = ground.from(0, 0)
  const [east, south] = ground.from(ground.width, ground.height)
  const narrow = Math.cos((((north + south) / 2) * Math.PI) / 180)
  let z = Math.round(Math.log2((around * narrow * ground.metre * scale) / 256))
  z = Math.min(MOST, Math.max(LEAST, z))
  const span = (z: number) => {
    const [left, top] = tileAt(west, north, z).map(Math.floor) as [number, number]
    const [right, bottom] = tileAt(east, south, z).map(Math.floor) as [number, number]
    return { left, top, right, bottom, n: (right - left + 1) * (bottom - top + 1) }
  }
  while (z > LEAST && span(z).n > ENOUGH) z--
  const { left, top, right, bottom } = span(z)
  const found: Tile[] = []
  for (const layer of layers)
    for (let y = top; y <= bottom; y++)
      for (let x = left; x <= right; x++) {
        const [x0, y0] = ground.at(cornerOf(x, y, z))
        const [x1, y1] = ground.at(cornerOf(x + 1, y + 1, z))
        const said = { z, x, y, s: (x + y) % 8 }
        const src = layer.replace(/\{([zxys])\}/g, (_, name: keyof typeof said) => String(said[name]))
        // A hair wider than it is, so that no seam shows.
        found.push({ src, x: x0, y: y0, width: x1 - x0 + 0.5, height: y1 - y0 + 0.5 })
      }
  return found
}

function tileAt(lon: number, lat: number, z: number): [x: number, y: number] {
  const sin = Math.sin((lat * Math.PI) / 180)
  const n = 2 ** z
  return [((lon + 180) / 360) * n, (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * n]
}

const cornerOf = (x: number, y: number, z: number): [lon: number, lat: number] => [
  (x / 2 ** z) * 360 - 180,
  (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** z))) * 180) / Math.PI,
]
