/** The states of a matter as the screens list them, and the address of the list that a figure stands for. */
import { matter, phases } from '../rules.ts'

type State = keyof typeof matter.states
export const states = Object.keys(matter.states) as State[]
export const open: readonly State[] = phases.open
export const done: readonly State[] = phases.done
/** What is verified enters here; the day it does is the day of closing. */
export const finished: State = matter.moves.verify.to ?? done[0]!
export const label = (state: string): string => matter.states[state as State]?.label ?? state

export const listOf = (filter: Record<string, string | undefined>): string => {
  const said = new URLSearchParams(Object.entries(filter).flatMap(([k, v]) => (v ? [[k, v]] : []))).toString()
  return `/grid${said ? `?${said}` : ''}`
}
