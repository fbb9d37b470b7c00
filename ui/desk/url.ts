/**
 * The address is the state: filters, page and sort stand in it as plain words, so that a list can be bookmarked, sent and
 * gone back to. What must not stand there goes beside it (unsaid.ts).
 */
import { useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { remember, remembered } from './unsaid.ts'

export type Search = Record<string, string>

/** `empty`: the names that say 'all of them' when they are left empty, where the list begins with some of them. */
type How = { keepPage?: boolean; quietly?: boolean; unsaid?: string; empty?: readonly string[] }

export function useUrl(): [Search, (changes: Record<string, unknown>, how?: How) => void] {
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const change: ReturnType<typeof useUrl>[1] = (changes, { keepPage = false, quietly = false, unsaid, empty } = {}) => {
    const next = (before: Search) => changed(before, { ...(!keepPage && { page: undefined }), ...changes }, empty)
    const state = unsaid === undefined ? true : { unsaid: remember(unsaid) }
    void navigate({ to: '.', search: next as never, state, replace: quietly })
  }
  return [search, change]
}

/** What was typed here and stands in no address. */
export const useUnsaid = (): string | undefined => remembered(useLocation({ select: l => l.state.unsaid }))

/** To a list, with words to look for. */
export function useFind(): (page: string, search: string, unsaid?: string) => void {
  const navigate = useNavigate()
  return (page, search, unsaid = '') =>
    void navigate({ to: page, search: (search ? { search } : {}) as never, state: { unsaid: remember(unsaid) } })
}

/** Where we are, without what stands behind the question mark. */
export const usePath = (): string => useLocation({ select: l => l.pathname })

/** The page, whichever record it shows: what is kept for it is kept for all of them. */
export function usePage(): string {
  const names = new Map(Object.entries(useParams({ strict: false })).map(([name, value]) => [value, `$${name}`]))
  return usePath()
    .split('/')
    .map(part => names.get(part) ?? part)
    .join('/')
}

export const useKey = () => useParams({ strict: false }) as { community: string; id: string } & Record<string, string>

export function searchToText(search: Record<string, unknown>): string {
  const said = new URLSearchParams(tidy(search)).toString()
  return said ? `?${said}` : ''
}

export const textToSearch = (text: string): Search => Object.fromEntries(new URLSearchParams(text))

/** What was emptied leaves the address; a name in `empty` stays in it and says so. */
export function changed(before: Search, changes: Record<string, unknown>, empty: readonly string[] = []): Search {
  const next = Object.entries(changes).map(([name, v]) => {
    const gone = v === undefined || v === null || v === '' || v === false
    return [name, gone ? (empty.includes(name) ? '' : undefined) : v]
  })
  return tidy({ ...before, ...Object.fromEntries(next) })
}

/** A list is written with commas, as the server reads it. */
function tidy(search: Record<string, unknown>): Search {
  const pairs = Object.entries(search).map(([name, v]) => [name, Array.isArray(v) ? v.join(',') : v] as const)
  return Object.fromEntries(
    pairs.filter(([, v]) => v !== undefined && v !== null && v !== false).map(([name, v]) => [name, String(v)]),
  )
}
