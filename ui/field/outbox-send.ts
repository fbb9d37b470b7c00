/**
 * One round of sending: of every record the first entry that is not done, as long as the server answers. An entry is marked
 * only when the answer and its hash are on the device; before that, the same key goes out again.
 */
import { t } from '../../kernel/text.ts'
import { Problem } from '../../kernel/rules.ts'
import { conflictsIn } from './outbox-conflict.ts'
import { replace, type Held, type Receipt, type Refusal } from './outbox-entry.ts'
import type { Line } from './outbox-line.ts'
import { photosOf } from './outbox-photo.ts'
import { isFull, type Store } from './store.ts'

export type Sending = {
  store: Store
  line: Line
  ticks: () => number
  held: ReadonlyMap<number, Held>
  underWay: Set<string>
  /** What failed a moment ago is left alone for a while: how often it failed, and until when. */
  waits: Map<string, { failed: number; until: number }>
  isClosed: () => boolean
  pause: () => void
  put: (entry: Held) => void
  done: (entry: Held, answer: unknown) => void
  tell: () => void
}
/** What became of one try. `away`: nobody answers at all; `later`: this one did not go, another may. */
type Outcome = 'told' | 'later' | 'away' | 'signIn'

export async function sendAll(s: Sending, byHand: boolean): Promise<void> {
  const records = new Set([...s.held.values()].map(e => e.record))
  for (const record of records)
    for (;;) {
      const next = nextOf(s, record)
      if (!next || s.isClosed() || (!byHand && (s.waits.get(next.id)?.until ?? 0) > s.ticks())) break
      s.underWay.add(next.id)
      s.tell()
      const outcome = await sendOne(s, next)
        .catch((error: unknown): Outcome => {
          // A device too full to write it down tries again later, under the same key.
          if (isFull(error)) return 'later'
          throw error
        })
        .finally(() => s.underWay.delete(next.id))
      s.tell()
      if (outcome === 'told') s.waits.delete(next.id)
      else postpone(s, next.id)
      if (outcome === 'signIn') s.pause()
      if (outcome === 'signIn' || outcome === 'away') return
      if (outcome === 'later') break
    }
}

/** What was refused holds up those behind it; what is in conflict was taken, and does not. */
function nextOf({ held }: Sending, record: string): Held | undefined {
  const open = [...held.values()]
    .filter(e => e.record === record && e.state !== 'done' && e.state !== 'conflict')
    .toSorted((a, b) => a.n - b.n)[0]
  return open?.state === 'waiting' ? open : undefined
}

function postpone({ waits, ticks }: Sending, id: string) {
  const failed = (waits.get(id)?.failed ?? 0) + 1
  // Not all tablets of a town come back in the same second.
  const pause = Math.min(5_000 * 2 ** (failed - 1), 600_000) * (0.5 + Math.random() / 2)
  waits.set(id, { failed, until: ticks() + pause })
}

async function sendOne(s: Sending, entry: Held): Promise<Outcome> {
  const { store, line } = s
  const mark = async (before: Held, after: Partial<Held>, photos: readonly string[] = []) => {
    const marked = await replace(
      store,
      before,
      { ...before, ...after },
      async () => photos.length && store.base.photo.bulkDelete([...photos]),
    )
    if (marked) s.put(marked)
    return marked
  }
  const tried = entry.tried ? entry : await mark(entry, { tried: true })
  // Another tab has it.
  if (!tried) return 'later'
  try {
    const input = filled(tried.input, s.held)
    await sendPhotos(s, tried)
    const { id: key, madeAt: made } = tried
    const answer = await line.post(tried.op, input, { key, as: store.account, made, clock: store.now() })
    const receipt = await receiptOf(answer, store.now())
    const conflicts = conflictsIn(answer)
    const state = conflicts.length ? 'conflict' : 'done'
    const marked = await mark(tried, { state, receipt, ...(conflicts.length && { conflicts }) }, tried.photos)
    if (!marked) return 'later'
    s.done(marked, answer)
    return 'told'
  } catch (error) {
    const said = verdict(error)
    if (typeof said === 'string') return said
    return (await mark(tried, { state: 'refused', refusal: said })) ? 'told' : 'later'
  }
}

async function sendPhotos({ store, line }: Sending, { photos, about: { community, place } }: Held) {
  for (const id of photos) {
    const row = await store.base.photo.get(id)
    if (row?.sent) continue
    const photo = await photosOf(store).read(id)
    if (!photo) throw new Problem('outbox.photoGone', 410, t('有一张照片已不在设备里，请补拍或去掉它再交'))
    await line.photo(id, photo, { community, place, as: store.account })
    await store.base.photo.update(id, { sent: true })
  }
}

/** The id that an earlier entry got takes the place of its name. */
function filled(input: unknown, held: ReadonlyMap<number, Held>): unknown {
  const text = JSON.stringify(input)
  if (!text.includes('"entry:')) return input
  return JSON.parse(
    text.replace(/"entry:([0-9a-f-]{36})"/g, (_, id: string) => {
      const made = [...held.values()].find(e => e.first === id)?.receipt?.id
      if (!made) throw new Problem('outbox.before', 409, t('它要接的那一条没有交上去，请重新填写'))
      return JSON.stringify(made)
    }),
  )
}

/** The same answer has the same hash, in whatever order its fields came: a repeated one comes from the server's receipt. */
async function receiptOf(answer: unknown, at: number): Promise<Receipt> {
  const text = JSON.stringify(answer, (_, v: unknown) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  )
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  const { id } = (answer ?? {}) as { id?: unknown }
  return {
    id: typeof id === 'string' ? id : null,
    hash: Array.from(hash, b => b.toString(16).padStart(2, '0')).join(''),
    at,
  }
}

/** Only what the server itself refused is refused. Anything else, a hotel's sign-in page too, is no answer. */
function verdict(error: unknown): Refusal | Exclude<Outcome, 'told'> {
  if (!(error instanceof Problem) || error.status === 0) return 'away'
  const { code, status, message: say, detail } = error
  if (status === 401 || code.startsWith('identity.need')) return 'signIn'
  if (status >= 500 || [408, 425, 429].includes(status)) return 'later'
  return { code, status, say, ...(detail !== undefined && { detail }) }
}
