/** What every operation promises, whichever module it belongs to, told on a neutral little domain. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { limit, makeTable } from './fixtures/lending.ts'
import { Problem } from './rules.ts'
import { asProblem, call } from './server.ts'
import { problemOf, refused, world } from './testing.ts'
import { verifyTrail } from './trail.ts'

const VILLAGE = '320582100004'
const GRID = `${VILLAGE}001`
const { test, open, actors } = world(
  {
    王婶: [{ role: 'neighbour', place: VILLAGE }],
    李叔: [{ role: 'neighbour', place: VILLAGE }],
    管理员: [{ role: 'keeper', place: VILLAGE }],
    外村管理员: [{ role: 'keeper', place: '320582100005' }],
    张婶: [
      { role: 'neighbour', place: VILLAGE },
      { role: 'keeper', place: VILLAGE, for: '管理员' },
    ],
  },
  () => makeTable(open().owner),
)
const ladder = { place: GRID, thing: '梯子', days: 2 }

test('a record begins, moves and ends, and says at each step who may go on', async ({ as }) => {
  const asked = await as('王婶')('lending.ask', ladder)
  assert.deepEqual([asked.state, asked.offers.map((o: { move: string }) => o.move)], ['asked', ['remark']])
  const lent = await as('管理员')('lending.lend', asked)
  assert.equal(lent.state, 'lent')
  assert.equal((await as('王婶')('lending.bringBack', asked)).state, 'returned')
})

test('who has no post for it is refused, who is not signed in is asked to sign in', async ({ as }) => {
  const asked = await as('王婶')('lending.ask', ladder)
  assert.equal(await refused(as('外村管理员')('lending.lend', asked)), 'common.forbidden')
  assert.equal(await refused(as(null)('lending.lend', asked)), 'common.signIn')
  assert.equal(await refused(as('外村管理员')('lending.ask', ladder)), 'common.forbidden')
})

test('a query shows only what the rule lets this person see', async ({ as }) => {
  await as('王婶')('lending.ask', ladder)
  await as('李叔')('lending.ask', { ...ladder, thing: '电钻' })
  assert.equal((await as('王婶')('lending.loans', {})).length, 1)
  assert.equal((await as('管理员')('lending.loans', {})).length, 2)
  assert.equal((await as('外村管理员')('lending.loans', {})).length, 0)
})

test('what one may not see does not exist', async ({ as }) => {
  const asked = await as('王婶')('lending.ask', ladder)
  assert.equal(await refused(as('李叔')('lending.loan', asked)), 'common.notFound')
})

test('a query that forgot to ask its rule answers nobody', async ({ as }) => {
  await assert.rejects(as('管理员')('lending.forgetful', {}), /answered without its rule/)
})

test('a guard speaks with the figure of the place: three days here, five where the area has raised it', async ({
  as,
  house,
}) => {
  const asked = await as('王婶')('lending.ask', { ...ladder, days: 5 })
  assert.equal((await problemOf(as('管理员')('lending.lend', asked))).detail, '最多借 3 天')
  house.book.figure = f => (f.name === limit.days.name ? 5 : f.is)
  assert.equal((await as('管理员')('lending.lend', asked)).state, 'lent')
})

test('a constraint in the database speaks in the name of its problem', async ({ as }) => {
  await as('王婶')('lending.ask', ladder)
  assert.equal((await problemOf(as('李叔')('lending.ask', ladder))).message, '这件东西已经借出')
  assert.equal((asProblem({ constraint: 'lending.onceOnly_102125' }) as { code: string }).code, 'lending.onceOnly')
})

test('wrong input names the field, in Chinese', async ({ as }) => {
  const { code, detail } = await problemOf(as('王婶')('lending.ask', { ...ladder, thing: '', place: '32058' }))
  assert.equal(code, 'common.invalid')
  assert.deepEqual((detail as { path: string[] }[]).map(i => i.path[0]).toSorted(), ['place', 'thing'])
  assert.match(JSON.stringify(detail), /区划代码应为/)
})

test('every change leaves one line under its own name; a refusal leaves none', async ({ as, db }) => {
  const asked = await as('王婶')('lending.ask', { ...ladder, pin: '1357' })
  await refused(as('外村管理员')('lending.lend', asked))
  await as('管理员')('lending.lend', asked)
  const trail = await db
    .selectFrom('kernel.trail')
    .select(['op', 'actor', 'community', 'record', 'input'])
    .orderBy('id')
    .execute()
  assert.deepEqual(
    trail.map(t => [t.op, t.actor, t.community, t.record]),
    [
      ['lending.ask', actors['王婶']!.id, VILLAGE, asked.id],
      ['lending.lend', actors['管理员']!.id, VILLAGE, asked.id],
    ],
  )
  assert.equal((trail[0]!.input as { pin: string }).pin, '•••')
})

test('what was done without a network keeps both moments in the trail, believed only of who is signed in', async ({
  db,
  house,
}) => {
  const now = new Date('2026-11-23T04:00:00Z')
  const hour = (n: number) => new Date(now.getTime() + n * 3_600_000)
  // The device is a year behind: only the two hours between its own two moments count.
  const device = { made: hour(-8762), clock: hour(-8760) }
  for (const [thing, said, made] of [
    ['梯子', device, hour(-2)],
    ['推车', { made: hour(-9000), clock: now }, hour(-168)],
    ['水桶', { made: hour(5), clock: hour(1) }, null],
  ] as const) {
    const input = { ...ladder, thing }
    await call(house, { op: 'lending.ask', input, actor: actors['王婶']!, now, device: said })
    const last = db.selectFrom('kernel.trail').select(['at', 'made']).orderBy('id', 'desc')
    assert.deepEqual(await last.executeTakeFirst(), { at: now, made })
  }
  assert.deepEqual((await verifyTrail(db, house.trailKey, house.signing.known)).faults, [])
})

test('the same content under the same key is done once, whatever a newer shape makes of it', async ({ house, db }) => {
  const send = (input: object) => call(house, { op: 'lending.ask', input, actor: actors['王婶']!, key: 'k-raw' })
  const first = await send(ladder)
  const told = ({ answer }: { answer: unknown }) => JSON.parse(JSON.stringify(answer)) as unknown
  assert.deepEqual(told(await send({ ...ladder })), told(first))
  assert.equal((await db.selectFrom('kernel.trail').select('id').execute()).length, 1)
})

test('a look at personal data leaves a line that names the person and the task', async ({ as, db }) => {
  await as('王婶')('lending.ask', ladder)
  await as('管理员')('lending.loans', {}, new Date(), '核对借用')
  const look = await db
    .selectFrom('kernel.trail')
    .select(['op', 'kind', 'persons', 'reason'])
    .where('kind', '=', 'query')
    .executeTakeFirstOrThrow()
  assert.deepEqual(look, { op: 'lending.loans', kind: 'query', persons: [actors['王婶']!.id], reason: '核对借用' })
})

test('what a move shows once is in the answer and nowhere in the database', async ({ as, db, house }) => {
  const { community, id } = await as('王婶')('lending.ask', ladder)
  await as('管理员')('lending.lend', { community, id })
  const { answer } = await call(house, {
    op: 'lending.tell',
    input: { community, id },
    actor: actors['王婶']!,
    key: 'k1',
  })
  assert.equal((answer as { code: string }).code, '2468')
  const { rows } = await sql<{
    all: string
  }>`select (select json_agg(t) from kernel.trail t)::text || (select json_agg(r) from kernel.receipt r)::text as all`.execute(
    db,
  )
  assert.equal(rows[0]!.all?.includes('2468') ?? false, false)
})

test('a fact goes to the outbox with the move that made it', async ({ as, db }) => {
  const asked = await as('王婶')('lending.ask', ladder)
  await as('管理员')('lending.lend', asked)
  const facts = await db.selectFrom('kernel.outbox').select(['fact', 'record', 'data']).execute()
  assert.deepEqual(facts, [{ fact: 'lending.loan.lend', record: asked.id, data: { from: 'asked', to: 'lent' } }])
})

test('the same request sent twice is done once, and another content under its number is refused', async ({
  house,
  db,
}) => {
  const send = (input: object) => call(house, { op: 'lending.ask', input, actor: actors['王婶']!, key: 'r1' })
  const [first, second] = [await send(ladder), await send(ladder)]
  assert.deepEqual(JSON.parse(JSON.stringify(first.answer)), second.answer)
  assert.equal((await sql`select from lending.loan`.execute(db)).rows.length, 1)
  assert.equal(await refused(send({ ...ladder, days: 1 })), 'request.keyReused')
})

test('what is refused may come again under the same key when it was put right, also where a counted try stands', async ({
  house,
}) => {
  const send = (thing: string) =>
    call(house, { op: 'lending.guess', input: { thing }, actor: actors['王婶']!, key: 'r2' })
  for (const deep of ['wrong', 'deeply wrong']) {
    assert.equal(await refused(send(deep)), 'lending.onceOnly')
    assert.equal(await refused(send(deep)), 'lending.onceOnly')
  }
  assert.deepEqual((await send('right')).answer, { tries: 5 })
  assert.deepEqual((await send('right')).answer, { tries: 5 })
  assert.equal(await refused(send('other')), 'request.keyReused')
})

test('what somebody does in a lent post stands in the trail under both names; what they do in their own, under one', async ({
  as,
  db,
}) => {
  const asked = await as('张婶')('lending.ask', ladder)
  await as('张婶')('lending.remark', { ...asked, note: '自己用' })
  const other = await as('李叔')('lending.ask', { ...ladder, thing: '电钻' })
  await as('张婶')('lending.lend', other)
  await as('张婶')('lending.loans', {})
  const trail = await db.selectFrom('kernel.trail').select(['op', 'name']).orderBy('id').execute()
  assert.deepEqual(
    trail.map(line => [line.op, line.name]),
    [
      ['lending.ask', '张婶'],
      ['lending.remark', '张婶'],
      ['lending.ask', '李叔'],
      ['lending.lend', '张婶（代管理员）'],
      ['lending.loans', '张婶（代管理员）'],
    ],
  )
})

test('whoever must do something first does nothing else, in the words of what it is', async ({ house }) => {
  const first = { need: 'pin', ops: ['lending.loans'], refusal: new Problem('lending.first', 403, '请先设置密码') }
  const actor = { ...actors['王婶']!, first }
  const asking = (op: string) => call(house, { op, input: op === 'lending.ask' ? ladder : {}, actor })
  assert.deepEqual((await asking('lending.loans')).answer, [])
  assert.equal((await problemOf(asking('lending.ask'))).message, '请先设置密码')
  assert.equal(await refused(asking('lending.forgetful')), 'lending.first')
})
