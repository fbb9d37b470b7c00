/** `restore`: a backup into an empty system, checked on the way in and, by its trail, afterwards. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, globSync } from 'node:fs'
import { copyFile, mkdir, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { connect } from '../../kernel/db.ts'
import { readKeys, type Keys } from '../../kernel/sealed.ts'
import type { Settings } from '../../kernel/settings.ts'
import { fileIn, fingerprintOf, keysIn, readManifest, type Manifest } from './backup-manifest.ts'
import { command, refusal } from './command.ts'
import { note } from './note.ts'
import { others, withDatabase } from './open.ts'
import { putJobsBack } from './restore-jobs.ts'
import { loadTables, refuseUnfit } from './restore-load.ts'
import { verified } from './verify-trail.ts'

export default command({
  words: 'DIR',
  flags: {},
  more: '只能恢复到空的系统：用环境变量 LINLI_DATA（或 DATABASE_URL）指向一个新的，并把密钥文件放好。\n恢复后会核对留痕；所有人要重新登录。',
  async run({ words: [folder = ''], settings, say }) {
    const manifest = await readManifest(folder)
    const keys = await keysFor(folder, manifest, settings, say)
    return withDatabase({ settings, say }, async (owner, own) => {
      const here = await others(owner, own)
      if (here.length) throw refusal(`还有别的程序连着这个数据库（${here.join('、')}）。请先停下来再恢复。`)
      await refuseUnfit(owner, folder, manifest)
      await copyBack(folder, join(settings.data, 'files'), manifest, say)
      await loadTables(owner, folder, manifest, say)
      await putJobsBack(owner, folder)
      const db = connect(owner, 2)
      try {
        const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
        const input = { at: manifest.at, rows, version: manifest.version }
        await note(db, Buffer.from(keys.trail, 'base64'), { op: 'backup.restore', input, at: new Date() })
        say('正在核对留痕……')
        const { data, lines, code = 0 } = await verified(db, keys)
        const done = `已恢复 ${manifest.at} 的备份：${manifest.tables.length} 张表 ${rows} 行，照片和附件 ${manifest.files.count} 个。`
        return {
          data: { at: manifest.at, tables: manifest.tables.length, rows, files: manifest.files.count, trail: data },
          lines: [done, ...lines],
          code,
        }
      } finally {
        await db.destroy()
      }
    })
  },
})

/** Without the right keys a restored system could not read what it holds, so this comes before anything is written. */
async function keysFor(
  folder: string,
  manifest: Manifest,
  { keys: file }: Settings,
  say: (line: string) => void,
): Promise<Keys> {
  if (!existsSync(file)) {
    if (!existsSync(keysIn(folder)))
      throw refusal(`这份备份里没有密钥文件。请把原来系统的密钥文件放到「${file}」，再运行一次。`)
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await copyFile(keysIn(folder), file)
    say(`密钥文件已放到「${file}」。`)
  }
  const keys = await readKeys(file, { create: false })
  const lacking = manifest.keys.versions.filter(version => !Object.hasOwn(keys.sealed, version))
  if (fingerprintOf(keys) !== manifest.keys.fingerprint || lacking.length)
    throw refusal(`「${file}」不是做这份备份时用的密钥文件，恢复了也读不出加密的号码。请换成原来的那一份。`)
  return keys
}

/** Each file is named after its content, so each is checked as it comes. */
async function copyBack(folder: string, to: string, { files }: Manifest, say: (line: string) => void) {
  const found = globSync('files/*/*', { cwd: folder })
  if (found.length < files.count) throw refusal('备份里的照片和附件不全，没有恢复任何数据。请换一份备份。')
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
