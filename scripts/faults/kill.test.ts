/**
 * The real program and its PostgreSQL are killed at random moments while clients report, move, upload and import; after
 * each kill it is started again and the books are checked. `LINLI_ROUNDS=500 npm test -- scripts/faults/kill.test.ts` runs longer,
 * `LINLI_SEED=…` throws the same dice again. Killing needs signals that Windows has not.
 */
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { readBook } from '../../kernel/book.ts'
import { connect } from '../../kernel/db.ts'
import { runningPostgres } from '../../kernel/postgres.ts'
import { readKeys } from '../../kernel/sealed.ts'
import { signingOf } from '../../kernel/signing.ts'
import { sweep } from '../../kernel/sweep.ts'
import { linkSettled } from '../../kernel/testing.ts'
import { verifyTrail } from '../../kernel/trail.ts'
import { drive, memory, settle, type Driving } from './clients.ts'
import { dice } from './dice.ts'
import { gateway } from './gateway.ts'
import { broken, nameless, patiently } from './ledger.ts'
import { ended, freePort, isAlive, postmaster, ready, started, type Running } from './process.ts'
import { installed } from '../../apps/server/testing-installation.ts'
import { townIn, type Town } from './town.ts'

const rounds = Number(process.env['LINLI_ROUNDS'] ?? 20)
const seed = Number(process.env['LINLI_SEED'] ?? Date.now() % 1_000_000)
const chance = dice(seed)
const remembered = memory()
let data: string
let town: Town
let provider: Awaited<ReturnType<typeof gateway>>
let running: Running
let port: number

before(async () => {
  provider = await gateway()
  data = await installed()
  town = await townIn(data)
  port = await freePort()
  running = await start()
})
after(async () => {
  if (running) await ended(running, 'SIGTERM')
  provider?.close()
  rmSync(data, { recursive: true, force: true })
})

const start = () => started(data, port, { LINLI_SMS_URL: provider.url, LINLI_SMS_SECRET: '0123456789abcdef' })
const driving = (signal: AbortSignal): Driving => ({ town, origin: running.origin, memory: remembered, signal })

const kinds = ['server', 'database', 'both', 'connection'] as const
type Kind = (typeof kinds)[number]

let killed = new Date()
async function kill(kind: Kind): Promise<void> {
  killed = new Date()
  if (kind === 'connection') return asOwner(`select pg_notify('linli_wake', 'none')`).then(killBackend)
  if (kind !== 'server') {
    const pid = postmaster(data)
    process.kill(pid, 'SIGKILL')
    while (isAlive(pid)) await sleep(10)
  }
  if (kind !== 'database') {
    await ended(running, 'SIGKILL')
    running = await start()
  }
}

const asOwner = (text: string): Promise<pg.QueryResult> => patiently(runningPostgres(data)!, db => db.query(text))

/** One connection of the server dies with its work: PostgreSQL then throws out all the others and recovers. */
async function killBackend(): Promise<void> {
  const { rows } = await asOwner(
    `select pid from pg_stat_activity where application_name = 'linli' order by query_start desc nulls last limit 1`,
  )
  if (rows[0]) process.kill(rows[0].pid, 'SIGKILL')
}

/** Some matters are late, and nobody has the patience to wait for what is due later. */
const hurryJobs = () =>
  asOwner(`
    update kernel.work set due = now() - interval '1 hour' where machine = 'grid.matter' and state = 'reported' and record in
      (select record from kernel.work where machine = 'grid.matter' and state = 'reported' order by record limit 2);
    ${timePasses()}`).catch(() => null)

/** Minutes in an instant: what the dead had taken is free again, what waits for another try is due, every job looks now. */
const timePasses = () => `
  update pgboss.job set heartbeat_on = heartbeat_on - interval '1 hour' where state = 'active' and started_on < '${killed.toISOString()}';
  update pgboss.job set start_after = now() where state = 'retry';
  update kernel.outgoing set next_at = now()
    where next_at > now() and (state = 'waiting' or (tried -> -1 ->> 'at')::timestamptz < '${killed.toISOString()}');
  select pg_notify('linli_wake', job) from unnest(array['grid.watch', 'message.deliver', 'kernel.tell', 'kernel.link']) as job`

test(
  `${rounds} kills at random moments lose nothing and halve nothing (LINLI_SEED=${seed})`,
  { timeout: 60_000 + rounds * 60_000 },
  async t => {
    for (let round = 1; round <= rounds; round++) {
      const kind = round <= kinds.length ? kinds[round - 1]! : chance.one(kinds)
      const stop = new AbortController()
      const busy = drive(driving(stop.signal), 2)
      await hurryJobs()
      await answered(chance.between(4, 40))
      await sleep(chance.between(0, 60))
      // The clients go on into the dead server, as people do.
      const killing = kill(kind)
      await sleep(chance.between(0, 200))
      stop.abort()
      await Promise.all([busy, killing])
      await ready(running)
      const said = [...(await broken(town, remembered)), ...remembered.problems]
      assert.deepEqual(said, [], `round ${round}, ${kind} killed, LINLI_SEED=${seed}`)
    }
    survived = true
    const { matters, files, sheets, answers } = remembered
    t.diagnostic(
      `seed ${seed}: ${rounds} kills, ${matters.length} matters, ${matters.reduce((n, m) => n + m.at, 0)} moves, ${files.size} files, ${sheets.length} imports, answers ${JSON.stringify([...answers])}`,
    )
  },
)

/** So many answers more than now: by work and not by the clock, so that a slow machine is put to the same test. */
async function answered(more: number): Promise<void> {
  const total = () => [...remembered.answers.values()].reduce((sum, n) => sum + n, 0)
  for (const wanted = total() + more; total() < wanted;) await sleep(5)
}

let survived = false
test('afterwards every job is done, once in effect, and the trail verifies', { timeout: 300_000 }, async t => {
  assert.ok(survived, 'the rounds before have failed')
  const from = Date.now()
  const never = new AbortController()
  await settle(driving(never.signal))
  const unfinished = async () => {
    await asOwner(timePasses()).catch(() => null)
    const { rows } = await asOwner(`
      select 'import' as what from kernel.import where state in ('checking', 'running') union all
      select 'message' from kernel.outgoing where next_at is not null union all
      select name from pgboss.job where state in ('created', 'retry', 'active') and name like 'exchange.%'`)
    return rows
  }
  for (let left = await unfinished(); left.length; left = await unfinished()) {
    assert.ok(Date.now() - from < 240_000, `still to do: ${JSON.stringify(left)}`)
    await sleep(100)
  }
  assert.deepEqual([...(await broken(town, remembered)), ...remembered.problems], [])
  const { rows } = await asOwner(`select id::text, state, receipt from kernel.outgoing`)
  for (const { id, state, receipt } of rows) {
    assert.deepEqual([state, receipt], ['sent', `p-${id}`])
    assert.equal(new Set(provider.given.get(id)).size, 1, `message ${id} left in two wordings`)
  }
  assert.deepEqual(
    [...provider.given.keys()].filter(id => !rows.some(row => row.id === id)),
    [],
  )
  const keys = await readKeys(join(data, 'keys.json'), { create: false })
  const db = connect(runningPostgres(data)!, 2)
  await linkSettled(db)
  const verified = await verifyTrail(db, Buffer.from(keys.trail, 'base64'), signingOf(keys).known)
  await sweep({ db, book: await readBook(db) }, data, new Date(Date.now() + 2 * 86_400_000))
  await db.destroy()
  assert.deepEqual(verified.faults, [])
  assert.deepEqual(await nameless(town), [])
  t.diagnostic(`${rows.length} messages, ${verified.rows} lines in the trail, done after ${Date.now() - from} ms`)
})
