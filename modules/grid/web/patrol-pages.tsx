/** The pages behind the patrol board: points, plans, rounds and visits, each as a list or as one record. */
import { Button, Form, Select } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useAsk, useHome, useMe } from '../../../ui/desk/context.tsx'
import { Go, useGo } from '../../../ui/desk/go.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { FormPage, ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { Qr } from '../../../ui/desk/qr.tsx'
import { Moment } from '../../../ui/desk/show.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { grid } from '../contract.ts'
import { mayPatrol, plan, point, proofs, round, visit } from '../patrol-rules.ts'
import type { Round } from '../patrol-shapes.ts'
import { sayWhen } from './patrol.tsx'
import { BuildingPicker, HandlerPicker } from './pickers.tsx'

/** In the order in which they are chosen: that is the way to walk. */
function PointsPicker({ id, value, onChange, about }: WidgetProps) {
  const form = Form.useFormInstance()
  const chosen = Form.useWatch<string | undefined>('place', form)
  const place = chosen ?? about.place
  const asked = useAsk(grid.ops.points, { place }, { when: place.length >= 12 })
  return (
    <Select
      {...(id && { id })}
      mode="multiple"
      value={(value as string[] | undefined) ?? []}
      onChange={v => onChange?.(v)}
      disabled={place.length < 12}
      placeholder={place.length < 12 ? t('先选社区或网格') : t('按走的顺序点选')}
      showSearch={{ optionFilterProp: 'label' }}
      notFoundContent={t('这里还没有点位，请先登记点位')}
      options={(asked.data ?? []).map(p => ({ value: p.id, label: p.name }))}
    />
  )
}
const widgets = { holder: HandlerPicker, points: PointsPicker, building: BuildingPicker }

export const NewPlan = () => (
  <FormPage
    op={grid.ops.planPatrol}
    lead={t('每到计划的日子，系统自动排出一次巡查，派给巡查人。')}
    fields={['place', 'name', 'holder', 'points', 'days', 'starts', 'minutes', 'until']}
    initial={{ minutes: 120, starts: '09:00', days: ['1', '2', '3', '4', '5'] }}
    widgets={widgets}
    labels={{ place: t('社区或网格') }}
    submit={t('定下计划')}
    to={a => `/patrol/plan/${a.community}/${a.id}`}
  />
)

export const PlanPage = () => (
  <RecordPage
    op={grid.ops.plan}
    ops={grid.ops}
    back={{ to: '/patrol', label: round.label }}
    title={p => p.name}
    fields={['place', 'holderName', 'days', 'minutes', 'pointNames', 'fromDay', 'untilDay']}
    shown={{ days: sayWhen, pointNames: p => p.pointNames.join(' → ') }}
    widgets={widgets}
    more={p => (
      <p>
        <Go to={`/patrol/rounds?plan=${p.id}`}>{t('这个计划排出的巡查')}</Go>
      </p>
    )}
  />
)

export function Points() {
  const home = useHome()
  const me = useMe()
  const go = useGo()
  const [{ place }] = useUrl()
  return (
    <ListPage
      op={grid.ops.points}
      title={point.label}
      unit={t('个')}
      main="name"
      columns={['name', 'place', 'code']}
      filters={['place']}
      initial={{ place: place ?? home }}
      to={p => `/patrol/point/${p.community}/${p.id}`}
      actions={
        couldEver(mayPatrol.addPoint, me) && (
          <Button type="primary" onClick={() => go('/patrol/points/new')}>
            {t('增加点位')}
          </Button>
        )
      }
    />
  )
}

export const PointPage = () => (
  <RecordPage
    op={grid.ops.point}
    ops={grid.ops}
    back={{ to: '/patrol/points', label: point.label }}
    title={p => p.name}
    fields={['place', 'code']}
    shown={{ code: p => (p.code ? <Label community={p.community} code={p.code} /> : t('只有定计划的人看得到')) }}
  />
)

/** What goes onto the label: read by a telephone's camera it opens the visit. */
const Label = ({ community, code }: { community: string; code: string }) => (
  <>
    <b>{code}</b>
    <br />
    <Qr text={`${location.origin}/field/p/${community}/${code}`} label={t('点位的二维码，内容是 {code}', { code })} />
    <br />
    <span className="hint">
      {t('贴在现场，或写进 NFC 标签：{origin}/field/p/{community}/{code}', {
        origin: location.origin,
        community,
        code,
      })}
    </span>
  </>
)

export const NewPoint = () => (
  <FormPage
    op={grid.ops.addPoint}
    fields={['place', 'name', 'building', 'code']}
    widgets={widgets}
    to={a => `/patrol/point/${a.community}/${a.id}`}
  />
)

export const Rounds = () => (
  <ListPage
    op={grid.ops.rounds}
    title={t('历次巡查')}
    unit={t('次')}
    main="title"
    columns={['day', 'title', 'holderName', 'state', 'visited', 'points', 'place', 'reason']}
    filters={['state', 'place', 'from', 'to']}
    to={r => `/patrol/round/${r.community}/${r.id}`}
    widths={{ day: 110, holderName: 90, state: 100, visited: 80, points: 80, place: 170 }}
  />
)

export const Visits = () => (
  <ListPage
    op={grid.ops.visits}
    title={visit.label}
    unit={t('点次')}
    main="title"
    columns={['day', 'title', 'state', 'holderName', 'visitedAt', 'proof', 'roundName', 'place', 'said']}
    filters={['count', 'place', 'from', 'to']}
    to={v => `/patrol/round/${v.community}/${v.round}`}
    widths={{ day: 110, state: 90, holderName: 90, visitedAt: 120, proof: 110, roundName: 110, place: 150 }}
  />
)

export const RoundPage = () => (
  <RecordPage
    op={grid.ops.round}
    ops={grid.ops}
    back={{ to: '/patrol', label: round.label }}
    title={r => `${r.title} ${r.day}`}
    fields={['place', 'holderName', 'startsAt', 'endsAt', 'setOutAt', 'endedAt', 'reason']}
    widgets={widgets}
    more={r => <Walk {...r} />}
  />
)

const Walk = ({ visits, visited, points }: Round) => (
  <section className="sheet">
    <h2>{t('{label}的点位 {visited}/{points}', { label: plan.label, visited, points })}</h2>
    <table className="lines">
      <thead>
        <tr>
          <th>{t('点位')}</th>
          <th>{t('状态')}</th>
          <th>{t('到访时间')}</th>
          <th>{t('凭证')}</th>
          <th>{t('说明')}</th>
        </tr>
      </thead>
      <tbody>
        {visits.map(v => (
          <tr key={v.id}>
            <td>{v.title}</td>
            <td className="nowrap">{visit.states[v.state].label}</td>
            <td className="nowrap">{v.visitedAt && <Moment at={v.visitedAt} />}</td>
            <td>
              {v.proof.map(p => proofs[p].label).join('、')}
              {v.metres !== null && <span className="hint"> {t('相差 {metres} 米', { metres: v.metres })}</span>}
            </td>
            <td>{v.said}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)
