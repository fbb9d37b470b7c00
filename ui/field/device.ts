/**
 * What this device keeps for whoever works here: opened for one account at a time, shut when they leave or another signs in.
 * A browser that keeps nothing leaves it null; then everything still works as long as there is a network.
 */
import { useSyncExternalStore } from 'react'
import { query } from '../../kernel/contract.ts'
import { Problem } from '../../kernel/rules.ts'
import { t } from '../../kernel/text.ts'
import { identity } from '../../modules/identity/contract.ts'
import { z } from 'zod'
import { ask } from '../client.ts'
import { openOutbox, type Outbox } from './outbox.ts'
import type { Entry } from './outbox-entry.ts'
import { photosOf, type Photos } from './outbox-photo.ts'
import { openStore, shutStore, type Store, whyNotKept } from './store.ts'
import { draftsOf, keptOf, type Drafts, type Keeping } from './store-kept.ts'

export type Device = {
  account: string
  store: Store
  kept: Keeping
  drafts: Drafts
  photos: Photos
  outbox: Outbox
}

/** A photo of the server as the device keeps it: small, as a data address. It is no operation of the server. */
export const smallPhoto = Object.assign(
  query('小图', z.object({ community: z.string(), id: z.string() }), z.string()),
  { name: 'files.small' },
)

export const deviceNow = (): Device | null => device
export const useDevice = (): Device | null => useSyncExternalStore(listen, deviceNow)
/** Why nothing is kept here; '' when it is, or when nobody is signed in. */
export const useWhyNot = (): string => useSyncExternalStore(listen, () => whyNot)
/** What was entered here and is still in hand, oldest first. */
export const useEntries = (): readonly Entry[] => useSyncExternalStore(listen, entriesNow)
export const entriesNow = (): readonly Entry[] => device?.outbox.entries() ?? none
/** Whether entries wait only for their owner to sign in again. */
export const usePaused = (): boolean => useSyncExternalStore(listen, () => device?.outbox.paused() === 'signIn')

/** Whoever worked here last, or still does: the app opens for them before the server can be asked. */
export const lastHere = (): string => read(here)

/**
 * Opens what belongs to this account, and shuts what belonged to another. `offline`: nobody can be asked for a key.
 * `done` hears of every entry that the server has taken.
 */
export function openFor(account: string, done: (entry: Entry) => void, offline = false): Promise<void> {
  turn = turn.then(async () => {
    if (device?.account === account || (whyNot !== '' && lastHere() === account)) return
    if (device) await shut()
    try {
      const store = await openStore({
        account,
        keyFor: version => {
          if (offline) throw new Problem('store.locked', 401, '')
          return ask(identity.ops.deviceKey, version ? { version } : {}, { as: account })
        },
      })
      const [kept, drafts, outbox] = await Promise.all([keptOf(store), draftsOf(store), openOutbox(store, { done })])
      device = { account, store, kept, drafts, photos: photosOf(store), outbox }
      outbox.subscribe(tell)
      // Without it the browser may clear the device when it is short of room.
      void navigator.storage?.persist?.().catch(() => false)
      void outbox.send().catch(() => {})
    } catch (error) {
      // Shut and out of reach is no fault of the device: there will be another try with a network.
      if (!(error instanceof Problem) || (error.code !== 'store.locked' && error.status !== 0))
        whyNot = error instanceof Problem ? error.message : (whyNotKept() ?? cannot())
    }
    write(here, account)
    tell()
  })
  return turn
}

/** Takes the key and what was looked at away; what was not sent stays, shut, until its owner signs in again. */
export function shutDevice(): Promise<void> {
  turn = turn.then(shut).then(() => {
    write(here, '')
    whyNot = ''
    tell()
  })
  return turn
}

let device: Device | null = null
let whyNot = ''
let turn: Promise<void> = Promise.resolve()
const none: readonly Entry[] = []
const listeners = new Set<() => void>()
const here = 'linli.here'
const cannot = () => t('这台设备现在存不下东西，没有信号时不能用')

async function shut() {
  const left = device
  device = null
  if (!left) return
  await left.outbox.shut().catch(() => shutStore(left.store))
}

const tell = () => listeners.forEach(changed => changed())
function listen(changed: () => void) {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

/** A browser that forbids even this has nothing to remember. */
function read(name: string): string {
  try {
    return localStorage.getItem(name) ?? ''
  } catch {
    return ''
  }
}

function write(name: string, value: string) {
  try {
    if (value) localStorage.setItem(name, value)
    else localStorage.removeItem(name)
  } catch {}
}
