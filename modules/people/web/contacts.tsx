/** Other numbers of a person: masked; the whole is shown for a minute to whoever says why. */
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { Moves } from '../../../ui/desk/moves.tsx'
import { Revealed } from '../../../ui/desk/revealed.tsx'
import { people } from '../contract.ts'
import type { Resident } from '../shapes.ts'
import { contactKinds } from '../words.ts'
import { Choose } from '../../../ui/desk/choose.tsx'

const { addContact, endContact } = people.ops

export function Contacts({ resident }: { resident: Resident }) {
  const [shown, show] = useState('')
  const all = resident.contacts.map(c => ({
    value: c.id,
    label: [c.name ?? contactKinds[c.kind], c.numberMasked].join(' '),
  }))
  const Which = (props: WidgetProps) => <Choose {...props} options={all} />
  return (
    <section className="sheet">
      <h2>{t('其他联系方式')}</h2>
      <ul className="short">
        {resident.contacts.map(c => (
          <li key={c.id} className="spread">
            <span>
              {c.name ?? contactKinds[c.kind]}{' '}
              <span className="hint">{[c.relation, c.name && contactKinds[c.kind]].filter(Boolean).join(' · ')}</span>
            </span>
            <span className="figures">{c.numberMasked}</span>
          </li>
        ))}
      </ul>
      {shown && <Revealed value={shown} gone={() => show('')} />}
      <Moves
        ops={{ addContact, ...(all.length > 0 && { endContact }) }}
        record={resident}
        stateWord={String}
        widgets={{ contact: Which }}
        done={answer => show(String((answer as { revealed?: string }).revealed ?? ''))}
      />
    </section>
  )
}
