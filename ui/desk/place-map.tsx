/** The grids as shapes, over a base map where the settings name one: coloured by a figure, or one of them marked. Each shape is a link that says its name and figure. */
import { useMemo } from 'react'
import { t } from '../../kernel/text.ts'
import { places, type Polygon } from '../../modules/places/contract.ts'
import { ends, groundOf, middle, pathOf } from '../ground.ts'
import { withoutShared } from '../map.ts'
import { tilesOf } from '../tiles.ts'
import { useAsk } from './context.tsx'
import { useGo } from './go.tsx'
import { useNarrow } from './narrow.ts'
import { scale } from './theme.ts'

const COMMUNITY = 12
/** About as many px as the page gives a map that takes its whole width. */
const [DESK, PHONE] = [740, 340]
/** Neighbouring communities differ a little, so that their borders show. */
const pale = ['#eef3fa', '#e0e9f6', '#e9eef2', '#dce5ee'] as const

type Feature = { properties: { code: string; name: string }; geometry: Polygon }
type Props = {
  features: readonly Feature[]
  figures?: ReadonlyMap<string, number>
  unit?: string
  chosen?: string
  point?: readonly [number, number]
  /** Houses, as small dots. */
  points?: readonly (readonly [number, number])[]
  to?: (code: string) => string
  height?: number
  /** What to write on a map without figures: each grid of one community, or each community of a street. */
  names?: ReadonlyMap<string, string>
}

export function PlaceMap({
  features,
  figures,
  unit = t('件'),
  chosen,
  point,
  points = [],
  to,
  height = 320,
  names,
}: Props) {
  const go = useGo()
  const across = useNarrow() ? PHONE : DESK
  const { shapes, ground } = useMemo(() => drawn(features, chosen), [features, chosen])
  const tiles = useAsk(places.ops.baseMap, {}, { fresh: Infinity }).data?.tiles
  const most = [...(figures?.values() ?? [])].reduce((a, b) => Math.max(a, b), 1)
  const roomy = shapes.length <= 80
  const groups = useMemo(() => [...Map.groupBy(shapes, s => s.code.slice(0, COMMUNITY))], [shapes])
  const order = new Map(groups.map(([code], n) => [code, n]))
  const plain = (code: string) => pale[(order.get(code.slice(0, COMMUNITY)) ?? 0) % pale.length]!
  const short = withoutShared(features.map(f => f.properties.name))
  const letter = 13 * Math.max(ground.height / height, ground.width / across)
  return (
    <svg
      className={`place-map${tiles ? ' over' : ''}`}
      viewBox={`0 0 ${ground.width} ${ground.height}`}
      style={{ maxHeight: height }}
      role="group"
      aria-label={t('网格图')}
    >
      {tiles &&
        tilesOf(ground, tiles, across / ground.width).map(({ src, ...where }) => (
          <image key={src} href={src} {...where} />
        ))}
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
            {figures && roomy && n > 0 && (
              <text x={centre[0]} y={centre[1]} fontSize={letter} className={step >= 4 ? 'on-dark' : ''}>
                {n}
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
      {points.map((p, n) => (
        <circle key={n} cx={ground.at(p)[0]} cy={ground.at(p)[1]} r={ground.width / 220} className="house" />
      ))}
      {!figures &&
        names &&
        groups.length === 1 &&
        shapes.map(({ code, name, centre, wide }) => (
          <text key={code} x={centre[0]} y={centre[1]} fontSize={letter} className="over">
            {fitting(short(name), wide / letter)}
          </text>
        ))}
      {names &&
        groups.length > 1 &&
        groups.map(([code, of]) => (
          <text
            key={code}
            x={mean(of.map(s => s.centre[0]))}
            y={mean(of.map(s => s.centre[1]))}
            fontSize={letter}
            className="over"
          >
            {names.get(code)}
          </text>
        ))}
      {tiles && (
        <text className="credit" x={ground.width - letter / 2} y={ground.height - letter / 2} fontSize={letter * 0.85}>
          {tiles.credit}
        </text>
      )}
      {point && <circle cx={ground.at(point)[0]} cy={ground.at(point)[1]} r={ground.width / 70} className="point" />}
    </svg>
  )
}

/** A drawing 1000 wide; the chosen one last, so that its border lies on top. */
function drawn(features: readonly Feature[], chosen?: string) {
  const ground = groundOf(
    features.flatMap(f => f.geometry.coordinates[0] ?? []),
    { width: 1000 },
  )
  const shapes = features.map(({ properties, geometry }) => ({
    ...properties,
    path: pathOf(geometry.coordinates, ground.at),
    centre: ground.at(middle(geometry.coordinates[0] ?? [])),
    wide: width(geometry.coordinates[0]?.map(p => ground.at(p)[0]) ?? []),
  }))
  return { shapes: shapes.toSorted((a, b) => Number(a.code === chosen) - Number(b.code === chosen)), ground }
}
/** A name that would run over its neighbour's is said by its number alone, or left to the list beside the map. */
const fitting = (name: string, letters: number) =>
  name.length <= letters ? name : (/\d+/.exec(name)?.[0] ?? (letters >= 1 ? name.slice(0, Math.floor(letters)) : ''))
const width = (xs: number[]) => {
  const [west, east] = ends(xs)
  return east - west
}
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
