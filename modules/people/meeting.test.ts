/** Two who come to the same card at the same moment: two merges, a departure and an arrival, two walks over the old numbers. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { refused } from '../../kernel/testing.ts'
import type { Handover, Resident } from './shapes.ts'
import { here, idOf, keyOf, meeting, next, now, one, open, register, stranger } from './stories.ts'
import { fillTails } from './tails.ts'

const reason = '核对过户口簿'
const absorb = (told: Pick<ReturnType<typeof open>, 'as'>, lost: Resident, kept: Resident) =>
  told.as('小沈')<Resident>('people.absorb', { ...keyOf(lost), into: kept.id, take: [], reason }, now)

test('a card gives way to none that is giving way itself', async () => {
  const [a, b, c] = await Promise.all(
    ['甲', '乙', '丙'].map(name => register(open(), { ...stranger, name: `同名${name}` })),
  )
  const into = meeting(
    told => absorb(told, b!, c!),
    told => refused(absorb(told, a!, b!)),
  )
  assert.equal(await into, 'people.noSuchCard')
})

test('two cards that are merged into each other at the same moment leave one', async () => {
  const [a, b] = await Promise.all(['丁', '戊'].map(name => register(open(), { ...stranger, name: `同名${name}` })))
  const back = meeting(
    told => absorb(told, a!, b!),
    told => refused(absorb(told, b!, a!)),
  )
  assert.equal(await back, 'people.noSuchCard')
})

test('whoever moves out at the moment they are received elsewhere is not in two places', async () => {
  const r = await register(open(), { ...stranger, name: '搬走的人' })
  const { as } = open()
  await as('小沈')('people.handOver', { ...keyOf(r), to: next, date: '2026-06-01', reason: '买了新房' }, now)
  const { items } = await as('邻居乙')<{ items: Handover[] }>('people.handovers', {}, now)
  const receive = { ...keyOf(items[0]!), place: `${next}001` }
  const received = meeting(
    told => told.as('小沈')('people.moveOut', keyOf(r), now),
    told => refused(told.as('邻居乙')('people.receive', receive, now)),
  )
  assert.equal(await received, 'people.goneMeanwhile')
  const { rows } = await sql`select from people.resident where person = ${r.person}`.execute(open().db)
  assert.equal(rows.length, 1)
})

test('two that walk over the old numbers at once do not wait for each other, and each number is done once', async () => {
  const { db, house } = open()
  for (const order of [27, 29])
    await register(open(), { ...stranger, name: `老号${order}`, place: one, idNumber: idOf('1961-01-01', order) })
  const bare = sql`update people.resident set id_tail = null where community = ${here} and id_number is not null`
  const n = Number((await bare.execute(db)).numAffectedRows)
  await db.transaction().execute(async tx => {
    assert.equal(await fillTails({ ...house, db: tx }), n)
    assert.equal(await fillTails(house), 0)
  })
  const { rows } = await sql`select from people.resident where id_number is not null and id_tail is null`.execute(db)
  assert.deepEqual([n, rows.length], [2, 0])
})
