/** What a case is: how one operation is asked in the matrix, and how the prototype record shows in a query's answer. */
import type { Actor, Row, Rule } from '../../kernel/rules.ts'

export type Case = {
  input: unknown
  /** What the rule is judged by; a command's is its input, a move's its record. */
  row?: Row
  /** Whether an answer holds the prototype record. */
  shows?: (answer: never) => boolean
  now?: Date
  /** The rule that counts where the operation's own says only who may ask. */
  rule?: Rule
  /** Who sees the record besides, and why is said where the operation is written. */
  besides?: (actor: Actor) => boolean
  /** What does not exist for those who may not. */
  hidden?: true
  /** It can never succeed on the prototype: the reason. */
  never?: string
}

export type Named = { id: string }
type Page = { items: Named[] }
export const has = (id: string) => (answer: Named[]) => answer.some(one => one.id === id)
export const lists = (id: string) => (answer: Page) => has(id)(answer.items)
export const is = (id: string) => (answer: Named | null) => answer?.id === id
export const answered = { shows: () => true }
