/** A topic from a wish to the agenda: who may propose, how many names, who refuses with which reason, and what everyone sees. */
import assert from 'node:assert/strict'
import { loadCategories } from '../grid/category.ts'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import { isEnough, needed, sayMotion } from './motion-rules.ts'
import { stepRefusal } from './steps.ts'
import type { PublicTopic, Topic } from './topic-contract.ts'
import { aCouncil, actors, aMeeting, aTopic, begin, days, does, form, here, key, test, where } from './stories.ts'

type Key = { community: string; id: string; number: string }
const wish = { place: here, title: '村口装路灯', said: '晚上看不见路' }
const propose = (told: Told, who: string | null = '王婶', more: object = {}) =>
  told.as(who)<Key>('council.propose', { ...wish, ...more }, begin)
const read = (told: Told, of: Key, who: string | null = null) =>
  told.as(who)<PublicTopic>('council.publicTopic', key(of), begin)

test('anyone proposes without signing in; its words are nobody’s before it was looked at, and its name never', async told => {
  const begun = await propose(told, null, { name: '王秀兰' })
  assert.match(begun.number, /^议261126-\d{4}$/)
  const before = await read(told, begun)
  assert.deepEqual([before.state, before.title, before.said], ['collected', null, null])
  const staff = await told.as('小沈')<Topic>('council.topic', key(begun), begin)
  assert.deepEqual([staff.title, staff.proposer], ['村口装路灯', '王*兰'])
  const council = await aCouncil(told)
  await does(told, '书记', begun)('admitTopic', { body: council.id, matter: 'works' })
  const after = await read(told, begun)
  assert.deepEqual([after.state, after.title], ['admitted', '村口装路灯'])
  assert.ok(!JSON.stringify(after).includes('王'))
})

test('whoever proposed it signed in sees where it stands, is told, and may take it back; nobody else', async told => {
  const begun = await propose(told)
  assert.equal((await told.as('王婶')('council.myTopics', {}, begin)).items[0].title, '村口装路灯')
  assert.equal((await told.as('李叔')('council.myTopics', {}, begin)).total, 0)
  assert.equal(await refused(does(told, '李叔', begun)('withdrawTopic')), 'common.forbidden')
  const refusedOne = await does(told, '书记', begun)<Topic>('refuseTopic', { reason: '已列入镇里的计划' })
  assert.deepEqual([refusedOne.state, refusedOne.reason], ['refused', '已列入镇里的计划'])
  const { title } = await told.db
    .selectFrom('kernel.message')
    .select('title')
    .where('to', '=', actors['王婶']!.id)
    .executeTakeFirstOrThrow()
  assert.equal(title, '您提的议题没有立题')
  assert.equal(await refused(does(told, '王婶', begun)('withdrawTopic')), 'common.wrongState')
})

test('CD-07: the party organisation looks at it first; a refusal is written, and what is the government’s goes there', async told => {
  const begun = await propose(told)
  for (const who of ['老周', '小沈', '邻村书记', '王婶'])
    assert.equal(await refused(does(told, who, begun)('refuseTopic', { reason: '不行的' })), 'common.forbidden', who)
  assert.equal(await refused(does(told, '书记', begun)('refuseTopic')), 'common.invalid')
  const gone = await does(told, '书记', begun)<Topic>('forwardTopic', { to: '镇建设办', reason: '县道由县里管' })
  assert.deepEqual([gone.state, gone.forwarded], ['forwarded', '镇建设办'])
})

test('it has 15 days to be looked at, and then it is late', async told => {
  const begun = await propose(told)
  const late = async (at: Date) => (await told.as('书记')<Topic>('council.topic', key(begun), at)).late
  assert.deepEqual([await late(days(15)), await late(days(16))], [false, true])
})

test('CD-08: a joint motion needs its share of names, to the last one; ten households are a number', () => {
  const both = (capacity: 'villagers' | 'representatives' | 'members' | 'households', outOf: number) => {
    const least = needed({ capacity, outOf })
    return [least, isEnough({ capacity, outOf, signers: least - 1 }), isEnough({ capacity, outOf, signers: least })]
  }
  assert.deepEqual(both('villagers', 1201), [121, false, true])
  assert.deepEqual(both('representatives', 46), [16, false, true])
  assert.deepEqual(both('members', 21), [5, false, true])
  assert.deepEqual(both('households', 300), [10, false, true])
})

test('RC-1: to recall, 400 of 2,000 voters in a village, 200 in a community', () => {
  const recall = (capacity: 'recallVillage' | 'recallResidents', signers: number) =>
    isEnough({ capacity, outOf: 2000, signers })
  assert.deepEqual([recall('recallVillage', 399), recall('recallVillage', 400)], [false, true])
  assert.deepEqual([recall('recallResidents', 199), recall('recallResidents', 200)], [false, true])
  assert.match(sayMotion({ capacity: 'recallVillage', outOf: 2000, signers: 399 }), /还差 1 人/)
})

test('a joint motion is not admitted while names are missing, and each name counts once', async told => {
  const council = await aCouncil(told)
  const joint = (signers: number) =>
    told.as('小沈')<Key>('council.raise', { ...wish, source: 'joint', capacity: 'members', signers, outOf: 21 }, begin)
  const begun = await joint(4)
  const admit = (of: Key) => does(told, '书记', of)<Topic>('admitTopic', { body: council.id, matter: 'works' })
  assert.equal((await problemOf(admit(begun))).detail, '联名人数不够，先补齐联名')
  await does(told, '李叔', begun)('support', { name: '李根宝' })
  assert.equal(await refused(does(told, '李叔', begun)('support', { name: '李根宝' })), 'council.alreadySupported')
  assert.equal(await refused(does(told, null, begun)('support', { name: '某人' })), 'common.signIn')
  assert.equal((await read(told, begun)).title, '村口装路灯')
  assert.equal((await admit(begun)).state, 'admitted')
  assert.equal(
    (await problemOf(does(told, '李叔', await propose(told))('support', { name: '李根宝' }))).detail,
    '只有联名提议可以联名',
  )
  assert.equal(
    await refused(told.as('小沈')('council.raise', { ...wish, source: 'joint', capacity: 'members' }, begin)),
    'council.needsCount',
  )
})

test('reports of one kind become a topic with their numbers; two, or of two kinds, do not', async told => {
  await loadCategories(told.db)
  const report = async (category = '020101') =>
    (
      await told.as(null)<Key>(
        'grid.report',
        { place: `${here}001`, category, title: '路灯不亮', phone: '13812345678' },
        begin,
      )
    ).number
  const raise = (evidence: string[]) =>
    told.as('小郑')<Key>('council.raise', { ...wish, place: `${here}001`, source: 'grid', evidence }, begin)
  const numbers = [await report(), await report(), await report()]
  const accept = async () => {
    for (const { id } of await told.db.selectFrom('grid.matter').select('id').where('state', '=', 'reported').execute())
      await told.as('小沈')('grid.accept', { community: here, id }, begin)
  }
  await accept()
  const no = await problemOf(raise(numbers.slice(0, 2)))
  assert.match(String(no.detail), /至少要 3 件同类的，还差 1 件/)
  const begun = await told.as('小沈')<Key>('council.raise', { ...wish, source: 'grid', evidence: numbers }, begin)
  assert.deepEqual((await told.as('小沈')<Topic>('council.topic', key(begun), begin)).evidence, numbers)
  const other = await report('010101').catch(() => null)
  if (other) {
    await accept()
    assert.equal(await refused(raise([...numbers.slice(0, 2), other])), 'council.notEnoughEvidence')
  }
})

test('CD-01: a council without a mandate for the matter, or a committee, is not given it', async told => {
  const council = await form(told, 'council')
  const committee = await form(told, 'villageCommittee')
  const begun = await propose(told)
  const admit = (body: string, matter = 'works') => does(told, '书记', begun)('admitTopic', { body, matter })
  assert.equal(await refused(admit(council.id)), 'council.noMandate')
  assert.equal(await refused(admit(committee.id)), 'council.notItsMatter')
  await told.as('书记')(
    'council.grantMandate',
    { ...where(council), matters: ['works'], from: '2026-01-01', until: '2026-11-26', document: '旧授权' },
    begin,
  )
  assert.equal(await refused(admit(council.id)), 'council.noMandate')
  await told.as('书记')(
    'council.grantMandate',
    { ...where(council), matters: ['works'], from: '2026-01-01', until: '2026-11-27', document: '新授权' },
    begin,
  )
  await admit(council.id)
})

test('it goes on the agenda of its own body while that is planned, and off again until the meeting begins', async told => {
  const council = await aCouncil(told)
  const topic = await aTopic(told, council)
  const planned = await aMeeting(told, council)
  const put = () => does(told, '老周', topic)<Topic>('scheduleTopic', { meeting: planned.id })
  assert.equal((await put()).state, 'scheduled')
  assert.equal((await does(told, '老周', topic)<Topic>('unscheduleTopic')).state, 'admitted')
  const convened = await aMeeting(told, council, { state: 'convened' })
  assert.equal(
    await refused(does(told, '老周', topic)('scheduleTopic', { meeting: convened.id })),
    'council.noSuchMeeting',
  )
  const other = await form(told, 'party', [], { name: '支部' })
  const theirs = await told.as('老周')<Key>(
    'council.planMeeting',
    { place: here, body: other.id, title: '支部会', startsAt: days(9).toISOString(), venue: '会议室' },
    begin,
  )
  assert.equal(
    await refused(does(told, '老周', topic)('scheduleTopic', { meeting: theirs.id })),
    'council.noSuchMeeting',
  )
})

test('nobody says that it passed: only a count does', async told => {
  const council = await aCouncil(told)
  const topic = await aTopic(told, council)
  await aMeeting(told, council, { topic, state: 'open' })
  const say = (move: string) => problemOf(does(told, '老周', topic)(move, {}, days(7)))
  assert.equal((await say('carryTopic')).detail, '会上还没有有效通过')
  assert.equal((await say('loseTopic')).detail, '会上没有表决，或者表决通过了')
  assert.equal((await say('postponeTopic')).detail, '会上没有推迟，人数也够')
  assert.equal((await say('unscheduleTopic')).detail, '会议已经开了')
})

// ── 四议两公开 ──────────────────────────────────────────────────────────────

test('4.2: none of the six steps is skipped, repeated, or dated before the one it stands on', () => {
  const done = [
    { step: 1, on: '2026-11-01', said: '' },
    { step: 2, on: '2026-11-03', said: '' },
  ]
  const said = (step: 1 | 2 | 3 | 4, on: string) => stepRefusal(done, step, on)?.code ?? 'go'
  assert.deepEqual(
    [said(3, '2026-11-03'), said(3, '2026-11-02'), said(4, '2026-11-09'), said(2, '2026-11-09')],
    ['go', 'council.stepOrder', 'council.skippedStep', 'council.stepTaken'],
  )
})

test('4.2: of 45 party members 29 are too few, 30 with 22 for it are not enough, 23 are; and the database keeps the order too', async told => {
  const reps = await form(told, 'villageRepresentatives', [], { name: '代表会议' })
  await told.as('书记')(
    'council.grantMandate',
    { ...where(reps), matters: ['budget'], from: '2026-01-01', until: '2027-01-01', document: '村民会议决定' },
    begin,
  )
  const topic = await aTopic(told, reps, 'budget')
  assert.ok(topic.major)
  const step = (n: string, more: object = {}) =>
    does(told, '书记', topic)<Topic>('takeStep', { step: n, on: '2026-11-20', ...more })
  assert.equal(await refused(step('2')), 'council.skippedStep')
  await step('1')
  await step('2')
  const third = (present: number, yes: number) => step('3', { entitled: 45, present, yes })
  assert.equal(await refused(third(29, 29)), 'council.stepLost')
  assert.equal(await refused(third(30, 22)), 'council.stepLost')
  const after = await third(30, 23)
  assert.deepEqual(
    after.steps.map(s => s.on !== null),
    [true, true, true, false, false, false],
  )
  const bare = told.db
    .insertInto('council.step')
    .values({ community: here, topic: topic.id, step: 5, on: '2026-11-21' })
    .execute()
  await assert.rejects(bare, /council\.skippedStep/)
})

test('a small matter does not walk the six steps', async told => {
  const topic = await aTopic(told, await aCouncil(told))
  assert.equal(
    await refused(does(told, '书记', topic)('takeStep', { step: '1', on: '2026-11-20' })),
    'council.skippedStep',
  )
})
