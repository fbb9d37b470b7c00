/**
 * Writes a backup while the system works: every table as it stood at one moment, then the photos it names. The folder
 * has its name only when it is complete; until then it is a neighbour ending in `.partial`.
 */
import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { copyFile, cp, link, mkdir, open, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Keys } from '../../kernel/sealed.ts'
import {
  fileIn,
  fingerprintOf,
  jobsIn,
  keysIn,
  manifestIn,
  tableIn,
  type Manifest,
  type Table,
} from './backup-manifest.ts'
import { jobsOf, quoted, sequencesOf, tablesOf } from './backup-tables.ts'
import { refusal } from './command.ts'
import { atLeaving } from './leave.ts'

type Order = {
  owner: string
  /** Of the installation, content-addressed. */
  files: string
  keys: Keys
  /** The key file, when it is to go along. */
  keyFile: string | null
  version: string
  say: (line: string) => void
}

export async function writeBackup(folder: string, order: Order): Promise<Manifest> {
  const target = resolve(folder)
  if (existsSync(target) && (await readdir(target)).length)
    throw refusal(`「${target}」不是空的。请换一个新的文件夹，以前的备份不会被覆盖。`)
  const partial = `${target}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(dirname(target), { recursive: true })
  const clear = () => rm(partial, { recursive: true, force: true })
  const forget = atLeaving(clear)
  try {
    await mkdir(`${partial}/tables`, { recursive: true, mode: 0o700 })
    const manifest = await write(partial, order)
    if (existsSync(target)) await rmdir(target)
    await rename(partial, target)
    return manifest
  } catch (error) {
    await clear()
    const full = (error as { code?: string }).code === 'ENOSPC'
    throw full ? refusal(`磁盘满了，备份没有完成，「${target}」没有建立。请清出空间，或换一块盘。`) : error
  } finally {
    forget()
  }
}

async function write(folder: string, order: Order): Promise<Manifest> {
  const { owner, keys, keyFile, version, say } = order
  const db = new pg.Client({ connectionString: owner, application_name: 'linli-backup' })
  db.on('error', () => {})
  await db.connect()
  try {
    await db.query('begin isolation level repeatable read read only')
    // The text of a value must not depend on how this server happens to be set.
    await db.query(
      `set local datestyle to iso; set local intervalstyle to postgres; set local timezone to utc; set local bytea_output to hex; set local extra_float_digits to 1`,
    )
    const about = await aboutOf(db)
    const wanted = await tablesOf(db)
    const tables: Table[] = []
    for (const [i, table] of wanted.entries()) {
      const done = await writeTable(db, folder, table)
      tables.push(done)
      if (done.rows) say(`[${i + 1}/${wanted.length}] ${done.name}:${done.rows} 行`)
    }
    const jobs = await jobsOf(db)
    await keep(jobsIn(folder), JSON.stringify(jobs))
    const files = await copyFiles(db, order.files, `${folder}/files`, say)
    // Numbers are given out of order with transactions; taken last, they are past every number in the tables.
    const sequences = await sequencesOf(db)
    await db.query('commit')
    if (keyFile) {
      await cp(keyFile, keysIn(folder))
      await sync(keysIn(folder))
    }
    const key = { fingerprint: fingerprintOf(keys), versions: Object.keys(keys.sealed), included: keyFile !== null }
    const manifest: Manifest = { format: 1, version, ...about, tables, sequences, jobs: jobs.length, files, keys: key }
    await keep(manifestIn(folder), JSON.stringify(manifest, null, 2))
    return manifest
  } finally {
    await db.end()
  }
}

async function aboutOf(db: pg.Client): Promise<Pick<Manifest, 'at' | 'postgres' | 'snapshot' | 'migrations'>> {
  const { rows: ready } = await db.query(
    `select from pg_tables where schemaname = 'kernel' and tablename = 'migration'`,
  )
  if (!ready.length) throw refusal('这个数据库里还没有邻理的数据，没有什么可备份的。')
  const { rows } = await db.query<{ at: Date; postgres: string; snapshot: string }>(
    `select now() as at, current_setting('server_version') as postgres, pg_current_snapshot()::text as snapshot`,
  )
  const { rows: migrations } = await db.query<Manifest['migrations'][number]>(
    'select file, checksum from kernel.migration order by at, file',
  )
  const { at, postgres, snapshot } = rows[0]!
  return { at: at.toISOString(), postgres, snapshot, migrations }
}

async function writeTable(
  db: pg.Client,
  folder: string,
  { name, columns }: { name: string; columns: string[] },
): Promise<Table> {
  const copy = db.query(copyTo(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) to stdout`))
  const hash = createHash('sha256')
  let bytes = 0
  const counting = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  // A line at a time comes from the server; gathered, it is several times faster to compress.
  await pipeline(
    copy,
    gathered,
    createGzip({ level: 4 }),
    counting,
    createWriteStream(tableIn(folder, name), { mode: 0o600, flush: true }),
  )
  return { name, columns, rows: copy.rowCount, bytes, sha256: hash.digest('hex') }
}

async function* gathered(chunks: AsyncIterable<Buffer>) {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    held.push(chunk)
    if ((size += chunk.length) < 65_536) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  yield Buffer.concat(held)
}

// ── Photos and papers ───────────────────────────────────────────────────────

/** They never change once written, so a second name for the same file is a copy that takes no room. */
async function copyFiles(db: pg.Client, from: string, to: string, say: Order['say']): Promise<Manifest['files']> {
  const { rows } = await db.query<{ hex: string }>(`select distinct encode(sha256, 'hex') as hex from kernel.file`)
  const done = { count: 0, bytes: 0, missing: [] as string[] }
  for (const { hex } of rows) {
    const source = fileIn(from, hex)
    if (!existsSync(source)) {
      done.missing.push(hex)
      continue
    }
    const target = fileIn(to, hex)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    await link(source, target).catch(() => copyFile(source, target))
    done.count++
    done.bytes += (await stat(target)).size
    if (done.count % 1_000 === 0) say(`照片和附件：${done.count} / ${rows.length}`)
  }
  return done
}

async function keep(file: string, text: string) {
  await writeFile(file, text, { mode: 0o600, flush: true })
}

async function sync(file: string) {
  await using handle = await open(file, 'r+')
  await handle.chmod(0o600)
  await handle.sync()
}
