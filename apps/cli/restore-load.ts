/**
 * Loads the tables of a backup into an empty database, all of them or none. Foreign keys are taken away meanwhile and put
 * back at the end, which checks every one of them.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { allMigrations, migrate } from '../../kernel/migrate.ts'
import { restoredCursor } from '../../kernel/trail.ts'
import { tableIn, type Manifest, type Table } from './backup-manifest.ts'
import { foreignKeysOf, quoted, tablesOf } from './backup-tables.ts'
import { refusal } from './command.ts'

type Say = (line: string) => void

/** Everything that can be known before anything is written. */
export async function refuseUnfit(owner: string, folder: string, manifest: Manifest): Promise<void> {
  migrationsOf(manifest)
  await complete(folder, manifest)
  await withClient(owner, requireEmpty)
}

export async function loadTables(owner: string, folder: string, manifest: Manifest, say: Say): Promise<void> {
  await migrate(owner, migrationsOf(manifest))
  await withClient(owner, async db => {
    await db.query('begin')
    await db.query('set local datestyle to iso; set local intervalstyle to postgres')
    const here = (await tablesOf(db)).map(table => table.name)
    const odd = manifest.tables.find(table => !here.includes(table.name))
    if (odd) throw refusal(`备份里有这个版本不认识的表 ${odd.name}。请用做备份的那个版本的程序恢复，再升级。`)
    const keys = await foreignKeysOf(db)
    for (const { drop } of keys) await db.query(drop)
    // A migration may have put rows in; the backup has them as they became.
    await db.query(`truncate ${here.map(quoted).join(', ')}`)
    const isCursor = (table: Table) => Number(table.name === 'kernel.cursor')
    const cursorsFirst = manifest.tables.toSorted((a, b) => isCursor(b) - isCursor(a))
    for (const table of cursorsFirst) {
      if (table.rows) say(`${table.name}：${table.rows} 行`)
      const cursors = streams[table.name]
      await (cursors ? loadStream(db, folder, table, cursors) : loadTable(db, folder, table))
    }
    for (const cursors of Object.values(streams)) await moveCursors(db, cursors)
    for (const { name, value } of manifest.sequences)
      if (value !== null) await db.query('select setval($1::regclass, $2)', [quoted(name), value])
    for (const { add } of keys) await db.query(add)
    await db.query('commit')
    await db.query('analyze')
  })
  await migrate(owner)
}

async function withClient<T>(owner: string, work: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = new pg.Client({ connectionString: owner, application_name: 'linli-restore' })
  db.on('error', () => {})
  await db.connect()
  try {
    return await work(db)
  } finally {
    await db.end()
  }
}

/** The schema is first made as it was when the backup was taken; what this program has beyond it comes afterwards. */
function migrationsOf({ migrations, version }: Manifest) {
  const had = new Map(migrations.map(({ file, checksum }) => [file, checksum]))
  const files = allMigrations().filter(migration => had.has(migration.file))
  if (files.length < had.size)
    throw refusal(`这份备份是更新版本的程序（${version}）做的，这个版本恢复不了。请换成同样或更新的版本。`)
  const changed = files.find(({ file, checksum }) => had.get(file) !== checksum)
  if (changed) throw refusal(`${changed.file} 和做备份时不一样，不能恢复。请用做备份的那个版本的程序。`)
  return files
}

/** What is missing or has another size is known at once; what has other bytes, while it is read. */
async function complete(folder: string, { tables }: Manifest) {
  for (const { name, bytes } of tables) {
    const { size } = await stat(tableIn(folder, name)).catch(() => ({ size: -1 }))
    if (size !== bytes) throw damaged(tableIn(folder, name))
  }
}

const damaged = (file: string) => refusal(`备份文件「${file}」缺失或损坏，没有恢复任何数据。请换一份备份。`)

/**
 * An attempt that was broken off has left tables behind, with what the migrations put into them. Whatever anybody ever
 * did has left a line in the trail, so one line there, or one account, says that somebody lives here already.
 */
async function requireEmpty(db: pg.Client) {
  const here = (await tablesOf(db)).map(table => table.name)
  for (const name of ['kernel.trail', 'identity.account'].filter(name => here.includes(name))) {
    const { rowCount } = await db.query(`select from ${quoted(name)} limit 1`)
    if (rowCount)
      throw refusal(
        `这个数据库里已经有数据（${name}），恢复只能进空的系统。请用环境变量 LINLI_DATA 或 DATABASE_URL 指向一个新的。`,
      )
  }
}

async function loadTable(db: pg.Client, folder: string, { name, columns, rows, sha256 }: Table, into = quoted(name)) {
  const file = tableIn(folder, name)
  const hash = createHash('sha256')
  const hashed = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      yield chunk
    }
  }
  const copy = db.query(copyFrom(`copy ${into} (${columns.map(quoted).join(', ')}) from stdin`))
  await pipeline(createReadStream(file), hashed, createGunzip(), copy).catch((error: unknown) => {
    throw (error as { code?: string }).code?.startsWith('Z_') ? damaged(file) : error
  })
  if (hash.digest('hex') !== sha256 || copy.rowCount !== rows) throw damaged(file)
}

/**
 * The feed and the chain go on "from this transaction", and another database counts its transactions from the beginning:
 * everything new would seem long past. Of the old numbers only this matters, before or after which cursor a row stands;
 * so each becomes the number of cursors before it, which is lower than any number a new transaction can get.
 */
const streams: Record<string, string> = {
  'kernel.trail': `consumer = 'trail'`,
  'kernel.outbox': `consumer <> 'trail'`,
}
const marksOf = (cursors: string) =>
  `select xid, id, row_number() over (order by xid, id) as n from (select distinct xid, id from kernel.cursor where ${cursors})`

/** By way of a table without indexes: changing a million rows where they lie would write each of them twice. */
async function loadStream(db: pg.Client, folder: string, table: Table, cursors: string) {
  const columns = table.columns.map(quoted).join(', ')
  const fresh = columns.replace(
    '"xid"',
    '(select (count(*) + 1)::text::xid8 from mark where (mark.xid, mark.id) < (t.xid, t.id))',
  )
  await db.query(`create temp table stream (like ${quoted(table.name)}) on commit drop`)
  await loadTable(db, folder, table, 'stream')
  await db.query(`
    with mark as materialized (${marksOf(cursors)})
    insert into ${quoted(table.name)} (${columns}) overriding system value select ${fresh} from stream t`)
  await db.query('drop table stream')
}

async function moveCursors(db: pg.Client, cursors: string) {
  await db.query(`
    update kernel.cursor c set xid = mark.n::text::xid8, id = ${restoredCursor}
    from (${marksOf(cursors)}) mark where (c.xid, c.id) = (mark.xid, mark.id) and ${cursors}`)
}
