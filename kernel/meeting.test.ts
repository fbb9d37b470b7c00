/** Two who come to the kernel at the same moment: a figure, the counting of deadlines, a message that is to be tried again. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { test } from 'node:test'
import { renew } from './book-renew.ts'
import './book-service.ts'
import { makeTable } from './fixtures/filing.ts'
import { keptOnly } from './message-carriers.ts'
import { deliver } from './message-delivery.ts'
import './message-service.ts'
import { send } from './messages.ts'
import { refused, world } from './testing.ts'

const DISTRICT = '320582'
const STREET = '320582100'
const VILLAGE = '320582100004'
const { open, meeting } = world(
  {
    区管理员: [{ role: 'system-admin', place: DISTRICT }],
    李镇长: [{ role: 'chief', place: STREET }],
    受理员: [{ role: 'clerk', place: VILLAGE }],
  },
  () => makeTable(open().owner),
)
const now = new Date('2026-11-23T02:00:00Z')

test('a street that sets a figure while its district does is judged by what the district has set', async () => {
  const line = { name: 'filing.answerDays', from: '2026-11-23', document: '杨政发〔2026〕12号', reason: '答复太慢' }
  const street = (is: number) => ({ ...line, place: STREET, is })
  await open().as('李镇长')('book.set', street(15), now)
  const second = meeting(
    ({ as }) => as('区管理员')('book.set', { ...line, place: DISTRICT, is: 10 }, now),
    ({ as }) => refused(as('李镇长')('book.set', street(12), now)),
  )
  assert.equal(await second, 'book.direction')
})

test('deadlines are counted again by the state that a move under way leaves behind', async () => {
  const { as, db, house } = open()
  const { community, id } = await as('受理员')('filing.file', { place: `${VILLAGE}001`, title: '来文' }, now)
  const due = async () =>
    (await sql<{ due: Date | null }>`select due from kernel.work where record = ${id}`.execute(db)).rows[0]!.due
  const wrong = new Date('2026-11-24T00:00:00Z')
  await sql`update kernel.work set due = ${wrong}, provisional = true where record = ${id}`.execute(db)
  await meeting(
    async told => {
      await told.as('受理员')('filing.take', { community, id }, now)
      // A table that arrives counts whatever waits for one, and what this move has set is waiting again.
      await sql`update kernel.work set due = ${wrong}, provisional = true where record = ${id}`.execute(told.db)
    },
    () => renew(house, { year: 2026 }, now),
  )
  const { rows } = await sql<{ at: Date }>`select answer_by as at from filing.paper where id = ${id}`.execute(db)
  assert.deepEqual(await due(), rows[0]!.at)
})

test('a dead message that two send again goes out once more, and the second is told', async () => {
  const { db, house } = open()
  const dead = { ok: false, say: '平台拒收', again: false } as const
  const failing = { ...keptOnly, carriers: { ...keptOnly.carriers, sms: { name: 'sms', carry: async () => dead } } }
  const values = { number: '261120123456', link: '/s/3bf7k2a9' }
  const id = await db
    .transaction()
    .execute(tx =>
      send(
        { ...house, db: tx, now },
        { channel: 'sms', to: '13812345678', template: 'accepted', values, place: VILLAGE },
      ),
    )
  await deliver({ ...house, delivery: failing }, now)
  const second = meeting(
    ({ as }) => as('区管理员')('message.retry', { id }, now),
    ({ as }) => refused(as('区管理员')('message.retry', { id }, now)),
  )
  assert.equal(await second, 'common.wrongState')
  assert.equal(await deliver(house, now), 1)
})
