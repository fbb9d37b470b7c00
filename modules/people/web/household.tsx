/** Who lives in the same household, and how it splits, joins, and gets another head. */
import { t } from '../../../kernel/text.ts'
import { Go } from '../../../ui/desk/go.tsx'
import { Moves } from '../../../ui/desk/moves.tsx'
import { people } from '../contract.ts'
import type { Resident } from '../shapes.ts'
import { relations } from '../words.ts'
import { CardPicker, MatesPicker } from './pickers.tsx'

const { splitHousehold, joinHousehold, becomeHead } = people.ops

export const Household = ({ resident }: { resident: Resident }) => (
  <section className="sheet">
    <h2>{t('同户的人')}</h2>
    {resident.members.length === 0 && <p className="hint">{t('一个人一户。')}</p>}
    <ul className="short">
      {resident.members.map(m => (
        <li key={m.id} className="spread">
          <Go to={`/people/${m.community}/${m.id}`}>{m.name}</Go>
          <span className="hint">
            {[relations[m.relation], m.sex, m.age === null ? null : t('{age} 岁', { age: m.age })]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
    <Moves
      ops={{ ...(resident.members.length > 0 && { splitHousehold, becomeHead }), joinHousehold }}
      record={resident}
      stateWord={String}
      widgets={{ with: MatesPicker, of: CardPicker }}
    />
  </section>
)
