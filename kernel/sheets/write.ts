/**
 * Writes sheets, row by row, that `openSheet` reads back exactly. Text is always written as text: nothing that came
 * from outside can run as a formula, and a long number stays what it is.
 */
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CellStyle } from 'hucre'
import { reasonTitle, type SheetRow } from '../sheets.ts'
import { most, sheetTrouble } from './trouble.ts'
import { guardCsv, guardXlsx, wouldRun, yesNo } from './values.ts'

export type SheetValue = string | number | boolean | null
type Many<T> = AsyncIterable<T> | Iterable<T>

/** A `text` column stays text for what people type into it: numbers of 18 digits are rounded in any other. */
export type SheetColumn = { title: string; width?: number; text?: boolean }

/** `spare` rows follow, blank and formatted, for a template to be filled in (the format has no other way we can write). */
export type SheetToWrite = {
  sheet: string
  kind: 'xlsx' | 'csv'
  columns: readonly SheetColumn[]
  rows: Many<readonly SheetValue[]>
  spare?: number
}

/** To a path or a stream; a path appears only when it is complete. Answers how many rows were written. */
export async function writeSheet(target: string | Writable, spec: SheetToWrite): Promise<number> {
  return write(target, { ...spec, lines: plainLines(spec.rows) })
}

async function* plainLines(rows: Many<readonly SheetValue[]>) {
  for await (const cells of rows) yield { cells }
}

/**
 * Gives failed rows back to be corrected and sent in again as they are: the original cells, before them the reasons,
 * the bad cells coloured. Rows are those of `openSheet`, with the importer's own troubles added to them.
 */
export async function returnRows(
  target: string | Writable,
  failed: {
    headers: readonly string[]
    rows: Many<Pick<SheetRow, 'cells' | 'troubles'>>
    kind: 'xlsx' | 'csv'
    sheet?: string
  },
): Promise<number> {
  const { headers, kind } = failed
  const columns = [{ title: reasonTitle, width: 40 }, ...headers.map(title => ({ title, text: true }))]
  return write(target, { sheet: failed.sheet ?? '待修改', kind, columns, lines: failedLines(headers, failed.rows) })
}

async function* failedLines(headers: readonly string[], rows: Many<Pick<SheetRow, 'cells' | 'troubles'>>) {
  for await (const { cells, troubles } of rows) {
    const reasons = troubles.map(({ column, say }) => (column === undefined ? say : `${column}：${say}`)).join('\n')
    const bad = new Set(troubles.flatMap(({ column }) => (column === undefined ? [] : [headers.indexOf(column) + 1])))
    yield { cells: [reasons, ...cells], bad }
  }
}

type Line = { cells: readonly SheetValue[]; bad?: ReadonlySet<number> }
type Lines = Omit<SheetToWrite, 'rows'> & { lines: AsyncIterable<Line> }

async function write(target: string | Writable, spec: Lines): Promise<number> {
  const written = { rows: 0 }
  const bytes = Readable.from(spec.kind === 'csv' ? csvPieces(spec, written) : await xlsxBytes(spec, written))
  if (typeof target !== 'string') {
    await pipeline(bytes, target)
    return written.rows
  }
  const part = `${target}.part`
  try {
    await pipeline(bytes, createWriteStream(part))
    await rename(part, target)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  return written.rows
}

function count(written: { rows: number }) {
  written.rows++
  if (written.rows >= most.rows) throw sheetTrouble.tooManyRows()
}

// ── CSV ─────────────────────────────────────────────────────────────────────

/** The mark at the start is how spreadsheet programs know that a .csv file is UTF-8. */
async function* csvPieces({ columns, lines }: Lines, written: { rows: number }) {
  let piece = `\uFEFF${csvLine(columns.map(c => c.title))}`
  for await (const { cells } of lines) {
    count(written)
    piece += csvLine(cells)
    if (piece.length < 65_536) continue
    yield piece
    piece = ''
  }
  yield piece
}

const csvLine = (cells: readonly SheetValue[]) => `${cells.map(csvCell).join(',')}\r\n`

function csvCell(value: SheetValue): string {
  if (typeof value !== 'string') return textOf(value)
  const text = guardCsv(shortened(value))
  // Other separators too: whoever reads the file guesses which one it uses.
  return /[",;|\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

// ── XLSX ────────────────────────────────────────────────────────────────────

const asText: CellStyle = { numFmt: '@' }
const asReason: CellStyle = { alignment: { wrapText: true, vertical: 'top' } }
const asBad: CellStyle = { numFmt: '@', fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFC7CE' } } }
const asTitle: CellStyle = {
  numFmt: '@',
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7EDF5' } },
}

/**
 * The streaming writer knows one style a column and asks for it once a cell; answering by the row that is being written
 * gives every cell its own, without holding the sheet in memory.
 */
async function xlsxBytes(spec: Lines, written: { rows: number }) {
  const { writeXlsxStream } = await import('hucre')
  let styleAt: (at: number) => CellStyle | undefined = () => asTitle
  const usual = spec.columns.map(c => (c.text ? asText : c.title === reasonTitle ? asReason : undefined))

  async function* rows() {
    yield spec.columns.map(c => xlsxCell(c.title))
    for await (const { cells, bad } of spec.lines) {
      count(written)
      styleAt = at => (bad?.has(at) ? asBad : (usual[at] ?? formatted(cells[at])))
      yield cells.map(xlsxCell)
    }
    styleAt = at => usual[at]
    for (let n = 0; n < (spec.spare ?? 0); n++) yield spec.columns.map(() => null)
  }
  const columns = spec.columns.map((c, at) => ({
    width: c.width ?? Math.max(c.text ? 20 : 10, 2 * c.title.length + 4),
    get style() {
      return styleAt(at) ?? {}
    },
  }))
  return writeXlsxStream(rows(), { name: sheetName(spec.sheet), columns, freezePane: { rows: 1 } })
}

// Text never runs when the file is opened, but it would when someone edits the cell, unless the cell is text by format.
const formatted = (value: SheetValue | undefined) => (typeof value === 'string' && wouldRun(value) ? asText : undefined)

function xlsxCell(value: SheetValue): SheetValue {
  if (typeof value === 'boolean') return yesNo(value)
  if (typeof value !== 'string') return value
  // `_x0041_` means A in a workbook, so text that looks like that is spelled out; so are characters XML cannot hold.
  const text = guardXlsx(shortened(value)).replace(/_x[0-9A-Fa-f]{4}_/g, '_x005F$&')
  return text === '' ? null : text.toWellFormed().replace(/[\uFFFE\uFFFF]/g, c => `_x${c.charCodeAt(0).toString(16)}_`)
}

/** Excel refuses a file whose sheet is named otherwise. */
const sheetName = (name: string) =>
  name
    .replace(/[[\]:*?/\\']/g, ' ')
    .trim()
    .slice(0, 31) || '表格'

const shortened = (text: string) => (text.length > most.cell - 1 ? `${text.slice(0, most.cell - 2)}…` : text)

function textOf(value: Exclude<SheetValue, string>): string {
  if (typeof value === 'boolean') return yesNo(value)
  return value === null || !Number.isFinite(value) ? '' : String(value)
}
