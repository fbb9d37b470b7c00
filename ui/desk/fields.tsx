/** One field of a form, by its kind. A page gives its own `widgets` for what only it knows: who may be chosen, which building. */
import { Checkbox, DatePicker, Input, InputNumber, Radio, Rate, Select } from 'antd'
import dayjs from 'dayjs'
import type { ComponentType } from 'react'
import { t } from '../../kernel/text.ts'
import { PhotoField } from './photos.tsx'
import { PlacePicker } from './place-picker.tsx'
import type { Field } from '../shapes.ts'

export type WidgetProps = {
  id?: string
  value?: unknown
  onChange?: (value: unknown) => void
  field: Field
  about: About
}
export type Widget = ComponentType<WidgetProps>
/** Where the record is, or will be: photos are stored under it. */
export type About = { community: string; place: string }

export function FieldInput({ id, value, onChange, field, about, small = false }: WidgetProps & { small?: boolean }) {
  const set = (v: unknown) => onChange?.(v === '' || v === null ? undefined : v)
  const common = { ...(id && { id }), ...(small && { size: 'small' as const }) }
  const text = (value as string | undefined) ?? ''
  const limit = field.most ? { maxLength: field.most } : {}
  switch (field.kind) {
    case 'paragraph':
      return (
        <Input.TextArea
          {...common}
          {...limit}
          value={text}
          onChange={e => set(e.target.value)}
          autoSize={{ minRows: 3, maxRows: 10 }}
          showCount={field.most !== undefined && text.length > field.most * 0.8}
        />
      )
    case 'password':
      return <Input.Password {...common} value={text} onChange={e => set(e.target.value)} autoComplete="new-password" />
    case 'phone':
      return (
        <Input
          {...common}
          value={text}
          onChange={e => set(e.target.value)}
          inputMode="tel"
          autoComplete="off"
          maxLength={11}
        />
      )
    case 'number':
      return field.least === 1 && field.most === 5 ? (
        <Rate {...(id && { id })} value={(value as number) ?? 0} onChange={set} />
      ) : (
        <InputNumber
          {...common}
          value={(value as number | undefined) ?? null}
          onChange={set}
          {...(field.least !== undefined && { min: field.least })}
          {...(field.most !== undefined && { max: field.most })}
        />
      )
    case 'choice':
      return field.choices.length <= 4 && !small ? (
        <Radio.Group {...(id && { id })} value={value} onChange={e => set(e.target.value)} options={field.choices} />
      ) : (
        <Select
          {...common}
          value={value ?? null}
          onChange={set}
          options={field.choices}
          allowClear={!field.required}
          placeholder={t('请选择')}
        />
      )
    case 'choices':
      return (
        <Select
          {...common}
          mode="multiple"
          value={(value as string[] | undefined) ?? []}
          onChange={set}
          options={field.choices}
          placeholder={t('可选多项')}
          maxTagCount="responsive"
          maxTagPlaceholder={more => t('另 {n} 项', { n: more.length })}
        />
      )
    case 'yesno':
      return (
        <Checkbox {...(id && { id })} checked={Boolean(value)} onChange={e => onChange?.(e.target.checked)}>
          {field.label}
        </Checkbox>
      )
    case 'date':
      return (
        <DatePicker
          {...common}
          value={value ? dayjs(String(value)) : null}
          onChange={d => set(d ? d.format('YYYY-MM-DD') : undefined)}
        />
      )
    case 'place':
      return (
        <PlacePicker
          {...common}
          value={value as string | undefined}
          onChange={set}
          {...(field.digits && { digits: field.digits })}
          {...(field.least && { least: field.least })}
        />
      )
    case 'photos':
      return (
        <PhotoField
          {...common}
          value={(value as string[] | undefined) ?? []}
          onChange={set}
          {...about}
          {...(field.most && { most: field.most })}
        />
      )
    default:
      return <Input {...common} {...limit} value={text} onChange={e => set(e.target.value)} autoComplete="off" />
  }
}
