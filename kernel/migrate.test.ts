/** Migrations on a real cluster: order, once only, all or nothing, and what the application's own login may do. */
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { modules } from '../modules/map.ts'
import { allMigrations, appUrl, migrate, migrationOf } from './migrate.ts'
import { startPostgres, type Postgres } from './postgres.ts'

const dir = mkdtempSync(join(tmpdir(), `linli-test-${process.pid}-`))
let server: Postgres
let count = 0

before(async () => {
  chmodSync(dir, 0o755)
  server = await startPostgres({ dir, durable: false })
})
after(async () => {
  await server.stop()
  rmSync(dir, { recursive: true })
})

async function ask(url: string, sql: string) {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  try {
    return (await db.query<Record<string, unknown>>(sql)).rows
  } finally {
    await db.end()
  }
}

async function emptyDatabase() {
  const url = new URL(server.url)
  url.pathname = `/migrate_${++count}`
  await ask(server.url, `create database ${url.pathname.slice(1)}`)
  return url.href
}

const first = migrationOf('a/0001.sql', 'create schema a; create table a.one (x int)')
const second = migrationOf('a/0002.sql', 'insert into a.one values (2)')

test("the system's own files apply to an empty database, in the order of the map, and once only", async () => {
  const url = await emptyDatabase()
  const { applied, appRole } = await migrate(url)
  assert.equal(applied[0]?.startsWith('kernel/'), true)
  const order = ['kernel', ...Object.keys(modules)]
  const seen = applied.map(file => order.indexOf(file.replace('modules/', '').split('/')[0] ?? ''))
  assert.deepEqual(
    seen,
    seen.toSorted((a, b) => a - b),
  )
  assert.deepEqual(
    applied,
    allMigrations().map(m => m.file),
  )
  assert.equal(appRole, true)
  assert.deepEqual((await migrate(url)).applied, [])
})

test('the application logs in as linli_app, which owns nothing and cannot change a table', async () => {
  const url = await emptyDatabase()
  await migrate(url)
  const app = await appUrl(url, '口令 with/odd:signs@')
  assert.deepEqual(await ask(app, 'select current_user as who'), [{ who: 'linli_app' }])
  assert.equal(await appUrl(url, '口令 with/odd:signs@'), app)
  await assert.rejects(ask(app, 'create table kernel.mine (x int)'), { code: '42501' })
  const other = await appUrl(url, 'another')
  await assert.rejects(ask(app, 'select 1'), { code: '28P01' })
  await ask(other, 'select 1')
})

test('a login that may not create roles is told so, and serves as itself', async () => {
  const url = await emptyDatabase()
  await ask(
    server.url,
    `create role plain login password 'plain'; grant all on database ${new URL(url).pathname.slice(1)} to plain`,
  )
  const plain = new URL(url)
  plain.username = plain.password = 'plain'
  assert.equal((await migrate(plain.href, [first])).appRole, false)
})

test('a new file is applied after the old ones, alone', async () => {
  const url = await emptyDatabase()
  assert.deepEqual((await migrate(url, [first])).applied, ['a/0001.sql'])
  assert.deepEqual((await migrate(url, [first, second])).applied, ['a/0002.sql'])
  assert.deepEqual(await ask(url, 'select x from a.one'), [{ x: 2 }])
})

test('an applied file that was changed is refused by name', async () => {
  const url = await emptyDatabase()
  await migrate(url, [first])
  await assert.rejects(
    migrate(url, [migrationOf(first.file, first.text + ' ')]),
    /a\/0001\.sql 已经在这个数据库上执行过/,
  )
})

test('line endings of another system are not a change', async () => {
  const url = await emptyDatabase()
  await migrate(url, [migrationOf('a.sql', 'create schema a;\n')])
  await migrate(url, [migrationOf('a.sql', 'create schema a;\r\n')])
})

test('a database that a newer program has migrated is refused', async () => {
  const url = await emptyDatabase()
  await migrate(url, [first, second])
  await assert.rejects(migrate(url, [first]), /更新版本的程序升级过的（a\/0002\.sql）/)
})

test('a file that fails leaves nothing of itself, and what came before it stays', async () => {
  const url = await emptyDatabase()
  const broken = migrationOf('b/0001.sql', 'create schema b; create table b.two (x int); select 1 / 0')
  await assert.rejects(migrate(url, [first, broken, second]), /数据库升级停在 b\/0001\.sql：division by zero/)
  assert.deepEqual(await ask(url, `select file from kernel.migration`), [{ file: 'a/0001.sql' }])
  assert.deepEqual(await ask(url, `select to_regnamespace('b') as b`), [{ b: null }])
})

test('a file marked "no transaction" may do what a transaction forbids', async () => {
  const url = await emptyDatabase()
  const alone = `-- no transaction\n-- an index on a big table; while it is built people go on working\ncreate index concurrently if not exists one_x on a.one (x);\nvacuum a.one;\n`
  await migrate(url, [first, migrationOf('a/0003.sql', alone)])
  assert.deepEqual(await ask(url, `select to_regclass('a.one_x') is not null as there`), [{ there: true }])
  await assert.rejects(
    migrate(await emptyDatabase(), [first, migrationOf('a/0003.sql', alone.slice(18))]),
    /transaction block/,
  )
})

test('two processes that migrate at once apply each file once', async () => {
  const url = await emptyDatabase()
  const slow = migrationOf('a/0002.sql', 'select pg_sleep(0.3); insert into a.one values (2)')
  const both = await Promise.all([migrate(url, [first, slow]), migrate(url, [first, slow])])
  assert.deepEqual(new Set(both.map(m => m.applied.length)), new Set([0, 2]))
  assert.deepEqual(await ask(url, 'select x from a.one'), [{ x: 2 }])
})
