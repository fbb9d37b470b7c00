/** A meeting from its notice to its minutes: in time, with enough of those who may come, and counted by the law of its day. */
import assert from 'node:assert/strict'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import type { Body } from './body-contract.ts'
import type { Meeting } from './meeting-contract.ts'
import type { Topic } from './topic-contract.ts'
import {
  aCouncil,
  aMeeting,
  aTopic,
  begin,
  count,
  days,
  does,
  form,
  here,
  key,
  people,
  test,
  today,
  where,
} from './stories.ts'

const plan = (told: Told, body: Body, at: Date, more: object = {}) =>
  told.as('老周')<Meeting>(
    'council.planMeeting',
    { place: here, body: body.id, title: '例会', startsAt: at.toISOString(), venue: '二楼会议室', ...more },
    begin,
  )
const notice = async (told: Told, body: Body, at: Date, now: Date, more: object = {}) => {
  const m = await plan(told, body, at, more)
  await does(told, '老周', m)('addItem', { title: '通报情况' })
  return does(told, '老周', m)('convene', {}, now)
}

test('V-14, CD-09: ten days before an assembly, three before a council, ten when it goes on to the assembly; a day less is late', async told => {
  const assembly = await form(told, 'villageAssembly', [], { entitled: 900, households: 300 })
  const council = await form(told, 'council', people(3))
  // The vector of the book: on 20 December, at the latest on 10 December.
  const held = new Date('2026-12-20T06:00:00Z')
  const late = await problemOf(notice(told, assembly, held, new Date('2026-12-11T02:00:00Z')))
  assert.equal(late.code, 'council.lateNotice')
  assert.match(String(late.detail), /2026-12-20 开会要提前 10 天通知，最迟 2026-12-10；今天通知，最早 2026-12-21 开/)
  assert.equal((await notice(told, assembly, held, new Date('2026-12-10T15:59:00Z'))).state, 'convened')
  const of = (day: string, more: object = {}) => notice(told, council, held, new Date(`${day}T02:00:00Z`), more)
  assert.equal(await refused(of('2026-12-18')), 'council.lateNotice')
  assert.equal((await of('2026-12-17')).state, 'convened')
  assert.equal(await refused(of('2026-12-11', { onward: true })), 'council.lateNotice')
  assert.equal((await of('2026-12-10', { onward: true })).state, 'convened')
})

test('an urgent meeting says why; one without an agenda is not convened', async told => {
  const council = await form(told, 'council', people(3))
  const m = await plan(told, council, days(1))
  assert.equal((await problemOf(does(told, '老周', m)('convene'))).detail, '还没有议程，请先列入议题或增加一项')
  await does(told, '老周', m)('addItem', { title: '防汛' })
  assert.equal(await refused(does(told, '老周', m)('convene')), 'council.lateNotice')
  assert.equal((await does(told, '老周', m)('convene', { urgent: '今夜有暴雨' })).urgent, '今夜有暴雨')
  assert.equal(await refused(does(told, '小沈', m)('openMeeting')), 'common.forbidden')
})

test('it opens on its day, and says live how many are there, how many must be, and how many are missing', async told => {
  const council = await aCouncil(told)
  const m = await aMeeting(told, council, { state: 'convened' })
  const run = does(told, '老周', m)
  assert.equal((await problemOf(run('openMeeting', {}, days(6)))).detail, '还没有到开会的日子')
  await run('openMeeting', {}, days(7))
  const seats = council.seats.map(s => s.id)
  const few = await run('checkIn', { seats: seats.slice(0, 13) }, days(7))
  assert.deepEqual([few.entitled, few.present, few.quorum.met, few.quorum.missing], [21, 13, false, 1])
  assert.match(few.quorum.say[0]!.say, /到会 13 人，要不少于有权参加 21 人的 3 分之 2，即至少 14 人，还差 1 人/)
  const enough = await does(told, '小沈', m)('checkIn', { seats: seats.slice(13, 14) }, days(7))
  assert.deepEqual([enough.present, enough.quorum.met], [14, true])
  assert.equal((await run('checkOut', { seat: seats[0] }, days(7))).present, 13)
  assert.equal(await refused(run('checkIn', { seats: [m.id] }, days(7))), 'council.noSuchSeat')
})

test('CD-V3: 13 of 21 make the count void, 7 of 14 lose it, 8 carry it; only what is carried becomes a resolution', async told => {
  const council = await aCouncil(told)
  for (const [come, yes, outcome, state] of [
    [13, 13, 'invalid', 'postponed'],
    [14, 7, 'lost', 'notCarried'],
    [14, 8, 'carried', 'resolved'],
  ] as const) {
    const topic = await aTopic(told, council)
    const m = await aMeeting(told, council, { topic, state: 'open', come })
    const before = await count(told, 'council.resolution')
    const done = await does(told, '老周', m)('countVotes', { item: m.agenda[0]!.id, yes, no: come - yes }, days(7))
    assert.equal(done.agenda[0]!.outcome, outcome)
    assert.equal((await told.as('书记')<Topic>('council.topic', key(topic), days(7))).state, state)
    assert.equal(await count(told, 'council.resolution'), before + (outcome === 'carried' ? 1 : 0))
    assert.equal(
      await refused(does(told, '老周', m)('countVotes', { item: m.agenda[0]!.id, yes }, days(7))),
      'council.alreadyVoted',
    )
  }
})

test('more votes than people are not counted, and abstentions are not agreement', async told => {
  const council = await aCouncil(told)
  const m = await aMeeting(told, council, { topic: await aTopic(told, council), state: 'open', come: 14 })
  const vote = (yes: number, no: number, abstain: number) =>
    does(told, '老周', m)('countVotes', { item: m.agenda[0]!.id, yes, no, abstain }, days(7))
  assert.equal(await refused(vote(8, 4, 3)), 'council.moreVotes')
  const done = await vote(7, 0, 7)
  assert.equal(done.agenda[0]!.outcome, 'lost')
})

test('a vote by name counts those who are there, each once, and changes until it is counted', async told => {
  const council = await aCouncil(told)
  const m = await aMeeting(told, council, {
    topic: await aTopic(told, council),
    state: 'open',
    come: 14,
    method: 'signed',
  })
  const item = m.agenda[0]!.id
  const say = (n: number, choice: string) =>
    does(told, '小沈', m)('voice', { item, seat: council.seats[n]!.id, choice }, days(7))
  assert.equal(await refused(say(20, 'yes')), 'council.notPresent')
  for (let n = 0; n < 8; n++) await say(n, 'yes')
  await say(8, 'no')
  await say(8, 'abstain')
  const vote = (more: object = {}) => does(told, '老周', m)('countVotes', { item, ...more }, days(7))
  assert.equal(await refused(vote({ yes: 14 })), 'council.countDiffers')
  const [done] = (await vote()).agenda
  assert.deepEqual([done!.yes, done!.no, done!.abstain, done!.outcome], [8, 0, 1, 'carried'])
})

test('a member speaks for one who is away, and for no second; a committee sends nobody', async told => {
  const council = await aCouncil(told)
  const m = await aMeeting(told, council, { state: 'open', come: 13 })
  const [a, b, c] = council.seats.slice(18)
  const send = (from: string, to: string) =>
    does(told, '小沈', m)('entrust', { seat: from, to, reason: '书面委托，住院' }, days(7))
  const there = council.seats[0]!.id
  assert.equal(await refused(send(a!.id, b!.id)), 'council.proxyAbsent')
  const with_ = await send(a!.id, there)
  assert.deepEqual([with_.present, with_.quorum.met], [14, true])
  assert.equal(await refused(send(b!.id, there)), 'council.tooManyProxies')
  await send(c!.id, council.seats[1]!.id)
  const committee = await form(
    told,
    'villageCommittee',
    people(3, () => ({ woman: true }), '委员'),
  )
  const theirs = await aMeeting(told, committee, { state: 'open', come: 2 })
  const no = does(told, '老周', theirs)(
    'entrust',
    { seat: committee.seats[2]!.id, to: committee.seats[0]!.id, reason: '书面委托' },
    days(7),
  )
  assert.equal(await refused(no), 'council.noProxies')
})

test('VA-1, VA-2, VA-3: an assembly by persons needs 451 of 900, by households 200 of 300; its law is chosen when it is planned', async told => {
  const assembly = await form(told, 'villageAssembly', [], { entitled: 900, households: 300 })
  const opened = async (law: string) => {
    const m = await plan(told, assembly, days(12), { law })
    await does(told, '老周', m)('addItem', { title: '年度报告', method: 'hands' })
    await does(told, '老周', m)('convene')
    return does(told, '老周', m)('openMeeting', {}, days(12))
  }
  const counted = async (m: Meeting, present: number, yes: number) => {
    await does(told, '小沈', m)('countHeads', { present }, days(12))
    const done = await does(told, '老周', m)('countVotes', { item: m.agenda[0]!.id, yes }, days(12))
    return done.agenda[0]!.outcome
  }
  const [persons, houses] = ['villageAssembly', 'villageAssemblyByHousehold']
  assert.equal(await counted(await opened(persons!), 450, 450), 'invalid')
  assert.equal(await counted(await opened(persons!), 451, 226), 'carried')
  assert.equal(await counted(await opened(houses!), 199, 199), 'invalid')
  assert.equal(await counted(await opened(houses!), 200, 100), 'lost')
  assert.equal(await counted(await opened(houses!), 200, 101), 'carried')
  assert.equal(
    await refused(does(told, '小沈', await opened(houses!))('countHeads', { present: 301 }, days(12))),
    'council.moreThanEntitled',
  )
  assert.equal(await refused(plan(told, assembly, days(12), { law: 'council' })), 'council.ownLaw')
})

test('a meeting of 2025 is judged by the law of 2025: residents had no law for theirs yet', async told => {
  const village = await form(told, 'villageRepresentatives', people(3), { from: '2025-01-01' })
  const residents = await form(
    told,
    'residentsRepresentatives',
    people(3, () => ({}), '代表'),
    { from: '2025-01-01' },
  )
  const then = new Date('2025-12-30T02:00:00Z')
  const m = await plan(told, village, then)
  const read = await told.as('老周')<Meeting>('council.meeting', key(m), then)
  assert.equal(read.quorum.say[0]!.clause, '《村民委员会组织法》（2018年修正）第26条')
  const now = await told.as('老周')<Meeting>(
    'council.meeting',
    key(await plan(told, village, new Date('2026-01-01T02:00:00Z'))),
    begin,
  )
  assert.equal(now.quorum.say[0]!.clause, '《村民委员会组织法》第30条')
  assert.equal(await refused(plan(told, residents, then)), 'council.noLaw')
})

test('owners do not raise their hands: persons and areas are counted by a ballot', async told => {
  const owners = await form(told, 'owners', [], { entitled: 500 })
  const m = await plan(told, owners, days(20))
  await does(told, '老周', m)('addItem', { title: '选物业', method: 'hands' })
  await does(told, '老周', m)('convene')
  const opened = await does(told, '老周', m)('openMeeting', {}, days(20))
  assert.equal(
    await refused(does(told, '老周', opened)('countVotes', { item: opened.agenda[0]!.id, yes: 400 }, days(20))),
    'council.byBallot',
  )
})

test('a mandate that ran out between admission and the vote no longer carries it', async told => {
  const council = await aCouncil(told)
  const topic = await aTopic(told, council)
  const m = await aMeeting(told, council, { topic, state: 'open' })
  await told.db.updateTable('council.mandate').set({ until: '2026-12-03' }).execute()
  const vote = (at: Date) => does(told, '老周', m)('countVotes', { item: m.agenda[0]!.id, yes: 21 }, at)
  assert.equal(await refused(vote(days(7))), 'council.noMandate')
  await told.db.updateTable('council.mandate').set({ until: '2026-12-04' }).execute()
  assert.equal((await vote(days(7))).agenda[0]!.outcome, 'carried')
})

test('a major matter is counted only after its first three steps', async told => {
  const reps = await form(
    told,
    'villageRepresentatives',
    people(5, i => ({ role: 'representative', woman: i < 2 })),
    { name: '代表会议' },
  )
  await told.as('书记')(
    'council.grantMandate',
    { ...where(reps), matters: ['budget'], from: '2026-01-01', until: '2028-01-01', document: '村民会议决定' },
    begin,
  )
  const topic = await aTopic(told, reps, 'budget')
  const m = await aMeeting(told, reps, { topic, state: 'open' })
  const vote = () => does(told, '老周', m)('countVotes', { item: m.agenda[0]!.id, yes: 5 }, days(7))
  assert.equal(await refused(vote()), 'council.skippedStep')
  await told.db
    .insertInto('council.step')
    .values([1, 2, 3].map(step => ({ community: here, topic: topic.id, step, on: today })))
    .execute()
  assert.equal((await vote()).agenda[0]!.outcome, 'carried')
  const { steps } = await told.as('书记')<Topic>('council.topic', key(topic), days(7))
  assert.equal(steps[3]!.on, '2026-12-03')
})

test('it closes when each item has an outcome; the minutes are drafted, signed by more than half, and shown', async told => {
  const council = await aCouncil(told)
  const m = await aMeeting(told, council, { topic: await aTopic(told, council), state: 'open', come: 14 })
  const run = (move: string, more: object = {}, who = '老周') => does(told, who, m)(move, more, days(7))
  assert.equal((await problemOf(run('closeMeeting'))).detail, '还有议程没有结果：请计票、讨论或推迟')
  const item = m.agenda[0]!.id
  const spoken = await run('discuss', { item, speaker: '成员1', said: '村口最暗，先装两盏' }, '小沈')
  assert.equal(spoken.agenda[0]!.speeches.length, 1)
  await run('excuse', { seat: council.seats[20]!.id, reason: '出差' })
  await run('countVotes', { item, yes: 12, no: 1, abstain: 1 })
  await run('closeMeeting')
  const drafted = await run('draftMinutes', { more: '散会后看了现场。' }, '小沈')
  for (const part of [
    '应到 21，到会 14',
    '请假：',
    '成员1：村口最暗，先装两盏',
    '同意 12，不同意 1，弃权 1',
    '结果：通过',
    '散会后看了现场',
  ])
    assert.ok(drafted.minutes!.includes(part), part)
  assert.equal(drafted.signersNeeded, 8)
  const sign = (n: number) => run('signMinutes', { seat: council.seats[n]!.id }, '小沈')
  assert.equal(await refused(sign(20)), 'council.notAttending')
  for (let n = 0; n < 7; n++) await sign(n)
  assert.equal(await refused(sign(0)), 'council.alreadySigned')
  assert.match(String((await problemOf(run('sealMinutes'))).detail), /签字的人还不够/)
  await sign(7)
  assert.equal((await run('sealMinutes')).state, 'signed')
  assert.equal((await run('publishMinutes')).state, 'published')
  const { items } = await told.as(null)<{ items: object[] }>('council.publicMeetings', { place: here }, days(8))
  assert.ok(JSON.stringify(items).includes('同意 12') && !JSON.stringify(items).includes('成员1'))
})

test('minutes that are written again want their signatures again', async told => {
  const council = await aCouncil(told)
  const m = await aMeeting(told, council, { state: 'open', come: 14 })
  const run = (move: string, more: object = {}) => does(told, '老周', m)(move, more, days(7))
  await run('discuss', { item: m.agenda[0]!.id, speaker: '书记', said: '通报完毕' })
  await run('closeMeeting')
  await run('draftMinutes')
  await run('signMinutes', { seat: council.seats[0]!.id })
  assert.deepEqual((await run('draftMinutes', { more: '更正一处' })).signatures, [])
})

test('a meeting that is called off, or an item put off, leaves its topic for another day', async told => {
  const council = await aCouncil(told)
  const state = async (of: { community: string; id: string }) =>
    (await told.as('书记')<Topic>('council.topic', key(of), days(8))).state
  const [one, two] = [await aTopic(told, council), await aTopic(told, council)]
  const off = await aMeeting(told, council, { topic: one, state: 'convened' })
  await does(told, '老周', off)('cancelMeeting', { reason: '雪天' })
  assert.equal(await state(one), 'admitted')
  const m = await aMeeting(told, council, { topic: two, state: 'open', come: 14 })
  await does(told, '老周', m)('postponeItem', { item: m.agenda[0]!.id, reason: '等报价' }, days(7))
  assert.equal(await state(two), 'postponed')
  await aMeeting(told, council, { topic: two })
  assert.equal(await state(two), 'scheduled')
})

test('a new day wants a new notice', async told => {
  const council = await form(told, 'council', people(3))
  const m = await aMeeting(told, council, { state: 'convened' })
  const moved = await does(
    told,
    '老周',
    m,
  )('adjourn', { startsAt: days(8).toISOString(), venue: '一楼', reason: '会议室停电' })
  assert.deepEqual([moved.state, moved.convenedAt, moved.noticeBy], ['planned', null, '2026-12-01'])
})
