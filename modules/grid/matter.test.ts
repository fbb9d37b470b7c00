/** A matter from report to archive: each move with its refusal beside it, and each figure with a test on either side. */
import assert from 'node:assert/strict'
import { newId } from '../../kernel/id.ts'
import { call } from '../../kernel/server.ts'
import { problemOf, refused } from '../../kernel/testing.ts'
import { actors, after, begin, day, guestOf, here, key, one, read, report, test, upTo } from './stories.ts'

test('a lamp is reported, accepted, dispatched, mended, checked, closed, confirmed, rated and archived', async told => {
  const { as } = told
  const matter = await upTo(told, 'closed')
  assert.equal((await as('王婶')('grid.confirm', matter, after(1))).state, 'confirmed')
  const rated = await as('王婶')('grid.rate', { ...matter, stars: 5, text: '修得快' }, after(1))
  assert.deepEqual([rated.rating, rated.ratingText], [5, '修得快'])
  const archived = await as('沈丽')('grid.archive', matter, after(30 * day))
  assert.equal(archived.state, 'archived')
  assert.deepEqual(
    archived.timeline.map((e: { move: string }) => e.move),
    ['report', 'accept', 'dispatch', 'sign', 'feedback', 'verify', 'confirm', 'rate', 'archive'],
  )
})

test('only a clerk over the place accepts; a neighbour community has no say', async told => {
  const matter = key(await report(told))
  for (const who of ['邻居受理员', '小郑', '书记', '王婶'])
    assert.equal(await refused(told.as(who)('grid.accept', matter, begin)), 'common.forbidden')
  assert.equal(await refused(told.as(null)('grid.accept', matter, begin)), 'common.signIn')
  assert.equal((await told.as('沈丽')('grid.accept', matter, begin)).state, 'accepted')
})

test('a clerk who corrects the classification sets its deadlines by it; an unknown one is refused', async told => {
  const matter = key(await report(told))
  assert.equal(
    await refused(told.as('小沈')('grid.accept', { ...matter, category: '9999' }, begin)),
    'grid.noSuchCategory',
  )
  const accepted = await told.as('小沈')('grid.accept', { ...matter, category: '0301' }, begin)
  assert.deepEqual([accepted.urgency, accepted.resultBy], ['utility', after(24)])
})

test('what is not accepted carries its reason, and ends', async told => {
  const matter = key(await report(told))
  assert.equal(await refused(told.as('小沈')('grid.reject', { ...matter, reason: '' }, begin)), 'common.invalid')
  const no = await told.as('小沈')('grid.reject', { ...matter, reason: '已在法院审理，请按判决办理' }, begin)
  assert.deepEqual([no.state, no.result], ['rejected', '已在法院审理，请按判决办理'])
  assert.equal(await refused(told.as('小沈')('grid.accept', matter, begin)), 'common.wrongState')
})

test('the reporter withdraws what is not yet being worked on; nobody else does', async told => {
  const matter = key(await report(told))
  assert.equal(await refused(told.as('小沈')('grid.withdraw', matter, begin)), 'common.forbidden')
  assert.equal((await told.as('王婶')('grid.withdraw', matter, begin)).state, 'withdrawn')
  const working = await upTo(told, 'handling')
  assert.equal(await refused(told.as('王婶')('grid.withdraw', working, begin)), 'common.wrongState')
})

test('work goes to whoever serves the place, also from the street; not to a stranger', async told => {
  const matter = await upTo(told, 'accepted')
  const send = (holder: string) => told.as('小沈')('grid.dispatch', { ...matter, holder: actors[holder]!.id }, begin)
  assert.equal(await refused(send('邻居网格员')), 'grid.noSuchHandler')
  assert.equal((await send('水务班')).holderName, '水务班')
  const can = await told.as('小沈')('grid.handlers', { place: one }, begin)
  assert.deepEqual(can.map((h: { name: string; inHand: number }) => [h.name, h.inHand]).toSorted(), [
    ['小郑', 0],
    ['水务班', 1],
    ['电工', 0],
  ])
})

test('only the holder signs, reports back and sends back', async told => {
  const matter = await upTo(told, 'dispatched')
  for (const who of ['小沈', '水务班'])
    assert.equal(await refused(told.as(who)('grid.sign', matter, begin)), 'common.forbidden')
  await told.as('小郑')('grid.sign', matter, begin)
  assert.equal(
    await refused(told.as('水务班')('grid.feedback', { ...matter, text: '修好了' }, begin)),
    'common.forbidden',
  )
  assert.equal(
    await refused(told.as('小沈')('grid.sendBack', { ...matter, reason: '不归我' }, begin)),
    'common.forbidden',
  )
  const back = await told.as('小郑')('grid.sendBack', { ...matter, reason: '这是供电公司的线路' }, begin)
  assert.deepEqual([back.state, back.holder, back.returned], ['accepted', null, 1])
})

test('the third return goes to the street, the second does not', async told => {
  const matter = await upTo(told, 'accepted')
  const bounce = async () => {
    await told.as('小沈')('grid.dispatch', { ...matter, holder: actors['小郑']!.id }, begin)
    return told.as('小郑')('grid.sendBack', { ...matter, reason: '不归我' }, begin)
  }
  await bounce()
  assert.deepEqual([(await bounce()).raised, (await inbox(told, '街道主任')).length], [0, 0])
  assert.deepEqual([(await bounce()).raised, (await inbox(told, '街道主任')).length], [1, 1])
})

test('a result that does not pass goes back to the one who holds it, with the reason', async told => {
  const matter = await upTo(told, 'checking')
  assert.equal(await refused(told.as('小郑')('grid.verify', matter, begin)), 'common.forbidden')
  const again = await told.as('小沈')('grid.redo', { ...matter, reason: '灯还是不亮' }, begin)
  assert.deepEqual([again.state, again.holderName], ['handling', '小郑'])
})

test('the reporter has ten days to say that it is not solved: the tenth counts, after it no more', async told => {
  const matter = await upTo(told, 'closed')
  const reopen = (at: Date) => told.as('王婶')('grid.reopen', { ...matter, reason: '又坏了' }, at)
  assert.equal((await problemOf(reopen(after(10 * day + 0.01)))).detail, '结案已超过 10 天，请另行上报')
  const again = await reopen(after(10 * day))
  assert.deepEqual([again.state, again.reopened, again.resultBy], ['accepted', 1, after(17 * day)])
  assert.equal(await refused(told.as('小沈')('grid.confirm', matter, begin)), 'common.forbidden')
})

test('a rating is given once', async told => {
  const matter = await upTo(told, 'closed')
  await told.as('王婶')('grid.rate', { ...matter, stars: 4 }, begin)
  assert.equal((await problemOf(told.as('王婶')('grid.rate', { ...matter, stars: 1 }, begin))).detail, '您已评价过')
  assert.equal(await refused(told.as('王婶')('grid.rate', { ...matter, stars: 6 }, begin)), 'common.invalid')
})

test('urging reaches the holder, and again only after a day', async told => {
  const matter = await upTo(told, 'handling')
  const urge = (at: Date) => told.as('王婶')('grid.urge', matter, at)
  assert.equal((await urge(begin)).urged, 1)
  assert.equal((await problemOf(urge(after(23.9)))).detail, '24 小时内已催办过，承办人已收到提醒')
  assert.equal((await urge(after(24))).urged, 2)
  assert.equal((await inbox(told, '小郑')).filter(m => m === '催办').length, 2)
  assert.equal(await refused(told.as('邻居受理员')('grid.urge', matter, after(60))), 'common.forbidden')
})

test('escalation waits for the deadline: first to the community, a day later to the street', async told => {
  const matter = await upTo(told, 'handling')
  const raise = (hours: number) => told.as('小沈')('grid.escalate', matter, after(hours))
  assert.equal((await problemOf(raise(7 * day))).detail, '尚未超过时限')
  assert.equal((await raise(7 * day + 0.01)).raised, 1)
  assert.equal((await problemOf(raise(8 * day))).detail, '24 小时内已升级过')
  assert.equal((await raise(8 * day + 0.1)).raised, 2)
  assert.deepEqual([(await inbox(told, '书记')).length, (await inbox(told, '街道主任')).length], [1, 1])
})

test('it is filed thirty days after it was closed, not before', async told => {
  const matter = await upTo(told, 'closed')
  assert.equal((await problemOf(told.as('小沈')('grid.archive', matter, after(29.9 * day)))).detail, '结案未满 30 天')
  assert.equal((await told.as('小沈')('grid.archive', matter, after(30 * day))).state, 'archived')
})

test('a note is for those who work on it; the reporter sees the rest of the timeline', async told => {
  const matter = await upTo(told, 'handling')
  await told.as('小郑')('grid.note', { ...matter, text: '业主不在家，明天再去' }, begin)
  const moves = async (who: string) => (await read(told, matter, who)).timeline.map(e => e.move)
  assert.ok((await moves('小沈')).includes('note'))
  assert.ok(!(await moves('王婶')).includes('note'))
  assert.equal(
    await refused(told.as('邻居网格员')('grid.note', { ...matter, text: '路过' }, begin)),
    'common.forbidden',
  )
})

test('the phone is masked until somebody says why; the look is in the trail and the number is not', async told => {
  const matter = await upTo(told, 'handling')
  assert.equal((await read(told, matter)).contactPhone, '138****5678')
  assert.equal(
    await refused(told.as('书记')('grid.contact', { ...matter, reason: '问一声' }, begin)),
    'common.forbidden',
  )
  const shown = await told.as('小郑')('grid.contact', { ...matter, reason: '约上门时间' }, begin)
  assert.equal(shown.revealed, '13812345678')
  const { input } = await told.db
    .selectFrom('kernel.trail')
    .select('input')
    .where('op', '=', 'grid.contact')
    .executeTakeFirstOrThrow()
  assert.equal((input as { reason: string }).reason, '约上门时间')
  assert.ok(!JSON.stringify(await told.db.selectFrom('kernel.trail').selectAll().execute()).includes('13812345678'))
})

test('whoever follows by number answers for that one matter and no other', async told => {
  const mine = await upTo(told, 'closed')
  const other = await upTo(told, 'closed')
  const guest = await guestOf(told, mine)
  const as = (op: string, input: object) => call(told.house, { op, input, actor: guest, now: begin })
  assert.equal(await refused(as('grid.confirm', other)), 'common.forbidden')
  assert.equal(await refused(as('grid.matter', other)), 'common.notFound')
  assert.equal(((await as('grid.confirm', mine)).answer as { state: string }).state, 'confirmed')
  assert.equal(here, mine.community)
})

async function inbox({ db }: Parameters<typeof read>[0], name: string) {
  const rows = await db.selectFrom('kernel.message').select('title').where('to', '=', actors[name]!.id).execute()
  return rows.map(m => (m.title.startsWith('升级') ? '升级' : m.title)).filter(t => t !== '有新的事项')
}

test('the photo of the finished work is for everyone once the clerk says so; the reporter’s own never is', async told => {
  const taken = async (matter: object) => {
    const id = newId()
    const row = {
      community: here,
      id,
      place: one,
      name: '亮了.png',
      type: 'image/png',
      size: 1,
      sha256: Buffer.alloc(32),
      at: begin,
    }
    await told.db.insertInto('kernel.file').values(row).execute()
    return { ...matter, photos: [id] }
  }
  const matter = await upTo(told, 'handling')
  await told.as('小郑')('grid.feedback', await taken({ ...matter, text: '已更换灯泡' }), begin)
  const shown = async () => (await told.as(null)('grid.publishedOne', matter, begin)).photos.length
  await told.as('小沈')('grid.verify', { ...matter, showPhotos: true }, begin)
  assert.equal(await shown(), 1)
  await told.as('王婶')('grid.reopen', await taken({ ...matter, reason: '又坏了' }), begin)
  assert.equal(await shown(), 1)
})
