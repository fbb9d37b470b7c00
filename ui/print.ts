/**
 * The parts almost every paper needs, once for all prints: labels and words come from the contract, as on the screens.
 * Sizes are points on A4.
 */
import type { core } from 'zod'
import type { Content, Column as Placed, TableCell } from '../kernel/print.ts'
import { stamp } from '../kernel/clock.ts'
import { yuan } from '../kernel/fen.ts'
import { t } from '../kernel/text.ts'
import { fieldOf, wordFor } from './shapes.ts'

/** The value of a field in the words of the screens; '' when there is nothing. */
export function sayField(schema: core.$ZodType, name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (value instanceof Date) return stamp(value)
  if (typeof value === 'boolean') return value ? t('是') : t('否')
  const { choices, kind } = fieldOf(schema, name)
  if (kind === 'money') return yuan(Number(value))
  return [value]
    .flat()
    .map(v => (choices.length ? wordFor(choices, v) : String(v)))
    .join('、')
}

/** `empty`: room to write by hand, in points, while there is nothing yet. */
export type Fact = { label: string; text: string; empty?: number }

/** Each field under its label; one that is empty stays away, as on the screen. `said` has its own words. */
export const factsOf = <T extends object>(
  schema: core.$ZodType,
  record: T,
  names: readonly (keyof T & string)[],
  said: { [K in keyof T]?: string | null } = {},
): Fact[] =>
  names
    .map(name => ({
      label: fieldOf(schema, name).label,
      text: name in said ? (said[name] ?? '') : sayField(schema, name, record[name]),
    }))
    .filter(fact => fact.text)

/** Half a line holds 17 Chinese characters, or twice as many others. */
const isWide = ({ text, empty }: Fact) =>
  empty !== undefined || text.includes('\n') || text.replace(/[\u2e80-\uffff]/g, '00').length > 34

/** Chinese breaks anywhere, a web address nowhere: left alone it would push the table off the paper. */
function fitting(text: string, most: number) {
  const long = new RegExp(`[\\x21-\\u2e7f]{${Math.floor(most)}}`, 'g')
  if (!long.test(text)) return { text }
  // pdfmake breaks between the halves of a rare character, which leaves none of it.
  return /[\u{10000}-\u{10ffff}]/u.test(text)
    ? { text: text.replace(long, '$& ') }
    : { text, wordBreak: 'break-all' as const }
}

/** Two facts a line; a long one has the line for itself. */
export function Facts(facts: readonly Fact[]): Content {
  const rows: TableCell[][] = []
  let half: Fact | null = null
  for (const fact of facts) {
    if (isWide(fact)) {
      if (half) rows.push(whole(half))
      rows.push(whole(fact))
      half = null
    } else if (half) {
      rows.push([...cells(half), ...cells(fact)])
      half = null
    } else half = fact
  }
  if (half) rows.push(whole(half))
  return { table: { widths: [62, '*', 62, '*'], body: rows, dontBreakRows: true }, layout: 'thin' }
}

const cells = (fact: Fact, colSpan = 1): TableCell[] => [
  { text: fact.label, color: '#444444' },
  {
    ...fitting(fact.text, colSpan > 1 ? 60 : 24),
    colSpan,
    ...(!fact.text && fact.empty && { marginBottom: fact.empty }),
  },
]
const whole = (fact: Fact): TableCell[] => [...cells(fact, 3), '', '']

export const Heading = (title: string, under?: string): Content => ({
  stack: [
    { text: title, bold: true, fontSize: 20, alignment: 'center' },
    under ? { text: under, alignment: 'center', color: '#444444', marginTop: 2 } : '',
  ],
  marginBottom: 8,
})

/** A part under its own heading; the heading never stays behind alone. */
export const Part = (title: string, content: Content): Content => ({
  stack: [{ text: title, bold: true, fontSize: 11.5, margin: [0, 10, 0, 4] }, content],
})

/** `short`: never broken into lines; for what always has the same length, which is then also laid out faster. */
export type Column = { title: string; width: number | '*'; short?: true }

/** A table whose head stands on every page. */
export const Table = (columns: readonly Column[], rows: readonly (readonly string[])[], fontSize = 8.5): Content => ({
  table: {
    headerRows: 1,
    dontBreakRows: true,
    widths: columns.map(c => c.width),
    body: [
      columns.map(c => ({ text: c.title, bold: true })),
      ...rows.map(row =>
        row.map((text, i) => {
          const { short, width } = columns[i]!
          return short ? { text, noWrap: true } : fitting(text, width === '*' ? 24 : width / fontSize)
        }),
      ),
    ],
  },
  layout: 'dense',
  fontSize,
  lineHeight: 1,
})

/** Where people sign: a line and a date for each. It stays together. */
export const Signatures = (who: readonly string[]): Content => ({
  unbreakable: true,
  columns: who.map(name => ({
    stack: [
      { text: t('{name}（签字）', { name }) },
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 112, y2: 0, lineWidth: 0.7 }], marginTop: 40 },
      { text: t('　　　　年　　月　　日'), color: '#444444', preserveLeadingSpaces: true, marginTop: 4 },
    ],
  })),
  columnGap: 20,
  marginTop: 18,
})

/** A code to scan, and for whoever cannot, where it leads in letters. The white around it is part of it. */
export const Code = (url: string, caption: string, side: number): Placed => ({
  width: side + 12,
  stack: [
    { qr: url, fit: side, eccLevel: 'M', alignment: 'center' },
    { text: caption, alignment: 'center', marginTop: 4 },
  ],
})
