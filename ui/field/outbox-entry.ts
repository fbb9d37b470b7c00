/**
 * One thing a person entered, from the moment it was made until the server's receipt has lain here for a week.
 * `waiting` is left only for an answer of the server: done, refused, or taken with fields that a person must decide on.
 */
import type { EntryRow, Store } from './store.ts'
import { sealJson, unsealJson } from './store-seal.ts'
import { makingRoom } from './store.ts'

export type State = 'waiting' | 'sending' | 'refused' | 'conflict' | 'done'
/** What it is about, as the list of the unsent shows it, and the page it was written on. */
export type About = { title: string; to: string; community: string; place: string }
export type Refusal = { code: string; status: number; say: string; detail?: unknown }
/** One field that somebody else changed meanwhile: what stands there now, and what was entered here. */
export type Differing = {
  field: string
  label: string
  theirs: unknown
  mine: unknown
  resident?: string
  name?: string
}
export type Receipt = { id: string | null; hash: string; at: number }

export type Entry = {
  /** The place in the order of entering: a wrong clock does not change it. */
  n: number
  /** Made on the device, and the key under which it is sent: once in effect, however often it goes out. */
  id: string
  /** The first key it had: what follows it names it by this, also when it was put right under another. */
  first: string
  op: string
  input: unknown
  about: About
  photos: readonly string[]
  /** Entries of one record go out in their order; others do not wait for them. */
  record: string
  /** By the device's clock. */
  madeAt: number
  state: State
  /** It went out at least once, so the server may know it although no answer came. */
  tried: boolean
  refusal?: Refusal
  conflicts?: readonly Differing[]
  receipt?: Receipt
}
export type Held = Entry & { rev: number }

/** Whether a person must still hear of it, or the server has not answered. */
export const isOpen = (entry: Entry): boolean => entry.state !== 'done'

export const sealEntry = ({ key }: Store, entry: Held) => sealJson(key, `entry/${entry.id}`, entry)

export async function openEntry({ key }: Store, { n, id, rev, sealed }: EntryRow): Promise<Held> {
  const entry = await unsealJson<Entry>(key, `entry/${id}`, sealed)
  // An app that was closed while it was sending does not know what became of it: it asks again with the same key.
  return { ...entry, n, id, rev, state: entry.state === 'sending' ? 'waiting' : entry.state }
}

/**
 * Writes an entry over the one that was read; gives null when another tab was first, and then nothing is written.
 * `also` runs in the same transaction: photos that are no longer needed, an entry that follows.
 */
export async function replace(
  store: Store,
  before: Held,
  after: Omit<Held, 'rev' | 'n'>,
  also: () => Promise<unknown> = async () => {},
): Promise<Held | null> {
  const next: Held = { ...after, n: before.n, rev: before.rev + 1 }
  const sealed = await sealEntry(store, next)
  const { base } = store
  return makingRoom(store, () =>
    base.transaction('rw', [base.entry, base.photo], async () => {
      const stands = await base.entry.get(before.n)
      if (stands?.id !== before.id || stands.rev !== before.rev) return null
      await base.entry.put({ n: before.n, id: next.id, rev: next.rev, sealed })
      await also()
      return next
    }),
  )
}
