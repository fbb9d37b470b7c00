/** The rates as shares with their numerators and denominators, whole and divided; each number leads to the list behind it. EV-09 */
import { Segmented } from 'antd'
import { t } from '../../../kernel/text.ts'
import { BoardPage, Panel } from '../../../ui/desk/board-page.tsx'
import { useAsk, useHome } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { useNarrow } from '../../../ui/desk/narrow.ts'
import { PlacePicker } from '../../../ui/desk/place-picker.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useUrl, type Search } from '../../../ui/desk/url.ts'
import { daysBefore, percent } from '../../../ui/desk/when.ts'
import { fieldOf } from '../../../ui/shapes.ts'
import { grid, type Counted } from '../contract.ts'
import { counts, rates, type Count } from '../count-rules.ts'
import { CategoryPicker } from './category.tsx'
import { listOf, states } from './states.ts'

const spans = [30, 90, 365]
const groups = fieldOf(grid.ops.rates.input, 'by').choices
const category = fieldOf(grid.ops.rates.input, 'category')
const all = Object.values(rates)

/** What stands in the address beside the place; a line of the table adds its own. */
type Filter = Record<string, string | undefined>

export default function Rates() {
  const home = useHome()
  const [search, change] = useUrl()
  const by = groups.find(g => g.value === search['by'])?.value ?? groups[0]!.value
  const filter = filterOf(search, home)
  const asked = useAsk(
    grid.ops.rates,
    { by: by as 'place', ...(filter as Record<string, string>) },
    { when: filter.place !== '' },
  )
  const to = (count: Count, more: Filter = {}) => listOf({ ...filter, ...more, count, state: states.join(',') })
  return (
    <BoardPage
      title={t('三率')}
      lead={<span className="quiet">{t('按上报时间统计；合并的算一件，考核剔除的不算。点数字看是哪些事。')}</span>}
      actions={
        <>
          <PlacePicker
            value={filter.place}
            onChange={v => change({ place: v === home ? undefined : v })}
            clear={false}
          />
          <div className="rates-category">
            <CategoryPicker
              field={category}
              about={{ community: '', place: '' }}
              value={search['category']}
              onChange={v => change({ category: v })}
            />
          </div>
          <Segmented
            options={spans.map(n => ({ value: n, label: n === 365 ? t('一年') : t('{n} 天', { n }) }))}
            value={Number(search['days'] ?? spans[1])}
            onChange={n => change({ days: n })}
          />
        </>
      }
      {...(asked.data && {
        figures: [
          ...all.map(r => ({
            label: r.label,
            value: percent(asked.data.total[r.of], asked.data.total[r.among]),
            note: t('{of} / {among} 件', { of: asked.data.total[r.of], among: asked.data.total[r.among] }),
            to: to(r.of),
          })),
          ...(['toRevisit', 'excluded'] as const).map(count => ({
            label: counts[count].label,
            value: asked.data.total[count],
            unit: t('件'),
            to: to(count),
          })),
        ],
      })}
    >
      <Panel
        title={t('分开看')}
        span={3}
        actions={<Segmented options={groups} value={by} onChange={v => change({ by: v })} />}
      >
        {asked.error && !asked.data ? (
          <Trouble error={asked.error} retry={asked.refetch} />
        ) : !asked.data ? (
          <Waiting rows={6} />
        ) : asked.data.rows.length ? (
          <Divided rows={asked.data.rows} by={by} to={to} />
        ) : (
          <Nothing say={t('这段时间没有诉求。')} />
        )}
      </Panel>
    </BoardPage>
  )
}

const filterOf = ({ place, category, holder, days = '90' }: Search, home: string) => ({
  place: place ?? home,
  from: daysBefore(Number(days) - 1),
  ...(category && { category }),
  ...(holder && { holder }),
})

type Row = Counted & { key: string; label: string }

type Split = { rows: readonly Row[]; by: string; to: (count: Count, more: Filter) => string }

/** A line of a table asks for more width than a phone has: there each place, kind or person is a card. */
const Divided = (split: Split) => (useNarrow() ? <Cards {...split} /> : <Lines {...split} />)

const Share = ({ row, rate: r, by, to }: Omit<Split, 'rows'> & { row: Row; rate: (typeof all)[number] }) => (
  <>
    <b>{percent(row[r.of], row[r.among])}</b>{' '}
    <span className="hint">
      <Go to={to(r.of, { [by]: row.key })}>{row[r.of]}</Go> /{' '}
      <Go to={to(r.among, { [by]: row.key })}>{row[r.among]}</Go>
    </span>
  </>
)
const Name = ({ row, by }: { row: Row; by: string }) => (by === 'place' ? <PlaceName code={row.key} /> : row.label)

const Cards = ({ rows, by, to }: Split) => (
  <ul className="rate-cards">
    {rows.map(row => (
      <li key={row.key}>
        <h3>
          <Name row={row} by={by} />
          <Go to={to('orders', { [by]: row.key })}>
            {counts.orders.label} {row.orders}
          </Go>
        </h3>
        <dl>
          {all.map(r => (
            <div key={r.label}>
              <dt>{r.label}</dt>
              <dd className="figures">
                <Share row={row} rate={r} by={by} to={to} />
              </dd>
            </div>
          ))}
        </dl>
      </li>
    ))}
  </ul>
)

function Lines({ rows, by, to }: Split) {
  return (
    <div className="table-scroll">
      <table className="lines">
        <thead>
          <tr>
            <th>{groups.find(g => g.value === by)?.label.replace('按', '')}</th>
            <th className="right">{counts.orders.label}</th>
            {all.map(r => (
              <th key={r.label} className="right">
                {r.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.key}>
              <td>
                <Name row={row} by={by} />
              </td>
              <td className="right figures">
                <Go to={to('orders', { [by]: row.key })}>{row.orders}</Go>
              </td>
              {all.map(r => (
                <td key={r.label} className="right figures nowrap">
                  <Share row={row} rate={r} by={by} to={to} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
