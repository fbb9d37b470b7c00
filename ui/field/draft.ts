/**
 * What someone is filling in stays on the device, sealed, at every letter. Pressing the button makes an entry of it, which
 * the outbox sends; what the server refuses comes back here to be put right, with its photos.
 */
import { useCallback, useRef, useState } from 'react'
import type { Asked, Op } from '../../kernel/contract.ts'
import { Problem } from '../../kernel/rules.ts'
import { newKey } from '../client.ts'
import { isOffline, send } from './data.ts'
import { deviceNow, entriesNow } from './device.ts'
import type { Entering } from './outbox.ts'
import type { Entry } from './outbox-entry.ts'
import { dropPhotos, sendPhotos } from './photo-store.ts'
import { say } from './said.tsx'
import { sayOf } from './shown.tsx'

export type Values = Record<string, unknown>
/** How a draft is found again: what it is about, and the page it is written on. */
export type About = { title: string; to: string }
/** `entry`: the one that was refused, which this puts right. */
type Draft = { values: Values; entry?: string } & About
/** `now`: the answer is wanted at once and is not to lie on the device, like a telephone number. */
export type Where = { community: string; place: string; record?: string; now?: boolean }
/** `answer` is the server's; without it the entry lies on the device and goes out when there is a network. */
export type Told = { entry?: string; answer?: unknown; conflicts?: Entry['conflicts'] }

export type Drafting = {
  values: Values
  set: (changes: Values) => void
  drop: () => void
  submit: <T extends Op>(op: T, input: Asked<T>, where: Where) => Promise<Told>
}

/** Opened from the list of the unsent (`?entry=`), it begins with what was refused. */
export function useDraft(
  name: string,
  about: About,
  initial: Values = {},
  valuesOf: (input: Values) => Values = input => input,
): Drafting {
  const [draft, setDraft] = useState<Draft>(
    () => returned(about, valuesOf) ?? read(name) ?? { ...about, values: initial },
  )
  const now = useRef(draft)
  const keep = useCallback(
    (next: Draft) => {
      now.current = next
      write(name, next)
      setDraft(next)
    },
    [name],
  )

  const set = useCallback(
    (changes: Values) => keep({ ...now.current, values: { ...now.current.values, ...changes } }),
    [keep],
  )
  const drop = useCallback(() => {
    void dropPhotos(photosOf(now.current))
    remove(name)
  }, [name])

  const submit: Drafting['submit'] = useCallback(
    async (op, input, where) => {
      const photos = photosOf(now.current)
      const outbox = deviceNow()?.outbox
      if (!outbox || where.now) {
        await sendPhotos(photos, where)
        const answer = await send(op, input, newKey())
        drop()
        return { answer }
      }
      const again = now.current.entry
      const entering: Entering = { ...now.current, ...where, photos }
      const { id } = again ? await outbox.change(again, input, photos) : await outbox.enter(op, input, about_(entering))
      remove(name)
      const entry = isOffline() ? undefined : await outcome(id)
      if (entry?.state !== 'refused' || !entry.refusal)
        return {
          entry: id,
          ...(entry && entry.state !== 'waiting' && { answer: outbox.answer(id) }),
          ...(entry?.conflicts && { conflicts: entry.conflicts }),
        }
      keep({ ...now.current, entry: id })
      throw new Problem(entry.refusal.code, entry.refusal.status, entry.refusal.say, entry.refusal.detail)
    },
    [keep, drop, name],
  )

  return { values: draft.values, set, drop, submit }
}

/** What was begun on this device and not sent. */
export const unsent = (): About[] => [...drafts().values()].map(one => one as Draft)

/** How long someone is kept waiting for the server before the page goes on without it, in milliseconds. */
const patience = 8_000

/** What became of an entry soon after it was made: undefined when nobody answers. */
function outcome(id: string): Promise<Entry | undefined> {
  const outbox = deviceNow()!.outbox
  const look = () => outbox.entries().find(e => e.id === id)
  return new Promise(done => {
    const finish = (entry: Entry | undefined) => (stop(), clearTimeout(gone), done(entry))
    const settled = () => {
      const entry = look()
      if (!entry || ['done', 'conflict', 'refused'].includes(entry.state)) finish(entry)
      else if (isOffline() || outbox.paused()) finish(undefined)
    }
    const stop = outbox.subscribe(settled)
    const gone = setTimeout(() => finish(undefined), patience)
    // A round that ends without an answer has found nobody.
    void outbox.send().then(
      () => look()?.state === 'waiting' && finish(undefined),
      () => finish(undefined),
    )
    settled()
  })
}

/** `/task/…/feedback?entry=…`: what was refused, back in the form it came from. */
function returned(about: About, valuesOf: (input: Values) => Values): Draft | null {
  const id = new URLSearchParams(location.search).get('entry')
  const entry = entriesNow().find(e => e.id === id && e.state === 'refused' && e.about.to === about.to)
  return entry ? { ...about, values: valuesOf(entry.input as Values), entry: entry.id } : null
}

const about_ = ({ title, to, community, place, photos = [], record }: Entering): Entering => ({
  title,
  to,
  community,
  place,
  photos,
  ...(record && { record }),
})

/** For a browser that keeps nothing a draft lives as long as the page. */
const memory = new Map<string, unknown>()
const drafts = (): ReadonlyMap<string, unknown> => deviceNow()?.drafts.all() ?? memory
const read = (name: string): Draft | null => (drafts().get(name) as Draft | undefined) ?? null

/** A full store must not stop the work: the form itself still has it. */
function write(name: string, draft: Draft) {
  const device = deviceNow()
  if (device) void device.drafts.write(name, draft).catch((error: unknown) => say(sayOf(error), 'warn'))
  else memory.set(name, draft)
}

function remove(name: string) {
  memory.delete(name)
  void deviceNow()?.drafts.drop(name)
}

const photosOf = ({ values }: Draft): string[] =>
  Array.isArray(values['photos']) ? (values['photos'] as string[]) : []
