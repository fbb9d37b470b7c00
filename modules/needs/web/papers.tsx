/** Sheets of paper: which were typed once, which differ; and typing one, without seeing what the other hand typed. */
import { t } from '../../../kernel/text.ts'
import { Choose } from '../../../ui/desk/choose.tsx'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { FormPage, ListPage } from '../../../ui/desk/pages.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { needs } from '../contract.ts'
import { paper } from '../paper-rules.ts'
import { ChoiceFields, WishFields } from './sheet-fields.tsx'
import { SurveyPicker } from './wishes.tsx'

export default function Papers() {
  return (
    <ListPage
      op={needs.ops.papers}
      title={paper.label}
      unit={t('张')}
      main="address"
      columns={['address', 'state', 'title', 'at', 'place']}
      filters={['survey', 'state', 'place']}
      widgets={{ survey: SurveyPicker }}
      to={p => `/needs/papers/${p.community}/${p.id}`}
      widths={{ state: 120, title: 180, at: 130, place: 150 }}
      empty={t('还没有录入的纸表。到摸底的页面按「录入纸表」。')}
    />
  )
}

export function TypePaper() {
  const { community, id } = useKey()
  return (
    <FormPage
      op={needs.ops.enterPaper}
      lead={t('照纸上写的录，一字不改。另一个人再录一遍：一样的就计入，不一样的由第三个人核定。')}
      given={{ survey: id }}
      fields={['place', 'room', 'outcome', 'wishes', 'choices']}
      widgets={{ room: RoomPicker, wishes: WishFields, choices: ChoiceFields }}
      said={({ state }) => t('这张表：{state}', { state: paper.states[state].label })}
      to={() => `/needs/papers?survey=${id}`}
      about={{ community, place: community }}
    />
  )
}

/** The doors that were asked, in the grid that was chosen or in all. */
function RoomPicker(props: WidgetProps) {
  const { community, id } = useKey()
  const doors = useAsk(needs.ops.doors, { community, survey: id, size: 500 }).data?.items ?? []
  return <Choose {...props} options={doors.map(d => ({ value: d.id, label: d.address }))} />
}
