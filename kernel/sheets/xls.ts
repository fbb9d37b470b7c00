/** The old binary workbook, read whole by hucre. A date in one of the Chinese built-in formats (27-36, 50-58) stays a number. */
import type { FileHandle } from 'node:fs/promises'
import { type CellValue, read } from 'hucre'
import { most, type RawRow, type Reader, sheetTrouble } from './trouble.ts'
import { dateText, isLong, longNumber, numberText, yesNo } from './values.ts'
import { readAt } from './zip.ts'

export async function openXls(file: FileHandle, size: number, wanted: string | undefined): Promise<Reader> {
  if (size > most.xls) throw sheetTrouble.tooLarge()
  const bytes = await readAt(file, 0, size)
  // A compound file may hold anything; only these streams tell a workbook from a document or a locked new workbook.
  const holds = (stream: string) => bytes.includes(Buffer.from(stream, 'utf16le'))
  if (holds('EncryptedPackage')) throw sheetTrouble.locked()
  if (!holds('Workbook') && !holds('Book')) throw sheetTrouble.notASheet()
  if (isLocked(bytes)) throw sheetTrouble.locked()
  const { sheets } = await read(bytes).catch(() => Promise.reject(sheetTrouble.broken()))
  const sheet =
    wanted === undefined ? (sheets.find(s => s.rows.length > 0) ?? sheets[0]) : sheets.find(s => s.name === wanted)
  if (!sheet) throw wanted === undefined ? sheetTrouble.empty() : sheetTrouble.noSuchSheet()
  return { sheetNames: sheets.map(s => s.name), rows: () => rowsOf(sheet.rows) }
}

/** Hucre does not notice a password: it would read scrambled cells. The lock is the record behind the first one. */
function isLocked(bytes: Buffer): boolean {
  for (let at = 512; at + 24 < bytes.length; at += 64) {
    if (bytes.readUInt16LE(at) !== 0x0809 || bytes.readUInt16LE(at + 4) !== 0x0600) continue
    const next = at + 4 + bytes.readUInt16LE(at + 2)
    if (next + 2 <= bytes.length && bytes.readUInt16LE(next) === 0x2f) return true
  }
  return false
}

async function* rowsOf(rows: readonly (readonly CellValue[])[]): AsyncGenerator<RawRow, void, undefined> {
  for (const [index, values] of rows.entries()) {
    // Rows that the file leaves out are holes in the array.
    const cells = (values ?? []).map(textOf)
    const troubles = (values ?? []).flatMap((value, at) => {
      const say = troubleOf(value)
      return say ? [{ at, say }] : []
    })
    yield { line: index + 1, cells, troubles }
  }
}

function troubleOf(value: CellValue): string | undefined {
  if (typeof value === 'number' && isLong(value)) return longNumber
  if (typeof value === 'string' && /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A)$/.test(value))
    return `公式出错(${value})`
}

function textOf(value: CellValue): string {
  if (value instanceof Date) return dateText(value)
  if (typeof value === 'number') return numberText(value)
  return typeof value === 'boolean' ? yesNo(value) : (value ?? '')
}
