/** Many reports of one thing: one leads, each keeps its number, each is told, and it can be undone. */
import assert from 'node:assert/strict'
import { call } from '../../kernel/server.ts'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import type { Matter } from './shapes.ts'
import { after, begin, day, guestOf, key, next, read, report, test, upTo } from './stories.ts'
import { watch } from './watch.ts'

const merge = (told: Told, of: { community: string; id: string }, lead: { id: string }, who = '小沈') =>
  told.as(who)<Matter>('grid.merge', { ...key(of), lead: lead.id }, begin)

test('the second report follows the first to its end; both reporters are told, each under their own number', async told => {
  const lead = await upTo(told, 'handling')
  const other = await report(told, { phone: '13900001111' }, null)
  for (const who of ['小郑', '邻居受理员', '王婶'])
    assert.equal(await refused(merge(told, other, lead, who)), 'common.forbidden')
  assert.equal((await merge(told, other, lead)).state, 'merged')
  assert.deepEqual(
    (await read(told, lead)).merged.map(m => m.number),
    [other.number],
  )
  const guest = await guestOf(told, other)
  const follow = async (op: string, at: Date, more: object = {}) =>
    (await call(told.house, { op, input: { ...key(other), ...more }, actor: guest, now: at })).answer as Matter
  assert.equal((await follow('grid.matter', begin)).leading?.state, 'handling')
  const tooEarly = told.as('小沈')('grid.closeWithLead', key(other), begin)
  assert.equal((await problemOf(tooEarly)).detail, '主件还没有结案')
  await told.as('小郑')('grid.feedback', { ...lead, text: '已更换灯泡' }, begin)
  await told.as('小沈')('grid.verify', lead, begin)
  assert.equal(await watch(told.house, after(1)), 1)
  const shown = await follow('grid.matter', after(1))
  assert.deepEqual([shown.state, shown.result, shown.number], ['closed', '已更换灯泡', other.number])
  assert.equal((await follow('grid.confirm', after(1))).state, 'confirmed')
})

test('not into itself, not into what is closed, not into another community', async told => {
  const one = await report(told)
  assert.equal(await refused(merge(told, one, one)), 'grid.noSuchLead')
  assert.equal(await refused(merge(told, one, await upTo(told, 'closed'))), 'grid.noSuchLead')
  const far = await report(told, { place: `${next}001` })
  assert.equal(await refused(merge(told, one, far)), 'grid.noSuchLead')
  assert.equal(await refused(merge(told, await upTo(told, 'handling'), one)), 'common.wrongState')
})

test('a lead cannot go away under those who follow it; when it joins another, they come along', async told => {
  const [first, second, third] = [await report(told), await report(told), await report(told)]
  await merge(told, first, second)
  const away = told.as('王婶')('grid.withdraw', key(second), begin)
  assert.equal((await problemOf(away)).detail, '有别的诉求并入了这件，请先拆开')
  assert.equal(
    await refused(told.as('小沈')('grid.reject', { ...key(second), reason: '重复' }, begin)),
    'common.notYet',
  )
  await merge(told, second, third)
  assert.deepEqual(
    (await read(told, third)).merged.map(m => m.number).toSorted(),
    [first.number, second.number].toSorted(),
  )
})

test('what was merged by mistake stands alone again, with time to be handed on', async told => {
  const [lead, other] = [await report(told), await report(told)]
  await merge(told, other, lead)
  const undo = (who: string) =>
    told.as(who)<Matter>('grid.unmerge', { ...key(other), reason: '不是同一层' }, after(day))
  assert.equal(await refused(undo('小郑')), 'common.forbidden')
  const alone = await undo('小沈')
  assert.deepEqual([alone.state, alone.leading, alone.dispatchBy], ['accepted', null, after(2 * day)])
  assert.deepEqual((await read(told, lead)).merged, [])
})

test('the public list shows the one thing once', async told => {
  const [lead, other] = [await report(told), await report(told)]
  await merge(told, other, lead)
  assert.equal((await told.as(null)('grid.published', { place: lead.community }, begin)).total, 1)
})

test('whoever follows a merged matter reads of the other only what everyone may', async told => {
  const lead = await report(told, { title: '3单元502室王大爷家门口灯坏' })
  const other = await report(told)
  await merge(told, other, lead)
  const shown = await told.as('王婶')<Matter>('grid.matter', key(other), begin)
  assert.ok(!JSON.stringify(shown.leading).includes('502'))
})
