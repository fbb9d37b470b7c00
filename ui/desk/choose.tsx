/** One of a few things that the page knows: a body, a fund, a post of one's own. `none` is said where there is nothing to choose. */
import { Select } from 'antd'
import { t } from '../../kernel/text.ts'
import type { WidgetProps } from './fields.tsx'

export type Options = readonly { value: string; label: string }[]

export const Choose = ({
  id,
  value,
  onChange,
  field,
  options = [],
  none,
}: WidgetProps & { options: Options | undefined; none?: string }) => (
  <Select
    aria-label={field.label}
    {...(id && { id })}
    value={(value as string | undefined) ?? null}
    onChange={v => onChange?.(v ?? undefined)}
    allowClear
    showSearch={{ optionFilterProp: 'label' }}
    placeholder={t('选择{label}', { label: field.label })}
    {...(none !== undefined && { notFoundContent: none })}
    options={[...options]}
  />
)
