/** What only this module can offer in a form: who comes along, another card, another community, one of a few things. */
import { Checkbox, Select } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { places } from '../../places/contract.ts'
import { people } from '../contract.ts'

/** Those of the household of the card that stands in the address. */
export function MatesPicker({ value, onChange }: WidgetProps) {
  const { community, id } = useKey()
  const { data } = useAsk(people.ops.person, { community, id })
  if (!data?.members.length) return <span className="hint">{t('同户没有别人')}</span>
  return (
    <Checkbox.Group
      value={(value as string[] | undefined) ?? []}
      onChange={chosen => onChange?.(chosen)}
      options={data.members.map(m => ({ value: m.id, label: m.name }))}
    />
  )
}

/** Another card of the same community, found as one finds anybody. */
export function CardPicker({ id, value, onChange }: WidgetProps) {
  const { community, id: self } = useKey()
  const [search, setSearch] = useState('')
  const { data } = useAsk(people.ops.persons, { place: community, search, size: 10 }, { when: search.trim() !== '' })
  return (
    <Select
      {...(id && { id })}
      value={(value as string | undefined) ?? null}
      placeholder={t('输入姓名、房号或手机尾号')}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      notFoundContent={search ? t('没有找到') : null}
      options={(data?.items ?? [])
        .filter(r => r.id !== self)
        .map(r => ({ value: r.id, label: [r.name, r.address].filter(Boolean).join(' · ') }))}
      onChange={v => onChange?.(v ?? undefined)}
    />
  )
}

/** A community anywhere in the same county: first its street. */
export function CommunityPicker({ id, value, onChange }: WidgetProps) {
  const { community } = useKey()
  const [street, setStreet] = useState(community.slice(0, 9))
  const streets = useAsk(places.ops.tree, { parent: community.slice(0, 6), served: true }, { fresh: 300_000 })
  const communities = useAsk(places.ops.tree, { parent: street }, { fresh: 300_000 })
  const options = (all: readonly { code: string; name: string }[] = []) =>
    all.map(p => ({ value: p.code, label: p.name }))
  return (
    <div className="pair">
      <Select
        aria-label={t('街道（镇）')}
        value={street}
        options={options(streets.data)}
        onChange={v => (setStreet(v), onChange?.(undefined))}
      />
      <Select
        {...(id && { id })}
        value={(value as string | undefined) ?? null}
        placeholder={t('社区（村）')}
        showSearch={{ optionFilterProp: 'label' }}
        options={options(communities.data?.filter(p => p.code !== community))}
        onChange={v => onChange?.(v ?? undefined)}
      />
    </div>
  )
}
