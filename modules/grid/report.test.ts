/** How a matter begins, what everyone is shown of it, and how its reporter finds it again. */
import assert from 'node:assert/strict'
import { call } from '../../kernel/server.ts'
import { theClock } from '../../kernel/rules.ts'
import { refused } from '../../kernel/testing.ts'
import { publicText } from './public.ts'
import { watch } from './watch.ts'
import { after, begin, day, here, key, lamp, next, one, open, read, report, street, test, upTo } from './stories.ts'

test('the deadlines of a report follow its classification: water, an ordinary lamp, gas', async told => {
  const due = async (category: string) => {
    const { acceptBy, dispatchBy, resultBy } = await read(told, await report(told, { category }))
    return [acceptBy, dispatchBy, resultBy]
  }
  assert.deepEqual(await due('0301'), [after(2), after(2), after(24)])
  assert.deepEqual(await due('020101'), [after(2), after(24), after(7 * day)])
  assert.deepEqual(await due('0902'), [after(2), after(1), after(2)])
})

test('a report needs no account and no phone; it needs a place that exists and a known classification, and a phone that is one', async told => {
  const say = (more: object) => refused(report(told, more, null))
  assert.equal((await report(told, {}, null)).number.length, 12)
  assert.equal(await say({ place: '320582100099' }), 'grid.outsidePlace')
  assert.equal(await say({ category: '990101' }), 'grid.noSuchCategory')
  assert.equal(await say({ phone: '1381234567' }), 'common.invalid')
  assert.equal(await say({ title: ' ' }), 'common.invalid')
})

test('a report that names a grid which was given up goes to its heir; an old one keeps the name of its day', async told => {
  const published = async (key: { community: string; id: string }) => {
    const found = await told.as(null)('grid.publishedOne', { community: key.community, id: key.id }, after(1))
    return [found.place, found.placeName]
  }
  const old = await report(told)
  const heir = `${here}002`
  await told.db.insertInto('places.place').values({ code: heir, name: '合并网格' }).execute()
  await told.db
    .updateTable('places.place')
    .set({ until: '2026-11-20', became: [heir] })
    .where('code', '=', one)
    .execute()
  assert.deepEqual(await published(await report(told)), [heir, '合并网格'])
  assert.deepEqual(await published(old), [one, '第一网格'])
})

test('a clerk writes down what was said by phone; a worker on patrol in his own grid; nobody elsewhere', async told => {
  const register = (who: string, source: string, place = one) =>
    told.as(who)('grid.register', { ...lamp, phone: undefined, place, source }, begin)
  assert.equal((await read(told, await register('沈丽', 'phone'))).source, 'phone')
  assert.equal((await read(told, await register('小郑', 'patrol'))).source, 'patrol')
  assert.equal(await refused(register('小郑', 'patrol', `${next}001`)), 'common.forbidden')
  assert.equal(await refused(register('王婶', 'phone')), 'common.forbidden')
})

test('a resident finds what they reported, and nothing that others did', async told => {
  await report(told)
  await report(told, {}, null)
  assert.equal((await told.as('王婶')('grid.mine', {}, begin)).total, 1)
})

test('words find their classification: the heaviest first', async told => {
  const [first] = await told.as(null)('grid.suggest', { text: '楼道里的路灯不亮了' })
  assert.equal(first.code.slice(0, 4), '0201')
  assert.deepEqual(await told.as(null)('grid.suggest', { text: '啊' }), [])
})

test('what was reported nearby and is still open is shown before another report is sent', async told => {
  await report(told)
  await upTo(told, 'closed')
  const found = await told.as(null)('grid.alike', { place: one, category: '020102' }, after(1))
  assert.deepEqual(
    found.map((m: { state: string }) => m.state),
    ['reported'],
  )
  assert.deepEqual(await told.as(null)('grid.alike', { place: `${next}001`, category: '020102' }, after(1)), [])
})

test('everyone sees that it was said and what was done, and never who, where exactly, or what about a family', async told => {
  const { community, id } = await report(told, {
    title: '3单元502室王大爷家门口灯坏，电话13812345678',
    description: '我叫王秀兰',
  })
  await report(told, { category: '060201', title: '夫妻吵架' })
  const { items, total } = await told.as(null)('grid.published', { place: street }, begin)
  assert.equal(total, 1)
  const shown = JSON.stringify([items, await told.as(null)('grid.publishedOne', { community, id }, begin)])
  for (const secret of ['502', '王', '138', '5678', 'description', 'phone', 'contact', 'holder'])
    assert.ok(!shown.includes(secret), secret)
})

test('what cannot be said in public is taken out of a sentence', () => {
  for (const [said, shown] of [
    ['12幢3单元502室漏水', '12幢**单元**室漏水'],
    ['找李阿姨13900001111', '找某阿姨***'],
    ['车牌苏E12345挡了消防通道', '车牌***挡了消防通道'],
    ['路灯坏了3天，2026年没人修', '路灯坏了3天，2026年没人修'],
  ] as const)
    assert.equal(publicText(said), shown)
})

test('time itself reminds before the deadline, raises after it, and files in the end; twice does no more', async told => {
  const matter = await upTo(told, 'handling')
  const house = told.house
  assert.equal(await watch(house, after(7 * day - 5)), 0)
  assert.equal(await watch(house, after(7 * day - 3)), 1)
  assert.equal((await read(told, matter)).urged, 1)
  assert.equal(await watch(house, after(7 * day + 1)), 1)
  assert.equal(await watch(house, after(7 * day + 1)), 0)
  assert.equal((await read(told, matter)).raised, 1)
  await told.as('小郑')('grid.feedback', { ...matter, text: '已修好' }, after(8 * day))
  await told.as('小沈')('grid.verify', matter, after(8 * day))
  assert.equal(await watch(house, after(38.5 * day)), 1)
  const { actor } = await told.db
    .selectFrom('kernel.trail')
    .select('actor')
    .where('op', '=', 'grid.archive')
    .executeTakeFirstOrThrow()
  assert.equal(actor, theClock.id)
})

test('lists are for those whose place it is, and filter by place, state, lateness and words', async told => {
  await report(told)
  await upTo(told, 'closed')
  const list = async (who: string, filter: object = {}, at = begin) =>
    (await told.as(who)('grid.matters', filter, at)).total
  assert.deepEqual(
    [await list('沈丽'), await list('小沈'), await list('小郑'), await list('邻居受理员'), await list('王婶')],
    [2, 2, 2, 0, 0],
  )
  assert.equal(await list('沈丽', { state: ['closed'] }), 1)
  assert.equal(await list('沈丽', { late: true }, after(2)), 0)
  assert.equal(await list('沈丽', { late: true }, after(2.1)), 1)
  assert.equal(await list('沈丽', { search: '楼道灯' }), 2)
  assert.equal(await list('沈丽', { search: '%' }), 0)
  assert.equal(await list('沈丽', { place: `${here}002` }), 0)
  assert.equal(await list('沈丽', { from: '2026-11-20', to: '2026-11-20' }), 2)
  assert.equal(await list('沈丽', { to: '2026-11-19' }), 0)
})

test('the figures for everyone count what was reported, closed, confirmed and found good', async told => {
  await report(told)
  const matter = await upTo(told, 'closed')
  await told.as('王婶')('grid.confirm', matter, after(1))
  await told.as('王婶')('grid.rate', { ...matter, stars: 4 }, after(1))
  assert.deepEqual(await told.as(null)('grid.figures', { place: street, days: 30 }, after(3)), {
    reported: 2,
    closed: 1,
    open: 1,
    late: 1,
    confirmed: 1,
    rated: 1,
    satisfied: 1,
    medianHours: 0,
  })
})

// The last story: it is committed, since what it promises is told by two requests.
test('the number and the tail of the phone open one matter; five wrong tails close it for a quarter of an hour', async () => {
  const told = open()
  const { house } = told
  const { number, ...matter } = await report(told as never, {}, null)
  const follow = (tail: string, at = begin) =>
    call(house, {
      op: 'grid.follow',
      input: { number: `${number.slice(0, 6)}-${number.slice(6)}`, tail },
      actor: null,
      now: at,
    })
  const { answer, session } = await follow('5678')
  assert.deepEqual([answer, Boolean(session?.token)], [key(matter), true])
  for (let i = 0; i < 5; i++) assert.equal(await refused(follow('0000')), 'grid.unknownNumber')
  assert.equal(await refused(follow('5678')), 'grid.tooManyTries')
  assert.equal(await refused(follow('5678', after(0.24))), 'grid.tooManyTries')
  assert.ok((await follow('5678', after(0.26))).session)
  assert.equal(
    await refused(call(house, { op: 'grid.follow', input: { number: '000000000000', tail: '5678' }, actor: null })),
    'grid.unknownNumber',
  )
})
