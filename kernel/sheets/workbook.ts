/** The small parts of a workbook: which sheets it has and where, and which number formats mean a date, a time or a code. */
import { isDateFormat } from 'hucre'
import { sheetTrouble } from './trouble.ts'
import { type Attributes, scan } from './xml.ts'
import type { Zip } from './zip.ts'

export type Book = {
  sheets: { name: string; part: string; hidden: boolean }[]
  styles: string | undefined
  texts: string | undefined
  from1904: boolean
}

/** How a number is shown: as a date, as a time, padded with zeros to so many digits (a code), or as it is. */
export type Shape = 'plain' | 'date' | 'time' | number

export async function bookOf(zip: Zip): Promise<Book> {
  const root = (await linksOf(zip, '')).find(link => link.type === 'officeDocument')
  if (!root || !zip.has(root.part)) throw sheetTrouble.broken()
  const links = await linksOf(zip, root.part)
  const at = (type: string) => links.find(link => link.type === type && zip.has(link.part))?.part
  const worksheets = new Map(links.filter(link => link.type === 'worksheet').map(link => [link.id, link.part]))
  const book: Book = { sheets: [], styles: at('styles'), texts: at('sharedStrings'), from1904: false }
  each(await zip.text(root.part), (tag, attributes) => {
    if (tag === 'workbookPr') book.from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '')
    if (tag !== 'sheet') return
    const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1]
    const part = worksheets.get(id ?? '')
    const hidden = /hidden/i.test(attributes['state'] ?? '')
    if (part) book.sheets.push({ name: attributes['name'] ?? '', part, hidden })
  })
  return book
}

/** The shape of each cell style, in the order the cells refer to them. */
export function shapesOf(xml: string): Shape[] {
  const codes = new Map<string, string>()
  const formats: string[] = []
  let list = ''
  each(xml, (tag, attributes) => {
    if (/^(numFmts|cellStyleXfs|cellXfs|dxfs)$/.test(tag)) list = tag
    if (tag === 'numFmt' && list === 'numFmts') codes.set(attributes['numFmtId'] ?? '', attributes['formatCode'] ?? '')
    if (tag === 'xf' && list === 'cellXfs') formats.push(attributes['numFmtId'] ?? '0')
  })
  return formats.map(id => shapeOf(Number(id), codes.get(id)))
}

// Formats 27-36 and 50-58 are the dates and times of Chinese programs; no file spells them out.
const builtInDates = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
const builtInTimes = new Set([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56])

function shapeOf(id: number, code: string | undefined): Shape {
  if (code === undefined) return builtInDates.has(id) ? 'date' : builtInTimes.has(id) ? 'time' : 'plain'
  if (/^0{2,}$/.test(code)) return code.length
  if (!isDateFormat(code)) return 'plain'
  const signs = code.replace(/"[^"]*"|\\.|\[\$[^\]]*\]/g, '')
  return /[hs]/i.test(signs) && !/[yde]/i.test(signs.replace(/\[(red|green|white|yellow|magenta)\]/gi, ''))
    ? 'time'
    : 'date'
}

/** What a part refers to, by kind: strict and transitional workbooks differ only in the address before it. */
async function linksOf(zip: Zip, part: string) {
  const cut = part.lastIndexOf('/') + 1
  const [folder, links] = [part.slice(0, cut), `${part.slice(0, cut)}_rels/${part.slice(cut)}.rels`]
  if (!zip.has(links)) throw sheetTrouble.broken()
  const found: { id: string; type: string; part: string }[] = []
  each(await zip.text(links), (tag, attributes) => {
    if (tag !== 'Relationship' || attributes['TargetMode'] === 'External') return
    const target = (attributes['Target'] ?? '').replaceAll('\\', '/')
    const part = decodeURIComponent(new URL(target, `file:///${folder}`).pathname).slice(1)
    found.push({ id: attributes['Id'] ?? '', type: attributes['Type']?.split('/').at(-1) ?? '', part })
  })
  return found
}

function each(xml: string, open: (tag: string, attributes: Attributes) => void) {
  scan(xml.replace(/^\uFEFF/, ''), { open, close: () => {}, text: () => {} })
}
