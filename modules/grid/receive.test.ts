/** What comes by phone and from other systems, what may be the same thing, and what others may call from us. */
import assert from 'node:assert/strict'
import { problemOf, refused } from '../../kernel/testing.ts'
import { likeness, sharedWords } from './alike.ts'
import { after, begin, day, here, key, lamp, next, one, read, report, street, test, upTo } from './stories.ts'

const outside = { place: here, title: '路灯不亮', system: 'fixmystreet', external: 'FMS-1', service: '020101' }

test('what another system sends stands under our number and its own; sent twice, it is told which one it is', async told => {
  const receive = (more: object = {}, who = '小沈') => told.as(who)('grid.receive', { ...outside, ...more }, begin)
  const got = await receive()
  const shown = await read(told, got)
  assert.deepEqual([shown.source, shown.foreignSource, shown.foreignId], ['open311', 'fixmystreet', 'FMS-1'])
  const again = await problemOf(receive())
  assert.deepEqual([again.code, again.detail], ['grid.repeatedForeign', { ...key(got), number: got.number }])
  assert.equal((await receive({ system: 'other' })).number.length, 12)
  assert.equal(await refused(receive({ external: 'FMS-2' }, '小郑')), 'common.forbidden')
  assert.equal(await refused(receive({ external: 'FMS-2' }, '邻居受理员')), 'common.forbidden')
  assert.equal(await refused(receive({ external: 'FMS-3', service: 'pothole' })), 'grid.noSuchService')
  await told.db.updateTable('grid.category').set({ extCode: 'pothole' }).where('code', '=', '020201').execute()
  assert.equal((await read(told, await receive({ external: 'FMS-3', service: 'pothole' }))).category, '020201')
})

test('another system’s clock may be behind, never ahead', async told => {
  const sent = async (reportedAt: string, external: string) =>
    (await read(told, await told.as('小沈')('grid.receive', { ...outside, external, reportedAt }, begin))).reportedAt
  assert.deepEqual(await sent('2026-11-19T08:00:00Z', 'A'), new Date('2026-11-19T08:00:00Z'))
  assert.deepEqual(await sent('2027-11-19T08:00:00Z', 'B'), begin)
})

test('every move is announced, with where it came from and where it went', async told => {
  const matter = await upTo(told, 'handling')
  const facts = await told.db
    .selectFrom('kernel.outbox')
    .select(['fact', 'data'])
    .where('record', '=', matter.id)
    .orderBy('id')
    .execute()
  assert.deepEqual(
    facts.map(f => f.fact),
    ['report', 'accept', 'dispatch', 'sign'].map(move => `grid.matter.${move}`),
  )
  assert.deepEqual(facts.at(-1)!.data, { from: 'dispatched', to: 'handling' })
})

test('what changed since, by state, kind and number; a note for staff is no change', async told => {
  const first = await report(told)
  const other = await report(told, { category: '0301' })
  const list = async (filter: object, at = after(9)) =>
    (await told.as(null)('grid.published', { place: street, ...filter }, at)).items.map((m: { id: string }) => m.id)
  await told.as('小沈')('grid.accept', key(first), after(2))
  await told.as('小沈')('grid.note', { ...key(other), text: '已电话联系' }, after(5))
  assert.deepEqual(await list({ updatedSince: after(1).toISOString() }), [first.id])
  assert.deepEqual(await list({ updatedUntil: after(1).toISOString() }), [other.id])
  assert.deepEqual(await list({ service: ['0301', '99'] }), [other.id])
  assert.deepEqual(await list({ service: ['99'] }), [])
  assert.deepEqual(await list({ numbers: [first.number] }), [first.id])
  assert.deepEqual(await list({ state: 'done' }), [])
  assert.deepEqual(await list({ sort: 'updated' }), [first.id, other.id])
  assert.deepEqual((await list({ size: 1, page: 2 })).length, 1)
})

test('the place of a matter is told to a hundred metres, not to the door', async told => {
  const { community, id } = await report(told, { lon: 120.54321, lat: 31.87654 })
  const { lon, lat } = await told.as(null)('grid.publishedOne', { community, id }, begin)
  assert.deepEqual([lon, lat], [120.543, 31.877])
})

test('whoever rings is found by their number, with a reason that stays in the trail and a number that does not', async told => {
  await report(told)
  await report(told, { place: `${next}001` })
  const look = (who: string, more: object = {}) =>
    told.as(who)('grid.caller', { place: here, phone: lamp.phone, reason: '来电询问进展', ...more }, begin)
  assert.deepEqual([(await look('小沈')).total, (await look('沈丽', { place: street })).total], [1, 2])
  assert.equal((await look('小沈', { phone: '13900000000' })).total, 0)
  assert.equal(await refused(look('小郑')), 'common.forbidden')
  assert.equal(await refused(look('邻居受理员')), 'common.forbidden')
  assert.equal(await refused(look('小沈', { reason: '' })), 'common.invalid')
  const rows = await told.db.selectFrom('kernel.trail').select('input').where('op', '=', 'grid.caller').execute()
  assert.equal((rows[0]!.input as { reason: string }).reason, '来电询问进展')
  assert.ok(!JSON.stringify(rows).includes(lamp.phone))
})

test('what may be the same is named with why; staff read the door, the public does not', async told => {
  const lamp3 = await report(told, { title: '12幢3单元楼道灯不亮', description: '住户王秀兰反映' })
  const guess = { place: one, category: '020102', text: '王秀兰家楼道灯' }
  assert.ok(!JSON.stringify(await told.as(null)('grid.alike', guess, after(1))).includes('都说到'))
  await told.as('小沈')('grid.accept', key(lamp3), begin)
  assert.ok(!JSON.stringify(await told.as(null)('grid.alike', guess, after(1))).includes('王秀兰'))
  const alike = (who: string | null, more: object = {}) =>
    told.as(who)('grid.alike', { place: one, category: '020102', text: '三单元楼道灯坏了', ...more }, after(1))
  const [found] = await alike(null)
  assert.deepEqual(found.why, ['同一类事', '都说到「楼道灯」', '今天报的'])
  assert.ok(!found.title.includes('3单元'))
  assert.equal((await alike('小郑'))[0].title, '12幢3单元楼道灯不亮')
  assert.ok(!(await alike('邻居网格员'))[0].title.includes('3单元'))
  assert.deepEqual(await alike('小郑', { except: found.id }), [])
})

test('words alone are enough, another kind of thing in the same place is not', async told => {
  await report(told)
  const alike = (more: object) => told.as('小郑')('grid.alike', { place: one, ...more }, after(1))
  assert.equal((await alike({ text: '12幢楼道灯坏了两天' })).length, 1)
  assert.equal((await alike({ category: '0101', text: '垃圾没人收' })).length, 0)
  assert.equal((await told.as('小郑')('grid.alike', { place: one, category: '0201' }, after(31 * day))).length, 0)
})

test('a likeness is the sum of its grounds, and small words are none', () => {
  assert.deepEqual(sharedWords('楼道灯坏了没人修', '我们楼道灯坏了'), ['楼道灯坏'])
  assert.deepEqual(sharedWords('现在没有人', '我们现在没有'), [])
  const m = {
    category: '020101',
    categoryName: '路灯不亮',
    said: '灯坏',
    building: 'b',
    lon: 120,
    lat: 31,
    reportedAt: begin,
  }
  const near = likeness({ category: '020101', building: 'b', lon: 120.001, lat: 31, text: '' }, m, after(100))
  assert.deepEqual(near, { weight: 9, why: ['都是「路灯不亮」', '同一栋楼', '相距约 100 米'] })
})

test('the map of a place counts what its public list shows, grid by grid, under the same filter', async told => {
  await report(told)
  await report(told, { place: `${next}001` })
  await report(told, { category: '060201', title: '夫妻吵架' })
  await upTo(told, 'closed')
  for (const narrow of [{}, { state: 'open' }, { state: 'done' }, { category: '0201' }, { category: '06' }]) {
    const asked = { place: street, ...narrow }
    const byGrid = await told.as(null)<{ place: string; n: number }[]>('grid.publishedByGrid', asked, begin)
    const { items } = await told.as(null)<{ items: { place: string }[] }>('grid.published', asked, begin)
    const listed = [one, `${next}001`].map(place => ({ place, n: items.filter(m => m.place === place).length }))
    assert.deepEqual(
      byGrid,
      listed.filter(l => l.n > 0),
    )
  }
  const open = await told.as(null)('grid.publishedByGrid', { place: street, state: 'open' }, begin)
  assert.deepEqual(
    open.map((c: { n: number }) => c.n),
    [1, 1],
  )
})
