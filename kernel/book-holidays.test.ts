/** A year's holidays: who puts them in, what is refused, and that every open deadline comes out as if the table had been there from the beginning. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import { renew, type Renewal } from './book-renew.ts'
import { mistakesIn } from './book-rules.ts'
import './book-service.ts'
import { calendarWith, readBook } from './book.ts'
import { addDays, addWorkingDays, due, latestBefore, rollForward, workingDays, type Day } from './clock.ts'
import type { Db } from './db.ts'
import { makeTable } from './fixtures/filing.ts'
import type { OpenHouse } from './house.ts'
import { theClock, type Row } from './rules.ts'
import { call } from './server.ts'
import { problemOf, refused, world, type Told } from './testing.ts'

const STREET = '320582100'
const VILLAGE = '320582100004'
const { test, open, actors } = world(
  {
    管理员: [{ role: 'system-admin', place: STREET }],
    邻街管理员: [{ role: 'system-admin', place: '320582101' }],
    李镇长: [{ role: 'chief', place: STREET }],
    受理员: [{ role: 'clerk', place: VILLAGE }],
  },
  () => makeTable(open().owner),
)
const now = new Date('2026-11-23T02:00:00Z')
const days = (first: Day, n: number) => Array.from({ length: n }, (_, i) => addDays(first, i))
const newYear = days('2027-01-01', 3)
const spring = days('2027-02-05', 8)
const rest = [...days('2027-05-01', 5), ...days('2027-10-01', 7)]
const off = [...newYear, ...spring, ...rest]
const work = ['2027-01-31', '2027-02-14']
const document = '国办发明电〔2026〕9号'
const table = { place: STREET, year: 2027, document, off: off.map(day => ({ day, name: '节' })), work }

/** The system as it is while the job waits: what is put into the queue is kept here, and run when the story says so. */
function desk({ db, house }: Told) {
  const queue: { job: string; data: Row }[] = []
  const here: OpenHouse = { ...house, db, later: async (_, job, data) => void queue.push({ job, data }) }
  const ask = async <T = Row>(name: string, op: string, input: unknown, when = now, reason = '') => {
    here.book = await readBook(db)
    return (await call(here, { op, input, actor: actors[name]!, now: when, ...(reason && { reason }) })).answer as T
  }
  const run = async (size?: number) => {
    for (let next = queue.shift(); next; next = queue.shift()) await renew(here, next.data as Renewal, now, size)
  }
  return { ask, run, queue, here }
}
type Filed = { community: string; id: string; answerBy: Date }
const filed = { place: `${VILLAGE}001`, title: '来文' }
const inHand = async (db: Db, id: string) =>
  (
    await sql<{
      due: Date
      provisional: boolean
    }>`select due, provisional from kernel.work where record = ${id}`.execute(db)
  ).rows[0]!
const day = (at: Date) => new Date(at.getTime() + 8 * 3_600_000 - 1).toISOString().slice(0, 10)

test('the vectors of the rule book hold in the calendar that comes with the system', async ({ db }) => {
  const { calendar } = await readBook(db)
  const counted = ([20, 30, 45, 3] as const).map(n => addWorkingDays('2026-09-21', n, calendar).day)
  assert.deepEqual(counted, ['2026-10-26', '2026-11-09', '2026-11-30', '2026-09-24'])
  assert.equal(addWorkingDays('2026-09-30', 3, calendar).day, '2026-10-10')
  assert.equal(rollForward('2026-10-03', calendar).day, '2026-10-08')
  assert.equal(rollForward(addDays('2026-09-28', 7), calendar).day, '2026-10-08')
  assert.equal(rollForward('2026-11-28', calendar).day, '2026-11-30')
  assert.deepEqual(
    [10, 20, 15].map(n => latestBefore('2026-12-20', n)),
    ['2026-12-10', '2026-11-30', '2026-12-05'],
  )
  assert.equal(addDays('2026-11-01', 15), '2026-11-16')
  for (const worked of ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'])
    assert.ok(calendar.work.has(`2026-${worked}`), worked)
  assert.deepEqual([calendar.years.has(2026), calendar.years.has(2027)], [true, false])
})

test('a year without a table says so, and with one shows its days by name', async told => {
  const { ask } = desk(told)
  const before = await ask('李镇长', 'book.holidays', { year: 2027 })
  assert.deepEqual([before['known'], before['own'], before['days']], [false, false, []])
  const builtIn = await ask<{ days: { day: Day; name: string }[] }>('李镇长', 'book.holidays', { year: 2026 })
  assert.equal(builtIn.days.find(d => d.day === '2026-10-01')!.name, '国庆节')
  const after = await ask('管理员', 'book.setHolidays', table)
  assert.deepEqual([after['known'], after['own'], after['source']], [true, true, document])
  assert.equal((after['days'] as unknown[]).length, off.length + work.length)
})

test('only the system administrator of everything puts a table in', async told => {
  const { ask } = desk(told)
  assert.equal(await refused(ask('李镇长', 'book.setHolidays', table)), 'common.forbidden')
  assert.equal(await refused(ask('邻街管理员', 'book.setHolidays', table)), 'common.forbidden')
  await ask('受理员', 'filing.file', filed)
  assert.equal(await refused(ask('邻街管理员', 'book.setHolidays', { ...table, place: '320582101' })), 'book.notWhole')
  assert.ok(await ask('管理员', 'book.setHolidays', table))
})

test('a table that cannot be true is refused, and every mistake is said', async told => {
  const wrong = (o: Day[], w: Day[]) => mistakesIn(2027, o, w).join('；')
  assert.equal(wrong(off, work), '')
  assert.equal(wrong([...off, '2026-12-31'], work), '')
  assert.match(wrong([...off, '2027-02-29'], work), /2027-02-29 不是真实的日期/)
  assert.match(wrong([...off, '2028-01-01'], work), /2028-01-01 不在 2027 年/)
  assert.match(wrong([...off, '2026-11-30'], work), /2026-11-30 不在 2027 年/)
  assert.match(wrong([...off, '2027-02-06'], work), /2027-02-06 写了两次/)
  assert.match(wrong(off, [...work, '2027-02-06']), /2027-02-06 写了两次/)
  assert.match(wrong(off, [...work, '2027-03-01']), /2027-03-01 本来就是工作日/)
  assert.match(wrong(off.slice(1), work), /缺少 2027-01-01/)
  const bad = desk(told).ask('管理员', 'book.setHolidays', { ...table, work: ['2027-03-01'] })
  assert.match(String((await problemOf(bad)).detail), /2027-03-01 本来就是工作日/)
})

test('a table replaces the whole year: what the one before had is gone', async told => {
  const { ask } = desk(told)
  await ask('管理员', 'book.setHolidays', table)
  const fewer = { ...table, off: table.off.filter(o => !spring.includes(o.day)) }
  const after = await ask<{ days: { day: Day }[] }>('管理员', 'book.setHolidays', fewer)
  assert.ok(!after.days.some(d => spring.includes(d.day)))
  assert.equal((await readBook(told.db)).calendar.off.has(spring[0]!), false)
})

test('when the table arrives, deadlines that waited for it become firm, in the work and in the record, with a line in the trail', async told => {
  const { ask, run } = desk(told)
  const late = new Date('2026-12-30T02:00:00Z')
  const waits = await ask<Filed>('受理员', 'filing.file', filed, late)
  const taken = await ask<Filed>('受理员', 'filing.file', filed, late)
  await ask('受理员', 'filing.take', { community: VILLAGE, id: taken.id }, late)
  assert.deepEqual(await inHand(told.db, waits.id), { due: new Date('2027-01-04T16:00:00Z'), provisional: true })
  await ask('管理员', 'book.setHolidays', table)
  await run()
  // 31 December, then New Year's three days off: Monday, Tuesday.
  assert.deepEqual(await inHand(told.db, waits.id), { due: new Date('2027-01-05T16:00:00Z'), provisional: false })
  const answer = await inHand(told.db, taken.id)
  assert.equal(answer.provisional, false)
  assert.equal(day(answer.due), '2027-01-28')
  const { rows } = await sql<{ answerBy: Date; provisional: boolean }>`
    select answer_by, provisional from filing.paper where id = ${taken.id}`.execute(told.db)
  assert.deepEqual({ due: rows[0]!.answerBy, provisional: rows[0]!.provisional }, answer)
  const said = await told.db.selectFrom('kernel.trail').selectAll().where('op', '=', 'book.renew').execute()
  assert.deepEqual(new Set(said.map(t => t.record)), new Set([waits.id, taken.id]))
  assert.deepEqual([said[0]!.actor, said[0]!.kind], [theClock.id, 'note'])
})

test('run twice it changes nothing and says nothing more; cut off, it goes on where it stopped', async told => {
  const { ask, here, queue } = desk(told)
  const late = new Date('2026-12-30T02:00:00Z')
  for (let i = 0; i < 5; i++) await ask('受理员', 'filing.file', filed, late)
  await ask('管理员', 'book.setHolidays', table)
  const lines = async () =>
    Number(
      (await sql<{ n: number }>`select count(*) as n from kernel.trail where op = 'book.renew'`.execute(told.db))
        .rows[0]!.n,
    )
  const counts = []
  for (let next = queue.shift(); next; next = queue.shift()) {
    await renew(here, next.data as Renewal, now, 2)
    counts.push(await lines())
  }
  assert.deepEqual(counts, [2, 4, 5])
  await renew(here, { year: 2027 }, now)
  await renew(here, {}, now)
  assert.equal(await lines(), 5)
})

test('what is done in a state does not begin its term anew', async told => {
  const { ask } = desk(told)
  const paper = await ask<Filed>('受理员', 'filing.file', filed, now)
  const before = await inHand(told.db, paper.id)
  await ask('受理员', 'filing.note', { community: VILLAGE, id: paper.id }, new Date(now.getTime() + 2 * 86_400_000))
  assert.deepEqual(await inHand(told.db, paper.id), before)
})

test('a deadline of a state to come is counted again too, while the record is still in the one before', async told => {
  const { ask, run } = desk(told)
  const paper = await ask<Filed>('受理员', 'filing.file', filed, new Date('2026-12-10T02:00:00Z'))
  assert.equal(day(paper.answerBy), '2027-01-07')
  await ask('管理员', 'book.setHolidays', table)
  await run()
  const { rows } = await sql<{ answerBy: Date; provisional: boolean }>`
    select answer_by, provisional from filing.paper where id = ${paper.id}`.execute(told.db)
  assert.deepEqual([day(rows[0]!.answerBy), rows[0]!.provisional], ['2027-01-08', false])
})

test('what has ended is left as it was', async told => {
  const { ask, run } = desk(told)
  const late = new Date('2026-12-30T02:00:00Z')
  const paper = await ask<Filed>('受理员', 'filing.file', filed, late)
  const key = { community: VILLAGE, id: paper.id }
  await ask('受理员', 'filing.take', key, late)
  await ask('受理员', 'filing.answer', key, late)
  await ask('管理员', 'book.setHolidays', table)
  await run()
  const { rows } = await sql<{ answerBy: Date }>`select answer_by from filing.paper where id = ${paper.id}`.execute(
    told.db,
  )
  assert.deepEqual(rows[0]!.answerBy, paper.answerBy)
})

test('the preview says how many would move from which day to which, and moves nothing', async told => {
  const { ask } = desk(told)
  const late = new Date('2026-12-30T02:00:00Z')
  const [one] = [
    await ask<Filed>('受理员', 'filing.file', filed, late),
    await ask('受理员', 'filing.file', filed, late),
  ]
  await ask('受理员', 'filing.file', filed, now)
  const asked = { place: STREET, year: 2027, off, work }
  const seen = await ask('管理员', 'book.preview', asked)
  assert.deepEqual(seen, {
    mistakes: [],
    looked: 3,
    whole: true,
    firm: 2,
    moved: [{ machine: 'filing.paper', label: '来文', from: '2027-01-04', to: '2027-01-05', n: 2 }],
  })
  assert.equal((await inHand(told.db, one!.id)).provisional, true)
  assert.equal((await ask('李镇长', 'book.preview', asked))['looked'], 0)
  assert.match(
    String((await ask('管理员', 'book.preview', { ...asked, work: ['2027-03-01'] }))['mistakes']),
    /本来就是工作日/,
  )
})

// ── In general ──

const extra = fc.uniqueArray(fc.nat(120), { maxLength: 12 }).map(all => all.map(n => addDays('2027-01-04', n)))
const fixed = [...days('2027-01-01', 1), '2027-05-01', ...days('2027-10-01', 3)]
const anyTable = fc.tuple(extra, extra).map(([o, w]) => {
  const rests = [...new Set([...fixed, ...o])]
  return {
    off: rests,
    work: [...new Set(w)].filter(d => [0, 6].includes(new Date(d).getUTCDay()) && !rests.includes(d)),
  }
})
const moments = fc.array(fc.nat(60 * 24), { minLength: 1, maxLength: 4 })

test('firm deadlines are those that the same records would have had if the table had come first', async told => {
  const { ask, run, here } = desk(told)
  await fc.assert(
    fc.asyncProperty(moments, anyTable, anyTable, async (begun, first, last) => {
      await sql`savepoint world`.execute(told.db)
      const entered = begun.map(hours => new Date(Date.parse('2026-11-25T00:00:00Z') + hours * 3_600_000))
      const papers: (Filed & { at: Date; taken: boolean })[] = []
      for (const [i, at] of entered.entries()) {
        const paper = await ask<Filed>('受理员', 'filing.file', filed, at)
        if (i % 2) await ask('受理员', 'filing.take', { community: VILLAGE, id: paper.id }, at)
        papers.push({ ...paper, at, taken: i % 2 === 1 })
      }
      for (const t of [first, last]) {
        await ask('管理员', 'book.setHolidays', {
          ...table,
          off: t.off.map(d => ({ day: d, name: '节' })),
          work: t.work,
        })
        await run(2)
      }
      const known = new Map([
        [2027, [...last.off.map(d => ({ day: d, off: true })), ...last.work.map(d => ({ day: d, off: false }))]],
      ])
      for (const { id, at, taken } of papers) {
        const scratch = due(workingDays(taken ? 20 : 3), at, calendarWith(known))
        assert.deepEqual(await inHand(told.db, id), { due: scratch.at, provisional: scratch.provisional })
      }
      here.book = await readBook(told.db)
      await sql`rollback to savepoint world`.execute(told.db)
    }),
    { numRuns: 25 },
  )
})
