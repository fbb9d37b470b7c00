/** Stories of care tags and contacts: on whose word, for how long, who sees them; and what this system will never hold. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { test as unit } from 'node:test'
import { refused, type Told } from '../../kernel/testing.ts'
import { careKinds } from './care.ts'
import { people } from './contract.ts'
import { purposes } from './purposes.ts'
import type { Resident, Tag } from './shapes.ts'
import { here, keyOf, now, register, room, stranger, test } from './stories.ts'
import * as words from './words.ts'

const until = '2026-12-01'
const given = { kind: 'aloneElder', basis: 'consent', said: '本人说', until }
const tag = ({ as }: Told, r: Resident, more: object = {}, at = now, who = '小沈') =>
  as(who)<Resident>('people.tag', { ...keyOf(r), ...given, ...more }, at)
const tags = async ({ as }: Told, asked: object = {}, who = '小沈', at = now) =>
  (await as(who)<{ items: Tag[] }>('people.tags', asked, at)).items
const day = (text: string) => new Date(`${text}T01:00:00Z`)

test('a tag says what for, on whose word and until when; after that day it is gone by itself', async told => {
  const r = await register(told, { room: await room(told) })
  await tag(told, r)
  const [one] = await tags(told, { community: here, room: await room(told) })
  assert.deepEqual(
    [one!.purpose, one!.basis, one!.said, one!.soon],
    ['定期探望，紧急时有人联系', 'consent', '本人说', false],
  )
  assert.equal((await tags(told, { soon: true }, '小沈', day('2026-11-01')))[0]?.soon, true)
  assert.equal((await tags(told, {}, '小沈', day('2026-12-01'))).length, 1)
  assert.equal((await tags(told, {}, '小沈', day('2026-12-02'))).length, 0)
})

test('a tag is held no longer than its kind allows, and once at a time', async told => {
  const r = await register(told)
  assert.equal(await refused(tag(told, r, { kind: 'hardship', until: '2026-11-29' })), 'people.tagTooLong')
  await tag(told, r, { kind: 'hardship', until: '2026-11-28' })
  assert.equal(await refused(tag(told, r, { kind: 'hardship' })), 'people.tagTooLong')
  assert.equal(await refused(tag(told, r, { kind: 'hardship', until: '2026-11-01' })), 'people.alreadyTagged')
  assert.equal(await refused(tag(told, r, { until: '2026-06-01' })), 'people.tagTooLong')
  await tag(told, r, { kind: 'hardship', until: '2027-01-01' }, day('2026-11-29'))
})

test('a child of thirteen cannot agree alone; at fourteen it can, also who was born on 29 February', async told => {
  const r = await register(told, { ...stranger, name: '小闰', birth: '2012-02-29' })
  const newcomer = { kind: 'newcomer', until: '2026-06-10' }
  assert.equal(await refused(tag(told, r, newcomer, day('2026-02-28'))), 'people.guardianFirst')
  await tag(told, r, { ...newcomer, basis: 'guardian', said: '母亲李梅' }, day('2026-02-28'))
  await tag(told, r, { ...newcomer, kind: 'language' }, day('2026-03-01'))
})

test('the person takes the word back and the tag is gone at once; the history says so', async told => {
  const r = await register(told)
  await tag(told, r)
  const [one] = await tags(told)
  const untag = (who: string) =>
    told.as(who)<Resident>('people.untag', { ...keyOf(r), tag: one!.id, reason: '不需要了' }, day('2026-06-02'))
  assert.equal(await refused(untag('邻居乙')), 'common.forbidden')
  await untag('王秀英')
  assert.deepEqual(await tags(told), [])
  assert.equal(await refused(untag('王秀英')), 'people.noSuchTag')
  const { changes } = await told.as('小沈')('people.history', keyOf(r), now)
  assert.deepEqual(
    changes.map((c: { what: string }) => c.what),
    ['取消关爱标签', '加关爱标签'],
  )
})

test('tags are for those who help: not the doctor, not next door, not the person’s neighbours', async told => {
  const r = await register(told)
  await tag(told, r)
  const seen = async (who: string | null) => (await told.as(who)('people.tags', {}, now)).total
  assert.deepEqual(
    await Promise.all(['小沈', '郑晓东', '陈静', '邻居乙', '王秀英', null].map(seen)),
    [1, 1, 0, 0, 0, 0],
  )
  assert.equal(await refused(tag(told, r, { kind: 'newcomer', until: '2026-07-01' }, now, '陈静')), 'common.forbidden')
  assert.doesNotMatch(JSON.stringify(await told.as('陈静')('people.person', keyOf(r), now)), /aloneElder|独居/)
})

test('a contact is sealed, masked everywhere, shown whole once for a reason, and ended', async told => {
  const r = await register(told)
  const contact = { kind: 'emergency', number: '137 1111 2222', name: '李明', relation: '儿子', source: '本人' }
  const card = await told.as('王秀英')<Resident>('people.addContact', { ...keyOf(r), ...contact }, now)
  assert.deepEqual(
    card.contacts.map(c => [c.name, c.relation, c.numberMasked]),
    [['李明', '儿子', '137****2222']],
  )
  const [one] = card.contacts
  const shown = { ...keyOf(r), field: 'contact', contact: one!.id, reason: '联系不上本人' }
  assert.equal((await told.as('郑晓东')<Resident>('people.reveal', shown, now)).revealed, '13711112222')
  assert.equal(await refused(told.as('邻居乙')('people.reveal', shown, now)), 'common.forbidden')
  for (const table of ['contact', 'change', 'fact'])
    assert.doesNotMatch(
      JSON.stringify((await sql`select * from ${sql.table(`people.${table}`)}`.execute(told.db)).rows),
      /13711112222/,
    )
  assert.doesNotMatch(
    JSON.stringify(await told.db.selectFrom('kernel.trail').selectAll().execute()),
    /1371111|137 1111/,
  )
  await told.as('小沈')('people.endContact', { ...keyOf(r), contact: one!.id }, now)
  assert.equal(await refused(told.as('郑晓东')('people.reveal', shown, now)), 'people.noSuchContact')
  const landline = (number: string) =>
    told.as('小沈')<Resident>('people.addContact', { ...keyOf(r), kind: 'landline', number, source: '本人' }, now)
  assert.equal((await landline('0512-58671234')).contacts.at(-1)?.numberMasked, '051****1234')
  assert.equal(await refused(landline('123')), 'people.badPhone')
})

// ── What is never held ──────────────────────────────────────────────────────

const forbidden =
  /避孕|节育|孕检|孕情|孕环|流产|月经|婚育|宗教|信仰|维稳|稳控|风险等级|重点人员|特殊人群|上访|前科|信用分|积分|评分|contracept|pregnan|abortion|religio|faith|stability|risk|score|grade/i

unit('nothing a form asks, a list shows or a table stores is of the kind that MG-11 forbids', async () => {
  const { readFileSync, globSync } = await import('node:fs')
  const { join } = await import('node:path')
  const sqls = globSync('migrations/*.sql', { cwd: import.meta.dirname }).map(f =>
    readFileSync(join(import.meta.dirname, f), 'utf8'),
  )
  const { z } = await import('zod')
  const shapes = Object.values(people.ops).flatMap(op =>
    [op.input, op.output].map(s => JSON.stringify(z.toJSONSchema(s as never, { unrepresentable: 'any' }))),
  )
  const all = [...shapes, JSON.stringify([careKinds, purposes, words]), ...sqls].join('\n')
  assert.equal(forbidden.exec(all)?.[0], undefined)
  assert.match('避孕措施', forbidden)
})
