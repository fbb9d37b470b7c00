/** Who finds a page in the menu, how its address is written, and how a moment is said. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, any, anyone, own, post, signedIn } from '../../kernel/rules.ts'
import { couldEver } from './page.ts'
import { changed, searchToText, textToSearch } from './url.ts'
import { dayOf, hours, moment, percent, span } from './when.ts'
import { sayMade } from '../portal-values.ts'

const clerk = { id: 'c', posts: [{ role: 'clerk', place: '320582100' }] }

test('a page is in the menu of whoever holds one of its posts, wherever', () => {
  assert.equal(couldEver(any(post('head').in('place'), post('clerk').over('place')), clerk), true)
  assert.equal(couldEver(all(post('head').in('place'), post('clerk').over('place')), clerk), false)
  assert.equal(couldEver(signedIn, clerk), true)
  assert.equal(couldEver(anyone, null), true)
})

test('that a record might be one’s own puts no page into the menu', () =>
  assert.equal(couldEver(any(own('holder'), post('head').over('place')), clerk), false))

test('an address keeps lists as plain words and leaves out what is empty', () => {
  const text = searchToText({ state: ['reported', 'accepted'], late: false, page: undefined, search: '路灯 & 井盖' })
  assert.deepEqual(textToSearch(text), { state: 'reported,accepted', search: '路灯 & 井盖' })
  assert.equal(searchToText({ late: undefined }), '')
})

test('what is late never sounds later than it is', () => {
  assert.equal(span(-59 * 60_000), '59 分钟')
  assert.equal(span(47.9 * 3_600_000), '47 小时')
  assert.equal(span(71 * 3_600_000), '2 天')
})

test('a moment is said by the day in Beijing, wherever the clerk’s computer thinks it is', () => {
  const now = new Date('2026-11-23T16:30:00Z')
  assert.equal(dayOf(now), '2026-11-24')
  assert.equal(moment(new Date('2026-11-23T16:05:00Z'), now), '今天 00:05')
  assert.equal(moment(new Date('2026-11-23T15:59:00Z'), now), '昨天 23:59')
  assert.equal(moment(new Date('2025-12-31T15:59:00Z'), now), '2025-12-31')
})

test('a list that begins with some of its records can be asked for all of them', () => {
  assert.deepEqual(changed({ state: 'applied', page: '2' }, { state: undefined, page: undefined }), {})
  const all = changed({}, { state: undefined, place: '32' }, ['state'])
  assert.deepEqual(all, { state: '', place: '32' })
  assert.deepEqual(changed(textToSearch(searchToText(all)), { place: undefined }, ['state']), { state: '' })
})

test('a share of nothing is not nought', () => {
  assert.equal(percent(0, 0), '—')
  assert.equal(percent(1, 3), '33.3%')
  assert.equal(hours(null), '—')
  assert.equal(hours(72), '3 天')
})

test('what was sent later says when it was done and when it arrived', () => {
  const at = (day: number, time: string) => new Date(`2026-11-${day}T${time}:00+08:00`)
  assert.equal(sayMade(at(20, '09:02'), at(20, '10:40'), at(20, '11:00')), '当时今天 9:02 做的，10:40 送达')
  assert.equal(sayMade(at(20, '23:50'), at(21, '07:10'), at(21, '08:00')), '当时昨天 23:50 做的，今天 7:10 送达')
})
