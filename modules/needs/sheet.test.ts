/** One sheet for each household: on the portal, at the door, on paper typed by two; the later one counts, all are kept. */
import assert from 'node:assert/strict'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import type { Paper } from './sheet-contract.ts'
import { replaces, takes } from './rules.ts'
import {
  aSurvey,
  atDoor,
  begin,
  closed,
  days,
  does,
  draft,
  ended,
  here,
  key,
  one,
  rooms,
  test,
  wishCalled,
  wishes,
  wishFor,
  type Key,
} from './stories.ts'

const onPortal = (
  told: Told,
  survey: Key,
  door: string,
  more: object = {},
  who: string | null = '王婶',
  at = days(1),
) =>
  told.as(who)<Key & { counts: boolean }>(
    'needs.answer',
    { community: here, survey: survey.id, room: rooms[door], wishes: [wishFor('办老年食堂')], ...more },
    at,
  )
const sheetsOf = (told: Told, survey: Key, door: string) =>
  told.as('小沈')('needs.sheets', { community: here, survey: survey.id, room: rooms[door] }, days(2))
const paper = (told: Told, survey: Key, who: string, said: string, door = '103', at = days(1)) =>
  told.as(who)<Key & { state: string }>(
    'needs.enterPaper',
    { place: one, survey: survey.id, room: rooms[door], wishes: [wishFor(said)], choices: ['九点'] },
    at,
  )

test('a resident answers for the home they live in, and for no other', async told => {
  const open = await aSurvey(told)
  const [form] = await told.as('王婶')('needs.myForms', {}, begin)
  assert.deepEqual([form.id, form.room, form.answered, form.most], [open.id, rooms['101'], false, 3])
  assert.equal((await onPortal(told, open, '101')).counts, true)
  assert.equal((await told.as('王婶')('needs.myForms', {}, begin))[0].answered, true)
  assert.equal(await refused(onPortal(told, open, '102')), 'needs.notYourHome')
  assert.equal(await refused(onPortal(told, open, '101', {}, null)), 'common.signIn')
})

test('a worker asks at the doors of their own grid; the list holds doors and no names', async told => {
  const open = await aSurvey(told)
  await atDoor(told, open, '101', [wishFor('装路灯')])
  const there = { place: one, survey: open.id, room: rooms['201'], wishes: [wishFor('装路灯')] }
  assert.equal(await refused(told.as('小郑')('needs.answerAtDoor', there, days(1))), 'common.forbidden')
  const list = await told.as('小郑')('needs.doors', { community: here, survey: open.id }, days(1))
  assert.deepEqual([list.total, list.items[0].outcome, list.items[1].outcome], [5, 'answered', null])
  assert.ok(!/王|李|赵/.test(JSON.stringify(list)))
  const left = await told.as('小郑')('needs.doors', { community: here, survey: open.id, outcome: 'open' }, days(1))
  assert.equal(left.total, 4)
})

test('not at home and refusing are answers; they never take the place of what was said', async told => {
  const open = await aSurvey(told)
  await atDoor(told, open, '101', [], { outcome: 'nobody' }, days(0.5))
  assert.equal((await onPortal(told, open, '101')).counts, true)
  assert.equal((await atDoor(told, open, '101', [], { outcome: 'declined' }, days(2))).counts, false)
  const all = await sheetsOf(told, open, '101')
  assert.deepEqual(
    all.map((s: { way: string; counts: boolean }) => [s.way, s.counts]),
    [
      ['door', false],
      ['portal', true],
      ['door', false],
    ],
  )
})

test('a later answer of the household counts in place of the earlier, and its wishes with it', async told => {
  const open = await aSurvey(told)
  await onPortal(told, open, '101')
  await atDoor(told, open, '101', [wishFor('装路灯'), wishFor('修路')], {}, days(2))
  const all = await wishes(told, open)
  assert.deepEqual(all.map(w => [w.said, w.state]).toSorted(), [
    ['修路', 'heard'],
    ['办老年食堂', 'replaced'],
    ['装路灯', 'heard'],
  ])
  const mine = await told.as('王婶')('needs.mySheets', {}, days(3))
  assert.deepEqual([mine.items[0].counts, mine.items[0].wishes[0].state], [false, 'replaced'])
})

test('the rule of which counts, on both sides', () => {
  const [early, late] = [days(1), days(2)]
  const said = (outcome: 'answered' | 'nobody', at: Date) => ({ outcome, at })
  assert.ok(replaces(said('nobody', early), undefined))
  assert.ok(replaces(said('answered', early), said('nobody', late)))
  assert.ok(!replaces(said('nobody', late), said('answered', early)))
  assert.ok(replaces(said('answered', late), said('answered', early)))
  assert.ok(!replaces(said('answered', early), said('answered', late)))
})

test('the portal takes answers to the last day; a visit counts by its own day, paper while it is sorted', () => {
  assert.ok(takes('portal', 'open', '2026-12-10', '2026-12-10'))
  assert.ok(!takes('portal', 'open', '2026-12-10', '2026-12-11'))
  assert.ok(!takes('portal', 'closed', '2026-12-10', '2026-12-09'))
  assert.ok(takes('door', 'closed', '2026-12-10', '2026-12-10'))
  assert.ok(!takes('door', 'closed', '2026-12-10', '2026-12-11'))
  assert.ok(takes('paper', 'closed', '2026-12-10', '2026-12-20'))
  assert.ok(!takes('paper', 'sorted', '2026-12-10', '2026-12-10'))
})

test('an answer says something, and no more than three wishes, in choices that were given', async told => {
  const open = await aSurvey(told)
  const no = async (more: object) => refused(onPortal(told, open, '101', more))
  assert.equal(await no({ wishes: [] }), 'needs.emptySheet')
  assert.equal(await no({ choices: ['半夜'] }), 'needs.badChoice')
  assert.equal(await no({ choices: ['九点', '九点'] }), 'needs.badChoice')
  const four = ['修路', '装灯', '食堂', '花坛'].map(said => wishFor(said))
  assert.equal(await no({ wishes: four }), 'needs.tooManyWishes')
  assert.equal((await onPortal(told, open, '101', { wishes: four.slice(1), choices: ['九点'] })).counts, true)
})

test('before it opens and after its last day nothing is taken; a home that was not asked has no sheet', async told => {
  const early = await draft(told)
  assert.equal(await refused(onPortal(told, early, '101')), 'needs.notOpen')
  const open = await aSurvey(told)
  assert.equal(await refused(onPortal(told, open, '101', {}, '王婶', ended)), 'needs.notOpen')
  assert.equal(await refused(atDoor(told, open, '106', [wishFor('装路灯')])), 'needs.notAsked')
})

test('what was sorted is not changed behind the back of whoever sorted it', async told => {
  const survey = await closed(told)
  const lamp = await wishCalled(told, survey, '村口装路灯')
  await does(told, '小沈', lamp)('nominateWish', { title: '村口装路灯' }, days(3))
  await does(told, '小沈', survey)('resumeSurvey', { until: '2026-12-20' }, days(3))
  assert.equal(await refused(onPortal(told, survey, '101', {}, '王婶', days(4))), 'needs.alreadySorted')
  assert.equal((await onPortal(told, survey, '102', {}, '李叔', days(4))).counts, true)
})

test('paper is typed by two; the same twice counts, and the same hand twice does not', async told => {
  const open = await aSurvey(told)
  const first = await paper(told, open, '小沈', '装路灯')
  assert.equal(first.state, 'once')
  assert.equal(await refused(paper(told, open, '小沈', '装路灯')), 'needs.sameHand')
  const blind = await told.as('小郑')<Paper>('needs.paper', key(first), days(1))
  assert.deepEqual(blind.typed, [])
  assert.equal((await paper(told, open, '小郑', '装路灯')).state, 'counted')
  assert.deepEqual(
    (await wishes(told, open)).map(w => w.said),
    ['装路灯'],
  )
})

test('what differs is named, and settled by a third who looks at the paper', async told => {
  const open = await aSurvey(told)
  await paper(told, open, '小沈', '装路灯')
  const second = await paper(told, open, '小郑', '装路障')
  assert.equal(second.state, 'differing')
  const shown = await told.as('小陆')<Paper>('needs.paper', key(second), days(1))
  assert.deepEqual(shown.differs, ['第 1 条意愿'])
  assert.equal(shown.typed.length, 2)
  assert.equal(await refused(paper(told, open, '小陆', '装路灯')), 'needs.paperTaken')
  for (const who of ['小沈', '小郑'])
    assert.equal(await refused(does(told, who, second)('settlePaper', { right: '1' })), 'needs.thirdHand', who)
  assert.equal((await does(told, '小陆', second)<Paper>('settlePaper', { right: '1' }, days(1))).state, 'counted')
  assert.deepEqual(
    (await wishes(told, open)).map(w => w.said),
    ['装路灯'],
  )
})

test('a paper that was typed once only holds the sorting up', async told => {
  const survey = await closed(told)
  for (const w of await wishes(told, survey))
    await does(told, '小沈', w)('rejectWish', { title: '不列入', clause: 'unclear', reason: '问过说不清' }, days(3))
  await paper(told, survey, '小沈', '装路灯', '105', days(3))
  const no = await problemOf(does(told, '小沈', survey)('finishSorting', {}, days(3)))
  assert.match(String(no.detail), /纸表/)
})
