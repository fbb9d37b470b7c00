/**
 * What may stand in an address and what may not: an id number or a phone that somebody types to find a person would be
 * read by whoever sits at this computer next. It stays in the memory of the page; the history holds a key to it.
 */
import { isPrivate, type Op } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'

declare module '@tanstack/history' {
  interface HistoryState {
    unsaid?: string | undefined
  }
}

const words = new Map<string, string>()

/** The key under which it is remembered, until the page is closed or loaded anew. */
export function remember(text: string): string | undefined {
  if (!text) return undefined
  const key = newId()
  words.set(key, text)
  return key
}
export const remembered = (key: string | undefined): string | undefined =>
  key === undefined ? undefined : words.get(key)

/** Sixteen digits and more, or eleven as a mobile phone has, however they are spaced. */
const numbers = /(?<!\d)1[3-9]\d{9}(?!\d)|\d{15,}[\dx]?/i

/** Where the contract calls the field secret, nothing that is typed into it may be said; elsewhere no number of a person. */
export const isSayable = (text: string, op?: Op): boolean =>
  !text ||
  (!(op && isPrivate(op.input, { search: text })) && !numbers.test(text.normalize('NFKC').replace(/[\s-]/g, '')))
