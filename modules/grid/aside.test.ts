/** The moves beside the straight road: each with its refusal, each figure with a test on either side. */
import assert from 'node:assert/strict'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import '../../kernel/work.ts'
import type { Matter } from './shapes.ts'
import { actors, after, begin, day, here, key, read, report, street, test, upTo } from './stories.ts'
import { watch } from './watch.ts'

type Key = { community: string; id: string }
const does =
  (told: Told, who: string, of: Key) =>
  (move: string, more: object = {}, at = begin) =>
    told.as(who)<Matter>(`grid.${move}`, { ...of, ...more }, at)
const beside = async (promise: Promise<unknown>) => {
  const { detail } = await problemOf(promise)
  return (detail as { path: string[]; message: string }[])[0]!
}

test('what is not clear goes back to the reporter, and the wait is nobody’s delay', async told => {
  const matter = await upTo(told, 'accepted')
  const [clerk, wang] = [does(told, '小沈', matter), does(told, '王婶', matter)]
  assert.equal(await refused(does(told, '小郑', matter)('askMore', { text: '哪一层' })), 'common.forbidden')
  assert.equal(await refused(wang('supplement', { text: '三楼' })), 'common.wrongState')
  const asked = await clerk('askMore', { text: '是哪一层楼？' }, after(2))
  assert.deepEqual([asked.state, asked.supplementBy], ['waiting', after(2 + 5 * day)])
  const told2 = await wang('supplement', { text: '三楼到四楼之间' }, after(26))
  assert.deepEqual([told2.state, told2.acceptBy, told2.resultBy], ['reported', after(28), after(7 * day + 24)])
  assert.equal(await refused(does(told, '邻居受理员', matter)('askMore', { text: '哪一层' })), 'common.forbidden')
})

test('a reporter who says no more does not stop it: after five days time itself goes on, not before', async told => {
  const matter = await upTo(told, 'accepted')
  await does(told, '小沈', matter)('askMore', { text: '是哪一层楼？' })
  assert.equal(await watch(told.house, after(5 * day - 1)), 0)
  assert.equal(await watch(told.house, after(5 * day + 0.1)), 1)
  assert.equal((await read(told, matter)).state, 'reported')
  assert.equal(await refused(does(told, '王婶', matter)('proceed')), 'common.forbidden')
})

test('another handler takes over under the same deadline; the same one, or a stranger, is refused', async told => {
  const matter = await upTo(told, 'handling')
  const move = (who: string, holder: string) =>
    does(told, who, matter)('transfer', { holder: actors[holder]!.id, reason: '归电工班' })
  assert.equal(await refused(move('小郑', '电工')), 'common.forbidden')
  assert.equal(await refused(move('小沈', '小郑')), 'grid.sameHandler')
  assert.equal(await refused(move('小沈', '邻居网格员')), 'grid.noSuchHandler')
  const moved = await move('小沈', '电工')
  assert.deepEqual([moved.state, moved.holderName, moved.resultBy], ['dispatched', '电工', after(7 * day)])
  assert.equal(await refused(does(told, '小郑', matter)('feedback', { text: '修好了' })), 'common.forbidden')
})

test('a pause stops the clock: what it lasted is added; thirty days in all, not one more', async told => {
  const matter = await upTo(told, 'handling')
  const pause = (until: string, at = begin, who = '小沈') =>
    does(told, who, matter)('pause', { until, reason: '等配件到货' }, at)
  assert.equal(await refused(pause('2026-12-01', begin, '小郑')), 'common.forbidden')
  assert.equal((await beside(pause('2026-11-20'))).message, '挂起的日期应在今天之后')
  assert.equal((await beside(pause('2026-12-21'))).message, '累计最多挂起 30 天，这次最晚到 2026-12-20')
  const paused = await pause('2026-12-20')
  assert.deepEqual([paused.state, paused.late], ['paused', false])
  assert.equal(await refused(does(told, '小沈', matter)('urge')), 'common.wrongState')
  assert.equal(await refused(does(told, '小沈', matter)('escalate', {}, after(20 * day))), 'common.wrongState')
  const back = await does(told, '小郑', matter)('resume', {}, after(10 * day))
  assert.deepEqual([back.state, back.resultBy], ['handling', after(17 * day)])
  assert.equal((await beside(pause('2026-12-21', after(10 * day)))).path[0], 'until')
  assert.equal((await pause('2026-12-20', after(10 * day))).state, 'paused')
})

test('a pause that runs out ends by itself', async told => {
  const matter = await upTo(told, 'handling')
  await does(told, '书记', matter)('pause', { until: '2026-11-25', reason: '等配件到货' })
  assert.equal(await watch(told.house, new Date('2026-11-25T15:00:00Z')), 0)
  assert.ok((await watch(told.house, new Date('2026-11-25T16:01:00Z'))) >= 1)
  assert.equal((await read(told, matter)).state, 'handling')
  assert.equal(await refused(does(told, '王婶', matter)('resume')), 'common.forbidden')
})

test('one extension, before the deadline, of seven days at most', async told => {
  const matter = await upTo(told, 'handling')
  const extend = (days: number, at = begin) => does(told, '小沈', matter)('extend', { days, reason: '等配件' }, at)
  assert.equal(await refused(does(told, '王婶', matter)('extend', { days: 1, reason: '等配件' })), 'common.forbidden')
  assert.equal((await beside(extend(8))).message, '最多延 7 天')
  assert.equal((await problemOf(extend(1, after(7 * day + 0.1)))).detail, '已超过时限，不能再延期')
  assert.deepEqual((await extend(7, after(7 * day))).resultBy, after(14 * day))
  assert.equal((await problemOf(extend(1, after(8 * day)))).detail, '已延期过一次，不能再延')
})

test('up to the street and on to the district and back: one number, a deadline for each level', async told => {
  const matter = await upTo(told, 'handling')
  const { number } = await read(told, matter)
  const lift = (who: string) => does(told, who, matter)('lift', { reason: '要供电公司来' })
  assert.equal(await refused(lift('小郑')), 'common.forbidden')
  const street = await lift('小沈')
  assert.deepEqual(
    [street.state, street.level, street.holder, street.resultBy],
    ['accepted', '街道（镇）', null, after(12 * day)],
  )
  assert.equal(await refused(lift('小沈')), 'common.forbidden')
  const district = await lift('沈丽')
  assert.deepEqual([district.level, district.resultBy, district.number], ['区（县）', after(22 * day), number])
  assert.equal((await problemOf(lift('区受理员'))).detail, '已在区（县）一级，上面没有可以吹哨的了')
  const lower = (who: string) => does(told, who, matter)('lower', { reason: '属地可以处理' })
  assert.equal(await refused(lower('沈丽')), 'common.forbidden')
  assert.equal((await lower('区受理员')).level, '街道（镇）')
  assert.equal((await lower('沈丽')).level, '社区（村）')
  assert.equal((await problemOf(lower('小沈'))).detail, '已在社区（村）一级，请直接派遣')
  assert.equal((await read(told, matter)).number, number)
})

test('what lies with the street is in the hands of its clerk, not of the community’s', async told => {
  const matter = await upTo(told, 'accepted')
  const inHand = async (who: string) =>
    (await told.as(who)('work.mine', { size: 200 }, begin)).items.some(
      (w: { record: string }) => w.record === matter.id,
    )
  assert.deepEqual([await inHand('小沈'), await inHand('沈丽'), await inHand('区受理员')], [true, true, true])
  await does(told, '小沈', matter)('lift', { reason: '要供电公司来' })
  assert.deepEqual([await inHand('小沈'), await inHand('沈丽'), await inHand('区受理员')], [false, true, true])
  assert.equal(
    await refused(told.as('小沈')('grid.dispatch', { ...matter, holder: actors['电工']!.id }, begin)),
    'common.forbidden',
  )
})

test('water pressed the street as hard as the community: what counts in hours gets no longer further up', async told => {
  const matter = key(await report(told, { category: '0301' }))
  await does(told, '小沈', matter)('accept')
  assert.deepEqual((await does(told, '小沈', matter)('lift', { reason: '主管破裂' }, after(1))).resultBy, after(25))
})

test('a call after closing brings an answer; what is not solved goes back to work', async told => {
  const matter = await upTo(told, 'closed')
  const clerk = does(told, '小沈', matter)
  assert.equal(await refused(does(told, '小郑', matter)('revisit', { result: 'pleased' })), 'common.forbidden')
  assert.equal(await refused(clerk('revisit', { result: 'unsolved' })), 'common.invalid')
  assert.equal((await clerk('revisit', { result: 'unreached' })).solved, null)
  const said = await clerk('revisit', { result: 'fair', text: '说慢了点' })
  assert.deepEqual([said.state, said.solved, said.revisit], ['closed', true, 'fair'])
  const again = await clerk('revisitFailed', { reason: '又不亮了' }, after(day))
  assert.deepEqual([again.state, again.solved, again.reopened, again.resultBy], ['accepted', false, 1, after(8 * day)])
  assert.equal(await refused(clerk('revisitFailed', { reason: '又不亮了' })), 'common.wrongState')
})

test('only the street’s head takes a matter out of the count, with a reason, and puts it back', async told => {
  const matter = await upTo(told, 'closed')
  assert.equal(await refused(does(told, '书记', matter)('exclude', { reason: '诉求不合理' })), 'common.forbidden')
  const out = await does(told, '街道主任', matter)('exclude', { reason: '要求给邻居断水' })
  assert.deepEqual([out.excluded, out.excludedWhy], [true, '要求给邻居断水'])
  assert.equal((await does(told, '街道主任', matter)('exclude', { out: false, reason: '复核后计入' })).excluded, false)
  assert.deepEqual([here.slice(0, 9), street], [street, street])
})
