/** My tasks out of two answers: what I can move now, and what I hold; and the segments, read from the machine. */
import type { Work } from '../../../kernel/work-contract.ts'
import { from } from '../../../kernel/rules.ts'
import { t } from '../../../kernel/text.ts'
import type { MatterLine } from '../shapes.ts'
import { matter } from '../rules.ts'

export type Task = Pick<
  Work,
  'machine' | 'community' | 'record' | 'place' | 'title' | 'state' | 'stateLabel' | 'due' | 'late' | 'provisional'
> & {
  id: string
  address: string | null
  /** It is my turn; else I hold it and somebody else has to go on. */
  movable: boolean
  line: Partial<Pick<MatterLine, 'urgency' | 'urged' | 'raised' | 'returned' | 'reopened'>>
}

export function merged(movable: readonly Work[], held: readonly MatterLine[]): Task[] {
  const known = new Map(held.map(m => [m.id, m]))
  const mine = movable.map((w): Task => ({
    ...w,
    id: w.record,
    address: known.get(w.record)?.address ?? null,
    movable: true,
    line: known.get(w.record) ?? w,
  }))
  const turns = new Set(mine.map(task => task.id))
  const waiting = held
    .filter(m => !turns.has(m.id))
    .map((m): Task => ({
      ...m,
      machine: matter.name,
      record: m.id,
      stateLabel: matter.states[m.state].label,
      movable: false,
      line: m,
    }))
  return [...mine.toSorted((a, b) => Number(b.late) - Number(a.late) || at(a) - at(b)), ...waiting]
}
const at = ({ due }: Task) => due?.getTime() ?? Infinity

export type Segment = 'toSign' | 'toDo' | 'all'

/** The states from which the two moves of a holder start. */
const states: Record<Segment, readonly string[] | null> = {
  toSign: from(matter.moves.sign),
  toDo: from(matter.moves.feedback),
  all: null,
}
const labelOf = (segment: Segment) =>
  (states[segment] ?? []).map(s => matter.states[s as keyof typeof matter.states].label).join('、') || t('全部')

export const segments = (Object.keys(states) as Segment[]).map(name => ({ name, label: labelOf(name) }))
export const inSegment = (task: Task, segment: Segment): boolean => states[segment]?.includes(task.state) ?? true
