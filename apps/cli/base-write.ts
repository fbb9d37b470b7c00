/**
 * Copies the whole cluster while it works: the files may be from different moments, and PostgreSQL makes them one with the
 * record of changes when they are brought back. Folder and rules are PostgreSQL's own for a copy of this kind.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip, gzipSync } from 'node:zlib'
import pg from 'pg'
import { copyFiles } from '../../kernel/file-copies.ts'
import type { Keys } from '../../kernel/sealed.ts'
import { fingerprintOf } from './backup-manifest.ts'
import { basesIn, filesIn, manifestOf, type Base } from './base-manifest.ts'
import { refusal } from './command.ts'

type Order = {
  owner: string
  /** The cluster's own folder. */
  cluster: string
  archive: string
  files: string
  keys: Keys
  version: string
}

/** What belongs to the running server, or is made anew. */
const left = /^(postmaster\.(pid|opts)|postgres\.log.*|linli\.json\.new|pg_internal\.init|.*pgsql_tmp.*)$/
const emptied = [
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]

export async function writeBase({
  owner,
  cluster,
  archive,
  files,
  keys,
  version,
}: Order): Promise<Base & { folder: string }> {
  const db = new pg.Client({ connectionString: owner, application_name: 'linli-backup' })
  db.on('error', () => {})
  await db.connect()
  try {
    const { rows } = await db.query<{ on: boolean; postgres: string }>(
      `select current_setting('archive_mode') = 'on' as on, current_setting('server_version') as postgres`,
    )
    if (!rows[0]!.on) throw refusal('归档还没有打开。请设置环境变量 LINLI_ARCHIVE，重新启动邻理，再运行一次。')
    const name = new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-')
    const folder = join(basesIn(archive), name)
    const partial = `${folder}.partial`
    await rm(partial, { recursive: true, force: true })
    await mkdir(partial, { recursive: true, mode: 0o700 })
    await db.query(`select pg_backup_start('linli', true)`)
    const { files: copied, folders } = await copyCluster(cluster, partial)
    const { rows: ended } = await db.query<{ label: string; at: Date }>(
      `select labelfile as label, clock_timestamp() as at from pg_backup_stop(true)`,
    )
    const { label, at } = ended[0]!
    copied.push(await kept(Buffer.from(label), 'backup_label', partial))
    await copyFiles(files, filesIn(archive))
    const key = { fingerprint: fingerprintOf(keys), versions: Object.keys(keys.sealed) }
    const base: Base = {
      format: 1,
      at: at.toISOString(),
      version,
      postgres: rows[0]!.postgres,
      keys: key,
      folders,
      files: copied,
    }
    await writeFile(manifestOf(partial), JSON.stringify(base), { mode: 0o600, flush: true })
    await rename(partial, folder)
    return { ...base, folder }
  } finally {
    await db.end()
  }
}

async function copyCluster(cluster: string, to: string): Promise<Pick<Base, 'files' | 'folders'>> {
  const done: Pick<Base, 'files' | 'folders'> = { files: [], folders: [] }
  const names: string[] = []
  const walk = async (inside: string): Promise<void> => {
    await mkdir(join(to, inside), { recursive: true, mode: 0o700 })
    if (inside) done.folders.push(inside)
    if (emptied.includes(inside)) return
    const entries = await readdir(join(cluster, inside), { withFileTypes: true })
    for (const entry of entries.filter(e => !left.test(e.name))) {
      const path = join(inside, entry.name)
      if (entry.isDirectory()) await walk(path)
      else names.push(path)
    }
  }
  await walk('')
  for (let i = 0; i < names.length; i += abreast) {
    const some = names.slice(i, i + abreast).map(name => copiedOne(join(cluster, name), name, to))
    done.files.push(...(await Promise.all(some)).filter(file => file !== null))
  }
  // First all is written, then waited for: by then most of it is on the disk.
  for (let i = 0; i < done.files.length; i += abreast)
    await Promise.all(done.files.slice(i, i + abreast).map(({ name }) => synced(join(to, `${name}.gz`))))
  return done
}
const abreast = 8

async function synced(file: string): Promise<void> {
  await using handle = await open(file)
  await handle.sync()
}

/** null: the table went away meanwhile; the record of changes knows. */
async function copiedOne(from: string, name: string, to: string): Promise<Base['files'][number] | null> {
  const hash = createHash('sha256')
  let size = 0
  const hashed = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      size += chunk.length
      yield chunk
    }
  }
  try {
    const target = createWriteStream(join(to, `${name}.gz`), { mode: 0o600 })
    await pipeline(createReadStream(from), hashed, createGzip({ level: 1 }), target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    await rm(join(to, `${name}.gz`), { force: true })
    return null
  }
  return { name, size, sha256: hash.digest('hex') }
}

async function kept(bytes: Buffer, name: string, to: string): Promise<Base['files'][number]> {
  await writeFile(join(to, `${name}.gz`), gzipSync(bytes), { mode: 0o600, flush: true })
  return { name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}
