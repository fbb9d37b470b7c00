/** A page of the field app is data: where it is, what it is called, what it shows, and by which rule a person finds it among the tabs. */
import type { ReactNode } from 'react'
import type { Rule } from '../../kernel/rules.ts'
import type { IconName } from './icons.tsx'

export type Page = {
  path: string
  /** Looked up when it is shown, as every word is. */
  title: () => string
  view: () => ReactNode
  /** Without a `tab` the page is reached from another one. `order` is from left to right. */
  tab?: { icon: IconName; label: () => string; order: number }
  /** Who never could use it does not see it. */
  may?: Rule
  /** The machine whose records it shows: work in hand finds its way here. */
  machine?: string
}

/** `path` may carry a record's key: `/task/$community/$id`. */
export const page = (
  path: string,
  title: Page['title'],
  view: Page['view'],
  options: Pick<Page, 'tab' | 'may' | 'machine'> = {},
): Page => ({
  path,
  title,
  view,
  ...options,
})

/** What an address says in the places of a pattern; null when it is another page's. */
export function matched(pattern: string, path: string): Record<string, string> | null {
  const [asked, given] = [pattern.split('/'), path.split('/')]
  if (asked.length !== given.length || !asked.every((part, i) => part.startsWith('$') || part === given[i])) return null
  return Object.fromEntries(
    asked.flatMap((part, i) => (part.startsWith('$') ? [[part.slice(1), decodeURIComponent(given[i]!)]] : [])),
  )
}
