/** Merges that stand, and the way to undo each. */
import { useAsk } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Moves } from '../../../ui/desk/moves.tsx'
import { Moment, State } from '../../../ui/desk/show.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { fieldOf, wordFor } from '../../../ui/shapes.ts'
import { people } from '../contract.ts'
import { Merge } from '../shapes.ts'

const state = fieldOf(Merge, 'state')

export function Merges() {
  const asked = useAsk(people.ops.merges, { size: 100 })
  if (asked.error && !asked.data) return <Trouble error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Waiting />
  if (asked.data.total === 0) return <Nothing say="还没有合并过档案。" />
  return (
    <section className="sheet">
      <table className="lines">
        <thead>
          <tr>
            <th>姓名</th>
            <th>理由</th>
            <th className="wide-only">取自并入的档案</th>
            <th>谁、何时</th>
            <th>状态</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {asked.data.items.map(m => (
            <tr key={m.id}>
              <td>
                <Go to={`/people/${m.community}/${m.kept}`}>{m.name}</Go>
              </td>
              <td>{m.reason}</td>
              <td className="wide-only quiet">{m.taken.join('、') || '—'}</td>
              <td className="nowrap">
                {m.byName} <Moment at={m.at} />
              </td>
              <td>
                <State field={state} value={m.state} />
              </td>
              <td>
                <Moves ops={people.ops} record={m} stateWord={s => wordFor(state.choices, s)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
