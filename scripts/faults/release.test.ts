/**
 * What an earlier version has left behind is brought to this one, and everything in it is read by today's operations.
 * `0.1.0.json` is the oldest that was kept: 0.1.0 as it stood before field work without a signal, with 23 migrations, the
 * kernel's up to 0008. Each release adds its own, and no pack is ever made anew.
 */
import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { linli } from '../../apps/cli/testing.ts'
import { readManifest } from '../../apps/cli/backup-manifest.ts'
import { readFile } from '../../kernel/files.ts'
import { allMigrations, migrate, migrationOf } from '../../kernel/migrate.ts'
import { readKeys, sealer } from '../../kernel/sealed.ts'
import { call } from '../../kernel/server.ts'
import { emptyDatabase, freshDatabase, keysInto } from '../../kernel/testing.ts'
import { course } from './clients.ts'
import { incoherent } from './ledger.ts'
import { releases, unpack } from './release.ts'
import { folder, opened } from '../../apps/server/testing-installation.ts'
import { grid, here, street } from './town.ts'

const [data, backup] = [folder(), folder()]
let base: Awaited<ReturnType<typeof emptyDatabase>>
before(async () => (base = await emptyDatabase()))
after(async () => {
  await base?.drop()
  for (const dir of [data, backup]) rmSync(dir, { recursive: true, force: true })
})

/** Counted anew by the kernel since: who failed to sign in before an upgrade may try again after it. */
const givenUp = ['identity.tries']

for (const release of releases())
  test(
    `what ${release.replace('.json', '')} left is migrated row by row and read by today's operations`,
    { timeout: 200_000 },
    async t => {
      unpack(release, backup, data)
      keysInto(data, await readKeys(join(data, 'keys.json'), { create: false }))
      const manifest = await readManifest(backup)
      const behind = allMigrations().length - manifest.migrations.length
      if (release === releases()[0]) assert.ok(behind > 0, 'the oldest pack tries no upgrade')
      t.diagnostic(`${manifest.migrations.length} migrations then, ${behind} since`)
      const env = { DATABASE_URL: base.owner }
      const done = await linli(data, ['restore', backup, '--json'], { env })
      assert.equal(done.code, 0, done.said)
      const system = await opened(data, env)
      const { house } = system
      const clerk = {
        id: '00000000-0000-7000-8000-000000000001',
        name: '沈丽',
        posts: [{ role: 'clerk', place: street }],
      }
      const ask = async (op: string, input: object) => (await call(house, { op, input, actor: clerk })).answer as any
      const db = new pg.Client({ connectionString: base.owner })
      await db.connect()
      for (const table of manifest.tables.filter(({ name }) => !givenUp.includes(name))) {
        const { rows } = await db.query<{ n: number }>(`select count(*)::int as n from ${table.name}`)
        assert.ok(rows[0]!.n >= table.rows, `${table.name} has lost rows`)
      }
      await db.end()
      const { items, total } = await ask('grid.matters', { place: here })
      assert.equal(total, course.length)
      const keys = await readKeys(join(data, 'keys.json'), { create: false })
      for (const { community, id } of items) {
        const matter = await ask('grid.matter', { community, id })
        const steps = Number(/\d/.exec(matter.title)![0])
        assert.equal(matter.state, steps ? course[steps - 1]!.state : 'reported')
        assert.equal(matter.timeline?.length ?? steps + 1, steps + 1)
        // Somebody may go on from there.
        if (matter.state === 'reported') assert.equal((await ask('grid.accept', { community, id })).state, 'accepted')
      }
      const phones = await house.db.selectFrom('grid.matter').select('phone').execute()
      for (const { phone } of phones) assert.equal(sealer(keys).open(phone!, 'grid.matter.phone'), '13800000001')
      const photo = await house.db.selectFrom('kernel.file').selectAll().limit(1).executeTakeFirstOrThrow()
      const read = await readFile(house.db, system.files, photo.community, photo.id, clerk)
      assert.equal(read?.type, 'image/jpeg')
      assert.equal((await ask('people.persons', { place: street })).total, 2)
      assert.equal((await ask('exchange.runs', {})).total, 2)
      assert.deepEqual(await incoherent(system.owner), [])
      await system.close()
    },
  )

test('released migrations stand as they were', () => {
  for (const release of releases()) {
    const pack = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', release), 'utf8')) as Record<
      string,
      string
    >
    const { migrations } = JSON.parse(Buffer.from(pack['manifest.json']!, 'base64').toString()) as {
      migrations: { file: string; checksum: string }[]
    }
    const now = new Map(allMigrations().map(m => [m.file, m.checksum]))
    for (const { file, checksum } of migrations) assert.equal(now.get(file), checksum, file)
  }
})

test('a migration that fails halfway leaves the version before it at work', { timeout: 120_000 }, async () => {
  const broken = migrationOf(
    'kernel/9999_broken.sql',
    'alter table grid.matter add column later text; update grid.matter set later = title; select 1 / 0',
  )
  await assert.rejects(
    migrate(base.owner, [...allMigrations(), broken]),
    /数据库升级停在 kernel\/9999_broken.sql.*这一步没有生效/,
  )
  const system = await opened(data, { DATABASE_URL: base.owner })
  const input = {
    place: grid,
    category: (await system.house.db.selectFrom('grid.matter').select('category').executeTakeFirstOrThrow()).category,
    title: '升级没有成',
    phone: '13800000001',
  }
  assert.ok((await call(system.house, { op: 'grid.report', input, actor: null })).answer)
  await system.close()
})

test('two servers that start at once on an empty database set it up once', { timeout: 200_000 }, async () => {
  const fresh = await freshDatabase()
  const env = { DATABASE_URL: fresh.owner, LINLI_KEYS: join(data, 'keys.json') }
  const both = await Promise.all([opened(data, env), opened(data, env)])
  const { db } = both[0]!.house
  const found = await db
    .selectFrom('kernel.migration' as never)
    .selectAll()
    .execute()
  assert.equal(found.length, allMigrations().length)
  const categories = await db.selectFrom('grid.category').select('code').execute()
  assert.equal(new Set(categories.map(c => c.code)).size, categories.length)
  for (const system of both) await system.close()
  await fresh.drop()
})
