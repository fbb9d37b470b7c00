/**
 * The row of an import run: how it begins, how it moves, and what is read of it. Its counts change only together with
 * the rows they count.
 */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type { Db } from './db.ts'
import type { Mapping } from './exchange-contract.ts'
import { importNamed, type ImportKind, type Source } from './exchange-kinds.ts'
import { fingerprint, guess, settled } from './exchange-mapping.ts'
import { phases, problem, run as runs, type Facts, type Move, type State } from './exchange-rules.ts'
import { newId } from './id.ts'
import { common, permits, refusal, type Actor, type At } from './rules.ts'
import { openSheet } from './sheets.ts'

export type Run = Facts & {
  id: string
  kind: string
  place: string
  file: string
  path: string
  sha256: Buffer
  state: State
  mapping: Mapping
  headers: string[]
  whole: boolean
  total: number | null
  read: number
  done: number
  added: number
  changed: number
  same: number
  bad: number
  problem: string | null
  by: string
  at: Date
  ended: Date | null
}

export const runOf = async (db: Db, id: string): Promise<Run | undefined> =>
  (await sql<Run>`select * from kernel.import where id = ${id}`.execute(db)).rows[0]

/** The run and its kind, for someone who may; for others it does not exist. */
export async function runFor(db: Db, id: string, actor: Actor): Promise<{ run: Run; kind: ImportKind }> {
  const run = await runOf(db, id)
  const kind = run && importNamed(run.kind)
  if (!kind || !permits(kind.may, actor, { place: run.place })) throw common.notFound()
  return { run, kind }
}

type Beginning = { kind: string; place: string; name: string; path: string; actor: Actor; now: Date; id?: string }
type Where = { mapping?: Mapping | undefined; sheet?: string | undefined; headerLine?: number | undefined }

/** Throws a Problem when the person may not, or the file cannot be read. A mapping says itself where the headers are. */
export async function begin(db: Db, given: Beginning & Where): Promise<Run> {
  const { place, name, path, actor, now, id = newId() } = given
  const kind = importNamed(given.kind)
  if (!kind) throw problem.noSuchKind()
  if (!permits(kind.may, actor, { place })) throw common.forbidden()
  const { sheet, headerLine } = given.mapping ?? given
  const where = { ...(sheet && { sheet }), ...(headerLine && { headerLine }) }
  const source = await open(kind, { file: name, path, mapping: { columns: {}, ...where } })
  await source.close()
  const { headers } = source
  const mapping = given.mapping
    ? settled(kind, headers, given.mapping)
    : { ...((await remembered(db, kind, headers)) ?? guess(kind, headers)), ...where }
  const sha256 = await digestOf(path)
  await sql`
    insert into kernel.import (id, kind, place, file, path, sha256, state, mapping, headers, by, at)
    values (${id}, ${kind.kind}, ${place}, ${name}, ${path}, ${sha256}, ${runs.initial}, ${JSON.stringify(mapping)},
      ${JSON.stringify(headers)}, ${actor.id}, ${now})`.execute(db)
  return (await runOf(db, id))!
}

export const open = (
  kind: ImportKind,
  { file, path, mapping }: Pick<Run, 'file' | 'path' | 'mapping'>,
): Promise<Source> => {
  const { sheet, headerLine } = mapping
  return kind.read
    ? kind.read({ name: file, path })
    : openSheet({ name: file, path }, { ...(sheet && { sheet }), ...(headerLine && { headerLine }) })
}

async function remembered(db: Db, kind: ImportKind, headers: readonly string[]): Promise<Mapping | undefined> {
  const { rows } = await sql<{ mapping: Mapping }>`
    select mapping from kernel.mapping where kind = ${kind.kind} and headers = ${fingerprint(headers)}`.execute(db)
  const found = rows[0]?.mapping
  // The same form in other spelling has the same fingerprint; then its headers are not to be found by the old names.
  return found &&
    Object.values(found.columns)
      .flat()
      .every(h => headers.includes(h))
    ? found
    : undefined
}

export async function remember(db: Db, { kind, headers, mapping }: Run, now: Date): Promise<void> {
  const { sheet: _, headerLine: __, ...kept } = mapping
  await sql`
    insert into kernel.mapping (kind, headers, mapping, at)
    values (${kind}, ${fingerprint(headers)}, ${JSON.stringify(kept)}, ${now})
    on conflict (kind, headers) do update set mapping = excluded.mapping, at = excluded.at`.execute(db)
}

/** A run that was writing this very file when it was cut off. */
export async function unfinished(db: Db, kind: string, place: string, path: string): Promise<Run | undefined> {
  const going = Object.keys(phases).filter(state => phases[state as State]!.writes)
  const { rows } = await sql<Run>`
    select * from kernel.import where kind = ${kind} and place = ${place} and sha256 = ${await digestOf(path)} and path = ${path}
      and state in (${sql.join(going)}) order by at desc limit 1`.execute(db)
  return rows[0]
}

/** A run that goes on must go on in the very same file. */
export async function sameFile({ path, sha256 }: Run): Promise<void> {
  if (!existsSync(path)) throw problem.fileGone()
  if (!(await digestOf(path)).equals(sha256)) throw problem.fileChanged()
}

async function digestOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest()
}

/** Judged on the stored, locked row. `set` is what the move changes besides. */
export async function moved(
  db: Db,
  id: string,
  name: Move,
  actor: Actor,
  at: At,
  set: Partial<Run> = {},
): Promise<Run> {
  // No stronger lock: a batch that is being written refers to this row, and nobody who cancels should wait for it.
  await sql`select from kernel.import where id = ${id} for no key update`.execute(db)
  const run = await runOf(db, id)
  if (!run) throw common.notFound()
  const no = refusal(runs, name, run, actor, at)
  if (no) throw no
  const { to } = runs.moves[name]
  const state = to ?? run.state
  const ended = runs.states[state].end ? at.now : null
  // A phase begins with the beat of whoever asked for it, so that two clicks do not begin it twice.
  const beat = phases[state] ? at.now : null
  const changes = Object.entries({ state, ended, beat, ...set })
  const columns = changes.map(
    ([column, value]) => sql`${sql.ref(column)} = ${column === 'mapping' ? JSON.stringify(value) : value}`,
  )
  await sql`update kernel.import set ${sql.join(columns)} where id = ${id}`.execute(db)
  return (await runOf(db, id))!
}

/** Back to the first row of the file. */
export const fromTheStart = { read: 0, done: 0, added: 0, changed: 0, same: 0, bad: 0, problem: null } as const
