/** One body: whether it is made up as the law asks, its groups against their quotas, who sits and who sat, and what it may decide. */
import { Button } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useMe } from '../../../ui/desk/context.tsx'
import { Go, useGo } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { FormPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import type { Body, Seat } from '../body-contract.ts'
import { council } from '../contract.ts'
import { relations, roles } from '../power-rules.ts'
import { matters } from '../matter-rules.ts'
import { may } from '../rules.ts'
import { ChartPicker, MemberPicker, SeatPicker } from './pickers.tsx'
import { Laws } from './said.tsx'

export default function BodyPage() {
  return (
    <RecordPage
      op={council.ops.body}
      ops={council.ops}
      back={{ to: '/council/bodies', label: t('议事组织') }}
      title={b => b.name}
      fields={['kind', 'power', 'term', 'from', 'until', 'place', 'entitled', 'households', 'ended']}
      widgets={{ chart: ChartPicker, seat: SeatPicker, member: MemberPicker, other: MemberPicker }}
      asks={(_, move) => (move === 'seat' || move === 'replaceSeat' ? seating[move] : undefined)}
      more={b => (
        <>
          <section className="sheet">
            <h2>{t('组成')}</h2>
            {b.made.length ? <Laws all={b.made} /> : <p className="hint">{t('这种组织的组成没有数量上的规定。')}</p>}
            <Groups {...b} />
          </section>
          <Seats title={t('在任 {n} 人', { n: b.seats.length })} seats={b.seats} />
          {b.past.length > 0 && <Seats title={t('历任')} seats={b.past} />}
        </>
      )}
      aside={b => (
        <>
          <Mandates {...b} />
          <Chart {...b} />
          {b.kin.length > 0 && (
            <section className="sheet">
              <h2>{t('申报的近亲属')}</h2>
              <ul className="short">
                {b.kin.map(k => (
                  <li key={k.a + k.b}>
                    {k.a}、{k.b}：{relations[k.relation]}
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    />
  )
}
const seating = {
  seat: ['member', 'name', 'role', 'grp', 'cadre', 'woman', 'finance', 'from', 'how'],
  replaceSeat: ['seat', 'on', 'why', 'member', 'name', 'cadre', 'woman', 'finance', 'how'],
}

/** Each group's seats as dots, filled as they are held: what is missing is seen without counting. */
const Groups = ({ groups }: Body) =>
  groups.length > 0 && (
    <table className="lines">
      <tbody>
        {groups.map(g => (
          <tr key={g.name}>
            <td className="nowrap">{g.name}</td>
            <td aria-hidden className="seat-dots">
              {'●'.repeat(Math.min(g.sitting, g.number))}
              <span className="quiet">{'○'.repeat(Math.max(0, g.number - g.sitting))}</span>
              {'＋'.repeat(Math.max(0, g.sitting - g.number))}
            </td>
            <td className="right nowrap figures">
              {g.sitting} / {g.number}{' '}
              {g.sitting < g.number && <span className="due-soon">{t('缺 {n}', { n: g.number - g.sitting })}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )

const Seats = ({ title, seats }: { title: string; seats: readonly Seat[] }) => (
  <section className="sheet">
    <h2>{title}</h2>
    {seats.length === 0 && <p className="hint">{t('还没有人，请用「安排席位」。')}</p>}
    <table className="lines">
      <tbody>
        {seats.map(s => (
          <tr key={s.id}>
            <td>
              <b>{s.name}</b> <span className="hint">{[roles[s.role], s.grp].filter(Boolean).join('，')}</span>
              {[s.cadre && t('干部'), s.woman && t('女'), s.finance && t('懂财务')].filter(Boolean).map(word => (
                <span key={String(word)} className="badge">
                  {word}
                </span>
              ))}
              {(s.why ?? s.replaces) && (
                <div className="hint">
                  {[s.replaces && t('接替{replaces}', { replaces: s.replaces }), s.why].filter(Boolean).join('；')}
                </div>
              )}
            </td>
            <td className="right nowrap figures">
              {s.from}
              {s.until ? t(' 至 {until}', { until: s.until }) : t(' 起')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

const NAMES = 8
const some = (names: readonly string[]) =>
  names.length > NAMES
    ? t('{who}等 {n} 人', { who: names.slice(0, NAMES).join('、'), n: names.length })
    : names.join('、')

/** Nothing is carried over by itself: who keeps the chart sees what is different. */
const Chart = ({ onChart, community }: Body) =>
  onChart && (
    <section className="sheet">
      <h2>{t('组织架构')}</h2>
      <p>
        <Go to={`/bodies/${community}/${onChart.id}`}>{onChart.name}</Go>
      </p>
      {onChart.onlyThere.length > 0 && (
        <p className="hint">{t('架构里任职、这里没有席位：{who}', { who: some(onChart.onlyThere) })}</p>
      )}
      {onChart.onlyHere.length > 0 && (
        <p className="hint">{t('这里有席位、架构里没有职务：{who}', { who: some(onChart.onlyHere) })}</p>
      )}
      {onChart.onlyThere.length + onChart.onlyHere.length === 0 && <p className="hint">{t('两处的人是一样的。')}</p>}
    </section>
  )

function Mandates({ mandates, community, id, power }: Body) {
  const me = useMe()
  const go = useGo()
  return (
    <section className="sheet">
      <h2>{t('授权')}</h2>
      {mandates.length === 0 && <p className="hint">{t('没有授权：只能议自己的事。')}</p>}
      <ul className="short">
        {mandates.map(m => (
          <li key={m.id}>
            <b>{m.matters.map(name => matters[name].label).join('、')}</b>
            <div className="hint">
              {t('{from} 至 {until}，{valid}；{source}', {
                from: m.from,
                until: m.until,
                valid: m.valid ? t('有效') : t('已失效'),
                source: m.source,
              })}
            </div>
          </li>
        ))}
      </ul>
      {power === 'decide' && couldEver(may.grantMandate, me) && (
        <Button onClick={() => go(`/council/bodies/${community}/${id}/grant`)}>{t('授权')}</Button>
      )}
    </section>
  )
}

export function Grant() {
  const { community, id } = useKey()
  return (
    <FormPage
      op={council.ops.grantMandate}
      lead={<Go to={`/council/bodies/${community}/${id}`}>{t('回到这个组织')}</Go>}
      given={{ community, place: community, body: id }}
      fields={['matters', 'from', 'until', 'document']}
      hints={{
        matters: t('选举罢免、村规民约、集体成员和土地等依法不能授权，选了会被退回'),
        document: t('如「村民会议 2026 年 1 月 8 日决定」'),
      }}
      submit={t('授权')}
      to={() => `/council/bodies/${community}/${id}`}
    />
  )
}
