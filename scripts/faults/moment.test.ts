/**
 * While people go on writing, the system is backed up, and its database is brought back to a moment between two copies:
 * every table row by row as it was committed then. The archive's program is a shell's, so Windows is left out.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { bare, contents, linli } from '../../apps/cli/testing.ts'
import { basesOf } from '../../apps/cli/base-manifest.ts'
import restore from '../../apps/cli/restore.ts'
import type { System } from '../../apps/server/system.ts'
import type { Db } from '../../kernel/db.ts'
import { saveFile } from '../../kernel/files.ts'
import { newId } from '../../kernel/id.ts'
import { sealer, readKeys } from '../../kernel/sealed.ts'
import { call } from '../../kernel/server.ts'
import { settings } from '../../kernel/settings.ts'
import { linkSettled } from '../../kernel/testing.ts'
import { incoherent } from './ledger.ts'
import { folder, installed, opened } from '../../apps/server/testing-installation.ts'
import { grid, here, settled, type Town } from './town.ts'

const [other, archive] = [folder(), folder()]
const env = { LINLI_ARCHIVE: archive }
let data: string
let copy: string
let system: System
let town: Town

before(async () => {
  ;[data, copy] = [await installed(), await installed('bare')]
  system = await opened(data, env)
  town = await settled(system)
  for (const to of [copy, other]) copyFileSync(join(data, 'keys.json'), join(to, 'keys.json'))
})
after(async () => {
  await system?.close()
  for (const dir of [data, copy, other, archive]) rmSync(dir, { recursive: true, force: true })
})

const ask = async <T extends pg.QueryResultRow>(sql: string, url = system.owner) => {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  try {
    return (await db.query<T>(sql)).rows
  } finally {
    await db.end()
  }
}

/** Somebody reports and is taken in, with a photo. */
async function reported(db: Db = system.house.db) {
  const house = { ...system.house, db }
  const clerk = { id: town.clerk.id, name: '沈丽', posts: [{ role: 'clerk', place: here }] }
  const input = { place: grid, category: town.category, title: `路灯 ${newId()}`, phone: '13800000001' }
  const { answer } = await call(house, { op: 'grid.report', input, actor: null })
  await call(house, { op: 'grid.accept', input: answer, actor: clerk })
  const [head, tail] = ['ffd8ffe0000601020304ffda0003', 'ffd9'].map(hex => Buffer.from(hex, 'hex'))
  const bytes = Buffer.concat([head!, Buffer.from(newId()), tail!])
  const about = { bytes, name: '照片.jpg', community: here, place: grid, actor: null, now: new Date() }
  await saveFile(db, system.files, about)
}

/** Three people at once, each so many times. */
const writing = (times: number) =>
  Promise.all(
    [1, 2, 3].map(async () => {
      for (let n = 0; n < times; n++) await reported()
    }),
  )

/** The program, and whatever it says; `until` waits for words of it. */
function program(at: string, ...args: string[]) {
  const main = join(import.meta.dirname, '../../apps/cli/main.ts')
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...bare(), ...env, LINLI_DATA: at },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', chunk => (said += chunk))
  const ended = once(child, 'exit')
  const until = async (words: string) => {
    while (!said.includes(words)) {
      assert.equal(child.exitCode, null, said)
      await sleep(5)
    }
  }
  return { until, ended, kill: (signal: NodeJS.Signals) => child.kill(signal), said: () => said }
}

test('a backup under way holds every table as it was at one moment, row for row', { timeout: 300_000 }, async () => {
  const { db } = system.house
  await writing(1)
  await linkSettled(db)
  const at = await contents(system.owner)
  // Begun before the backup and committed in the middle of it: it is in none of the tables.
  const half = await db.startTransaction().execute()
  await reported(half as never)
  const to = join(copy, 'backup')
  const backup = program(data, 'backup', to)
  await backup.until('[')
  backup.kill('SIGSTOP')
  await half.commit().execute()
  await writing(2)
  backup.kill('SIGCONT')
  assert.deepEqual(await backup.ended, [0, null], backup.said())

  const restored = await linli(copy, ['restore', to, '--json'])
  assert.equal(restored.code, 0, restored.said)
  assert.deepEqual((restored.data['trail'] as { faults: unknown[] }).faults, [])
  const back = await opened(copy)
  assert.deepEqual(await contents(back.owner), at)
  assert.deepEqual(await incoherent(back.owner), [])
  await back.close()
  const live = await contents(system.owner)
  const written = ['grid.matter', 'grid.entry', 'kernel.work', 'kernel.trail', 'kernel.outbox', 'kernel.file']
  for (const table of written) assert.notEqual(live[table], at[table], `${table} was not written meanwhile`)
})

let moment: string
let then: Record<string, string>

test('the database is brought back to a moment between two copies, row for row', { timeout: 300_000 }, async t => {
  const first = await linli(data, ['backup', '--base', '--json'], { env })
  assert.equal(first.code, 0, first.said)
  await writing(2)
  await linkSettled(system.house.db)
  then = await contents(system.owner)
  const [{ at }] = (await ask<{ at: Date }>('select clock_timestamp() as at')) as [{ at: Date }]
  // The server counts microseconds, the moment that somebody writes down milliseconds.
  moment = new Date(at.getTime() + 1).toISOString()
  while (Date.now() <= Date.parse(moment)) await sleep(1)
  await writing(2)
  const second = await linli(data, ['backup', '--base'], { env })
  assert.equal(second.code, 0, second.said)
  await archived()

  const begun = Date.now()
  const done = await linli(other, ['restore', archive, '--at', moment, '--json'])
  assert.equal(done.code, 0, done.said)
  const back = await opened(other)
  try {
    const now = await contents(back.owner)
    assert.deepEqual(now, then)
    assert.notDeepEqual(await contents(system.owner), then)
    assert.equal((await ask('select from kernel.session', back.owner)).length, 0)
    const { phone } = await back.house.db.selectFrom('grid.matter').select('phone').limit(1).executeTakeFirstOrThrow()
    const keys = await readKeys(join(data, 'keys.json'), { create: false })
    assert.equal(sealer(keys).open(phone!, 'grid.matter.phone'), '13800000001')
    const rows = await back.house.db.selectFrom('kernel.file').select('sha256').execute()
    assert.ok(rows.length > 0)
    for (const { sha256 } of rows) {
      const hex = sha256.toString('hex')
      assert.ok(existsSync(join(back.files, hex.slice(0, 2), hex)))
    }
  } finally {
    await back.close()
  }
  const size = globSync('wal/*', { cwd: archive }).length
  t.diagnostic(`restored in ${Date.now() - begun} ms from ${size} segments`)
})

/** Everything written until now is in the archive. */
async function archived() {
  const [{ name }] = (await ask<{ name: string }>('select pg_walfile_name(pg_switch_wal()) as name')) as [
    { name: string },
  ]
  while (!existsSync(join(archive, 'wal', `${name}.gz`))) await sleep(100)
}

const restoring = (at: string, to = other, more: { aside?: boolean; databaseUrl?: string } = {}) => {
  const { aside = false, ...set } = more
  const about = { ...settings({ LINLI_DATA: to, LINLI_ENV: 'test' }), ...set }
  return restore.run({ words: [archive], flags: { at, aside } as never, settings: about, say: () => {} })
}

test('a moment that the archive does not reach, a full place and wrong keys are refused with a sentence', async () => {
  await assert.rejects(restoring(moment), /已经有数据库，恢复只能进空的系统/)
  await assert.rejects(restoring('2020-01-01T00:00:00Z'), /归档从 .* 开始/)
  await assert.rejects(restoring('2099-01-01T00:00:00Z'), /还没有到/)
  await assert.rejects(restoring('昨天'), /带时区的时间/)
  const empty = folder()
  await assert.rejects(restoring(moment, empty), /备份里没有密钥文件/)
  rmSync(empty, { recursive: true })
  await assert.rejects(restoring(moment, other, { databaseUrl: 'postgres://a@127.0.0.1:9/b' }), /pg_basebackup/)
})

test('a copy that was cut or altered is refused, and what was put aside for it is there again', async () => {
  const [first] = await basesOf(archive)
  const file = join(first!.folder, `${first!.base.files[0]!.name}.gz`)
  const sound = readFileSync(file)
  const altered = Buffer.concat([sound.subarray(0, 12), Buffer.from([sound[12]! ^ 255]), sound.subarray(13)])
  for (const spoiled of [sound.subarray(0, -6), altered]) {
    writeFileSync(file, spoiled)
    await assert.rejects(restoring(moment, other, { aside: true }), /缺失或损坏，没有恢复任何数据/)
  }
  writeFileSync(file, sound)
  await assert.rejects(restoring('2020-01-01T00:00:00Z', other, { aside: true }), /归档从 .* 开始/)
  assert.deepEqual(globSync('postgres*', { cwd: other }), ['postgres'])
})

test('a restore killed in the middle is run again, and what stood there before is kept beside', async () => {
  const killed = program(other, 'restore', archive, '--at', moment, '--aside')
  await killed.until('正在按归档补到')
  killed.kill('SIGKILL')
  await killed.ended
  const done = await linli(other, ['restore', archive, '--at', moment])
  assert.equal(done.code, 0, done.said)
  const back = await opened(other)
  assert.deepEqual(await contents(back.owner), then)
  await back.close()
  assert.equal(globSync('postgres.before-*', { cwd: other }).length, 1)
})
