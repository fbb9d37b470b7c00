/** The surveys that are open where this person walks. */
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { Go } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { Icon } from '../../../ui/field/icons.tsx'
import { useGrids } from '../../../ui/field/me.ts'
import { Loaded, Nothing } from '../../../ui/field/shown.tsx'
import { needs } from '../contract.ts'
import { may, survey } from '../rules.ts'

/** What the page and the preparation for the shift ask alike. */
export const openIn = (community: string) => ({ place: community, open: true, size: 20 })
export const COMMUNITY = 12

export function OpenSurveys() {
  const grids = useGrids(may.answerAtDoor)
  return (
    <>
      <Head title={survey.label} again={grids.again} busy={grids.busy} at={grids.at} />
      <Loaded of={grids}>
        {all =>
          all.length ? (
            [...new Set(all.map(g => g.code.slice(0, COMMUNITY)))].map(code => <Open key={code} community={code} />)
          ) : (
            <Nothing icon="grid" say={t('您的岗位还没有网格。请联系安全管理员任命。')} />
          )
        }
      </Loaded>
    </>
  )
}

function Open({ community }: { community: string }) {
  const asked = useAsk(needs.ops.publicSurveys, openIn(community))
  return (
    <Loaded of={asked} rows={1}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing icon="note" say={t('现在没有征集中的摸底。')} />
        ) : (
          <ul className="rows card">
            {items.map(s => (
              <li key={s.id}>
                <Go to={`/needs/${s.community}/${s.id}`} className="row">
                  <b>{s.title}</b>
                  <small>{t('到 {day}', { day: s.until })}</small>
                  <Icon name="next" />
                </Go>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  )
}
