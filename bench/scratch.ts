/**
 * What a run of the bench stands on: one folder of its own outside the repository, one PostgreSQL in it that keeps its
 * promises as in earnest, and what has been measured so far, so that a run that was cut off goes on where it was.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { appUrl, migrate } from '../kernel/migrate.ts'
import { startPostgres } from '../kernel/postgres.ts'
import { readKeys, type Keys } from '../kernel/sealed.ts'
import type { Db } from '../kernel/db.ts'
import { openHouse } from '../kernel/house.ts'
import { loadDefaults } from '../apps/server/defaults.ts'
import { installJobs } from '../kernel/jobs.ts'
import { jobs } from '../apps/server/jobs.ts'

export const scratch = process.env['LINLI_BENCH'] ?? join(tmpdir(), 'linli-bench')
const file = join(scratch, 'results.json')

/** One line of the table: what was measured, what came of it, and what was promised. Ratios come first. */
export type Line = { what: string; ratio: string; figure: string; target: string; met: boolean | null }
/** `busy`: how many programs wanted the cores just before it began. */
export type Section = { title: string; at: string; lines: Line[]; notes: string[]; busy?: number }

export function results(): Record<string, Section> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Section>) : {}
}

export function keep(name: string, section: Section): void {
  writeFileSync(file, JSON.stringify({ ...results(), [name]: section }, null, 2))
}

export type Server = { url: string; stop: () => Promise<void>; empty: () => Promise<void> }

export async function postgres(): Promise<Server> {
  mkdirSync(scratch, { recursive: true })
  // Under root the server runs as another user, who has to get in.
  chmodSync(scratch, 0o755)
  const { url, stop } = await startPostgres({ dir: scratch })
  const empty = () =>
    withClient(url, async db => {
      const { rows } = await db.query<{ name: string }>(
        `select quote_ident(datname) as name from pg_database where not datistemplate and datname <> 'postgres'`,
      )
      for (const { name } of rows) await db.query(`drop database ${name} with (force)`)
    })
  return { url, stop, empty }
}

/** A database of that name, made by `fill` when it is not there yet; a half-filled one is made anew. */
export async function database(server: Server, name: string, fill: (owner: string) => Promise<void>): Promise<string> {
  const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).href
  await withClient(server.url, async db => {
    const { rows } = await db.query<{ ready: string | null }>(
      `select shobj_description(oid, 'pg_database') as ready from pg_database where datname = $1`,
      [name],
    )
    if (rows[0]?.ready === 'filled') return
    await db.query(`drop database if exists ${name} with (force)`)
    await db.query(`create database ${name}`)
    await fill(url)
    await db.query(`comment on database ${name} is 'filled'`)
  })
  return url
}

/** The system as it is installed, without anybody in it. */
export async function install(owner: string): Promise<void> {
  await migrate(owner)
  await installJobs(owner, jobs)
  const keys = await benchKeys()
  const house = await openHouse(await appUrl(owner, keys.session), keys, 2)
  await loadDefaults(house.db as Db, () => {})
  await house.close()
  await withClient(owner, db => db.query(`insert into kernel.installation values ('set-up', '{}', now())`))
}

export const keysFile = join(scratch, 'keys.json')
export const benchKeys = (): Promise<Keys> => readKeys(keysFile, { create: true })

export async function withClient<T>(url: string, work: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  try {
    return await work(db)
  } finally {
    await db.end()
  }
}

export const machine = () =>
  `${cpus().length} cores and ${Math.round(totalmem() / 2 ** 30)} GiB of memory, Node ${process.versions.node} and the bundled PostgreSQL`

export const forget = () => rmSync(scratch, { recursive: true, force: true })

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
