/** What of a database belongs into a backup: every table of every schema of ours, as the schema stands, and the numbers its sequences have reached. */
import type pg from 'pg'

/** Whoever signed in signs in again after a restore: a session that was ended since must not come back to life. */
const left = ['kernel.session', 'kernel.migration']

const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'pgboss') and n.nspname not like 'pg\\_%'`

/** Generated columns are left out: they make themselves again. */
export async function tablesOf(db: pg.Client): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await db.query<{ name: string; columns: string[] }>(`
    select n.nspname || '.' || c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by n.nspname collate "C", c.relname collate "C"`)
  return rows.filter(({ name }) => !left.includes(name))
}

export async function sequencesOf(db: pg.Client): Promise<{ name: string; value: number | null }[]> {
  const { rows } = await db.query<{ name: string; value: string | null }>(`
    select schemaname || '.' || sequencename as name, last_value::text as value from pg_sequences s
    join pg_namespace n on n.nspname = s.schemaname where ${ours} order by 1`)
  return rows.map(({ name, value }) => ({ name, value: value === null ? null : Number(value) }))
}

/** Foreign keys as SQL that takes them away and puts them back. */
export async function foreignKeysOf(db: pg.Client): Promise<{ drop: string; add: string }[]> {
  const { rows } = await db.query<{ drop: string; add: string }>(`
    select format('alter table %I.%I drop constraint %I', n.nspname, c.relname, k.conname) as drop,
      format('alter table %I.%I add constraint %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) as add
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and k.contype = 'f' and k.conparentid = 0 order by c.oid, k.conname`)
  return rows
}

export const quoted = (name: string): string =>
  name
    .split('.')
    .map(part => `"${part}"`)
    .join('.')

// ── Jobs ────────────────────────────────────────────────────────────────────

export type Waiting = {
  id: string
  name: string
  data: object | null
  priority: number
  startAfter: string
  singletonKey: string | null
}

/** What is still to be done. The queue's own tables are left out: its schema goes with its version, not with ours. */
export async function jobsOf(db: pg.Client): Promise<Waiting[]> {
  const { rows: installed } = await db.query(
    `select from pg_tables where schemaname = 'pgboss' and tablename = 'version'`,
  )
  if (!installed.length) return []
  const { rows } = await db.query<Waiting>(`
    select id, name, data, priority, start_after as "startAfter", singleton_key as "singletonKey" from pgboss.job
    where state in ('created', 'retry', 'active') and name not like '\\_\\_pgboss%' order by created_on, id`)
  return rows
}
