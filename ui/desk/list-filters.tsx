/** The line of filters above a list: one small control for each field of the query's input, nothing to press afterwards. */
import { Button, Checkbox, DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../kernel/text.ts'
import type { Widget } from './fields.tsx'
import { PlacePicker } from './place-picker.tsx'
import type { Field } from '../shapes.ts'
import { useNarrow } from './narrow.ts'

type Values = Record<string, unknown>
type Props = {
  fields: Field[]
  values: Values
  change: (changes: Values, how?: { quietly?: boolean }) => void
  widgets: Record<string, Widget>
  sort: Field | undefined
}

export function ListFilters({ fields, values, change, widgets, sort }: Props) {
  const narrow = useNarrow()
  const [open, setOpen] = useState(false)
  const words = fields.find(f => f.name === 'search')
  const rest = fields.filter(f => f !== words)
  // What must be answered can be answered otherwise, and not taken away.
  const set = rest.filter(f => !f.required && values[f.name] !== undefined && values[f.name] !== false)
  return (
    <div className="filters" role="search">
      {words && (
        <Words
          field={words}
          value={(values['search'] as string | undefined) ?? ''}
          onChange={v => change({ search: v }, { quietly: true })}
        />
      )}
      {narrow && rest.length > 0 && (
        <Button onClick={() => setOpen(!open)} aria-expanded={open}>
          {t('筛选')}
          {set.length > 0 && ` ${set.length}`}
        </Button>
      )}
      {(!narrow || open) &&
        rest.map(field => {
          const Own = widgets[field.name]
          const props = { field, value: values[field.name], onChange: (v: unknown) => change({ [field.name]: v }) }
          return (
            <div key={field.name} className={`filter filter-${field.kind}`}>
              {Own ? <Own {...props} about={{ community: '', place: '' }} /> : <Filter {...props} />}
            </div>
          )
        })}
      {set.length > 0 && (!narrow || open) && (
        <Button
          type="link"
          onClick={() => change(Object.fromEntries(fields.filter(f => !f.required).map(f => [f.name, undefined])))}
        >
          {t('清除筛选')}
        </Button>
      )}
      {sort && (
        <Select
          className="filter-sort"
          aria-label={t('排序')}
          value={(values['sort'] as string | undefined) ?? (sort.initial as string)}
          options={sort.choices}
          onChange={v => change({ sort: v })}
          popupMatchSelectWidth={false}
        />
      )}
    </div>
  )
}

/** Typing filters by itself after a short rest; `/` comes here from anywhere, Escape leaves. */
function Words({ field, value, onChange }: { field: Field; value: string; onChange: (v: string) => void }) {
  const [typed, setTyped] = useState(value)
  const wait = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => setTyped(value), [value])
  const later = (v: string) => {
    setTyped(v)
    clearTimeout(wait.current)
    wait.current = setTimeout(() => onChange(v.trim()), 350)
  }
  return (
    <Input
      className={field.label.length > 8 ? 'filter-search filter-search-long' : 'filter-search'}
      data-search=""
      allowClear
      placeholder={field.label}
      aria-label={field.label}
      value={typed}
      onChange={e => later(e.target.value)}
      onPressEnter={() => (clearTimeout(wait.current), onChange(typed.trim()))}
      onKeyDown={e => e.key === 'Escape' && e.currentTarget.blur()}
      suffix={<kbd>/</kbd>}
    />
  )
}

function Filter({ field, value, onChange }: { field: Field; value: unknown; onChange: (v: unknown) => void }) {
  const common = { 'aria-label': field.label, placeholder: field.label }
  switch (field.kind) {
    case 'choice':
      return (
        <Select
          {...common}
          value={(value as string | undefined) ?? null}
          onChange={onChange}
          options={field.choices}
          allowClear
          popupMatchSelectWidth={false}
        />
      )
    case 'choices':
      return (
        <Select
          {...common}
          mode="multiple"
          maxTagCount={1}
          maxTagPlaceholder={more => t('等 {n} 项', { n: more.length + 1 })}
          maxTagTextLength={4}
          value={(value as string[] | undefined) ?? []}
          onChange={onChange}
          options={field.choices}
          allowClear
          popupMatchSelectWidth={false}
        />
      )
    case 'place':
      return <PlacePicker value={value as string | undefined} onChange={onChange} placeholder={field.label} />
    case 'yesno':
      return (
        <Checkbox checked={Boolean(value)} onChange={e => onChange(e.target.checked || undefined)}>
          {field.label}
        </Checkbox>
      )
    case 'date':
      return (
        <DatePicker
          {...common}
          value={value ? dayjs(String(value)) : null}
          onChange={d => onChange(d ? d.format('YYYY-MM-DD') : undefined)}
        />
      )
    case 'number':
      return (
        <InputNumber
          {...common}
          value={(value as number | undefined) ?? null}
          onChange={v => onChange(v ?? undefined)}
        />
      )
    default:
      return (
        <Input
          {...common}
          value={(value as string | undefined) ?? ''}
          onChange={e => onChange(e.target.value)}
          allowClear
        />
      )
  }
}
