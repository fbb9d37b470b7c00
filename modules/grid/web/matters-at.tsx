/** The matters reported at one address, for the card of a home. */
import { useAsk, useMe } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { Moment, State } from '../../../ui/desk/show.tsx'
import { fieldOf } from '../../../ui/shapes.ts'
import { grid } from '../contract.ts'
import { may } from '../rules.ts'
import { MatterLine } from '../shapes.ts'

const state = fieldOf(MatterLine, 'state')

export function MattersAt({ place, address }: { place: string; address: string }) {
  const allowed = couldEver(may.matters, useMe())
  const { data } = useAsk(grid.ops.matters, { place, search: address, size: 10 }, { when: allowed })
  if (!data) return null
  return (
    <section className="sheet">
      <h2>这一户的事项</h2>
      {data.total === 0 && <p className="hint">没有。</p>}
      <ul className="short">
        {data.items.map(m => (
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
