/** The classification is data: added, renamed and retired with dates by those who hold the whole system; nothing is deleted. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { renew } from '../../kernel/book-renew.ts'
import { refused } from '../../kernel/testing.ts'
import type { CategoryRow } from './category-contract.ts'
import { loadCategories } from './category.ts'
import { after, begin, here, one, street, test } from './stories.ts'

const lamp = { place: one, category: '020101', title: '楼道灯坏了', phone: '13812345678' }
const fresh = { place: street, parent: '0201', name: '路灯常亮', urgency: 'ordinary', keywords: '白天亮、长明灯' }
const late = after(24 * 3)

test('what is added under a class gets the next local code, is offered at once, and is found by its words', async ({
  as,
}) => {
  const added = await as('沈丽')<CategoryRow>('grid.categoryAdd', fresh, begin)
  assert.deepEqual([added.code, added.parent, added.own, added.active], ['020151', '0201', true, true])
  assert.deepEqual(added.keywords, ['路灯常亮', '白天亮', '长明灯'])
  const likely = await as(null)<{ code: string }[]>('grid.suggest', { text: '路灯白天亮着' }, begin)
  assert.ok(likely.some(c => c.code === '020151'))
  assert.ok(await as(null)('grid.report', { ...lamp, category: '020151' }, begin))
})

test('what is to begin later is not offered before', async ({ as }) => {
  await as('沈丽')('grid.categoryAdd', { ...fresh, from: '2026-11-23' }, begin)
  const report = { ...lamp, category: '020151' }
  assert.equal(await refused(as(null)('grid.report', report, begin)), 'grid.noSuchCategory')
  assert.ok(await as(null)('grid.report', report, late))
})

test('three levels and no more; the same name once in a class', async ({ as }) => {
  const add = (more: object) => as('沈丽')('grid.categoryAdd', { ...fresh, ...more }, begin)
  assert.equal(await refused(add({ parent: '020101' })), 'grid.categoryTooDeep')
  assert.equal(await refused(add({ parent: '9999' })), 'grid.noSuchCategory')
  await add({})
  assert.equal(await refused(add({})), 'grid.categoryTaken')
  assert.ok(await add({ parent: undefined, name: '本地特色' }))
})

test('renamed, the matters under it bear the new name; an upgrade of the built-in list leaves it alone', async ({
  as,
  db,
}) => {
  const { community, id } = await as(null)('grid.report', lamp, begin)
  const said = { name: '楼灯不亮', urgency: 'utility' }
  await as('沈丽')('grid.categoryChange', { place: street, code: '020101', ...said }, begin)
  await loadCategories(db)
  assert.equal((await as('沈丽')('grid.matter', { community, id })).categoryName, '楼灯不亮')
  const kept = (await as('沈丽')<CategoryRow[]>('grid.categoryList', {})).find(c => c.code === '020101')!
  assert.deepEqual([kept.name, kept.urgency], ['楼灯不亮', 'utility'])
})

test('retired, it is offered no more from that day on, and its matters keep it; it can be taken into use again', async ({
  as,
}) => {
  const { community, id } = await as(null)('grid.report', lamp, begin)
  const retire = { place: street, code: '020101', until: '2026-11-23', reason: '并入别的分类' }
  await as('沈丽')('grid.categoryRetire', retire, begin)
  const offered = async (at: Date) =>
    (await as(null)<{ code: string }[]>('grid.categories', {}, at)).some(c => c.code === '020101')
  assert.deepEqual([await offered(begin), await offered(late)], [true, false])
  assert.equal(await refused(as(null)('grid.report', lamp, late)), 'grid.noSuchCategory')
  const other = await as(null)('grid.report', { ...lamp, category: '020102' }, late)
  assert.equal(await refused(as('沈丽')('grid.accept', { ...other, category: '020101' }, late)), 'grid.noSuchCategory')
  assert.equal((await as('沈丽')('grid.matter', { community, id }, late)).category, '020101')
  await as('沈丽')('grid.categoryRetire', { place: street, code: '020101', reason: '停用错了' }, late)
  assert.equal(await offered(late), true)
})

test('a class is retired after what stands below it, and is back before it', async ({ as }) => {
  const retire = (code: string, until?: string) =>
    as('沈丽')<CategoryRow>(
      'grid.categoryRetire',
      { place: street, code, ...(until && { until }), reason: '不再受理' },
      begin,
    )
  assert.equal(await refused(retire('0201', '2026-11-23')), 'grid.categoryHasBelow')
  const below = (await as('沈丽')<CategoryRow[]>('grid.categoryList', {})).filter(c => c.parent === '0201')
  for (const { code } of below) await retire(code, '2026-11-23')
  assert.equal((await retire('0201', '2026-11-23')).until, '2026-11-23')
  assert.equal(await refused(retire(below[0]!.code)), 'grid.categoryBelowRetired')
  assert.equal(await refused(as('沈丽')('grid.categoryAdd', fresh, begin)), 'grid.categoryBelowRetired')
  assert.equal((await retire('0201')).active, true)
})

test('only by those who hold the whole system, and not for a day that has passed', async ({ as }) => {
  await as(null)('grid.report', lamp, begin)
  assert.equal(await refused(as('小郑')('grid.categoryAdd', fresh, begin)), 'common.forbidden')
  assert.equal(await refused(as('小沈')('grid.categoryAdd', fresh, begin)), 'common.forbidden')
  assert.equal(
    await refused(as('邻居受理员')('grid.categoryAdd', { ...fresh, place: '320582100013' }, begin)),
    'grid.categoryNotWhole',
  )
  assert.equal(
    await refused(as('沈丽')('grid.categoryAdd', { ...fresh, from: '2026-11-19' }, begin)),
    'grid.categoryPast',
  )
})

test('a matter whose limit waited for the holidays is counted again from its report, and one that is firm is left', async ({
  as,
  db,
  house,
}) => {
  const [waits, firm] = [await as(null)('grid.report', lamp, begin), await as(null)('grid.report', lamp, begin)]
  const wrong = after(1)
  await sql`update grid.matter set provisional = true where id = ${waits.id}`.execute(db)
  await sql`update grid.matter set result_by = ${wrong} where id in (${waits.id}, ${firm.id})`.execute(db)
  await renew({ ...house, db }, { year: 2027 }, begin)
  const { rows } = await sql<{ id: string; resultBy: Date; provisional: boolean }>`
    select id, result_by, provisional from grid.matter where community = ${here}`.execute(db)
  const of = (id: string) => rows.find(r => r.id === id)!
  assert.deepEqual([of(waits.id).resultBy, of(waits.id).provisional], [after(7 * 24), false])
  assert.deepEqual(of(firm.id).resultBy, wrong)
})
