/** Where the open matters lie: the grids as a map, and the places as a list by number. */
import { useMemo } from 'react'
import type { Output } from '../../../kernel/contract.ts'
import type { work } from '../../../kernel/work-contract.ts'
import { Go } from '../../../ui/desk/go.tsx'
import { PlaceMap } from '../../../ui/desk/place-map.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { scale } from '../../../ui/desk/theme.ts'
import { Nothing } from '../../../ui/desk/trouble.tsx'
import type { Polygon } from '../../places/contract.ts'
import { listOf, open } from './states.ts'

type Row = Output<typeof work.ops.standing>[number]
type Feature = { properties: { code: string; name: string }; geometry: Polygon }
const isOpen = new Set<string>(open)

export function OpenMap({
  rows,
  features,
  place,
}: {
  rows: readonly Row[]
  features: readonly Feature[]
  place: string
}) {
  const figures = useMemo(() => summed(rows, 15), [rows])
  const most = Math.max(1, ...figures.values())
  return (
    <>
      <PlaceMap
        features={features}
        figures={figures}
        {...(place.length === 15 && { chosen: place })}
        to={code => listOf({ place: code })}
        height={380}
      />
      <div className="legend" aria-hidden="true">
        0{' '}
        {scale.map(c => (
          <i key={c} style={{ background: c }} />
        ))}{' '}
        {most} 件
      </div>
    </>
  )
}

export function OpenByPlace({ rows, place }: { rows: readonly Row[]; place: string }) {
  const levels = place.length < 9 ? [9] : place.length < 12 ? [12, 15] : [15]
  const ranked = levels.map(digits => [...summed(rows, digits)].sort((a, b) => b[1] - a[1]))
  if (!ranked[0]?.length) return <Nothing say="现在没有在办的事项。" />
  // A street with few communities has room to name its busiest grids as well.
  const [first = [], second = []] = ranked
  const spare = Math.max(0, 8 - first.length)
  return (
    <>
      <Ranks ranked={first.slice(0, 9)} />
      {second.length > 0 && spare > 2 && (
        <>
          <p className="hint ranks-next">其中的网格</p>
          <Ranks ranked={second.slice(0, spare)} />
        </>
      )}
    </>
  )
}

function Ranks({ ranked }: { ranked: readonly (readonly [string, number])[] }) {
  const most = ranked[0]?.[1] ?? 1
  return (
    <ul className="ranks">
      {ranked.map(([code, n]) => (
        <li key={code}>
          <Go to={listOf({ place: code })}>
            <span className="rank-name">
              <PlaceName code={code} />
            </span>
            <span className="rank-bar">
              <i style={{ width: `${(n / most) * 100}%` }} />
            </span>
            <b className="figures">{n}</b>
          </Go>
        </li>
      ))}
    </ul>
  )
}

function summed(rows: readonly Row[], digits: number): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { place, state, n } of rows)
    if (isOpen.has(state)) sums.set(place.slice(0, digits), (sums.get(place.slice(0, digits)) ?? 0) + n)
  return sums
}
