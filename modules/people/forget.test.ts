/** What was given for the time somebody lives here is cleared some time after they have left; what the register must hold stays. */
import assert from 'node:assert/strict'
import '../../kernel/book-service.ts'
import { readBook } from '../../kernel/book.ts'
import { addDays, dayOf } from '../../kernel/clock.ts'
import { refused, type Told } from '../../kernel/testing.ts'
import { forgetLeft } from './erase.ts'
import { limit } from './rules.ts'
import type { Resident } from './shapes.ts'
import { here, keyOf, now, register, test } from './stories.ts'

const after = (days: number) => new Date(now.getTime() + days * 86_400_000)
const night = async (told: Told, at: Date) => forgetLeft({ ...told.house, book: await readBook(told.db) }, at)
const seen = async (told: Told, r: Resident, at = now) => {
  const card = await told.as('小沈')<Resident>('people.person', keyOf(r), at)
  const { changes } = await told.as('小沈')('people.history', keyOf(r), at)
  const tags = await told.db.selectFrom('people.tag').select('kind').where('resident', '=', r.id).execute()
  return { card, changes, given: [card.phoneMasked !== null, card.contacts.length, tags.length] }
}

async function known(told: Told) {
  const r = await register(told)
  const clerk = (op: string, more: object) => told.as('小沈')(`people.${op}`, { ...keyOf(r), ...more }, now)
  await clerk('correct', { phone: '13912340000', source: '本人' })
  await clerk('addContact', { kind: 'emergency', number: '13711112222', source: '本人' })
  await clerk('tag', { kind: 'aloneElder', basis: 'duty', said: '规定', until: '2027-01-01' })
  return r
}

test('on the last day of the keeping time the card of somebody who moved out is whole, on the next it is cleared, history included, with a line', async told => {
  const r = await known(told)
  await told.as('小沈')('people.moveOut', keyOf(r), now)
  const days = limit.keepLeft.is
  assert.equal(await night(told, after(days)), 0)
  assert.deepEqual((await seen(told, r)).given, [true, 1, 1])
  assert.equal(await night(told, after(days + 1)), 1)
  const { card, changes, given } = await seen(told, r, after(days + 1))
  assert.deepEqual(given, [false, 0, 0])
  assert.deepEqual([card.name, card.idMasked !== null, card.birth, card.state], ['王秀英', true, '1958-03-12', 'left'])
  assert.doesNotMatch(JSON.stringify(changes), /\d\*+\d|独居/)
  assert.equal(changes[0].what, '到期清除')
  const lines = await told.db
    .selectFrom('kernel.trail')
    .select(['persons', 'at'])
    .where('op', '=', 'people.forget')
    .execute()
  assert.deepEqual(lines, [{ persons: [r.person], at: after(days + 1) }])
  // Nothing is left to clear: the next night passes the card over.
  assert.equal(await night(told, after(days + 2)), 0)
})

test('whoever lives here, or came back, is not forgotten; who died is', async told => {
  const r = await known(told)
  const far = after(limit.keepLeft.is + 400)
  assert.equal(await night(told, far), 0)
  await told.as('小沈')('people.moveOut', keyOf(r), now)
  await told.as('小沈')('people.returnHome', keyOf(r), after(30))
  assert.equal(await night(told, far), 0)
  assert.deepEqual((await seen(told, r)).given, [true, 1, 1])
  await told.as('小沈')('people.passAway', { ...keyOf(r), date: dayOf(now) }, after(40))
  assert.equal(await night(told, far), 1)
})

test('an area keeps it for a shorter time, and never longer', async told => {
  const r = await known(told)
  await told.as('小沈')('people.moveOut', keyOf(r), now)
  const set = (is: number) =>
    told.as('街道甲')(
      'book.set',
      {
        name: 'people.keepLeft',
        place: here,
        from: addDays(dayOf(now), 1),
        is,
        document: '杨政发〔2026〕3号',
        reason: '少留一些',
      },
      now,
    )
  assert.equal(await refused(set(limit.keepLeft.is + 1)), 'book.direction')
  await set(30)
  assert.equal(await night(told, after(30)), 0)
  assert.equal(await night(told, after(31)), 1)
})

test('nobody clears a card by hand', async told => {
  const r = await known(told)
  await told.as('小沈')('people.moveOut', keyOf(r), now)
  assert.equal(await refused(told.as('小沈')('people.forget', keyOf(r), after(5_000))), 'common.forbidden')
})
