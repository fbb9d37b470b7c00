/**
 * While people go on writing, the system is backed up, and its database is brought back to a moment between two copies:
 * every table row by row as it was committed then. The archive's program is a shell's, so Windows is left out.
 */
import assert from 'node:assert/strict'
import { createReadStream, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { copyFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { contents, linli } from '../../apps/cli/testing.ts'
import type { System } from '../../apps/server/system.ts'
import { saveFile } from '../../kernel/files.ts'
import { newId } from '../../kernel/id.ts'
import { sealer, readKeys } from '../../kernel/sealed.ts'
import { call } from '../../kernel/server.ts'
import { linkSettled } from '../../kernel/testing.ts'
import { incoherent } from './ledger.ts'
import { folder, grid, here, opened, settled, type Town } from './town.ts'

const [data, other, archive, work] = [folder(), folder(), folder(), folder()]
const env = { LINLI_ARCHIVE: archive }
let system: System
let town: Town

before(async () => {
  system = await opened(data, env)
  town = await settled(system)
})
after(async () => {
  await system?.close()
  for (const dir of [data, other, archive, work]) rmSync(dir, { recursive: true, force: true })
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

/** Reports, takes in and photographs until told to stop. */
function writing() {
  let stop = false
  let done = 0
  const { house, files } = system
  const clerk = { id: town.clerk.id, name: '沈丽', posts: [{ role: 'clerk', place: here }] }
  const writer = async () => {
    while (!stop) {
      const input = { place: grid, category: town.category, title: `路灯 ${newId()}`, phone: '13800000001' }
      const { answer } = await call(house, { op: 'grid.report', input, actor: null })
      await call(house, { op: 'grid.accept', input: answer, actor: clerk })
      const bytes = Buffer.concat([
        Buffer.from('ffd8ffe0000601020304ffda0003', 'hex'),
        Buffer.from(newId()),
        Buffer.from('ffd9', 'hex'),
      ])
      await saveFile(house.db, files, {
        bytes,
        name: '照片.jpg',
        community: here,
        place: grid,
        actor: null,
        now: new Date(),
      })
      done++
    }
  }
  const all = Promise.all([writer(), writer(), writer()])
  return async () => {
    stop = true
    await all
    return done
  }
}

test('a backup under way sees one moment, whatever is written meanwhile', { timeout: 200_000 }, async () => {
  const stop = writing()
  const backup = join(work, 'backup')
  const done = await linli(data, ['backup', backup, '--json'], { env })
  assert.ok((await stop()) > 3)
  assert.equal(done.code, 0, done.said)
  const { snapshot } = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8')) as { snapshot: string }
  // What bears the number of its transaction says itself whether it was committed at that moment.
  for (const table of ['kernel.trail', 'kernel.outbox']) {
    const packed = createReadStream(join(backup, `tables/${table}.copy.gz`)).pipe(createGunzip())
    const kept = (await text(packed)).split('\n').filter(Boolean)
    const [{ n }] = (await ask<{ n: number }>(
      `select count(*)::int as n from ${table} where pg_visible_in_snapshot(xid, '${snapshot}'::pg_snapshot)`,
    )) as [{ n: number }]
    const [{ all }] = (await ask<{ all: number }>(`select count(*)::int as all from ${table}`)) as [{ all: number }]
    assert.equal(kept.length, n, table)
    assert.ok(n < all, 'nothing was written meanwhile')
  }
  copyFileSync(join(data, 'keys.json'), join(other, 'keys.json'))
  const restored = await linli(other, ['restore', backup, '--json'])
  assert.equal(restored.code, 0, restored.said)
  const back = await opened(other)
  assert.deepEqual(await incoherent(back.owner), [])
  await back.close()
  rmSync(other, { recursive: true })
  mkdirSync(other, { mode: 0o755 })
})

let moment: string
let then: Record<string, string>

test('the database is brought back to a moment between two copies, row for row', { timeout: 300_000 }, async t => {
  const first = await linli(data, ['backup', '--base', '--json'], { env })
  assert.equal(first.code, 0, first.said)
  const before = writing()
  await sleep(1_000)
  await before()
  await linkSettled(system.house.db)
  then = await contents(system.owner)
  const [{ at }] = (await ask<{ at: Date }>('select clock_timestamp() as at')) as [{ at: Date }]
  // The server counts microseconds, the moment that somebody writes down milliseconds.
  moment = new Date(at.getTime() + 1).toISOString()
  await sleep(20)
  const later = writing()
  await sleep(1_000)
  await later()
  const second = await linli(data, ['backup', '--base'], { env })
  assert.equal(second.code, 0, second.said)
  await archived()

  const begun = Date.now()
  copyFileSync(join(data, 'keys.json'), join(other, 'keys.json'))
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

test('a moment that the archive does not reach, a full place and wrong keys are refused with a sentence', async () => {
  const at = (...args: string[]) => linli(other, ['restore', archive, '--at', ...args])
  assert.match((await at(moment)).said, /已经有数据库，恢复只能进空的系统/)
  assert.match((await at('2020-01-01T00:00:00Z')).said, /归档从 .* 开始/)
  assert.match((await at('2099-01-01T00:00:00Z')).said, /还没有到/)
  assert.match((await at('昨天')).said, /带时区的时间/)
  const empty = folder()
  const none = await linli(empty, ['restore', archive, '--at', moment])
  assert.match(none.said, /备份里没有密钥文件/)
  const url = await linli(empty, ['restore', archive, '--at', moment], {
    env: { DATABASE_URL: 'postgres://a@127.0.0.1:9/b' },
  })
  assert.match(url.said, /pg_basebackup/)
  rmSync(empty, { recursive: true })
})

test(
  'a copy that was cut or altered is refused; a restore killed in the middle is run again',
  { timeout: 200_000 },
  async () => {
    const fresh = folder()
    copyFileSync(join(data, 'keys.json'), join(fresh, 'keys.json'))
    const [base] = globSync('base/*', { cwd: archive }).toSorted()
    const file = join(archive, base!, 'PG_VERSION.gz')
    const sound = readFileSync(file)
    for (const spoiled of [
      sound.subarray(0, -6),
      Buffer.concat([sound.subarray(0, 12), Buffer.from([0x55]), sound.subarray(13)]),
    ]) {
      writeFileSync(file, spoiled)
      const { code, said } = await linli(fresh, ['restore', archive, '--at', moment])
      assert.equal(code, 1)
      assert.match(said, /缺失或损坏，没有恢复任何数据/)
    }
    writeFileSync(file, sound)

    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '../../apps/cli/main.ts'), 'restore', archive, '--at', moment],
      {
        env: { PATH: process.env['PATH'], LINLI_DATA: fresh },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    let said = ''
    child.stderr.on('data', chunk => (said += chunk))
    while (!said.includes('正在按归档补到') && child.exitCode === null) await sleep(5)
    child.kill('SIGKILL')
    const done = await linli(fresh, ['restore', archive, '--at', moment])
    assert.equal(done.code, 0, done.said)
    const back = await opened(fresh)
    assert.deepEqual(await contents(back.owner), then)
    await back.close()
    // Asked for, it puts aside what is there; and gives it back when it comes to nothing.
    const none = await linli(fresh, ['restore', archive, '--at', '2020-01-01T00:00:00Z', '--aside'])
    assert.match(none.said, /归档从 .* 开始/)
    const again = await linli(fresh, ['restore', archive, '--at', moment, '--aside'])
    assert.equal(again.code, 0, again.said)
    assert.match(again.out, /原来的数据库留在「.*postgres\.before-/)
    assert.equal(globSync('postgres.before-*', { cwd: fresh }).length, 1)
    rmSync(fresh, { recursive: true, force: true })
  },
)
