/** Who and where, for the forms of a matter: the handlers a clerk may choose from, the buildings of a community. */
import { Form, Select } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { places } from '../../places/contract.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { grid } from '../contract.ts'

/** Whoever has least in hand stands first. */
export function HandlerPicker({ id, value, onChange, about }: WidgetProps) {
  const asked = useAsk(grid.ops.handlers, { place: about.place }, { when: about.place !== '' })
  const all = [...(asked.data ?? [])].sort((a, b) => a.inHand - b.inHand)
  return (
    <Select
      {...(id && { id })}
      value={(value as string | undefined) ?? null}
      onChange={v => onChange?.(v)}
      loading={asked.isFetching}
      placeholder={about.place ? t('选择承办人') : t('先选社区或网格')}
      showSearch={{ optionFilterProp: 'label' }}
      notFoundContent={asked.data && t('这里还没有可派的承办人，请联系安全管理员任命网格员或维修人员')}
      options={all.map(h => ({ value: h.id, label: `${h.name} ${h.post}`, n: h.inHand }))}
      optionRender={({ data, label }) => (
        <span className="spread">
          {label}
          <span className="hint">{t('在手 {n} 件', { n: data.n })}</span>
        </span>
      )}
    />
  )
}

export function BuildingPicker({ id, value, onChange }: WidgetProps) {
  const form = Form.useFormInstance()
  const place = Form.useWatch<string | undefined>('place', form)
  const [search, setSearch] = useState('')
  const asked = useAsk(
    places.ops.buildings,
    { place: place ?? '', ...(search && { search }) },
    { when: Boolean(place) },
  )
  return (
    <Select
      {...(id && { id })}
      value={(value as string | undefined) ?? null}
      onChange={v => onChange?.(v ?? undefined)}
      disabled={!place}
      allowClear
      placeholder={place ? t('小区、楼号') : t('先选社区或网格')}
      showSearch={{ onSearch: setSearch, filterOption: false }}
      options={(asked.data ?? []).slice(0, 200).map(b => ({ value: b.id, label: `${b.estate} ${b.name}` }))}
    />
  )
}
