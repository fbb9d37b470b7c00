/** Two at once: the household's two sheets meet at its door, two hands at one paper, two mergings at one wish. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused, type Told } from '../../kernel/testing.ts'
import {
  aSurvey,
  atDoor,
  closed,
  days,
  does,
  here,
  meeting,
  one,
  open,
  rooms,
  wishCalled,
  wishFor,
  wishes,
  type Key,
} from './stories.ts'

const onPortal = (told: Told, survey: Key) =>
  told.as('王婶')<{ counts: boolean }>(
    'needs.answer',
    { community: here, survey: survey.id, room: rooms['101'], wishes: [wishFor('办老年食堂')] },
    days(1),
  )

test('of two sheets of one household at once the second waits, and takes the place of the first', async () => {
  const survey = await aSurvey(open())
  const second = await meeting(
    told => atDoor(told, survey, '101', [wishFor('装路灯')]),
    told => onPortal(told, survey),
  )
  assert.equal(second.counts, true)
  const all = await wishes(open(), survey)
  assert.deepEqual(all.map(w => [w.said, w.state]).toSorted(), [
    ['办老年食堂', 'heard'],
    ['装路灯', 'replaced'],
  ])
})

test('a sheet that meets the closing waits for it, and comes too late', async () => {
  const survey = await aSurvey(open())
  const late = await meeting(
    told => does(told, '小沈', survey)('closeSurvey', {}, days(15)),
    told => refused(onPortal(told, survey)),
  )
  assert.equal(late, 'needs.notOpen')
})

test('two hands that type one paper at once are its first and its second', async () => {
  const survey = await aSurvey(open())
  const type = (who: string) => (told: Told) =>
    told.as(who)<{ state: string }>(
      'needs.enterPaper',
      { place: one, survey: survey.id, room: rooms['103'], wishes: [wishFor('装路灯')] },
      days(1),
    )
  assert.equal((await meeting(type('小沈'), type('小郑'))).state, 'counted')
})

test('a wish that was merged meanwhile takes no other into it', async () => {
  const survey = await closed(open())
  const [a, b, c] = [
    await wishCalled(open(), survey, '村口装路灯'),
    await wishCalled(open(), survey, '要装几盏'),
    await wishCalled(open(), survey, '安装路灯'),
  ]
  const merge = (told: Told, w: Key, lead: Key) => does(told, '小沈', w)('mergeWish', { lead: lead.id }, days(3))
  const no = await meeting(
    told => merge(told, b, a),
    told => refused(merge(told, c, b)),
  )
  assert.equal(no, 'needs.noSuchWish')
})
