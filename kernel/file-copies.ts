/** Photos and papers never change once written: a copy elsewhere is complete as soon as it has the name. */
import { existsSync } from 'node:fs'
import { copyFile, link, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Db } from './db.ts'

const inFolder = (folder: string, hex: string) => join(folder, hex.slice(0, 2), hex)

/** All there are, or those named. On the same disk a second name for the same file takes no room. Gives how many were new. */
export async function copyFiles(from: string, to: string, only?: readonly string[]): Promise<number> {
  let done = 0
  const names =
    only ?? (existsSync(from) ? (await readdir(from, { recursive: true })).map(path => path.slice(-64)) : [])
  for (const hex of names.filter(name => /^[0-9a-f]{64}$/.test(name))) {
    const [source, target] = [inFolder(from, hex), inFolder(to, hex)]
    if (existsSync(target) || !existsSync(source)) continue
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    const part = `${target}.part`
    await rm(part, { force: true })
    await link(source, part).catch(() => copyFile(source, part))
    await rename(part, target)
    done++
  }
  return done
}

/** Those of the last two days, beside the record of the database's changes; the rest went with the last copy of all. */
export async function archiveFiles(db: Db, data: string, archive: string, now: Date): Promise<number> {
  const rows = await db
    .selectFrom('kernel.file')
    .select('sha256')
    .where('at', '>', new Date(now.getTime() - 2 * 86_400_000))
    .execute()
  return copyFiles(
    join(data, 'files'),
    join(archive, 'files'),
    rows.map(row => row.sha256.toString('hex')),
  )
}
