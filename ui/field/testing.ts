/**
 * A tablet and a server for tests of the outbox. The tablet is the real engine on an IndexedDB in memory; the server is a
 * model with receipts and a merge by field as ours has, behind a line that can be cut at every place.
 */
import { indexedDB as memory, IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb'
import { Dexie } from 'dexie'
import { createHash } from 'node:crypto'
import { mergeFields, type Changes } from '../../kernel/merge.ts'
import { momentOf } from '../../kernel/moment.ts'
import { Problem } from '../../kernel/rules.ts'
import type { Line, Sent } from './outbox-line.ts'
import type { DeviceKey } from './store.ts'

// ── The device's disk ───────────────────────────────────────────────────────

globalThis.indexedDB ??= memory
globalThis.IDBKeyRange ??= IDBKeyRange

/** Databases on disks that are full: whatever is written there fails as a browser fails. */
export const full = new Set<string>()
for (const name of ['add', 'put'] as const) {
  const write = IDBObjectStore.prototype[name]
  IDBObjectStore.prototype[name] = function (...args) {
    if (full.has(this.transaction.db.name)) throw new DOMException('the disk is full', 'QuotaExceededError')
    return write.apply(this, args)
  }
}

let disk = new IDBFactory()
export function freshDisk() {
  disk = new IDBFactory()
  Dexie.dependencies.indexedDB = disk
  Dexie.dependencies.IDBKeyRange = IDBKeyRange
}

export const diskName = (account: string) => `linli-${account}`

/** Everything that somebody who takes the disk out can read of an account; null when nothing of it is there. */
export function readableOf(account: string): string | null {
  const { _databases } = disk as unknown as { _databases: Map<string, { rawObjectStores: Map<string, Raw> }> }
  const base = _databases.get(diskName(account))
  return base ? [...base.rawObjectStores.values()].flatMap(s => [...s.records.values()].map(textOf)).join('\n') : null
}
type Raw = { records: { values: () => Iterable<unknown> } }

function textOf(value: unknown): string {
  if (value instanceof ArrayBuffer) return Buffer.from(value).toString('utf8')
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer).toString('utf8')
  if (value instanceof CryptoKey) return 'KEY'
  if (Array.isArray(value)) return value.map(textOf).join(' ')
  if (value && typeof value === 'object')
    return Object.entries(value)
      .map(pair => pair.map(textOf).join('='))
      .join(' ')
  return String(value)
}

export const keyOf = (account: string): DeviceKey => ({
  key: createHash('sha256').update(account).digest('base64'),
  version: '1',
  hours: 14,
  people: 100,
})

// ── The server ──────────────────────────────────────────────────────────────

export type Fields = { name: string; phone: string; kind: string }
export type Card = Fields & { log: string[]; closed: boolean }
export type Effect = {
  key: string
  actor: string
  op: string
  input: Asked
  made: number
  offset: number
  answer: unknown
}
export type Asked = {
  id?: string
  text?: string
  photos?: string[]
  changes?: Changes<Fields>
}

export const newCard = (): Card => ({ name: '', phone: '', kind: '', log: [], closed: false })

/** What one operation does to the cards, and nothing else: the server and the judge both run this. */
export function apply(cards: Map<string, Card>, op: string, { id = '', text = '', changes = {} }: Asked, made: string) {
  if (op === 'model.create') {
    cards.set(made, { ...newCard(), log: [text] })
    return { id: made, conflicts: [] }
  }
  const card = cards.get(id)!
  if (op === 'model.note') card.log.push(text)
  if (op === 'model.close') card.closed = true
  const { merged, conflicts } = mergeFields<Fields>(card, changes)
  Object.assign(card, merged)
  return { id, conflicts: conflicts.map(c => ({ ...c, label: c.field })) }
}

export type Server = ReturnType<typeof makeServer>
export function makeServer() {
  const server = {
    now: Date.parse('2026-11-23T01:00:00Z'),
    cards: new Map<string, Card>(['a', 'b'].map(id => [id, newCard()])),
    receipts: new Map<string, { asked: string; answer: string }>(),
    effects: [] as Effect[],
    files: new Map<string, string>(),
    /** Whose session each tablet holds: `null` when it has run out. */
    session: null as string | null,
    unassigned: new Set<string>(),
    seen: [] as string[],
    /** Somebody at a desk changes a card. */
    meddle(id: string, field: keyof Fields, value: string) {
      server.act(
        'desk',
        'model.edit',
        { id, changes: { [field]: { was: server.cards.get(id)![field], is: value } } },
        '',
        server.now,
      )
    },
    act(actor: string, op: string, input: Asked, key: string, made: number, offset = 0): unknown {
      const answer = apply(server.cards, op, input, `new-${key}`)
      server.effects.push({ key, actor, op, input, made, offset, answer })
      return answer
    },
    /** As the kernel does: the receipt first, then the rule, the state and the work, all or nothing. */
    receive(op: string, text: string, { key, as, made, clock }: Sent): string {
      if (server.session !== as) throw new Problem('common.signIn', 401, '请先登录')
      const name = `${as} ${op} ${key}`
      server.seen.push(key)
      const before = server.receipts.get(name)
      if (before && before.asked !== text) throw new Problem('request.keyReused', 422, '用过了')
      if (before) return before.answer
      const input = JSON.parse(text) as Asked
      const card = op === 'model.create' ? newCard() : server.cards.get(input.id ?? '')
      if (!card) throw new Problem('common.notFound', 404, '没有找到')
      if (server.unassigned.has(as)) throw new Problem('common.forbidden', 403, '您没有此项权限')
      if (card.closed) throw new Problem('common.wrongState', 409, '当前状态下不能这样做')
      for (const photo of input.photos ?? [])
        if (!server.files.has(photo)) throw new Error(`${key} came before its photo`)
      const when = momentOf({ made: new Date(made), clock: new Date(clock) }, new Date(server.now), 168)
      const answer = JSON.stringify(server.act(as, op, input, key, when.getTime(), clock - server.now))
      server.receipts.set(name, { asked: text, answer })
      return answer
    },
  }
  return server
}

// ── The line between them ───────────────────────────────────────────────────

export const faults = [
  'lostRequest',
  'lostAnswer',
  'twice',
  'busy',
  'late',
  'killedBefore',
  'killedAfter',
  'halfPhoto',
] as const
export type Fault = (typeof faults)[number]

const away = () => new Problem('common.offline', 0, '连不上服务器')

/** `next` holds what goes wrong with the coming requests, in order; `kill` throws the app away in the middle of one. */
export function makeLine(server: Server) {
  const late: (() => unknown)[] = []
  const line = {
    up: true,
    next: [] as Fault[],
    kill: () => {},
    /** What the network held back arrives now, whoever still waits for it. */
    arrive() {
      for (const one of late.splice(0))
        try {
          one()
        } catch {}
    },
    async post(op, input, sent) {
      if (!line.up) throw away()
      const text = JSON.stringify(input)
      const reach = () => server.receive(op, text, sent)
      const fault = line.next.shift()
      if (fault === 'lostRequest' || fault === 'halfPhoto') throw away()
      if (fault === 'busy') throw new Problem('common.busy', 503, '系统繁忙')
      if (fault === 'late') throw (late.push(reach), away())
      if (fault === 'killedBefore') throw (line.kill(), away())
      if (fault === 'twice') reach()
      const answer = reach()
      if (fault === 'killedAfter') line.kill()
      if (fault === 'lostAnswer') throw away()
      return JSON.parse(answer) as unknown
    },
    async photo(id, photo, { as }) {
      if (!line.up) throw away()
      const fault = line.next.shift()
      if (server.session !== as) throw new Problem('common.signIn', 401, '请先登录')
      if (fault === 'killedBefore') line.kill()
      if (fault && fault !== 'twice' && fault !== 'lostAnswer' && fault !== 'killedAfter') throw away()
      server.files.set(id, await photo.text())
      if (fault === 'killedAfter') line.kill()
      if (fault === 'lostAnswer' || fault === 'killedAfter') throw away()
    },
  } satisfies Line & Record<string, unknown>
  return line
}
