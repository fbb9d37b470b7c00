/**
 * One position in the systems that Chinese maps use. What is stored is WGS 84 (CGCS 2000 is the same within a
 * hand's breadth); everything else is converted on its way in or out. MP-01…MP-04
 */
export type Position = readonly [lon: number, lat: number]

export const systems = {
  wgs84: 'WGS-84、CGCS2000（手机定位、天地图）',
  gcj02: 'GCJ-02（高德、腾讯）',
  bd09: 'BD-09（百度）',
} as const
export type System = keyof typeof systems

export function convert(position: Position, from: System, to: System): Position {
  if (from === to) return position
  return steps[to].leave(steps[from].enter(position))
}

/** To WGS 84 and from it. */
const steps: Record<System, { enter: (p: Position) => Position; leave: (p: Position) => Position }> = {
  wgs84: { enter: p => p, leave: p => p },
  gcj02: { enter: p => undone(p, shifted), leave: p => shifted(p) },
  bd09: { enter: p => undone(undone(p, turned), shifted), leave: p => turned(shifted(p)) },
}

/** The shift is defined in a frame around China; outside of it a position stays as it is. */
const isShifted = ([lon, lat]: Position) => lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271

/** The published polynomial of GCJ-02 on the ellipsoid of Krasovsky. */
function shifted(position: Position): Position {
  if (!isShifted(position)) return position
  const [lon, lat] = position
  const [x, y] = [lon - 105, lat - 35]
  const waves = (20 * sin(6 * x) + 20 * sin(2 * x)) * (2 / 3)
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    waves +
    (20 * sin(y) + 40 * sin(y / 3)) * (2 / 3) +
    (160 * sin(y / 12) + 320 * sin(y / 30)) * (2 / 3)
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    waves +
    (20 * sin(x) + 40 * sin(x / 3)) * (2 / 3) +
    (150 * sin(x / 12) + 300 * sin(x / 30)) * (2 / 3)
  const bend = 1 - squashed * Math.sin(radians(lat)) ** 2
  const [perLat, perLon] = [
    (radius * (1 - squashed)) / (bend * Math.sqrt(bend)),
    (radius / Math.sqrt(bend)) * Math.cos(radians(lat)),
  ]
  return [lon + degrees(east / perLon), lat + degrees(north / perLat)]
}

/** GCJ-02 to BD-09. */
function turned(position: Position): Position {
  if (!isShifted(position)) return position
  const [x, y] = position
  const far = Math.hypot(x, y) + 0.00002 * Math.sin(y * whirl)
  const angle = Math.atan2(y, x) + 0.000003 * Math.cos(x * whirl)
  return [far * Math.cos(angle) + 0.0065, far * Math.sin(angle) + 0.006]
}

/** Neither has an inverse in one formula: start from the result and correct by what is still missing. */
function undone(goal: Position, way: (p: Position) => Position): Position {
  let [lon, lat] = goal
  for (let tried = 0; tried < 12; tried++) {
    const [x, y] = way([lon, lat])
    ;[lon, lat] = [lon + goal[0] - x, lat + goal[1] - y]
  }
  return [lon, lat]
}

const radius = 6_378_245
const squashed = 0.006693421622965943
const whirl = (Math.PI * 3000) / 180
const radians = (d: number) => (d * Math.PI) / 180
const degrees = (r: number) => (r * 180) / Math.PI
/** Of half turns. */
const sin = (halves: number) => Math.sin(halves * Math.PI)

// ── Web Mercator ────────────────────────────────────────────────────────────

const earth = 6_378_137
/** Metres of EPSG:3857, in which tiles are cut and some maps are exported. */
export const toMercator = ([lon, lat]: Position): Position => [
  earth * radians(lon),
  earth * Math.log(Math.tan(Math.PI / 4 + radians(lat) / 2)),
]
export const fromMercator = ([x, y]: Position): Position => [
  degrees(x / earth),
  degrees(2 * Math.atan(Math.exp(y / earth)) - Math.PI / 2),
]

/** The frame of the country's land and islands; a position outside is a mistake, most often lat and lon exchanged. */
export const isInChina = ([lon, lat]: Position): boolean => lon >= 73.4 && lon <= 135.1 && lat >= 3.4 && lat <= 53.6

/** However a sheet or a map says it: 高德, GCJ-02, EPSG:4490; undefined when nobody could mean it. */
export function systemNamed(text: string): System | undefined {
  const said = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[-_\s:]/g, '')
  if (/^(WGS84|CGCS2000|EPSG(4326|4490)|GPS|天地图|国家2000)/.test(said)) return 'wgs84'
  if (/^(GCJ02|火星|高德|腾讯)/.test(said)) return 'gcj02'
  return /^(BD09|百度)/.test(said) ? 'bd09' : undefined
}

/** The address of a place in another map program, which counts in its own system. */
export function mapLink(link: string, system: System, at: Position, name: string): string {
  const [lon, lat] = convert(at, 'wgs84', system)
  return link
    .replaceAll('{lon}', lon.toFixed(6))
    .replaceAll('{lat}', lat.toFixed(6))
    .replaceAll('{name}', encodeURIComponent(name))
}
