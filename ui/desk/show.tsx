/** One value as a list or a record shows it, by its kind. What is late is red and says by how long: it must be seen at once. */
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { yuan } from '../../kernel/fen.ts'
import { t } from '../../kernel/text.ts'
import { PlaceName } from './place-names.tsx'
import { wordFor, type Field } from '../shapes.ts'
import { exact, moment, span } from './when.ts'

export function Shown({
  field,
  value,
  record,
}: {
  field: Field
  value: unknown
  record: Record<string, unknown>
}): ReactNode {
  if (field.name === 'due') return <Due {...(record as Deadline)} />
  if (field.name === 'state') return <State field={field} value={value} />
  if (value === null || value === undefined || value === '') return <span className="quiet">—</span>
  switch (field.kind) {
    case 'place':
      return <PlaceName code={String(value)} />
    case 'choice':
      return wordFor(field.choices, value)
    case 'choices':
      return (value as unknown[]).map(v => wordFor(field.choices, v)).join('、') || <span className="quiet">—</span>
    case 'moment':
      return <Moment at={value as Date} />
    case 'yesno':
      return value ? t('是') : <span className="quiet">{t('否')}</span>
    case 'money':
      return <Yuan fen={value as number} />
    case 'number':
      return <span className="figures">{String(value)}</span>
    case 'paragraph':
      return <span className="paragraph">{String(value)}</span>
    case 'list':
      return (value as unknown[])
        .map(v => (typeof v === 'object' && v ? String((v as { label?: unknown }).label ?? '') : String(v)))
        .join('、')
    default:
      return String(value)
  }
}

/** Without its sign of currency: in a column of sums every line would repeat it. */
export const Yuan = ({ fen }: { fen: number }) => <span className="figures money">{yuan(fen)}</span>

export const Moment = ({ at }: { at: Date }) => (
  <time className="figures" dateTime={at.toISOString()} title={exact(at)}>
    {moment(at)}
  </time>
)

export type Deadline = { due?: Date | null; late?: boolean; provisional?: boolean; closedAt?: Date | null }

/** Red when it is past, amber in the last day, quiet before. */
export function Due({ due, late, provisional }: Deadline) {
  if (!due) return <span className="quiet">—</span>
  const left = due.getTime() - Date.now()
  const tone = late ? 'late' : left > 0 && left < 86_400_000 ? 'soon' : 'calm'
  const about = provisional ? t('约') : ''
  const say = late
    ? t('超时{about} {span}', { about, span: span(left) })
    : left > 0
      ? t('剩{about} {span}', { about, span: span(left) })
      : moment(due)
  return (
    <Tooltip
      title={t('时限 {exact}{provisional}', {
        exact: exact(due),
        provisional: provisional ? t('(当年节假日尚未公布，时限按约数)') : '',
      })}
    >
      <span className={`due due-${tone}`}>{say}</span>
    </Tooltip>
  )
}

export function State({ field, value }: { field: Field; value: unknown }) {
  const choice = field.choices.find(c => c.value === value)
  return <span className={choice?.end ? 'state state-end' : 'state'}>{choice?.label ?? String(value ?? '')}</span>
}
