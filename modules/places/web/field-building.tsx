/** One building: a unit at a time, the highest floor above, so that the list reads like the house. */
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { fieldOf, itemOf, wordFor } from '../../../ui/shapes.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { Choices } from '../../../ui/field/fields.tsx'
import { useKey } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { Loaded, Nothing } from '../../../ui/field/shown.tsx'
import type { Output } from '../../../kernel/contract.ts'
import { places } from '../contract.ts'
import { WhoAnswers } from './field-who.tsx'

type Room = Output<typeof places.ops.rooms>[number]
const hour = { fresh: 3_600_000 }
const uses = fieldOf(itemOf(places.ops.rooms), 'use').choices

export function BuildingRooms() {
  const { community, id } = useKey()
  const rooms = useAsk(places.ops.rooms, { community, building: id }, hour)
  const building = useAsk(places.ops.buildings, { place: community }, hour).data?.find(b => b.id === id)
  return (
    <>
      <Head
        title={building ? `${building.estate}${building.name}` : t('楼栋')}
        back="/grid"
        again={rooms.again}
        busy={rooms.busy}
        at={rooms.at}
      >
        {rooms.data && t('{n} 户', { n: rooms.data.length })}
      </Head>
      <Loaded of={rooms}>
        {all => (all.length ? <Units rooms={all} /> : <Nothing icon="building" say={t('这栋楼还没有登记房屋。')} />)}
      </Loaded>
      <WhoAnswers community={community} building={id} />
    </>
  )
}

function Units({ rooms }: { rooms: readonly Room[] }) {
  const units = [...Map.groupBy(rooms, r => r.unit)].toSorted((a, b) =>
    a[0].localeCompare(b[0], 'zh-Hans-CN', { numeric: true }),
  )
  const [chosen, choose] = useState(units[0]![0])
  const shown = units.find(([unit]) => unit === chosen)?.[1] ?? []
  const floors = [...Map.groupBy(shown, r => r.floor)].toSorted((a, b) => b[0] - a[0])
  return (
    <div className="building">
      {units.length > 1 && (
        <Choices
          value={chosen}
          onChange={choose}
          choices={units.map(([unit]) => ({ value: unit, label: sayUnit(unit) }))}
          label={t('单元')}
        />
      )}
      <ol className="card floors">
        {floors.map(([floor, doors]) => (
          <li key={floor}>
            <span>{t('{n} 层', { n: floor })}</span>
            <ul>
              {doors.map(r => (
                <li key={r.id} className="door">
                  {r.name}
                  {r.use !== uses[0]?.value && <small>{wordFor(uses, r.use)}</small>}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Registers say 3 or 3单元. */
const sayUnit = (unit: string) => (/^\d+$/.test(unit) ? t('{n} 单元', { n: unit }) : unit || t('其他'))
