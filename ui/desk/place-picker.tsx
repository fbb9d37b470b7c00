/** Chooses a place under the person's own: from the street down to a grid, by name or code. */
import { TreeSelect } from 'antd'
import { useMemo } from 'react'
import { t } from '../../kernel/text.ts'
import type { PlaceLine } from '../../modules/places/contract.ts'
import { nameIn, PlaceName, usePlaces } from './place-names.tsx'

type Props = {
  value?: string | undefined
  onChange?: (code: string | undefined) => void
  /** Only places of this many digits can be chosen: 12 a community, 15 a grid. */
  digits?: number
  /** Only places of at least so many digits. */
  least?: number
  under?: string
  id?: string
  placeholder?: string
  clear?: boolean
  small?: boolean
}

export function PlacePicker({
  value,
  onChange,
  digits,
  least = 0,
  under = '',
  id,
  placeholder = t('选择范围'),
  clear = true,
  small = false,
}: Props) {
  const known = usePlaces()
  const tree = useMemo(
    () =>
      branches(
        known.filter(p => p.code.startsWith(under) && (!digits || p.code.length <= digits)),
        digits ? code => code.length === digits : code => code.length >= least,
      ),
    [known, digits, least, under],
  )
  return (
    <TreeSelect
      {...(id ? { id } : { 'aria-label': placeholder })}
      {...(small && { size: 'small' as const })}
      value={value || undefined}
      treeData={
        value && !nameIn(known, value)
          ? [...tree, { value, title: <PlaceName code={value} />, name: value, selectable: true, children: [] }]
          : tree
      }
      onChange={(code: string | undefined) => onChange?.(code)}
      placeholder={placeholder}
      allowClear={clear}
      showSearch={{ treeNodeFilterProp: 'name' }}
      treeDefaultExpandedKeys={[known[0]?.code ?? '']}
      popupMatchSelectWidth={280}
      className="wide"
    />
  )
}

export type Node = { value: string; title: React.ReactNode; name: string; selectable: boolean; children: Node[] }

export function branches(lines: readonly PlaceLine[], selectable: (code: string) => boolean = () => true): Node[] {
  const nodes = new Map<string, Node>()
  for (const { code, name } of lines)
    nodes.set(code, { value: code, title: name, name: `${name} ${code}`, selectable: selectable(code), children: [] })
  const roots: Node[] = []
  for (const node of nodes.values()) {
    const above = [12, 9, 6, 4, 2].map(n => node.value.slice(0, n)).find(c => c !== node.value && nodes.has(c))
    ;(above ? nodes.get(above)!.children : roots).push(node)
  }
  return roots
}
