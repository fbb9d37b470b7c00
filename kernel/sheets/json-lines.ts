/** Rows of a JSON Lines file: a record a line. Its first row is its headers; a field that appears only later is a trouble. */
import { most, type RawRow, sheetTrouble } from './trouble.ts'
import { yesNo } from './values.ts'

type Values = Map<string, string>
const lookAhead = 100

/** The fields of the first 100 records are the headers, because an optional field is often absent from the first. */
export async function* jsonRows(text: AsyncIterable<string>): AsyncGenerator<RawRow, void, undefined> {
  const headers: string[] = []
  let held: { line: number; values: Values | undefined }[] | undefined = []
  for await (const { line, source } of linesOf(text)) {
    const values = recordOf(source)
    if (!held) {
      yield rowOf(headers, line, values)
      continue
    }
    held.push({ line, values })
    for (const key of values?.keys() ?? []) if (!headers.includes(key)) headers.push(key)
    if (headers.length > most.columns) throw sheetTrouble.tooManyColumns({ line })
    if (held.length < lookAhead) continue
    yield { line: 0, cells: headers }
    for (const early of held) yield rowOf(headers, early.line, early.values)
    held = undefined
  }
  if (!held || headers.length === 0) return
  yield { line: 0, cells: headers }
  for (const early of held) yield rowOf(headers, early.line, early.values)
}

function rowOf(headers: string[], line: number, values: Values | undefined): RawRow {
  if (!values) return { line, cells: [], troubles: [{ say: '这一行不是完整的 JSON 记录' }] }
  const cells = headers.map(header => values.get(header) ?? '')
  const unknown = values.keys().filter(key => !headers.includes(key))
  return { line, cells, troubles: unknown.map(key => ({ say: `表头里没有“${key}”这一列` })).toArray() }
}

function recordOf(source: string): Values | undefined {
  try {
    const record: unknown = JSON.parse(source, exactNumbers)
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined
    return new Map(Object.entries(record).map(([key, value]) => [key, textOf(value)]))
  } catch {
    return undefined
  }
}

// JSON.parse rounds like a spreadsheet program does; here the digits are still in the file, so they are kept.
const exactNumbers = (_: string, value: unknown, context?: { source?: string }) =>
  typeof value === 'number' && context?.source && /^-?\d+$/.test(context.source) && !Number.isSafeInteger(value)
    ? context.source
    : value

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return yesNo(value)
  return value === null ? '' : JSON.stringify(value)
}

async function* linesOf(text: AsyncIterable<string>) {
  let rest = ''
  let line = 0
  for await (const piece of text) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > most.columns * most.cell) throw sheetTrouble.cellTooLong({ line: line + 1 })
    for (const source of lines) {
      line++
      if (source.trim()) yield { line, source }
    }
  }
  if (rest.trim()) yield { line: line + 1, source: rest }
}
