/** The matters reported at one address, for the card of a home and beside one of them. */
import { t } from '../../../kernel/text.ts'
import { useAsk, useMe } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { Moment, State } from '../../../ui/desk/show.tsx'
import { fieldOf } from '../../../ui/shapes.ts'
import { grid } from '../contract.ts'
import { may } from '../rules.ts'
import { MatterLine } from '../shapes.ts'

const state = fieldOf(MatterLine, 'state')

type At = { place: string; address: string; title?: string; but?: string }

export function MattersAt({ place, address, title = t('这一户的事项'), but }: At) {
  const allowed = couldEver(may.matters, useMe())
  const { data } = useAsk(grid.ops.matters, { place, search: address, size: 10 }, { when: allowed })
  if (!data) return null
  const others = data.items.filter(m => m.id !== but)
  return (
    <section className="sheet">
      <h2>{title}</h2>
      {others.length === 0 && <p className="hint">{t('没有。')}</p>}
      <ul className="short">
        {others.map(m => (
          <li key={m.id} className="spread">
            <Go to={`/grid/${m.community}/${m.id}`}>{m.title}</Go>
            <span className="hint">
              <State field={state} value={m.state} /> <Moment at={m.reportedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
