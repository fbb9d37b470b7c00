/**
 * The record of every change, kept outside the cluster: with it and a copy of the cluster from before, the database can be
 * brought to any moment in between. PostgreSQL writes it, one file a segment, compressed; nothing is ever written over.
 */
import { chownSync, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { reachable, type Programs } from './postgres-binaries.ts'
import { trouble } from './postgres-trouble.ts'

export const walIn = (archive: string) => join(archive, 'wal')
/** A minute at most is lost with the machine: then a segment is closed, full or not. */
const minute = 60

/** The server's options while it archives. A name that is there already is fine when the content is the same. */
export function archiving(bin: Programs, archive: string): Record<string, string> {
  const wal = made(bin, archive)
  const file = `"${wal}/%f.gz"`
  const keep = `gzip -1 -c "%p" > ${file}.part && sync ${file}.part && mv ${file}.part ${file}`
  return {
    archive_mode: 'on',
    archive_timeout: String(minute),
    archive_command: `if [ -f ${file} ]; then gzip -dc ${file} | cmp -s - "%p"; else ${keep}; fi`,
  }
}

/** How a server that is brought forward gets it back. */
export const unarchiving = (archive: string) => `gzip -dc "${walIn(archive)}/%f.gz" > "%p"`

function made(bin: Programs, archive: string): string {
  if (process.platform === 'win32')
    throw new Error(
      'Windows 上的自带数据库还不能归档。请去掉环境变量 LINLI_ARCHIVE，或用 DATABASE_URL 连接自己的 PostgreSQL。',
    )
  if (/["'%\\$`]/.test(archive)) throw new Error(`归档文件夹 ${archive} 的名字里有特殊字符，请换一个名字。`)
  const wal = walIn(resolve(archive))
  try {
    if (!existsSync(wal)) {
      mkdirSync(wal, { recursive: true, mode: 0o700 })
      if (bin.user) chownSync(wal, bin.user.uid, bin.user.gid)
    }
  } catch (error) {
    throw trouble(archive, String(error))
  }
  if (bin.user && !reachable(resolve(archive)))
    throw new Error(
      `以 root 运行时数据库由系统用户 postgres 运行，它进不了归档文件夹 ${archive}。请用 chmod o+x 打开上层文件夹，或换一个位置。`,
    )
  return wal
}
