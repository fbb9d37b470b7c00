/** The dashboard: how much comes and goes, where it lies, how long it takes. The place and the days stand in the address; every figure leads to its list. 篇8 3.2.2(1)「采集上报分析」 */
import { Segmented } from 'antd'
import { t } from '../../../kernel/text.ts'
import { work } from '../../../kernel/work-contract.ts'
import { BoardPage, Panel } from '../../../ui/desk/board-page.tsx'
import { useAsk, useHome } from '../../../ui/desk/context.tsx'
import { PlacePicker } from '../../../ui/desk/place-picker.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { dayOf, daysBefore, hours, percent } from '../../../ui/desk/when.ts'
import { places } from '../../places/contract.ts'
import { grid } from '../contract.ts'
import { going, order } from '../joint-rules.ts'
import { matter, phases } from '../rules.ts'
import { Ages } from './ages.tsx'
import { DailyFlow } from './daily-flow.tsx'
import { OpenByPlace, OpenMap } from './open-map.tsx'
import { PaceByState } from './pace.tsx'
import { done, listOf, states } from './states.ts'

const goingOrders = going(order) as (keyof typeof order.states)[]
const spans = [7, 30, 90, 365]

export default function Board() {
  const home = useHome()
  const [search, change] = useUrl()
  const place = search['place'] ?? home
  const days = Number(search['days'] ?? 30)
  const from = daysBefore(days - 1)
  const to = dayOf(new Date())
  const shade = search['shade'] === 'late' ? 'late' : 'open'
  const ready = { when: place !== '' }
  const told = useAsk(grid.ops.figures, { place, days }, ready)
  const flow = useAsk(work.ops.flow, { machine: matter.name, place, from, to }, ready)
  const pace = useAsk(work.ops.pace, { machine: matter.name, place, days }, ready)
  const ages = useAsk(grid.ops.ages, { place }, ready)
  const standing = useAsk(work.ops.standing, { machine: matter.name, place }, ready)
  const orders = useAsk(grid.ops.orders, { place, state: goingOrders, size: 200 }, ready)
  const lateOrders = orders.data?.items.filter(o => o.late).length ?? 0
  const map = useAsk(
    places.ops.map,
    { place: place.length === 15 ? place.slice(0, 12) : place },
    { ...ready, fresh: 3_600_000 },
  )
  const f = told.data
  const within = (filter: Record<string, string>) => listOf({ ...filter, place })
  return (
    <BoardPage
      title={t('看板')}
      actions={
        <>
          <PlacePicker value={place} onChange={v => change({ place: v === home ? undefined : v })} clear={false} />
          <Segmented
            options={spans.map(n => ({ value: n, label: n === 365 ? t('一年') : t('{n} 天', { n }) }))}
            value={days}
            onChange={n => change({ days: n === 30 ? undefined : n })}
          />
        </>
      }
      {...(f && {
        figures: [
          {
            label: t('上报'),
            value: f.reported,
            unit: t('件'),
            note: t('近 {days} 天', { days }),
            to: within({ from, state: states.join(',') }),
          },
          {
            label: t('已结案'),
            value: f.closed,
            unit: t('件'),
            note: t('结案率 {closed}', { closed: percent(f.closed, f.reported) }),
            to: within({ from, state: done.join(',') }),
          },
          { label: t('在办'), value: f.open, unit: t('件'), note: t('现在'), to: within({}) },
          {
            label: t('超时'),
            value: f.late,
            unit: t('件'),
            note: t('占在办 {late}', { late: percent(f.late, f.open) }),
            to: within({ late: 'true' }),
            ...(f.late > 0 && { tone: 'late' as const }),
          },
          ...(orders.data
            ? [
                {
                  label: order.label,
                  value: orders.data.total,
                  unit: t('件'),
                  note: lateOrders ? t('过期未答复 {lateOrders}', { lateOrders }) : t('没有过期的'),
                  to: `/grid/orders?place=${place}`,
                  ...(orders.data.total > 0 && { tone: lateOrders ? ('late' as const) : ('soon' as const) }),
                },
              ]
            : []),
          {
            label: t('居民确认'),
            value: percent(f.confirmed, f.closed),
            note: t('{confirmed} 件', { confirmed: f.confirmed }),
            to: within({ from, state: phases.confirmed.join(',') }),
          },
          {
            label: t('满意'),
            value: percent(f.satisfied, f.rated),
            note: t('{rated} 人评价', { rated: f.rated }),
            to: within({ from, state: done.join(',') }),
          },
          {
            label: t('办结用时'),
            value: hours(f.medianHours),
            note: t('中位数'),
            to: within({ from, state: done.join(',') }),
          },
        ],
      })}
    >
      {told.error && (
        <div className="span-3">
          <Trouble error={told.error} retry={told.refetch} />
        </div>
      )}
      <div className="column span-2">
        <Panel title={t('每日上报与结案')} note={t('按天；点一天看当天上报的')}>
          {flow.data ? <DailyFlow rows={flow.data} from={from} to={to} place={place} /> : <Coming {...flow} />}
        </Panel>
        <Panel
          title={t('网格热力图')}
          note={t('颜色越深越多；点网格看清单')}
          actions={
            <Segmented
              aria-label={t('按什么着色')}
              options={[
                { value: 'open', label: t('在办') },
                { value: 'late', label: t('超时') },
              ]}
              value={shade}
              onChange={v => change({ shade: v === 'late' ? v : undefined })}
            />
          }
        >
          {!standing.data || !map.data ? (
            <Coming {...(standing.error ? standing : map)} />
          ) : map.data.features.length ? (
            <OpenMap rows={standing.data} features={map.data.features} place={place} late={shade === 'late'} />
          ) : (
            <Nothing say={t('这里还没有画网格。')} />
          )}
        </Panel>
      </div>
      <div className="column">
        <Panel title={t('在办最多的地方')} note={t('点名称看清单')}>
          {standing.data ? <OpenByPlace rows={standing.data} place={place} /> : <Coming {...standing} />}
        </Panel>
        <Panel title={t('在办多久了')} note={t('按上报那天算；点一段看清单')}>
          {ages.data ? <Ages rows={ages.data} place={place} /> : <Coming {...ages} />}
        </Panel>
        <Panel title={t('各步用时')} note={t('近 {days} 天离开该步的', { days })}>
          {pace.data ? <PaceByState rows={pace.data} place={place} /> : <Coming {...pace} />}
        </Panel>
      </div>
    </BoardPage>
  )
}

/** A panel that will never come says so instead of waiting for ever. */
const Coming = ({ error, refetch }: { error: unknown; refetch: () => unknown }) =>
  error ? <Trouble error={error} retry={refetch} /> : <Waiting rows={6} />
