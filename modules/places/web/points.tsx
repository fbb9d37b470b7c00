/** Points on a map and as a list: what there is of a kind, and where. */
import { Button } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useAsk, useHome, useMe } from '../../../ui/desk/context.tsx'
import { useGo } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { FormPage, ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import type { Output } from '../../../kernel/contract.ts'
import { places } from '../contract.ts'
import { boxOf } from '../geometry.ts'
import { may } from '../rules.ts'
import { Drawing } from './drawing.tsx'
import { MapLink } from './map-link.tsx'
import { KindPicker, NumberBox } from './pickers.tsx'

const widgets = { kind: KindPicker('point'), lon: NumberBox, lat: NumberBox }

export function PointsPage() {
  const me = useMe()
  const go = useGo()
  const [search, change] = useUrl()
  const place = search['place'] ?? useHome()
  return (
    <ListPage
      op={places.ops.points}
      title={t('点位')}
      unit={t('处')}
      initial={{ place }}
      filters={['search', 'kind', 'place']}
      main="name"
      columns={['kindLabel', 'name', 'number', 'place', 'address', 'phone', 'state']}
      widths={{ kindLabel: 150, number: 110, place: 180 }}
      widgets={widgets}
      to={p => `/points/${p.community}/${p.id}`}
      above={<OnMap place={place} kind={search['kind']} open={go} clear={() => change({ kind: undefined })} />}
      actions={
        couldEver(may.addPoint, me) && (
          <Button type="primary" onClick={() => go(`/points/new${place.length === 15 ? `?place=${place}` : ''}`)}>
            {t('增加点位')}
          </Button>
        )
      }
      empty={t('消防栓、卫生室、快递柜……可以用「导入」一次录入。')}
    />
  )
}

function OnMap({
  place,
  kind,
  open,
}: {
  place: string
  kind: string | undefined
  open: (to: string) => void
  clear: () => void
}) {
  const area = place.slice(0, 12)
  const map = useAsk(places.ops.map, { place: area }, { when: place.length >= 9, fresh: 300_000 })
  const points = useAsk(places.ops.points, { place, ...(kind && { kind }) }, { when: place.length >= 9 })
  if (!map.data?.features.length) return null
  return (
    <section className="sheet map-sheet">
      <Drawing
        shapes={map.data.features.map(f => ({ ...f.properties, outline: f.geometry }))}
        marks={(points.data ?? []).flatMap(p =>
          p.lon === null || p.lat === null
            ? []
            : [
                {
                  key: p.id,
                  at: [p.lon, p.lat] as const,
                  kind: 'point' as const,
                  say: `${p.kindLabel} ${p.name}`,
                  open: () => open(`/points/${p.community}/${p.id}`),
                },
              ],
        )}
        height={320}
        label={t('点位图')}
      />
    </section>
  )
}

export const PointPage = () => (
  <RecordPage
    op={places.ops.point}
    ops={places.ops}
    back={{ to: '/points', label: t('点位') }}
    title={p => p.name}
    fields={['kindLabel', 'number', 'place', 'address', 'phone', 'hours', 'note']}
    widgets={widgets}
    aside={p => <Where point={p} />}
  />
)

function Where({ point: p }: { point: Output<typeof places.ops.point> }) {
  const map = useAsk(places.ops.map, { place: p.community }, { fresh: 3_600_000 })
  const own = map.data?.features.find(f => f.properties.code === p.place)
  if (!map.data || !own || p.lon === null || p.lat === null) return null
  const { west, south, east, north } = boxOf(own.geometry)
  return (
    <section className="sheet">
      <h2>{own.properties.name}</h2>
      <Drawing
        shapes={map.data.features.map(f => ({
          ...f.properties,
          outline: f.geometry,
          ...(f === own && { tone: 'chosen' as const }),
        }))}
        around={[
          [west, south],
          [east, north],
        ]}
        marks={[{ key: p.id, at: [p.lon, p.lat], kind: 'here', say: p.name }]}
        height={280}
        label={t('{name}在哪里', { name: p.name })}
      />
      <MapLink at={[p.lon, p.lat]} name={p.name} />
    </section>
  )
}

export function NewPoint() {
  const [{ place }] = useUrl()
  return (
    <FormPage
      op={places.ops.addPoint}
      initial={place?.length === 15 ? { place } : {}}
      widgets={widgets}
      hints={{ lon: t('从地图上抄的坐标，请选对坐标系'), number: t('有编号的填上，导入时按编号认') }}
      to={p => `/points/${p.community}/${p.id}`}
      submit={t('增加')}
    />
  )
}
