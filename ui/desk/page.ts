/** A page of the desk is data: where it is, what it is called, what it shows, and by which rule a person finds it in the menu. */
import type { ReactNode } from 'react'
import { type Actor, type Rule } from '../../kernel/rules.ts'

export type Page = {
  path: string
  /** Looked up when it is shown, as every word is. */
  title: () => string
  view: () => ReactNode
  /** Without a `menu` the page is reached from another one. */
  menu?: { group: () => string }
  /** The rule of the operation it stands on: who never could use it does not see it. */
  may?: Rule
  /** The machine whose records it shows: work in hand finds its way here. */
  machine?: string
}

/** `path` may carry a record's key: `/grid/$community/$id`. */
export const page = (
  path: string,
  title: Page['title'],
  view: Page['view'],
  options: Pick<Page, 'menu' | 'may' | 'machine'> = {},
): Page => ({
  path,
  title,
  view,
  ...options,
})

/**
 * Whether this person's posts could ever satisfy the rule, wherever; the server asks again with the place. What depends
 * on a record being one's own says nothing here: a page that lives of it names the posts that come to own such records.
 */
export function couldEver(rule: Rule | undefined, actor: Actor | null): boolean {
  if (!rule || rule.kind === 'anyone') return true
  if (!actor) return false
  if (rule.kind === 'post') return actor.posts.some(p => p.role === rule.role)
  if (rule.kind === 'any') return rule.rules.some(r => couldEver(r, actor))
  if (rule.kind === 'all') return rule.rules.every(r => couldEver(r, actor))
  return rule.kind === 'signedIn'
}

/** The posts that a rule names: whose page it is. */
export function postsIn(rule: Rule | undefined): readonly string[] {
  if (rule?.kind === 'post') return [rule.role]
  if (rule?.kind === 'any' || rule?.kind === 'all') return [...new Set(rule.rules.flatMap(postsIn))]
  return []
}
