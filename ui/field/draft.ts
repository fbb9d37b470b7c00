/**
 * What someone is filling in stays in the device until the server has accepted it: words and choices here, photos in
 * photo-store.ts. Each draft has its own key, so that what is sent twice is done once.
 */
import { useCallback, useRef, useState } from 'react'
import type { Asked, Op, Output } from '../../kernel/contract.ts'
import { newKey } from '../client.ts'
import { send, sendPhoto } from './data.ts'
import { dropAllPhotos, dropPhotos, markSent, readPhoto } from './photo-store.ts'

export type Values = Record<string, unknown>
/** How a draft is found again: what it is about, and the page it is written on. */
export type About = { title: string; to: string }
/** `sent`: what was sent under this key last. The server refuses a key for another content, so a changed one gets a new key. */
type Draft = { values: Values; key: string; sent?: string } & About

export type Drafting = {
  values: Values
  set: (changes: Values) => void
  drop: () => void
  /** `said` is called with a photo's number while it goes up. */
  submit: <T extends Op>(
    op: T,
    input: Asked<T>,
    where: { community: string; place: string },
    said?: (photo: number) => void,
  ) => Promise<Output<T>>
}

export function useDraft(name: string, about: About, initial: Values = {}): Drafting {
  const [draft, setDraft] = useState<Draft>(() => read(name) ?? { ...about, values: initial, key: newKey() })
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
    async (op, input, { community, place }, said) => {
      for (const [i, id] of photosOf(now.current).entries()) {
        const photo = await readPhoto(id)
        if (!photo || photo.sent) continue
        said?.(i + 1)
        await sendPhoto(id, photo.blob, community, place)
        await markSent(id)
      }
      const sent = JSON.stringify(input)
      const { key, sent: before } = now.current
      keep({ ...now.current, sent, key: before === undefined || before === sent ? key : newKey() })
      const answer = await send(op, input, now.current.key)
      drop()
      return answer
    },
    [keep, drop],
  )

  return { values: draft.values, set, drop, submit }
}

/** Whose drafts these are: a phone handed to a colleague shows them nothing. */
export function draftsBelongTo(account: string) {
  if (here === account) return
  here = account
  if (localStorage.getItem(owner) === account) return
  void dropDrafts()
  localStorage.setItem(owner, account)
}
let here = ''

export async function dropDrafts() {
  for (const name of names()) localStorage.removeItem(name)
  localStorage.removeItem(owner)
  await dropAllPhotos()
}

/** What was begun on this device and not sent. */
export const unsent = (): About[] => names().flatMap(name => read(name.slice(prefix.length)) ?? [])

const prefix = 'linli.draft.'
const owner = 'linli.owner'
const names = () => Object.keys(localStorage).filter(name => name.startsWith(prefix))

function read(name: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(prefix + name) ?? 'null') as Draft | null
  } catch {
    return null
  }
}

/** A full or forbidden store must not stop the work: the form itself still has it. */
function write(name: string, draft: Draft) {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(draft))
  } catch {}
}

const remove = (name: string) => localStorage.removeItem(prefix + name)
const photosOf = ({ values }: Draft): string[] =>
  Array.isArray(values['photos']) ? (values['photos'] as string[]) : []
