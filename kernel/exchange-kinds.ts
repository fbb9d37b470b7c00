/**
 * A kind of record that can be imported or exported. A module declares it as data; reading, mapping, batches, going on
 * after a crash and giving bad rows back are the kernel's and the same for all.
 */
import type { core, z } from 'zod'
import { permits, type Actor, type Row, type Rule } from './rules.ts'
import type { Ctx } from './server.ts'
import type { Sheet } from './sheets.ts'
import type { SheetColumn, SheetValue } from './sheets/write.ts'

/** `also`: other headers seen for it. `is`: the text is brought to '2026-11-23', or to a moment with its zone, beforehand. */
export type Column = {
  key: string
  label: string
  also?: readonly string[]
  required?: boolean
  hint?: string
  example?: string
  is?: 'day' | 'moment'
}
export type Counts = { added: number; changed: number; same: number }
/** By column: what is wrong, and what to do. It never repeats a value that is private. */
export type Mistakes = Readonly<Record<string, string>>

/** `place` is the run's: rows must lie in it. `dry`: what is written will be taken back, so costly hashing can be left out. */
export type ImportCtx = Pick<Ctx, 'db' | 'me' | 'now' | 'sealer' | 'book' | 'ask'> & { place: string; dry: boolean }
export type ExportCtx = Omit<ImportCtx, 'dry'>

export type ImportKind<R = Row, L = unknown> = {
  kind: string
  label: string
  /** Asked with `{ place }` of the run. */
  may: Rule
  columns: readonly Column[]
  /** Reads the texts by column key; an empty cell is absent. Messages are Chinese sentences. */
  row: core.$ZodType<R>
  /** Two rows of one file with the same key: the second is a mistake. '' has no twin. */
  key: (row: R) => string
  /** A file that is no spreadsheet: GeoJSON, say. */
  read?: (file: { name: string; path: string }) => Promise<Source>
  /** What is looked up once for the whole run. Only to be read: a batch that is taken back must leave nothing in it. */
  prepare?: (ctx: ImportCtx) => Promise<L>
  /** One answer a row, in their order; nothing for a row that is right. */
  check?: (ctx: ImportCtx, rows: readonly R[], looked: L) => Promise<readonly (Mistakes | null | undefined)[]>
  /**
   * Writes some hundred rows in a few statements, inside a transaction that is already open. It must be an upsert on the
   * natural key: the same rows again are all `same`. A constraint or a Problem that one row raises costs only that row.
   */
  write: (ctx: ImportCtx, rows: readonly R[], looked: L) => Promise<Counts>
}
export type Source = Pick<Sheet, 'headers' | 'rows' | 'close'>

/** `person`: whose data the row shows; they can read that it was exported. */
export type ExportRow = { cells: readonly SheetValue[]; person?: string | null }
export type ExportKind<F = Row> = {
  kind: string
  label: string
  /** Asked with `{ place }`. */
  may: Rule
  columns: readonly SheetColumn[]
  /** What the address may ask for besides `place`; without it, nothing. */
  filter?: core.$ZodType<F>
  rows: (ctx: ExportCtx, filter: F) => AsyncIterable<ExportRow>
  /** The same in a format of others, as text: `--format hledger`. */
  formats?: Record<string, (ctx: ExportCtx) => AsyncIterable<string>>
}

export function importKind<S extends core.$ZodType, L = undefined>(kind: ImportKind<z.output<S>, L> & { row: S }) {
  imports.set(kind.kind, kind as unknown as ImportKind)
  return kind
}

export function exportKind<S extends core.$ZodType>(kind: ExportKind<z.output<S>> & { filter?: S }) {
  exports.set(kind.kind, kind as unknown as ExportKind)
  return kind
}

const imports = new Map<string, ImportKind>()
const exports = new Map<string, ExportKind>()

export const importNamed = (kind: string) => imports.get(kind)
export const exportNamed = (kind: string) => exports.get(kind)
export const allImports = (): readonly ImportKind[] => [...imports.values()]
export const allExports = (): readonly ExportKind[] => [...exports.values()]

/** Whether the person could use it in this place, or, when none is named, in any place where they hold a post. */
export const usable = (kind: { may: Rule }, actor: Actor, place?: string): boolean =>
  place === undefined
    ? actor.posts.some(post => permits(kind.may, actor, { place: post.place }))
    : permits(kind.may, actor, { place })
