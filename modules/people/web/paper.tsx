/** One hand-over, and one request for correction: what is asked, and the answers that can be given. */
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { people } from '../contract.ts'
import type { Correction, Handover } from '../shapes.ts'
import { relations } from '../words.ts'
import { RoomPicker } from './room-picker.tsx'

export const HandoverPage = () => (
  <RecordPage
    op={people.ops.handover}
    ops={people.ops}
    back={{ to: '/people/handovers', label: t('迁移交接') }}
    title={h => h.name}
    fields={[
      'fromPlace',
      'place',
      'people',
      'day',
      'reason',
      'withTags',
      'sentBy',
      'at',
      'answer',
      'answeredBy',
      'answered',
    ]}
    widgets={{ room: RoomPicker }}
    more={h => <Persons handover={h} />}
  />
)

const Persons = ({ handover: h }: { handover: Handover }) => (
  <section className="sheet">
    <h2>{t('迁移的人')}</h2>
    <table className="lines">
      <tbody>
        {h.persons.map(p => (
          <tr key={p.person}>
            <td>{p.name}</td>
            <td>{relations[p.relation]}</td>
            <td className="nowrap">
              {[p.sex, p.age === null ? null : t('{age} 岁', { age: p.age })].filter(Boolean).join(' ')}
            </td>
            <td className="figures">{p.idMasked ?? '—'}</td>
            <td className="figures">{p.phoneMasked ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
    {h.offers.some(o => o.move === 'receive') && (
      <p className="hint">
        {t('接收时选好网格和住处。姓名、证件、电话和各项来源一并带来，不用再问；对方的档案同时转为已迁出。')}
      </p>
    )}
  </section>
)

export const CorrectionPage = () => (
  <RecordPage
    op={people.ops.correction}
    ops={people.ops}
    back={{ to: '/people/corrections', label: t('更正申请') }}
    title={c => `${c.name}：${c.label}`}
    fields={['label', 'was', 'wanted', 'reason', 'at', 'answer', 'answeredBy', 'answered']}
    more={c => <Card correction={c} />}
  />
)

/** The card it is about; a home is put right there first. */
function Card({ correction: c }: { correction: Correction }) {
  const card = useAsk(people.ops.person, { community: c.community, id: c.resident })
  return (
    <section className="sheet">
      <h2>{t('居民档案')}</h2>
      <p className="spread">
        <Go to={`/people/${c.community}/${c.resident}`}>{c.name}</Go>
        <span className="quiet">{card.data?.address ?? ''}</span>
      </p>
      {c.field === 'home' && <p className="hint">{t('住处不对的，先在居民页上办「换住处」，再回来答复。')}</p>}
    </section>
  )
}
