/**
 * From somebody's headers to our columns. It is guessed by name, remembered for the same set of headers, and can be
 * written by hand as a JSON file for the files of another system; every part but `columns` may be left out:
 *
 *     {
 *       "columns":   { "编号": "unique_key", "事由": ["complaint_type", "descriptor"] },
 *       "values":    { "状态": { "Closed": "closed", "Open": "accepted", "*": "reported", "": "reported" } },
 *       "constants": { "社区": "320582100004", "来源": "import" },
 *       "dates": "iso", "zone": "+00:00", "sheet": "Sheet1", "headerLine": 3
 *     }
 *
 * `columns` is ours (label or key) ← theirs; of several headers the texts are joined by a space. `values` translates
 * what stands in the cell: '*' is anything else, '' an empty one. `constants` are for columns that the file has not.
 * `dates` says what 03/04/2026 means, `zone` where a time without a zone was written down.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { safeParse } from 'zod/v4/core'
import { Mapping } from './exchange-contract.ts'
import { dayIn, momentIn } from './exchange-dates.ts'
import type { Column, ImportKind } from './exchange-kinds.ts'
import { problem } from './exchange-rules.ts'
import { common, type Row } from './rules.ts'
import type { CellTrouble, SheetRow } from './sheets.ts'

export async function readMapping(path: string): Promise<Mapping> {
  const text = await readFile(path, 'utf8')
  const read = Mapping.safeParse(jsonOf(text))
  if (read.success) return read.data
  throw common.invalid(read.error.issues.map(issue => ({ path: issue.path, message: issue.message })))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw common.invalid([{ path: ['mapping'], message: '列的对应关系不是完整的 JSON' }])
  }
}

/** Headers are the same whatever their width, case, spaces, punctuation and remarks in brackets. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
const withoutRemark = (text: string) => plain(text.normalize('NFKC').replace(/[([{【〔].*?[)\]}】〕]/g, ''))

export function guess(kind: ImportKind, headers: readonly string[]): Mapping {
  const free = new Set(headers)
  const columns: Record<string, string> = {}
  for (const name of [plain, withoutRemark])
    for (const { key, label, also = [] } of kind.columns) {
      if (columns[key] !== undefined) continue
      const names = new Set([label, key, ...also].map(plain))
      const header = [...free].find(h => names.has(name(h)))
      if (header === undefined) continue
      columns[key] = header
      free.delete(header)
    }
  return { columns }
}

/** The same form, whatever order its columns stand in. */
export const fingerprint = (headers: readonly string[]): string =>
  createHash('sha256').update(headers.map(plain).toSorted().join('\n')).digest('hex')

/** The mapping by our keys. Throws `common.invalid` for a column we do not have or a header the file does not have. */
export function settled(kind: ImportKind, headers: readonly string[], given: Mapping): Mapping {
  const wrong: { path: (string | number)[]; message: string }[] = []
  const keyOf = (part: string, name: string) => {
    const found = kind.columns.find(c => c.key === name || c.label === name)
    if (!found) wrong.push({ path: ['mapping', part, name], message: `「${kind.label}」没有「${name}」这一列` })
    return found?.key ?? name
  }
  const byKey = <V>(part: string, said: Record<string, V> = {}): Record<string, V> =>
    Object.fromEntries(Object.entries(said).map(([name, value]) => [keyOf(part, name), value]))

  const columns = byKey('columns', given.columns)
  for (const [key, header] of Object.entries(columns))
    for (const one of [header].flat())
      if (!headers.includes(one))
        wrong.push({ path: ['mapping', 'columns', key], message: `表格里没有「${one}」这一列` })
  const mapping = {
    ...given,
    columns,
    values: byKey('values', given.values),
    constants: byKey('constants', given.constants),
  }
  if (wrong.length) throw common.invalid(wrong)
  return mapping
}

/** Required columns that neither the file nor a constant gives. */
export const missing = (kind: ImportKind, { columns, constants }: Mapping): Column[] =>
  kind.columns.filter(c => c.required && columns[c.key] === undefined && constants?.[c.key] === undefined)

export function refuseMissing(kind: ImportKind, mapping: Mapping) {
  const none = missing(kind, mapping).map(c => ({
    path: ['mapping', 'columns', c.key],
    message: `缺少「${c.label}」这一列`,
  }))
  if (none.length) throw problem.missing(none)
}

export type Judged = { line: number; cells: string[]; row?: Row; troubles: CellTrouble[] }

/** Reads rows as the mapping says, and judges each by itself. */
export function judge(kind: ImportKind, mapping: Mapping, headers: readonly string[]): (raw: SheetRow) => Judged {
  const columns = kind.columns.map(column => {
    const from = [mapping.columns[column.key] ?? []].flat()
    return { ...column, from: from.map(header => headers.indexOf(header)) }
  })
  const used = new Set(Object.values(mapping.columns).flat())
  const textOf = (column: (typeof columns)[number], cells: readonly string[]) => {
    const found = column.from
      .map(at => cells[at]?.trim())
      .filter(Boolean)
      .join(' ')
    const values = mapping.values?.[column.key]
    const meant = values && Object.hasOwn(values, found) ? values[found] : found && values?.['*']
    return meant || found || (column.from.length ? '' : (mapping.constants?.[column.key] ?? ''))
  }

  return ({ line, cells, troubles }) => {
    const told = troubles.filter(t => t.column === undefined || used.has(t.column))
    const wrong = new Set<string>()
    const given: Record<string, string> = {}
    const tell = (column: string, say: string) => {
      if (wrong.has(column)) return
      wrong.add(column)
      told.push(troubleAt(kind, mapping, column, say))
    }
    for (const column of columns) {
      const text = textOf(column, cells)
      const value = text && dated(column, text, mapping)
      if (value === undefined)
        tell(column.key, `应是日期，如 ${column.is === 'day' ? '2026-11-23' : '2026-11-23 09:30'}`)
      else if (value) given[column.key] = value
      else if (column.required) tell(column.key, `请填写${column.label}`)
    }
    const read = safeParse(kind.row, given)
    if (read.success && told.length === 0) return { line, cells, row: read.data as Row, troubles: told }
    for (const issue of read.error?.issues ?? []) {
      const key = String(issue.path[0] ?? '')
      // A message that its kind forgot to put into Chinese would be the validator's English.
      tell(key, /\p{Script=Han}/u.test(issue.message) ? issue.message : '填写有误')
    }
    return { line, cells, troubles: told }
  }
}

function dated({ is }: Column, text: string, { dates = 'iso', zone = '+08:00' }: Mapping): string | undefined {
  if (is === undefined) return text
  return is === 'day' ? dayIn(text, dates) : momentIn(text, dates, zone)
}

/** A mistake stands at the cell it came from; of a column that the file has not, the sentence says the name. */
export function troubleAt(kind: ImportKind, mapping: Mapping, key: string, say: string): CellTrouble {
  const column = [mapping.columns[key] ?? []].flat()[0]
  if (column !== undefined) return { column, say }
  const label = kind.columns.find(c => c.key === key)?.label
  return { say: label ? `${label}:${say}` : say }
}
