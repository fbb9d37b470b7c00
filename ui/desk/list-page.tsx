/**
 * A list of records: the columns by the names of the contract, the filters from what its query takes, all of it in the address.
 * On a phone each row is a card.
 */
import { Pagination, Table } from 'antd'
import { type ReactNode } from 'react'
import { fromText, type Asked, type Op, type Output } from '../../kernel/contract.ts'
import { useAsk, useTitle } from './context.tsx'
import type { Widget } from './fields.tsx'
import { Go, useGo } from './go.tsx'
import { Head } from './head.tsx'
import { ListFilters } from './list-filters.tsx'
import { useRowKeys } from './list-keys.ts'
import { useNarrow } from './narrow.ts'
import { fieldOf, fieldsOf, itemOf, type Field, type Item } from './shapes.ts'
import { Shown } from './show.tsx'
import { Nothing, Trouble, Waiting } from './trouble.tsx'
import { useUrl } from './url.ts'

type Row = Record<string, unknown>
type Name<T extends Op> = keyof Item<T> & string
type Props<T extends Op> = {
  op: T
  columns: readonly Name<T>[]
  /** The column that is the link and takes the room that is left; the first one, unless said. */
  main?: Name<T>
  title?: string
  unit?: string
  /** Which fields of the query are filters, in this order; without it all but pages, sort and keys. */
  filters?: readonly (keyof Asked<T> & string)[]
  /** Always sent, never shown; and what is sent while the address does not say otherwise. */
  given?: Row
  initial?: Row
  to?: (item: Item<T>) => string
  widgets?: Record<string, Widget>
  shown?: { [K in Name<T>]?: (item: Item<T>) => ReactNode }
  labels?: { [K in Name<T>]?: string }
  widths?: { [K in Name<T>]?: number }
  above?: ReactNode
  actions?: ReactNode
  /** What to do when there is nothing at all. */
  empty?: ReactNode
}

export function ListPage<T extends Op>({ op, columns, main = columns[0]!, title = op.label, unit = '条', filters, given = {}, initial = {}, to, widgets = {}, shown = {}, labels = {}, widths = {}, above, actions, empty }: Props<T>) {
  const [search, change] = useUrl()
  const go = useGo()
  const narrow = useNarrow()
  useTitle(title)
  const all = fieldsOf(op.input)
  const usable = all.filter(f => !['page', 'size', 'sort', 'community', 'id'].includes(f.name) && !(f.name in given) && (f.kind !== 'id' || widgets[f.name]))
  const wanted = filters ? filters.flatMap(n => usable.filter(f => f.name === n)) : usable
  const values = { ...initial, ...(fromText(op.input, search) as Row) }
  const asked = useAsk(op, { ...values, ...given } as Asked<T>)
  const { items, total } = linesOf<Item<T>>(asked.data)
  const open = (item: Item<T> | undefined) => item && to && go(to(item))
  const [at, setAt] = useRowKeys(items.length, n => open(items[n]))
  const item = itemOf(op)
  const fields = columns.map(name => ({ ...fieldOf(item, name), ...(labels[name] && { label: labels[name] }) }))
  const show = (field: Field, row: Item<T>) => {
    const own = shown[field.name as Name<T>]
    const said = own ? own(row) : <Shown field={field} value={(row as Row)[field.name]} record={row as Row} />
    return field.name === main && to ? <Go to={to(row)} className="main-link" onClick={e => e.stopPropagation()}>{said}</Go> : said
  }
  const isFiltered = wanted.some(f => search[f.name] !== undefined)
  const classOf = (row: Item<T>, n: number) => [(row as Row)['late'] === true ? 'row-late' : '', n === at ? 'row-at' : '', to ? 'row-link' : ''].join(' ')
  const paged = { current: Number(search['page'] ?? 1), pageSize: Number(search['size'] ?? 20), total }

  return (
    <>
      <Head title={title} count={asked.data && `${total} ${unit}`} actions={actions} />
      {above}
      <ListFilters fields={wanted} values={values} change={change} widgets={widgets} sort={all.find(f => f.name === 'sort')} />
      {asked.error && !asked.data ? (
        <Trouble error={asked.error} retry={asked.refetch} />
      ) : !asked.data ? (
        <Waiting rows={12} />
      ) : items.length === 0 ? (
        isFiltered ? <Nothing say="没有符合条件的记录。请放宽筛选，或点「清除筛选」。" /> : <Nothing say={`还没有${title}。`}>{empty ?? actions}</Nothing>
      ) : narrow ? (
        <ul className="cards">
          {items.map((row, n) => (
            <li key={keyOf(row, n)} className={`card ${classOf(row, n)}`} onClick={() => open(row)}>
              <strong>{show(fields.find(f => f.name === main)!, row)}</strong>
              <span className="card-facts">
                {fields.filter(f => f.name !== main && !isEmpty((row as Row)[f.name])).map(f => <span key={f.name} className={`cell-${f.name}`}>{show(f, row)}</span>)}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <Table
          className="list" size="small" sticky={{ offsetHeader: -18, getContainer: () => document.querySelector<HTMLElement>('.page') ?? window }} pagination={false} dataSource={items as Item<T>[] & object[]} rowKey={row => keyOf(row, items.indexOf(row))}
          tableLayout="fixed" loading={{ spinning: asked.isPlaceholderData, delay: 200 }} rowClassName={(row, n) => classOf(row, n)}
          onRow={(row, n) => ({ onClick: () => open(row), onMouseEnter: () => at >= 0 && setAt(-1), 'data-row-index': n }) as object}
          columns={fields.map(f => ({ key: f.name, title: f.label, ellipsis: true, className: `cell-${f.name}`, ...(f.name !== main && { width: widths[f.name as Name<T>] ?? widthOf(f) }), render: (_: unknown, row: Item<T>) => show(f, row) }))}
        />
      )}
      {(total > paged.pageSize || paged.current > 1) && (
        <Pagination
          className="pages" size="small" {...paged} showSizeChanger={!narrow} pageSizeOptions={[20, 50, 100, 200]} showTotal={n => `共 ${n} ${unit}`}
          onChange={(page, size) => change({ page: size === paged.pageSize && page > 1 ? page : undefined, size: size === 20 ? undefined : size }, { keepPage: true })}
        />
      )}
      {!narrow && to && items.length > 0 && (
        <p className="keys">
          <kbd>j</kbd> <kbd>k</kbd> 上下移动 <kbd>Enter</kbd> 打开{wanted.some(f => f.name === 'search') && <> <kbd>/</kbd> 搜索</>}
        </p>
      )}
    </>
  )
}

function linesOf<I>(answer: Output<Op> | undefined): { items: readonly I[]; total: number } {
  if (Array.isArray(answer)) return { items: answer as I[], total: answer.length }
  return (answer as { items: I[]; total: number } | undefined) ?? { items: [], total: 0 }
}

const keyOf = (row: unknown, n: number): string => {
  const { community = '', id, code, record } = row as Record<string, string | undefined>
  return `${community}${id ?? code ?? record ?? n}`
}
const isEmpty = (v: unknown) => v === null || v === undefined || v === '' || v === false
const widthOf = (f: Field) => (f.name === 'number' ? 136 : f.name === 'due' ? 124 : f.name === 'state' ? 88 : ({ choice: 92, moment: 104, place: 148, number: 76, yesno: 64, date: 104 } as Record<string, number>)[f.kind] ?? 120)
