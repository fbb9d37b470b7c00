/**
 * Answers that the device keeps, so that a page already seen is there without a network; and drafts. They are all in memory
 * while the app is open: screens ask for them without waiting. Bounded by age and by how many people they show.
 */
import type { Asked, Op, Output } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { sealJson } from './store-seal.ts'
import { storeProblem, unsealed, type Row, type Store } from './store.ts'

type Kept = { name: string; at: number; answer: unknown; persons: readonly string[] }
export type Keeping = {
  /** The answer as it was when it came; its moments are dates again only through `revived`. */
  read: (name: string) => { answer: unknown; at: number } | undefined
  /** Keeps what the server said. Older answers go when too many people would stand on the device. */
  keep: <T extends Op>(op: T, input: Asked<T>, answer: Output<T>) => Promise<void>
  forget: (...names: string[]) => Promise<void>
  /** How many people stand on the device now. */
  people: () => number
}
export type Drafts = {
  all: () => ReadonlyMap<string, unknown>
  read: (name: string) => unknown
  /** In memory at once; on the device when this resolves. */
  write: (name: string, value: unknown) => Promise<void>
  drop: (name: string) => Promise<void>
}

/** The name of an answer: the operation and what was asked. */
export const nameOf = (op: Op, input: unknown): string => `${op.name} ${JSON.stringify(input)}`

export async function keptOf(store: Store): Promise<Keeping> {
  const held = await shelf<Kept>(store, 'kept')
  const limit = store.limits.hours * 3_600_000
  // A clock that was set right in the middle of a shift must not empty the device: only what is far off goes.
  const fresh = (one?: Kept) => (one && Math.abs(store.now() - one.at) <= limit ? one : undefined)
  const old = [...held.all.values()].filter(one => !fresh(one))
  await held.drop(old.map(one => one.name))
  const persons = (but?: string) =>
    new Set([...held.all.values()].flatMap(one => (one.name === but ? [] : one.persons)))
  return {
    read: name => fresh(held.all.get(name)),
    async keep(op, input, answer) {
      const name = nameOf(op, input)
      const shown = op.shows?.(answer as never) ?? []
      if (new Set(shown).size > store.limits.people) return held.drop([name])
      const oldest = [...held.all.values()]
        .filter(one => one.persons.length > 0 && one.name !== name)
        .toSorted((a, b) => a.at - b.at)
      while (new Set([...persons(name), ...shown]).size > store.limits.people && oldest.length)
        await held.drop([oldest.shift()!.name])
      // A full device stops no page: what does not fit is in memory until the app is closed.
      await held.put(name, { name, at: store.now(), answer, persons: [...new Set(shown)] }).catch(() => {})
    },
    forget: (...names) => held.drop(names),
    people: () => persons().size,
  }
}

export async function draftsOf(store: Store): Promise<Drafts> {
  const held = await shelf<{ name: string; value: unknown }>(store, 'draft')
  return {
    all: () => new Map([...held.all].map(([name, { value }]) => [name, value])),
    read: name => held.all.get(name)?.value,
    write: (name, value) => held.put(name, { name, value }),
    drop: name => held.drop([name]),
  }
}

/** Sealed rows under names that only the owner can read: the row itself has a number that says nothing. */
async function shelf<T extends { name: string }>(store: Store, table: 'kept' | 'draft') {
  const { base, key } = store
  const rows = await unsealed<T, Row>(store, table, await base[table].toArray())
  const all = new Map(rows.map(([, value]) => [value.name, value]))
  const ids = new Map(rows.map(([row, value]) => [value.name, row.id]))
  // Writes of one name go in their order: a draft is written at every letter.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = (act: () => Promise<unknown>): Promise<void> => {
    const done = last.then(act).then(() => {})
    last = done.catch(() => {})
    return done
  }
  return {
    all,
    put(name: string, value: T): Promise<void> {
      all.set(name, value)
      if (!ids.has(name)) ids.set(name, newId())
      const id = ids.get(name)!
      return inTurn(async () => {
        const sealed = await sealJson(key, `${table}/${id}`, value)
        await base[table].put({ id, sealed }).catch((error: unknown) => {
          throw storeProblem(error)
        })
      })
    },
    drop(names: readonly string[]): Promise<void> {
      const gone = names.flatMap(name => ids.get(name) ?? [])
      for (const name of names) {
        all.delete(name)
        ids.delete(name)
      }
      return gone.length ? inTurn(() => base[table].bulkDelete(gone)) : Promise.resolve()
    },
  }
}
