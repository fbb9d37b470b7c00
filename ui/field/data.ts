/**
 * The one door to the server for the whole field app. Answers are kept on the device, so that a page already seen, or
 * prepared for the shift, is there at once and stays there without a network.
 */
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { revived, type Asked, type Op, type Output } from '../../kernel/contract.ts'
import { Problem } from '../../kernel/rules.ts'
import { ask } from '../client.ts'
import { checkClock } from './clock.ts'
import { deviceNow } from './device.ts'
import { nameOf } from './store-kept.ts'

/** `at`: when the server said it. `old`: something changed since; it is shown and asked for again. */
type Kept = { data?: unknown; error?: unknown; at: number; busy: boolean; old?: boolean }
export type Answer<T> = { data: T | undefined; error: unknown; busy: boolean; at: number; again: () => void }
type Options = { when?: boolean; fresh?: number; every?: number }

/** The answer to a query; one older than `fresh` is shown and asked for again. All times in milliseconds. */
export function useAsk<T extends Op>(
  op: T,
  input: Asked<T>,
  { when = true, fresh = 15_000, every }: Options = {},
): Answer<Output<T>> {
  const name = nameOf(op, input)
  const { data, error, busy, at } = useSyncExternalStore(listen, () => known(name, op))
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

/** Asked now, for the device to keep. Fails when nobody answers. */
export async function fetched<T extends Op>(op: T, input: Asked<T>): Promise<Output<T>> {
  const name = nameOf(op, input)
  try {
    const data = await keeping(op, input)
    ;[heard, offline] = [Date.now(), false]
    keep(name, { data, at: heard, busy: false })
    return data
  } catch (error) {
    noticed(error)
    tell()
    throw error
  }
}

/** What the device has of it, and since when. */
export const answerOf = <T extends Op>(op: T, input: Asked<T>): { data: Output<T>; at: number } | undefined => {
  const { data, at } = known(nameOf(op, input), op)
  return data === undefined ? undefined : { data: data as Output<T>, at }
}

/** Sends what needs its answer at once, like a telephone number. The same `key` with the same content is done once. */
export async function send<T extends Op>(op: T, input: Asked<T>, key: string): Promise<Output<T>> {
  const as = deviceNow()?.account
  const answer = await ask(op, input, { key, ...(as && { as }), signal: AbortSignal.timeout(patience) }).catch(failed)
  forget(moduleOf(op.name ?? ''), 'work')
  return answer
}

export const moduleOf = (op: string): string => op.split('.')[0]!

/** What these modules said is old now: what stands on the screen is asked for again, the rest when it is next shown. */
export function forget(...modules: string[]) {
  for (const [name, one] of kept) if (modules.some(m => name.startsWith(`${m}.`))) kept.set(name, { ...one, old: true })
  refreshStale()
}

export function forgetAll() {
  kept.clear()
  tell()
}

/** When the server last answered. */
export const useHeard = (): number => useSyncExternalStore(listen, () => heard)

/** Whether the last attempt to reach the server failed, or the device says that it has no network. */
export const useOffline = (): boolean => useSyncExternalStore(listen, isOffline)
export const isOffline = (): boolean => offline

const patience = 30_000
const nothing: Kept = { at: 0, busy: false }
const kept = new Map<string, Kept>()
const listeners = new Set<() => void>()
const watched = new Set<{ name: string; again: () => void; fresh: number }>()
let heard = 0
let offline = typeof navigator !== 'undefined' && !navigator.onLine

/** From memory, or from the device the first time it is asked for. */
function known(name: string, op: Op): Kept {
  const now = kept.get(name)
  if (now?.data !== undefined) return now
  const stored = deviceNow()?.kept.read(name)
  if (!stored) return now ?? nothing
  const seen = { ...nothing, ...now, data: revived(op.output, stored.answer), at: stored.at }
  kept.set(name, seen)
  return seen
}

async function refresh<T extends Op>(name: string, op: T, input: Asked<T>) {
  const before = known(name, op)
  if (before.busy) return
  keep(name, { ...before, busy: true })
  try {
    const data = await keeping(op, input)
    ;[heard, offline] = [Date.now(), false]
    keep(name, { data, at: heard, busy: false })
  } catch (error) {
    noticed(error)
    // What is no longer there, or no longer ours to see, must not stay on the screen nor on the device.
    const gone = error instanceof Problem && [403, 404].includes(error.status)
    if (gone) void deviceNow()?.kept.forget(name)
    keep(name, { ...(!gone && 'data' in before && { data: before.data }), error, at: before.at, busy: false })
  }
}

/** Asked so that it may be kept; what shows too many people for that is shown and not kept. */
async function keeping<T extends Op>(op: T, input: Asked<T>): Promise<Output<T>> {
  const device = deviceNow()
  // Who is here is asked of whoever is here; everything else for the account that this page belongs to.
  const as = op.name === who ? undefined : device?.account
  const sending = { ...(as && { as }), signal: AbortSignal.timeout(patience) }
  if (!device) return ask(op, input, sending)
  try {
    const data = await ask(op, input, { ...sending, keep: true })
    if (device === deviceNow() && op.name !== who) void device.kept.keep(op, input, data)
    return data
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'keep.tooMany') throw error
    return ask(op, input, sending)
  }
}
const who = 'identity.me'

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

function keep(name: string, one: Kept) {
  kept.set(name, one)
  tell()
}

const tell = () => listeners.forEach(changed => changed())
const isStale = ({ name, fresh }: { name: string; fresh: number }) => {
  const { at = 0, old = false } = kept.get(name) ?? {}
  return old || Date.now() - at >= fresh
}
const refreshStale = () => [...watched].filter(isStale).forEach(open => open.again())

function listen(changed: () => void) {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

/** With a network again: what waits goes out, what stands on the screen is asked anew. */
function awake() {
  void deviceNow()
    ?.outbox.send(true)
    .catch(() => {})
  refreshStale()
  void checkClock()
}

if (typeof window !== 'undefined') {
  addEventListener('online', () => ((offline = false), tell(), awake()))
  addEventListener('offline', () => ((offline = true), tell()))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && awake())
  void checkClock()
  setInterval(
    () =>
      deviceNow()
        ?.outbox.entries()
        .some(e => e.state === 'waiting') && deviceNow()?.outbox.send(),
    10_000,
  )
}
