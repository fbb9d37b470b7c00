/** Choosing from what the record itself knows: its posts, who holds them, its lines; and from the kinds that are data. */
import { Input } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { Choose } from '../../../ui/desk/choose.tsx'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { Widget, WidgetProps } from '../../../ui/desk/fields.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { identity } from '../../identity/contract.ts'
import { places } from '../contract.ts'
import { lines } from '../shapes-bodies.ts'

export const KindPicker =
  (family: 'point' | 'contact' | 'body'): Widget =>
  props => {
    const kinds = useAsk(places.ops.kinds, { family }, { fresh: Infinity })
    return (
      <Choose
        {...props}
        none={t('没有种类')}
        options={(kinds.data ?? []).map(k => ({ value: k.code, label: k.label }))}
      />
    )
  }

/** The body of the page one is on, as it stands today. */
const useBody = () => useAsk(places.ops.body, useKey(), { fresh: 0 }).data

export function SeatPicker(props: WidgetProps) {
  const seats = useBody()?.seats ?? []
  return (
    <Choose
      {...props}
      none={t('这个组织还没有设职务，请先「设职务」')}
      options={seats.map(s => ({
        value: s.id,
        label: s.vacant ? t('{name}（空缺 {vacant}）', { name: s.name, vacant: s.vacant }) : s.name,
      }))}
    />
  )
}

/** Of this body or another of the same place: the chair of a committee may report to a secretary. */
export function AbovePicker(props: WidgetProps) {
  const all = useAsk(places.ops.bodies, { place: props.about.place }).data ?? []
  const own = useBody()
  const seats = all.flatMap(b =>
    b.seats.map(s => ({ value: s.id, label: b.id === own?.id ? s.name : `${b.name}${s.name}` })),
  )
  return <Choose {...props} none={t('还没有别的职务')} options={seats} />
}

export function HolderPicker(props: WidgetProps) {
  const seats = useBody()?.seats ?? []
  const holders = seats.flatMap(s => s.holders.map(h => ({ value: h.holding, label: `${h.name}（${s.name}）` })))
  return <Choose {...props} none={t('现在没有人任职')} options={holders} />
}

export function LinePicker(props: WidgetProps) {
  const above = useBody()?.above ?? []
  return (
    <Choose
      {...props}
      none={t('没有上级')}
      options={above.map(l => ({ value: l.line, label: `${l.name}（${lines[l.kind]}）` }))}
    />
  )
}

/** Of the same place, and of the street above it. */
export function BodyPicker(props: WidgetProps) {
  const { place } = props.about
  const here = useAsk(places.ops.bodies, { place }).data ?? []
  const above = useAsk(places.ops.bodies, { place: place.slice(0, 9) }, { when: place.length > 9 }).data ?? []
  const own = useKey().id
  const all = [...here, ...(place.length > 9 ? above : [])].filter(b => b.id !== own)
  return <Choose {...props} none={t('还没有别的组织')} options={all.map(b => ({ value: b.id, label: b.name }))} />
}

/** Somebody who serves here already; whoever is new is written in the field below. */
export function MemberPicker(props: WidgetProps) {
  const members = useAsk(places.ops.members, { place: props.about.place }).data ?? []
  return (
    <Choose
      {...props}
      none={t('名单里还没有人，请在下面填写姓名')}
      options={members.map(m => ({
        value: m.id,
        label: m.seats.length ? `${m.name}（${m.seats.join('、')}）` : m.name,
      }))}
    />
  )
}

/** Whoever signs in under a name here: then the body's post and the account are known to be one person's. */
export function AccountPicker(props: WidgetProps) {
  const held = useAsk(identity.ops.holders, { place: props.about.place }).data ?? []
  const accounts = [...new Map(held.map(h => [h.id, { value: h.id, label: `${h.name}（${h.label}）` }])).values()]
  return <Choose {...props} none={t('这里还没有在岗的账号')} options={accounts} />
}

/** Two numbers that are read from a map as they stand together: 120.5501, 31.8702. */
export function NumberBox({ id, value, onChange }: WidgetProps) {
  const [text, setText] = useState(value === undefined ? '' : String(value))
  return (
    <Input
      {...(id && { id })}
      value={text}
      inputMode="decimal"
      onChange={e => {
        setText(e.target.value)
        const n = Number(e.target.value.trim())
        onChange?.(e.target.value.trim() && Number.isFinite(n) ? n : undefined)
      }}
    />
  )
}

export const bodyWidgets = {
  seat: SeatPicker,
  above: AbovePicker,
  holding: HolderPicker,
  line: LinePicker,
  upper: BodyPicker,
  member: MemberPicker,
  account: AccountPicker,
} satisfies Record<string, Widget>
