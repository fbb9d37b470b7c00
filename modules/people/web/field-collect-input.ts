/** What was pressed and typed at a door, as the operation takes it. Pure. */
import type { Asked, Output } from '../../../kernel/contract.ts'
import type { people } from '../contract.ts'

type Questions = Output<typeof people.ops.ask>
/** `is` is what was said; `checked` still so; `declined` would rather not say. */
export type Answer = { how: 'is' | 'checked' | 'declined'; value?: string }
export type Answers = Record<string, Answer>
export type Arrival = { name: string; phone?: string; residence: string }

/** A question of a person, by its name in the draft. */
export const nameOf = (resident: string, field: string): string => `${resident} ${field}`

/** What was sent and came back, as it was pressed and typed. */
export function valuesOf(input: Record<string, unknown>): Record<string, unknown> {
  const { answers = [], arrivals = [], outcome, note } = input as Partial<Asked<typeof people.ops.collect>>
  const pressed = answers.flatMap(({ resident, changes = {}, checked = [], declined = [] }) => [
    ...Object.entries(changes).map(
      ([field, c]) => [nameOf(resident, field), { how: 'is', value: c?.is ?? '' }] as const,
    ),
    ...checked.map(field => [nameOf(resident, field), { how: 'checked' }] as const),
    ...declined.map(field => [nameOf(resident, field), { how: 'declined' }] as const),
  ])
  return { answers: Object.fromEntries(pressed), arrivals, outcome, note }
}

/** What is still to be asked after a visit that lies on the device. */
export function unasked<T extends Pick<Questions, 'members'>>(asked: T, told: readonly Record<string, unknown>[]): T {
  const known = new Set(told.flatMap(input => Object.keys(valuesOf(input)['answers'] as Answers)))
  return {
    ...asked,
    members: asked.members
      .map(m => ({ ...m, questions: m.questions.filter(q => !known.has(nameOf(m.id, q.field))) }))
      .filter(m => m.questions.length > 0),
  }
}

export function inputOf(
  asked: Pick<Questions, 'members'>,
  { place, room }: { place: string; room: string },
  values: Record<string, unknown>,
): Asked<typeof people.ops.collect> {
  const answers = (values['answers'] as Answers | undefined) ?? {}
  const told = asked.members.map(m => {
    const of = (how: Answer['how']) => m.questions.filter(q => answers[nameOf(m.id, q.field)]?.how === how)
    return {
      resident: m.id,
      changes: Object.fromEntries(
        of('is').map(q => [q.field, { was: q.was, is: answers[nameOf(m.id, q.field)]?.value ?? '' }]),
      ),
      checked: of('checked').map(q => q.field),
      declined: of('declined').map(q => q.field),
    }
  })
  const arrivals = ((values['arrivals'] as Arrival[] | undefined) ?? []).filter(a => a.name.trim())
  return {
    place,
    room,
    outcome: String(values['outcome'] ?? '') as 'met',
    note: String(values['note'] ?? ''),
    answers: told.filter(a => Object.keys(a.changes).length + a.checked.length + a.declined.length > 0),
    arrivals: arrivals.map(({ phone, ...a }) => ({
      ...a,
      residence: a.residence as 'tenant',
      ...(phone && { phone }),
    })),
  }
}
