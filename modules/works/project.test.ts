/** From a resolution to a contract: each move, with its refusal beside it. */
import assert from 'node:assert/strict'
import { call } from '../../kernel/server.ts'
import { problemOf, refused } from '../../kernel/testing.ts'
import { actors, aProject, at, begin, choose, day, days, here, read, run, signed, test, upTo } from './stories.ts'

test('a project begins with a resolution that is being carried out, and stands in the order that was voted', async told => {
  const p = await read(told, await aProject(told, { score: 412 }))
  assert.deepEqual([p.state, p.rank, p.score, p.resolutionDay], ['planned', 1, 412, '2026-03-01'])
  assert.equal(await refused(aProject(told, { rank: 1, title: '再来一个' })), 'works.rankTaken')
  assert.equal(await refused(aProject(told, { rank: 2, score: 413 })), 'works.orderOfScores')
  await aProject(told, { rank: 2, score: 400, title: '铺人行道' })
})

test('a resolution that hangs, is done or is annulled carries no project', async told => {
  for (const state of ['displayed', 'done', 'annulled']) {
    await told.db.updateTable('council.resolution').set({ state }).where('id', '=', at().resolution).execute()
    assert.equal(await refused(aProject(told)), 'works.notInForce')
  }
})

test('what residents pay themselves, what somebody is liable for and what the government does is no project', async told => {
  for (const one of ['private', 'liable', 'duty'])
    assert.equal(await refused(aProject(told, { [one]: true })), 'works.negative')
  assert.equal(await refused(aProject(told, { item: '501' })), 'works.governmentItem')
  await aProject(told, { item: '507' })
})

test('the project hangs for seven days before a contractor is chosen: refused on the seventh, passed on the eighth', async told => {
  const p = await upTo(told, 'quoted')
  assert.equal((await problemOf(choose(told, p, {}, days(7)))).detail, '公示没满 7 天')
  const done = await choose(told, p, {}, days(8))
  assert.deepEqual([done.state, done.contractor, done.decidedName], ['chosen', '暨阳照明公司', '书记'])
})

test('an area may let it hang longer, and then it must', async told => {
  const p = await upTo(told, 'quoted')
  const figure = (f: { name: string; is: number }) => (f.name === 'works.noticeDays' ? 15 : f.is)
  const slower = { ...told.house, book: { ...told.house.book, figure } }
  const { quotes } = await read(told, p)
  const asked = { op: 'works.choose', input: { ...p, quote: quotes[0]!.id, way: 'direct' }, actor: actors['书记']! }
  assert.equal(await refused(call(slower, { ...asked, now: days(9) })), 'common.notYet')
})

test('from 5,000 yuan on three quotes are compared; whoever is not the cheapest is chosen with a reason', async told => {
  const p = await upTo(told, 'quoted', { amount: '5000' })
  assert.equal(await refused(choose(told, p)), 'works.wayTooNarrow')
  assert.equal(await refused(choose(told, p, { way: 'quotes' })), 'works.tooFewQuotes')
  for (const [bidder, amount] of [
    ['明亮电工', '4900'],
    ['德胜机电', '4800'],
  ])
    await run(told, '小沈', 'addQuote', { ...p, bidder, amount }, days(4))
  const { quotes } = await read(told, p)
  const first = quotes[0]!.id
  assert.equal(await refused(choose(told, p, { quote: first, way: 'quotes' })), 'works.notLowest')
  await choose(told, p, { quote: first, way: 'quotes', reason: '质保五年，别家只有一年' })
})

test('from 20,000 yuan on it goes through the township’s market, under its number', async told => {
  const p = await upTo(told, 'quoted', { amount: '20000' })
  assert.match(String((await problemOf(choose(told, p, { way: 'quotes' }))).detail), /至少要镇（街道）交易平台/)
  assert.equal(await refused(choose(told, p, { way: 'township' })), 'works.needsReference')
  const done = await choose(told, p, { way: 'township', reference: 'YS2026-018' })
  assert.equal(done.wayReference, 'YS2026-018')
})

test('what is cut into pieces is judged by its sum: with the same contractor within a year, and no longer', async told => {
  const first = await upTo(told, 'quoted', { amount: '4000' })
  await choose(told, first)
  const second = await upTo(told, 'quoted', { amount: '4000', bidder: '暨阳照明公司', rank: 2 })
  assert.match(String((await problemOf(choose(told, second))).detail), /共 8,000.00 元，至少要比价/)
  await choose(told, second, {}, days(9 + 366))
})

test('nothing dearer than what was shown is chosen, and no quote of another project', async told => {
  const p = await upTo(told, 'noticed')
  await run(told, '小沈', 'addQuote', { ...p, bidder: '贵公司', amount: '4800.01' }, days(3))
  assert.equal(await refused(choose(told, p)), 'works.overEstimate')
  assert.equal(await refused(choose(told, p, { quote: p.id })), 'works.noSuchQuote')
  await run(told, '书记', 'withdrawNotice', { ...p, reason: '都高过概算，重新算' }, days(9))
  await run(told, '小沈', 'estimate', { ...p, amount: '4900', text: '按报价重算' }, days(9))
  const again = await run(told, '小沈', 'announce', p, days(9))
  assert.deepEqual([again.state, again.noticedOn, again.quotes], ['noticed', day(9), []])
  await run(told, '小沈', 'addQuote', { ...p, bidder: '贵公司', amount: '4800.01' }, days(10))
  assert.equal(await refused(choose(told, p, {}, days(16))), 'common.notYet')
  await choose(told, p, {}, days(17))
})

test('a contract is a commitment of the ledger, within the budget line and after the resolution', async told => {
  const p = await upTo(told, 'chosen')
  assert.equal(await refused(signed(told, p, { line: p.id })), 'money.noBudget')
  const now = await signed(told, p)
  assert.deepEqual([now.state, now.total], ['underWay', 480_000])
  const [c] = now.spent
  assert.deepEqual([c?.number, c?.amount, c?.accepted, c?.paid], [`HT-${p.id.slice(-6)}`, 480_000, 0, 0])
  assert.equal(now.due?.toISOString(), new Date(`${day(41)}T00:00:00+08:00`).toISOString())
})

test('a contract is not due before it is signed', async told => {
  const p = await upTo(told, 'chosen')
  assert.equal(await refused(signed(told, p, { dueOn: day(9) })), 'common.invalid')
})

test('what was voted behind is signed first only with a reason, which everyone can read', async told => {
  await aProject(told)
  const second = await upTo(told, 'chosen', { rank: 2, title: '铺人行道' })
  assert.equal(await refused(signed(told, second)), 'works.outOfTurn')
  const now = await signed(told, second, { why: '前一个等供电部门停电窗口' })
  assert.equal(now.outOfTurn, '前一个等供电部门停电窗口')
})

test('whoever may not is refused: a neighbour, a resident, a worker of the grid, the supervisor', async told => {
  for (const who of ['邻村书记', '王婶', '小郑', '监督员'] as const)
    assert.equal(await refused(aProject(told, {}, who)), 'common.forbidden')
  const p = await upTo(told, 'planned')
  for (const who of ['邻村书记', '王婶'] as const) assert.equal(await refused(read(told, p, who)), 'common.notFound')
  for (const who of ['监督员', '会计', '召集人'] as const) await read(told, p, who)
})

test('a person who watches in the council does not manage what it resolved', async told => {
  const { body } = await told.db
    .selectFrom('council.resolution')
    .select('body')
    .where('id', '=', at().resolution)
    .executeTakeFirstOrThrow()
  const seat = { community: here, body, name: '小沈', role: 'member', grp: '', account: actors['小沈']!.id }
  await told.as('书记')('places.addMembers', { place: here, members: [{ name: '小沈', account: seat.account }] }, begin)
  const [member] = (
    await told.as('书记')<{ items?: never } & { id: string; name: string }[]>('places.members', { place: here }, begin)
  ).filter(m => m.name === '小沈')
  await told.db
    .insertInto('council.part')
    .values({
      community: here,
      id: crypto.randomUUID(),
      resolution: at().resolution,
      who: member!.id,
      act: 'supervise',
      name: '小沈',
      at: begin,
    })
    .execute()
  await told.db
    .insertInto('council.seat')
    .values({
      ...seat,
      id: crypto.randomUUID(),
      member: member!.id,
      side: 'act',
      how: 'elected',
      during: '[2026-01-01,)',
    })
    .execute()
  assert.equal(await refused(aProject(told)), 'works.mayNot')
})

test('a project that has not begun may be stopped with a reason, one that is under way not', async told => {
  const p = await upTo(told, 'chosen')
  const stopped = await run(told, '书记', 'stopProject', { ...p, reason: '小区要整体改造' })
  assert.deepEqual([stopped.state, stopped.reason], ['stopped', '小区要整体改造'])
  const other = await upTo(told, 'underWay', { rank: 2 })
  assert.equal(await refused(run(told, '书记', 'stopProject', { ...other, reason: '不做了' })), 'common.wrongState')
})
