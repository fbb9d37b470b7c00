/** Runs of `npx linli` for tests on a folder of their own, the sheets they read, and what a database holds, table by table. */
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { writeSheet } from '../../kernel/sheets/write.ts'
import { quoted, tablesOf } from './backup-tables.ts'
import { program } from './program.ts'

export type Run = { code: number | null; out: string; said: string; data: Record<string, unknown> }

/** Nothing of the environment of whoever runs the tests but where programs are, and what was compiled before. */
export function bare(): Record<string, string> {
  const { PATH = '', TMPDIR, NODE_COMPILE_CACHE } = process.env
  return { PATH, ...(TMPDIR && { TMPDIR }), ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }) }
}

/** A process of its own. `env` beside a clean environment; the answer of `--json` is read. */
export function linli(
  data: string,
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<Run> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    cwd: tmpdir(),
    env: { ...bare(), LINLI_DATA: data, ...env },
  })
  let [out, said] = ['', '']
  child.stdout.on('data', chunk => (out += chunk))
  child.stderr.on('data', chunk => (said += chunk))
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return new Promise((done, failed) => {
    child.on('error', failed)
    child.on('close', code => {
      const data = args.includes('--json') && out ? (JSON.parse(out) as Record<string, unknown>) : {}
      done({ code, out, said, data })
    })
  })
}

/** The same command within this process, whose programs are already read: for what a process of its own would not show better. */
export async function typed(data: string, args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  let [out, said] = ['', '']
  const code = await program(args, {
    env: { LINLI_DATA: data, ...env },
    print: text => (out += `${text}\n`),
    say: line => (said += `${line}\n`),
  })
  return { code, out, said, data: args.includes('--json') ? (JSON.parse(out) as Record<string, unknown>) : {} }
}

/** A count and a hash of the ordered rows for each table. Transaction numbers are another database's own and left out. */
export async function contents(url: string): Promise<Record<string, string>> {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  const found: Record<string, string> = {}
  for (const { name } of await tablesOf(db)) {
    const own = name === 'kernel.cursor' ? `- 'xid' - 'id' - 'at'` : `- 'xid'`
    const but = name === 'kernel.trail' ? `where op not like 'backup.%'` : ''
    const { rows } = await db.query<{ sum: string }>(`
      select count(*) || ' ' || coalesce(md5(string_agg(line, E'\\n' order by line collate "C")), '') as sum
      from (select (to_jsonb(t) ${own})::text as line from ${quoted(name)} t ${but})`)
    found[name] = rows[0]!.sum
  }
  await db.end()
  return found
}

/** Every text of every table that is sealed, by column and version: 「people.resident.phone v1」 → how many. */
export async function sealedTexts(url: string): Promise<Map<string, number>> {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  const found = new Map<string, number>()
  const { rows: columns } = await db.query<{ table: string; column: string }>(`
    select table_schema || '.' || table_name as table, column_name as column from information_schema.columns
    where data_type = 'text' and table_schema not in ('pg_catalog', 'information_schema', 'pgboss')`)
  for (const { table, column } of columns) {
    const { rows } = await db.query<{ version: string; n: string }>(`
      select split_part(${quoted(column)}, '.', 1) as version, count(*) as n from ${quoted(table)}
      where ${quoted(column)} ~ '^v[0-9]+\\.[A-Za-z0-9_-]{38,}$' group by 1`)
    for (const { version, n } of rows) found.set(`${table}.${column} ${version}`, Number(n))
  }
  await db.end()
  return found
}

// ── Sheets ──────────────────────────────────────────────────────────────────

export const grid = '320582100001001'
const titles = {
  rooms: ['小区', '楼栋', '单元', '楼层', '房号', '网格代码', '用途'],
  people: ['姓名', '身份证号', '手机号', '小区', '楼栋', '单元', '房号', '网格代码', '与户主关系', '居住类型'],
}

/** Rooms are doors; people are a name, a number and a phone, each at the door of the same place in the list. */
export const roomsSheet = (path: string, doors: readonly string[]) =>
  sheet(
    path,
    titles.rooms,
    doors.map(door => ['花园新村', '1幢', '1', '1', door, grid, '住宅']),
  )
export const peopleSheet = (path: string, people: readonly (readonly [string, string, string, door: string])[]) =>
  sheet(
    path,
    titles.people,
    people.map(([name, id, phone, door]) => [
      name,
      id,
      phone,
      '花园新村',
      '1幢',
      '1',
      door,
      grid,
      '户主',
      '户籍在此居住',
    ]),
  )

const sheet = (path: string, names: readonly string[], rows: readonly string[][]) =>
  writeSheet(path, { sheet: '表', kind: 'xlsx', columns: names.map(title => ({ title, text: true })), rows })

/** Seventeen digits and the letter or digit that checks them. */
export function idNumber(digits: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  return digits + '10X98765432'[sum % 11]
}
