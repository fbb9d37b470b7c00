/**
 * A GeoJSON map as people send it, read with suspicion: whatever its encoding, depth, size and system of coordinates.
 * Pure: the map editor reads a file with it before anything is sent, the import reads the same way.
 */
import { z } from 'zod'
import { problems } from '../../kernel/rules.ts'
import { Polygon } from './contract.ts'
import { convert, fromMercator, type Position, type System } from './coordinates.ts'

export const trouble = problems('places', {
  notGeoJson: [422, '这不是 GeoJSON 地图文件，请导出为 GeoJSON 后再上传'],
  mapTooLarge: [422, '地图文件超过 64 MB，请拆成几个再上传'],
  mapTooDeep: [422, '地图文件的层次太深，不是一张地图，请重新导出'],
  mapEmpty: [422, '地图文件里一个图形也没有，请检查导出时选中的图层'],
  unknownCrs: [422, '不认识这个坐标系，请导出为 WGS 84（EPSG:4326）、CGCS 2000（EPSG:4490）或 Web 墨卡托（EPSG:3857）'],
})

export const mostBytes = 64 * 2 ** 20
/** Collection, features, feature, geometry, coordinates, polygon, ring, point: a map is no deeper. */
const mostDeep = 16

export type Feature = { properties: Record<string, unknown>; geometry: unknown }

const Features = z.array(z.object({ properties: z.record(z.string(), z.unknown()).nullish(), geometry: z.unknown() }))
const Collection = z.object({
  type: z.literal('FeatureCollection'),
  crs: z.object({ properties: z.object({ name: z.string() }) }).nullish(),
  features: z.array(z.unknown()),
})

/** `system` is what the person says the file is in; a `crs` that the file names itself counts before it. */
export function readMap(bytes: Uint8Array, system: System = 'wgs84'): { features: Feature[]; enter: Enter } {
  if (bytes.length > mostBytes) throw trouble.mapTooLarge()
  const text = textOf(bytes)
  if (depthOf(text) > mostDeep) throw trouble.mapTooDeep()
  const read = Collection.safeParse(parsed(text))
  const features = read.success ? Features.safeParse(read.data.features) : read
  if (!read.success || !features.success) throw trouble.notGeoJson()
  if (!read.data.features.length) throw trouble.mapEmpty()
  return {
    features: (features.data as z.output<typeof Features>).map(f => ({
      properties: f.properties ?? {},
      geometry: f.geometry,
    })),
    enter: entering(read.data.crs?.properties.name, system),
  }
}

/** Not fatal at a lost byte: a name is then wrong, and people see it; but a map in GB 18030 is read as what it is. */
function textOf(bytes: Uint8Array): string {
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  if (mark) return new TextDecoder(mark).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Before it is parsed: what is nested without end would cost the stack of whoever walks it. */
function depthOf(text: string): number {
  let [deep, most, quoted] = [0, 0, false]
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === QUOTE) quoted = !quoted
    else if (c === BACKSLASH) i++
    else if (quoted) continue
    else if (c === BRACKET || c === BRACE) most = Math.max(most, ++deep)
    else if (c === BRACKET + 2 || c === BRACE + 2) deep--
  }
  return most
}
const [QUOTE, BACKSLASH, BRACKET, BRACE] = [0x22, 0x5c, 0x5b, 0x7b]

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw trouble.notGeoJson()
  }
}

// ── One shape ───────────────────────────────────────────────────────────────

type Enter = (position: Position) => Position

function entering(crs: string | undefined, system: System): Enter {
  const name = crs?.replace(/^.*[:/]/, '').toUpperCase()
  if (name === '3857' || name === '900913') return fromMercator
  if (name !== undefined && !['4326', '4490', 'CRS84'].includes(name)) throw trouble.unknownCrs()
  return position => convert(position, system, 'wgs84')
}

const Loose = z.object({ type: z.enum(['Polygon', 'MultiPolygon']), coordinates: z.array(z.unknown()) })
const mostPoints = 5_000

/**
 * A polygon in WGS 84, or the sentence that says why it is none. Map programs write even a single polygon as a list of
 * polygons; and heights, which no grid has.
 */
export function polygonOf(geometry: unknown, enter: Enter = p => p): Polygon | string {
  const loose = Loose.safeParse(geometry)
  if (!loose.success) return '边界应是一个多边形'
  const { type, coordinates } = loose.data
  if (type === 'MultiPolygon' && coordinates.length !== 1) return '边界应是一整块，不能分成几块'
  const rings = type === 'MultiPolygon' ? coordinates[0] : coordinates
  if (!Array.isArray(rings) || !rings.length) return '边界应是一个多边形'
  if (pointsIn(rings) > mostPoints) return `边界的点超过 ${mostPoints} 个，请在制图软件里简化后再导出`
  const flat = Rings.safeParse(rings)
  if (!flat.success) return '边界应是一个多边形'
  const entered = flat.data.map(ring => ring.map(([lon, lat]) => rounded(enter([lon, lat]))))
  const read = Polygon.safeParse({ type: 'Polygon', coordinates: entered })
  return read.success ? read.data : (read.error.issues[0]?.message ?? '边界应是一个多边形')
}
const Rings = z.array(z.array(z.tuple([z.number(), z.number()]).rest(z.unknown())))

/** Counted before anything is walked point by point. */
const pointsIn = (rings: readonly unknown[]) =>
  rings.reduce((n: number, ring) => n + (Array.isArray(ring) ? ring.length : 1), 0)

/** Eight decimals are a millimetre; neighbours that shared a corner still do. */
const rounded = ([lon, lat]: Position): [number, number] => [Math.round(lon * 1e8) / 1e8, Math.round(lat * 1e8) / 1e8]
