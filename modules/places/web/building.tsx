/** One building as people see it: units side by side, floors above each other, a door for each room. */
import { useAsk, useTitle } from '../../../ui/desk/context.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { fieldOf, itemOf, wordFor } from '../../../ui/shapes.ts'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { places } from '../contract.ts'

const uses = fieldOf(itemOf(places.ops.rooms), 'use').choices

export default function BuildingPage() {
  const { community, id } = useKey()
  const rooms = useAsk(places.ops.rooms, { community, building: id })
  const building = useAsk(places.ops.buildings, { place: community }).data?.find(b => b.id === id)
  const title = building ? `${building.estate} ${building.name}` : '楼栋'
  useTitle(title)
  if (rooms.error && !rooms.data) return <Trouble error={rooms.error} retry={rooms.refetch} />
  if (!rooms.data) return <Waiting />
  const units = [...Map.groupBy(rooms.data, r => r.unit)].sort((a, b) =>
    a[0].localeCompare(b[0], 'zh-Hans-CN', { numeric: true }),
  )
  return (
    <>
      <Head title={title} count={`${rooms.data.length} 户`}>
        {building && <Go to={`/places?place=${building.place}`}>所在网格</Go>}
      </Head>
      {rooms.data.length === 0 && <Nothing say="这栋楼还没有登记房屋。可以用「导入」录入。" />}
      <div className="units">
        {units.map(([unit, list]) => (
          <section key={unit} className="sheet">
            <h2>{/^\d+$/.test(unit) ? `${unit} 单元` : unit || '房屋'}</h2>
            {[...Map.groupBy(list, r => r.floor)]
              .sort((a, b) => b[0] - a[0])
              .map(([floor, doors]) => (
                <div key={floor} className="floor">
                  <span className="hint">{floor} 层</span>
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
    </>
  )
}
