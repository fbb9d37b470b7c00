/** Lists going out: every page of people is in the trail before it leaves. */
import type { Asked, Op, Output } from './contract.ts'
import type { Tx } from './db.ts'
import type { ExportCtx, ExportKind } from './exchange-kinds.ts'
import type { Actor, Row } from './rules.ts'
import { call, type House } from './server.ts'
import type { SheetValue } from './sheets/write.ts'
import { writeTrail } from './trail.ts'

export const page = 1_000

/** A page is in the trail before it leaves, so that a download broken off halfway has shown nobody in secret. */
export async function* looked(
  house: House,
  kind: ExportKind,
  ctx: ExportCtx,
  filter: Row,
): AsyncGenerator<readonly SheetValue[]> {
  let rows: (readonly SheetValue[])[] = []
  let persons = new Set<string>()
  let pages = 0
  const note = () =>
    noted(house, {
      op: 'exchange.export',
      actor: ctx.me,
      place: ctx.place,
      record: null,
      at: ctx.now,
      input: { kind: kind.kind, place: ctx.place, filter, page: ++pages, rows: rows.length },
      persons: [...persons],
    })
  for await (const { cells, person } of kind.rows(ctx, filter)) {
    rows.push(cells)
    if (person) persons.add(person)
    if (rows.length < page) continue
    await note()
    yield* rows
    rows = []
    persons = new Set()
  }
  if (rows.length || !pages) await note()
  yield* rows
}

type Note = { op: string; actor: Actor; place: string; record: string | null; at: Date; input: Row; persons?: string[] }

export const noted = (house: House, { actor, place, persons = [], ...rest }: Note) =>
  writeTrail(house.db, house.trailKey, {
    ...rest,
    community: place.slice(0, 12),
    kind: 'note',
    actor: actor.id,
    name: actor.name ?? null,
    persons,
    reason: null,
  })

export function contextOf(house: House, me: Actor, now: Date, place: string): ExportCtx {
  const { sealer, book } = house
  const ask = async <T extends Op>(op: T, input: Asked<T>) =>
    (await call(house, { op: op.name!, input, actor: me, now })).answer as Output<T>
  return { db: house.db as Tx, me, now, sealer, book, ask, place }
}
