/** The rates: whole numbers by the rule book's own vector, and every figure equal to the list behind it. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import { refused, type Told } from '../../kernel/testing.ts'
import type { Counted } from './contract.ts'
import { counts, rates, type Count } from './count-rules.ts'
import { phases } from './rules.ts'
import { actors, after, begin, day, here, key, next, one, report, street, test, upTo } from './stories.ts'

type Rates = { total: Counted; rows: (Counted & { key: string; label: string })[] }
const asked = (told: Told, input: object, who = '沈丽', at = after(30)) =>
  told.as(who)<Rates>('grid.rates', { place: street, ...input }, at)

/** Rows as they would stand after months of work; written at once, because only what is counted matters here. */
async function many(told: Told, n: number, set: string) {
  const { community, id } = await report(told)
  await sql`
    insert into grid.matter (community, id, place, desk, number, state, category, urgency, source, title, ticket, phone, reported_at, updated_at,
      accept_by, dispatch_by, result_by, respond_by)
    select community, uuidv7(), place, desk, number || '-' || i, 'closed', category, urgency, source, title, uuidv7(), phone, reported_at, updated_at,
      accept_by, dispatch_by, result_by, respond_by
    from grid.matter, generate_series(2, ${n}) i where community = ${community} and id = ${id}`.execute(told.db)
  await sql`update grid.matter set state = 'closed' where id = ${id}`.execute(told.db)
  await sql.raw(set).execute(told.db)
}

test('200 orders, 196 answered in time, 180 with an answer, 153 solved, 162 satisfied: 98, 85 and 90 of 100', async told => {
  await many(
    told,
    200,
    `with n as (select id, row_number() over (order by id) as i from grid.matter)
     update grid.matter m set responded_at = case when i <= 196 then respond_by else respond_by + interval '1 second' end,
       solved = case when i <= 153 then true when i <= 180 then false end,
       pleased = case when i <= 162 then true when i <= 180 then false end
     from n where n.id = m.id`,
  )
  const { total } = await asked(told, {})
  const parts = Object.fromEntries(Object.entries(rates).map(([name, r]) => [name, [total[r.of], total[r.among]]]))
  assert.deepEqual(
    [parts['response'], parts['solving'], parts['satisfaction']],
    [
      [196, 200],
      [153, 180],
      [162, 180],
    ],
  )
  assert.deepEqual([153 * 100, 162 * 100], [85 * 180, 90 * 180])
})

test('what is rejected, withdrawn, merged or taken out is in no rate', async told => {
  const [first, second, third] = [await report(told), await report(told), await upTo(told, 'closed')]
  await told.as('小沈')('grid.merge', { ...key(first), lead: second.id }, begin)
  await told.as('王婶')('grid.confirm', third, begin)
  assert.deepEqual(((t: Counted) => [t.orders, t.solved])((await asked(told, {})).total), [2, 1])
  await told.as('街道主任')('grid.exclude', { ...third, reason: '要求给邻居断水' }, begin)
  assert.deepEqual(((t: Counted) => [t.orders, t.solved, t.excluded])((await asked(told, {})).total), [1, 0, 1])
})

test('each span of age counts what its list lists, and what is late among it', async told => {
  for (const days of [0, 1, 3, 4, 8, 45]) await report(told, {}, '王婶', after(-24 * days))
  await upTo(told, 'closed')
  type Age = { label: string; from: string | null; to: string; n: number; late: number }
  const ages = await told.as('沈丽')<Age[]>('grid.ages', { place: street }, begin)
  assert.deepEqual(
    ages.map(a => a.n),
    [1, 2, 1, 1, 1],
  )
  for (const { from, to, n, late } of ages) {
    const within = { place: street, state: phases.open, to, ...(from && { from }) }
    const list = async (more: object) =>
      (await told.as('沈丽')<{ total: number }>('grid.matters', { ...within, ...more }, begin)).total
    assert.deepEqual([await list({}), await list({ late: true })], [n, late], to)
  }
  assert.ok(ages.at(-1)!.late === 1 && ages[0]!.late === 0)
})

test('an order whose time to be answered has not come is neither for nor against', async told => {
  await report(told)
  const at = async (hours: number) => {
    const { total } = await asked(told, {}, '沈丽', after(hours))
    return [total.answerable, total.unresponded]
  }
  assert.deepEqual(
    [await at(24), await at(24.1)],
    [
      [0, 0],
      [1, 1],
    ],
  )
})

test('taking it up within the day is an answer in time, a minute later is not', async told => {
  for (const hours of [24, 24 + 1 / 60]) await told.as('小沈')('grid.accept', key(await report(told)), after(hours))
  const { total } = await asked(told, {})
  assert.deepEqual([total.responded, total.unresponded, total.answerable], [1, 1, 2])
})

test('speaking to the reporter counts when they were reached, in time; looking at their number does not', async told => {
  const waiting = key(await report(told))
  const counted = async () => {
    const { total } = await asked(told, {}, '沈丽', after(25))
    return [total.responded, total.unresponded]
  }
  await told.as('小沈')('grid.contact', { ...waiting, reason: '约上门时间' }, after(1))
  await told.as('小沈')('grid.called', { ...waiting, result: 'unreached' }, after(2))
  assert.deepEqual(await counted(), [0, 1])
  await told.as('小沈')('grid.called', { ...waiting, result: 'reached', text: '明天来看' }, after(24))
  assert.deepEqual(await counted(), [1, 0])
  const late = key(await report(told))
  await told.as('小沈')('grid.called', { ...late, result: 'reached' }, after(24.1))
  assert.deepEqual(await counted(), [1, 1])
  assert.equal(
    await refused(told.as('电工')('grid.called', { ...late, result: 'reached' }, after(24.1))),
    'common.forbidden',
  )
})

test('an anonymous report is owed an answer like every other; one from a file is not, for nobody knows when it had one', async told => {
  await report(told, { phone: '13900001111' }, null)
  await sql`update grid.matter set phone = null, phone_tail = null, phone_key = null`.execute(told.db)
  const counted = async () => {
    const { total } = await asked(told, {}, '沈丽', after(25))
    return [total.orders, total.answerable, total.unresponded]
  }
  assert.deepEqual(await counted(), [1, 1, 1])
  await sql`update grid.matter set source = 'import'`.execute(told.db)
  assert.deepEqual(await counted(), [1, 0, 0])
})

test('rates are for those who answer for a place, and stop at its border', async told => {
  await report(told)
  await report(told, { place: `${next}001` })
  const orders = async (who: string) => (await asked(told, {}, who)).total.orders
  assert.deepEqual(
    [
      await orders('沈丽'),
      await orders('小沈'),
      await orders('书记'),
      await orders('邻居受理员'),
      await orders('小郑'),
    ],
    [2, 1, 1, 1, 0],
  )
  assert.equal(await orders('王婶'), 0)
})

test('the parts add up to the whole, whichever way it is divided, and carry names', async told => {
  for (const category of ['020101', '0301', '010101']) await report(told, { category })
  await upTo(told, 'handling')
  for (const by of ['place', 'category', 'holder'] as const) {
    const { total, rows } = await asked(told, { by })
    const sum = rows.reduce((n, r) => n + r.orders, 0)
    assert.equal(sum, by === 'holder' ? 1 : total.orders, by)
    assert.ok(
      rows.every(r => /[\u4e00-\u9fff]/.test(r.label)),
      by,
    )
  }
  assert.deepEqual(
    (await asked(told, { by: 'place', place: here })).rows.map(r => [r.key, r.label]),
    [[one, '第一网格']],
  )
})

test('every figure is as long as its list, under any filter', async told => {
  const closed = await upTo(told, 'closed')
  await told.as('小沈')('grid.revisit', { ...closed, result: 'displeased' }, begin)
  const confirmed = await upTo(told, 'closed')
  await told.as('王婶')('grid.confirm', confirmed, begin)
  await told.as('王婶')('grid.rate', { ...confirmed, stars: 5 }, begin)
  const again = await upTo(told, 'closed')
  await told.as('王婶')('grid.reopen', { ...again, reason: '又坏了' }, begin)
  await upTo(told, 'closed')
  await report(told, { category: '0301', place: `${next}001` })
  await report(told, { phone: '13900001111' }, null)
  const Filter = fc.record(
    {
      place: fc.constantFrom(street, here, one, next),
      category: fc.constantFrom('02', '0201', '020101', '03'),
      holder: fc.constant(actors['小郑']!.id),
      from: fc.constantFrom('2026-11-20', '2026-11-21'),
      to: fc.constantFrom('2026-11-19', '2026-11-20'),
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(Filter, fc.constantFrom(...(Object.keys(counts) as Count[])), async (filter, count) => {
      const at = after(2 * day)
      const { total } = await told.as('沈丽')<Rates>('grid.rates', filter, at)
      const list = await told.as('沈丽')('grid.matters', { ...filter, count, size: 200 }, at)
      assert.equal(list.total, total[count], `${count} ${JSON.stringify(filter)}`)
    }),
    { numRuns: 60, seed: 7 },
  )
})
