/**
 * Keeps one bundled PostgreSQL for one data folder: creates it once, starts it, starts it again when it breaks, stops it.
 * The server is a process of its own, so that a crash of Node loses nothing: the next start finds it running and takes it
 * over.
 */
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { archiving } from './postgres-archive.ts'
import { programs, type Programs } from './postgres-binaries.ts'
import {
  clusterFolder,
  freePort,
  hasFiles,
  isFree,
  portInUse,
  readSecret,
  removeForeignLock,
  writeSecret,
  type Secret,
} from './postgres-folder.ts'
import { inUse, logSince, trouble } from './postgres-trouble.ts'

type How = { durable: boolean; archive: string | null }

export type Postgres = {
  url: string
  stop: () => Promise<void>
  /** A server that an earlier, killed process had left running was taken over. */
  adopted: boolean
}

type Options = {
  /** The data folder; the cluster is in its `postgres`. */
  dir: string
  port?: number
  /** false only in tests: a power cut may then lose everything. */
  durable?: boolean
  /** Where every change is recorded, when it is. */
  archive?: string | null
  log?: (line: string) => void
}

export async function startPostgres({
  dir,
  port,
  durable = true,
  archive = null,
  log = () => {},
}: Options): Promise<Postgres> {
  const bin = await programs()
  const cluster = clusterFolder(bin, resolve(dir))
  if (!hasFiles(cluster)) {
    log('正在建立数据库……')
    await create(bin, cluster, durable)
  }
  const rise = (at?: number) => raised(bin, cluster, at, { durable, archive })
  return kept(bin, cluster, await rise(port), rise, log)
}

/** The server with its lock: found running, or started. */
async function raised(bin: Programs, cluster: string, port: number | undefined, how: How): Promise<Held> {
  const secret = readSecret(cluster)
  for (const begun = Date.now(); ; await sleep(200)) {
    const running = await hold(cluster, secret)
    if (running) return running
    const wanted = port ?? ((await isFree(secret.port)) ? secret.port : await freePort())
    const failure = await start(bin, cluster, wanted, how)
    if (!failure) {
      const held = await hold(cluster, secret)
      if (held) return { ...held, adopted: false }
    }
    if (port && failure?.includes('Address already in use'))
      throw new Error(`数据库要用的端口 ${port} 已被别的程序占用，请换一个端口。`)
    // A server killed a moment ago still holds its lock or its port while it cleans up.
    const passing =
      !failure || /lock file|Address already in use|starting up|shutting down|shared memory block/.test(failure)
    // One that runs but does not answer yet is on a machine that is overloaded.
    if (!passing || Date.now() - begun > (failure ? 10_000 : 60_000)) throw trouble(cluster, failure ?? '')
  }
}

/** The address of the server that another process is running for this folder now; null when none is. */
export function runningPostgres(dir: string): string | null {
  const cluster = join(resolve(dir), 'postgres')
  const port = portInUse(cluster)
  return port === undefined ? null : addressOf(readSecret(cluster), port)
}

const addressOf = ({ password }: Secret, port: number) => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`

type Held = { url: string; lock: pg.Client; adopted: boolean }
/** What node-postgres has and its types lack. */
type Refable = pg.Client & { ref: () => void; unref: () => void }

/**
 * A connection to the running server that holds its lock, or null when none answers. The lock ends with its connection, so
 * a killed process never keeps it and two live ones never share it.
 */
async function hold(cluster: string, secret: Secret): Promise<Held | null> {
  const port = portInUse(cluster)
  if (port === undefined) return null
  const url = addressOf(secret, port)
  const lock = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, application_name: 'linli-lock' })
  lock.on('error', () => {})
  try {
    await lock.connect()
  } catch {
    return null
  }
  for (let tries = 0; tries < 5; tries++, await sleep(200)) {
    const { rows } = await lock.query<{ got: boolean }>(`select pg_try_advisory_lock(hashtext('linli')) as got`)
    if (rows[0]?.got) {
      // Holding the lock is no reason for a finished process to stay.
      ;(lock as Refable).unref()
      return { url, lock, adopted: true }
    }
  }
  await lock.end()
  throw new Error(inUse(cluster))
}

/** The lock's connection breaks when the server does: then it is started again, where everybody expects it, until it runs. */
function kept(
  bin: Programs,
  cluster: string,
  held: Held,
  rise: (port: number) => Promise<Held>,
  log: (line: string) => void,
): Postgres {
  const { url, adopted } = held
  let { lock } = held
  let stopped: Promise<void> | undefined
  const watch = () => void lock.once('end', () => void again())
  const again = async () => {
    for (let said = ''; !stopped; await sleep(500, undefined, { ref: false }))
      try {
        ;({ lock } = await rise(Number(new URL(url).port)))
        log('数据库中断过，已重新启动。')
        return watch()
      } catch (error) {
        const { message } = error as Error
        if (message !== said) log((said = message))
      }
  }
  watch()
  const stop = async () => {
    ;(lock as Refable).ref()
    await lock.end().catch(() => {})
    const { code, output } = await bin.run('pg_ctl', ['stop', '-s', '-w', '-t', '60', '-m', 'fast', '-D', cluster])
    if (code !== 0 && portInUse(cluster) !== undefined)
      throw new Error('数据库一分钟内没有停下来，数据是安全的，下次启动会接着用它。', { cause: output })
  }
  return { url, adopted, stop: () => (stopped ??= stop()) }
}

/** Starts the server; what it said when it did not come up. */
async function start(bin: Programs, cluster: string, port: number, { durable, archive }: How): Promise<string | null> {
  const file = join(cluster, 'postgres.log')
  if (existsSync(file) && statSync(file).size > 10_000_000) renameSync(file, `${file}.1`)
  const from = existsSync(file) ? statSync(file).size : 0
  removeForeignLock(cluster)
  const flags = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: `${Math.round(Math.min(1024, Math.max(64, totalmem() / 2 ** 20 / 8)))}MB`,
    lc_messages: 'C',
    log_checkpoints: 'off',
    // Details of a refused row and the statement itself would put people's names and numbers into the log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(archive && archiving(bin, archive)),
    ...(!durable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const options = Object.entries(flags).map(([name, value]) => `-c ${name}=${quoted(value)}`)
  const { code, output } = await bin.run('pg_ctl', [
    'start',
    '-s',
    '-w',
    '-t',
    '60',
    '-D',
    cluster,
    '-l',
    file,
    '-o',
    options.join(' '),
  ])
  if (code !== 0) return `${output}\n${logSince(file, from)}`
  writeSecret(bin, cluster, { ...readSecret(cluster), port })
  return null
}

/** pg_ctl hands the options to a shell. */
const quoted = (value: string | number) => (/^[\w.,/-]*$/.test(String(value)) ? value : `'${value}'`)

/** Made beside its place and moved there when complete, so a half-made cluster is never taken for a damaged one. */
async function create(bin: Programs, cluster: string, durable: boolean) {
  const fresh = `${cluster}.new-${process.pid}-${randomBytes(3).toString('hex')}`
  const password = randomBytes(24).toString('hex')
  const passwordFile = `${fresh}.pw`
  try {
    mkdirSync(fresh, { mode: 0o700 })
    writeFileSync(passwordFile, password, { mode: 0o600 })
    if (bin.user) for (const path of [fresh, passwordFile]) chownSync(path, bin.user.uid, bin.user.gid)
    // C.UTF-8 is what lets trigram search see Chinese letters; systems without it get the nearest they have.
    const locale = { linux: 'C.UTF-8', darwin: 'en_US.UTF-8' }[process.platform as string] ?? 'C'
    const { code, output } = await bin.run('initdb', [
      `--pgdata=${fresh}`,
      `--pwfile=${passwordFile}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      `--locale=${locale}`,
      '--locale-provider=icu',
      '--icu-locale=zh-Hans-CN',
      ...(durable ? [] : ['--no-sync']),
    ])
    if (code !== 0) throw new Error(output)
    writeSecret(bin, fresh, { port: await freePort(), password })
    // Two first starts at once: the one that is late finds the place taken and uses what is there.
    if (!hasFiles(cluster)) renameSync(fresh, cluster)
  } catch (error) {
    if (!hasFiles(cluster)) throw trouble(cluster, String(error))
  } finally {
    for (const path of [fresh, passwordFile]) rmSync(path, { recursive: true, force: true })
  }
}
