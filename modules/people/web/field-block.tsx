/** A building as one walks through it: a unit at a time, the highest floor above, each door coloured by what is asked. */
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { Choices } from '../../../ui/field/fields.tsx'
import { Go, useKey } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { useMe } from '../../../ui/field/me.ts'
import { Loaded, Nothing } from '../../../ui/field/shown.tsx'
import { permits } from '../../../kernel/rules.ts'
import { places } from '../../places/contract.ts'
import { people } from '../contract.ts'
import { may } from '../rules.ts'
import type { Door } from '../shapes.ts'
import { classOf, legendOf, modes, sayUnit, shadeOf, unitsOf, type Mode } from './shades.ts'

const hour = { fresh: 3_600_000 }

export function Block() {
  const { community, id } = useKey()
  const asked = useAsk(people.ops.block, { community, id })
  const building = useAsk(places.ops.buildings, { place: community }, hour).data?.find(b => b.id === id)
  const me = useMe()
  const allowed = building !== undefined && permits(may.tags, me, { place: building.place })
  const tags = useAsk(people.ops.tags, { community, building: id, size: 200 }, { when: allowed })
  const helped = allowed && tags.data ? new Set(tags.data.items.flatMap(tag => tag.room ?? [])) : undefined
  return (
    <>
      <Head
        title={building ? `${building.estate}${building.name}` : t('楼栋')}
        back="/grid"
        again={asked.again}
        busy={asked.busy}
        at={asked.at}
      >
        {asked.data && t('{n} 户', { n: asked.data.length })}
      </Head>
      <Loaded of={asked}>
        {doors =>
          doors.length ? (
            <Picture doors={doors} community={community} helped={helped} />
          ) : (
            <Nothing icon="building" say={t('这栋楼还没有登记房屋。')} />
          )
        }
      </Loaded>
    </>
  )
}

function Picture({
  doors,
  community,
  helped,
}: {
  doors: readonly Door[]
  community: string
  helped: ReadonlySet<string> | undefined
}) {
  const units = unitsOf(doors)
  const [unit, choose] = useState(units[0]!.unit)
  const [mode, ask] = useState<Mode>('visited')
  const now = new Date()
  const shade = (door: Door) => shadeOf(mode, door, helped ?? new Set(), now)
  const floors = units.find(u => u.unit === unit)?.floors ?? []
  return (
    <div className="block-page">
      <div className="chips" role="group" aria-label={t('按什么看')}>
        {(Object.keys(modes()) as Mode[])
          .filter(m => m !== 'help' || helped)
          .map(m => (
            <button key={m} type="button" className="chip" aria-pressed={m === mode} onClick={() => ask(m)}>
              {modes()[m].label}
            </button>
          ))}
      </div>
      <ul className="legend">
        {legendOf(mode, doors.map(shade))
          .filter(s => s.n > 0)
          .map(s => (
            <li key={s.key}>
              <i className={classOf(s)} aria-hidden="true">
                {s.mark}
              </i>
              {s.label} <b>{s.n}</b>
            </li>
          ))}
      </ul>
      {units.length > 1 && (
        <Choices
          value={unit}
          onChange={choose}
          choices={units.map(u => ({ value: u.unit, label: sayUnit(u.unit) || t('其他') }))}
          label={t('单元')}
        />
      )}
      <ol className="card floors">
        {floors.map(({ floor, doors: those }) => (
          <li key={floor}>
            <span>{floor ? t('{n} 层', { n: floor }) : ''}</span>
            <ul>
              {those.map(door => (
                <li key={door.id}>
                  <Go to={`/home/${community}/${door.id}`} className={`door ${classOf(shade(door))}`}>
                    {door.name.replace(/室$/, '')}
                    <small>{shade(door).mark || door.people || ''}</small>
                    <span className="only-read">{shade(door).label}</span>
                  </Go>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </div>
  )
}
