/**
 * What was entered goes out from here, once in effect, in the order of each record, whenever there is a network. An entry is
 * on the device before `enter` resolves, and leaves only by the server's answer or by a person's own hand.
 */
import { t } from '../../kernel/text.ts'
import type { Asked, Op } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { Problem } from '../../kernel/rules.ts'
import { followUps, type Choices } from './outbox-conflict.ts'
import { isOpen, openEntry, replace, sealEntry, type About, type Entry, type Held } from './outbox-entry.ts'
import { overTheNet, type Line } from './outbox-line.ts'
import { openChannel, openLock, type Channel, type Lock } from './outbox-tabs.ts'
import { sendAll, type Sending } from './outbox-send.ts'
import { makingRoom, shutStore, type Store } from './store.ts'

export type Outbox = {
  /** The same array until something changes: made for `useSyncExternalStore(subscribe, entries)`. */
  entries: () => readonly Entry[]
  subscribe: (changed: () => void) => () => void
  /** Resolves when it is safe on the device, and rejects with a sentence when it is not; sending begins by itself. */
  enter: <T extends Op>(op: T, input: Asked<T>, about: Entering) => Promise<Entry>
  /** One round of sending. `byHand`: now, whatever failed a moment ago. Resolves when the round is over. */
  send: (byHand?: boolean) => Promise<void>
  /** Refused, put right and sent again: in its old place, under a new key. */
  change: (id: string, input: unknown, photos?: readonly string[]) => Promise<Entry>
  /** Takes back what was refused or never went out. Whoever calls it has asked the person first. */
  discard: (id: string) => Promise<void>
  /** A person decides about the fields of a conflict; what stays mine goes out as a change of what was just seen. */
  settle: (id: string, choices: Choices) => Promise<void>
  /** Why nothing goes out although there is a network: the session is over, and only its owner opens another. */
  paused: () => 'signIn' | null
  /** The server's whole answer, as long as the app stays open. */
  answer: (id: string) => unknown
  /** Signing out: the key, what was looked at and what is done go; what is not done stays shut. */
  shut: () => Promise<void>
  close: () => void
}
export type Entering = About & {
  photos?: readonly string[]
  /** Whose order it keeps: the record of a move by itself, `idOf` an entry that will make the record, or a home. */
  record?: string
}
export type Setting = {
  line?: Line
  lock?: Lock
  channel?: Channel
  /** Milliseconds that no setting of the clock moves. */
  ticks?: () => number
  /** Told when the server has taken an entry: what it changed is to be asked anew. */
  done?: (entry: Entry, answer: unknown) => void
}

/** Stands in an input for the id of a record that an earlier entry will make. */
export const idOf = ({ first }: Pick<Entry, 'first'>): string => `entry:${first}`

/** Receipts stay for a week, so that whoever asks what became of it finds it. */
const WEEK = 7 * 86_400_000

export async function openOutbox(store: Store, setting: Setting = {}): Promise<Outbox> {
  const { line = overTheNet, ticks = () => performance.now(), done = () => {} } = setting
  const { lock = openLock(store.account), channel = openChannel(store.account) } = setting
  const { base } = store
  const held = new Map<number, Held>()
  const listeners = new Set<() => void>()
  const answers = new Map<string, unknown>()
  let shown: readonly Entry[] = []
  let paused: 'signIn' | null = null
  let closed = false
  let running: Promise<void> | null = null
  let asked: { byHand: boolean } | null = null

  const sending: Sending = {
    store,
    line,
    ticks,
    held,
    underWay: new Set(),
    waits: new Map(),
    isClosed: () => closed,
    pause: () => (paused = 'signIn'),
    put,
    done(entry, answer) {
      answers.set(entry.id, answer)
      done(entry, answer)
    },
    tell,
  }

  async function reload() {
    const rows = await base.entry.toArray()
    const changed = rows.filter(row => held.get(row.n)?.rev !== row.rev || held.get(row.n)?.id !== row.id)
    const stands = new Set(rows.map(row => row.n))
    for (const n of held.keys()) if (!stands.has(n)) held.delete(n)
    const opened = await Promise.allSettled(changed.map(row => openEntry(store, row)))
    store.damaged += opened.filter(one => one.status === 'rejected').length
    for (const one of opened) if (one.status === 'fulfilled') held.set(one.value.n, one.value)
    tell()
  }

  /** Only what has lain a week, and what nothing that waits refers to. */
  async function sweep() {
    const waiting = JSON.stringify([...held.values()].filter(isOpen).map(e => e.input))
    const old = [...held.values()].filter(
      e => e.receipt && e.state === 'done' && store.now() - e.receipt.at > WEEK && !waiting.includes(idOf(e)),
    )
    if (old.length) await base.entry.bulkDelete(old.map(e => e.n))
    for (const { n } of old) held.delete(n)
  }

  function put(entry: Held) {
    held.set(entry.n, entry)
    tell()
    channel.tell()
  }

  function tell() {
    shown = [...held.values()]
      .toSorted((a, b) => a.n - b.n)
      .map(e => (sending.underWay.has(e.id) && e.state === 'waiting' ? { ...e, state: 'sending' } : e))
    for (const changed of listeners) changed()
  }

  async function add(entry: Omit<Held, 'n' | 'rev'>): Promise<Held> {
    const whole: Held = { ...entry, n: 0, rev: 0 }
    const sealed = await sealEntry(store, whole)
    const n = await makingRoom(store, () => base.entry.add({ id: entry.id, rev: 0, sealed }))
    return { ...whole, n }
  }

  const find = (id: string): Held => {
    const entry = [...held.values()].find(e => e.id === id)
    if (!entry) throw new Problem('outbox.gone', 404, t('这一条已经不在了'))
    return entry
  }

  /** One round at a time; asked for meanwhile, another follows it. */
  function send(byHand = false): Promise<void> {
    asked = { byHand: byHand || (asked?.byHand ?? false) }
    running ??= rounds().finally(() => (running = null))
    return running
  }
  async function rounds() {
    while (asked && !closed) {
      const { byHand } = asked
      asked = null
      if (byHand) paused = null
      if (paused) return
      await lock(byHand, async () => {
        await reload()
        await sweep()
        await sendAll(sending, byHand)
      }).catch((error: unknown) => {
        if (!closed) throw error
      })
    }
  }

  await reload()
  await sweep()
  channel.hear(() => {
    if (!closed) void reload().then(() => send())
  })

  return {
    entries: () => shown,
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    async enter(op, input, { photos = [], record, ...about }) {
      const id = newId(store.now())
      const plain = JSON.parse(JSON.stringify(input)) as unknown
      const entry = await add({
        id,
        first: id,
        op: op.name!,
        input: plain,
        about,
        photos,
        record: record ?? recordOf(plain) ?? idOf({ first: id }),
        madeAt: store.now(),
        state: 'waiting',
        tried: false,
      })
      put(entry)
      void send().catch(() => {})
      return entry
    },
    send,
    async change(id, input, photos) {
      const before = find(id)
      if (before.state !== 'refused') throw new Problem('outbox.notRefused', 409, t('这一条没有被退回，不用改'))
      const { refusal: _, ...rest } = before
      const plain = JSON.parse(JSON.stringify(input)) as unknown
      const next = { ...rest, id: newId(store.now()), input: plain, photos: photos ?? before.photos }
      const after = await replace(store, before, { ...next, state: 'waiting', tried: false }, () =>
        base.photo.bulkDelete(before.photos.filter(p => !next.photos.includes(p))),
      )
      if (!after) throw elsewhere()
      put(after)
      void send().catch(() => {})
      return after
    },
    async discard(id) {
      const before = find(id)
      if (before.state !== 'refused' && (before.state !== 'waiting' || before.tried || sending.underWay.has(id)))
        throw new Problem('outbox.underWay', 409, t('这一条已经送出，正在等答复，不能撤回'))
      const gone = await base.transaction('rw', [base.entry, base.photo], async () => {
        const stands = await base.entry.get(before.n)
        if (stands?.rev !== before.rev) return false
        await base.entry.delete(before.n)
        await base.photo.bulkDelete([...before.photos])
        return true
      })
      if (!gone) throw elsewhere()
      held.delete(before.n)
      tell()
      channel.tell()
      void send().catch(() => {})
    },
    async settle(id, choices) {
      const before = find(id)
      if (before.state !== 'conflict') throw elsewhere()
      const { conflicts: _, ...rest } = before
      const follow = followUps(before, choices).map(one => {
        const id = newId(store.now())
        return { ...rest, ...one, id, first: id }
      })
      const rows = await Promise.all(
        follow.map(async made => {
          const { receipt: _, ...one } = made
          const entry = { ...one, madeAt: store.now(), state: 'waiting' as const, tried: false, photos: [] }
          return { id: entry.id, rev: 0, sealed: await sealEntry(store, { ...entry, n: 0, rev: 0 }) }
        }),
      )
      const after = await replace(store, before, { ...rest, state: 'done' }, () => base.entry.bulkAdd(rows))
      if (!after) throw elsewhere()
      await reload()
      channel.tell()
      void send().catch(() => {})
    },
    paused: () => paused,
    answer: id => answers.get(id),
    async shut() {
      closed = true
      await running?.catch(() => {})
      const over = [...held.values()].filter(e => !isOpen(e)).map(e => e.id)
      await shutStore(store, over)
      held.clear()
      answers.clear()
      tell()
      channel.tell()
      channel.close()
    },
    close() {
      closed = true
      channel.close()
      base.close()
    },
  }
}

const elsewhere = () => new Problem('outbox.elsewhere', 409, t('这一条刚在另一个页面里动过，请看一下再定'))

/** The record that an input names, so that moves of one record keep their order by themselves. */
function recordOf(input: unknown): string | undefined {
  const { id } = (input ?? {}) as { id?: unknown }
  return typeof id === 'string' ? id : undefined
}
