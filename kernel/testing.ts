/** A world for tests: a database of its own from a migrated template, a cast with posts, and a rollback after each story. */
import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from './db.ts'
import { openHouse, type OpenHouse } from './house.ts'
import { installJobs, type Jobs } from './jobs.ts'
import { addressKey, CONTENT } from './messages.ts'
import { appUrl, migrate } from './migrate.ts'
import { startPostgres } from './postgres.ts'
import { Problem, type Actor, type Post } from './rules.ts'
import { newKeys } from './sealed.ts'
import { call } from './server.ts'
import { linkTrail } from './trail.ts'

const template = 'linli_template'
/** Shaped as a secret among keys: the role is the whole server's, and all who share it must mean the same one. */
const appPassword = Buffer.alloc(32, 'only-for-tests').toString('base64')

/** Keys of its own for a system that is opened on `freshDatabase`, as a new installation has them. */
export const keysInto = (data: string, keys = newKeys()): void =>
  writeFileSync(join(data, 'keys.json'), JSON.stringify({ ...keys, session: appPassword }), { mode: 0o600 })

type Base = { owner: string; drop: () => Promise<void> }

/** A database as a new installation finds it, for the owner and for the application's role. */
export async function freshDatabase(jobs: Jobs = {}): Promise<Base & { url: string }> {
  const given = process.env['LINLI_TEST_DATABASE']
  const ready = given && (await runs(given, `select from pg_database where datname = '${template}'`)) > 0
  const base = await emptyDatabase(ready ? template : undefined)
  if (!ready) await migrate(base.owner)
  if (Object.keys(jobs).length) await installJobs(base.owner, jobs)
  return { ...base, url: await appUrl(base.owner, appPassword) }
}

/** On the server this run uses: the one that `npm test` started (LINLI_TEST_DATABASE), or one for this file alone. */
export async function emptyDatabase(from?: string): Promise<Base> {
  const given = process.env['LINLI_TEST_DATABASE']
  const folder = join(tmpdir(), `linli-test-${process.pid}-${randomBytes(3).toString('hex')}`)
  const alone = given ? undefined : await startPostgres({ dir: folder, durable: false })
  const server = given ?? alone!.url
  const name = `linli_${process.pid}_${randomBytes(4).toString('hex')}`
  await runs(server, `create database ${name} template ${from ?? 'template0'}`)
  return {
    owner: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    drop: async () => {
      await runs(server, `drop database ${name} with (force)`)
      await alone?.stop()
      if (alone) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function runs(url: string, text: string): Promise<number> {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  try {
    return (await db.query(text)).rowCount ?? 0
  } finally {
    await db.end()
  }
}

export type As = (
  name: string | null,
) => <T = any>(op: string, input: unknown, at?: Date, reason?: string) => Promise<T>
export type Told = { as: As; db: Db; house: OpenHouse; actors: Record<string, Actor> }
class Undo extends Error {}

/** `people` are the cast: a name, and the posts they hold. `given` makes what every story begins with. */
export function world(people: Record<string, Post[]>, given?: (told: Told) => Promise<void>) {
  let house: OpenHouse | undefined
  let base: Awaited<ReturnType<typeof freshDatabase>> | undefined
  const keys = newKeys()
  const actors = Object.fromEntries(
    Object.entries(people).map(([name, posts], i) => [
      name,
      { id: `00000000-0000-7000-8000-${String(i + 1).padStart(12, '0')}`, name, posts } satisfies Actor,
    ]),
  )
  const telling = (db: Db): Told => ({
    db,
    actors,
    house: { ...house!, db },
    as:
      name =>
      async (op, input, now = new Date(), reason) => {
        const actor = name === null ? null : (actors[name] ?? missing(name))
        return (await call({ ...house!, db }, { op, input, actor, now, ...(reason && { reason }) })).answer as never
      },
  })
  before(async () => {
    base = await freshDatabase()
    house = await openHouse(base.url, keys, 4)
    if (given) await given(telling(house.db))
  })
  after(async () => {
    await house?.close()
    await base?.drop()
  })
  return {
    actors,
    /** Stories that need commits and several connections: the world as it is, not rolled back. */
    open: () => ({ ...telling(house!.db), url: base!.url, owner: base!.owner, keys }),
    /**
     * Two connections, without luck: the first has done its work and not committed it when the second comes. The second
     * must wait for the first; gives what it came to then.
     */
    meeting: async <T>(first: (told: Told) => Promise<unknown>, second: (told: Told) => Promise<T>): Promise<T> => {
      const { db } = house!
      let coming: Promise<T> | undefined
      await db.transaction().execute(async tx => {
        await first(telling(tx))
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
        let over = false
        coming = second(telling(db))
        const ended = () => (over = true)
        void coming.then(ended, ended)
        const waiting = sql`select from pg_locks where not granted and ${rows[0]!.pid} = any(pg_blocking_pids(pid))`
        while ((await waiting.execute(db)).rows.length === 0)
          if (over) throw new Error('the second did not wait for the first')
      })
      return coming!
    },
    test: (title: string, body: (told: Told) => Promise<void> | void): void =>
      void test(title, async () => {
        const undone = house!.db.transaction().execute(async tx => {
          await body(telling(tx))
          throw new Undo()
        })
        await undone.catch((error: unknown) => {
          if (!(error instanceof Undo)) throw error
        })
      }),
  }
}

const missing = (name: string): never => {
  throw new Error(`${name} is not in the cast`)
}

/**
 * Waits until every transaction begun before now has ended. Trail and feed take only what stands below the oldest open
 * one, in whichever database of the server it is open: the test beside this one may hold it.
 */
export async function settled(db: Db): Promise<void> {
  const now = sql<{ id: string }>`select pg_current_xact_id()::text as id`
  const { id } = (await now.execute(db)).rows[0]!
  const past = sql`select where ${id}::xid8 < pg_snapshot_xmin(pg_current_snapshot())`
  while (!(await past.execute(db)).rows.length) await new Promise(done => setTimeout(done, 10))
}

/** Links all that was written before now; gives how many rows that were. */
export async function linkSettled(db: Db): Promise<number> {
  await settled(db)
  let rows = 0
  for (let more = -1; more !== 0; rows += more) more = await linkTrail(db)
  return rows
}

/** `await refused(promise)` gives the problem's code; it fails if nothing was refused. */
export async function refused(promise: Promise<unknown>): Promise<string> {
  return (await problemOf(promise)).code
}

export async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('expected a refusal')
}

/** Prints kernel/db.gen.ts from the schema as migrated now. */
export async function printTypes(print: (url: string) => Promise<string>): Promise<string> {
  const base = await freshDatabase()
  const text = await print(base.owner)
  await base.drop()
  return text
}

/** The code that was last sent to this phone, as it stands in the message: for tests of whatever asks for one. */
export async function lastCode({ db, house }: Pick<Told, 'db' | 'house'>, phone: string): Promise<string> {
  const { content } = await db
    .selectFrom('kernel.outgoing')
    .select('content')
    .where('addressKey', '=', addressKey(house.sealer, phone))
    .where('template', '=', 'code')
    .where('content', 'is not', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return (JSON.parse(house.sealer.open(content!, CONTENT)) as { code: string }).code
}
