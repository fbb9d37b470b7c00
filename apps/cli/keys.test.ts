/** The keys of a system that people live in are changed while it runs, broken off, and changed on. The chapters follow one another on one embedded database. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { lineOf, openHouse } from '../../kernel/house.ts'
import type { Row } from '../../kernel/rules.ts'
import { readKeys, sealer } from '../../kernel/sealed.ts'
import { call } from '../../kernel/server.ts'
import { signingOf } from '../../kernel/signing.ts'
import { checkpoint } from '../../kernel/trail.ts'
import type { System } from '../server/system.ts'
import { folder, installed, opened } from '../server/testing-installation.ts'
import { rotate } from './keys-rotate.ts'
import { bare, grid, linli, peopleSheet, sealedTexts, typed } from './testing.ts'
import { enrolled, lived } from './testing-people.ts'

const work = folder()
let data: string
let keyFile: string
const path = (name: string) => join(work, name)
const run = (...args: string[]) => typed(data, args)
let system: System | undefined

before(async () => {
  data = await installed()
  keyFile = join(data, 'keys.json')
  system = await opened(data)
  await lived(system, work)
  await enrolled(system)
  await checkpoint(system.house.db, system.house.signing, new Date())
})
after(async () => {
  await system?.close()
  for (const dir of [data, work]) rmSync(dir, { recursive: true, force: true })
})

test('a process that has not read the new key holds the change back, and the next try goes on with the same key', async () => {
  const keys = await readKeys(keyFile, { create: false })
  const deaf = await openHouse(system!.url, keys, 1)
  const lines = sql`select from pg_stat_activity where application_name = ${lineOf(deaf.sealer)}`
  while ((await lines.execute(system!.house.db)).rows.length < 2);
  await assert.rejects(
    rotate(keyFile, keys, system!.owner, () => {}, 500),
    /没有读到新的密钥/,
  )
  const handedOut = await readKeys(keyFile, { create: false })
  assert.deepEqual([handedOut.current, Object.keys(handedOut.sealed)], ['1', ['1', '2']])
  await deaf.close()
})

test('under a running system a new key seals everything again, whatever table it is in, and all of it can be read', async () => {
  const { house, owner } = system!
  const matter = {
    place: grid,
    category: (await house.db.selectFrom('grid.category').select('code').executeTakeFirstOrThrow()).code,
    title: '路灯不亮',
    description: '三天了',
    phone: '13700000001',
  }
  await call(house, { op: 'grid.report', input: matter, actor: null })
  // A run with a row that came back keeps that row, sealed.
  await peopleSheet(path('bad.xlsx'), [['赵某', '1', '', '101室']])
  assert.equal((await run('import', 'people.residents', path('bad.xlsx'), '--place', '320582100')).code, 3)
  const old = await sealedTexts(owner)
  assert.deepEqual(
    [...old.keys()].toSorted(),
    sealedColumns.map(column => `${column} v1`),
  )
  const { done, written } = await peopleWrite(matter, () => linli(data, ['keys', 'rotate', '--json']))
  assert.equal(done.code, 0, done.said)
  assert.deepEqual([done.data['version'], done.data['left'], house.sealer.current], ['2', 0, '2'])
  assert.ok(written > 1)
  const fresh = await sealedTexts(owner)
  assert.deepEqual(
    [...fresh.keys()],
    [...old.keys()].map(column => column.replace(/v1$/, 'v2')),
  )

  const keys = await readKeys(keyFile, { create: false })
  assert.deepEqual(Object.keys(keys.sealed), ['1', '2'])
  // What was signed before is read with the old key, and what comes after with the new one.
  const signers = await house.db.selectFrom('kernel.checkpoint').select('signer').distinct().execute()
  assert.deepEqual(
    signers.map(row => row.signer).toSorted(),
    signingOf(keys)
      .known.map(one => one.id)
      .toSorted(),
  )
  assert.equal(house.signing.known.at(-1)!.id, signingOf(keys).known[1]!.id)
  assert.equal((await run('verify-trail')).code, 0)
  const phones = await house.db.selectFrom('people.resident').select(['phone', 'idNumber']).execute()
  const { open } = sealer(keys)
  assert.deepEqual(phones.map(row => open(row.phone!, 'people.resident.phone')).toSorted(), [
    '13800000001',
    '13800000002',
  ])
  assert.ok(phones.every(row => open(row.idNumber!, 'people.resident.idNumber').startsWith('320582')))
  // Looking somebody up by phone still works: the key of the index is another one.
  const session = await call(house, {
    op: 'identity.signIn',
    input: { username: '13900000001', password: 'Wangge-2026' },
    actor: null,
  })
  assert.ok(session.session)
})

test('a change of keys that is killed at any step, under people who write, is carried through by the next', async () => {
  const { house, owner } = system!
  const { code: category } = await house.db.selectFrom('grid.category').select('code').executeTakeFirstOrThrow()
  const matter = { place: grid, category, title: '井盖松动', phone: '13700000002' }
  const { done } = await peopleWrite(matter, async () => {
    for (const words of ['新的密钥已写进密钥文件', '正在重新加密']) await killedAt(words, 'keys', 'rotate')
    return run('keys', 'rotate', '--json')
  })
  assert.equal(done.code, 0, done.said)
  assert.equal(done.data['left'], 0)
  const keys = await readKeys(keyFile, { create: false })
  assert.equal(keys.past.length, Object.keys(keys.sealed).length - 1)
  const versions = [...(await sealedTexts(owner)).keys()].map(text => text.split(' v')[1])
  assert.deepEqual([...new Set(versions)], [keys.current])
  const verified = await run('verify-trail')
  assert.equal(verified.code, 0, verified.out)
})

test('sealing again that was broken off is taken up where it was left', async () => {
  const keys = await readKeys(keyFile, { create: false })
  const one = sealer({ ...keys, current: '1' })
  const { house } = system!
  const { id, phone } = await house.db
    .selectFrom('people.resident')
    .select(['id', 'phone'])
    .limit(1)
    .executeTakeFirstOrThrow()
  await house.db
    .updateTable('people.resident')
    .set({ phone: one.reseal(phone!, 'people.resident.phone') })
    .where('id', '=', id)
    .execute()
  const { code, data: told } = await run('keys', 'rotate', '--resume', '--json')
  assert.deepEqual([code, told['resealed'], told['left']], [0, 1, 0])
  assert.deepEqual(await readKeys(keyFile, { create: false }), keys)
})

const sealedColumns = [
  'grid.matter.phone',
  'identity.account.phone',
  'kernel.import_bad.cells',
  'kernel.outgoing.address',
  'kernel.outgoing.content',
  'people.resident.id_number',
  'people.resident.phone',
]

// ── Helpers ─────────────────────────────────────────────────────────────────

/** People go on writing and reading; none of them may meet a text that cannot be opened. */
async function peopleWrite<T>(matter: Row & { phone: string }, meanwhile: () => Promise<T>) {
  const { house } = system!
  let over = false
  let written = 0
  const people = (async () => {
    while (!over) {
      const { answer } = await call(house, { op: 'grid.report', input: matter, actor: null })
      const { id } = answer as { id: string }
      const { phone } = await house.db
        .selectFrom('grid.matter')
        .select('phone')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      assert.equal(house.sealer.open(phone!, 'grid.matter.phone'), matter.phone)
      written++
    }
  })()
  try {
    return { done: await meanwhile(), written }
  } finally {
    over = true
    await people
  }
}

/** The program is killed the moment it says so. */
async function killedAt(words: string, ...args: string[]) {
  const main = join(import.meta.dirname, 'main.ts')
  const child = spawn(process.execPath, [main, ...args], { env: { ...bare(), LINLI_DATA: data } })
  let said = ''
  child.stderr.on('data', chunk => {
    said += chunk
    if (said.includes(words)) child.kill('SIGKILL')
  })
  await once(child, 'exit')
  assert.ok(said.includes(words), said)
}
