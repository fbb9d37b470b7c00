/** What was decided of two cards, in one community and across two, and the way to undo each. */
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Moves } from '../../../ui/desk/moves.tsx'
import { Moment, State } from '../../../ui/desk/show.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { fieldOf, wordFor } from '../../../ui/shapes.ts'
import { people } from '../contract.ts'
import { Match, Merge } from '../shapes.ts'

const state = fieldOf(Merge, 'state')

export function Merges() {
  const asked = useAsk(people.ops.merges, { size: 100 })
  if (asked.error && !asked.data) return <Trouble error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Waiting />
  if (asked.data.total === 0) return <Nothing say="还没有合并过档案。" />
  return (
    <section className="sheet">
      <h2>{t('同一社区里合并的')}</h2>
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

const verdict = fieldOf(Match, 'state')

/** For whoever answers for both communities; others have none and see nothing. */
export function Matches() {
  const asked = useAsk(people.ops.matches, { size: 100 })
  if (!asked.data?.total) return null
  return (
    <section className="sheet">
      <h2>{t('跨社区核对的')}</h2>
      <table className="lines">
        <thead>
          <tr>
            <th>{t('姓名')}</th>
            <th>{t('两份档案')}</th>
            <th>{t('理由')}</th>
            <th>{t('谁、何时')}</th>
            <th>{t('结论')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {asked.data.items.map(m => (
            <tr key={m.id}>
              <td>{m.name}</td>
              <td>
                <Go to={`/people/${m.community}/${m.resident}`}>
                  <PlaceName code={m.community} />
                </Go>
                、
                <Go to={`/people/${m.otherCommunity}/${m.other}`}>
                  <PlaceName code={m.otherCommunity} />
                </Go>
              </td>
              <td>{m.reason}</td>
              <td className="nowrap">
                {m.byName} <Moment at={m.at} />
              </td>
              <td>
                <State field={verdict} value={m.state} />
              </td>
              <td>
                <Moves ops={people.ops} record={m} stateWord={s => wordFor(verdict.choices, s)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
