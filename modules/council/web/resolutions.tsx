/** The register of resolutions, and one of them: what was decided by how many, until when it hangs, who has which part, what was objected. */
import { t } from '../../../kernel/text.ts'
import { Choose } from '../../../ui/desk/choose.tsx'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { Moment } from '../../../ui/desk/show.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { council } from '../contract.ts'
import { acts, type Resolution } from '../resolution-contract.ts'
import { BodyPicker, MemberPicker } from './pickers.tsx'

export default function Resolutions() {
  return (
    <ListPage
      op={council.ops.resolutions}
      title={t('决议登记簿')}
      unit={t('份')}
      main="title"
      columns={['number', 'title', 'decidedOn', 'state', 'executorName', 'due', 'displayUntil']}
      filters={['search', 'state', 'matter', 'late', 'place']}
      to={r => `/council/resolutions/${r.community}/${r.id}`}
      widths={{ number: 260, decidedOn: 110, state: 160, executorName: 150, due: 120, displayUntil: 110 }}
      empty={t('还没有决议。会上有效通过的，会自动登记在这里，编号不断。')}
    />
  )
}

const { object: _, ...ops } = council.ops

const widgets = { body: BodyPicker('execute', 'supervise', 'decide'), member: MemberPicker, objection: OpenObjections }

export const ResolutionPage = () => (
  <RecordPage
    op={council.ops.resolution}
    ops={ops}
    back={{ to: '/council/resolutions', label: t('决议登记簿') }}
    title={r => r.title}
    lead={r => <span className="hint">{r.number}</span>}
    fields={[
      'said',
      'counted',
      'basis',
      'decidedOn',
      'matter',
      'major',
      'place',
      'displayedOn',
      'displayUntil',
      'takenDownOn',
      'executorName',
      'beganAt',
      'doneAt',
      'result',
      'reason',
    ]}
    widgets={widgets}
    more={r => (
      <>
        <Objections {...r} />
        <Whence {...r} />
      </>
    )}
    aside={r => (
      <section className="sheet">
        <h2>{t('谁决策、谁执行、谁监督')}</h2>
        <ul className="short">
          {r.parts.map(p => (
            <li key={p.act + p.who} className="spread">
              {p.name}
              <span className="badge">{acts[p.act]}</span>
            </li>
          ))}
        </ul>
      </section>
    )}
  />
)

const Objections = ({ objections }: Resolution) =>
  objections.length > 0 && (
    <section className="sheet">
      <h2>{t('异议 {n} 条', { n: objections.length })}</h2>
      {objections.map(o => (
        <div key={o.id} className="agenda-item">
          <p>
            <b>{o.name}</b> <Moment at={o.at} />：{o.said}
          </p>
          <p className={o.answer ? 'hint' : 'due-soon'}>
            {o.answer ? t('答复：{answer}', { answer: o.answer }) : t('还没有答复，答复前不能交付执行')}
          </p>
        </div>
      ))}
    </section>
  )

const Whence = ({ community, topic, meeting }: Resolution) =>
  (topic ?? meeting) && (
    <p className="ways">
      {topic && <Go to={`/council/topics/${community}/${topic}`}>{t('看议题')}</Go>}
      {meeting && <Go to={`/council/meetings/${community}/${meeting}`}>{t('看会议')}</Go>}
    </p>
  )

function OpenObjections(props: WidgetProps) {
  const all = useAsk(council.ops.resolution, useKey()).data?.objections ?? []
  const options = all.filter(o => !o.answer).map(o => ({ value: o.id, label: `${o.name}：${o.said}` }))
  return <Choose {...props} none={t('没有要答复的异议')} options={options} />
}
