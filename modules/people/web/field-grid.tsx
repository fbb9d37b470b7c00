/** My grid at a glance: where it lies, how many live there, who is on duty, which buildings stand in it. */
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { Choices } from '../../../ui/field/fields.tsx'
import { Go } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { Icon } from '../../../ui/field/icons.tsx'
import { GridMap } from '../../../ui/field/map.tsx'
import { useGrids } from '../../../ui/field/me.ts'
import { Loaded, Nothing } from '../../../ui/field/shown.tsx'
import { identity } from '../../identity/contract.ts'
import { places, type Building, type PlaceLine } from '../../places/contract.ts'
import { people } from '../contract.ts'
import { may } from '../rules.ts'

const COMMUNITY = 12
const hour = { fresh: 3_600_000 }

export function MyGrid() {
  const grids = useGrids(may.counts)
  const [chosen, choose] = useState(last)
  const grid = grids.data?.find(g => g.code === chosen) ?? grids.data?.[0]
  return (
    <>
      <Head title={t('我的网格')} again={grids.again} busy={grids.busy} at={grids.at}>
        {grid?.name}
      </Head>
      <Loaded of={grids}>
        {all =>
          !grid ? (
            <Nothing icon="grid" say={t('您的岗位还没有网格。请联系安全管理员任命。')} />
          ) : (
            <div className="grid-page">
              {all.length > 1 && (
                <Choices
                  value={grid.code}
                  onChange={code => choose((last = code))}
                  choices={all.map(g => ({ value: g.code, label: g.name }))}
                  label={t('换一个网格')}
                />
              )}
              <Picture grid={grid} all={all} />
              <Counts place={grid.code} />
              <Buildings place={grid.code} />
              <OnDuty place={grid.code} />
            </div>
          )
        }
      </Loaded>
    </>
  )
}
let last: string | undefined

function Picture({ grid, all }: { grid: PlaceLine; all: readonly PlaceLine[] }) {
  const map = useAsk(places.ops.map, { place: grid.code.slice(0, COMMUNITY) }, hour)
  const buildings = useAsk(places.ops.buildings, { place: grid.code }, hour)
  if (!map.data?.features.length) return null
  const points = (buildings.data ?? []).flatMap(b =>
    b.lon !== null && b.lat !== null ? [[b.lon, b.lat] as const] : [],
  )
  return (
    <section className="card where-card">
      <GridMap
        features={map.data.features}
        chosen={all.length > 1 ? [grid.code] : all.map(g => g.code)}
        points={points}
        title={t('{name}在社区里的位置', { name: grid.name })}
      />
    </section>
  )
}

function Counts({ place }: { place: string }) {
  const asked = useAsk(people.ops.counts, { place }, { fresh: 300_000 })
  return (
    <Loaded of={asked} rows={1}>
      {n => (
        <dl className="card figures">
          {(
            [
              [t('人口'), n.people],
              [t('户数'), n.households],
              [t('60 岁以上'), n.over60],
              [t('15 岁以下'), n.under15],
              [t('租住'), n.tenants],
            ] as const
          ).map(([label, value]) => (
            <div key={label}>
              <dd>{value}</dd>
              <dt>{label}</dt>
            </div>
          ))}
        </dl>
      )}
    </Loaded>
  )
}

/** Those of the grid and its community; who serves the whole street is in the portal. */
function OnDuty({ place }: { place: string }) {
  const asked = useAsk(identity.ops.onDuty, { place }, hour)
  return (
    <section className="card">
      <h2>{t('谁在岗')}</h2>
      <Loaded of={asked} rows={1}>
        {all => {
          const near = all.filter(one => one.place.length >= COMMUNITY)
          return near.length === 0 ? (
            <p className="small">{t('还没有登记在岗人员。')}</p>
          ) : (
            <ul className="duty">
              {near.map(({ name, label, workPhone }) => (
                <li key={`${name}${label}`}>
                  <span>
                    <b>{name}</b>
                    <small>{label}</small>
                  </span>
                  {workPhone && (
                    <a
                      className="button"
                      href={`tel:${workPhone}`}
                      aria-label={t('打给{name}：{phone}', { name, phone: spaced(workPhone) })}
                    >
                      <Icon name="phone" />
                      {spaced(workPhone)}
                    </a>
                  )}
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </section>
  )
}

const spaced = (phone: string) => phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3')

function Buildings({ place }: { place: string }) {
  const asked = useAsk(places.ops.buildings, { place }, hour)
  return (
    <section className="card">
      <h2>{t('楼栋')}</h2>
      <Loaded of={asked}>
        {all =>
          all.length === 0 ? (
            <Nothing icon="building" say={t('这个网格还没有登记楼栋。')} />
          ) : (
            [...Map.groupBy(all, b => b.estate)].map(([estate, list]) => (
              <Estate key={estate} name={estate} buildings={list} />
            ))
          )
        }
      </Loaded>
    </section>
  )
}

const Estate = ({ name, buildings }: { name: string; buildings: readonly Building[] }) => (
  <>
    <h3>{name || t('其他')}</h3>
    <ul className="rows two">
      {buildings.map(b => (
        <li key={b.id}>
          <Go to={`/block/${b.community}/${b.id}`} className="row">
            <b>{b.name}</b>
            <small>{t('{n} 户', { n: b.rooms })}</small>
            <Icon name="next" />
          </Go>
        </li>
      ))}
    </ul>
  </>
)
