/** The tree of places beside the map of the chosen one and what stands on it. The chosen place stands in the address. */
import { Button } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useMe, useAsk, useHome } from '../../../ui/desk/context.tsx'
import { Go, useGo } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { PlaceMap } from '../../../ui/desk/place-map.tsx'
import { nameIn, usePlaces } from '../../../ui/desk/place-names.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { places } from '../contract.ts'
import { may } from '../rules.ts'
import { PlaceTree } from './tree.tsx'

export default function Places() {
  const me = useMe()
  const home = useHome()
  const go = useGo()
  const known = usePlaces()
  const [search, change] = useUrl()
  const place = search['place'] ?? home
  const own = useAsk(places.ops.place, { code: place }, { when: place !== '' && !nameIn(known, place) })
  return (
    <div className="beside places">
      <section className="sheet tree">
        <h2>{t('区划')}</h2>
        <PlaceTree home={home} place={place} choose={code => change({ place: code, search: undefined })} />
      </section>
      <div>
        <ListPage
          key={place}
          op={places.ops.buildings}
          title={nameIn(known, place) ?? own.data?.name ?? t('地点')}
          unit={t('栋')}
          given={{ place }}
          filters={['search']}
          main="name"
          columns={['name', 'estate', 'place', 'rooms', 'floors', 'built']}
          labels={{ rooms: t('户数') }}
          widths={{ estate: 150, place: 180, rooms: 80, floors: 80, built: 100 }}
          to={b => `/places/${b.community}/${b.id}`}
          above={
            <Above
              place={place}
              names={new Map(known.map(p => [p.code, p.name]))}
              choose={code => change({ place: code })}
            />
          }
          actions={
            <>
              {couldEver(may.addPlace, me) && <Button onClick={() => go('/places/new')}>{t('增加区划')}</Button>}
              {couldEver(may.addBuilding, me) && (
                <Button onClick={() => go(`/places/new-building?place=${place}`)}>{t('增加楼栋')}</Button>
              )}
            </>
          }
          empty={t('可以用「导入」一次录入整个社区的楼栋和房屋。')}
        />
      </div>
    </div>
  )
}

type AboveProps = { place: string; names: ReadonlyMap<string, string>; choose: (code: string) => void }

function Above({ place, names, choose }: AboveProps) {
  const area = place.length === 15 ? place.slice(0, 12) : place
  const map = useAsk(places.ops.map, { place: area }, { when: place.length >= 9, fresh: 300_000 })
  const houses = useAsk(places.ops.buildings, { place: area }, { when: place.length >= 12, fresh: 300_000 })
  const points = (houses.data ?? []).flatMap(h => (h.lon !== null && h.lat !== null ? [[h.lon, h.lat] as const] : []))
  const links = [
    ...(area.length === 12 ? [{ to: `/places/map?place=${area}`, say: t('网格图和调整') }] : []),
    { to: `/points?place=${place}`, say: t('点位') },
    { to: `/contacts?place=${place}`, say: t('服务联系') },
    ...(area.length >= 9
      ? [{ to: `/bodies?place=${area.length === 12 ? area : area.slice(0, 9)}`, say: t('组织') }]
      : []),
  ]
  return (
    <>
      <nav className="tabs" aria-label={t('这个地方的其他资料')}>
        {links.map(l => (
          <Go key={l.to} to={l.to}>
            {l.say}
          </Go>
        ))}
      </nav>
      {map.data && map.data.features.length > 0 && (
        <section className="sheet map-sheet">
          <PlaceMap
            features={map.data.features}
            chosen={place}
            points={points}
            height={300}
            names={names}
            to={code => `/places?place=${code}`}
          />
          <p className="hint">
            {t('{n} 个网格', { n: map.data.features.length })}
            {points.length > 0 && t('，{n} 栋楼标在图上', { n: points.length })}
            {t('。点网格看它的楼栋')}
            {place.length === 15 && (
              <>
                {t('，或')}
                <button type="button" className="plain" onClick={() => choose(place.slice(0, 12))}>
                  {t('看整个社区')}
                </button>
              </>
            )}
            。
          </p>
        </section>
      )}
    </>
  )
}
