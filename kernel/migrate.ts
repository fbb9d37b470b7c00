/**
 * Brings a database to the present schema: plain SQL files, the kernel's first, then each module's in the order of
 * `modules/map.ts`. What has been applied is never changed; a change is a new file.
 */
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { modules } from '../modules/map.ts'

type Migration = { file: string; text: string; checksum: string }

export type Migrated = {
  /** Files applied now, in order. */
  applied: string[]
  /** false: this login may not create roles, so the application serves as the owner and nothing but habit protects the trail. */
  appRole: boolean
}

/** Two processes that start together take turns. `files` are the system's own unless a test says otherwise. */
export async function migrate(url: string, files = allMigrations()): Promise<Migrated> {
  const db = await connected(url)
  try {
    await db.query(`select pg_advisory_lock(hashtext('linli.migrate'))`)
    await requireVersion(db)
    await db.query(`create schema if not exists kernel`)
    await db.query(
      `create table if not exists kernel.migration (file text primary key, checksum text not null, at timestamptz not null default now())`,
    )
    const { rows } = await db.query<{ file: string; checksum: string }>('select file, checksum from kernel.migration')
    const done = new Map(rows.map(row => [row.file, row.checksum]))
    refuseDrift(files, done)

    const applied: string[] = []
    for (const migration of files.filter(m => !done.has(m.file))) {
      await apply(db, migration)
      applied.push(migration.file)
    }
    return { applied, appRole: await ownsAppRole(db) }
  } finally {
    await db.end()
  }
}

/** The same address for the application's role; a standby has the primary's roles. */
export function asApp(url: string, password: string): string {
  return Object.assign(new URL(url), { username: 'linli_app', password: encodeURIComponent(password) }).href
}

/** Gives the role `linli_app` this password and returns the address to connect with as that role. */
export async function appUrl(url: string, password: string): Promise<string> {
  const app = new URL(asApp(url, password))
  // Roles belong to the whole server: changing what is already right would disturb others starting at the same moment.
  if (await opens(app.href)) return app.href
  const db = await connected(url)
  try {
    await db.query(`alter role linli_app login password ${db.escapeLiteral(password)}`)
  } catch (error) {
    // Another server that starts on this one has just done the same.
    if (!(await opens(app.href))) throw error
  } finally {
    await db.end()
  }
  return app.href
}

async function opens(url: string): Promise<boolean> {
  const db = await connected(url).catch(() => null)
  await db?.end()
  return db !== null
}

export function allMigrations(root = join(import.meta.dirname, '..')): Migration[] {
  return ['kernel', ...Object.keys(modules).map(name => `modules/${name}`)].flatMap(folder =>
    globSync(`${folder}/migrations/*.sql`, { cwd: root })
      .map(file => file.replaceAll('\\', '/'))
      .toSorted()
      .map(file => migrationOf(file, readFileSync(join(root, file), 'utf8'))),
  )
}

export function migrationOf(file: string, raw: string): Migration {
  // Git on Windows may write \r\n; the same file must have the same checksum everywhere.
  const text = raw.replaceAll('\r\n', '\n')
  return { file, text, checksum: createHash('sha256').update(text).digest('hex') }
}

async function apply(db: pg.Client, { file, text, checksum }: Migration) {
  const note = () => db.query('insert into kernel.migration (file, checksum) values ($1, $2)', [file, checksum])
  try {
    if (text.startsWith('-- no transaction')) {
      // Several statements sent at once are one transaction to PostgreSQL, so each that ends a line goes alone.
      for (const statement of text.split(/;[ \t]*$/m).filter(s => s.replace(/^\s*--.*$/gm, '').trim()))
        await db.query(statement)
      await note()
      return
    }
    await db.query('begin')
    await db.query(text)
    await note()
    await db.query('commit')
  } catch (error) {
    await db.query('rollback')
    const { message } = error as Error
    throw new Error(`数据库升级停在 ${file}：${message}。这一步没有生效，数据没有丢失；请把这句话交给技术支持。`, {
      cause: error,
    })
  }
}

function refuseDrift(files: Migration[], done: Map<string, string>) {
  const known = new Set(files.map(m => m.file))
  const newer = [...done.keys()].find(file => !known.has(file))
  if (newer)
    throw new Error(`数据库是更新版本的程序升级过的（${newer}），这个版本不认识。请运行新版本，或恢复升级前的备份。`)
  const changed = files.find(m => done.has(m.file) && done.get(m.file) !== m.checksum)
  if (changed)
    throw new Error(
      `${changed.file} 已经在这个数据库上执行过，之后又被改动了。请恢复原来的内容，把改动写成一个新的文件。`,
    )
}

async function requireVersion(db: pg.Client) {
  const { rows } = await db.query<{ v: number }>(`select current_setting('server_version_num')::int as v`)
  if (rows[0] && rows[0].v < 180000)
    throw new Error(
      `数据库是 PostgreSQL ${Math.floor(rows[0].v / 10000)}，需要 18 或更新的版本。请换一个服务器，或者不填 DATABASE_URL，用自带的数据库。`,
    )
}

/** Whether this login made the role, or could have: only then may it set the role's password. */
const ownsAppRole = async (db: pg.Client) =>
  (
    await db.query(
      `select from pg_roles where rolname = 'linli_app' and pg_has_role(current_user, oid, 'member with admin option')`,
    )
  ).rowCount === 1

async function connected(url: string) {
  const db = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  db.on('error', () => {})
  await db.connect()
  return db
}
