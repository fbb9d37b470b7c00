/**
 * The one door to the server for the whole field app. Answers are kept while the app is open, so that a page already seen
 * is there at once and stays there without a network; a change goes out from here alone, and here it can be made to wait.
 */
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import type { Asked, Op, Output } from '../../kernel/contract.ts'
import { Problem } from '../../kernel/rules.ts'
import { t } from '../../kernel/text.ts'
import { ask, upload } from '../client.ts'

type Kept = { data?: unknown; error?: unknown; at: number; busy: boolean }
export type Answer<T> = { data: T | undefined; error: unknown; busy: boolean; at: number; again: () => void }
type Options = { when?: boolean; fresh?: number; every?: number }

/** The answer to a query; one older than `fresh` is shown and asked for again. All times in milliseconds. */
export function useAsk<T extends Op>(
  op: T,
  input: Asked<T>,
  { when = true, fresh = 15_000, every }: Options = {},
): Answer<Output<T>> {
  const name = nameOf(op, input)
  const { data, error, busy, at } = useSyncExternalStore(listen, () => kept.get(name) ?? nothing)
  const again = useCallback(
    () => void refresh(name, op, JSON.parse(name.slice(name.indexOf(' '))) as Asked<T>),
    [name, op],
  )
  useEffect(() => {
    if (!when) return
    const open = { name, again, fresh }
    watched.add(open)
    if (isStale(open)) again()
    const tick = every === undefined ? undefined : setInterval(again, every)
    return () => {
      watched.delete(open)
      clearInterval(tick)
    }
  }, [name, again, when, fresh, every])
  return { data: data as Output<T> | undefined, error, busy, at, again }
}

/** Sends a change. The same `key` with the same content is done once, however often it is sent. */
export async function send<T extends Op>(op: T, input: Asked<T>, key: string): Promise<Output<T>> {
  const answer = await ask(op, input, { key, signal: AbortSignal.timeout(patience) }).catch(failed)
  forget((op.name ?? '').split('.')[0]!, 'work')
  return answer
}

/** The photo's id is made on the device: one that was sent twice is stored once. */
export const sendPhoto = (id: string, photo: Blob, community: string, place: string): Promise<string> =>
  Promise.race([upload(photo, community, place, id), slow()])

/** What these modules said is old now: what stands on the screen is asked for again, the rest when it is next shown. */
export function forget(...modules: string[]) {
  for (const [name, one] of kept) if (modules.some(m => name.startsWith(`${m}.`))) kept.set(name, { ...one, at: 0 })
  refreshStale()
}

export function forgetAll() {
  kept.clear()
  tell()
}

/** When the server last answered. */
export const useHeard = (): number => useSyncExternalStore(listen, () => heard)

/** Whether the last attempt to reach the server failed, or the device says that it has no network. */
export const useOffline = (): boolean => useSyncExternalStore(listen, () => offline)

const patience = 30_000
const nothing: Kept = { at: 0, busy: false }
const kept = new Map<string, Kept>()
const listeners = new Set<() => void>()
const watched = new Set<{ name: string; again: () => void; fresh: number }>()
let heard = 0
let offline = typeof navigator !== 'undefined' && !navigator.onLine

async function refresh<T extends Op>(name: string, op: T, input: Asked<T>) {
  const before = kept.get(name) ?? nothing
  if (before.busy) return
  keep(name, { ...before, busy: true })
  try {
    const data = await ask(op, input, { signal: AbortSignal.timeout(patience) })
    ;[heard, offline] = [Date.now(), false]
    keep(name, { data, at: heard, busy: false })
  } catch (error) {
    noticed(error)
    // What is no longer there, or no longer ours to see, must not stay on the screen.
    const gone = error instanceof Problem && [403, 404].includes(error.status)
    keep(name, { ...(!gone && 'data' in before && { data: before.data }), error, at: before.at, busy: false })
  }
}

/** The shell hears from a refusal that the network is away, or that the sign-in has run out. */
function noticed(error: unknown) {
  offline = error instanceof Problem && error.status === 0
  if (error instanceof Problem && error.code === 'common.signIn') queueMicrotask(() => forget('identity'))
}

function failed(error: unknown): never {
  noticed(error)
  tell()
  throw error
}

/** No address but a name for the answer: the operation and what was asked. */
const nameOf = (op: Op, input: unknown) => `${op.name} ${JSON.stringify(input)}`

function keep(name: string, one: Kept) {
  kept.set(name, one)
  tell()
}

const tell = () => listeners.forEach(changed => changed())
const isStale = ({ name, fresh }: { name: string; fresh: number }) => Date.now() - (kept.get(name)?.at ?? 0) >= fresh
const refreshStale = () => [...watched].filter(isStale).forEach(open => open.again())

function listen(changed: () => void) {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

const slow = () =>
  new Promise<never>((_, fail) =>
    setTimeout(
      () => fail(new Problem('common.offline', 0, t('照片传得太慢，没有传上去。网络好一点再试，照片还在手机里。'))),
      2 * patience,
    ),
  )

if (typeof window !== 'undefined') {
  addEventListener('online', () => ((offline = false), tell(), refreshStale()))
  addEventListener('offline', () => ((offline = true), tell()))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && refreshStale())
}
