/** Who is looked at is drawn, not chosen; what is seen is answered in time. */
import assert from 'node:assert/strict'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import { digestOf, sealOf, seedOf } from './sample.ts'
import { days, here, key, read, run, test, upTo, type Key, type Name } from './stories.ts'
import type { Draw, Visit } from './visit-contract.ts'

const planned = async (told: Told) =>
  key(await run<Key>(told, '监督员', 'planDraw', { place: here, title: '六月抽查' }, days(11)))
const say = (told: Told, who: Name, move: string, d: Key, number: number) =>
  run<Draw>(told, who, move, { ...d, number }, days(11))
const visits = (told: Told, at = days(12)) =>
  run<{ items: (Visit & Key)[] }>(told, '监督员', 'visits', { place: here }, at)

test('the list is frozen, the first number sealed until the second is there, and anybody can draw again', async told => {
  const first = await upTo(told, 'underWay')
  await upTo(told, 'underWay', { rank: 2, title: '铺人行道' })
  const d = await planned(told)
  const late = await upTo(told, 'underWay', { rank: 3, title: '后来的项目' })
  const sealed = await say(told, '监督员', 'sealNumber', d, 4711)
  assert.deepEqual([sealed.first, sealed.salt, sealed.seal?.length], [null, null, 64])
  const shown = await run<{ items: Draw[] }>(told, '王婶', 'publicDraws', { place: here })
  assert.ok(!JSON.stringify(shown).includes('4711'))
  const drawn = await say(told, '召集人', 'openNumber', d, 815)
  assert.equal(drawn.seal, sealOf(d.id, drawn.first!, drawn.salt!))
  const seed = seedOf(d.id, drawn.day, 4711, 815)
  assert.equal(drawn.seed, seed)
  assert.ok(!drawn.list.some(l => l.project === late.id))
  const least = drawn.list.toSorted((a, b) => (digestOf(seed, a.project) < digestOf(seed, b.project) ? -1 : 1))[0]!
  assert.deepEqual(
    drawn.list.filter(l => l.drawn).map(l => l.project),
    [least.project],
  )
  assert.deepEqual(
    (await visits(told)).items.map(v => v.project),
    [least.project],
  )
  assert.ok(drawn.list.some(l => l.project === first.id))
})

test('one person does not say both numbers, nor whoever builds', async told => {
  await upTo(told, 'underWay')
  const d = await planned(told)
  for (const who of ['书记', '小沈', '会计', '王婶'] as const)
    assert.equal(await refused(say(told, who, 'sealNumber', d, 1)), 'common.forbidden')
  await say(told, '监督员', 'sealNumber', d, 1)
  const same = await problemOf(say(told, '监督员', 'openNumber', d, 2))
  assert.equal(same.detail, '两个数要由两个人报，请换一个人报第二个数')
  await say(told, '老方', 'openNumber', d, 2)
  assert.equal(await refused(say(told, '召集人', 'openNumber', d, 3)), 'common.wrongState')
})

test('with nothing under way there is nothing to draw', async told =>
  assert.equal(await refused(planned(told)), 'works.nothingToSample'))

test('a fault is asked about and answered by whoever manages; the supervisor has the last word', async told => {
  const p = await upTo(told, 'underWay')
  const v = key(await run<Key>(told, '监督员', 'planVisit', { place: here, project: p.id }, days(11)))
  const go = (who: Name, move: string, more: object, at = days(12)) =>
    run<Visit>(told, who, move, { ...v, ...more }, at)
  const found = await go('监督员', 'findFault', { findings: '两根灯杆歪了', question: '谁验的基础' })
  assert.deepEqual([found.state, found.visitedName], ['questioned', '监督员'])
  assert.equal((await visits(told, days(18))).items[0]!.late, false)
  assert.equal((await visits(told, days(20))).items[0]!.late, true)
  assert.equal(await refused(go('监督员', 'answerVisit', { text: '自己答' })), 'common.forbidden')
  await go('小沈', 'answerVisit', { text: '已通知返工' })
  await go('监督员', 'askVisitAgain', { question: '哪天返完' })
  await go('小沈', 'answerVisit', { text: '已扶正，附照片' })
  const ended = await go('老方', 'acceptAnswer', { text: '看过，可以' })
  assert.deepEqual([ended.state, ended.ended], ['ended', '看过，可以'])
  const seen = await run<{ visits: { findings: string; answer: string | null }[] }>(told, '王婶', 'publicProject', p)
  assert.equal(seen.visits[0]!.findings, '两根灯杆歪了')
})

test('whoever manages a project does not visit it as supervisor, and whoever has visited it does not manage it', async told => {
  const p = await upTo(told, 'underWay')
  const v = key(await run<Key>(told, '监督员', 'planVisit', { place: here, project: p.id }, days(11)))
  await run(told, '一人多岗', 'reportSite', { ...p, text: '看着做的' })
  const look = { ...v, findings: '都好' }
  assert.equal(
    (await problemOf(run(told, '一人多岗', 'findNothing', look))).detail,
    '您管过这个项目，不能监督它，请换监督员',
  )
  await run(told, '老方', 'findNothing', look)
  assert.ok((await read(told, p)).offers.length > 0)
})
