/** What is remembered inside a cluster's folder: our password and port, and PostgreSQL's own lock. */
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { reachable, type Programs } from './postgres-binaries.ts'
import { trouble } from './postgres-trouble.ts'

/** Kept with the cluster, so that whoever restores the folder has the password that fits it. */
export type Secret = { port: number; password: string }

/**
 * The cluster's folder: `postgres` in the data folder. Root's own folders are closed to the user PostgreSQL runs as under
 * root; then `postgres` is a link to a folder in /var/lib/linli, made once and under a name of its own.
 */
export function clusterFolder(bin: Programs, dir: string): string {
  const inside = join(dir, 'postgres')
  try {
    mkdirSync(dir, { recursive: true })
    if (!bin.user || reachable(dir)) return inside
    if (!lstatSync(inside, { throwIfNoEntry: false })) {
      mkdirSync('/var/lib/linli', { recursive: true })
      symlinkSync(join('/var/lib/linli', `postgres-${randomBytes(6).toString('hex')}`), inside)
    }
    return readlinkSync(inside)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EINVAL')
      throw new Error(
        `以 root 运行时数据库由系统用户 postgres 运行，它进不了 ${dir}。请用 chmod o+x 打开上层文件夹，或换一个普通用户运行。`,
      )
    throw trouble(dir, String(error))
  }
}

export function readSecret(cluster: string): Secret {
  const file = join(cluster, 'linli.json')
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Secret
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code
    throw trouble(cluster, missing && missing !== 'ENOENT' ? String(error) : `${file} is missing`)
  }
}

export function writeSecret(bin: Programs, folder: string, secret: Secret) {
  const file = join(folder, 'linli.json')
  writeFileSync(`${file}.new`, JSON.stringify(secret), { mode: 0o600 })
  if (bin.user) chownSync(`${file}.new`, bin.user.uid, bin.user.gid)
  renameSync(`${file}.new`, file)
}

/** The first and fourth line of postmaster.pid: the process, and the port it listens on. */
function lockFile(cluster: string) {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]) }
  } catch {
    return null
  }
}

export function portInUse(cluster: string): number | undefined {
  const found = lockFile(cluster)
  return found?.port && isAlive(found.pid) ? found.port : undefined
}

/** After a power cut in a container another program may have the old number; PostgreSQL would then refuse to start for ever. */
export function removeForeignLock(cluster: string) {
  const found = lockFile(cluster)
  const name = `/proc/${found?.pid}/comm`
  if (found && existsSync(name) && !readFileSync(name, 'utf8').startsWith('postgres'))
    rmSync(join(cluster, 'postmaster.pid'))
}

function isAlive(pid: number) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export const hasFiles = (folder: string) => {
  try {
    return existsSync(folder) && readdirSync(folder).length > 0
  } catch (error) {
    throw trouble(folder, String(error))
  }
}

export const freePort = () =>
  new Promise<number>((done, failed) => {
    const server = createServer().on('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })

export const isFree = (port: number) =>
  new Promise<boolean>(done => {
    const server = createServer().on('error', () => done(false))
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)))
  })
