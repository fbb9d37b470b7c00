/**
 * What was entered on this device and the server's answer does not know yet: pages show it as done, and mark it. The rules run
 * here as they run there, so a task that was signed for in the stairwell can be worked on in the stairwell.
 */
import { from, permits, type Actor, type Machine, type Offer, type Row } from '../../kernel/rules.ts'
import { t } from '../../kernel/text.ts'
import { useEntries } from './device.ts'
import { Go } from './go.tsx'
import { Icon } from './icons.tsx'
import { labelOfOp } from './ops.ts'
import type { Entry } from './outbox-entry.ts'
import { TakenPhotos } from './photos.tsx'
import { Moment } from './shown.tsx'

/** Of these records what is newer than the answer (`at`) that the page shows, oldest first. */
export function usePending(records: string | readonly string[], at: number): readonly Entry[] {
  const wanted = [records].flat()
  return useEntries().filter(e => wanted.includes(e.record) && isNewer(e, at))
}

/** Taken by the server counts until the page has asked again. */
const isNewer = ({ state, receipt }: Entry, at: number) =>
  receipt ? receipt.at >= at : state === 'waiting' || state === 'sending' || state === 'refused'

export const moveOf = ({ op }: Pick<Entry, 'op'>): string => op.split('.')[1] ?? ''
export const stands = (entry: Entry): boolean => entry.state !== 'refused'

type Record_ = { state: string; offers: readonly Offer[] }

/** The record as it will be when everything has arrived. What only the server can judge is not offered before. */
export function ahead<T extends Record_>(
  machine: Pick<Machine<string, string, never>, 'moves'>,
  record: T,
  entries: readonly Entry[],
  me: Actor,
): T {
  const made = entries.filter(stands).flatMap(e => machine.moves[moveOf(e)] ?? [])
  const state = made.reduce((now, move) => move.to ?? now, record.state)
  if (state === record.state) return record
  const offers = Object.entries(machine.moves).flatMap(([move, m]): Offer[] =>
    from(m).includes(state) && !m.when?.length && permits(m.by, me, record as unknown as Row)
      ? [{ move, label: m.label, ...(m.to && { to: m.to }) }]
      : [],
  )
  return { ...record, state, offers }
}

/** On a card: 待提交, or that it came back. */
export function PendingMark({ entries }: { entries: readonly Entry[] }) {
  const last = entries.at(-1)
  if (!last || last.receipt) return null
  const back = entries.find(e => e.state === 'refused')
  return back ? (
    <span className="badge badge-late">{t('没交上：{what}', { what: labelOfOp(back.op) })}</span>
  ) : (
    <span className="badge badge-soon">{t('待提交：{what}', { what: labelOfOp(last.op) })}</span>
  )
}

/** In a timeline: newest first, in the words that were typed. */
export const PendingSteps = ({ entries }: { entries: readonly Entry[] }) =>
  entries.toReversed().map(e => (
    <li key={e.id} className="pending">
      <b>{labelOfOp(e.op)}</b>
      <span className="small">
        <Moment at={new Date(e.madeAt)} />
      </span>{' '}
      <PendingWord entry={e} />
      {wordsOf(e) && <p>{wordsOf(e)}</p>}
      {!e.receipt && <TakenPhotos ids={e.photos} />}
    </li>
  ))

export const PendingWord = ({ entry: { state, id } }: { entry: Entry }) =>
  state === 'refused' || state === 'conflict' ? (
    <Go to={`/outbox/${id}`} className="badge badge-late">
      {state === 'refused' ? t('没交上，看原因') : t('要您定一下')}
      <Icon name="next" />
    </Go>
  ) : state === 'done' ? null : (
    <span className="badge badge-soon">{state === 'sending' ? t('正在提交') : t('待提交')}</span>
  )

/** A report has its own title; everything else that of what it is about. */
export function titleOf({ about, op, input }: Entry): string {
  const { title } = (input ?? {}) as { title?: unknown }
  return [about.title || labelOfOp(op), typeof title === 'string' ? title : ''].filter(Boolean).join('：')
}

/** What a person wrote in it, whatever the operation calls it. */
export function wordsOf({ input }: Pick<Entry, 'input'>): string {
  const said = (input ?? {}) as Record<string, unknown>
  return ['text', 'reason', 'description', 'note'].flatMap(k => (typeof said[k] === 'string' ? said[k] : [])).join('\n')
}
