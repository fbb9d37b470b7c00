/** What every page of the desk stands on: who is here, and the two ways to talk to the server. Answers are kept by operation and input. */
import { keepPreviousData, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { createContext, use, useEffect, useRef } from 'react'
import { t } from '../../kernel/text.ts'
import type { Asked, Op, Output } from '../../kernel/contract.ts'
import type { Me as Person } from '../../modules/identity/contract.ts'
import { ask, newKey } from '../client.ts'

export const Me = createContext<Person | null>(null)

/** Whoever is signed in; the shell shows no page to anyone else. */
export function useMe(): Person {
  const me = use(Me)
  if (!me) throw new Error('a page of the desk was shown to nobody')
  return me
}

/** The widest place this person works in: where lists and boards begin. */
export function useHome(): string {
  return (
    useMe()
      .posts.map(p => p.place)
      .sort((a, b) => a.length - b.length)[0] ?? ''
  )
}

/** Where the record of a machine has its page: `grid.matter` → `/grid/$community/$id`. */
export const Records = createContext<Readonly<Record<string, string>>>({})

export function useRecordLink(): (of: { machine: string; community: string; record: string }) => string {
  const pages = use(Records)
  return ({ machine, community, record }) =>
    (pages[machine] ?? '/').replace('$community', community).replace('$id', record)
}

type Options = { when?: boolean; every?: number; fresh?: number }

/** The answer to a query, remembered; while another page of it is fetched, the one before stays. */
export function useAsk<T extends Op>(
  op: T,
  input: Asked<T>,
  { when = true, every, fresh = 15_000 }: Options = {},
): UseQueryResult<Output<T>> {
  return useQuery({
    queryKey: [...(op.name ?? '').split('.'), input],
    queryFn: ({ signal }) => ask(op, input, { signal, quiet: every !== undefined }),
    enabled: when,
    staleTime: fresh,
    placeholderData: keepPreviousData,
    ...(every !== undefined && { refetchInterval: every }),
  }) as UseQueryResult<Output<T>>
}

/**
 * Sends a change and forgets what the module, and the work in hand, said before. The key stays the same while
 * the content does, so that pressing again after a lost answer does not do it twice.
 */
export function useSend<T extends Op>(op: T) {
  const client = useQueryClient()
  const last = useRef({ said: '', key: '' })
  return useMutation({
    gcTime: 0,
    mutationFn: (input: Asked<T>) => {
      const said = JSON.stringify(input)
      if (last.current.said !== said) last.current = { said, key: newKey() }
      return ask(op, input, { key: last.current.key })
    },
    onSuccess: () => {
      last.current = { said: '', key: '' }
      const module = (op.name ?? '').split('.')[0]
      return Promise.all([module, 'work'].map(name => client.invalidateQueries({ queryKey: [name] })))
    },
  })
}

export function useTitle(title: string) {
  useEffect(() => {
    document.title = t('{title} · 邻理', { title })
  }, [title])
}
