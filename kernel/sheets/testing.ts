/** Files for the tests of this folder, made byte by byte, and the shortest way to read one. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { openSheet, type SheetRow } from '../sheets.ts'

const folder = mkdtempSync(join(tmpdir(), 'sheets-'))
process.once('exit', () => rmSync(folder, { recursive: true }))

let files = 0
export function file(content: string | Buffer): { name: string; path: string } {
  const path = join(folder, `${++files}`)
  writeFileSync(path, content)
  return { name: '名单.xlsx', path }
}

export async function readAll(source: { name: string; path: string }, options?: Parameters<typeof openSheet>[1]) {
  const sheet = await openSheet(source, options)
  const rows: SheetRow[] = []
  try {
    for await (const row of sheet.rows()) rows.push(row)
  } finally {
    await sheet.close()
  }
  return { ...sheet, rows, cells: rows.map(row => row.cells), troubles: rows.flatMap(row => row.troubles) }
}

export const refused = (content: string | Buffer, name: string, options?: Parameters<typeof openSheet>[1]) =>
  assert.rejects(readAll(file(content), options), { code: `sheets.${name}`, status: 422 })

// ── Making files ────────────────────────────────────────────────────────────

export type Part = { text: string | Buffer; locked?: boolean; claims?: number; wrongSum?: boolean }

export function zip(parts: Record<string, string | Part>): Buffer {
  const bodies: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const [name, given] of Object.entries(parts)) {
    const part: Part = typeof given === 'string' ? { text: given } : given
    const text = Buffer.from(part.text as string)
    const packed = deflateRawSync(text)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(part.locked ? 1 : 0, 2)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(part.wrongSum ? 1 : crc32(text), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(part.claims ?? text.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    bodies.push(Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    list.push(Buffer.from('PK\x01\x02\x14\0'), fields, tail, Buffer.from(name))
    at += 30 + Buffer.byteLength(name) + packed.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(parts).length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...bodies, directory, Buffer.from('PK\x05\x06'), end])
}

const link = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`

/** What a spreadsheet program saves: texts and styles in parts of their own, behind the sheet. */
export const workbook = (
  rows: string | Part,
  { texts = '', formats = '', parts = {} as Record<string, string | Part> } = {},
) =>
  zip({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships>${link('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/worksheets/sheet1.xml':
      typeof rows === 'string' ? `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData></worksheet>` : rows,
    'xl/worksheets/sheet2.xml': `<worksheet><sheetData><row><c t="inlineStr"><is><t>说明</t></is></c></row></sheetData></worksheet>`,
    'xl/workbook.xml':
      '<workbook><sheets><sheet name="字典" sheetId="2" state="hidden" r:id="rId2"/><sheet name="居民" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': `<Relationships>${link('rId1', 'worksheet', 'worksheets/sheet1.xml')}${link('rId2', 'worksheet', '/xl/worksheets/sheet2.xml')}${link('rId3', 'styles', 'styles.xml')}${link('rId4', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst>${texts}</sst>`,
    'xl/styles.xml': `<styleSheet>${formats}</styleSheet>`,
    ...parts,
  })

export const c = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`
export const titles = (...names: string[]) =>
  `<row r="1">${names.map((name, at) => c(`${String.fromCharCode(65 + at)}1`, name)).join('')}</row>`
