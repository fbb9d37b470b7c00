/**
 * How the tables would be spread over machines, as their comments say, with the Citus extension: statements in an order
 * that works. Nothing here runs them: that waits until somebody has seen it on a real Citus (decision 20).
 */
import pg from 'pg'

type Table = { name: string; spread: string; key: string; community: string | null }
type Foreign = { at: string; name: string; definition: string }
export type Plan = { prepare: string[]; loosen: string[]; spread: string[]; tie: string[] }

/** What the application needs of Citus besides the tables, and what was learned by trying (decision 20). */
const prepare = [
  'alter database CURRENT set citus.enable_unsafe_triggers = on',
  'alter database CURRENT set citus.propagate_set_commands = local',
]

/** Ordered: foreign keys away, reference tables, distributed ones, foreign keys back. */
export async function planSpread(db: pg.Client): Promise<Plan> {
  const { rows: named } = await db.query<{ name: string }>('select quote_ident(current_database()) as name')
  const { rows: tables } = await db.query<Table>(`
    select c.oid::regclass::text as name, obj_description(c.oid) as spread,
      (select quote_ident(a.attname) from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where i.indrelid = c.oid and i.indisprimary) as key,
      (select a.atttypid::regtype::text from pg_attribute a where a.attrelid = c.oid and a.attname = 'community') as community
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and obj_description(c.oid) in ('distributed by community', 'reference', 'by key')
    order by c.oid`)
  const { rows: foreign } = await db.query<Foreign>(
    `
    select conrelid::regclass::text as at, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conrelid::regclass::text = any($1) order by oid`,
    [tables.map(t => t.name)],
  )
  const literal = (name: string) => db.escapeLiteral(name)
  // Only tables whose community is of one type can lie side by side.
  const beside = (t: Table) => tables.find(o => o.spread === t.spread && o.community === t.community)!
  const spreading = (t: Table) => {
    if (t.spread === 'reference') return `select create_reference_table(${literal(t.name)})`
    if (t.spread === 'by key')
      return `select create_distributed_table(${literal(t.name)}, ${literal(t.key)}, colocate_with => 'none')`
    const mates = beside(t) === t ? 'none' : beside(t).name
    return `select create_distributed_table(${literal(t.name)}, 'community', colocate_with => ${literal(mates)})`
  }
  const order = ['reference', 'distributed by community', 'by key']
  return {
    prepare: prepare.map(text => text.replace('CURRENT', named[0]!.name)),
    loosen: foreign.map(f => `alter table ${f.at} drop constraint ${f.name}`),
    spread: order.flatMap(spread => tables.filter(t => t.spread === spread).map(spreading)),
    tie: foreign.map(f => `alter table ${f.at} add constraint ${f.name} ${f.definition}`),
  }
}

export const statements = ({ prepare, loosen, spread, tie }: Plan): string[] => [
  ...prepare,
  ...loosen,
  ...spread,
  ...tie,
]
