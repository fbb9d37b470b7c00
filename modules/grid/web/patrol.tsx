/** Patrols of a place: how many points were visited, the week's rounds as a calendar, and the plans that make them. */
import { Button, Segmented } from 'antd'
import { t } from '../../../kernel/text.ts'
import { work } from '../../../kernel/work-contract.ts'
import { BoardPage, Panel } from '../../../ui/desk/board-page.tsx'
import { useAsk, useHome, useMe } from '../../../ui/desk/context.tsx'
import { Go, useGo } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { PlacePicker } from '../../../ui/desk/place-picker.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { dayOf, daysBefore, percent } from '../../../ui/desk/when.ts'
import { fieldOf } from '../../../ui/shapes.ts'
import { grid } from '../contract.ts'
import { mayPatrol, plan, round, visitCounts, type VisitCount } from '../patrol-rules.ts'
import { weekdays, type Plan } from '../patrol-shapes.ts'
import { Week } from './patrol-week.tsx'

const groups = fieldOf(grid.ops.patrolRates.input, 'by').choices
const visitsOf = (filter: Record<string, string | undefined>) =>
  `/patrol/visits?${new URLSearchParams(Object.entries(filter).flatMap(([k, v]) => (v ? [[k, v]] : []))).toString()}`

export default function Patrol() {
  const home = useHome()
  const me = useMe()
  const go = useGo()
  const [search, change] = useUrl()
  const place = search['place'] ?? home
  const by = groups.find(g => g.value === search['by'])?.value ?? groups[0]!.value
  const from = daysBefore(29)
  const ready = { when: place !== '' }
  const rates = useAsk(grid.ops.patrolRates, { place, from, by: by as 'place' }, ready)
  const plans = useAsk(grid.ops.plans, { place, size: 100 }, ready)
  const standing = useAsk(work.ops.standing, { machine: round.name, place }, ready)
  const now = (state: keyof typeof round.states) =>
    standing.data?.filter(s => s.state === state).reduce((n, s) => n + s.n, 0) ?? '…'
  const total = rates.data?.total
  return (
    <BoardPage
      title={round.label}
      lead={<span className="quiet">{t('近 30 天；只记到访的一刻，不记行踪。')}</span>}
      actions={
        <>
          <PlacePicker value={place} onChange={v => change({ place: v === home ? undefined : v })} clear={false} />
          {couldEver(mayPatrol.addPoint, me) && (
            <>
              <Button onClick={() => go('/patrol/points')}>{t('点位')}</Button>
              <Button type="primary" onClick={() => go('/patrol/plans/new')}>
                {t('定计划')}
              </Button>
            </>
          )}
        </>
      }
      {...(total && {
        figures: [
          {
            label: t('到访率'),
            value: percent(total.visited, total.due),
            note: t('{visited} / {due} 点次', { visited: total.visited, due: total.due }),
            to: visitsOf({ place, from, count: 'visited' }),
          },
          ...(['skipped', 'unseen'] as const).map(count => ({
            label: visitCounts[count].label,
            value: total[count],
            unit: t('点次'),
            to: visitsOf({ place, from, count }),
            ...(count === 'unseen' && total[count] > 0 && { tone: 'late' as const }),
          })),
          ...(['planned', 'walking', 'missed'] as const).map(state => ({
            label: round.states[state].label,
            value: now(state),
            unit: t('次'),
            to: `/patrol/rounds?place=${place}&state=${state}`,
          })),
        ],
      })}
    >
      <Panel title={t('这一周')} span={3}>
        <Week place={place} today={dayOf(new Date())} />
      </Panel>
      <Panel
        title={t('到访率分开看')}
        span={2}
        actions={<Segmented options={groups} value={by} onChange={v => change({ by: v })} />}
      >
        {rates.error && !rates.data ? (
          <Trouble error={rates.error} retry={rates.refetch} />
        ) : !rates.data ? (
          <Waiting rows={4} />
        ) : rates.data.rows.length ? (
          <table className="lines">
            <tbody>
              {rates.data.rows.map(r => {
                const to = (count: VisitCount) => visitsOf({ place, from, [by]: r.key, count })
                return (
                  <tr key={r.key}>
                    <td>{by === 'place' ? <PlaceName code={r.key} /> : r.label}</td>
                    <td className="right figures">
                      <b>{percent(r.visited, r.due)}</b>{' '}
                      <span className="hint">
                        <Go to={to('visited')}>{r.visited}</Go> / <Go to={to('due')}>{r.due}</Go>
                      </span>
                    </td>
                    <td className="right figures">
                      {r.unseen > 0 && (
                        <Go to={to('unseen')} className="due-late">
                          {visitCounts.unseen.label} {r.unseen}
                        </Go>
                      )}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        ) : (
          <Nothing say={t('还没有走完的巡查。')} />
        )}
      </Panel>
      <Panel title={plan.label}>
        {!plans.data ? (
          <Waiting rows={4} />
        ) : plans.data.items.length ? (
          <ul className="short">
            {plans.data.items.map(p => (
              <li key={p.id}>
                <span className="spread">
                  <Go to={`/patrol/plan/${p.community}/${p.id}`}>{p.name}</Go>
                  <span className="hint">{plan.states[p.state].label}</span>
                </span>
                <span className="hint">
                  <PlaceName code={p.place} />{' '}
                  {t('· {holderName} · {sayWhen} · {n} 个点', {
                    holderName: p.holderName,
                    sayWhen: sayWhen(p),
                    n: p.points.length,
                  })}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <Nothing say={t('还没有计划。先登记点位，再定计划。')} />
        )}
      </Panel>
    </BoardPage>
  )
}

export const sayWhen = ({ days, starts }: Pick<Plan, 'days' | 'starts'>) =>
  `${days.length === 7 ? t('每天') : days.map(d => weekdays[Number(d) as 1]).join('、')} ${starts}`
