/** Every wish goes somewhere: merged and counted by households, declined by a clause, passed on, or on the list; and back again. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import fc from 'fast-check'
import { refused } from '../../kernel/testing.ts'
import { likeness, pairsOf, threes } from './alike.ts'
import { bans, inForce } from './negative-rules.ts'
import { aSurvey, atDoor, closed, days, does, here, key, sorted, test, wishCalled, wishes, wishFor } from './stories.ts'
import { ends } from './wish-rules.ts'
import type { Wish } from './wish-contract.ts'

test('alike ones are shown with the reason; merged, they count by households, and undone, all is as before', async told => {
  const survey = await closed(told)
  const lead = await wishCalled(told, survey, '村口装路灯')
  const card = await told.as('小沈')<Wish>('needs.wish', key(lead), days(3))
  assert.ok(card.alike.some(a => a.said === '村口要装几盏路灯' && a.why[0]!.startsWith('用词相近')))
  const pairs = await told.as('小沈')('needs.pairs', { community: here, survey: survey.id }, days(3))
  assert.ok(pairs.total >= 1)
  const before = await wishes(told, survey)
  const other = await wishCalled(told, survey, '要装几盏路灯')
  await does(told, '小沈', other)('mergeWish', { lead: lead.id }, days(3))
  assert.equal((await wishCalled(told, survey, '村口装路灯')).households, 2)
  await does(told, '小沈', other)('unmergeWish', {}, days(3))
  assert.deepEqual(await wishes(told, survey), before)
})

test('two wishes of one household are one household; nothing is merged into itself, nor into what is merged', async told => {
  const open = await aSurvey(told)
  await atDoor(told, open, '101', [wishFor('村口装路灯'), wishFor('村口路灯装亮些')])
  await atDoor(told, open, '102', [wishFor('村口路灯')])
  const early = await wishCalled(told, open, '装亮')
  assert.equal(await refused(does(told, '小沈', early)('mergeWish', { lead: early.id })), 'common.notYet')
  const survey = await does(told, '小沈', open)('closeSurvey', {}, days(15))
  const [one, two, three] = [
    await wishCalled(told, survey, '村口装路灯'),
    await wishCalled(told, survey, '装亮'),
    (await wishes(told, survey)).find(w => w.said === '村口路灯')!,
  ]
  const merge = (w: Wish, lead: Wish) => does(told, '小沈', w)<Wish>('mergeWish', { lead: lead.id }, days(15))
  assert.equal(await refused(merge(one, one)), 'needs.noSuchWish')
  await merge(two, one)
  assert.equal(await refused(merge(three, two)), 'needs.noSuchWish')
  assert.equal(await refused(merge(one, three)), 'common.notYet')
  assert.equal((await wishCalled(told, survey, '村口装路灯')).households, 1)
})

test('a wish is declined by a clause that is in force, with a sentence for whoever wished it', async told => {
  const survey = await closed(told)
  const card = await wishCalled(told, survey, '购物卡')
  const no = does(told, '小沈', card)
  assert.equal(await refused(no('rejectWish', { title: '发购物卡', clause: 'cash' })), 'common.invalid')
  assert.equal(await refused(no('rejectWish', { title: '发购物卡', reason: '不发钱发物' })), 'common.invalid')
  const said = { title: '发购物卡', clause: 'cash', reason: '不发钱发物' }
  assert.equal(await refused(no('rejectWish', said, new Date('2017-12-31T00:00:00Z'))), 'needs.notInForce')
  assert.equal((await no<Wish>('rejectWish', said, days(3))).state, 'rejected')
  const again = await no<Wish>('takeBackWish', {}, days(3))
  assert.deepEqual([again.state, again.clause, again.reason], ['heard', null, null])
})

test('a clause of the negative list counts from its first day to its last', () => {
  const ban = { label: '试', says: '试', source: 'CF-08', from: '2020-01-01', until: '2020-12-31' }
  const on = (day: string) => inForce(ban, day)
  assert.deepEqual([on('2019-12-31'), on('2020-01-01'), on('2020-12-31'), on('2021-01-01')], [false, true, true, false])
  assert.ok(Object.values(bans).every(b => b.says.length > 4 && b.source.length > 4))
})

test('what is the government’s becomes a matter of the grid with a number, or a letter with one', async told => {
  const survey = await closed(told)
  const road = await wishCalled(told, survey, '红绿灯')
  const pass = does(told, '小沈', road)
  assert.equal(await refused(pass('passWish', { title: '装红绿灯', to: '交警大队' }, days(3))), 'needs.needsCategory')
  const sent = await pass<Wish>('passWish', { title: '装红绿灯', category: '0101' }, days(3))
  assert.deepEqual([sent.state, sent.passedTo], ['passed', '网格事项'])
  const { items } = await told.as('小沈')('grid.matters', { search: sent.number }, days(3))
  assert.deepEqual(
    items.map((m: { title: string }) => m.title),
    ['装红绿灯'],
  )
})

test('who sorts works in the office; leaders hand over, and a merged wish tells its household what became of the other', async told => {
  const survey = await closed(told)
  const lamp = await wishCalled(told, survey, '村口装路灯')
  for (const who of ['小郑', '老周', '监督员', '王婶', '邻村书记'])
    assert.equal(
      await refused(does(told, who, lamp)('nominateWish', { title: '村口装路灯' }, days(3))),
      'common.forbidden',
      who,
    )
  await does(told, '老周', await sorted(told, survey))('handOver', {}, days(4))
  assert.equal(await refused(does(told, '小沈', lamp)('takeBackWish', {}, days(5))), 'common.wrongState')
})

test('every wish of a survey that was handed over is in exactly one end', async told => {
  const survey = await sorted(told, await closed(told))
  await does(told, '老周', survey)('handOver', {}, days(4))
  const all = await wishes(told, survey)
  assert.equal(all.length, 8)
  assert.deepEqual(
    all.filter(w => !ends.includes(w.state as (typeof ends)[number])),
    [],
  )
  const { items } = await told.as('小沈')('needs.wishes', { survey: survey.id, state: ['merged'], size: 50 }, days(5))
  assert.equal(items.length, 3)
})

const worded = (id: string, said: string) => ({ id, said, kind: 'works' as const })

plain('likeness is the same both ways, whole for the same words, and nothing without a shared word', () => {
  const text = fc
    .array(fc.constantFrom(...'村口装路灯修桥办食堂'), { minLength: 2, maxLength: 10 })
    .map(c => c.join(''))
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [one, two] = [worded('a', a), worded('b', b)]
      assert.deepEqual(likeness(one, two), likeness(two, one))
      assert.equal(likeness(one, one).score, 100)
      const { score } = likeness(one, two)
      assert.ok(score >= 0 && score <= 100)
      assert.equal(score === 0, threes(a).isDisjointFrom(threes(b)))
    }),
  )
})

plain('the quick way finds the pairs that comparing each with each would find', () => {
  const text = fc.array(fc.constantFrom(...'村口装路灯修'), { minLength: 2, maxLength: 6 }).map(c => c.join(''))
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), texts => {
      const all = texts.map((said, i) => worded(String(i), said))
      const slow = all.flatMap((a, i) =>
        all
          .slice(i + 1)
          .filter(b => likeness(a, b).score >= 40)
          .map(b => a.id + b.id),
      )
      assert.deepEqual(
        pairsOf(all, 40)
          .map(p => p.a.id + p.b.id)
          .toSorted(),
        slow.toSorted(),
      )
    }),
  )
})
