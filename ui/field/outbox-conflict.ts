/** What a person decides about fields that somebody else changed meanwhile becomes a change made on the values just seen. */
import { t } from '../../kernel/text.ts'
import type { Op } from '../../kernel/contract.ts'
import { people } from '../../modules/people/contract.ts'
import type { Differing, Entry } from './outbox-entry.ts'

/** By `fieldOf` each of the differing fields: keep what stands there now, or what was entered here. */
export type Choices = Readonly<Record<string, 'mine' | 'theirs'>>

export const fieldOf = ({ resident, field }: Differing): string => (resident ? `${resident}.${field}` : field)

/** An answer says which fields it left as they were. */
export function conflictsIn(answer: unknown): readonly Differing[] {
  const { conflicts } = (answer ?? {}) as { conflicts?: unknown }
  return Array.isArray(conflicts) ? (conflicts as Differing[]) : []
}

const edit: Op = people.ops.edit
type Change = { was: unknown; is: unknown }
type Edit = { changes: Record<string, Change>; source?: string; document?: string }
type Visit = { place: string; said?: string; answers: (Edit & { resident: string })[] }

/** One entry for each record where something of mine shall stand; none when all of theirs stays. */
export function followUps(entry: Entry, choices: Choices): Pick<Entry, 'op' | 'input' | 'record'>[] {
  const mine = (entry.conflicts ?? []).filter(c => choices[fieldOf(c)] === 'mine')
  return [...Map.groupBy(mine, c => c.resident)].map(([resident, fields]) => {
    const made = resident === undefined ? (entry.input as Edit) : editOf(entry.input as Visit, resident)
    // The answer shows numbers masked; what was typed stands in the input.
    const changes = Object.fromEntries(
      fields.map(({ field, theirs, mine }) => [field, { was: theirs, is: made.changes[field]?.is ?? mine }]),
    )
    const op = resident === undefined ? entry.op : edit.name!
    return { op, input: { ...made, changes, checked: [], declined: [] }, record: resident ?? entry.record }
  })
}

function editOf({ place, said = t('本人'), answers }: Visit, resident: string) {
  const { resident: _, ...answer } = answers.find(a => a.resident === resident)!
  return { ...answer, community: place.slice(0, 12), id: resident, source: t('走访，{said}说', { said }) }
}
