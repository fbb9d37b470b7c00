/** The grids as shapes, without any map service: coloured by a figure, or one of them marked. Each shape is a link that says its name and figure. */
import { useMemo } from 'react'
import type { Polygon } from '../../modules/places/contract.ts'
import { useGo } from './go.tsx'
import { scale } from './theme.ts'

const COMMUNITY = 12
/** Neighbouring communities differ a little, so that their borders show. */
const pale = ['#eef3fa', '#e0e9f6', '#e9eef2', '#dce5ee'] as const

type Feature = { properties: { code: string; name: string }; geometry: Polygon }
type Props = {
  features: readonly Feature[]
  figures?: ReadonlyMap<string, number>
  unit?: string
  chosen?: string
  point?: readonly [number, number]
  to?: (code: string) => string
  height?: number
  /** What to write on a map without figures: each grid of one community, or each community of a street. */
  names?: ReadonlyMap<string, string>
}

export function PlaceMap({ features, figures, unit = '件', chosen, point, to, height = 320, names }: Props) {
  const go = useGo()
  const { shapes, place, box } = useMemo(() => drawn(features, chosen), [features, chosen])
  const most = [...(figures?.values() ?? [])].reduce((a, b) => Math.max(a, b), 1)
  const roomy = shapes.length <= 80
  const groups = useMemo(() => [...Map.groupBy(shapes, s => s.code.slice(0, COMMUNITY))], [shapes])
  const order = new Map(groups.map(([code], n) => [code, n]))
  const plain = (code: string) => pale[(order.get(code.slice(0, COMMUNITY)) ?? 0) % pale.length]!
  const letter = 13 * Math.max(box.height / height, box.width / 740)
  return (
    <svg
      className="place-map"
      viewBox={`0 0 ${box.width} ${box.height}`}
      style={{ maxHeight: height }}
      role="group"
      aria-label="网格图"
    >
      {shapes.map(({ code, name, path, centre }) => {
        const n = figures?.get(code) ?? 0
        const step = figures
          ? n === 0
            ? 0
            : Math.min(scale.length - 1, 1 + Math.floor((n / most) * (scale.length - 1.001)))
          : -1
        const say = figures ? `${name} ${n} ${unit}` : name
        const shape = (
          <>
            <path
              d={path}
              fill={step >= 0 ? scale[step] : code === chosen ? scale[2] : plain(code)}
              className={code === chosen ? 'chosen' : ''}
            >
              <title>{say}</title>
            </path>
            {(figures ? roomy && n > 0 : names && groups.length === 1) && (
              <text x={centre[0]} y={centre[1]} fontSize={letter} className={step >= 4 ? 'on-dark' : ''}>
                {figures ? n : name}
              </text>
            )}
          </>
        )
        return to ? (
          <a key={code} href={`/desk${to(code)}`} aria-label={say} onClick={e => (e.preventDefault(), go(to(code)))}>
            {shape}
          </a>
        ) : (
          <g key={code}>{shape}</g>
        )
      })}
      {names &&
        groups.length > 1 &&
        groups.map(([code, of]) => (
          <text key={code} x={mean(of.map(s => s.centre[0]))} y={mean(of.map(s => s.centre[1]))} fontSize={letter}>
            {names.get(code)}
          </text>
        ))}
      {point && <circle cx={place(point)[0]} cy={place(point)[1]} r={box.width / 70} className="point" />}
    </svg>
  )
}

/** Degrees become a flat drawing 1000 wide: at the size of a street the earth is flat. */
function drawn(features: readonly Feature[], chosen?: string) {
  const all = features.flatMap(f => f.geometry.coordinates[0] ?? [])
  const [west, east] = ends(all.map(p => p[0]))
  const [south, north] = ends(all.map(p => p[1]))
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const unit = 1000 / Math.max((east - west) * narrow, 1e-9)
  const place = ([lon, lat]: readonly [number, number]) =>
    [round((lon - west) * narrow * unit), round((north - lat) * unit)] as const
  const shapes = features.map(({ properties, geometry }) => {
    const ring = (geometry.coordinates[0] ?? []).map(place)
    return {
      ...properties,
      path: geometry.coordinates.map(r => `M${r.map(p => place(p).join(' ')).join('L')}Z`).join(''),
      centre: middle(ring),
    }
  })
  const last = shapes.toSorted((a, b) => Number(a.code === chosen) - Number(b.code === chosen))
  return { shapes: last, place, box: { width: 1000, height: Math.max(1, round((north - south) * unit)) } }
}
/** Not `Math.min(...)`: a district's outline has more points than a call may have arguments. */
const ends = (values: readonly number[]) =>
  [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)] as const
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
const round = (n: number) => Math.round(n * 10) / 10

/** Where the weight of a shape lies. */
function middle(ring: readonly (readonly [number, number])[]): readonly [number, number] {
  let [area, x, y] = [0, 0, 0]
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[i + 1]!]
    const cross = a[0] * b[1] - b[0] * a[1]
    area += cross
    x += (a[0] + b[0]) * cross
    y += (a[1] + b[1]) * cross
  }
  return area ? [round(x / (3 * area)), round(y / (3 * area))] : (ring[0] ?? [0, 0])
}
