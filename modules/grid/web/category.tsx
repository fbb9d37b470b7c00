/** Chooses what a matter is about, from the tree of categories; while someone describes it, the likely ones are offered to press. */
import { Form, TreeSelect } from 'antd'
import { useDeferredValue, useMemo } from 'react'
import { t } from '../../../kernel/text.ts'
import type { Output } from '../../../kernel/contract.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { grid } from '../contract.ts'

type Category = Output<typeof grid.ops.categories>[number]
export const useCategories = () => useAsk(grid.ops.categories, {}, { fresh: Infinity }).data ?? []

export function CategoryPicker({ id, value, onChange, field }: WidgetProps) {
  const all = useCategories()
  const tree = useMemo(() => branches(all), [all])
  return (
    <TreeSelect
      {...(id && { id })}
      value={(value as string | undefined) ?? null}
      onChange={v => onChange?.(v ?? undefined)}
      treeData={tree}
      allowClear
      placeholder={field.label}
      aria-label={field.label}
      showSearch={{ treeNodeFilterProp: 'title' }}
      popupMatchSelectWidth={300}
    />
  )
}

export function SuggestedCategory(props: WidgetProps) {
  const form = Form.useFormInstance()
  const said = [Form.useWatch('title', form), Form.useWatch('description', form)].filter(Boolean).join(' ')
  const text = useDeferredValue(said.trim().slice(0, 500))
  const likely = useAsk(grid.ops.suggest, { text }, { when: text.length >= 2 })
  return (
    <>
      <CategoryPicker {...props} />
      {text.length >= 2 && (likely.data ?? []).length > 0 && (
        <div className="suggested">
          <span className="hint">{t('可能是')}</span>
          {likely.data!.slice(0, 4).map(c => (
            <button
              key={c.code}
              type="button"
              aria-pressed={props.value === c.code}
              onClick={() => props.onChange?.(c.code)}
            >
              {c.name}
            </button>
          ))}
        </div>
      )}
    </>
  )
}

type Node = { value: string; title: string; selectable: boolean; children: Node[] }
function branches(all: readonly Category[], parent: string | null = null): Node[] {
  return all
    .filter(c => c.parent === parent)
    .map(c => {
      const children = branches(all, c.code)
      return { value: c.code, title: c.name, selectable: children.length === 0 || parent !== null, children }
    })
}
