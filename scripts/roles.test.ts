/** What the application's login may do to the database, read from its catalogue: rows of its own tables, and nothing else. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { freshDatabase } from '../kernel/testing.ts'

let base: Awaited<ReturnType<typeof freshDatabase>>
let owner: pg.Client
let app: pg.Client
before(async () => {
  base = await freshDatabase()
  ;[owner, app] = [base.owner, base.url].map(connectionString => new pg.Client({ connectionString })) as [
    pg.Client,
    pg.Client,
  ]
  await Promise.all([owner.connect(), app.connect()])
})
after(async () => {
  await Promise.all([owner?.end(), app?.end()])
  await base?.drop()
})

type Grant = { table: string; may: string[] }
async function grants(): Promise<Grant[]> {
  const { rows } = await owner.query<Grant>(`
    select n.nspname || '.' || c.relname as "table",
      array(select p from unnest(array['select','insert','update','delete','truncate','references','trigger','maintain']) p
        where has_table_privilege('linli_app', c.oid, p)) as may
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%' order by 1`)
  return rows
}
const isOurs = ({ table }: Grant) => !table.startsWith('pgboss.')

/** What was done, looked at or tried stays: written once, or changed only by sealing it again with a new key. */
const history: Record<string, string[]> = {
  'kernel.trail': ['select', 'insert'],
  'kernel.link': ['select', 'insert'],
  'kernel.checkpoint': ['select', 'insert'],
  'kernel.stay': ['select', 'insert'],
  'kernel.figure': ['select', 'insert'],
  'kernel.migration': ['select'],
  'identity.sign_in': ['select', 'insert'],
  'grid.entry': ['select', 'insert', 'update'],
  'people.change': ['select', 'insert', 'update'],
  'people.merge': ['select', 'insert', 'update'],
  'money.voucher': ['select', 'insert'],
  'money.posting': ['select', 'insert'],
}

test('the application changes rows, never tables; what is history it adds to and does not take away', async () => {
  const found = (await grants()).filter(isOurs)
  assert.ok(found.length > 60)
  for (const { table, may } of found)
    assert.deepEqual(may, history[table] ?? ['select', 'insert', 'update', 'delete'], table)
  for (const table of Object.keys(history))
    assert.ok(
      found.some(one => one.table === table),
      table,
    )
})

test('the application’s login is nobody’s superior and owns nothing', async () => {
  const { rows } = await owner.query(`
    select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
      (select count(*)::int from pg_class where relowner = r.oid) as owns,
      (select count(*)::int from pg_auth_members where member = r.oid) as belongs,
      has_database_privilege(r.oid, current_database(), 'create') as makes,
      exists (select from pg_namespace n where n.nspname not like 'pg_%' and has_schema_privilege(r.oid, n.oid, 'create')) as adds
    from pg_roles r where rolname = 'linli_app'`)
  assert.deepEqual(rows[0], {
    rolsuper: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolreplication: false,
    rolbypassrls: false,
    owns: 0,
    belongs: 0,
    makes: false,
    adds: false,
  })
})

test('what it may not, the database really refuses', async () => {
  for (const text of [
    'delete from kernel.trail',
    'update kernel.trail set op = op',
    'truncate kernel.trail',
    'truncate people.resident',
    'delete from identity.sign_in',
    'delete from people.change',
    'create table kernel.mine (x int)',
    'create table public.mine (x int)',
    'create schema mine',
    'drop table people.resident',
    'alter table kernel.trail disable trigger all',
    'create function public.mine() returns int language sql as $$ select 1 $$',
    'create extension pgcrypto',
    'create database mine',
    'set role postgres',
    'select pg_read_file($$/etc/passwd$$)',
    'copy kernel.trail to program $$cat$$',
    'select * from pg_authid',
    'update kernel.migration set checksum = checksum',
  ])
    await assert.rejects(app.query(text), /permission denied|must be owner|privilege/, text)
})
