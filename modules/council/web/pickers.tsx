/** Choosing a body, somebody who sits on it, a meeting that is planned, an objection: from what the page knows. */
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { t } from '../../../kernel/text.ts'
import { Choose } from '../../../ui/desk/choose.tsx'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { Widget, WidgetProps } from '../../../ui/desk/fields.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { places } from '../../places/contract.ts'
import { council } from '../contract.ts'
import type { Power } from '../power-rules.ts'

/** The bodies of the record's community; of one use only, where only such may be chosen. */
export const BodyPicker =
  (...powers: Power[]): Widget =>
  props => {
    const { community } = props.about
    const all = useAsk(council.ops.bodies, { place: community, size: 200 }, { when: community.length === 12 })
    const can = (all.data?.items ?? []).filter(b => b.state !== 'ended' && (!powers.length || powers.includes(b.power)))
    return (
      <Choose
        {...props}
        none={t('没有这样的组织，请先登记')}
        options={can.map(b => ({ value: b.id, label: b.name }))}
      />
    )
  }

/** Of the body whose page this is. */
export function SeatPicker(props: WidgetProps) {
  const seats = useAsk(council.ops.body, useKey()).data?.seats ?? []
  return (
    <Choose
      {...props}
      none={t('还没有人')}
      options={seats.map(s => ({ value: s.id, label: s.grp ? `${s.name}（${s.grp}）` : s.name }))}
    />
  )
}

/** What the chart of the community has. */
export function ChartPicker(props: WidgetProps) {
  const { place } = props.about
  const all = useAsk(places.ops.bodies, { place }, { when: place.length === 12 }).data ?? []
  return <Choose {...props} none={t('组织架构里还没有组织')} options={all.map(b => ({ value: b.id, label: b.name }))} />
}

/** Whoever has a post anywhere in the community. */
export function MemberPicker(props: WidgetProps) {
  const { place } = props.about
  const all = useAsk(places.ops.members, { place }, { when: place.length === 12 }).data ?? []
  return (
    <Choose
      {...props}
      none={t('名单里没有人，请在下面填写姓名')}
      options={all.map(m => ({ value: m.id, label: [m.name, ...m.seats].join(' ') }))}
    />
  )
}

/** Those that are planned, of the body that the topic on this page is for. */
export function MeetingPicker(props: WidgetProps) {
  const { community } = props.about
  const body = useAsk(council.ops.topic, useKey()).data?.body
  const input = { place: community, state: ['planned' as const], ...(body && { body }), size: 50 }
  const all = useAsk(council.ops.meetings, input, { when: community.length === 12, fresh: 0 })
  const options = (all.data?.items ?? []).map(m => ({
    value: m.id,
    label: `${m.title} ${dayjs(m.startsAt).format(t('M月D日'))}`,
  }))
  return <Choose {...props} none={t('没有筹备中的会议，请先筹备一次')} options={options} />
}

export const Moment: Widget = ({ id, value, onChange }) => (
  <DatePicker
    {...(id && { id })}
    showTime={{ format: 'HH:mm', minuteStep: 5 }}
    format="YYYY-MM-DD HH:mm"
    needConfirm={false}
    value={value ? dayjs(String(value)) : null}
    onChange={d => onChange?.(d ? d.second(0).millisecond(0).toISOString() : undefined)}
  />
)
