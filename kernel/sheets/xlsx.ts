/**
 * Rows of a workbook, one piece of XML at a time, so that memory does not grow with the rows. hucre's own row reader is
 * not used: on 200,000 rows of 10 shared texts, which is how every spreadsheet program saves, it took 1.1 GB against
 * 0.3 GB here, and it reads ahead without limit when its rows are used slowly.
 */
import { serialToDate } from 'hucre'
import { most, type RawRow, type Reader, sheetTrouble } from './trouble.ts'
import { dateText, isLong, longNumber, numberText, timeText, yesNo } from './values.ts'
import { bookOf, type Shape, shapesOf } from './workbook.ts'
import { type Sax, scan, unescaped } from './xml.ts'
import type { Zip } from './zip.ts'

type Texts = readonly string[]

export async function openXlsx(zip: Zip, wanted: string | undefined): Promise<Reader> {
  const book = await bookOf(zip)
  const sheet =
    wanted === undefined
      ? (book.sheets.find(s => !s.hidden) ?? book.sheets[0])
      : book.sheets.find(s => s.name === wanted)
  if (!sheet) throw wanted === undefined ? sheetTrouble.empty() : sheetTrouble.noSuchSheet()
  const shapes = book.styles === undefined ? [] : shapesOf(await zip.text(book.styles))
  const texts = book.texts === undefined ? [] : await sharedTexts(zip.bytes(book.texts, most.sharedTexts))
  return {
    sheetNames: book.sheets.filter(s => !s.hidden).map(s => s.name),
    rows: () => sheetRows(zip.bytes(sheet.part), { texts, shapes, from1904: book.from1904 }),
  }
}

/** XML cut before a closing tag, where neither a tag nor an entity can be split. */
async function* pieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true })
    const cut = text.lastIndexOf('</')
    if (cut >= 0) yield rest + text.slice(0, cut)
    rest = cut >= 0 ? text.slice(cut) : rest + text
    if (rest.length > most.columns * most.cell) throw sheetTrouble.broken()
  }
  yield rest + decoder.decode()
}

/** Collects the texts of `t` elements; reading aids above Chinese characters (`rPh`) are not part of the text. */
function textCollector() {
  let text = ''
  let taking = false
  let aid = false
  return {
    start: () => void (text = ''),
    open: (tag: string) => {
      if (tag === 'rPh') aid = true
      else if (tag === 't') taking = !aid
    },
    close: (tag: string) => {
      if (tag === 'rPh') aid = false
      else if (tag === 't') taking = false
    },
    add: (more: string) => {
      if (taking) text += more
    },
    text: () => unescaped(text),
  }
}

async function sharedTexts(bytes: AsyncIterable<Uint8Array>): Promise<Texts> {
  const texts: string[] = []
  const item = textCollector()
  const sax: Sax = {
    open: tag => (tag === 'si' ? item.start() : item.open(tag)),
    close: tag => (tag === 'si' ? void texts.push(item.text()) : item.close(tag)),
    text: item.add,
  }
  for await (const xml of pieces(bytes)) scan(xml, sax)
  return texts
}

type Look = { texts: Texts; shapes: readonly Shape[]; from1904: boolean }

async function* sheetRows(bytes: AsyncIterable<Uint8Array>, look: Look): AsyncGenerator<RawRow, void, undefined> {
  let ready: RawRow[] = []
  let row: RawRow = { line: 0, cells: [] }
  let cell: RawCell = blankCell(0)
  let value = false
  let within = false
  let done = false
  const inline = textCollector()
  const sax: Sax = {
    open: (tag, attrs) => {
      if (tag === 'sheetData') within = true
      else if (!within) return
      else if (tag === 'row') row = { line: Number(attrs['r']) || row.line + 1, cells: [] }
      else if (tag === 'c') {
        cell = blankCell(attrs['r'] ? columnOf(attrs['r']) : cell.line === row.line ? cell.at + 1 : 0)
        cell.line = row.line
        cell.type = attrs['t'] ?? 'n'
        cell.shape = look.shapes[Number(attrs['s'] ?? 0)] ?? 'plain'
        inline.start()
      } else if (tag === 'v') value = true
      else if (tag === 'f') cell.formula = true
      else inline.open(tag)
    },
    text: text => {
      if (value) cell.raw += text
      else inline.add(text)
    },
    close: tag => {
      if (tag === 'v') value = false
      else if (tag === 'c' && within) put(row, cell.at, textOf(cell, inline.text(), look))
      else if (tag === 'row' && within && row.cells.length > 0) ready.push(row)
      else if (tag === 'sheetData') {
        within = false
        done = true
      } else inline.close(tag)
    },
  }
  for await (const xml of pieces(bytes)) {
    // What follows the rows is read to its end all the same: only then is the checksum known to be right.
    if (done) continue
    scan(xml, sax)
    for (const found of ready) yield found
    ready = []
  }
  if (!done) throw sheetTrouble.broken()
}

type RawCell = { at: number; line: number; type: string; shape: Shape; raw: string; formula: boolean }
const blankCell = (at: number): RawCell => ({ at, line: 0, type: 'n', shape: 'plain', raw: '', formula: false })

/** 'BC12' is column 54, counted from 0. */
function columnOf(ref: string): number {
  let n = 0
  for (let i = 0; i < ref.length; i++) {
    const c = ref.charCodeAt(i)
    if (c < 65) break
    n = n * 26 + (c & 31)
  }
  return n - 1
}

function put(row: RawRow, at: number, { text, trouble }: { text: string; trouble?: string }) {
  if (text === '' && !trouble) return
  const { line } = row
  if (at >= most.columns) throw sheetTrouble.tooManyColumns({ line })
  if (at < 0 || line > most.rows) throw sheetTrouble.tooManyRows({ line })
  while (row.cells.length < at) row.cells.push('')
  row.cells[at] = text
  if (trouble) (row.troubles ??= []).push({ at, say: trouble })
}

function textOf(cell: RawCell, inline: string, look: Look): { text: string; trouble?: string } {
  const { type, raw } = cell
  if (type === 'inlineStr') return { text: inline }
  if (raw === '')
    return cell.formula && type !== 'str'
      ? { text: '', trouble: '公式没有算出结果，请用表格软件打开并保存一次' }
      : { text: '' }
  if (type === 's') {
    const text = look.texts[Number(raw)]
    if (text === undefined) throw sheetTrouble.broken()
    return { text }
  }
  if (type === 'str') return { text: unescaped(raw) }
  if (type === 'b') return { text: yesNo(raw === '1' || raw === 'true') }
  if (type === 'e') return { text: raw, trouble: `公式出错(${raw})` }
  if (type === 'd') return { text: raw.replace(/T00:00:00(\.0+)?$/, '') }
  const n = Number(raw)
  return Number.isFinite(n) ? numberIn(cell.shape, n, look.from1904) : { text: raw }
}

function numberIn(shape: Shape, n: number, from1904: boolean): { text: string; trouble?: string } {
  const isDate = n >= 0 && n < 2_958_466
  if (shape === 'time' && isDate) return { text: timeText(n) }
  if (shape === 'date' && isDate) return { text: n < 1 ? timeText(n) : dateText(serialToDate(n, from1904)) }
  if (isLong(n)) return { text: numberText(n), trouble: longNumber }
  const text = numberText(n)
  return { text: typeof shape === 'number' && Number.isInteger(n) && n >= 0 ? text.padStart(shape, '0') : text }
}
