/** Work in hand follows the records, at every level of the place tree, also when many move at once. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { makeTable } from './fixtures/lending.ts'
import { connect } from './db.ts'
import { theClock, type Actor } from './rules.ts'
import { call } from './server.ts'
import { refused, world } from './testing.ts'
import { movable, overdue, pace } from './work.ts'

const VILLAGE = '320582100004'
const HOUR = 3_600_000
const begin = new Date('2026-09-21T01:00:00Z')
const later = (hours: number) => new Date(begin.getTime() + hours * HOUR)
const { test, open, actors } = world(
  {
    王婶: [{ role: 'neighbour', place: '3205' }],
    管理员: [{ role: 'keeper', place: VILLAGE }],
    镇管理员: [{ role: 'keeper', place: '320582100' }],
    外村管理员: [{ role: 'keeper', place: '320582100005' }],
  },
  () => makeTable(open().owner),
)
const ask = (thing: string, place = `${VILLAGE}001`) => ({ place, thing, days: 1 })
const all = { page: 1, size: 50 }
const actor = (name: string): Actor => actors[name]!

test('work in hand: the keeper has what is asked, the borrower has what is lent, others have nothing', async ({
  as,
  db,
}) => {
  const asked = await as('王婶')('lending.ask', ask('梯子'), begin)
  const of = async (name: string) => (await movable(db, actor(name), begin, all)).items.map(w => w.state)
  assert.deepEqual(
    [await of('管理员'), await of('镇管理员'), await of('外村管理员'), await of('王婶')],
    [['asked'], ['asked'], [], []],
  )
  await as('管理员')('lending.lend', asked, begin)
  assert.deepEqual([await of('管理员'), await of('王婶')], [['lent'], ['lent']])
  await as('王婶')('lending.bringBack', asked, begin)
  assert.deepEqual([await of('管理员'), await of('王婶')], [[], []])
})

test('what lies in my own hands is told apart from what waits for my post', async ({ as, db }) => {
  const first = await as('王婶')<{ id: string }>('lending.ask', ask('梯子'), begin)
  await as('王婶')('lending.ask', ask('推车'), begin)
  const me = actor('管理员')
  await sql`update kernel.work set holder = ${me.id} where record = ${first.id}`.execute(db)
  const titles = async (whose?: 'me' | 'post') =>
    (await movable(db, me, begin, all, '', whose)).items.map(w => w.record === first.id)
  assert.deepEqual([await titles('me'), await titles('post')], [[true], [false]])
  assert.equal((await titles()).length, 2)
})

test('late is what has passed its deadline, at the village and at every place above it', async ({ as, db }) => {
  await as('王婶')('lending.ask', ask('梯子'), begin)
  const late = async (name: string, place: string, hours: number) =>
    (await overdue(db, actor(name), later(hours), place, all)).total
  assert.equal(await late('管理员', VILLAGE, 2), 0)
  assert.equal(await late('管理员', VILLAGE, 2.01), 1)
  assert.equal(await late('镇管理员', '320582100', 3), 1)
  assert.equal(await late('镇管理员', '320582', 3), 1)
  assert.equal(await late('镇管理员', '320582101', 3), 0)
  assert.equal(await late('外村管理员', VILLAGE, 3), 0)
  assert.equal(await late('王婶', VILLAGE, 3), 0)
})

test('how long a state takes is told from its entry to its end, with the share that was late', async ({ as, db }) => {
  for (const [thing, hours] of [
    ['一', 1],
    ['二', 1.5],
    ['三', 4],
  ] as const) {
    const asked = await as('王婶')('lending.ask', ask(thing), begin)
    await as('管理员')('lending.lend', asked, later(hours))
  }
  const told = await pace(db, 'lending.loan', '320582100', begin, later(5))
  const asked = told.find(s => s.state === 'asked')!
  assert.deepEqual(
    { ...asked },
    { machine: 'lending.loan', state: 'asked', standing: 0, late: 0, left: 3, lateLeft: 1, p50: 1.5, p90: 3.5 },
  )
  assert.equal(told.find(s => s.state === 'lent')!.standing, 3)
})

test('counts of a place are for those whose work it is', async ({ as }) => {
  await as('王婶')('lending.ask', ask('梯子'), begin)
  const standing = (hours: number) =>
    as('管理员')('work.standing', { machine: 'lending.loan', place: VILLAGE }, later(hours))
  const row = { place: `${VILLAGE}001`, state: 'asked', n: 1 }
  assert.deepEqual([await standing(2), await standing(2.01)], [[{ ...row, late: 0 }], [{ ...row, late: 1 }]])
  const states = await as('管理员')('work.states', { machine: 'lending.loan', place: VILLAGE })
  assert.deepEqual(states, [{ state: 'asked', n: 1 }])
  assert.equal(
    await refused(as('外村管理员')('work.states', { machine: 'lending.loan', place: VILLAGE })),
    'common.forbidden',
  )
  assert.equal(
    await refused(as('外村管理员')('work.standing', { machine: 'lending.loan', place: VILLAGE })),
    'common.forbidden',
  )
})

test('each of the three questions is one look at an index, with no table read whole', async ({ db }) => {
  await sql`insert into kernel.work (community, machine, record, place, title, state, since, due)
    select c, 'lending.loan', uuidv7(), c || lpad((n % 10)::text, 3, '0'), 'x', 'asked', now(), now() from
    (select '3205821' || lpad(i::text, 5, '0') as c from generate_series(1, 100) i) as communities, generate_series(1, 100) n`.execute(
    db,
  )
  await sql`analyze kernel.work`.execute(db)
  const plan = async (where: ReturnType<typeof sql>) => {
    const { rows } = await sql<{
      'QUERY PLAN': string
    }>`explain select * from kernel.work where not ended and ${where} order by due limit 20`.execute(db)
    return rows.map(r => Object.values(r)[0]).join('\n')
  }
  assert.match(
    await plan(sql`due < now() - interval '1 day' and place >= '320582100001' and place < '320582100001:'`),
    /Index/,
  )
  assert.match(
    await plan(
      sql`machine = 'lending.loan' and state = 'asked' and place >= '320582100001' and place < '320582100001:'`,
    ),
    /Index/,
  )
  assert.match(await plan(sql`holder = ${theClock.id}`), /Index/)
})

test('fifty people who move fifty records of one village at once all succeed, and the counts are exact', async () => {
  const { house, url } = open()
  const db = connect(url, 10)
  const here = { ...house, db }
  const asked = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      call(here, { op: 'lending.ask', input: ask(`同时${i}`, `${VILLAGE}00${i % 5}`), actor: actor('王婶') }),
    ),
  )
  await Promise.all(
    asked.map(({ answer }) => call(here, { op: 'lending.lend', input: answer, actor: actor('管理员') })),
  )
  const { rows } = await sql<{
    state: string
    n: number
  }>`select state, sum(n)::int as n from kernel.standing where community = ${VILLAGE} group by state order by state`.execute(
    db,
  )
  assert.deepEqual(rows, [
    { state: 'asked', n: 0 },
    { state: 'lent', n: 50 },
  ])
  await db.destroy()
})

test('two who make the same move at once: one makes it, the other is told that it is done', async () => {
  const { house, url } = open()
  const db = connect(url, 4)
  const { answer } = await call({ ...house, db }, { op: 'lending.ask', input: ask('抢着借'), actor: actor('王婶') })
  const lend = () =>
    call({ ...house, db }, { op: 'lending.lend', input: answer, actor: actor('管理员') }).then(
      () => 'done',
      (e: { code: string }) => e.code,
    )
  assert.deepEqual((await Promise.all([lend(), lend()])).toSorted(), ['common.wrongState', 'done'])
  await db.destroy()
})

test('the same request sent by two connections at once is done once, and both get the same answer', async () => {
  const { house, url } = open()
  const db = connect(url, 4)
  const send = () =>
    call({ ...house, db }, { op: 'lending.ask', input: ask('同一个请求'), actor: actor('王婶'), key: 'twice' })
  const answers = (await Promise.all([send(), send(), send()])).map(a => (a.answer as { id: string }).id)
  assert.equal(new Set(answers).size, 1)
  await db.destroy()
})
