/** How far two positions lie apart: good to a foot over a city. Pure. */
export function metres(lon: number, lat: number, toLon: number, toLat: number): number {
  const rad = Math.PI / 180
  const x = (toLon - lon) * Math.cos(((lat + toLat) / 2) * rad)
  return Math.hypot(x, toLat - lat) * rad * 6_371_000
}
