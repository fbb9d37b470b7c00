/**
 * The one projection of all our small maps: degrees to a flat drawing, north up. Over a few kilometres a degree of
 * longitude is shorter by the cosine, and that is all there is to it.
 */
export type Position = readonly [lon: number, lat: number]

export type Ground = {
  width: number
  height: number
  at: (position: Position) => [x: number, y: number]
  /** Where on the earth a point of the drawing is. */
  from: (x: number, y: number) => [lon: number, lat: number]
  /** How many units of the drawing one metre is. */
  metre: number
}

type Frame = {
  width: number
  /** Without it the drawing is as high as it comes out, `tall` times its width at most. */
  height?: number
  tall?: number
  edge?: number
}

export function groundOf(positions: readonly Position[], { width, height, tall = Infinity, edge = 0 }: Frame): Ground {
  const [west, east] = ends(positions.map(p => p[0]))
  const [south, north] = ends(positions.map(p => p[1]))
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const [wide, high] = [Math.max((east - west) * narrow, 1e-9), Math.max(north - south, 1e-9)]
  const room = width - 2 * edge
  const scale = Math.min(room / wide, height === undefined ? (room * tall) / high : (height - 2 * edge) / high)
  const full = height ?? Math.ceil(high * scale + 2 * edge)
  const [left, top] = [(width - wide * scale) / 2, (full - high * scale) / 2]
  return {
    width,
    height: full,
    at: ([lon, lat]) => [round(left + (lon - west) * narrow * scale), round(top + (north - lat) * scale)],
    from: (x, y) => [west + (x - left) / (narrow * scale), north - (y - top) / scale],
    metre: scale / 111_195,
  }
}

export const pathOf = (rings: readonly (readonly Position[])[], at: Ground['at']): string =>
  rings.map(ring => `M${ring.map(p => at(p).join(' ')).join('L')}Z`).join('')

/** The centre of gravity of an outline; of a line without an area, the middle of its points. */
export function middle(ring: readonly Position[]): [number, number] {
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

/** Not `Math.min(...)`: a district's outline has more points than a call may have arguments. */
export const ends = (values: readonly number[]): [least: number, most: number] =>
  values.length ? [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))] : [0, 0]

const round = (n: number) => Math.round(n * 10) / 10
