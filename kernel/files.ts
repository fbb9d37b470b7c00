/**
 * Photos and papers: kept once under their SHA-256 in a folder, named by a row that says whose they are.
 * The type is read from the bytes, never from the name; what the camera wrote beside a picture is not kept.
 */
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { within, type Db } from './db.ts'
import { fileName } from './file-name.ts'
import { newId } from './id.ts'
import { tooManyPixels, withoutMetadata } from './photo.ts'
import { limits, problems, type Actor } from './rules.ts'
import type { About, House } from './server.ts'

export const problem = problems('files', {
  kind: [422, '只能上传照片(JPG、PNG、WebP)或 PDF'],
  broken: [422, '这张照片打不开，可能没有传完整；请重新选一张，或重新拍一张'],
  tooManyPixels: [422, '这张照片的像素太多，请缩小到一亿像素以内再传'],
  empty: [422, '这个文件是空的'],
  full: [507, '服务器的磁盘满了，照片没有存上；请联系管理员'],
  closed: [507, '服务器写不进存照片的文件夹，照片没有存上；请联系管理员'],
})

export const limit = limits('files', {
  unattachedDays: { is: 30, label: '没有用到的照片保存', unit: '天', source: 'PI-13；assumption', may: 'lower' },
  addressFiles: { is: 60, label: '同一网络地址 10 分钟内最多不登录上传', unit: '张', source: 'assumption' },
})

const kinds: [type: string, ...magic: (number | null)[]][] = [
  ['image/jpeg', 0xff, 0xd8, 0xff],
  ['image/png', 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ['image/webp', 0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50],
  ['application/pdf', 0x25, 0x50, 0x44, 0x46, 0x2d],
]
const typeOf = (bytes: Buffer) => kinds.find(([, ...magic]) => magic.every((m, i) => m === null || bytes[i] === m))?.[0]

export type Saved = { id: string }

/** Stores the bytes and a row without a record; `attach` gives it to one. Throws a Problem of `files`. */
export async function saveFile(
  db: Db,
  folder: string,
  {
    bytes: sent,
    name,
    community,
    place,
    actor,
    now,
    id = newId(),
  }: { bytes: Buffer; name: string; community: string; place: string; actor: Actor | null; now: Date; id?: string },
): Promise<Saved> {
  if (!sent.length) throw problem.empty()
  const type = typeOf(sent)
  if (!type) throw problem.kind()
  const bytes = withoutMetadata(sent, type)
  if (!bytes) throw problem.broken()
  if (tooManyPixels(bytes, type)) throw problem.tooManyPixels()
  const sha256 = createHash('sha256').update(bytes).digest()
  const path = pathOf(folder, sha256)
  if (!existsSync(path)) await put(path, bytes)
  const row = {
    community,
    id,
    place,
    owner: actor?.id ?? null,
    name: fileName(name),
    type,
    size: bytes.length,
    sha256,
    at: now,
  }
  await within(db, async tx => {
    await inUse(tx, sha256)
    // The sweep may have taken it away meanwhile; from here on it waits.
    if (!existsSync(path)) await put(path, bytes)
    await tx
      .insertInto('kernel.file')
      .values(row)
      .onConflict(c => c.columns(['community', 'id']).doNothing())
      .execute()
  })
  return { id }
}

/** Makes the uploaded files part of a record. Files of another record, or that nobody uploaded here, are passed over. */
export async function attach(db: Db, ids: readonly string[], about: About, owner: string | null): Promise<string[]> {
  if (!ids.length) return []
  const rows = await db
    .updateTable('kernel.file')
    .set({ record: about.id, place: about.place, owner })
    .where('community', '=', about.community)
    .where('id', 'in', [...ids])
    .where('record', 'is', null)
    .returning('id')
    .execute()
  return rows.map(r => r.id)
}

/** Released files are for everyone; others for their owner and for whoever holds a post over the place. */
export async function readFile(
  db: Db,
  folder: string,
  community: string,
  id: string,
  actor: Actor | null,
): Promise<{ type: string; size: number; open: boolean; stream: () => Readable } | null> {
  const file = await db
    .selectFrom('kernel.file')
    .selectAll()
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  const may =
    file &&
    (file.public || (actor && (file.owner === actor.id || actor.posts.some(p => file.place.startsWith(p.place)))))
  const path = file && pathOf(folder, file.sha256)
  return may && path && existsSync(path)
    ? { type: file.type, size: file.size, open: file.public, stream: () => createReadStream(path) }
    : null
}

const pathOf = (folder: string, sha256: Buffer) => {
  const hex = sha256.toString('hex')
  return join(folder, hex.slice(0, 2), hex)
}

/** Held until the transaction ends, by whoever names these bytes in a row and by whoever takes them away. */
const inUse = (tx: Db, sha256: Buffer) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${sha256.toString('hex')}, 0))`.execute(tx)

/** Beside its place and moved there when complete: what is cut off is never taken for a photo. */
async function put(path: string, bytes: Buffer) {
  const part = `${path}.${randomBytes(6).toString('hex')}.part`
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(part, bytes, { flush: true })
    await rename(part, path)
    await written(dirname(path))
  } catch (error) {
    await rm(part, { force: true }).catch(() => {})
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC') throw problem.full()
    throw /^(EACCES|EPERM|EROFS)$/.test(code) ? problem.closed() : error
  }
}

/** The name of a new file outlives a power cut only when its folder is written too; Windows cannot and need not. */
async function written(folder: string) {
  if (process.platform === 'win32') return
  await using handle = await open(folder)
  await handle.sync()
}

/**
 * Photos that were uploaded for a report that never came belong to nobody. The row goes; the bytes go with the sweep that
 * follows, when no other row names them. Longer than a device may hold back what it has written. Gives how many.
 */
export async function dropUnattached({ db, book }: Pick<House, 'db' | 'book'>, now: Date): Promise<number> {
  const waiting = await db.selectFrom('kernel.file').select('place').distinct().where('record', 'is', null).execute()
  let gone = 0
  for (const { place } of waiting) {
    const before = new Date(now.getTime() - book.figure(limit.unattachedDays, place, now) * 86_400_000)
    const dropped = db
      .deleteFrom('kernel.file')
      .where('record', 'is', null)
      .where('place', '=', place)
      .where('at', '<', before)
    gone += Number((await dropped.executeTakeFirst()).numDeletedRows)
  }
  return gone
}

/**
 * Takes away what no row names: uploads that were cut off between the bytes and the row. Only what has lain for `hours`,
 * so that nothing is taken from an upload at work. Gives how many.
 */
export async function sweepFiles(db: Db, folder: string, now: Date, hours = 24): Promise<number> {
  const before = now.getTime() - hours * 3_600_000
  let gone = 0
  for (const inside of existsSync(folder) ? await readdir(folder) : [])
    for (const name of await readdir(join(folder, inside))) {
      const path = join(folder, inside, name)
      if ((await stat(path)).mtimeMs > before) continue
      gone += await within(db, async tx => {
        const sha256 = Buffer.from(name.slice(0, 64), 'hex')
        await inUse(tx, sha256)
        const named = name.length === 64 && (await isNamed(tx, sha256))
        if (!named) await rm(path, { force: true })
        return named ? 0 : 1
      })
    }
  return gone
}

const isNamed = async (db: Db, sha256: Buffer) =>
  (await sql`select from kernel.file where sha256 = ${sha256} limit 1`.execute(db)).rows.length > 0
