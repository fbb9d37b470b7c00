/** Two real PostgreSQL for tests of the standby: a primary in a folder of its own, and a copy that follows its log. */
import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from './migrate.ts'
import { startPostgres, type Postgres } from './postgres.ts'
import { clusterFolder } from './postgres-folder.ts'
import { programs } from './postgres-binaries.ts'

export type Pair = { primary: Postgres; standby: Postgres; close: () => Promise<void> }

export async function pairOfServers(): Promise<Pair> {
  const folder = mkdtempSync(join(tmpdir(), `linli-test-${process.pid}-pair-`))
  chmodSync(folder, 0o755)
  const [first, second] = [join(folder, 'primary'), join(folder, 'standby')]
  const primary = await startPostgres({ dir: first, durable: false })
  await migrate(primary.url)
  await copied(primary.url, first, second)
  const standby = await startPostgres({ dir: second, durable: false })
  return {
    primary,
    standby,
    close: async () => {
      await standby.stop()
      await primary.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The package has no pg_basebackup: the files are copied between the two calls that make such a copy sound. */
async function copied(url: string, from: string, to: string): Promise<void> {
  const bin = await programs()
  const [source, target] = [clusterFolder(bin, from), clusterFolder(bin, to)]
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  await db.query(`select pg_backup_start('standby', true)`)
  execFileSync('cp', ['-a', source, target])
  const { rows } = await db.query<{ labelfile: string }>('select labelfile from pg_backup_stop()')
  await db.end()
  for (const left of ['postmaster.pid', 'postmaster.opts']) rmSync(join(target, left), { force: true })
  const { port, password } = new URL(url)
  writeFileSync(join(target, 'backup_label'), rows[0]!.labelfile)
  writeFileSync(join(target, 'standby.signal'), '')
  appendFileSync(
    join(target, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=127.0.0.1 port=${port} user=postgres password=${password}'\n`,
  )
  execFileSync('chown', [
    '--reference',
    join(target, 'PG_VERSION'),
    join(target, 'backup_label'),
    join(target, 'standby.signal'),
  ])
}
