/**
 * A list of records: the columns by the names of the contract, the filters from what its query takes, all of it in the address.
 * On a phone each row is a card.
 */
import { Button, Pagination } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { t } from '../../kernel/text.ts'
import { fromText, type Asked, type Op, type Output } from '../../kernel/contract.ts'
import { useAsk, useTitle } from './context.tsx'
import type { Widget } from './fields.tsx'
import { Go, useGo } from './go.tsx'
import { Head } from './head.tsx'
import { BulkBar, type Bulk, type Movable } from './list-bulk.tsx'
import { ListFilters } from './list-filters.tsx'
import { useRowKeys } from './list-keys.ts'
import { keyOf, Rows } from './list-rows.tsx'
import { Columns, Views } from './list-views.tsx'
import { useNarrow } from './narrow.ts'
import { PrintLink } from './print-link.tsx'
import { fieldOf, fieldsOf, itemOf, type Field, type Item } from '../shapes.ts'
import { Shown } from './show.tsx'
import { Nothing, Trouble, Waiting } from './trouble.tsx'
import { isSayable } from './unsaid.ts'
import { searchToText, usePage, useUnsaid, useUrl } from './url.ts'

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
  /** Moves that may be made for many records at once. */
  bulk?: Bulk
  /** What to do when there is nothing at all. */
  empty?: ReactNode
}

export function ListPage<T extends Op>({
  op,
  columns,
  main = columns[0]!,
  title = t(op.label),
  unit = t('条'),
  filters,
  given = {},
  initial = {},
  to,
  widgets = {},
  shown = {},
  labels = {},
  widths = {},
  above,
  actions,
  bulk,
  empty,
}: Props<T>) {
  const [search, turn] = useUrl()
  const unsaid = useUnsaid()
  const change: typeof turn = (changes, asked) => {
    const how = { ...asked, empty: Object.keys(initial) }
    if (!('search' in changes)) return turn(changes, how)
    const text = String(changes['search'] ?? '')
    const said = isSayable(text, op)
    return turn({ ...changes, search: said ? text : undefined }, { ...how, unsaid: said ? '' : text })
  }
  // Whoever comes with such an address, from a bookmark of long ago, leaves it.
  const named = search['search'] !== undefined && !isSayable(search['search'], op) ? search['search'] : undefined
  useEffect(() => {
    if (named !== undefined) change({ search: named }, { quietly: true, keepPage: true })
  })
  const go = useGo()
  const narrow = useNarrow()
  // Its own address: while the next page is on its way the address is that one's already.
  const [path] = useState(usePage())
  const [chosen, setChosen] = useState<readonly Movable[]>([])
  // What is selected is what is seen.
  const seen = searchToText(search)
  useEffect(() => setChosen([]), [seen])
  useTitle(title)
  const all = fieldsOf(op.input)
  const usable = all.filter(
    f =>
      !['page', 'size', 'sort', 'community', 'id'].includes(f.name) &&
      !(f.name in given) &&
      (f.kind !== 'id' || widgets[f.name]),
  )
  const wanted = filters ? filters.flatMap(n => usable.filter(f => f.name === n)) : usable
  const values = { ...initial, ...(fromText(op.input, search) as Row), ...(unsaid && { search: unsaid }) }
  const asked = useAsk(op, { ...values, ...given } as Asked<T>)
  const { items, total } = linesOf<Item<T>>(asked.data)
  const page = { current: Number(search['page'] ?? 1), pageSize: Number(search['size'] ?? 20), total }
  // A query without pages answers with everything: the pages are made here.
  const rows =
    items.length > page.pageSize ? items.slice((page.current - 1) * page.pageSize, page.current * page.pageSize) : items
  const [at, setAt] = useRowKeys(rows.length, n => rows[n] !== undefined && to && go(to(rows[n])))
  const item = itemOf(op)
  const fieldFor = (name: string) => ({
    ...fieldOf(item, name),
    ...(labels[name as Name<T>] && { label: labels[name as Name<T>]! }),
  })
  const possible = [...new Set([...columns, ...fieldsOf(item).map(f => f.name)])]
    .map(fieldFor)
    .filter(f => columns.some(c => c === f.name) || isShowable(f))
  const picked = search['columns']?.split(',').filter(name => possible.some(f => f.name === name))
  const fields = (picked?.length ? [...new Set([main, ...picked])] : columns).map(fieldFor)
  const show = (field: Field, row: Item<T>) => {
    const own = shown[field.name as Name<T>]
    const said = own ? own(row) : <Shown field={field} value={(row as Row)[field.name]} record={row as Row} />
    return field.name === main && to ? (
      <Go to={to(row)} className="main-link" onClick={e => e.stopPropagation()}>
        {said}
      </Go>
    ) : (
      said
    )
  }
  const isFiltered = unsaid !== undefined || wanted.some(f => search[f.name] !== undefined)

  return (
    <>
      <Head
        title={title}
        count={asked.data && `${total} ${unit}`}
        actions={
          <>
            {total > 0 && !unsaid && (
              <PrintLink op={op} input={{ ...values, ...given, page: undefined, size: undefined }} />
            )}
            {actions}
          </>
        }
      />
      {above}
      <ListFilters
        fields={wanted}
        values={values}
        change={change}
        widgets={widgets}
        sort={all.find(f => f.name === 'sort')}
      />
      <Views path={path} search={search}>
        {!narrow && (
          <Columns
            all={possible}
            shown={fields.map(f => f.name)}
            main={main}
            usual={columns}
            change={columns => change({ columns }, { keepPage: true })}
          />
        )}
        {unsaid && <span className="hint">{whyUnsaid()}</span>}
        {all.some(f => f.name === 'page') && total > 0 && !unsaid && (
          <Button
            size="small"
            href={`/table/${op.name}${searchToText({ ...values, ...given, columns: fields.map(f => f.name) })}`}
          >
            {t('导出表格')}
          </Button>
        )}
      </Views>
      {bulk && chosen.length > 0 && <BulkBar bulk={bulk} chosen={chosen} clear={setChosen} widgets={widgets} />}
      {asked.error && !asked.data ? (
        <Trouble error={asked.error} retry={asked.refetch} />
      ) : !asked.data ? (
        <Waiting rows={12} />
      ) : items.length === 0 ? (
        isFiltered ? (
          <Nothing say={t('没有符合条件的记录。请放宽筛选，或点「清除筛选」。')} />
        ) : (
          <Nothing say={t('「{title}」这里还没有内容。', { title })}>{empty ?? actions}</Nothing>
        )
      ) : (
        <Rows
          items={rows}
          fields={fields}
          main={main}
          widths={widths}
          show={show}
          {...(to && { open: (row: Item<T>) => go(to(row)) })}
          at={at}
          leave={() => setAt(-1)}
          busy={asked.isPlaceholderData}
          {...(bulk && {
            chosen: {
              keys: chosen.map(r => keyOf(r)),
              set: (picked: readonly Item<T>[]) => setChosen(picked as unknown as readonly Movable[]),
            },
          })}
        />
      )}
      {(total > page.pageSize || page.current > 1) && (
        <Pagination
          className="pages"
          size="small"
          {...page}
          showSizeChanger={!narrow}
          pageSizeOptions={[20, 50, 100, 200]}
          showTotal={n => t('共 {n} {unit}', { n, unit })}
          onChange={(current, size) =>
            change(
              {
                page: size === page.pageSize && current > 1 ? current : undefined,
                size: size === 20 ? undefined : size,
              },
              { keepPage: true },
            )
          }
        />
      )}
      {!narrow && to && items.length > 0 && (
        <p className="keys">
          <kbd>j</kbd> <kbd>k</kbd> {t('上下移动')} <kbd>Enter</kbd> {t('打开')}
          {wanted.some(f => f.name === 'search') && (
            <>
              {' '}
              <kbd>/</kbd> {t('搜索')}
            </>
          )}
        </p>
      )}
    </>
  )
}

/** Paper and tables are asked for by an address. */
const whyUnsaid = () => t('搜索的内容不写进网址；要打印或导出，请先清空搜索')

/** A column of a list is one line of text: no keys, no pictures, no lists of lists. */
const isShowable = (f: Field) =>
  !['id', 'photos', 'list', 'paragraph', 'secret', 'password'].includes(f.kind) && f.label !== f.name

function linesOf<I>(answer: Output<Op> | undefined): { items: readonly I[]; total: number } {
  if (Array.isArray(answer)) return { items: answer as I[], total: answer.length }
  return (answer as { items: I[]; total: number } | undefined) ?? { items: [], total: 0 }
}
