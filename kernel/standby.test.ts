/** Reads from a standby, on two real PostgreSQL: what one has written one reads, whatever the standby does meanwhile. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openHouse, type OpenHouse } from './house.ts'
import { http } from './http.ts'
import { appUrl, asApp } from './migrate.ts'
import type { Actor } from './rules.ts'
import { newKeys } from './sealed.ts'
import { call } from './server.ts'
import { positionIn } from './standby.ts'
import { pairOfServers, type Pair } from './testing-standby.ts'
import { makeTable } from './fixtures/lending.ts'
import './work.ts'

const VILLAGE = '320582100001'
const clerk: Actor = { id: randomUUID(), name: '管理员', posts: [{ role: 'keeper', place: VILLAGE }] }
const wang: Actor = { id: randomUUID(), name: '王婶', posts: [{ role: 'neighbour', place: VILLAGE }] }
let pair: Pair
let house: OpenHouse

before(async () => {
  pair = await pairOfServers()
  await makeTable(pair.primary.url)
  const standbyUrl = asApp(pair.standby.url, 'test')
  house = await openHouse(await appUrl(pair.primary.url, 'test'), newKeys(), 4, { standbyUrl })
})
after(async () => {
  await house?.close()
  await pair?.close()
})

let asked = 0
const lend = () =>
  call(house, { op: 'lending.ask', input: { place: `${VILLAGE}001`, thing: `梯子 ${asked++}`, days: 1 }, actor: wang })
const standing = async (position?: string) => {
  const input = { machine: 'lending.loan', place: VILLAGE }
  const { answer } = await call(house, { op: 'work.states', input, actor: clerk, ...(position && { position }) })
  return (answer as { n: number }[])[0]?.n ?? 0
}
test('a hundred reads right after a write each see it, and the standby answers', async () => {
  const { reached } = house.standby!
  let answered = 0
  house.standby!.reached = async seen => {
    const may = await reached(seen)
    if (may) answered++
    return may
  }
  for (let n = 1; n <= 100; n++) {
    const { position } = await lend()
    assert.ok(positionIn(position))
    assert.equal(await standing(position), n)
  }
  house.standby!.reached = reached
  assert.ok(answered > 0, 'no read came to the standby')
})

test('a position that nobody has reached, or that is none, is answered by the primary', async () => {
  const now = await standing((await lend()).position)
  assert.equal(await standing('FFFFFFFF/0'), now)
  assert.equal(await standing('nonsense'), now)
})

test('a standby that no longer follows is soon asked by nobody, and at once by nobody who has written', async () => {
  const stopped = new pg.Client({ connectionString: pair.standby.url })
  await stopped.connect()
  await stopped.query('select pg_wal_replay_pause()')
  const { position } = await lend()
  const now = await standing()
  assert.equal(await standing(position), now)
  while ((await standing('0/0')) !== now);
  await stopped.query('select pg_wal_replay_resume()')
  await stopped.end()
})

test('a look at people that the standby answers leaves its line on the primary', async () => {
  const { position } = await lend()
  const { reached } = house.standby!
  const answered: boolean[] = []
  house.standby!.reached = async seen => {
    // However long it takes to come so far: it is the standby that is to answer.
    for (; !(await reached(seen)); await sleep(10));
    answered.push(true)
    return true
  }
  const lines = async () =>
    (await house.db.selectFrom('kernel.trail').select('persons').where('op', '=', 'lending.loans').execute()).flatMap(
      line => line.persons,
    )
  assert.deepEqual(await lines(), [])
  await call(house, { op: 'lending.loans', input: {}, actor: clerk, ...(position && { position }) })
  house.standby!.reached = reached
  assert.deepEqual([answered, await lines()], [[true], Array.from({ length: asked }, () => wang.id)])
})

test('a browser and a program are told the position and bring it back', async () => {
  const { app } = await http({
    house,
    now: () => new Date(),
    origin: 'http://here',
    secure: false,
    whoIs: async token => (token === 'wang' ? wang : clerk),
  })
  const wrote = await app.inject({
    method: 'POST',
    url: '/api/lending.ask',
    payload: { place: `${VILLAGE}001`, thing: '水桶', days: 1 },
    headers: { authorization: 'Bearer wang' },
  })
  const position = String(wrote.headers['linli-position'])
  assert.ok(positionIn(position))
  assert.equal(wrote.cookies.find(c => c.name === 'linli-position')?.value, position)
  const url = `/api/work.states?machine=lending.loan&place=${VILLAGE}`
  const told = { authorization: 'Bearer clerk' }
  const byHeader = await app.inject({ url, headers: { ...told, 'linli-position': position } })
  const byCookie = await app.inject({ url, headers: told, cookies: { 'linli-position': position } })
  assert.deepEqual(byHeader.json(), byCookie.json())
  assert.equal(byHeader.json()[0].n, await standing(position))
  await app.close()
})

test('with the standby gone the primary answers, at once and with what was just written', async () => {
  const before = await standing((await lend()).position)
  await pair.standby.stop()
  assert.equal(await standing('0/0'), before)
  assert.equal(await standing((await lend()).position), before + 1)
})
