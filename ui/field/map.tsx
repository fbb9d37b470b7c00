/** Grids and buildings drawn from their own coordinates, without any map service: the chosen grid stands out, buildings are dots. */
import type { Polygon } from '../../modules/places/contract.ts'

type Feature = { properties: { code: string; name: string }; geometry: Polygon }
type Point = readonly [number, number]
type Props = {
  features: readonly Feature[]
  chosen: readonly string[]
  title: string
  points?: readonly Point[]
  mark?: Point
  /** Only the chosen grid and what lies around it. */
  close?: boolean
  height?: number
}

const WIDTH = 360
const EDGE = 8

export function GridMap({ features, chosen, title, points = [], mark, close = false, height = 220 }: Props) {
  const own = (f: Feature) => chosen.includes(f.properties.code)
  const nearest = features.filter(own)
  const ground = groundOf(
    (close && nearest.length ? nearest : features).flatMap(outline),
    height,
    close ? height / 5 : EDGE,
  )
  const path = (f: Feature) =>
    f.geometry.coordinates.map(ring => `M${ring.map(p => ground(p).join(' ')).join('L')}Z`).join('')
  const short = shortener(features.map(f => f.properties.name))
  return (
    <svg className="map" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={title}>
      {[...features.filter(f => !own(f)), ...nearest].map(f => (
        <path key={f.properties.code} d={path(f)} className={own(f) ? 'own' : ''} fillRule="evenodd" />
      ))}
      {points.map((p, n) => (
        <circle key={n} cx={ground(p)[0]} cy={ground(p)[1]} r="3" />
      ))}
      {features.map(f => {
        const [x, y] = middle(outline(f).map(ground))
        if (mark && own(f)) return null
        return (
          <text key={f.properties.code} x={x} y={y} className={own(f) ? 'own' : ''}>
            {short(f.properties.name)}
          </text>
        )
      })}
      {mark && <path className="mark" d={pin} fillRule="evenodd" transform={`translate(${ground(mark).join(' ')})`} />}
    </svg>
  )
}
const pin = 'M0 0c-7-9-10-13-10-18a10 10 0 0 1 20 0c0 5-3 9-10 18zM0-22a4 4 0 1 0 0 8a4 4 0 0 0 0-8z'
const outline = (f: Feature): Point[] => f.geometry.coordinates[0] ?? []

/** 花园浜第3网格 among its neighbours is 3: what all names have in common says nothing on a small map. */
function shortener(names: readonly string[]): (name: string) => string {
  const common = (all: readonly string[]) => {
    let n = 0
    while (all.length > 1 && all.every(one => one.length > n + 1 && one[n] === all[0]![n])) n++
    return n
  }
  const head = common(names)
  const tail = common(names.map(name => Array.from(name.slice(head)).toReversed().join('')))
  return name => name.slice(head, name.length - tail)
}

/** At the size of a community the earth is flat, and a degree of longitude is shorter by the cosine. */
function groundOf(all: readonly Point[], height: number, edge: number) {
  const [west, east, south, north] = [least(all, 0), -least(all, 0, -1), least(all, 1), -least(all, 1, -1)]
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(
    (WIDTH - 2 * edge) / Math.max((east - west) * narrow, 1e-9),
    (height - 2 * edge) / Math.max(north - south, 1e-9),
  )
  const [left, top] = [(WIDTH - (east - west) * narrow * scale) / 2, (height - (north - south) * scale) / 2]
  return ([lon, lat]: Point): [number, number] => [
    round(left + (lon - west) * narrow * scale),
    round(top + (north - lat) * scale),
  ]
}
const least = (all: readonly Point[], axis: 0 | 1, way = 1) =>
  all.reduce((a, p) => Math.min(a, p[axis] * way), Infinity)
const round = (n: number) => Math.round(n * 10) / 10

const middle = (ring: readonly Point[]): [number, number] => {
  const box = [least(ring, 0), -least(ring, 0, -1), least(ring, 1), -least(ring, 1, -1)] as const
  return [round((box[0] + box[1]) / 2), round((box[2] + box[3]) / 2)]
}
