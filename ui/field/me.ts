/** Who is here and where they serve: every page of the field app stands on it. */
import { createContext, use } from 'react'
import { permits, type Rule } from '../../kernel/rules.ts'
import type { Me as Person } from '../../modules/identity/contract.ts'
import { places, type PlaceLine } from '../../modules/places/contract.ts'
import { useAsk, type Answer } from './data.ts'

export const Me = createContext<Person | null>(null)

/** Whoever is signed in; the shell shows no page to anyone else. */
export function useMe(): Person {
  const me = use(Me)
  if (!me) throw new Error('a page of the field app was shown to nobody')
  return me
}

/** The pages where records of a machine are shown: `grid.matter` → `/task/$community/$id`. */
export const Records = createContext<Readonly<Record<string, string>>>({})

/** The grids in which this person may do what the rule says: one for a grid worker, many for a clerk. */
export function useGrids(rule: Rule): Answer<PlaceLine[]> {
  const me = useMe()
  const widest = me.posts.filter(p => permits(rule, me, { place: p.place })).map(p => p.place).sort((a, b) => a.length - b.length)
  const asked = useAsk(places.ops.grids, { place: widest[0] ?? '' }, { when: widest.length > 0, fresh: hour })
  // Posts in two communities have nothing above them but the street: only what lies in one of them is theirs.
  const others = useAsk(places.ops.grids, { place: widest.find(p => !p.startsWith(widest[0]!)) ?? '' }, { when: widest.some(p => !p.startsWith(widest[0]!)), fresh: hour })
  return { ...asked, data: asked.data && [...asked.data, ...(others.data ?? [])] }
}
const hour = 3_600_000
