/** The households that were asked, as the list behind each rate: by grid, by group, by what came of it. */
import { t } from '../../../kernel/text.ts'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { needs } from '../contract.ts'

export default function Doors() {
  const { community, id } = useKey()
  return (
    <ListPage
      op={needs.ops.doors}
      title={t('应答住户')}
      unit={t('户')}
      main="address"
      columns={['address', 'outcome', 'way', 'at', 'place']}
      filters={['place', 'group', 'outcome']}
      given={{ community, survey: id }}
      to={d => `/needs/surveys/${community}/${id}/doors/${d.id}`}
      widths={{ outcome: 120, way: 120, at: 130, place: 160 }}
      empty={t('开始征集以后，应答的住户列在这里。')}
    />
  )
}
