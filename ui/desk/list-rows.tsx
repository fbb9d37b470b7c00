/** The rows of a list: a compact table, or cards on a phone. What is late has a red edge; the row under the keyboard is tinted. */
import { Table } from 'antd'
import type { ReactNode } from 'react'
import { t } from '../../kernel/text.ts'
import { useNarrow } from './narrow.ts'
import type { Field } from '../shapes.ts'

type Row = Record<string, unknown>
type Props<I> = {
  items: readonly I[]
  fields: readonly Field[]
  main: string
  widths: Partial<Record<string, number>>
  show: (field: Field, item: I) => ReactNode
  open?: (item: I) => void
  /** The row the keyboard stands on. */
  at: number
  leave: () => void
  busy: boolean
  /** What is selected, for whoever may do something with many at once. */
  chosen?: { keys: readonly string[]; set: (items: readonly I[]) => void }
}

export function Rows<I>(props: Props<I>) {
  const narrow = useNarrow()
  const classOf = (item: I, n: number) =>
    [isLate(item) && 'row-late', n === props.at && 'row-at', props.open && 'row-link'].filter(Boolean).join(' ')
  return narrow ? <Cards {...props} classOf={classOf} /> : <Lines {...props} classOf={classOf} />
}

type Classed<I> = Props<I> & { classOf: (item: I, n: number) => string }

function Lines<I>({ items, fields, main, widths, show, open, at, leave, busy, chosen, classOf }: Classed<I>) {
  const widthOf = (f: Field) => widths[f.name] ?? usual[f.name] ?? usual[f.kind] ?? 120
  const others = fields.filter(f => f.name !== main).reduce((sum, f) => sum + widthOf(f), 0)
  return (
    <Table
      className="list"
      size="small"
      // Of few columns the eye would lose the line on its way from the first to the second.
      style={{ maxWidth: others + WIDEST }}
      // The page scrolls under its own padding: the head sticks to the very top of it.
      sticky={{ offsetHeader: -18, getContainer: () => document.querySelector<HTMLElement>('.page') ?? window }}
      pagination={false}
      dataSource={items as (I & object)[]}
      rowKey={item => keyOf(item, items.indexOf(item))}
      tableLayout="fixed"
      loading={{ spinning: busy, delay: 200 }}
      {...(chosen && {
        rowSelection: {
          selectedRowKeys: [...chosen.keys],
          onChange: (_: unknown, picked: I[]) => chosen.set(picked),
          columnWidth: 40,
          getCheckboxProps: (item: I) =>
            ({ 'aria-label': t('选择 {item}', { item: String((item as Row)[main] ?? '') }) }) as object,
          onCell: () => ({ onClick: (e: { stopPropagation: () => void }) => e.stopPropagation() }),
        },
      })}
      rowClassName={classOf}
      onRow={(item, n) =>
        ({ onClick: () => open?.(item), onMouseEnter: () => at >= 0 && leave(), 'data-row-index': n }) as object
      }
      columns={fields.map(f => ({
        key: f.name,
        title: f.label,
        ellipsis: true,
        className: `cell-${f.name}`,
        ...(f.name !== main && { width: widthOf(f) }),
        render: (_: unknown, item: I) => show(f, item),
      }))}
    />
  )
}

function Cards<I>({ items, fields, main, show, open, classOf }: Classed<I>) {
  const first = fields.filter(f => f.name === main)
  const rest = fields.filter(f => f.name !== main)
  return (
    <ul className="cards">
      {items.map((item, n) => (
        <li key={keyOf(item, n)} className={`card ${classOf(item, n)}`} onClick={() => open?.(item)}>
          {first.map(f => (
            <strong key={f.name}>{show(f, item)}</strong>
          ))}
          <span className="card-facts">
            {rest
              .filter(f => !isEmpty((item as Row)[f.name]))
              .map(f => (
                <span key={f.name} className={`cell-${f.name}`}>
                  {f.kind === 'number' && `${f.label} `}
                  {show(f, item)}
                </span>
              ))}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The first column holds the longest text, and this is a long line of it. */
const WIDEST = 480
/** Widths by a field's name, or by its kind. */
const usual: Partial<Record<string, number>> = {
  number: 136,
  due: 124,
  state: 88,
  choice: 92,
  moment: 104,
  place: 148,
  yesno: 64,
  date: 104,
}
const isLate = (item: unknown) => (item as Row)['late'] === true
const isEmpty = (v: unknown) => v === null || v === undefined || v === '' || v === false
export const keyOf = (item: unknown, n = 0): string => {
  const { community = '', id, code, record } = item as Record<string, string | undefined>
  return `${community}${id ?? code ?? record ?? n}`
}
