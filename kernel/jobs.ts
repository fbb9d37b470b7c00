/**
 * Work that need not be done while someone waits, kept in PostgreSQL and enqueued in the same transaction as the fact:
 * it runs if the fact stands, again after a crash, and so must be safe to run twice.
 */
import type { PgBoss } from 'pg-boss'
import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from './db.ts'
import type { House } from './server.ts'

/** Read at the first job: what puts none in does not wait for it. */
const pgBoss = () => import('pg-boss')

export type Job = (house: House, data: Record<string, unknown>, now: Date) => Promise<unknown>
/** `every` is a cron line in Asia/Shanghai. */
export type Jobs = Record<string, { run: Job; every?: string }>

const quiet = { supervise: false, schedule: false, migrate: false, createSchema: false } as const

/** Done once by the owner of the database, with the migrations. */
export async function installJobs(ownerUrl: string, jobs: Jobs): Promise<void> {
  const { PgBoss } = await pgBoss()
  const boss = new PgBoss({ connectionString: ownerUrl, supervise: false, schedule: false, max: 1 })
  boss.on('error', () => {})
  await boss.start()
  for (const [name, { every }] of Object.entries(jobs)) {
    // What comes round by itself need not be tried for long; the rest must outlive many a crash.
    const limits = { retryLimit: every ? 3 : 50, retryBackoff: true, retryDelayMax: 60, expireInSeconds: 3600 }
    const options = { ...limits, heartbeatSeconds: 20, notify: true }
    await boss.createQueue(name, options)
    await boss.updateQueue(name, options)
  }
  for (const [name, { every }] of Object.entries(jobs))
    if (every) await boss.schedule(name, every, null, { tz: 'Asia/Shanghai', singletonKey: name })
  await boss.getDb().executeSql(`select kernel.open('pgboss')`)
  await boss.stop({ graceful: false })
}

/** Puts jobs in; opened at the first job, so that a tool or a test without any pays nothing. */
export function sender(url: string): { later: House['later']; stop: () => Promise<void> } {
  let opened: Promise<PgBoss> | undefined
  const open = async () => {
    const { PgBoss } = await pgBoss()
    const boss = new PgBoss({ connectionString: url, max: 1, ...quiet })
    boss.on('error', () => {})
    return boss.start().catch((error: unknown) => {
      // The database was away: the next one to put a job in tries again.
      opened = undefined
      throw error
    })
  }
  return {
    async later(tx, job, data, { after, once } = {}) {
      const boss = await (opened ??= open())
      const { fromKysely } = await pgBoss()
      await boss.send(job, data, {
        db: fromKysely(tx as never),
        ...(after && { startAfter: after }),
        ...(once && { singletonKey: once }),
      })
    },
    stop: async () => (await opened)?.stop({ graceful: false }),
  }
}

/** Takes jobs out and runs them until stopped; `log` hears of a job that failed. */
export async function runJobs(
  url: string,
  house: House,
  jobs: Jobs,
  now: () => Date,
  log: (job: string, error: unknown) => void,
): Promise<() => Promise<void>> {
  const { PgBoss } = await pgBoss()
  const boss = new PgBoss({
    connectionString: url,
    max: 3,
    migrate: false,
    createSchema: false,
    useListenNotify: true,
    // The job of a process that was killed is taken up again half a minute after its last heartbeat.
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  })
  boss.on('error', error => log('pg-boss', error))
  await boss.start()
  for (const [name, { run }] of Object.entries(jobs))
    await boss.work(name, { batchSize: 1, pollingIntervalSeconds: 5 }, async ([job]) => {
      try {
        await run(house, (job!.data ?? {}) as Record<string, unknown>, now())
      } catch (error) {
        log(name, error)
        throw error
      }
    })
  const deaf = await hearWakes(url, jobs, boss, log)
  return async () => {
    await deaf()
    await boss.stop({ graceful: true, timeout: 10_000 })
  }
}

/**
 * Runs a scheduled job as soon as this transaction has come through, instead of at its next minute. A wake that nobody
 * hears is not lost work: the job looks for itself what is to be done.
 */
export async function wake(db: Db, job: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${job})`.execute(db)
}
const channel = 'linli_wake'

async function hearWakes(
  url: string,
  jobs: Jobs,
  boss: PgBoss,
  log: (job: string, error: unknown) => void,
): Promise<() => Promise<void>> {
  let stopped = false
  let client: pg.Client | undefined
  const busy = new Map<string, { again: boolean }>()
  /** After each wake at least one job begins; a thousand at once are a few. */
  const put = async (job: string) => {
    const before = busy.get(job)
    if (before) return void (before.again = true)
    const mine = { again: true }
    busy.set(job, mine)
    while (mine.again) {
      mine.again = false
      await boss.send(job).catch((error: unknown) => log(job, error))
    }
    busy.delete(job)
  }
  const listen = async () => {
    if (stopped) return
    const fresh = new pg.Client({ connectionString: url, application_name: 'linli' })
    client = fresh
    fresh.on('error', () => {})
    fresh.once('end', () => void (stopped || setTimeout(() => void listen(), 5_000).unref()))
    fresh.on('notification', ({ payload: job = '' }) => void (Object.hasOwn(jobs, job) && put(job)))
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}`)
    } catch (error) {
      log('wake', error)
      await fresh.end()
    }
  }
  await listen()
  return async () => {
    stopped = true
    await client?.end()
  }
}
