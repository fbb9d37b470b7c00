/**
 * Brings a cluster to one moment: the last copy from before it, and from there the record of changes up to it. All of it
 * happens beside the place where the cluster belongs, and is moved there when it is done: broken off, it can be begun again.
 */
import { createHash } from 'node:crypto'
import { chownSync, createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import { appendFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { unarchiving, walIn } from '../../kernel/postgres-archive.ts'
import { programs, type Programs } from '../../kernel/postgres-binaries.ts'
import { clusterFolder, freePort, hasFiles, portInUse } from '../../kernel/postgres-folder.ts'
import { basesOf, type Base } from './base-manifest.ts'
import { refusal } from './command.ts'
import { atLeaving } from './leave.ts'

type Say = (line: string) => void
export type Found = { folder: string; base: Base }

/** The last copy that was complete before the moment. */
export async function baseBefore(archive: string, at: Date): Promise<Found> {
  if (at.getTime() > Date.now()) throw refusal('这一刻还没有到。请写一个过去的时间。')
  const bases = await basesOf(archive)
  const found = bases.findLast(({ base }) => new Date(base.at) <= at)
  if (!found)
    throw refusal(
      bases[0]
        ? `归档从 ${bases[0].base.at} 开始，恢复不到更早的时候。请写一个晚一些的时间，或用那时的备份。`
        : '归档里还没有完整的底本，恢复不了。请用备份恢复；以后请每天运行 npx linli backup --base。',
    )
  return found
}

export async function restoreBase(data: string, archive: string, found: Found, at: Date, say: Say): Promise<void> {
  const bin = await programs()
  const cluster = clusterFolder(bin, data)
  if (hasFiles(cluster))
    throw refusal('这个数据文件夹里已经有数据库，恢复只能进空的系统。请用环境变量 LINLI_DATA 指向一个新的。')
  const fresh = `${cluster}.restoring`
  const stop = () => bin.run('pg_ctl', ['stop', '-s', '-w', '-m', 'immediate', '-D', fresh])
  // An attempt that was killed may have left its server running.
  if (existsSync(join(fresh, 'postmaster.pid'))) await stop()
  await rm(fresh, { recursive: true, force: true })
  const forget = atLeaving(stop)
  try {
    say(`正在取出 ${found.base.at} 的底本……`)
    await unpack(bin, found, fresh)
    say(`正在按归档补到 ${at.toISOString()}……`)
    await forward(bin, fresh, archive, at)
    await rename(fresh, cluster)
  } catch (error) {
    await stop()
    await rm(fresh, { recursive: true, force: true })
    throw error
  } finally {
    forget()
  }
}

/** Whatever is missing, cut or altered is found here, before PostgreSQL sees it. */
async function unpack(bin: Programs, { folder, base }: Found, to: string) {
  await mkdir(to, { mode: 0o700 })
  const owned = (path: string) => bin.user && chownSync(path, bin.user.uid, bin.user.gid)
  owned(to)
  for (const inside of base.folders) {
    await mkdir(join(to, inside), { mode: 0o700 })
    owned(join(to, inside))
  }
  for (let i = 0; i < base.files.length; i += abreast) {
    // All of them are waited for: nothing is still being written when what is there is taken away again.
    const some = await Promise.allSettled(base.files.slice(i, i + abreast).map(file => unpackOne(folder, file, to)))
    for (const one of some) if (one.status === 'rejected') throw one.reason
  }
  for (const { name } of base.files) owned(join(to, name))
}
/** Nothing waits for the disk here: before it plays the record, PostgreSQL has every file of the cluster written out. */
const abreast = 8

async function unpackOne(folder: string, { name, size, sha256 }: Base['files'][number], to: string) {
  const hash = createHash('sha256')
  const hashed = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      yield chunk
    }
  }
  const path = join(to, name)
  const from = createReadStream(join(folder, `${name}.gz`))
  await pipeline(from, createGunzip(), hashed, createWriteStream(path, { mode: 0o600 })).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' || error.code?.startsWith('Z_') ? damaged(folder) : error
    },
  )
  if ((await stat(path)).size !== size || hash.digest('hex') !== sha256) throw damaged(folder)
}

const damaged = (folder: string) =>
  refusal(`底本「${folder}」缺失或损坏，没有恢复任何数据。请移走这一份，用更早的一份。`)

async function forward(bin: Programs, cluster: string, archive: string, at: Date) {
  const own = join(cluster, 'postgresql.auto.conf')
  const before = readFileSync(own, 'utf8')
  await appendFile(
    own,
    [
      '',
      `restore_command = '${unarchiving(archive)}'`,
      `recovery_target_time = '${at.toISOString().replace('T', ' ').replace('Z', '+00')}'`,
      `recovery_target_timeline = 'current'`,
      `recovery_target_action = 'promote'`,
      'hot_standby = off',
      '',
    ].join('\n'),
  )
  await writeFile(join(cluster, 'recovery.signal'), '')
  if (bin.user) chownSync(join(cluster, 'recovery.signal'), bin.user.uid, bin.user.gid)
  const log = join(cluster, 'postgres.log')
  const options = `-c port=${await freePort()} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c lc_messages=C -c archive_mode=off`
  const { code } = await bin.run('pg_ctl', [
    'start',
    '-s',
    '-w',
    '-t',
    '86400',
    '-D',
    cluster,
    '-l',
    log,
    '-o',
    options,
  ])
  if (code !== 0 || !(await served(cluster)))
    throw await unreached(existsSync(log) ? readFileSync(log, 'utf8') : '', archive)
  await bin.run('pg_ctl', ['stop', '-s', '-w', '-t', '600', '-m', 'fast', '-D', cluster])
  await writeFile(own, before)
}

/** pg_ctl takes a server that is still playing the record for one that runs: only its own word counts. false: it gave up. */
async function served(cluster: string): Promise<boolean> {
  const lock = join(cluster, 'postmaster.pid')
  for (; portInUse(cluster) !== undefined; await sleep(50))
    if ((await readFile(lock, 'utf8').catch(() => '')).split('\n')[7]?.trim() === 'ready') return true
  return false
}

async function unreached(said: string, archive: string): Promise<Error> {
  if (!/recovery ended before configured recovery target/.test(said))
    return new Error('归档没有补完，没有恢复任何数据。请把这句话交给技术支持。', { cause: said.slice(-2000) })
  const last = /last completed transaction was at log time ([^\n]+)/.exec(said)?.[1]
  const names = (await readdir(walIn(archive))).toSorted()
  return refusal(
    `归档到不了这一刻${last ? `，最后一处改动在 ${last}` : ''}（最后一段是 ${names.at(-1) ?? '没有'}，可能缺失或损坏）。没有恢复任何数据，请写一个早一些的时间。`,
  )
}
