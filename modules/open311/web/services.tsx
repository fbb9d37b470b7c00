/** Each service of another system beside the kind of ours that it is: read both ways, when passing on and when taking in. */
import { App, TreeSelect } from 'antd'
import { useMemo, useState } from 'react'
import { t } from '../../../kernel/text.ts'
import type { Output } from '../../../kernel/contract.ts'
import { useAsk, useSend } from '../../../ui/desk/context.tsx'
import { Nothing, sayOf } from '../../../ui/desk/trouble.tsx'
import { grid } from '../../grid/contract.ts'
import { open311, type System } from '../contract.ts'

type Category = Output<typeof grid.ops.categories>[number]
const SHOWN = 60

export function Services({ system }: { system: System }) {
  const { data } = useAsk(grid.ops.categories, {}, { fresh: Infinity })
  const tree = useMemo(() => branches(data ?? []), [data])
  const map = useSend(open311.ops.map)
  const { message } = App.useApp()
  const [search, setSearch] = useState('')
  const found = system.services.filter(s => `${s.service} ${s.name}`.includes(search))
  const choose = (service: string, category: string | null | undefined) =>
    map.mutate(
      { place: system.place, id: system.id, service, ...(category && { category }) },
      { onError: error => void message.error(sayOf(error)) },
    )
  if (!system.services.length) return <Nothing say={t('还没有读到对方的服务。联系上以后会列在这里。')} />
  return (
    <>
      <input
        className="ant-input filter-search"
        type="search"
        placeholder={t('对方服务的名称或代码')}
        aria-label={t('对方服务的名称或代码')}
        onChange={e => setSearch(e.target.value.trim())}
      />
      <table className="peer-services">
        <thead>
          <tr>
            <th>{t('对方的服务')}</th>
            <th>{t('我们的分类')}</th>
          </tr>
        </thead>
        <tbody>
          {found.slice(0, SHOWN).map(s => (
            <tr key={s.service}>
              <td>
                {s.name} <span className="hint figures">{s.service}</span>
              </td>
              <td>
                <TreeSelect
                  value={s.category}
                  treeData={tree}
                  allowClear
                  showSearch={{ treeNodeFilterProp: 'title' }}
                  placeholder={t('没有对应')}
                  aria-label={t('{name}对应的分类', { name: s.name })}
                  style={{ width: 260 }}
                  onChange={v => choose(s.service, v)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.length > SHOWN && <p className="hint">{t('只列出前 {SHOWN} 项，请用上面的搜索找其余的。', { SHOWN })}</p>}
    </>
  )
}

type Node = { value: string; title: string; children: Node[] }
const branches = (all: readonly Category[], parent: string | null = null): Node[] =>
  all
    .filter(c => c.parent === parent && !c.private)
    .map(c => ({ value: c.code, title: c.name, children: branches(all, c.code) }))
