/** The clock of the machine jumps forward and back by hours and days while people work. */
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { webServer } from '../../apps/server/web.ts'
import type { System } from '../../apps/server/system.ts'
import { newId } from '../../kernel/id.ts'
import { freshDatabase, keysInto, linkSettled } from '../../kernel/testing.ts'
import { checkpoint, verifyTrail } from '../../kernel/trail.ts'
import { watch } from '../../modules/grid/watch.ts'
import { incoherent } from './ledger.ts'
import { folder, opened } from '../../apps/server/testing-installation.ts'
import { grid, settled, type Town } from './town.ts'

const hour = 3_600_000
const data = folder()
let base: Awaited<ReturnType<typeof freshDatabase>>
let system: System
let town: Town
let app: FastifyInstance
let jump = 0
const now = () => new Date(Date.now() + jump)

before(async () => {
  base = await freshDatabase()
  keysInto(data)
  system = await opened(data, { DATABASE_URL: base.owner })
  town = await settled(system)
  app = await webServer({ ...system, now })
})
after(async () => {
  await app?.close()
  await system?.close()
  await base?.drop()
  rmSync(data, { recursive: true, force: true })
})

type Answer = Record<string, any> & { status: number }
const post = async (op: string, body: object, cookie = ''): Promise<Answer> => {
  const answer = await app.inject({
    method: 'POST',
    url: `/api/${op}`,
    headers: { 'content-type': 'application/json', cookie, 'idempotency-key': newId() },
    payload: JSON.stringify(body),
  })
  return { ...answer.json<Record<string, any>>(), status: answer.statusCode } as Answer
}
const report = () =>
  post('grid.report', { place: grid, category: town.category, title: `路灯 ${newId()}`, phone: '13800000001' })

test('whatever the clock does, what is sent is taken in, and each matter has a term of its own moment', async () => {
  const seen = new Set<string>()
  for (const hours of [0, 5, 49, -2, -26, 24 * 400, 0]) {
    jump = hours * hour
    for (let i = 0; i < 3; i++) {
      const answer = await report()
      assert.equal(answer.status, 200, JSON.stringify(answer))
      assert.ok(new Date(answer['acceptBy']) > now())
      assert.equal(seen.has(answer['id']), false)
      seen.add(answer['id'])
    }
  }
})

test('a session ends when its time is over by the clock, says so, and is there again when the clock was only wrong', async () => {
  jump = 0
  const look = async () =>
    (await app.inject({ url: '/api/grid.matters', headers: { cookie: town.clerk.cookie } })).statusCode
  const { id, community } = await report()
  assert.equal(await look(), 200)
  jump = 48 * hour
  const refused = await post('grid.accept', { community, id }, town.clerk.cookie)
  assert.deepEqual([refused.status, refused['type'], refused['title']], [401, 'common.signIn', '请先登录'])
  jump = -24 * hour
  assert.equal(await look(), 200)
  jump = 0
  assert.equal((await post('grid.accept', { community, id }, town.clerk.cookie)).status, 200)
})

test('what is overdue by a clock that ran ahead is raised once, and not again when it went back and on', async () => {
  jump = 0
  const { id } = await report()
  const raised = async () =>
    (
      await system.house.db
        .selectFrom('grid.entry')
        .select('id')
        .where('matter', '=', id)
        .where('move', '=', 'escalate')
        .execute()
    ).length
  for (const hours of [24 * 6, 0, -5, 24 * 6]) {
    jump = hours * hour
    await watch(system.house, now())
  }
  assert.equal(await raised(), 1)
  jump = 0
})

test('who was locked out while the clock ran ahead is not locked out until then', async () => {
  const { number } = await report()
  const follow = (tail: string) => post('grid.follow', { number, tail })
  jump = 72 * hour
  for (let i = 0; i < 6; i++) assert.notEqual((await follow('9999')).status, 200)
  assert.equal((await follow('0001'))['type'], 'grid.tooManyTries')
  jump = 0
  assert.equal((await follow('0001')).status, 200)
})

test('the trail and the books agree in the end, in the order in which things were committed', async () => {
  const { house } = system
  await linkSettled(house.db)
  await checkpoint(house.db, house.signing, new Date(Date.now() - 9 * hour))
  await report()
  await linkSettled(house.db)
  await checkpoint(house.db, house.signing, new Date())
  assert.deepEqual((await verifyTrail(house.db, house.trailKey, house.signing.known)).faults, [])
  assert.deepEqual(await incoherent(base.owner), [])
})
