/** The database goes away under a running server, comes back, and is slow: what people read meanwhile, and that nobody has to help. */
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { connect, hurried } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { startPostgres, type Postgres } from '../../kernel/postgres.ts'
import { asProblem } from '../../kernel/server.ts'
import { gateway } from './gateway.ts'
import { ended, freePort, ready, started, type Running } from './process.ts'
import { folder, installed } from '../../apps/server/testing-installation.ts'
import { grid, townIn, type Town } from './town.ts'

const data = folder()
let cluster: string
let postgres: Postgres
let town: Town
let running: Running
let provider: Awaited<ReturnType<typeof gateway>>

before(async () => {
  provider = await gateway()
  cluster = await installed()
  postgres = await startPostgres({ dir: cluster, durable: false })
  town = await townIn(data, { DATABASE_URL: postgres.url })
  const sms = { LINLI_SMS_URL: provider.url, LINLI_SMS_SECRET: '0123456789abcdef' }
  running = await started(data, await freePort(), { DATABASE_URL: postgres.url, ...sms })
})
after(async () => {
  if (running) await ended(running, 'SIGTERM')
  await postgres?.stop()
  provider?.close()
  for (const dir of [cluster, data]) rmSync(dir, { recursive: true, force: true })
})

type Answer = { status: number; text: string }
const answerOf = async (answer: Promise<Response>): Promise<Answer> => {
  const { status, text } = await answer.then(async a => ({ status: a.status, text: await a.text() }))
  return { status, text }
}
const report = (key = newId()) =>
  answerOf(
    fetch(`${running.origin}/api/grid.report`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ place: grid, category: town.category, title: `路灯 ${key}`, phone: '13800000001' }),
    }),
  )
const get = (path: string, cookie = '') =>
  answerOf(fetch(running.origin + path, { headers: { accept: path.startsWith('/api') ? '*/*' : 'text/html', cookie } }))
const busy = (answer: Answer) => {
  assert.equal(answer.status, 503, answer.text)
  assert.deepEqual(JSON.parse(answer.text), {
    ...JSON.parse(answer.text),
    type: 'common.busy',
    title: '系统繁忙，请稍后再试；您填写的内容没有丢失',
  })
}

test(
  'while the database is away everybody is told so in a sentence; when it is back all goes on by itself',
  { timeout: 200_000 },
  async () => {
    assert.equal((await report()).status, 200)
    const pid = running.child.pid
    const key = newId()
    await postgres.stop()

    busy(await report(key))
    busy(await get('/api/grid.matters', town.clerk.cookie))
    busy(await get('/api/places.place?code=320582'))
    const page = await get('/')
    assert.equal(page.status, 503)
    assert.match(page.text, /系统现在忙不过来/)
    assert.match(page.text, /再试一次/)
    assert.doesNotMatch(page.text, /ECONN|at .*\.ts/)
    const health = await get('/readyz')
    assert.deepEqual([health.status, JSON.parse(health.text)], [503, { ok: false, trouble: '连不上数据库' }])
    assert.equal((await get('/healthz')).status, 200)

    postgres = await startPostgres({ dir: cluster, durable: false })
    await ready(running)
    assert.equal((await report(key)).status, 200)
    assert.equal((await get('/api/grid.matters', town.clerk.cookie)).status, 200)
    assert.equal(running.child.pid, pid)
    assert.equal(running.child.exitCode, null)
  },
)

test('jobs go on after it', { timeout: 120_000 }, async () => {
  const db = new pg.Client({ connectionString: postgres.url })
  await db.connect()
  const waiting = async () =>
    (await db.query(`select from kernel.trail t left join kernel.link l on l.trail = t.id where l.trail is null`))
      .rowCount
  while (await waiting()) {
    await db.query(`select pg_notify('linli_wake', 'kernel.link')`)
    await sleep(200)
  }
  await db.end()
})

test(
  'while a table is locked whoever needs it is told after seconds, nobody piles up, and the health page says so',
  { timeout: 200_000 },
  async () => {
    const db = new pg.Client({ connectionString: postgres.url })
    await db.connect()
    await db.query('begin; lock table grid.number in access exclusive mode')
    const many = Array.from({ length: 30 }, () => report())
    await sleep(500)
    const health = await get('/readyz')
    assert.equal(health.status, 503)
    assert.match(health.text, /秒内没有应答/)
    for (const answer of await Promise.all(many)) busy(answer)
    const { rows } = await db.query(`select from pg_stat_activity where wait_event_type = 'Lock'`)
    assert.equal(rows.length, 0)
    await db.query('rollback')
    await db.end()
    await ready(running)
    assert.equal((await report()).status, 200)
  },
)

test('a statement that takes too long, and a server that says nothing at all, end in 「busy」 and spoil no connection for the next', async () => {
  const tries = [{ ...hurried, statement_timeout: 1_000 }, { query_timeout: 1_000 }, { lock_timeout: 1_000 }]
  const holder = connect(postgres.url, 1)
  const held = await holder.startTransaction().execute()
  await sql`select pg_advisory_xact_lock(7)`.execute(held)
  for (const patience of tries) {
    const db = connect(postgres.url, 1, patience)
    const slow =
      'lock_timeout' in patience && !('query_timeout' in patience)
        ? sql`select pg_advisory_lock(7)`
        : sql`select pg_sleep(3)`
    const problem = await slow.execute(db).catch(asProblem)
    assert.equal((problem as { code: string }).code, 'common.busy')
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db)
    assert.deepEqual(rows, [{ one: 1 }])
    await db.destroy()
  }
  const one = connect(postgres.url, 1, { connectionTimeoutMillis: 1_000 })
  const first = sql`select pg_sleep(3)`.execute(one)
  const problem = await sql`select 1`.execute(one).catch(asProblem)
  assert.equal((problem as { code: string }).code, 'common.busy')
  await first
  await one.destroy()
  await held.rollback().execute()
  await holder.destroy()
})
