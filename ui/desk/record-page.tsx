/** One record: what it is, what can be done with it, what happened to it. Labels come from the contract, buttons from the server. */
import { useState, type ReactNode } from 'react'
import { t } from '../../kernel/text.ts'
import type { Asked, Op, Ops, Output } from '../../kernel/contract.ts'
import type { Offer } from '../../kernel/rules.ts'
import { Back } from './back.tsx'
import { useAsk, useTitle } from './context.tsx'
import type { Widget } from './fields.tsx'
import { Head } from './head.tsx'
import { Moves } from './moves.tsx'
import { Photos } from './photos.tsx'
import { PrintLink } from './print-link.tsx'
import { Revealed } from './revealed.tsx'
import { fieldOf, wordFor, type Field } from '../shapes.ts'
import { Due, Shown, State, type Deadline } from './show.tsx'
import { Timeline, type Line } from './timeline.tsx'
import { Trouble, Waiting } from './trouble.tsx'
import { useKey } from './url.ts'

type Record_ = {
  community: string
  id: string
  place: string
  state?: string
  offers?: readonly Offer[]
  photos?: readonly string[]
  timeline?: readonly Line[]
} & Deadline
type Name<T extends Op> = keyof Output<T> & string
type Props<T extends Op> = {
  op: T
  /** The contract's operations: a button's move is found there by its name. */
  ops?: Ops
  title: (record: Output<T>) => string
  fields: readonly Name<T>[]
  lead?: (record: Output<T>) => ReactNode
  shown?: { [K in Name<T>]?: (record: Output<T>) => ReactNode }
  /** Below the facts, and beside them. */
  more?: (record: Output<T>) => ReactNode
  aside?: (record: Output<T>) => ReactNode
  widgets?: Record<string, Widget>
  asks?: (record: Output<T>, move: string) => readonly string[] | undefined
  back?: { to: string; label: string }
  /** How to show what a move reveals, when it is not a number that hides itself after a minute. */
  shownOnce?: (value: string, record: Output<T>) => ReactNode
}

export function RecordPage<T extends Op>({
  op,
  ops = {},
  title,
  fields,
  lead,
  shown = {},
  more,
  aside,
  widgets = {},
  asks,
  back,
  shownOnce,
}: Props<T>) {
  const { community, id } = useKey()
  const asked = useAsk(op, { community, id } as Asked<T>, { fresh: 0 })
  const [revealed, setRevealed] = useState({ id: '', value: '' })
  const record = asked.data
  useTitle(record ? title(record) : t(op.label))
  if (asked.error && !record) return <Trouble error={asked.error} retry={asked.refetch} />
  if (!record) return <Waiting />
  const known = record as unknown as Record_
  const state = fieldOf(op.output, 'state')
  const facts = fields.map(name => fieldOf(op.output, name))
  const lines = known.timeline
  return (
    <article className={known.late ? 'record record-late' : 'record'}>
      {back && <Back {...back} />}
      <Head title={title(record)} actions={op.print && <PrintLink op={op} input={{ community, id }} />}>
        {known.state && <State field={state} value={known.state} />}
        {known.due && <Due {...known} />}
        {lead?.(record)}
      </Head>
      {known.offers && known.offers.length > 0 && (
        <Moves
          ops={ops}
          record={{ ...known, offers: known.offers }}
          stateWord={s => wordFor(state.choices, s)}
          widgets={widgets}
          {...(asks && { asks: (move: string) => asks(record, move) })}
          done={answer => setRevealed({ id, value: String((answer as { revealed?: string }).revealed ?? '') })}
        />
      )}
      {revealed.value &&
        revealed.id === id &&
        (shownOnce?.(revealed.value, record) ?? (
          <Revealed value={revealed.value} gone={() => setRevealed({ id: '', value: '' })} />
        ))}
      <div className={lines || aside ? 'record-columns' : ''}>
        <div className="record-main">
          <section className="sheet">
            <Facts
              fields={facts}
              record={known as unknown as Record<string, unknown>}
              shown={shown as Record<string, (r: Output<T>) => ReactNode>}
            />
            {known.photos && known.photos.length > 0 && <Photos community={community} ids={known.photos} />}
          </section>
          {more?.(record)}
        </div>
        {(lines || aside) && (
          <div className="record-aside">
            {aside?.(record)}
            {lines && (
              <section className="sheet">
                <h2>{t('经过')}</h2>
                <Timeline lines={lines} community={community} />
              </section>
            )}
          </div>
        )}
      </div>
    </article>
  )
}

const isLong = (value: unknown) => typeof value === 'string' && (value.length > 30 || value.includes('\n'))

const Facts = <R,>({
  fields,
  record,
  shown,
}: {
  fields: Field[]
  record: Record<string, unknown>
  shown: Record<string, (r: R) => ReactNode>
}) => (
  <dl className="facts">
    {fields
      .filter(f => shown[f.name] || (record[f.name] !== null && record[f.name] !== '' && record[f.name] !== undefined))
      .map(f => (
        <div key={f.name} className={isLong(record[f.name]) ? 'fact fact-wide paragraph' : 'fact'}>
          <dt>{f.label}</dt>
          <dd>
            {shown[f.name] ? shown[f.name]!(record as R) : <Shown field={f} value={record[f.name]} record={record} />}
          </dd>
        </div>
      ))}
  </dl>
)
