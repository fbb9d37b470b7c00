/** A meeting as it is run from a phone: how many are there in large words, who has come, each item with what is said and counted. */
import { t } from '../../../kernel/text.ts'
import { Choose } from '../../../ui/desk/choose.tsx'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { council } from '../contract.ts'
import type { Meeting } from '../meeting-contract.ts'
import { CheckIns } from './checkins.tsx'
import { Items } from './agenda.tsx'
import { Moment } from './pickers.tsx'
import { Laws } from './said.tsx'

/** What is done beside the item or the name it is about has no button on top. */
const {
  checkIn: _i,
  checkOut: _o,
  discuss: _d,
  voice: _v,
  countVotes: _c,
  postponeItem: _p,
  signMinutes: _s,
  ...ops
} = council.ops

export default function MeetingPage() {
  return (
    <RecordPage
      op={council.ops.meeting}
      ops={ops}
      back={{ to: '/council/meetings', label: t('会议') }}
      title={m => m.title}
      fields={['bodyName', 'startsAt', 'venue', 'noticeBy', 'convenedAt', 'urgent', 'law', 'reason', 'publishedAt']}
      widgets={{ startsAt: Moment, seat: People, to: People, item: OwnItems }}
      lead={m => <Standing {...m} />}
      more={m => (
        <>
          <Quorum {...m} />
          <CheckIns {...m} />
          <Items {...m} />
          {m.minutes && (
            <section className="sheet">
              <h2>{t('会议记录')}</h2>
              <p className="minutes">{m.minutes}</p>
            </section>
          )}
        </>
      )}
    />
  )
}

const Standing = (m: Meeting) =>
  m.state === 'minuted' && (
    <span className="hint">
      {t('已有 {n} 人签字，要 {signersNeeded} 人', { n: m.signatures.length, signersNeeded: m.signersNeeded })}
    </span>
  )

/** The one sentence that everybody in the room waits for. */
const Quorum = ({ state, present, entitled, quorum }: Meeting) =>
  (state === 'open' || state === 'convened') && (
    <section className={quorum.met ? 'quorum quorum-met' : 'quorum'} role="status">
      <b>
        {quorum.met
          ? t('到会 {present} 人，可以开会', { present })
          : t('到会 {present} 人，还差 {missing} 人', { present, missing: quorum.missing })}
      </b>
      <p>{t('应到 {entitled} 人', { entitled })}</p>
      <Laws all={quorum.say} />
    </section>
  )

function People(props: WidgetProps) {
  const people = useAsk(council.ops.meeting, useKey()).data?.people ?? []
  const options = people.map(p => ({ value: p.seat, label: p.grp ? `${p.name}（${p.grp}）` : p.name }))
  return <Choose {...props} none={t('没有人')} options={options} />
}

/** Items of its own: a topic is taken off on its own page. */
function OwnItems(props: WidgetProps) {
  const agenda = useAsk(council.ops.meeting, useKey()).data?.agenda ?? []
  const options = agenda.filter(i => !i.topic).map(i => ({ value: i.id, label: i.title }))
  return <Choose {...props} none={t('没有自己加的议程')} options={options} />
}
