/** One resident: the card, the household, contacts and care, where they lived, and the moves this person may make. */
import { t } from '../../../kernel/text.ts'
import { useMe } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { people } from '../contract.ts'
import { may } from '../rules.ts'
import type { Resident } from '../shapes.ts'
import { Care } from './care-section.tsx'
import { Contacts } from './contacts.tsx'
import { EditCard } from './edit.tsx'
import { Household } from './household.tsx'
import { History } from './history.tsx'
import { CommunityPicker, MatesPicker } from './pickers.tsx'
import { RoomPicker } from './room-picker.tsx'
import { Sources } from './sources.tsx'

/** What stands at the top of the card; the rest stands where it belongs. */
const { reveal, moveHome, leaveHome, returnHome, handOver, moveOut, passAway, restore } = people.ops
const ops = { reveal, moveHome, leaveHome, returnHome, handOver, moveOut, passAway, restore }

export default function ResidentPage() {
  const me = useMe()
  return (
    <RecordPage
      op={people.ops.person}
      ops={ops}
      back={{ to: '/people', label: t('居民') }}
      title={p => p.name}
      lead={p => (
        <>
          {p.handingOver && (
            <Go to={`/people/handovers/${p.handingOver.community}/${p.handingOver.id}`} className="badge badge-soon">
              {t('正在移交')}
            </Go>
          )}
          {p.room && <Go to={`/responsible?community=${p.community}&room=${p.room}`}>{t('这户谁负责')}</Go>}
          <EditCard resident={p} />
        </>
      )}
      fields={[
        'sex',
        'age',
        'birth',
        'document',
        'idMasked',
        'phoneMasked',
        'place',
        'address',
        'residence',
        'hometown',
        'relation',
        'since',
      ]}
      shown={{ address: p => <Address of={p} /> }}
      widgets={{ room: RoomPicker, to: CommunityPicker, with: MatesPicker }}
      more={p => (
        <>
          <Sources facts={p.facts} />
          <History resident={p} />
        </>
      )}
      aside={p => (
        <>
          <Household resident={p} />
          <Contacts resident={p} />
          {couldEver(may.tags, me) && <Care resident={p} />}
        </>
      )}
    />
  )
}

const Address = ({ of: { community, room, address } }: { of: Resident }) =>
  room ? (
    <Go to={`/people/home/${community}/${room}`}>{address}</Go>
  ) : (
    <span className="quiet">{t('没有登记住处')}</span>
  )
