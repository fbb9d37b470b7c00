/** Somebody on the roll, by name or door; and a resident who is to be put on it. */
import { Select } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { people } from '../../people/contract.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { council } from '../contract.ts'

export function VoterPicker({ id, value, onChange }: WidgetProps) {
  const { community, id: ballot } = useKey()
  const [search, setSearch] = useState('')
  const asked = useAsk(council.ops.roll, { community, id: ballot, search, size: 30 })
  return (
    <Picker
      {...{ id, value, onChange, setSearch }}
      placeholder={t('姓名或住处')}
      options={(asked.data?.items ?? []).map(v => ({
        value: v.id,
        label: [v.name, v.door].filter(Boolean).join('　'),
      }))}
    />
  )
}

export function ResidentPicker({ id, value, onChange, about }: WidgetProps) {
  const [search, setSearch] = useState('')
  const input = { place: about.community, search, size: 30 }
  const asked = useAsk(people.ops.persons, input, { when: search.length > 0 && about.community !== '' })
  return (
    <Picker
      {...{ id, value, onChange, setSearch }}
      placeholder={t('姓名、首字母或住址')}
      options={(asked.data?.items ?? []).map(r => ({
        value: r.id,
        label: [r.name, r.address].filter(Boolean).join('　'),
      }))}
    />
  )
}

type PickerProps = {
  id: string | undefined
  value: unknown
  onChange: WidgetProps['onChange'] | undefined
  setSearch: (text: string) => void
  placeholder: string
  options: { value: string; label: string }[]
}
const Picker = ({ id, value, onChange, setSearch, placeholder, options }: PickerProps) => (
  <Select
    {...(id && { id })}
    value={(value as string | undefined) ?? null}
    onChange={v => onChange?.(v ?? undefined)}
    allowClear
    placeholder={placeholder}
    showSearch={{ onSearch: setSearch, filterOption: false }}
    notFoundContent={t('没有找到，换个字试试')}
    options={options}
  />
)
