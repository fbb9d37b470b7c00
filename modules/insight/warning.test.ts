/** Warnings: replayed without being raised, raised once, answered by whoever is asked, judged by another, taken upwards when late. */
import assert from 'node:assert/strict'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import type { Warning } from './contract.ts'
import { aShop, byClock, here, key, on, run, test, type Key } from './stories.ts'
import { watch } from './watch.ts'

const warningsOf = (told: Told, more: object = {}, who = '监督员', at?: Date) =>
  run<{ items: Warning[]; total: number }>(told, who, 'warnings', { size: 50, ...more }, at)
const watched = (told: Told, code: string) => run(told, '监督员', 'watchFor', { place: here, code })
/** One warning that stands: rent below value. */
async function raised(told: Told): Promise<Key> {
  await aShop(told)
  await watched(told, 'C05')
  assert.deepEqual(await byClock(told, 'scan', { place: here, day: '2026-11-20' }), { raised: 1 })
  return key((await warningsOf(told)).items[0]!)
}

test('a replay shows what would have been asked and on which day, and raises nothing', async told => {
  await aShop(told)
  type Seen = {
    items: { code: string; day: string; level: string }[]
    total: number
    counts: { code: string; n: number }[]
  }
  const span = { place: here, from: '2026-01-01', to: '2026-12-31' }
  const seen = await run<Seen>(told, '监督员', 'replay', { ...span, codes: ['C05', 'C01'] })
  assert.deepEqual(
    seen.items.map(i => [i.code, i.day, i.level]),
    [
      ['C05', '2026-01-15', 'orange'],
      ['C01', '2026-10-02', 'blue'],
      ['C01', '2026-11-01', 'yellow'],
      ['C01', '2026-12-01', 'red'],
    ],
  )
  assert.equal((await warningsOf(told)).total, 0)
  assert.equal(await refused(run(told, '监督员', 'replay', { ...span, to: '2029-12-31' })), 'insight.tooLong')
  assert.equal((await run<Seen>(told, '邻居监督员', 'replay', span)).total, 0)
})

test('a rule asks only where it was switched on, and the same thing once', async told => {
  await aShop(told)
  const scan = (day = '2026-11-20') => byClock<{ raised: number }>(told, 'scan', { place: here, day })
  assert.deepEqual(await scan(), { raised: 0 })
  const rule = key(await watched(told, 'C05'))
  assert.equal(await refused(watched(told, 'C05')), 'insight.watchedAlready')
  assert.deepEqual([await scan(), await scan()], [{ raised: 1 }, { raised: 0 }])
  await run(told, '街道主任', 'switchOff', rule)
  assert.deepEqual(await scan('2026-11-21'), { raised: 0 })
  assert.equal(await refused(run(told, '王婶', 'switchOn', rule)), 'common.forbidden')
  await run(told, '街道主任', 'switchOn', rule)
})

test('who is asked answers; who answered does not judge; another accepts or asks again', async told => {
  const w = await raised(told)
  const text = '按决议减租，商户受施工影响'
  assert.match(String((await problemOf(run(told, '会计', 'answerWarning', { ...w, text }))).detail), /不是您的岗位/)
  assert.equal(await refused(run(told, '监督员', 'answerWarning', { ...w, text })), 'common.forbidden')
  await run(told, '一人多岗', 'answerWarning', { ...w, text })
  assert.match(String((await problemOf(run(told, '一人多岗', 'acceptWarning', { ...w, text }))).detail), /请换个人/)
  await run(told, '监督员', 'askAgain', { ...w, text: '请附决议' })
  assert.equal(await refused(run(told, '监督员', 'acceptWarning', { ...w, text })), 'common.wrongState')
  await run(told, '书记', 'answerWarning', { ...w, text })
  await run(told, '监督员', 'acceptWarning', { ...w, text: '情况属实' })
  const known = await run<Warning>(told, '会计', 'warning', w)
  assert.deepEqual([known.state, known.answeredName, known.verdictName], ['accepted', '书记', '监督员'])
})

test('what nobody answers in time goes to the street by the clock, not a day before, and the street settles it', async told => {
  const w = await raised(told)
  const due = (await run<Warning>(told, '监督员', 'warning', w)).due!
  assert.equal((await watch(told.house, new Date(due.getTime() - 1_000))).escalated, 0)
  const after = new Date(due.getTime() + 1_000)
  assert.equal((await warningsOf(told, { late: true }, '监督员', after)).total, 1)
  assert.equal((await watch(told.house, after)).escalated, 1)
  assert.equal((await watch(told.house, after)).escalated, 0)
  assert.equal(await refused(run(told, '监督员', 'settleWarning', { ...w, text: '算了' })), 'common.forbidden')
  await run(told, '街道主任', 'settleWarning', { ...w, text: '已约谈，重新评估' })
  assert.equal((await run<Warning>(told, '街道主任', 'warning', w)).state, 'accepted')
})

test('the street sees the warnings of all its villages; neighbours and residents see none', async told => {
  const w = await raised(told)
  const seen = async (who: string) => (await warningsOf(told, {}, who)).total
  assert.deepEqual([await seen('街道主任'), await seen('邻居监督员'), await seen('王婶')], [1, 0, 0])
  assert.equal(await refused(run(told, '邻居监督员', 'warning', w)), 'common.notFound')
  assert.equal(await refused(run(told, '书记', 'scan', { place: here, day: '2026-11-20' })), 'common.forbidden')
})

test('C02 and C03: expired and still there, and rent that is not paid, are found in the real books', async told => {
  const { lease } = await aShop(told, { rent: '3000', until: '2026-11-19' })
  await run(told, '会计', 'assets.chargeRent', lease)
  for (const code of ['C02', 'C03', 'C05']) await watched(told, code)
  await watch(told.house, on('2026-11-20'))
  const { items } = await warningsOf(told)
  for (const one of items)
    assert.equal((await run<Warning>(told, '会计', 'warning', key(one))).about, `/assets/lease/${here}/${lease.id}`)
  assert.deepEqual(items.map(i => [i.code, i.level]).toSorted(), [
    ['C02', 'red'],
    ['C03', 'red'],
  ])
})
