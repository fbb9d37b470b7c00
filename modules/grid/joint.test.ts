/** Several hands on one matter: what a handler asks for, the help that is called in, orders from above. */
import assert from 'node:assert/strict'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import type { Order, Request, Task } from './joint-shapes.ts'
import type { Matter } from './shapes.ts'
import { actors, after, begin, day, read, test, upTo } from './stories.ts'

type Key = { community: string; id: string }
const does =
  <T = Matter>(told: Told, who: string, of: Key) =>
  (move: string, more: object = {}, at = begin) =>
    told.as(who)<T>(`grid.${move}`, { community: of.community, id: of.id, ...more }, at)

async function asked(told: Told, move: string, more: object = {}) {
  const matter = await upTo(told, 'handling')
  const { requests } = await does(told, '小郑', matter)(move, { reason: '配件要下周到', ...more })
  return { matter, request: requests[0]! }
}

test('a handler asks and does not take: the pause comes with the clerk’s yes, and the asker is told', async told => {
  const { matter, request } = await asked(told, 'askPause', { until: '2026-11-30' })
  assert.deepEqual([request.state, request.due], ['asked', after(24)])
  assert.equal((await read(told, matter)).state, 'handling')
  for (const who of ['小郑', '邻居受理员', '王婶'])
    assert.equal(await refused(does(told, who, request)('grant')), 'common.forbidden')
  assert.equal((await does<Request>(told, '小沈', request)('grant', { text: '同意，到货即办' })).state, 'granted')
  const paused = await read(told, matter)
  assert.deepEqual([paused.state, paused.asking], ['paused', 0])
  const inbox = await told.db
    .selectFrom('kernel.message')
    .select('title')
    .where('to', '=', actors['小郑']!.id)
    .execute()
  assert.ok(inbox.some(m => m.title === '挂起申请同意'))
})

test('one request at a time; a refusal says why; the asker may take it back', async told => {
  const { matter, request } = await asked(told, 'askExtend', { days: 3 })
  const again = does(told, '小郑', matter)('askPause', { until: '2026-11-30', reason: '等配件' })
  assert.equal((await problemOf(again)).detail, '已有一项申请在等审批')
  assert.equal(await refused(does(told, '书记', request)('refuse', {})), 'common.invalid')
  const no = await does<Request>(told, '书记', request)('refuse', { reason: '仓库有货' })
  assert.deepEqual([no.state, no.answer], ['refused', '仓库有货'])
  const second = (await does(told, '小郑', matter)('askHelp', { reason: '要两个人抬' })).requests.at(-1)!
  assert.equal(await refused(does(told, '邻居网格员', second)('drop')), 'common.forbidden')
  assert.equal((await does<Request>(told, '小郑', second)('drop')).state, 'dropped')
  assert.equal(await refused(does(told, '小沈', second)('grant')), 'common.wrongState')
})

test('an extension granted is seven days more; a transfer granted needs a name, and ends under the new one', async told => {
  const extended = await asked(told, 'askExtend', { days: 7 })
  await does(told, '小沈', extended.request)('grant')
  assert.deepEqual((await read(told, extended.matter)).resultBy, after(14 * day))
  const { matter, request } = await asked(told, 'askTransfer')
  assert.equal(await refused(does(told, '小沈', request)('grant')), 'common.invalid')
  await does(told, '小沈', request)('grant', { holder: actors['电工']!.id })
  const moved = await read(told, matter)
  assert.deepEqual([moved.holderName, moved.state, moved.requests[0]!.state], ['电工', 'dispatched', 'granted'])
})

test('a request falls away when its handler has reported the work done', async told => {
  const { matter } = await asked(told, 'askExtend', { days: 3 })
  await does(told, '小郑', matter)('feedback', { text: '配件提前到了，已修好' })
  assert.deepEqual(
    (await read(told, matter)).requests.map(r => r.state),
    ['dropped'],
  )
})

test('who helps has a task and a deadline of their own; the lead cannot report done before, unless he says why', async told => {
  const matter = await upTo(told, 'handling')
  const invite = (who: string, holder: string) =>
    does(told, who, matter)('invite', { holder: actors[holder]!.id, text: '带梯子来' })
  assert.equal(await refused(invite('小郑', '电工')), 'common.forbidden')
  const { tasks } = await invite('小沈', '电工')
  assert.deepEqual([tasks[0]!.state, tasks[0]!.due], ['called', after(5 * day)])
  assert.equal(await refused(invite('小沈', '电工')), 'grid.alreadyHelping')
  const lead = does(told, '小郑', matter)
  assert.equal(await refused(lead('feedback', { text: '已修好' })), 'grid.helpersOpen')
  const task = does<Task>(told, '电工', tasks[0]!)
  assert.equal(await refused(does(told, '小郑', tasks[0]!)('takeUp')), 'common.forbidden')
  assert.equal(await refused(task('finish', { text: '线路通了' })), 'common.wrongState')
  await task('takeUp')
  assert.equal((await task('finish', { text: '线路通了' })).state, 'helped')
  assert.equal((await lead('feedback', { text: '已修好' })).state, 'checking')
})

test('help that is not finished is called off when the matter is closed', async told => {
  const matter = await upTo(told, 'handling')
  await does(told, '小沈', matter)('invite', { holder: actors['电工']!.id, text: '带梯子来' })
  await does(told, '小郑', matter)('feedback', { text: '已修好', despite: '借到了梯子' })
  await does(told, '小沈', matter)('verify')
  assert.deepEqual(
    (await read(told, matter)).tasks.map(t => t.state),
    ['calledOff'],
  )
})

test('a helper sees what is to be done and not who reported it', async told => {
  const matter = await upTo(told, 'handling')
  const { tasks } = await does(told, '小沈', matter)('invite', { holder: actors['水务班']!.id, text: '关总阀' })
  const key = { community: matter.community, id: tasks[0]!.id }
  const shown = await told.as('水务班')<Task>('grid.task', key, begin)
  assert.deepEqual([shown.said, shown.leadName], ['关总阀', '小郑'])
  assert.ok(!JSON.stringify(shown).includes('5678'))
  assert.equal(await refused(told.as('水务班')('grid.matter', matter, begin)), 'common.notFound')
  assert.equal(await refused(told.as('邻居网格员')('grid.task', key, begin)), 'common.notFound')
  assert.equal((await does<Task>(told, '水务班', tasks[0]!)('decline', { reason: '阀门归小区物业' })).state, 'declined')
})

test('an order wants a written answer by its day, and is not done until whoever gave it says so', async told => {
  const matter = await upTo(told, 'handling')
  for (const who of ['小沈', '书记', '小郑', '王婶'])
    assert.equal(await refused(does(told, who, matter)('supervise', { text: '三天内答复' })), 'common.forbidden')
  const ordered = await does(told, '监督员', matter)('supervise', { text: '说明为什么拖了两周' })
  assert.deepEqual([ordered.supervised, ordered.orders[0]!.due], [1, after(3 * day)])
  assert.equal(await refused(does(told, '街道主任', matter)('supervise', { text: '我也来问' })), 'grid.alreadyOrdered')
  const order = ordered.orders[0]!
  const lit = async (at: Date) => (await told.as('书记')('grid.orders', { late: true }, at)).total
  assert.deepEqual([await lit(after(3 * day)), await lit(after(3 * day + 0.1))], [0, 1])
  assert.equal(await refused(does(told, '监督员', order)('settle')), 'common.wrongState')
  assert.equal((await does<Order>(told, '小郑', order)('answer', { text: '配件周五到' })).state, 'answered')
  assert.equal(await refused(does(told, '小郑', order)('settle')), 'common.forbidden')
  assert.equal((await does<Order>(told, '监督员', order)('askAgain', { reason: '没说哪天修好' })).state, 'ordered')
  await does(told, '书记', order)('answer', { text: '周六前修好' })
  assert.equal((await does<Order>(told, '街道主任', order)('settle')).state, 'settled')
  assert.equal((await read(told, matter)).supervised, 0)
  assert.equal((await told.as('小沈')('grid.matters', { supervised: true }, begin)).total, 0)
})

test('an order that was a mistake is revoked with a reason, by those who give orders', async told => {
  const matter = await upTo(told, 'handling')
  const { orders } = await does(told, '监督员', matter)('supervise', { text: '请说明', until: '2026-11-25' })
  assert.equal(await refused(does(told, '小沈', orders[0]!)('revoke', { reason: '不用了' })), 'common.forbidden')
  assert.equal((await does<Order>(told, '监督员', orders[0]!)('revoke', { reason: '件号写错' })).state, 'revoked')
})

test('the list of what waits for a yes is for those who may say it, and for the asker', async told => {
  await asked(told, 'askPause', { until: '2026-11-30' })
  const count = async (who: string) => (await told.as(who)('grid.requests', { state: ['asked'] }, begin)).total
  assert.deepEqual([await count('小沈'), await count('小郑'), await count('邻居受理员')], [1, 1, 0])
})

test('the reporter is shown neither requests nor orders', async told => {
  const { matter } = await asked(told, 'askPause', { until: '2026-11-30' })
  await does(told, '监督员', matter)('supervise', { text: '请说明' })
  const shown = await read(told, matter, '王婶')
  assert.deepEqual([shown.requests, shown.orders, shown.tasks], [[], [], []])
  assert.ok(!JSON.stringify(shown.timeline).includes('配件'))
})
