/**
 * Divisions in bulk: those that came with the system, and a list of the area's own, which may be the whole country's.
 * The list goes in by COPY, some ten thousand lines to a transaction, so a run that was cut off is simply run again.
 */
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Db } from '../../kernel/db.ts'
import { openSheet, type SheetRow } from '../../kernel/sheets.ts'
import { divisions, type Division } from './divisions.ts'

/**
 * Puts in the divisions that came with the system, parents first. What already stands stays as it is, so it may run at
 * every start. Gives how many were new.
 */
export async function loadDivisions(db: Db, from: AsyncIterable<Division> = divisions()): Promise<number> {
  let count = 0
  let batch: Division[] = []
  const put = async () => {
    const { numAffectedRows } = await sql`
      insert into places.place (code, name) select * from unnest(${batch.map(d => d.code)}::text[], ${batch.map(d => d.name)}::text[])
      on conflict (code) do nothing`.execute(db)
    count += Number(numAffectedRows ?? 0)
    batch = []
  }
  for await (const division of from) if (batch.push(division) === 5_000) await put()
  if (batch.length) await put()
  return count
}

// ── A list from a file ──────────────────────────────────────────────────────

/** `other`: stands under another name, which `rename` changes and otherwise stays. */
export type Counts = { read: number; added: number; other: number; same: number; bad: number }
export type Refused = { cells: readonly string[]; reason: string }
type Options = {
  /** Only what begins with it. */
  under?: string
  /** Takes the file's name for what stands under another; otherwise it stays and is counted as it is. */
  rename?: boolean
  heard?: (counts: Counts) => void
  refuse?: (row: Refused) => Promise<void> | void
  batch?: number
}
type Line = { line: number; code: string; name: string; cells: readonly string[] }

/** Codes of 2 to 12 digits with names, in any order; a line whose parent is unknown is handed back. */
export async function loadList(url: string, file: string, options: Options = {}): Promise<Counts> {
  const { heard = () => {}, batch = 10_000 } = options
  const counts: Counts = { read: 0, added: 0, other: 0, same: 0, bad: 0 }
  const db = new pg.Client({ connectionString: url, application_name: 'linli-divisions' })
  db.on('error', () => {})
  await db.connect()
  try {
    await db.query(`create temp table coming (line int, code text collate "C", name text)`)
    for await (const lines of batches(file, options, counts, batch)) {
      await put(db, lines, options, counts)
      heard(counts)
    }
  } finally {
    await db.end()
  }
  return counts
}

async function put(db: pg.Client, lines: readonly Line[], { rename = false, refuse }: Options, counts: Counts) {
  await db.query('begin')
  // Nothing is known yet of a table that was just filled: the tree would be read from end to end for each batch.
  await db.query('set local enable_seqscan = off')
  await db.query('truncate coming')
  await pipeline(Readable.from(copied(lines)), db.query(copyFrom('copy coming from stdin')))
  const { rows: bad } = await db.query<{ line: number; why: string }>(
    `with twice as (
       delete from coming c using coming first where first.code = c.code and first.line < c.line returning c.line
     ) select distinct line, '与前面一行的代码相同' as why from twice`,
  )
  for (;;) {
    const { rows } = await db.query<{ line: number; why: string }>(
      `delete from coming c where length(code) > 2
         and not exists (select from places.place p where p.code = ${parent} and p.until is null)
         and not exists (select from coming p where p.code = ${parent})
       returning line, ${parent} || ' 这个上级不在系统里，请先装入上一级' as why`,
    )
    bad.push(...rows)
    if (!rows.length) break
  }
  const { rowCount: added } = await db.query(
    `insert into places.place (code, name) select code, name from coming order by length(code), code on conflict (code) do nothing`,
  )
  const { rows: other } = await db.query<{ code: string }>(
    rename
      ? `update places.place p set name = c.name from coming c where c.code = p.code and p.name <> c.name returning p.code`
      : `select p.code from places.place p join coming c on c.code = p.code where p.name <> c.name`,
  )
  await db.query('commit')
  counts.added += added ?? 0
  counts.other += other.length
  counts.bad += bad.length
  counts.same += lines.length - bad.length - (added ?? 0) - other.length
  const said = new Map(lines.map(l => [l.line, l.cells]))
  for (const { line, why } of bad) await refuse?.({ cells: said.get(line) ?? [], reason: why })
}

const parent = `left(c.code, case length(c.code) when 12 then 9 when 9 then 6 when 6 then 4 else 2 end)`

/** In pieces of some size: a line at a time takes ten times as long. */
function* copied(lines: readonly Line[]): Generator<string> {
  for (let n = 0; n < lines.length; n += 1_000)
    yield lines
      .slice(n, n + 1_000)
      .map(({ line, code, name }) => `${line}\t${code}\t${name.replace(/[\\\t\r\n]/g, '')}\n`)
      .join('')
}

/** What is no division is handed back at once; what lies elsewhere is passed over. */
async function* batches(file: string, { under = '', refuse }: Options, counts: Counts, size: number) {
  const sheet = await openSheet({ name: file, path: file })
  try {
    const at = columnsOf(sheet.headers)
    let lines: Line[] = []
    for await (const { line, cells, troubles } of withHeader(sheet.headers, sheet.headerLine, sheet.rows())) {
      const [code = '', name = ''] = [cells[at.code], cells[at.name]].map(text => text?.trim())
      if (!code.startsWith(under) && /^\d+$/.test(code)) continue
      counts.read++
      const why = troubles[0]?.say ?? wrong(code, name)
      if (why) {
        counts.bad++
        await refuse?.({ cells, reason: why })
      } else if (lines.push({ line, code, name, cells }) === size) {
        yield lines
        lines = []
      }
    }
    if (lines.length) yield lines
  } finally {
    await sheet.close()
  }
}

const wrong = (code: string, name: string): string | null =>
  !/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(code)
    ? '区划代码应是 2、4、6、9 或 12 位数字'
    : !name
      ? '没有名称'
      : name.length > 60
        ? '名称最多 60 个字'
        : null

const columnsOf = (headers: readonly string[]) => {
  const find = (pattern: RegExp, otherwise: number) => {
    const found = headers.findIndex(h => pattern.test(h))
    return found < 0 ? otherwise : found
  }
  return { code: find(/^(code|代码|.*区划代码|.*编码)$/i, 0), name: find(/^(name|名称|.*名称)$/i, 1) }
}

/** Many a list begins without one. */
async function* withHeader(headers: readonly string[], line: number, rows: AsyncIterable<SheetRow>) {
  if (headers.some(h => /^\d{2,12}$/.test(h))) yield { line, cells: [...headers], troubles: [] }
  yield* rows
}
