/** Grids and buildings drawn from their own coordinates, without any map service: one's own grid stands out, buildings are dots. */
import type { Polygon } from '../../modules/places/contract.ts'

type Feature = { properties: { code: string; name: string }; geometry: Polygon }
type Props = {
  features: readonly Feature[]
  chosen: readonly string[]
  title: string
  points?: readonly (readonly [number, number])[]
  mark?: readonly [number, number]
  height?: number
}

const WIDTH = 360
const EDGE = 8

export function GridMap({ features, chosen, title, points = [], mark, height = 220 }: Props) {
  const ground = groundOf(
    features.flatMap(f => f.geometry.coordinates[0] ?? []),
    height,
  )
  const path = (f: Feature) =>
    f.geometry.coordinates.map(ring => `M${ring.map(p => ground(p).join(' ')).join('L')}Z`).join('')
  const own = (f: Feature) => chosen.includes(f.properties.code)
  return (
    <svg className="map" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={title}>
      {features
        .toSorted((a, b) => Number(own(a)) - Number(own(b)))
        .map(f => (
          <path key={f.properties.code} d={path(f)} className={own(f) ? 'own' : ''} fillRule="evenodd" />
        ))}
      {points.map((p, n) => (
        <circle key={n} cx={ground(p)[0]} cy={ground(p)[1]} r="3" />
      ))}
      {mark && (
        <path
          className="mark"
          d="M0 0c-7-9-10-13-10-18a10 10 0 0 1 20 0c0 5-3 9-10 18zM0-22a4 4 0 1 0 0 8a4 4 0 0 0 0-8z"
          fillRule="evenodd"
          transform={`translate(${ground(mark).join(' ')})`}
        />
      )}
      {features.map(f => {
        const [x, y] = middle((f.geometry.coordinates[0] ?? []).map(ground))
        return (
          <text key={f.properties.code} x={x} y={y} className={own(f) ? 'own' : ''}>
            {f.properties.name}
          </text>
        )
      })}
    </svg>
  )
}

/** At the size of a community the earth is flat, and a degree of longitude is shorter by the cosine. */
function groundOf(all: readonly (readonly [number, number])[], height: number) {
  const [west, east, south, north] = [least(all, 0), -least(all, 0, -1), least(all, 1), -least(all, 1, -1)]
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(
    (WIDTH - 2 * EDGE) / Math.max((east - west) * narrow, 1e-9),
    (height - 2 * EDGE) / Math.max(north - south, 1e-9),
  )
  const [left, top] = [(WIDTH - (east - west) * narrow * scale) / 2, (height - (north - south) * scale) / 2]
  return ([lon, lat]: readonly [number, number]): [number, number] => [
    round(left + (lon - west) * narrow * scale),
    round(top + (north - lat) * scale),
  ]
}
const least = (all: readonly (readonly [number, number])[], axis: 0 | 1, way = 1) =>
  all.reduce((a, p) => Math.min(a, p[axis] * way), Infinity)
const round = (n: number) => Math.round(n * 10) / 10

const middle = (ring: readonly (readonly [number, number])[]): [number, number] => {
  const box = [least(ring, 0), -least(ring, 0, -1), least(ring, 1), -least(ring, 1, -1)] as const
  return [round((box[0] + box[1]) / 2), round((box[2] + box[3]) / 2)]
}
