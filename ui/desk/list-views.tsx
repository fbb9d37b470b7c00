/** What a person likes to see again: the list's filters, order and columns under a name, and which columns to show. */
import { App, Button, Checkbox, Input, Popover } from 'antd'
import { useState, type ReactNode } from 'react'
import { t } from '../../kernel/text.ts'
import { view as views } from '../../kernel/view-contract.ts'
import type { Field } from '../shapes.ts'
import { useAsk, useSend } from './context.tsx'
import { KeptViews } from './kept-views.tsx'
import { sayOf } from './trouble.tsx'
import { searchToText, type Search } from './url.ts'

const NOT_KEPT = ['page']
const kept = (search: Search) =>
  searchToText(Object.fromEntries(Object.entries(search).filter(([name]) => !NOT_KEPT.includes(name))))

/** What is kept, a way to keep what stands in the address now, and at the end of the line whatever else belongs to the list. */
export function Views({ path, search, children }: { path: string; search: Search; children?: ReactNode }) {
  const all = useAsk(views.ops.mine, { page: path }, { fresh: 300_000 })
  const [keep, drop] = [useSend(views.ops.keep), useSend(views.ops.drop)]
  const [name, setName] = useState('')
  const [open, setOpen] = useState(false)
  const { message } = App.useApp()
  const now = kept(search)
  const current = all.data?.find(v => v.search === now)

  const save = () =>
    void keep
      .mutateAsync({ page: path, name, search: now })
      .then(() => (setOpen(false), setName(''), message.success(t('已存为「{name}」', { name }))))
      .catch((error: unknown) => message.error(sayOf(error)))
  return (
    <div className="views" role="group" aria-label={t('常用筛选')}>
      <KeptViews page={path} all={all.data ?? []} current={current} />
      {current ? (
        <Button
          type="link"
          size="small"
          onClick={() =>
            void drop.mutateAsync({ page: path, name: current.name }).then(() =>
              message.success(
                <>
                  {t('已删除「{name}」', { name: current.name })}
                  <Button type="link" size="small" onClick={() => keep.mutate({ page: path, ...current })}>
                    {t('撤销')}
                  </Button>
                </>,
              ),
            )
          }
        >
          {t('删除这个常用')}
        </Button>
      ) : (
        now && (
          <Popover
            trigger="click"
            open={open}
            onOpenChange={setOpen}
            content={
              <form className="view-name" onSubmit={e => (e.preventDefault(), name.trim() && save())}>
                <Input
                  value={name}
                  onChange={e => setName(e.target.value)}
                  maxLength={20}
                  placeholder={t('起个名字，如：超时的水电气')}
                  aria-label={t('名称')}
                  autoFocus
                />
                <Button type="primary" htmlType="submit" disabled={!name.trim()} loading={keep.isPending}>
                  {t('存')}
                </Button>
              </form>
            }
          >
            <Button type="link" size="small">
              {t('存为常用')}
            </Button>
          </Popover>
        )
      )}
      <span className="views-end">{children}</span>
    </div>
  )
}

/** Which columns stand in the list; the one that leads to the record always does. */
export function Columns({
  all,
  shown,
  main,
  usual,
  change,
}: {
  all: readonly Field[]
  shown: readonly string[]
  main: string
  usual: readonly string[]
  change: (columns: readonly string[] | undefined) => void
}) {
  const chosen = new Set(shown)
  const set = (name: string, on: boolean) => {
    const next = all.map(f => f.name).filter(n => (n === name ? on : chosen.has(n)))
    const ordered = [...shown.filter(n => next.includes(n)), ...next.filter(n => !shown.includes(n))]
    change(ordered.join() === usual.join() ? undefined : ordered)
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div className="columns">
          {all.map(f => (
            <Checkbox
              key={f.name}
              checked={chosen.has(f.name)}
              disabled={f.name === main}
              onChange={e => set(f.name, e.target.checked)}
            >
              {f.label}
            </Checkbox>
          ))}
          <Button type="link" size="small" onClick={() => change(undefined)}>
            {t('恢复原样')}
          </Button>
        </div>
      }
    >
      <Button size="small">{t('选列')}</Button>
    </Popover>
  )
}
