/** What a community says in public: who may say it, how long it hangs, and that nothing said in public vanishes unexplained. */
import assert from 'node:assert/strict'
import { refused, world, type Told } from '../../kernel/testing.ts'
import '../identity/service.ts'
import '../places/service.ts'
import type { Notice } from './contract.ts'
import './service.ts'
import { expire } from './watch.ts'

const here = '320582100004'
const next = '320582100013'
const one = `${here}001`
const begin = new Date('2026-11-20T09:30:00Z')
const after = (days: number) => new Date(begin.getTime() + days * 86_400_000)

const { test } = world(
  {
    小沈: [{ role: 'clerk', place: here }],
    书记: [{ role: 'head', place: here }],
    邻居书记: [{ role: 'head', place: next }],
    王婶: [],
  },
  async ({ db }) => {
    for (const [code, name] of [
      ['32', '江苏省'],
      ['3205', '苏州市'],
      ['320582', '张家港市'],
      ['320582100', '杨舍镇'],
      [here, '花园浜社区'],
      [next, '暨阳社区'],
      [one, '第一网格'],
    ] as const)
      await db.insertInto('places.place').values({ code, name }).execute()
  },
)

const water = { place: here, kind: 'notice', title: '周六停水检修', body: '11月28日 8:00 至 17:00，请提前储水。' }
const draft = ({ as }: Told, more: object = {}, who = '小沈') =>
  as(who)<Notice>('portal.draft', { ...water, ...more }, begin)
const move = ({ as }: Told, n: Notice, name: string, more: object = {}, who = '书记', at = begin) =>
  as(who)<Notice>(`portal.${name}`, { community: n.community, id: n.id, ...more }, at)
const list = ({ as }: Told, place = here, at = begin) => as(null)('portal.published', { place }, at)
const read = ({ as }: Told, n: Notice, at = begin) =>
  as(null)('portal.publishedOne', { community: n.community, id: n.id }, at)

test('a draft is read by nobody outside the office; once published everyone reads it', async told => {
  const n = await draft(told)
  assert.equal((await list(told)).total, 0)
  assert.equal(await refused(read(told, n)), 'common.notFound')
  assert.equal(await refused(told.as('邻居书记')('portal.notice', { community: here, id: n.id })), 'common.notFound')
  await move(told, n, 'publish')
  const [shown] = (await list(told)).items
  assert.deepEqual([shown.title, shown.placeName, shown.publishedAt], ['周六停水检修', '花园浜社区', begin])
  assert.equal((await list(told, next)).total, 0)
})

test('whoever answers for the place publishes; a clerk drafts and a resident does neither', async told => {
  const n = await draft(told)
  assert.equal(await refused(move(told, n, 'publish', {}, '小沈')), 'common.forbidden')
  assert.equal(await refused(move(told, n, 'publish', {}, '邻居书记')), 'common.forbidden')
  assert.equal(await refused(draft(told, {}, '王婶')), 'common.forbidden')
  assert.equal(await refused(draft(told, { place: `${here}099` })), 'portal.noSuchPlace')
})

test('a disclosure names its last day and hangs seven days; openness of affairs fifteen (VCL 35)', async told => {
  assert.equal(await refused(draft(told, { kind: 'disclosure' })), 'portal.needsUntil')
  const short = await draft(told, { kind: 'disclosure', until: '2026-11-25' })
  assert.equal(await refused(move(told, short, 'publish')), 'common.notYet')
  const n = await draft(told, { kind: 'disclosure', until: '2026-11-27' })
  await move(told, n, 'publish')
  assert.equal(await refused(move(told, n, 'withdraw', { reason: '不想挂了' }, '书记', after(6))), 'common.notYet')
  await move(told, n, 'withdraw', { reason: '已并入新公示' }, '书记', after(7))
  const open = await draft(told, { kind: 'openness', until: '2026-12-04' })
  assert.equal(await refused(move(told, open, 'publish')), 'common.notYet')
  await move(told, await draft(told, { kind: 'openness', until: '2026-12-05' }), 'publish')
})

test('what was taken down keeps its address and says why; its words are gone', async told => {
  const n = await draft(told)
  await move(told, n, 'publish')
  await move(told, n, 'withdraw', { reason: '日期写错，另发' })
  assert.equal((await list(told)).total, 0)
  const left = await read(told, n)
  assert.deepEqual([left.withdrawn, left.body, left.photos], ['日期写错，另发', '', []])
})

test('a correction stands with the notice and the words it corrects stay', async told => {
  const n = await draft(told)
  await move(told, n, 'publish')
  await move(told, n, 'correct', { text: '停水改为周日。' }, '书记', after(1))
  const now = await read(told, n, after(1))
  assert.deepEqual([now.body, now.corrections], [water.body, [{ at: after(1), text: '停水改为周日。' }]])
})

test('the last day counts whole, then it comes down by itself; it can be made longer, never shorter', async told => {
  const n = await draft(told, { until: '2026-11-22' })
  await move(told, n, 'publish')
  const lastMinute = new Date('2026-11-22T15:59:00Z')
  const midnight = new Date('2026-11-22T16:00:00Z')
  assert.equal((await list(told, here, lastMinute)).total, 1)
  assert.equal((await list(told, here, midnight)).total, 0)
  assert.equal(await refused(move(told, n, 'extend', { until: '2026-11-21' }, '小沈')), 'portal.shorter')
  await move(told, n, 'extend', { until: '2026-11-23' }, '小沈')
  assert.equal(await expire({ ...told.house, db: told.db }, midnight), 0)
  assert.equal(await expire({ ...told.house, db: told.db }, after(4)), 1)
  assert.equal(await expire({ ...told.house, db: told.db }, after(4)), 0)
  assert.equal((await read(told, n, after(4))).state, 'expired')
})

test('a pinned notice stands first, and a draft may be changed until it is published', async told => {
  const old = await draft(told, { pinned: true, title: '防火须知' })
  await move(told, old, 'publish')
  const n = await draft(told)
  await move(told, n, 'edit', { ...water, title: '周日停水检修' }, '小沈')
  await move(told, n, 'publish', {}, '书记', after(1))
  const titles = (await list(told, here, after(1))).items.map((item: { title: string }) => item.title)
  assert.deepEqual(titles, ['防火须知', '周日停水检修'])
  assert.equal(await refused(move(told, n, 'edit', { ...water, title: '偷偷改' }, '小沈')), 'common.wrongState')
})
