/** Grids and buildings drawn from their own coordinates, over a base map where the settings name one: the chosen grid stands out, buildings are dots. */
import { places, type Polygon } from '../../modules/places/contract.ts'
import { groundOf, middle, pathOf, type Position } from '../ground.ts'
import { tilesOf } from '../tiles.ts'
import { useAsk } from './data.ts'

type Feature = { properties: { code: string; name: string }; geometry: Polygon }
type Props = {
  features: readonly Feature[]
  chosen: readonly string[]
  title: string
  points?: readonly Position[]
  mark?: Position
  /** Only the chosen grid and what lies around it. */
  close?: boolean
  height?: number
}

const WIDTH = 360
const EDGE = 8

export function GridMap({ features, chosen, title, points = [], mark, close = false, height = 220 }: Props) {
  const own = (f: Feature) => chosen.includes(f.properties.code)
  const nearest = features.filter(own)
  const shown = (close && nearest.length ? nearest : features).flatMap(outline)
  const ground = groundOf(shown, { width: WIDTH, height, edge: close ? height / 5 : EDGE })
  const { at } = ground
  const tiles = useAsk(places.ops.baseMap, {}).data?.tiles
  const short = shortener(features.map(f => f.properties.name))
  return (
    <svg
      className={`map${tiles ? ' over' : ''}`}
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={tiles ? `${title}，${tiles.credit}` : title}
    >
      {tiles && tilesOf(ground, tiles).map(({ src, ...where }) => <image key={src} href={src} {...where} />)}
      {[...features.filter(f => !own(f)), ...nearest].map(f => (
        <path
          key={f.properties.code}
          d={pathOf(f.geometry.coordinates, at)}
          className={own(f) ? 'own' : ''}
          fillRule="evenodd"
        />
      ))}
      {points.map((p, n) => (
        <circle key={n} cx={at(p)[0]} cy={at(p)[1]} r="3" />
      ))}
      {features.map(f => {
        const [x, y] = at(middle(outline(f)))
        if (mark && own(f)) return null
        return (
          <text key={f.properties.code} x={x} y={y} className={own(f) ? 'own' : ''}>
            {short(f.properties.name)}
          </text>
        )
      })}
      {tiles && (
        <text className="credit" x={WIDTH - 4} y={height - 4}>
          {tiles.credit}
        </text>
      )}
      {mark && <path className="mark" d={pin} fillRule="evenodd" transform={`translate(${at(mark).join(' ')})`} />}
    </svg>
  )
}
const pin = 'M0 0c-7-9-10-13-10-18a10 10 0 0 1 20 0c0 5-3 9-10 18zM0-22a4 4 0 1 0 0 8a4 4 0 0 0 0-8z'
const outline = (f: Feature): readonly Position[] => f.geometry.coordinates[0] ?? []

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
