/**
 * Opens what a command works on. The database may be a server's, or the embedded one: then a running system's is joined
 * and left running, and a stopped one is started for as long as the command takes.
 */
import pg from 'pg'
import { connect, type Db } from '../../kernel/db.ts'
import { runningPostgres, startPostgres } from '../../kernel/postgres.ts'
import type { Settings } from '../../kernel/settings.ts'
import type { System } from '../server/system.ts'
import { atLeaving } from './leave.ts'

type Told = { settings: Settings; say: (line: string) => void }

/**
 * The owner's address, without bringing the schema up to date: for what must work on a system as it stands. `own`: the
 * database was started for this command.
 */
export async function withDatabase<T>(
  { settings, say }: Told,
  work: (owner: string, own: boolean) => Promise<T>,
): Promise<T> {
  const { url, own, close, stop } = await join(settings, say)
  const forget = atLeaving(stop)
  try {
    return await work(url, own)
  } finally {
    forget()
    await close()
  }
}

export async function withDb<T>(told: Told, work: (db: Db, owner: string) => Promise<T>): Promise<T> {
  return withDatabase(told, async owner => {
    const db = connect(owner, 2)
    try {
      return await work(db, owner)
    } finally {
      await db.destroy()
    }
  })
}

/** The whole system at work, its database brought up to date as at every start. */
export async function withSystem<T>(told: Told, work: (system: System) => Promise<T>): Promise<T> {
  return withDatabase(told, async databaseUrl => {
    const { openSystem } = await import('../server/system.ts')
    const system = await openSystem({ ...told.settings, databaseUrl }, told.say)
    try {
      return await work(system)
    } finally {
      await system.close()
    }
  })
}

type Joined = { url: string; own: boolean; close: () => Promise<void>; stop: () => Promise<void> }
const joined = (url: string): Joined => ({ url, own: false, close: async () => {}, stop: async () => {} })

async function join({ databaseUrl, data, archive }: Settings, say: Told['say']): Promise<Joined> {
  const url = databaseUrl ?? (await running(data))
  if (url) return joined(url)
  try {
    const started = await startPostgres({ dir: data, archive, log: say })
    const close = async () => {
      // Another command may have joined meanwhile; the next start takes over what is left running.
      if ((await others(started.url, true)).length === 0) await started.stop()
    }
    return { url: started.url, own: true, close, stop: started.stop }
  } catch (error) {
    // The system was started at the same moment: then it is joined after all.
    const found = await running(data)
    if (found) return joined(found)
    throw error
  }
}

async function running(data: string): Promise<string | null> {
  const url = runningPostgres(data)
  return url && (await ask(url, 'select 1')) ? url : null
}

/** The programs that are connected to this database; of one that is our own, whoever holds its lock is us. */
export async function others(url: string, own: boolean): Promise<string[]> {
  const rows = await ask<{ name: string }>(
    url,
    `select distinct application_name as name from pg_stat_activity
     where backend_type = 'client backend' and pid <> pg_backend_pid() and datname = current_database()`,
  )
  return (rows ?? []).map(row => row.name).filter(name => !own || name !== 'linli-lock')
}

async function ask<T extends object>(url: string, text: string): Promise<T[] | null> {
  const db = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  db.on('error', () => {})
  try {
    await db.connect()
    return (await db.query<T>(text)).rows
  } catch {
    return null
  } finally {
    await db.end().catch(() => {})
  }
}
