/** One building as people see it: units side by side, floors above each other, a door for each room; where it stands, and who answers for it. */
import { App, Button } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import type { Output } from '../../../kernel/contract.ts'
import { useAsk, useSend } from '../../../ui/desk/context.tsx'
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { fieldOf, itemOf, wordFor } from '../../../ui/shapes.ts'
import { Nothing, sayOf, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { places } from '../contract.ts'
import { boxOf } from '../geometry.ts'
import { Drawing, type Mark } from './drawing.tsx'
import { MapLink } from './map-link.tsx'
import { Responsible } from './responsible.tsx'

type Building = Output<typeof places.ops.building>
const uses = fieldOf(itemOf(places.ops.rooms), 'use').choices
/** Put on the map by pointing at it, not by typing numbers. */
const { placeBuilding, ...moves } = places.ops

export default function BuildingPage() {
  return (
    <RecordPage
      op={places.ops.building}
      ops={moves}
      back={{ to: '/places', label: t('地点') }}
      title={b => `${b.estate}${b.name}`}
      fields={['estate', 'name', 'code', 'place', 'rooms', 'floors', 'units', 'built']}
      more={b => <Rooms building={b} />}
      aside={b => (
        <>
          <Where key={b.id} building={b} />
          <Responsible asked={{ community: b.community, building: b.id }} />
        </>
      )}
    />
  )
}

function Rooms({ building: { community, id } }: { building: Building }) {
  const rooms = useAsk(places.ops.rooms, { community, building: id })
  if (rooms.error && !rooms.data) return <Trouble error={rooms.error} retry={rooms.refetch} />
  if (!rooms.data) return <Waiting />
  if (!rooms.data.length) return <Nothing say={t('这栋楼还没有登记房屋。可以用「导入」录入。')} />
  const units = [...Map.groupBy(rooms.data, r => r.unit)].sort((a, b) =>
    a[0].localeCompare(b[0], 'zh-Hans-CN', { numeric: true }),
  )
  return (
    <div className="units">
      {units.map(([unit, list]) => (
        <section key={unit} className="sheet">
          <h2>{/^\d+$/.test(unit) ? t('{unit} 单元', { unit }) : unit || t('房屋')}</h2>
          {[...Map.groupBy(list, r => r.floor)]
            .sort((a, b) => b[0] - a[0])
            .map(([floor, doors]) => (
              <div key={floor} className="floor">
                <span className="hint">{t('{floor} 层', { floor })}</span>
                {doors.map(r => (
                  <span key={r.id} className="door" title={wordFor(uses, r.use)}>
                    {r.name}
                    {r.use !== uses[0]?.value && <i className="hint"> {wordFor(uses, r.use)}</i>}
                  </span>
                ))}
              </div>
            ))}
        </section>
      ))}
    </div>
  )
}

/** Its grid with all its houses; whoever may, points at where this one stands. */
function Where({ building: b }: { building: Building }) {
  const { message } = App.useApp()
  const map = useAsk(places.ops.map, { place: b.community }, { fresh: 3_600_000 })
  const near = useAsk(places.ops.buildings, { place: b.place })
  const send = useSend(placeBuilding)
  const [picking, setPicking] = useState(false)
  const [at, setAt] = useState<[number, number]>()
  const mayPlace = b.offers.some(o => o.move === 'placeBuilding')
  const own = map.data?.features.find(f => f.properties.code === b.place)
  if (!map.data || !own) return null
  const here = at ?? (b.lon !== null && b.lat !== null ? ([b.lon, b.lat] as const) : null)
  const houses = (near.data ?? []).flatMap((h): Mark[] =>
    h.lon === null || h.lat === null || h.id === b.id
      ? []
      : [{ key: h.id, at: [h.lon, h.lat], kind: 'house', say: `${h.estate}${h.name}` }],
  )
  const { west, south, east, north } = boxOf(own.geometry)
  async function save() {
    try {
      await send.mutateAsync({ community: b.community, id: b.id, lon: at![0], lat: at![1] })
      setPicking(false)
      setAt(undefined)
    } catch (error) {
      void message.error(sayOf(error))
    }
  }
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
        marks={[
          ...houses,
          ...(here ? [{ key: 'here', at: here, kind: 'here' as const, say: `${b.estate}${b.name}` }] : []),
        ]}
        height={300}
        label={t('{estate}{name}在哪里', { estate: b.estate, name: b.name })}
        {...(picking && { pick: setAt })}
      />
      <MapLink at={here} name={`${b.estate}${b.name}`} />
      {mayPlace && (
        <div className="form-buttons">
          {!picking && <Button onClick={() => setPicking(true)}>{here ? t('重新标位置') : t('标到地图上')}</Button>}
          {picking && (
            <>
              <Button type="primary" disabled={!at} loading={send.isPending} onClick={() => void save()}>
                {t('就在这里')}
              </Button>
              <Button onClick={() => (setPicking(false), setAt(undefined))}>{t('取消')}</Button>
              <span className="hint">{at ? t('再点可以重选') : t('请在图上点它的位置')}</span>
            </>
          )}
        </div>
      )}
    </section>
  )
}
