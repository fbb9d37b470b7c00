/**
 * Installations for tests, each with a PostgreSQL of its own. Making one costs many seconds, so a run of `npm test` makes
 * each kind once, when somebody first needs it, and the others copy it. Alone, a test file makes its own.
 */
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { programs, type Programs } from '../../kernel/postgres-binaries.ts'
import { startPostgres } from '../../kernel/postgres.ts'
import { settings } from '../../kernel/settings.ts'
import { openSystem, type System } from './system.ts'

/** `bare`: a cluster that nobody has migrated. `whole`: what a first start leaves, in which nobody lives yet. */
type Kind = 'bare' | 'whole'

/** Under root PostgreSQL runs as another user, who has to get in. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), `linli-test-${process.pid}-`))
  chmodSync(made, 0o755)
  return made
}

/** As long as it is open, commands on this folder find the system running. */
export const opened = (data: string, env: Record<string, string> = {}): Promise<System> =>
  openSystem(settings({ LINLI_DATA: data, LINLI_ENV: 'test', ...env }))

/** A folder with a cluster in it, but no keys: the first to open it makes its own. */
export async function installed(kind: Kind = 'whole', data = folder()): Promise<string> {
  const store = process.env['LINLI_TEST_INSTALLATIONS']
  if (!store) {
    await make(data, kind)
    return data
  }
  const turn = new pg.Client({ connectionString: process.env['LINLI_TEST_DATABASE'] })
  await turn.connect()
  try {
    await turn.query(`select pg_advisory_lock(hashtext('linli.installations'))`)
    const { user } = await programs()
    copy(await stored(store, kind, user), data, user)
  } finally {
    await turn.end()
  }
  return data
}

async function stored(store: string, kind: Kind, user: Programs['user']): Promise<string> {
  const there = join(store, kind)
  if (existsSync(there)) return there
  const fresh = join(store, `${kind}.new`)
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  if (kind === 'whole') copy(await stored(store, 'bare', user), fresh, user)
  await make(fresh, kind)
  renameSync(fresh, there)
  return there
}

async function make(data: string, kind: Kind): Promise<void> {
  const isNew = !existsSync(join(data, 'postgres'))
  const { url, stop } = await startPostgres({ dir: data, durable: false })
  if (kind === 'whole') await (await opened(data, { DATABASE_URL: url })).close()
  await stop()
  rmSync(join(data, 'keys.json'), { force: true })
  // What is killed here is programs, never the machine: whatever was given to its kernel is safe without waiting for the disk.
  if (isNew) appendFileSync(join(data, 'postgres/postgresql.conf'), '\nfsync = off\n')
}

function copy(from: string, to: string, user: Programs['user']): void {
  const cluster = join(to, 'postgres')
  cpSync(join(from, 'postgres'), cluster, { recursive: true })
  chmodSync(cluster, 0o700)
  if (!user) return
  for (const path of ['.', ...readdirSync(cluster, { recursive: true, encoding: 'utf8' })])
    chownSync(join(cluster, path), user.uid, user.gid)
}
