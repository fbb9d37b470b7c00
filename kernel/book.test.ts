/** The figures in the book: which direction the law allows, whose figure holds where and since when, and that nothing is lost. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import './book-service.ts'
import { addDays } from './clock.ts'
import type { FigureLine } from './book-contract.ts'
import { ownAt, ruling, whyNot, type Setting } from './book-rules.ts'
import { limit, makeTable } from './fixtures/filing.ts'
import { openHouse } from './house.ts'
import { newKeys } from './sealed.ts'
import { problemOf, refused, world } from './testing.ts'

const DISTRICT = '320582'
const STREET = '320582100'
const VILLAGE = '320582100004'
const { test, open } = world(
  {
    李镇长: [{ role: 'chief', place: STREET }],
    邻镇长: [{ role: 'chief', place: '320582101' }],
    区管理员: [{ role: 'system-admin', place: DISTRICT }],
    安全员: [{ role: 'security-admin', place: STREET }],
    小郑: [{ role: 'grid-worker', place: `${VILLAGE}001` }],
    王婶: [],
  },
  () => makeTable(open().owner),
)
const now = new Date('2026-11-23T02:00:00Z')
const at = (day: string, hour = 10) => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`)
const why = { document: '杨政发〔2026〕12号', reason: '群众反映答复太慢' }
const today = '2026-11-23'
const set = (is: number, more: object = {}) => ({
  name: 'filing.answerDays',
  place: STREET,
  from: today,
  is,
  ...why,
  ...more,
})
type Asks = { as: (name: string) => (op: string, input: unknown, at?: Date) => Promise<never> }
const one = async ({ as }: Asks, place: string, when = now, name = 'filing.answerDays'): Promise<FigureLine> =>
  ((await as('小郑')('book.figures', { place }, when)) as FigureLine[]).find(f => f.name === name)!

test('every figure is there with its source, its unit and whether it is an assumption', async told => {
  const answer = await one(told, VILLAGE)
  assert.deepEqual(
    [
      answer.label,
      answer.unit,
      answer.source,
      answer.assumed,
      answer.builtIn,
      answer.is,
      answer.may,
      answer.moduleLabel,
    ],
    ['答复', '个工作日', '条例 第三条', false, 20, 20, 'lower', '来文'],
  )
  assert.equal((await one(told, VILLAGE, now, 'filing.size')).assumed, true)
})

test('a term in favour of residents may be shortened, not lengthened, and the refusal names the clause', async ({
  as,
}) => {
  const { code, detail } = await problemOf(as('李镇长')('book.set', set(21), now))
  assert.equal(code, 'book.direction')
  assert.equal(detail, '「答复」由 条例 第三条 定为 20 个工作日，各地只能调低，不能高于它')
  assert.equal((await as('李镇长')<FigureLine>('book.set', set(19), now)).is, 19)
  assert.equal((await as('李镇长')<FigureLine>('book.set', set(20), now)).is, 20)
})

test('a notice may be lengthened, not shortened; what nobody may touch stays', async ({ as }) => {
  const show = (is: number) => as('李镇长')('book.set', set(is, { name: 'filing.showDays' }), now)
  assert.match(String((await problemOf(show(6))).detail), /由 条例 第四条 定为 7 天，各地只能调高，不能低于它/)
  assert.equal(((await show(8)) as FigureLine).is, 8)
  const fixed = await problemOf(as('李镇长')('book.set', set(2, { name: 'filing.fixed' }), now))
  assert.match(String(fixed.detail), /条例 第五条.*各地不能调整/)
})

test('a value that makes no sense is refused: none, a fraction of a day', async ({ as }) => {
  assert.match(String((await problemOf(as('李镇长')('book.set', set(0), now))).detail), /大于 0/)
  assert.match(String((await problemOf(as('李镇长')('book.set', set(1.5), now))).detail), /整数/)
})

test('it holds in the place and below it, not beside it', async told => {
  await told.as('李镇长')('book.set', set(10), now)
  const holds = await Promise.all([STREET, VILLAGE, `${VILLAGE}001`, '320582101', DISTRICT].map(p => one(told, p)))
  assert.deepEqual(
    holds.map(f => f.is),
    [10, 10, 10, 20, 20],
  )
  assert.deepEqual([holds[1]!.set!.document, holds[1]!.set!.byName], [why.document, '李镇长'])
})

test('a lower area may only tighten further what a higher one has set', async ({ as }) => {
  await as('区管理员')('book.set', set(10, { place: DISTRICT }), now)
  const { detail } = await problemOf(as('李镇长')('book.set', set(12), now))
  assert.match(String(detail), /上级已按杨政发〔2026〕12号把「答复」定为 10 个工作日.*下级只能调低/)
  assert.equal((await as('李镇长')<FigureLine>('book.set', set(8), now)).is, 8)
})

test('what a higher area tightens later holds below at once; ended above, the area has its own again', async told => {
  await told.as('李镇长')('book.set', set(12), now)
  await told.as('区管理员')('book.set', set(10, { place: DISTRICT }), now)
  assert.equal((await one(told, VILLAGE)).is, 10)
  assert.equal((await one(told, VILLAGE)).set!.place, DISTRICT)
  await told.as('区管理员')('book.end', { name: 'filing.answerDays', place: DISTRICT, from: today, ...why }, now)
  assert.equal((await one(told, VILLAGE)).is, 12)
})

test('a higher area that has announced a stricter one binds from its day on', async ({ as }) => {
  await as('区管理员')('book.set', set(10, { place: DISTRICT, from: '2026-12-01' }), now)
  assert.equal((await as('李镇长')<FigureLine>('book.set', set(15), now)).is, 15)
  assert.equal(await refused(as('李镇长')('book.set', set(15, { from: '2026-12-01' }), now)), 'book.direction')
})

test('where any direction is allowed the nearest place decides', async told => {
  const size = (name: string, place: string, is: number) =>
    told.as(name)('book.set', set(is, { name: 'filing.size', place }), now)
  await size('区管理员', DISTRICT, 5)
  await size('李镇长', STREET, 50)
  const held = await Promise.all([VILLAGE, '320582101', DISTRICT].map(p => one(told, p, now, 'filing.size')))
  assert.deepEqual(
    held.map(f => f.is),
    [50, 5, 5],
  )
})

test('set for tomorrow it holds tomorrow, from midnight in Shanghai on', async told => {
  await told.as('李镇长')('book.set', set(10, { from: '2026-11-24' }), now)
  const before = await one(told, VILLAGE, new Date('2026-11-23T15:59:59Z'))
  assert.deepEqual([before.is, before.coming.map(c => [c.from, c.is])], [20, [['2026-11-24', 10]]])
  const after = await one(told, VILLAGE, new Date('2026-11-23T16:00:00Z'))
  assert.deepEqual([after.is, after.coming], [10, []])
})

test('29 February is a day only in the years that have one', async told => {
  assert.equal(await refused(told.as('李镇长')('book.set', set(10, { from: '2027-02-29' }), now)), 'common.invalid')
  await told.as('李镇长')('book.set', set(10, { from: '2028-02-29' }), now)
  const is = async (day: string) => (await one(told, VILLAGE, at(day))).is
  assert.deepEqual([await is('2028-02-28'), await is('2028-02-29'), await is('2028-03-01')], [20, 10, 10])
})

test('nothing is set for a day that has passed, so that no decision already made changes', async ({ as }) => {
  assert.equal(await refused(as('李镇长')('book.set', set(10, { from: '2026-11-22' }), now)), 'book.past')
  assert.equal((await as('李镇长')<FigureLine>('book.set', set(10), at(today, 23))).is, 10)
})

test('set in the afternoon, it does not hold for what came in the morning', async told => {
  await told.as('李镇长')('book.set', set(10), at(today, 15))
  assert.deepEqual(
    [(await one(told, VILLAGE, at(today, 14))).is, (await one(told, VILLAGE, at(today, 15))).is],
    [20, 10],
  )
})

test('a correction is one more line, and the history keeps both', async told => {
  await told.as('李镇长')('book.set', set(10), at(today, 9))
  await told.as('李镇长')('book.set', set(12, { reason: '上一条写错了' }), at(today, 10))
  assert.equal((await one(told, VILLAGE, at(today, 11))).is, 12)
  assert.equal((await one(told, VILLAGE, at(today, 9))).is, 10)
  const lines = await told.as('小郑')<Setting[]>('book.history', { name: 'filing.answerDays', place: VILLAGE })
  assert.deepEqual(
    lines.map(l => [l.is, l.reason]),
    [
      [12, '上一条写错了'],
      [10, why.reason],
    ],
  )
})

test('what is ended gives the rule its figure back, from that day on; what was never set cannot be ended', async told => {
  const end = { name: 'filing.answerDays', place: STREET, from: '2026-12-01', ...why }
  assert.equal(await refused(told.as('李镇长')('book.end', end, now)), 'book.nothingSet')
  await told.as('李镇长')('book.set', set(10), now)
  await told.as('李镇长')('book.end', end, now)
  const is = async (day: string) => (await one(told, VILLAGE, at(day))).is
  assert.deepEqual([await is('2026-11-30'), await is('2026-12-01')], [10, 20])
})

test('the database itself refuses to change or to take away a line', async ({ as, db }) => {
  await as('李镇长')('book.set', set(10), now)
  for (const change of ['update', 'delete']) {
    const { rows } = await sql<{ may: boolean }>`
      select has_table_privilege(current_user, 'kernel.figure', ${change}) as may`.execute(db)
    assert.equal(rows[0]!.may, false, change)
  }
})

test('only for places one holds, and the figures of security only by the security administrator', async ({ as }) => {
  assert.equal(await refused(as('邻镇长')('book.set', set(10), now)), 'common.forbidden')
  assert.equal(await refused(as('小郑')('book.set', set(10), now)), 'common.forbidden')
  assert.equal(await refused(as('李镇长')('book.set', set(10, { place: DISTRICT }), now)), 'common.forbidden')
  assert.equal(await refused(as('安全员')('book.set', set(10), now)), 'common.forbidden')
  const tries = set(4, { name: 'filing.tries' })
  assert.equal(await refused(as('李镇长')('book.set', tries, now)), 'common.forbidden')
  assert.equal((await as('安全员')<FigureLine>('book.set', tries, now)).is, 4)
})

test('a grid has no figures of its own, and what is not a figure is said to be none', async ({ as }) => {
  assert.equal(await refused(as('李镇长')('book.set', set(10, { place: `${VILLAGE}001` }), now)), 'book.notAtThisLevel')
  assert.equal(await refused(as('李镇长')('book.set', set(10, { name: 'filing.none' }), now)), 'book.noSuchFigure')
})

test('who has no post reads the figures, and not who set them', async ({ as }) => {
  await as('李镇长')('book.set', set(10), now)
  const seen = (await as('王婶')<FigureLine[]>('book.figures', { place: VILLAGE }, now)).find(f => f.is === 10)!
  assert.deepEqual([seen.set!.document, seen.set!.byName, seen.maySet], [why.document, null, false])
})

test('a line that was written before a document was asked for is shown as it stands', async told => {
  const line = { name: 'filing.answerDays', place: STREET, from: today, is: 10, reason: '', document: '' }
  await told.db
    .insertInto('kernel.figure')
    .values({ ...line, by: told.actors['李镇长']!.id, at: now })
    .execute()
  assert.deepEqual([(await one(told, VILLAGE)).is, (await one(told, VILLAGE)).set!.document], [10, ''])
})

test('a figure set on one server holds on the other in the same second', async () => {
  const { as, house, url } = open()
  const other = await openHouse(url, newKeys(), 2)
  const holds = (book: typeof house.book) => book.figure(limit.answerDays, '320582109001', new Date())
  try {
    assert.deepEqual([holds(open().house.book), holds(other.book)], [20, 20])
    const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    await as('区管理员')('book.set', set(9, { place: '320582109', from: day }))
    const begun = Date.now()
    while ((holds(open().house.book) !== 9 || holds(other.book) !== 9) && Date.now() - begun < 5_000) await pause(5)
    assert.deepEqual([holds(open().house.book), holds(other.book)], [9, 9])
    assert.ok(Date.now() - begun < 1_000, `${Date.now() - begun} ms`)
  } finally {
    await other.close()
  }
})

// ── In general ──

const places = ['32', '3205', DISTRICT, STREET, VILLAGE]
const lines = fc
  .array(
    fc.record({
      place: fc.constantFrom(...places, '320582101'),
      from: fc.nat(30).map(n => addDays(today, n)),
      is: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 40 }) }, fc.constant(null)),
    }),
    { maxLength: 12 },
  )
  .map(all =>
    all.map((l, id): Setting => ({ ...l, id, name: 'filing.answerDays', ...why, by: '', byName: null, at: now })),
  )
const moment = fc.nat(40).map(n => at(addDays(today, n)))

test('in one direction no place is ever laxer than the rule or than anyone above it', () =>
  fc.assert(
    fc.property(lines, moment, (all, when) => {
      const f = limit.answerDays
      const held = places.map(p => ruling(all, f, p, when).is)
      assert.ok(held.every((is, i) => is <= (held[i - 1] ?? f.is)))
      const up = { ...limit.showDays, name: f.name }
      const raised = places.map(p => ruling(all, up, p, when).is)
      assert.ok(raised.every((is, i) => is >= (raised[i - 1] ?? up.is)))
    }),
  ))

test('what may be set is what will hold on that day', () =>
  fc.assert(
    fc.property(lines, fc.constantFrom(...places), fc.nat(30), fc.integer({ min: 1, max: 40 }), (all, place, n, is) => {
      const from = addDays(today, n)
      const f = limit.answerDays
      const added: Setting = { id: 99, name: f.name, place, from, is, ...why, by: '', byName: null, at: now }
      const holds = ruling([...all, added], f, place, at(from)).is
      assert.equal(whyNot(all, f, place, from, is) === null, holds === is && is <= f.is)
    }),
  ))

test('of the lines of one place the one that began last counts, and of one day the one written last', () =>
  fc.assert(
    fc.property(lines, moment, (all, when) => {
      const begun = all.filter(s => s.place === STREET && at(s.from) <= when)
      const last = begun.toSorted((a, b) => (a.from === b.from ? a.id - b.id : a.from < b.from ? -1 : 1)).at(-1)
      assert.equal(ownAt(all, STREET, when)?.id, last?.is === null ? undefined : last?.id)
    }),
  ))
