/** One redrawing: what it changes on the map, when it comes into force; and all of a community's. */
import { t } from '../../../kernel/text.ts'
import { useAsk, useHome } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { Nothing } from '../../../ui/desk/trouble.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import type { Output } from '../../../kernel/contract.ts'
import { places } from '../contract.ts'
import { Drawing, type Shape } from './drawing.tsx'
import { metres } from './map-side.tsx'

type Redrawing = Output<typeof places.ops.redrawing>

export function RedrawingPage() {
  return (
    <RecordPage
      op={places.ops.redrawing}
      ops={places.ops}
      back={{ to: '/places/redrawings', label: t('历次调整') }}
      title={r => r.title}
      fields={['place', 'from', 'byName', 'at', 'gaps', 'outside', 'moved']}
      shown={{ gaps: r => metres(r.gaps), outside: r => metres(r.outside) }}
      more={r => <Planned redrawing={r} />}
    />
  )
}

function Planned({ redrawing: r }: { redrawing: Redrawing }) {
  const map = useAsk(places.ops.map, { place: r.community })
  const changed = new Set(r.grids.map(g => g.place))
  const ended = new Set(r.ends.map(e => e.place))
  const standing = (map.data?.features ?? []).map((f): Shape => ({ ...f.properties, outline: f.geometry }))
  const shapes: Shape[] = [
    ...standing.filter(s => !changed.has(s.code)).map(s => (ended.has(s.code) ? { ...s, tone: 'before' as const } : s)),
    ...r.grids.map(g => ({ code: g.place, name: g.name, outline: g.outline, tone: 'changed' as const })),
  ]
  return (
    <section className="sheet">
      <h2>
        {t('改动 {n} 个网格', { n: r.grids.length })}
        {r.ends.length > 0 && t('，撤销 {n} 个', { n: r.ends.length })}
      </h2>
      <Drawing shapes={shapes} height={420} label={t('调整后的网格图')} />
    </section>
  )
}

export function RedrawingsPage() {
  const home = useHome()
  const [{ place = home }] = useUrl()
  if (place.length < 12)
    return (
      <>
        <Head title={t('历次调整')} />
        <Nothing say={t('网格一个社区一个社区地调整，请先在网格图上选择社区（村）。')}>
          <Go to="/places/map">{t('去网格图')}</Go>
        </Nothing>
      </>
    )
  return (
    <ListPage
      op={places.ops.redrawings}
      title={t('历次调整')}
      unit={t('次')}
      given={{ place }}
      main="title"
      columns={['title', 'from', 'state', 'byName', 'at']}
      to={r => `/places/redrawing/${r.community}/${r.id}`}
      empty={t('还没有调整过网格。')}
    />
  )
}
