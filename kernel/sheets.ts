/**
 * The only way to read a spreadsheet file: whatever it is called, its content decides what it is, and its rows come one
 * at a time as text. A file that cannot be read is a Problem; a cell that cannot be trusted is a trouble on its row.
 */
import { type FileHandle, open } from 'node:fs/promises'
import { csvRows, separatorOf } from './sheets/csv.ts'
import { jsonRows } from './sheets/json-lines.ts'
import { openText } from './sheets/text.ts'
import { most, type RawRow, type Reader, sheetTrouble } from './sheets/trouble.ts'
import { unguard } from './sheets/values.ts'
import { openZip } from './sheets/zip.ts'

export type SheetKind = 'xlsx' | 'xls' | 'csv' | 'jsonl'

/** `column` is a header; without it the line as a whole is meant. */
export type CellTrouble = { column?: string; say: string }

/**
 * `line` is the row's number as a spreadsheet program (for JSON Lines: a text editor) shows it. `cells` has one text a
 * header, in their order, without space at its end; text found beyond the last header follows and is a trouble.
 * Dates read '2026-11-23' or '2026-11-23T09:30:00', times '09:30', yes and no '是' and '否'.
 */
export type SheetRow = { line: number; cells: string[]; troubles: CellTrouble[] }

export type Sheet = {
  kind: SheetKind
  /** The sheets a person can see in the workbook; a text file is one sheet, named as the file. */
  sheetNames: string[]
  /** No two alike: the second 电话 is 电话_2, a column without a name 第3列. */
  headers: string[]
  headerLine: number
  /** Size of the file. */
  bytes: number
  /** Each call reads from the beginning. Blank rows are left out. */
  rows: () => AsyncGenerator<SheetRow, void, undefined>
  close: () => Promise<void>
}

/** The column that `returnRows` puts first; a sheet that comes back with it is read as if it were not there. */
export const reasonTitle = '原因'

/**
 * `headerLine` when the header is not the first row with two cells filled in, `sheet` when it is not the first one.
 * For JSON Lines the fields of the first 100 records are the headers.
 */
export async function openSheet(
  source: { name: string; path: string },
  options: { sheet?: string; headerLine?: number } = {},
): Promise<Sheet> {
  const file = await open(source.path)
  try {
    const bytes = (await file.stat()).size
    const { kind, reader } = await readerOf(file, bytes, source.name, options.sheet)
    const clean = kind === 'jsonl' ? tidy : (text: string) => tidy(unguard(text))
    const header = await headerOf(reader, clean, options.headerLine)
    return {
      kind,
      sheetNames: reader.sheetNames,
      headers: header.titles,
      headerLine: header.line,
      bytes,
      rows: () => dataRows(reader, clean, header),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

type Found = { kind: SheetKind; reader: Reader }

/** Read when the first workbook comes: a start, and each test, is quicker by what they bring with them. */
const workbooks = {
  xls: () => import('./sheets/xls.ts'),
  xlsx: () => import('./sheets/xlsx.ts'),
}

async function readerOf(file: FileHandle, size: number, name: string, sheet: string | undefined): Promise<Found> {
  if (size === 0) throw sheetTrouble.empty()
  const buffer = Buffer.alloc(16)
  await file.read(buffer, 0, 16, 0)
  const mark = buffer.toString('latin1')
  if (mark.startsWith('PK\x03\x04')) return { kind: 'xlsx', reader: await openZipped(file, size, sheet) }
  if (mark.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'))
    return { kind: 'xls', reader: await (await workbooks.xls()).openXls(file, size, sheet) }
  if (
    /^(\x89PNG|\xff\xd8\xff|GIF8[79]a|BM[^]{4}\0\0\0\0|RIFF[^]{4}WEBP|II\*\0|MM\0\*|[^]{4}ftyp(hei|mif|avif))/.test(
      mark,
    )
  )
    throw sheetTrouble.picture()
  if (foreign.some(start => mark.startsWith(start))) throw sheetTrouble.notASheet()
  return openPlain(file, size, name, mark.startsWith('\x1f\x8b'))
}

// Documents, archives and programs, by the bytes they begin with.
const foreign = ['%PDF-', '{\\rtf', 'Rar!\x1a', '7z\xbc\xaf', 'PK\x05', 'PK\x07', '\x7fELF', 'MZ\x90\0']

async function openZipped(file: FileHandle, size: number, sheet: string | undefined): Promise<Reader> {
  const zip = await openZip(file, size)
  if (zip.has('xl/workbook.bin') || zip.has('content.xml')) throw sheetTrouble.otherWorkbook()
  if (!zip.has('[Content_Types].xml') || !zip.names.some(name => name.startsWith('xl/'))) throw sheetTrouble.notASheet()
  return (await workbooks.xlsx()).openXlsx(zip, sheet)
}

async function openPlain(file: FileHandle, size: number, name: string, packed: boolean): Promise<Found> {
  const { head, pieces } = await openText(file, size, packed)
  const start = head.trimStart()
  if (start === '' && head.length < 65_536) throw sheetTrouble.empty()
  if (/^(<[!?a-z]|MIME-Version:)/i.test(start)) throw sheetTrouble.webPage()
  const sheetNames = [name.replace(/^.*[/\\]/, '').replace(/(\.(csv|tsv|txt|jsonl|ndjson))?(\.gz)?$/i, '')]
  if (/^(\{\s*["}]|\[\s*\{)/.test(start)) {
    if (!isRecord(start)) throw sheetTrouble.otherWorkbook()
    return { kind: 'jsonl', reader: { sheetNames, rows: () => jsonRows(pieces()) } }
  }
  const separator = separatorOf(head)
  return { kind: 'csv', reader: { sheetNames, rows: () => csvRows(pieces(), separator) } }
}

/** A record a line, not one record spread over many; of a first line longer than what was looked at, the best is hoped. */
function isRecord(start: string): boolean {
  const end = start.indexOf('\n')
  if (end < 0 && start.length > 10_000) return start.startsWith('{')
  return /^\{.*\}\s*$/.test(end < 0 ? start : start.slice(0, end))
}

type Header = { line: number; titles: string[]; skip: number }

async function headerOf(reader: Reader, clean: Clean, wanted: number | undefined): Promise<Header> {
  let first: RawRow | undefined
  let seen = 0
  for await (const row of reader.rows()) {
    if (wanted !== undefined && row.line < wanted) continue
    if (wanted !== undefined && row.line > wanted) break
    const filled = row.cells.filter(cell => clean(cell) !== '').length
    if (filled === 0) continue
    if (filled > 1 || wanted !== undefined) return titlesOf(row, clean)
    // A sheet of one column has no row with two cells: after fifty it is taken for one.
    first ??= row
    if (++seen === 50) break
  }
  if (!first) throw wanted === undefined ? sheetTrouble.empty() : sheetTrouble.noHeader()
  return titlesOf(first, clean)
}

function titlesOf({ line, cells }: RawRow, clean: Clean): Header {
  const names = cells.map(cell => clean(cell).replace(/\s+/g, ' ').trim())
  while (names.at(-1) === '') names.pop()
  const skip = names[0] === reasonTitle && names.length > 1 ? 1 : 0
  const titles: string[] = []
  for (const [at, name] of names.slice(skip).entries()) {
    const title = name || columnName(at)
    let free = title
    for (let n = 2; titles.includes(free); n++) free = `${title}_${n}`
    titles.push(free)
  }
  return { line, titles, skip }
}
const columnName = (at: number) => `第${at + 1}列`

async function* dataRows(
  reader: Reader,
  clean: Clean,
  { line, titles, skip }: Header,
): AsyncGenerator<SheetRow, void, undefined> {
  for await (const row of reader.rows()) {
    if (row.line <= line) continue
    const cells = row.cells.slice(skip).map(clean)
    while (cells.length > titles.length && cells.at(-1) === '') cells.pop()
    const troubles = (row.troubles ?? [])
      .filter(({ at }) => at === undefined || at >= skip)
      .map(({ at, say }) => (at === undefined ? { say } : { column: titles[at - skip] ?? columnName(at - skip), say }))
    for (const [at, text] of cells.entries()) {
      if (text.length > most.cell) throw sheetTrouble.cellTooLong({ line: row.line })
      const say = damage(row.cells[at + skip] ?? '')
      if (say) troubles.push({ column: titles[at] ?? columnName(at), say })
    }
    if (troubles.length === 0 && cells.every(text => text === '')) continue
    if (row.line > most.rows) throw sheetTrouble.tooManyRows()
    if (cells.length > titles.length) troubles.push({ say: `这一行比表头多出 ${cells.length - titles.length} 格` })
    while (cells.length < titles.length) cells.push('')
    yield { line: row.line, cells, troubles }
  }
}

type Clean = (text: string) => string
const tidy: Clean = text => (text.includes('\0') ? text.replaceAll('\0', '') : text).trimEnd()

function damage(text: string): string | undefined {
  if (text.includes('\0')) return '有看不见的控制字符，请重新填写这一格'
  if (text.includes('\uFFFD')) return '有认不出的文字，请重新填写这一格'
}
