/** Choosing a resolution that is carried out, a budget line, a quote, a milestone, a change, a defect: from what the page knows. */
import { Form, Select } from 'antd'
import { yuan } from '../../../kernel/fen.ts'
import { t } from '../../../kernel/text.ts'
import { Choose } from '../../../ui/desk/choose.tsx'
import { useAsk, useHome } from '../../../ui/desk/context.tsx'
import type { Widget, WidgetProps } from '../../../ui/desk/fields.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { council } from '../../council/contract.ts'
import { money } from '../../money/contract.ts'
import { places } from '../../places/contract.ts'
import { classes, classOf, itemOf, items } from '../catalogue-rules.ts'
import { works } from '../contract.ts'

/** The place that the form says, or the one of whoever is here. */
function usePlace(about: WidgetProps['about']): string {
  const chosen = Form.useWatch<string | undefined>('place', Form.useFormInstance()) as string | undefined
  const home = useHome()
  return (chosen ?? about.place) || home
}

export const ResolutionPicker: Widget = props => {
  const place = usePlace(props.about).slice(0, 12)
  const all = useAsk(council.ops.resolutions, { place, state: ['executing'], size: 200 }).data?.items
  const options = all?.map(r => ({ value: r.id, label: `${r.number} ${r.title}` }))
  return <Choose {...props} options={options} none={t('没有交付执行的决议')} />
}

export const BuildingsPicker: Widget = ({ id, value, onChange, about, field }) => {
  const place = usePlace(about)
  const all = useAsk(places.ops.buildings, { place }, { when: place.length >= 12 }).data ?? []
  return (
    <Select
      aria-label={field.label}
      {...(id && { id })}
      mode="multiple"
      value={(value as string[] | undefined) ?? []}
      onChange={v => onChange?.(v)}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('可选多项')}
      options={all.map(b => ({ value: b.id, label: `${b.estate}${b.name}` }))}
    />
  )
}

/** What the government does itself is not opened here. */
export const ItemPicker: Widget = props => {
  const open = Object.keys(items).filter(code => itemOf(code).provider !== 'government')
  const options = open.map(code => ({
    value: code,
    label: `${classes[classOf(code)].label} ${code} ${itemOf(code).label}`,
  }))
  return <Choose {...props} options={options} />
}

export const LinePicker: Widget = props => {
  const { community } = props.about
  const { data } = useAsk(money.ops.budgets, { place: community, state: ['inForce'], size: 200 })
  const lines = data?.items.flatMap(b =>
    b.lines.map(l => ({
      value: l.id,
      label: t('{name}（可签 {yuan} 元）', { name: l.name, yuan: yuan(l.amount - l.committed) }),
    })),
  )
  return <Choose {...props} options={lines} none={t('没有生效的预算')} />
}

const useProject = () => useAsk(works.ops.project, useKey()).data
export const QuotePicker: Widget = props => {
  const options = useProject()?.quotes.map(q => ({ value: q.id, label: `${q.bidder} ${yuan(q.amount)}` }))
  return <Choose {...props} options={options} none={t('还没有报价')} />
}
export const MilestonePicker: Widget = props => {
  const open = useProject()?.milestones.filter(m => !m.passedOn)
  const options = open?.map(m => ({ value: m.id, label: `${m.n}. ${m.title} ${m.share}%` }))
  return <Choose {...props} options={options} none={t('没有要做的节点')} />
}
export const ChangePicker: Widget = props => {
  const open = useProject()?.changes.filter(c => !c.signed)
  const options = open?.map(c => ({ value: c.id, label: `${yuan(c.amount)} ${c.why}` }))
  return <Choose {...props} options={options} none={t('没有要签的变更')} />
}
export const DefectPicker: Widget = props => {
  const open = useProject()?.defects.filter(d => !d.passedOn)
  const options = open?.map(d => ({ value: d.id, label: d.what }))
  return <Choose {...props} options={options} none={t('没有要办的问题')} />
}
/** Whatever can still be looked at. */
export const ProjectPicker: Widget = props => {
  const place = usePlace(props.about)
  const all = useAsk(works.ops.projects, { place, size: 200 }).data?.items
  const options = all?.filter(p => !['closed', 'stopped'].includes(p.state)).map(p => ({ value: p.id, label: p.title }))
  return <Choose {...props} options={options} none={t('还没有项目')} />
}
