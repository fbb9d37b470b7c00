/** The two questions of a sheet as fields of a desk form: the wishes line by line, and one choice for each question. */
import { Button, Input, Select } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { needs } from '../contract.ts'
import { kinds, priorities } from '../wish-rules.ts'
import { addWish, blank, changeWish, chosen, type Draft } from './sheet-draft.ts'

export const kindOptions = () => Object.entries(kinds).map(([value, { label }]) => ({ value, label: t(label) }))
export const priorityOptions = () => Object.entries(priorities).map(([value, label]) => ({ value, label: t(label) }))

export function WishFields({ value, onChange }: WidgetProps) {
  const all = (value as Draft[] | undefined) ?? []
  return (
    <div role="group" aria-label={t('意愿')}>
      {all.map((one, n) => (
        <div key={n} className="wish-row">
          <Input
            aria-label={t('第 {n} 条意愿', { n: n + 1 })}
            value={one.said}
            maxLength={200}
            onChange={e => onChange?.(changeWish(all, n, { said: e.target.value }))}
          />
          <Select
            aria-label={t('第 {n} 条的类别', { n: n + 1 })}
            value={one.kind}
            options={kindOptions()}
            onChange={kind => onChange?.(changeWish(all, n, { kind }))}
          />
          <Select
            aria-label={t('第 {n} 条要紧不要紧', { n: n + 1 })}
            value={one.priority}
            options={priorityOptions()}
            onChange={priority => onChange?.(changeWish(all, n, { priority }))}
          />
          <Button onClick={() => onChange?.(all.filter((_, i) => i !== n))}>{t('去掉')}</Button>
        </div>
      ))}
      <Button onClick={() => onChange?.(addWish(all, blank))}>{t('再写一条')}</Button>
    </div>
  )
}

export function ChoiceFields({ value, onChange }: WidgetProps) {
  const questions = useAsk(needs.ops.publicSurvey, useKey()).data?.questions ?? []
  const all = (value as (string | null)[] | undefined) ?? []
  return questions.length === 0 ? (
    <p className="hint">{t('这次没有选择题。')}</p>
  ) : (
    <div role="group" aria-label={t('选择题')}>
      {questions.map((q, n) => (
        <div key={q.ask} className="wish-row">
          <span>{q.ask}</span>
          <Select
            aria-label={q.ask}
            allowClear
            placeholder={t('没答')}
            value={all[n] ?? null}
            options={q.choices.map(c => ({ value: c, label: c }))}
            onChange={c => onChange?.(chosen(questions.length, all, n, c ?? null))}
          />
        </div>
      ))}
    </div>
  )
}
