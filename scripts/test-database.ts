/** The one PostgreSQL of a test run, with the migrated template that every test file copies. */
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../kernel/migrate.ts'
import { runningPostgres, startPostgres } from '../kernel/postgres.ts'

export const template = 'linli_template'

/** `url` may create databases. With DATABASE_URL set it is that server, and nothing on it but the template is replaced. */
export async function testDatabase(say: (line: string) => void) {
  const { url, stop } = process.env.DATABASE_URL
    ? { url: process.env.DATABASE_URL, stop: async () => {} }
    : await temporary()
  const from = performance.now()
  try {
    const db = new pg.Client({ connectionString: url })
    await db.connect()
    await db.query(`drop database if exists ${template} with (force)`)
    await db.query(`create database ${template}`)
    await db.end()
    const migrated = new URL(url)
    migrated.pathname = `/${template}`
    const { applied } = await migrate(migrated.href)
    say(`✔ 数据库样板  ${applied.length} 个迁移  ${((performance.now() - from) / 1000).toFixed(1)} 秒`)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, stop }
}

async function temporary() {
  await removeLeftovers()
  const dir = mkdtempSync(join(tmpdir(), `linli-test-${process.pid}-`))
  // Under root the server runs as another user, who has to get in.
  chmodSync(dir, 0o755)
  const { url, stop } = await startPostgres({ dir, durable: false })
  // Where the tests that need an installation of their own find one to copy.
  process.env['LINLI_TEST_INSTALLATIONS'] = join(dir, 'installations')
  return {
    url,
    stop: async () => {
      await stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** A run that was killed outright leaves its server behind; the next one clears up after it. */
async function removeLeftovers() {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^linli-test-(\d+)-/.exec(name)?.[1])
    if (!pid || isAlive(pid)) continue
    const dir = join(tmpdir(), name)
    const left = runningPostgres(dir) && (await startPostgres({ dir, durable: false }).catch(() => null))
    if (left) await left.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

function isAlive(pid: number) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
