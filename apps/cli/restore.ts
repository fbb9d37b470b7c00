/** `restore`: a backup into an empty system, checked on the way in and, by its trail, afterwards. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, globSync } from 'node:fs'
import { copyFile, mkdir, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { connect, type Db } from '../../kernel/db.ts'
import type { Row } from '../../kernel/rules.ts'
import { readKeys, type Keys } from '../../kernel/sealed.ts'
import type { Settings } from '../../kernel/settings.ts'
import { fileIn, fingerprintOf, keysIn, readManifest } from './backup-manifest.ts'
import { aside } from './aside.ts'
import { baseBefore, restoreBase } from './base-restore.ts'
import { command, misuse, refusal, type Result } from './command.ts'
import { note } from './note.ts'
import { others, withDatabase } from './open.ts'
import { putJobsBack } from './restore-jobs.ts'
import { loadTables, refuseUnfit } from './restore-load.ts'
import { verified } from './verify-trail.ts'

type Say = (line: string) => void

export default command({
  words: 'DIR',
  flags: {
    aside: { about: '这里已有数据时：把原来的自带数据库改名留在旁边，再恢复' },
    at: { value: 'TIME', about: '恢复到哪一刻，如 2026-11-30T12:00:00+08:00；这时 DIR 是归档文件夹（LINLI_ARCHIVE）' },
  },
  more: '只能恢复到空的系统：用环境变量 LINLI_DATA（或 DATABASE_URL）指向一个新的，并把密钥文件放好。\n恢复后会核对留痕；所有人要重新登录。',
  async run({ words: [folder = ''], flags, settings, say }) {
    const { at } = flags
    const moment = at === undefined ? null : momentOf(at)
    const restore = () => (moment ? restoreAt(folder, moment, settings, say) : restoreBackup(folder, settings, say))
    return flags.aside ? aside(settings, restore) : restore()
  },
})

async function restoreBackup(folder: string, settings: Settings, say: Say): Promise<Result> {
  const manifest = await readManifest(folder)
  const keys = await keysFor(folder, manifest.keys, settings, say)
  return withDatabase({ settings, say }, async (owner, own) => {
    const here = await others(owner, own)
    if (here.length) throw refusal(`还有别的程序连着这个数据库（${here.join('、')}）。请先停下来再恢复。`)
    await refuseUnfit(owner, folder, manifest)
    await copyBack(folder, join(settings.data, 'files'), manifest.files.count, say)
    await loadTables(owner, folder, manifest, say)
    await putJobsBack(owner, folder)
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    const { at, version, tables, files } = manifest
    const done = `已恢复 ${at} 的备份：${tables.length} 张表 ${rows} 行，照片和附件 ${files.count} 个。`
    const data = { at, tables: tables.length, rows, files: files.count }
    return told(owner, keys, { input: { at, rows, version }, data, done }, say)
  })
}

/** The cluster as it was at that moment, and of the photos all there are: one that no row names harms nobody. */
async function restoreAt(archive: string, at: Date, settings: Settings, say: Say): Promise<Result> {
  if (settings.databaseUrl)
    throw refusal(
      '恢复到某一刻只用于自带的数据库。用 DATABASE_URL 连接的，请用那个数据库自己的办法（pg_basebackup 加 WAL 归档，或云数据库的按时间点恢复）。',
    )
  const found = await baseBefore(archive, at)
  const keys = await keysFor(found.folder, found.base.keys, settings, say)
  await restoreBase(settings.data, archive, found, at, say)
  await copyBack(archive, join(settings.data, 'files'), 0, say)
  return withDatabase({ settings: { ...settings, archive: null }, say }, async owner => {
    const db = connect(owner, 1)
    // A session that was ended since must not come back to life.
    await db.deleteFrom('kernel.session').execute()
    const missing = await filesMissing(db, join(settings.data, 'files'))
    await db.destroy()
    const input = { at: at.toISOString(), base: found.base.at, version: found.base.version }
    const gone = missing ? `有 ${missing} 个文件在数据库里有记录、归档里却没有（归档每分钟补一次）。` : ''
    const done = `已恢复到 ${at.toISOString()}（从 ${found.base.at} 的底本补起）。${gone}启动后请马上运行一次 npx linli backup --base。`
    const result = await told(owner, keys, { input, data: { ...input, missing }, done }, say)
    return missing ? { ...result, code: 3 } : result
  })
}

/** Noted in the trail of the restored system, which is then read from the beginning. */
async function told(
  owner: string,
  keys: Keys,
  { input, data: about, done }: { input: Row; data: Row; done: string },
  say: Say,
): Promise<Result> {
  const db = connect(owner, 2)
  try {
    await note(db, Buffer.from(keys.trail, 'base64'), { op: 'backup.restore', input, at: new Date() })
    say('正在核对留痕……')
    const { data, lines, code = 0 } = await verified(db, keys)
    return { data: { ...about, trail: data }, lines: [done, ...lines], code }
  } finally {
    await db.destroy()
  }
}

async function filesMissing(db: Db, folder: string): Promise<number> {
  const rows = await db.selectFrom('kernel.file').select('sha256').distinct().execute()
  return rows.filter(row => !existsSync(fileIn(folder, row.sha256.toString('hex')))).length
}

function momentOf(text: string): Date {
  const at = new Date(text)
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text) || Number.isNaN(at.getTime()))
    throw misuse('--at 应是带时区的时间，如 2026-11-30T12:00:00+08:00。')
  return at
}

/** Without the right keys a restored system could not read what it holds, so this comes before anything is written. */
async function keysFor(
  folder: string,
  made: { fingerprint: string; versions: readonly string[] },
  { keys: file }: Settings,
  say: Say,
): Promise<Keys> {
  if (!existsSync(file)) {
    if (!existsSync(keysIn(folder)))
      throw refusal(`这份备份里没有密钥文件。请把原来系统的密钥文件放到「${file}」，再运行一次。`)
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await copyFile(keysIn(folder), file)
    say(`密钥文件已放到「${file}」。`)
  }
  const keys = await readKeys(file, { create: false })
  const lacking = made.versions.filter(version => !Object.hasOwn(keys.sealed, version))
  if (fingerprintOf(keys) !== made.fingerprint || lacking.length)
    throw refusal(`「${file}」不是做这份备份时用的密钥文件，恢复了也读不出加密的号码。请换成原来的那一份。`)
  return keys
}

/** Each file is named after its content, so each is checked as it comes. */
async function copyBack(folder: string, to: string, least: number, say: Say) {
  const found = globSync('files/*/*', { cwd: folder })
  if (found.length < least) throw refusal('备份里的照片和附件不全，没有恢复任何数据。请换一份备份。')
  for (const [i, path] of found.entries()) {
    const hex = basename(path)
    const target = fileIn(to, hex)
    if (existsSync(target)) continue
    await mkdir(dirname(target), { recursive: true })
    const hash = createHash('sha256')
    const hashed = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        yield chunk
      }
    }
    await pipeline(createReadStream(join(folder, path)), hashed, createWriteStream(`${target}.part`))
    if (hash.digest('hex') !== hex) throw refusal(`备份里的文件「${path}」损坏了，数据库没有动。请换一份备份。`)
    await rename(`${target}.part`, target)
    if ((i + 1) % 1_000 === 0) say(`照片和附件：${i + 1} / ${found.length}`)
  }
}
