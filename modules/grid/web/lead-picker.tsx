/** Which matter leads: first what looks alike and why, then any that the words typed find. */
import { Select } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { grid } from '../contract.ts'
import { phases } from '../rules.ts'
import { label } from './states.ts'

export function LeadPicker({ id, value, onChange, about }: WidgetProps) {
  const { id: self } = useKey()
  const [search, setSearch] = useState('')
  const { data: mine } = useAsk(grid.ops.matter, { community: about.community, id: self })
  const alike = useAsk(
    grid.ops.alike,
    {
      place: about.community,
      category: mine?.category,
      text: `${mine?.title ?? ''} ${mine?.description ?? ''}`.slice(0, 500),
      except: self,
    },
    { when: mine !== undefined },
  )
  const found = useAsk(
    grid.ops.matters,
    { place: about.community, search, state: [...phases.open], size: 20 },
    { when: search.length > 1 },
  )
  const lines = search.length > 1 ? (found.data?.items ?? []).filter(m => m.id !== self) : (alike.data ?? [])
  return (
    <Select
      {...(id && { id })}
      value={(value as string | undefined) ?? null}
      onChange={v => onChange?.(v ?? undefined)}
      placeholder={t('编号、字词；没填时列出相似的')}
      showSearch={{ onSearch: setSearch, filterOption: false }}
      notFoundContent={t('没有相似的，请输入编号或字词查找')}
      options={lines.map(m => ({
        value: m.id,
        label: m.title,
        hint: [m.number, label(m.state), ...('why' in m ? m.why : [])].join(' · '),
      }))}
      optionRender={({ data, label: title }) => (
        <div>
          <div>{title}</div>
          <div className="hint">{data.hint}</div>
        </div>
      )}
    />
  )
}
