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

/** Nothing for a machine that has no page here. */
export function useRecordLink(): (of: { machine: string; community: string; record: string }) => string | undefined {
  const pages = use(Records)
  return ({ machine, community, record }) => pages[machine]?.replace('$community', community).replace('$id', record)
}

/** The grids in which this person may do what the rule says: one for a grid worker, many for a clerk. */
export function useGrids(rule: Rule): Answer<PlaceLine[]> {
  const me = useMe()
  const may = (place: string) => permits(rule, me, { place })
  const place = above(me.posts.map(p => p.place).filter(may))
  const asked = useAsk(places.ops.grids, { place }, { when: place !== '', fresh: hour })
  return { ...asked, data: place === '' ? [] : asked.data?.filter(g => may(g.code)) }
}
const hour = 3_600_000

/** The smallest place that holds them all; '' when there is none. */
export function above(all: readonly string[]): string {
  const [first = '', ...others] = all
  return (
    [15, 12, 9, 6, 4, 2]
      .map(n => first.slice(0, n))
      .find(place => place !== '' && others.every(o => o.startsWith(place))) ?? ''
  )
}
