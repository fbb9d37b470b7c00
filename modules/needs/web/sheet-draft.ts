/** A sheet while it is being filled in, the same on the desk and at the door. Pure. */
import type { Kind, Priority } from '../wish-rules.ts'

export type Draft = { said: string; kind: Kind; priority: Priority }
/** What most ask for is something in the street. */
export const blank: Draft = { said: '', kind: 'works', priority: '2' }

export const addWish = (all: readonly Draft[], one: Draft): Draft[] => [...all, one]
export const changeWish = (all: readonly Draft[], n: number, more: Partial<Draft>): Draft[] =>
  all.map((one, i) => (i === n ? { ...one, ...more } : one))

/** One answer for each question, null where there is none. */
export const chosen = (
  questions: number,
  all: readonly (string | null)[],
  n: number,
  choice: string | null,
): (string | null)[] => Array.from({ length: questions }, (_, i) => (i === n ? choice : (all[i] ?? null)))

/** Lines that were left empty are no wishes. */
export const written = (all: readonly Draft[]): Draft[] => all.filter(one => one.said.trim() !== '')
