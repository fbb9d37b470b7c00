/** Every wish that was heard, wherever it has got to: the list behind each figure of a survey. */
import { t } from '../../../kernel/text.ts'
import { useAsk, useHome } from '../../../ui/desk/context.tsx'
import { Choose } from '../../../ui/desk/choose.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { needs } from '../contract.ts'
import { wish } from '../wish-rules.ts'

export default function Wishes() {
  return (
    <ListPage
      op={needs.ops.wishes}
      title={wish.label}
      unit={t('条')}
      main="said"
      columns={['said', 'households', 'state', 'kind', 'priority', 'number', 'place']}
      filters={['search', 'survey', 'state', 'kind', 'place']}
      widgets={{ survey: SurveyPicker }}
      to={w => `/needs/wishes/${w.community}/${w.id}`}
      widths={{ households: 100, state: 120, kind: 140, priority: 110, number: 130, place: 150 }}
      empty={t('住户填了表，意愿就列在这里。')}
    />
  )
}

export function SurveyPicker(props: WidgetProps) {
  const place = useHome()
  const all = useAsk(needs.ops.surveys, { ...(place && { place }), size: 100 }).data?.items ?? []
  return <Choose {...props} none={t('还没有摸底')} options={all.map(s => ({ value: s.id, label: s.title }))} />
}
