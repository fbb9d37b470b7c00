/** One topic: what it wants, who looked at it, where it was talked about, and for a major one the six steps. */
import { t } from '../../../kernel/text.ts'
import { Go } from '../../../ui/desk/go.tsx'
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { council } from '../contract.ts'
import { outcomes } from '../meeting-contract.ts'
import { resolution } from '../resolution-rules.ts'
import type { Topic } from '../topic-contract.ts'
import { BodyPicker, MeetingPicker } from './pickers.tsx'

/** What a count or a resolution does is not pressed by hand. */
const {
  discussTopic: _d,
  carryTopic: _c,
  loseTopic: _l,
  postponeTopic: _p,
  executeTopic: _e,
  finishTopic: _f,
  archiveTopic: _a,
  support: _s,
  ...ops
} = council.ops

const widgets = { body: BodyPicker('decide', 'lead', 'advise'), meeting: MeetingPicker }

export default function TopicPage() {
  return (
    <RecordPage
      op={council.ops.topic}
      ops={ops}
      back={{ to: '/council/topics', label: t('议题') }}
      title={i => i.title}
      lead={i => (
        <a href={`/c/${i.community}/council/topics/${i.id}`} target="_blank" rel="noreferrer">
          {t('居民看到的样子')}
        </a>
      )}
      fields={[
        'number',
        'said',
        'source',
        'proposer',
        'motion',
        'bodyName',
        'matter',
        'major',
        'reason',
        'forwarded',
        'place',
        'collectedAt',
        'examinedAt',
      ]}
      widgets={widgets}
      more={i => (
        <>
          <Steps {...i} />
          <Whence {...i} />
        </>
      )}
    />
  )
}

const Steps = ({ steps }: Topic) =>
  steps.length > 0 && (
    <section className="sheet">
      <h2>{t('四议两公开')}</h2>
      <table className="lines">
        <tbody>
          {steps.map(s => (
            <tr key={s.step}>
              <td className="figures">{s.step}</td>
              <td>
                {s.label}
                {s.said && <div className="hint">{s.said}</div>}
              </td>
              <td className="right nowrap figures">{s.on ?? <span className="quiet">{t('还没有')}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )

const Whence = ({ community, meetings, resolution: r, evidence }: Topic) =>
  (meetings.length > 0 || r || evidence.length > 0) && (
    <section className="sheet">
      <h2>{t('会议和决议')}</h2>
      <ul className="short">
        {meetings.map(m => (
          <li key={m.id} className="spread">
            <Go to={`/council/meetings/${community}/${m.id}`}>{m.title}</Go>
            <span className="hint">{m.outcome ? outcomes[m.outcome as keyof typeof outcomes] : t('在议程上')}</span>
          </li>
        ))}
        {r && (
          <li className="spread">
            <Go to={`/council/resolutions/${community}/${r.id}`}>{t('决议：{title}', { title: r.title })}</Go>
            <span className="hint">{resolution.states[r.state as keyof typeof resolution.states].label}</span>
          </li>
        )}
        {evidence.length > 0 && <li>{t('网格事项 {evidence}', { evidence: evidence.join('、') })}</li>}
      </ul>
    </section>
  )
