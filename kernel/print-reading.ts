/** Reads the words of a PDF back, through the same tables a reader copies text with: for tests that ask what is on paper. */
import { inflateSync } from 'node:zlib'

/** What the font lacks is drawn as a crossed box, glyph 0, and read back as this. */
export const box = '☒'

/** The text of each page, in the order it was drawn, without blanks: a word that was broken into two lines is one again. */
export function wordsOf(pdf: Buffer): string[] {
  const objects = objectsOf(pdf)
  const fonts = new Map<string, Map<string, string>>()
  for (const [id, { head }] of objects) {
    const table = /\/ToUnicode (\d+) 0 R/.exec(head)?.[1]
    if (table) fonts.set(id, unicodeOf(objects.get(table)!.text))
  }
  const pages = [...objects.values()].filter(o => /\/Type \/Page\b(?!s)/.test(o.head))
  return pages.map(({ head }) => {
    const names = new Map<string, Map<string, string>>()
    const resources = objects.get(/\/Resources (\d+) 0 R/.exec(head)![1]!)!.head
    for (const [, name, id] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) names.set(name!, fonts.get(id!)!)
    return drawn(objects.get(/\/Contents (\d+) 0 R/.exec(head)![1]!)!.text, names).replace(/\s/g, '')
  })
}

type Obj = { head: string; text: string }

function objectsOf(pdf: Buffer): Map<string, Obj> {
  const all = pdf.toString('latin1')
  const found = new Map<string, Obj>()
  for (const at of all.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const from = at.index + at[0].length
    const end = all.indexOf('\nendobj', from)
    const stream = all.indexOf('stream\n', from)
    const inside = stream !== -1 && stream < end
    const head = all.slice(from, inside ? stream : end)
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
    const bytes = pdf.subarray(stream + 7, stream + 7 + length)
    const text = inside && head.includes('FlateDecode') && !head.includes('/Subtype /Image')
    found.set(at[1]!, { head, text: text ? inflateSync(bytes).toString('latin1') : '' })
  }
  return found
}

/** `<0003> <0004> [<0061> <D842DFB7>]`: the glyphs of a range, each with its characters in UTF-16. */
function unicodeOf(cmap: string): Map<string, string> {
  const found = new Map<string, string>([['0000', box]])
  for (const [, first, list] of cmap.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi))
    for (const [i, [, hex]] of [...list!.matchAll(/<([0-9a-f ]+)>/gi)].entries()) {
      const glyph = (Number.parseInt(first!, 16) + i).toString(16).padStart(4, '0')
      const bytes = Buffer.from(hex!.replaceAll(' ', ''), 'hex')
      if (glyph !== '0000') found.set(glyph, bytes.swap16().toString('utf16le'))
    }
  return found
}

function drawn(content: string, fonts: Map<string, Map<string, string>>): string {
  let said = ''
  let font: Map<string, string> | undefined
  for (const [, name, hex] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9a-f]+)>/gi)) {
    if (name) font = fonts.get(name)
    else for (const glyph of hex!.toLowerCase().match(/.{4}/g) ?? []) said += font?.get(glyph) ?? '?'
  }
  return said
}
