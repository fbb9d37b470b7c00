/** The tree of places beside the map of the chosen one and its buildings. The chosen place stands in the address. */
import { Button, Tree } from 'antd'
import { useMe, useAsk, useHome } from '../../../ui/desk/context.tsx'
import { useGo } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { PlaceMap } from '../../../ui/desk/place-map.tsx'
import { nameIn, usePlaces } from '../../../ui/desk/place-names.tsx'
import { branches } from '../../../ui/desk/place-picker.tsx'
import { Waiting } from '../../../ui/desk/trouble.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { places } from '../contract.ts'
import { may } from '../rules.ts'

export default function Places() {
  const me = useMe()
  const home = useHome()
  const go = useGo()
  const known = usePlaces()
  const [search, change] = useUrl()
  const place = search['place'] ?? home
  const tree = branches(known)
  return (
    <div className="beside">
      <section className="sheet tree">
        <h2>区划</h2>
        {known.length === 0 ? (
          <Waiting rows={6} />
        ) : (
          <Tree
            treeData={tree}
            fieldNames={{ key: 'value' }}
            blockNode
            selectedKeys={[place]}
            defaultExpandedKeys={[home, place.slice(0, 12)]}
            height={640}
            virtual
            onSelect={([key]) => key !== undefined && change({ place: key, search: undefined })}
          />
        )}
      </section>
      <div>
        <ListPage
          key={place}
          op={places.ops.buildings}
          title={nameIn(known, place) ?? '地点'}
          unit="栋"
          given={{ place }}
          filters={['search']}
          main="name"
          columns={['estate', 'name', 'place', 'rooms', 'code']}
          labels={{ rooms: '户数' }}
          widths={{ estate: 180, place: 190, code: 176 }}
          to={b => `/places/${b.community}/${b.id}`}
          above={
            <Grids
              place={place}
              names={new Map(known.map(p => [p.code, p.name]))}
              choose={code => change({ place: code })}
            />
          }
          actions={
            <>
              {couldEver(may.addPlace, me) && <Button onClick={() => go('/places/new')}>增加区划</Button>}
              {couldEver(may.addBuilding, me) && (
                <Button onClick={() => go(`/places/new-building?place=${place}`)}>增加楼栋</Button>
              )}
            </>
          }
          empty="可以用「导入」一次录入整个社区的楼栋和房屋。"
        />
      </div>
    </div>
  )
}

function Grids({
  place,
  names,
  choose,
}: {
  place: string
  names: ReadonlyMap<string, string>
  choose: (code: string) => void
}) {
  const map = useAsk(
    places.ops.map,
    { place: place.length === 15 ? place.slice(0, 12) : place },
    { when: place !== '', fresh: 3_600_000 },
  )
  if (!map.data?.features.length) return null
  return (
    <section className="sheet map-sheet">
      <PlaceMap
        features={map.data.features}
        chosen={place}
        height={300}
        names={names}
        to={code => `/places?place=${code}`}
      />
      <p className="hint">
        {map.data.features.length} 个网格。点网格看它的楼栋
        {place.length === 15 && (
          <>
            ,或
            <button type="button" className="plain" onClick={() => choose(place.slice(0, 12))}>
              看整个社区
            </button>
          </>
        )}
        。
      </p>
    </section>
  )
}
