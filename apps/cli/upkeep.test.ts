/**
 * A system that people live in is backed up while it runs, and restored beside itself. The chapters
 * follow one another on one embedded database.
 */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { saveFile } from '../../kernel/files.ts'
import { feed } from '../../kernel/outbox.ts'
import { call } from '../../kernel/server.ts'
import { linkSettled, settled } from '../../kernel/testing.ts'
import type { System } from '../server/system.ts'
import { terminal } from './actor.ts'
import { folder, installed, opened } from '../server/testing-installation.ts'
import { contents, grid, linli, typed } from './testing.ts'
import { enrolled, lived } from './testing-people.ts'

const work = folder()
let data: string
let other: string
let keyFile: string
const path = (name: string) => join(work, name)
const run = (...args: string[]) => typed(data, args)
const elsewhere = (...args: string[]) => typed(other, args)
let system: System | undefined

before(async () => {
  ;[data, other] = [await installed(), await installed('bare')]
  keyFile = join(data, 'keys.json')
  system = await opened(data)
  await lived(system, work)
})
after(async () => {
  await system?.close()
  for (const dir of [data, other, work]) rmSync(dir, { recursive: true, force: true })
})

const backup = path('backup')

test('a running system is backed up into a new folder, once, without its keys', async () => {
  const { house } = system!
  await enrolled(system!)
  await photographed(system!)
  await busy(system!)
  await told(system!)
  await house.db
    .transaction()
    .execute(tx => house.later(tx, 'exchange.check', { id: 'later' }, { after: new Date('2099-01-01') }))
  const done = await linli(data, ['backup', backup, '--json'])
  assert.equal(done.code, 0, done.said)
  assert.deepEqual([done.data['jobs'], done.data['keys']], [1, false])
  assert.equal((done.data['files'] as { count: number }).count, 1)
  assert.equal(existsSync(join(backup, 'keys.json')), false)
  assert.equal(existsSync(`${backup}.partial`), false)
  const again = await run('backup', backup)
  assert.equal(again.code, 1)
  assert.match(again.said, /不是空的/)
})

test('a restore needs the right keys and an empty system', async () => {
  const without = await elsewhere('restore', backup)
  assert.equal(without.code, 1)
  assert.match(without.said, /备份里没有密钥文件/)
  assert.equal((await elsewhere('keys', 'create')).code, 0)
  const wrong = await elsewhere('restore', backup)
  assert.equal(wrong.code, 1)
  assert.match(wrong.said, /不是做这份备份时用的密钥文件/)
  rmSync(join(other, 'keys.json'))
  const full = await run('restore', backup)
  assert.equal(full.code, 1)
  assert.match(full.said, /还有别的程序连着这个数据库/)
})

test('a damaged backup restores nothing, and what an attempt left behind is no hindrance', async () => {
  writeFileSync(join(other, 'keys.json'), readFileSync(keyFile), { mode: 0o600 })
  const file = join(backup, 'tables/people.resident.copy.gz')
  const sound = readFileSync(file)
  const spoiled = Buffer.from(sound)
  spoiled[spoiled.length >> 1]! ^= 0xff
  writeFileSync(file, spoiled)
  const { code, said } = await elsewhere('restore', backup)
  writeFileSync(file, sound)
  assert.equal(code, 1)
  assert.match(said, /缺失或损坏，没有恢复任何数据/)
  // A table that is whole but another than the one that was written.
  const manifest = readFileSync(join(backup, 'manifest.json'), 'utf8')
  const { sha256 } = (JSON.parse(manifest) as { tables: { sha256: string }[] }).tables.at(-1)!
  writeFileSync(join(backup, 'manifest.json'), manifest.replace(sha256, sha256.replace(/./g, '0')))
  assert.match((await elsewhere('restore', backup)).said, /缺失或损坏/)
  writeFileSync(join(backup, 'manifest.json'), manifest)
  writeFileSync(file, sound.subarray(1))
  assert.match((await elsewhere('restore', backup)).said, /缺失或损坏/)
  writeFileSync(file, sound)
})

test('a restored system is the same row for row, and goes on from there', async () => {
  const { house, owner } = system!
  const before = await contents(owner)
  const done = await linli(other, ['restore', backup, '--json'])
  assert.equal(done.code, 0, done.said)
  const restored = await opened(other)
  try {
    assert.deepEqual(await contents(restored.owner), before)
    assert.equal(Number(before['people.resident']!.split(' ')[0]), 2)
    const session = await call(restored.house, {
      op: 'identity.signIn',
      input: { username: 'Lao-Zhou', password: 'Xitong-2026' },
      actor: null,
    })
    assert.ok(session.session)
    const photo = await restored.house.db.selectFrom('kernel.file').selectAll().executeTakeFirstOrThrow()
    const hex = photo.sha256.toString('hex')
    assert.deepEqual(readFileSync(join(restored.files, hex.slice(0, 2), hex)), bytes)
    const jobs = await sql<{
      id: string
    }>`select data ->> 'id' as id from pgboss.job where name = 'exchange.check'`.execute(restored.house.db)
    assert.deepEqual(jobs.rows, [{ id: 'later' }])

    const toHear = await unheard(system!)
    assert.deepEqual([toHear.early.length, toHear.late.length], [4, 1])
    assert.deepEqual(await unheard(restored), toHear)

    // Numbers go on where they were, and the chain takes what is new although this database counts from the beginning.
    const newest = await sql<{ id: number }>`select max(id) as id from kernel.trail`.execute(house.db)
    assert.ok(
      (await sql<{ id: number }>`select max(id) as id from kernel.trail`.execute(restored.house.db)).rows[0]!.id >
        newest.rows[0]!.id,
    )
    assert.ok((await linkSettled(restored.house.db)) > 0)
    const loose = await sql<{
      n: number
    }>`select count(*)::int as n from kernel.trail t where not exists (select from kernel.link l where l.community = t.community and l.trail = t.id)`.execute(
      restored.house.db,
    )
    assert.equal(loose.rows[0]!.n, 0)
    assert.equal((await elsewhere('verify-trail')).code, 0)
  } finally {
    await restored.close()
  }
})

test('a system that somebody lives in is not restored over', async () => {
  const { code, said } = await elsewhere('restore', backup)
  assert.equal(code, 1)
  assert.match(said, /恢复只能进空的系统/)
})

test('with its keys a backup needs nothing else', async () => {
  const whole = path('whole')
  const fresh = await installed('bare')
  assert.equal((await run('backup', whole, '--with-keys')).code, 0)
  const { code, said } = await linli(fresh, ['restore', whole])
  rmSync(fresh, { recursive: true })
  assert.equal(code, 0, said)
})

// ── Helpers ─────────────────────────────────────────────────────────────────

const bytes = Buffer.from('ffd8ffe0000601020304ffda000301000000ffd9', 'hex')

async function photographed({ house, files }: System) {
  const about = { community: '320582100001', place: grid, name: '照片.jpg', actor: null, now: new Date() }
  await saveFile(house.db, files, { ...about, bytes })
}

/** Years of work as far as the numbers of transactions go: a new database is nowhere near them. */
const busy = ({ house: { db } }: System) =>
  sql`do $$ begin for i in 1..5000 loop perform pg_current_xact_id(); commit; end loop; end $$`.execute(db)

/** Six facts, and two consumers who have heard of two and of five of them. */
async function told({ house: { db } }: System) {
  const about = { fact: 'x.y', community: '320582100001', record: terminal.id, place: grid, data: '{}', at: new Date() }
  for (let n = 0; n < 6; n++) await db.insertInto('kernel.outbox').values(about).execute()
  const facts = await db.selectFrom('kernel.outbox').select(['xid', 'id']).orderBy('xid').orderBy('id').execute()
  for (const [consumer, heard] of [
    ['early', facts.at(-5)!],
    ['late', facts.at(-2)!],
  ] as const)
    await db
      .insertInto('kernel.cursor')
      .values({ consumer, ...heard })
      .execute()
}

/** What each of them has still to hear, and what somebody who comes new would hear. */
async function unheard({ house: { db } }: System) {
  await settled(db)
  const ids = async (consumer: string) => {
    const at = await db
      .selectFrom('kernel.cursor')
      .select(['xid', 'id'])
      .where('consumer', '=', consumer)
      .executeTakeFirst()
    return (await feed(db, at ?? { xid: '0', id: 0 })).map(fact => fact.id).toSorted((a, b) => a - b)
  }
  return { early: await ids('early'), late: await ids('late'), fresh: await ids('nobody') }
}
