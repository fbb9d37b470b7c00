/** One question of a form, by the kind its shape has. A page brings its own `widgets` for what only it knows. */
import { useId, type ReactNode } from 'react'
import { t } from '../../kernel/text.ts'
import type { Field as Shape } from '../shapes.ts'
import { PhotoField } from './photos.tsx'

export type InputProps = {
  id: string
  value: unknown
  onChange: (value: unknown) => void
  field: Shape
  about: { community: string; place: string }
}
/** Called while drawing, not mounted: a page may make a new one each time without losing what is typed. */
export type Widget = (props: InputProps) => ReactNode
type Props = Omit<InputProps, 'id'> & {
  mistake?: string | undefined
  label?: string
  hint?: ReactNode
  widget?: Widget | undefined
  phrases?: readonly string[]
}

export function FieldRow({ mistake, label, hint, widget, phrases = [], ...props }: Props) {
  const id = useId()
  const { field, value, onChange } = props
  const said = String(value ?? '')
  const name = label ?? field.label
  const grouped = field.kind === 'choice' || field.kind === 'photos' || widget
  const words = (
    <>
      {name}
      {!field.required && <small>{t('选填')}</small>}
    </>
  )
  return (
    <div
      className={mistake ? 'field wrong' : 'field'}
      {...(grouped && { role: 'group', 'aria-labelledby': `${id}-name` })}
    >
      {grouped ? (
        <span className="field-name" id={`${id}-name`}>
          {words}
        </span>
      ) : (
        field.kind !== 'yesno' && (
          <label className="field-name" htmlFor={id}>
            {words}
          </label>
        )
      )}
      {hint && <p className="hint">{hint}</p>}
      {mistake && (
        <p className="mistake" id={`${id}-wrong`}>
          {mistake}
        </p>
      )}
      {widget ? widget({ id, ...props }) : <Input id={id} {...props} />}
      {phrases.length > 0 && (
        <div className="chips" role="group" aria-label={t('常用语')}>
          {phrases.map(p => (
            <button
              key={p}
              type="button"
              className="chip"
              onClick={() => onChange(said.includes(p) ? said : [said, p].filter(Boolean).join('，'))}
            >
              {p}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

function Input({ id, value, onChange, field }: InputProps) {
  const text = String(value ?? '')
  const common = { id, 'aria-required': field.required, ...(field.most !== undefined && { maxLength: field.most }) }
  switch (field.kind) {
    case 'photos':
      return (
        <PhotoField
          value={Array.isArray(value) ? (value as string[]) : []}
          onChange={onChange}
          label={t('拍照')}
          {...(field.most !== undefined && { most: field.most })}
        />
      )
    case 'paragraph':
      return <textarea {...common} rows={3} value={text} onChange={e => onChange(e.target.value)} />
    case 'choice':
      return <Choices value={value} onChange={onChange} choices={field.choices} label={field.label} />
    case 'yesno':
      return (
        <label className="check">
          <input id={id} type="checkbox" checked={Boolean(value)} onChange={e => onChange(e.target.checked)} />
          {field.label}
        </label>
      )
    case 'date':
      return <input {...common} type="date" value={text} onChange={e => onChange(e.target.value)} />
    case 'number':
      return (
        <input
          {...common}
          inputMode="decimal"
          value={text}
          onChange={e => onChange(/^-?\d+(\.\d+)?$/.test(e.target.value) ? Number(e.target.value) : e.target.value)}
        />
      )
    default:
      return (
        <input
          {...common}
          type={field.kind === 'phone' ? 'tel' : 'text'}
          value={text}
          onChange={e => onChange(e.target.value)}
          autoComplete="off"
        />
      )
  }
}

type ChoicesProps = {
  value: unknown
  onChange: (value: string) => void
  choices: readonly { value: string; label: string }[]
  label: string
}

/** A few stand side by side; many are the phone's own list. */
export function Choices({ value, onChange, choices, label }: ChoicesProps) {
  if (choices.length > few)
    return (
      <select aria-label={label} value={String(value ?? '')} onChange={e => onChange(e.target.value)}>
        <option value="" disabled>
          {t('请选择')}
        </option>
        {choices.map(c => (
          <option key={c.value} value={c.value}>
            {c.label}
          </option>
        ))}
      </select>
    )
  return (
    <div className="chips" role="group" aria-label={label}>
      {choices.map(c => (
        <button
          key={c.value}
          type="button"
          className="chip"
          aria-pressed={value === c.value}
          onClick={() => onChange(c.value)}
        >
          {c.label}
        </button>
      ))}
    </div>
  )
}
const few = 6
