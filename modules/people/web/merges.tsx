/** What was decided of two cards, in one community and across two, and the way to undo each. */
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Moves } from '../../../ui/desk/moves.tsx'
import { Moment, State } from '../../../ui/desk/show.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { fieldOf, wordFor, type Field } from '../../../ui/shapes.ts'
import { people } from '../contract.ts'
import { Match, Merge } from '../shapes.ts'

const state = fieldOf(Merge, 'state')

export function Merges() {
  const asked = useAsk(people.ops.merges, { size: 100 })
  if (asked.error && !asked.data) return <Trouble error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Waiting />
  if (asked.data.total === 0) return <Nothing say={t('还没有合并过档案。')} />
  return (
    <Decided
      title={t('同一社区里合并的')}
      cards={t('取自并入的档案')}
      items={asked.data.items}
      state={state}
      name={m => <Go to={`/people/${m.community}/${m.kept}`}>{m.name}</Go>}
      of={m => m.taken.join('、') || '—'}
    />
  )
}

const verdict = fieldOf(Match, 'state')

/** For whoever answers for both communities; others have none and see nothing. */
export function Matches() {
  const asked = useAsk(people.ops.matches, { size: 100 })
  if (!asked.data?.total) return null
  return (
    <Decided
      title={t('跨社区核对的')}
      cards={t('两份档案')}
      items={asked.data.items}
      state={verdict}
      name={m => m.name}
      of={m => (
        <>
          <Go to={`/people/${m.community}/${m.resident}`}>
            <PlaceName code={m.community} />
          </Go>
          、
          <Go to={`/people/${m.otherCommunity}/${m.other}`}>
            <PlaceName code={m.otherCommunity} />
          </Go>
        </>
      )}
    />
  )
}

type Either = z.infer<typeof Merge> | z.infer<typeof Match>
type Props<D> = {
  title: string
  cards: string
  items: readonly D[]
  state: Field
  name: (decision: D) => ReactNode
  of: (decision: D) => ReactNode
}

function Decided<D extends Either>({ title, cards, items, state, name, of }: Props<D>) {
  return (
    <section className="sheet">
      <h2>{title}</h2>
      <table className="lines">
        <thead>
          <tr>
            <th>{t('姓名')}</th>
            <th>{t('理由')}</th>
            <th className="wide-only">{cards}</th>
            <th>{t('谁、何时')}</th>
            <th>{t('状态')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {items.map(d => (
            <tr key={d.id}>
              <td>{name(d)}</td>
              <td>{d.reason}</td>
              <td className="wide-only">{of(d)}</td>
              <td className="nowrap">
                {d.byName} <Moment at={d.at} />
              </td>
              <td>
                <State field={state} value={d.state} />
              </td>
              <td>
                <Moves ops={people.ops} record={d} stateWord={s => wordFor(state.choices, s)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
