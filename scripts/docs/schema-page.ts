/** Prints docs/schema.md from the catalogue of a freshly migrated database: tables, columns, keys, and how each is spread. */
import pg from 'pg'
import { modules } from '../../modules/map.ts'
import { printed } from './rules-page.ts'
import { table } from './system.ts'

type Column = {
  schema: string
  table: string
  name: string
  type: string
  must: boolean
  primary: boolean
  references: string | null
}
type Table = { schema: string; table: string; spread: string | null }

export async function schemaPage(url: string): Promise<string> {
  const { tables, columns } = await catalogue(url)
  const schemas = [...new Set(tables.map(t => t.schema))].toSorted((a, b) => rank(a) - rank(b))
  return [
    '# 数据表',
    '',
    `表只在迁移文件里声明。每张表写明怎样分布：「按社区」随人口增长，各键以社区开头；「按键」按自己的主键散开；「参照」每台机器一份。${printed}`,
    '',
    ...schemas.flatMap(schema => {
      const mine = tables.filter(t => t.schema === schema)
      return [
        `## ${schema}`,
        '',
        ...table(
          ['表', '怎样分布'],
          mine.map(t => [`\`${schema}.${t.table}\``, spreads[t.spread ?? ''] ?? '升级程序自用']),
        ),
        '',
        '```mermaid',
        'erDiagram',
        ...mine.flatMap(t =>
          entity(
            t,
            columns.filter(c => c.schema === schema && c.table === t.table),
          ),
        ),
        ...arrows(columns.filter(c => c.schema === schema)),
        '```',
        '',
      ]
    }),
  ].join('\n')
}

const order = ['kernel', ...Object.keys(modules)]
const rank = (schema: string) => (order.includes(schema) ? order.indexOf(schema) : order.length)
const spreads: Record<string, string> = { 'distributed by community': '按社区', 'by key': '按键', reference: '参照' }
const entityName = (schema: string, name: string) => `${schema}_${name}`

const entity = ({ schema, table: name }: Table, columns: readonly Column[]) => [
  `  ${entityName(schema, name)} {`,
  ...columns.map(
    c =>
      `    ${c.type} ${c.name}${c.primary ? ' PK' : c.references ? ' FK' : ''}${c.must || c.primary ? '' : ' "可空"'}`,
  ),
  '  }',
]

function arrows(columns: readonly Column[]): string[] {
  const keys = columns
    .filter(c => c.references)
    .map(c => `  ${c.references!.replace('.', '_')} ||--o{ ${entityName(c.schema, c.table)} : ${c.name}`)
  return [...new Set(keys)]
}

/** Tables and columns by name order and position. `references` stands at the last column of a key, which tells rows apart. */
export async function catalogue(url: string): Promise<{ tables: Table[]; columns: Column[] }> {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  const { rows: tables } = await db.query<Table>(`
    select n.nspname as schema, c.relname as "table", obj_description(c.oid) as spread
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public')
    order by n.nspname collate "C", c.relname collate "C"`)
  const { rows: columns } = await db.query<Column>(`
    select n.nspname as schema, c.relname as "table", a.attname as name,
      regexp_replace(replace(format_type(a.atttypid, null), ' ', '_'), '^(kernel\\.)|_with(out)?_time_zone$', '', 'g') as type,
      a.attnotnull as must, coalesce(a.attnum = any(p.conkey), false) as primary,
      (select rn.nspname || '.' || r.relname from pg_constraint f join pg_class r on r.oid = f.confrelid join pg_namespace rn on rn.oid = r.relnamespace
        where f.conrelid = c.oid and f.contype = 'f' and f.conkey[cardinality(f.conkey)] = a.attnum order by f.conname limit 1) as references
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      left join pg_constraint p on p.conrelid = c.oid and p.contype = 'p'
    where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public')
    order by n.nspname collate "C", c.relname collate "C", a.attnum`)
  await db.end()
  return { tables, columns: columns.map(c => ({ ...c, type: c.type.replaceAll('[]', '_list') })) }
}
