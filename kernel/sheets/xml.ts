/**
 * The XML of a workbook as tags and texts, in the order they stand. Names come without their prefix. A document type is
 * refused: workbooks have none, and entities declared in one can be made to swell without end.
 */
import { sheetTrouble } from './trouble.ts'

export type Attributes = Record<string, string>
export type Sax = {
  open: (tag: string, attributes: Attributes) => void
  close: (tag: string) => void
  text: (text: string) => void
}

/** `xml` may be a piece of a document, cut anywhere but inside a tag or an entity. */
export function scan(xml: string, sax: Sax): void {
  for (let at = 0; at < xml.length;) {
    const start = xml.indexOf('<', at)
    if (start !== at) sax.text(decoded(start < 0 ? xml.slice(at) : xml.slice(at, start)))
    if (start < 0) return
    const next = xml.charCodeAt(start + 1)
    at =
      next === SLASH
        ? closing(xml, start, sax)
        : next === BANG || next === ASK
          ? besides(xml, start, sax)
          : opening(xml, start, sax)
  }
}

function closing(xml: string, start: number, sax: Sax): number {
  const end = xml.indexOf('>', start)
  if (end < 0) throw sheetTrouble.broken()
  sax.close(local(xml.slice(start + 2, end).trimEnd()))
  return end + 1
}

/** By hand, because this is where the time goes: a pattern took twice as long for a sheet. */
function opening(xml: string, start: number, sax: Sax): number {
  let at = start + 1
  while (!endsName(xml.charCodeAt(at))) at++
  const tag = local(xml.slice(start + 1, at))
  const attributes: Attributes = {}
  for (;;) {
    while (xml.charCodeAt(at) <= SPACE) at++
    const c = xml.charCodeAt(at)
    if (c === GREATER || c === SLASH) break
    const equals = xml.indexOf('=', at)
    let quote = equals + 1
    while (xml.charCodeAt(quote) <= SPACE) quote++
    const mark = xml[quote]
    const end = mark === '"' || mark === "'" ? xml.indexOf(mark, quote + 1) : -1
    if (equals < 0 || end < 0) throw sheetTrouble.broken()
    attributes[xml.slice(at, equals).trimEnd()] = decoded(xml.slice(quote + 1, end))
    at = end + 1
  }
  sax.open(tag, attributes)
  if (xml.charCodeAt(at) === GREATER) return at + 1
  sax.close(tag)
  return at + 2
}
const [SPACE, BANG, SLASH, GREATER, ASK] = [32, 33, 47, 62, 63]
// At the end of the text the code is NaN, which no comparison holds for.
const endsName = (c: number) => !(c > SPACE) || c === SLASH || c === GREATER
const local = (tag: string) => tag.slice(tag.indexOf(':') + 1)

/** Comments and processing instructions are passed over, CDATA is text. */
function besides(xml: string, start: number, sax: Sax): number {
  for (const [opening, closing] of [
    ['<?', '?>'],
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
  ] as const) {
    if (!xml.startsWith(opening, start)) continue
    const end = xml.indexOf(closing, start + opening.length)
    if (end < 0) break
    if (opening === '<![CDATA[') sax.text(xml.slice(start + opening.length, end))
    return end + closing.length
  }
  throw sheetTrouble.broken()
}

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));/gi, (all, hex, dec, name) => {
    if (name) return named[name] ?? all
    const code = hex ? parseInt(hex, 16) : Number(dec)
    return code <= 0x10ffff ? String.fromCodePoint(code) : all
  })
}
const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Workbooks write characters that XML cannot hold as `_x000D_`, and text that looks like that as `_x005F_x000D_`. */
export const unescaped = (text: string) =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(parseInt(code, 16)))
    : text
