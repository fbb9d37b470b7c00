/** Prints kernel/db.gen.ts from the live schema: the SQL is the only place a column is declared. */
import pg from 'pg'

const types: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  name: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float8: 'number',
  numeric: 'Numeric',
  timestamptz: 'Date',
  date: 'string',
  daterange: 'string',
  bool: 'boolean',
  bytea: 'Buffer',
  xid8: 'string',
  jsonb: 'Json',
  _uuid: 'string[]',
  _text: 'string[]',
}
const camel = (s: string) => s.replace(/_(\w)/g, (_, c: string) => c.toUpperCase())

export async function dbTypes(url: string): Promise<string> {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  const { rows } = await db.query<{ table: string; name: string; type: string; null: boolean; given: boolean }>(`
    select table_schema || '.' || table_name as "table", column_name as name, udt_name as type, is_nullable = 'YES' as "null",
      column_default is not null or is_identity = 'YES' or is_generated = 'ALWAYS' as given
    from information_schema.columns
    where table_schema not in ('pg_catalog', 'information_schema', 'pgboss', 'public')
    order by table_schema collate "C", table_name collate "C", ordinal_position`)
  await db.end()
  const lines = [
    "import type { ColumnType, Generated } from 'kysely'",
    '',
    'type Numeric = ColumnType<string, number | string>',
    'type Json = ColumnType<unknown, string | null, string | null>',
    '',
    'export type DB = {',
  ]
  for (const [table, columns] of Map.groupBy(rows, r => r.table)) {
    lines.push(`  '${camel(table)}': {`)
    for (const { name, type, null: nullable, given } of columns) {
      const is = types[type]
      if (!is) throw new Error(`${table}.${name}: no TypeScript type for ${type}`)
      const full = is + (nullable ? ' | null' : '')
      lines.push(`    ${camel(name)}: ${given ? `Generated<${full}>` : full}`)
    }
    lines.push('  }')
  }
  return [...lines, '}', ''].join('\n')
}
