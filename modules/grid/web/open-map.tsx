/** Where the open matters lie: the grids as a map, and the places as a list by number. */
import { useMemo } from 'react'
import { t } from '../../../kernel/text.ts'
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
  late,
}: {
  rows: readonly Row[]
  features: readonly Feature[]
  place: string
  late: boolean
}) {
  const figures = useMemo(() => summed(rows, 15, late), [rows, late])
  const most = Math.max(1, ...figures.values())
  const to = (code: string) => listOf({ place: code, ...(late && { late: 'true' }) })
  return (
    <>
      <PlaceMap
        features={features}
        figures={figures}
        {...(place.length === 15 && { chosen: place })}
        unit={late ? t('件超时') : t('件')}
        to={to}
        height={380}
      />
      <div className="legend" aria-hidden="true">
        0{' '}
        {scale.map(c => (
          <i key={c} style={{ background: c }} />
        ))}{' '}
        {t('{most} 件', { most })}
      </div>
      <details className="map-list">
        <summary>{t('按清单看')}</summary>
        <Ranks ranked={features.map(f => [f.properties.code, figures.get(f.properties.code) ?? 0])} to={to} />
      </details>
    </>
  )
}

export function OpenByPlace({ rows, place }: { rows: readonly Row[]; place: string }) {
  const levels = place.length < 9 ? [9] : place.length < 12 ? [12, 15] : [15]
  const ranked = levels.map(digits => [...summed(rows, digits)].sort((a, b) => b[1] - a[1]))
  if (!ranked[0]?.length) return <Nothing say={t('现在没有在办的事项。')} />
  // A street with few communities has room to name its busiest grids as well.
  const [first = [], second = []] = ranked
  const spare = Math.max(0, 8 - first.length)
  return (
    <>
      <Ranks ranked={first.slice(0, 9)} />
      {second.length > 0 && spare > 2 && (
        <>
          <p className="hint ranks-next">{t('其中的网格')}</p>
          <Ranks ranked={second.slice(0, spare)} />
        </>
      )}
    </>
  )
}

function Ranks({
  ranked: given,
  to = code => listOf({ place: code }),
}: {
  ranked: readonly (readonly [string, number])[]
  to?: (code: string) => string
}) {
  const ranked = given.toSorted((a, b) => b[1] - a[1])
  const most = Math.max(1, ranked[0]?.[1] ?? 1)
  return (
    <ul className="ranks">
      {ranked.map(([code, n]) => (
        <li key={code}>
          <Go to={to(code)}>
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

function summed(rows: readonly Row[], digits: number, late = false): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) {
    const place = row.place.slice(0, digits)
    if (isOpen.has(row.state)) sums.set(place, (sums.get(place) ?? 0) + (late ? row.late : row.n))
  }
  return sums
}
