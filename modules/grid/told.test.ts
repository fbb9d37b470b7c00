/** Whoever left a phone hears how it goes with their matter, in one short text, by day. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import { sql } from 'kysely'
import { segments, textOf } from '../../kernel/message-templates.ts'
import { CONTENT } from '../../kernel/messages.ts'
import type { Told } from '../../kernel/testing.ts'
import { numberOf, shortLink } from './short.ts'
import { actors, begin, key, lamp, report, test, upTo } from './stories.ts'

const night = new Date('2026-11-20T15:30:00Z')
const morning = new Date('2026-11-21T00:00:00Z')

/** What left for outside, with its text. */
async function sent({ db, house }: Told) {
  const rows = await db.selectFrom('kernel.outgoing').selectAll().orderBy('template').execute()
  const filled = (content: string) => JSON.parse(house.sealer.open(content, CONTENT)) as Record<string, string>
  return rows.map(r => ({
    ...r,
    text: textOf(r.template, filled(r.content!), { origin: 'https://linli.example.cn', sign: '邻理' }),
  }))
}

test('acceptance and closing reach the phone that was left: the number, a short address, and not a word of the matter', async told => {
  const matter = await upTo(told, 'closed')
  const { number } = await told.db
    .selectFrom('grid.matter')
    .select('number')
    .where('id', '=', matter.id)
    .executeTakeFirstOrThrow()
  const texts = await sent(told)
  assert.deepEqual(
    texts.map(m => m.template),
    ['accepted', 'closed'],
  )
  for (const { text, place } of texts) {
    assert.ok(text.includes(number) && text.endsWith(shortLink(number)) && segments(text) === 1, text)
    assert.ok(!text.includes('灯') && !text.includes('王'), text)
    assert.equal(place, matter.community)
  }
})

test('a matter that is not taken in is told with the way to its reason', async told => {
  const matter = key(await report(told, {}, null))
  await told.as('小沈')('grid.reject', { ...matter, reason: '不属于本系统受理范围' }, begin)
  const [text] = await sent(told)
  assert.equal(text!.template, 'returned')
  assert.ok(!text!.text.includes('不属于'))
})

for (const [kind, urgency, next] of [
  ['an ordinary matter waits for the morning', 'ordinary', morning],
  ['an emergency does not wait', 'emergency', night],
] as const)
  test(`at night ${kind}`, async told => {
    const { code: category } = await told.db
      .selectFrom('grid.category')
      .select('code')
      .where('urgency', '=', urgency)
      .orderBy(sql`length(code)`, 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    const matter = key(await report(told, { category }, null, night))
    await told.as('小沈')('grid.accept', matter, night)
    assert.deepEqual(
      (await sent(told)).map(m => m.nextAt),
      [next],
    )
  })

test('without a phone nothing leaves the house, and the matter goes on', async told => {
  const matter = key(await told.as('小沈')('grid.register', { ...lamp, phone: undefined, source: 'patrol' }, begin))
  await told.as('小沈')('grid.accept', matter, begin)
  assert.deepEqual(await sent(told), [])
})

test('an urging reaches the phone of whoever has the matter in hand', async told => {
  const matter = await upTo(told, 'handling')
  const phone = told.house.sealer.seal('13900000001', 'identity.account.phone')
  await told.db.updateTable('identity.account').set({ phone }).where('id', '=', actors['小郑']!.id).execute()
  await told.as('王婶')('grid.urge', matter, begin)
  assert.deepEqual(
    (await sent(told)).map(m => m.template),
    ['accepted', 'urge'],
  )
})

plain('a short address is the number itself, and nothing else is one', () => {
  for (const number of ['261120123456', '000000000000', '999999999999', '261120000007'])
    assert.equal(numberOf(shortLink(number).slice('/s/'.length)), number)
  assert.ok(shortLink('999999999999').length <= 11)
  assert.equal(shortLink('12345-2020-77'), '/follow')
  for (const bad of ['', 'zzzzzzzz', '../signin', 'A1', '123456789']) assert.equal(numberOf(bad), null)
})
