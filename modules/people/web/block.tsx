/** A building as it stands, room by room, coloured by what is asked of it: a door leads to the card of its home. */
import { t } from '../../../kernel/text.ts'
import { useAsk, useMe, useTitle } from '../../../ui/desk/context.tsx'
import { Back } from '../../../ui/desk/back.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useKey, useUrl } from '../../../ui/desk/url.ts'
import { places } from '../../places/contract.ts'
import { people } from '../contract.ts'
import { may } from '../rules.ts'
import type { Door } from '../shapes.ts'
import { classOf, isMode, legendOf, modes, sayUnit, shadeOf, unitsOf, type Mode, type Shade } from './shades.ts'

export default function BlockPage() {
  const { community, id } = useKey()
  const [{ by }] = useUrl()
  const asked = useAsk(people.ops.block, { community, id })
  const building = useAsk(places.ops.buildings, { place: community }).data?.find(b => b.id === id)
  const helped = useHelped(community, id)
  const title = building ? `${building.estate} ${building.name}` : t('楼栋图')
  useTitle(title)
  if (asked.error && !asked.data) return <Trouble error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Waiting />
  const mode: Mode = isMode(by) && (by !== 'help' || helped) ? by : 'visited'
  const now = new Date()
  const shades = new Map(asked.data.map(door => [door.id, shadeOf(mode, door, helped ?? new Set(), now)]))
  const living = asked.data.reduce((sum, door) => sum + door.people, 0)
  return (
    <>
      <Back to="/people/blocks" label={t('楼栋图')} />
      <Head title={title} count={t('{n} 户 · 在住 {living} 人', { n: asked.data.length, living })}>
        {building && (
          <Go to={`/people?place=${building.place}`}>
            <PlaceName code={building.place} />
          </Go>
        )}
        <Go to={`/places/${community}/${id}`}>{t('这栋楼谁负责')}</Go>
      </Head>
      <nav className="tabs" aria-label={t('按什么看')}>
        {(Object.keys(modes()) as Mode[])
          .filter(m => m !== 'help' || helped)
          .map(m => (
            <Go key={m} to={`?by=${m}`} className={m === mode ? 'on' : ''}>
              {modes()[m].label}
            </Go>
          ))}
      </nav>
      <Legend shades={legendOf(mode, [...shades.values()])} />
      {asked.data.length === 0 && <Nothing say={t('这栋楼还没有登记房屋。可以用「导入」录入。')} />}
      <div className="block">
        {unitsOf(asked.data).map(({ unit, floors }) => (
          <section key={unit} className="sheet">
            <h2>{sayUnit(unit) || t('房屋')}</h2>
            {floors.map(({ floor, doors }) => (
              <div key={floor} className="block-floor">
                <span className="hint">{floor ? t('{floor} 层', { floor }) : ''}</span>
                <ul>
                  {doors.map(door => (
                    <li key={door.id}>
                      <Cell community={community} door={door} shade={shades.get(door.id)!} />
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </section>
        ))}
      </div>
    </>
  )
}

/** Rooms in which somebody has a care tag; nothing for whoever has no right to know. */
function useHelped(community: string, building: string): ReadonlySet<string> | undefined {
  const allowed = couldEver(may.tags, useMe())
  const { data } = useAsk(people.ops.tags, { community, building, size: 200 }, { when: allowed })
  return allowed && data ? new Set(data.items.flatMap(tag => tag.room ?? [])) : undefined
}

const Legend = ({ shades }: { shades: readonly (Shade & { n: number })[] }) => (
  <ul className="block-legend" aria-label={t('图例')}>
    {shades.map(({ key, label, mark, tone, n }) => (
      <li key={key}>
        <i className={classOf({ key, tone })} aria-hidden="true">
          {mark}
        </i>
        {label} <b className="figures">{n}</b>
      </li>
    ))}
  </ul>
)

const Cell = ({ community, door, shade }: { community: string; door: Door; shade: Shade }) => (
  <Go to={`/people/home/${community}/${door.id}`} className={classOf(shade)}>
    <b>{door.name.replace(/室$/, '')}</b>
    <span className="unseen">{t('室，{label}，在住', { label: shade.label })}</span>
    <span className={door.people ? 'figures' : 'unseen'}>
      {door.people ? t('{people} 人', { people: door.people }) : t('无人')}
    </span>
    {shade.mark && <em aria-hidden="true">{shade.mark}</em>}
  </Go>
)
