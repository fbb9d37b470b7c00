/** The register of resolutions, their display, who carries them out and who watches, and how they come back to the council. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { asProblem } from '../../kernel/server.ts'
import type { Problem } from '../../kernel/rules.ts'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import type { Body } from './body-contract.ts'
import type { PublicResolution, Resolution } from './resolution-contract.ts'
import {
  aCouncil,
  actors,
  aMeeting,
  aResolution,
  aTopic,
  days,
  does,
  form,
  here,
  key,
  open,
  people,
  test,
} from './stories.ts'
import type { Topic } from './topic-contract.ts'
import { register, type Registering } from './register.ts'
import { judge } from './validity.ts'
import { factsOf } from './quorum.ts'

const at = days(7)
const read = (told: Told, id: string, when = at) =>
  told.as('书记')<Resolution>('council.resolution', { community: here, id }, when)
const topicState = async (told: Told, of: { community: string; id: string }) =>
  (await told.as('书记')<Topic>('council.topic', key(of), days(60))).state
const bodies = async (told: Told) => ({
  council: await aCouncil(told),
  committee: await form(
    told,
    'villageCommittee',
    people(3, () => ({ woman: true }), '委员'),
    { name: '花园村村委会' },
  ),
  board: await form(
    told,
    'villageSupervision',
    people(3, i => ({ finance: i === 0 }), '监委'),
    { name: '花园村监委会' },
  ),
})

test('numbers run without gaps in each body and year, and one that was undone gives its number back', async told => {
  const council = await aCouncil(told)
  const number = async (when: Date) =>
    (await read(told, (await aResolution(told, council, when)).resolution.id, when)).number
  assert.deepEqual(
    [await number(days(7)), await number(days(8)), await number(days(40))],
    ['花园村议事会〔2026〕1号', '花园村议事会〔2026〕2号', '花园村议事会〔2027〕1号'],
  )
  await sql`savepoint one`.execute(told.db)
  await aResolution(told, council, days(9))
  await sql`rollback to savepoint one`.execute(told.db)
  assert.equal(await number(days(10)), '花园村议事会〔2026〕3号')
})

test('twenty who register at the same moment get twenty numbers, one after another', async () => {
  const told = open()
  const { db, house } = told
  const council = await form(told, 'council', [], { name: '花园村并发议事会' })
  const verdict = judge('council', factsOf(21, 21, 21), '2026-12-03')
  const base: Registering = {
    community: here,
    place: here,
    body: council.id,
    title: '装路灯',
    said: '装两盏',
    topic: null,
    counted: '同意 21',
    matter: 'own',
    major: false,
    decidedOn: '2026-12-03',
  }
  const one = () =>
    db.transaction().execute(tx =>
      register({ ...house, db: tx, now: at, me: actors['老周']! } as never, verdict, {
        ...base,
        ballot: crypto.randomUUID(),
      }),
    )
  await Promise.all(Array.from({ length: 20 }, one))
  const rows = await db
    .selectFrom('council.resolution')
    .select('number')
    .where('body', '=', council.id)
    .orderBy('number')
    .execute()
  assert.deepEqual(
    rows.map(r => r.number),
    Array.from({ length: 20 }, (_, i) => i + 1),
  )
})

test('nothing becomes a resolution without a count that carried it: neither by the rule nor in the database', async told => {
  const { resolution } = await aResolution(told, await aCouncil(told))
  const lost = judge('council', factsOf(21, 14, 7), '2026-12-03')
  assert.equal(
    await refused(register({ ...told.house, db: told.db, now: at } as never, lost, {} as Registering)),
    'council.noCount',
  )
  const said = await sql`update council.resolution set item = null where id = ${resolution.id}`.execute(told.db).then(
    () => 'nothing',
    (error: unknown) => (asProblem(error) as Problem).code,
  )
  assert.equal(said, 'council.noCount')
})

test('V-22: shown for 15 days, posted on the 1st it comes down on the 17th and not on the 16th; 14 are refused', async told => {
  const when = new Date('2026-12-01T02:00:00Z')
  const { resolution } = await aResolution(told, await aCouncil(told), when)
  const run = does(told, '老周', resolution)
  assert.equal(await refused(run('displayResolution', { days: 14 }, when)), 'council.tooSoon')
  const shown = await run<Resolution>('displayResolution', {}, when)
  assert.deepEqual([shown.displayedOn, shown.displayUntil], ['2026-12-01', '2026-12-16'])
  const down = (day: string) => run<Resolution>('takeDown', {}, new Date(`${day}T02:00:00Z`))
  assert.equal((await problemOf(down('2026-12-16'))).detail, '公示没满 15 天，还不能撤下')
  assert.equal((await down('2026-12-17')).takenDownOn, '2026-12-17')
  assert.equal((await problemOf(down('2026-12-18'))).detail, '已经撤下了')
})

test('V-28: a resident objects while it hangs, is answered, and only then is it carried out; names stay with the council', async told => {
  const { council, committee } = await bodies(told)
  const { resolution } = await aResolution(told, council)
  await does(told, '老周', resolution)('displayResolution', {}, at)
  assert.equal(
    await refused(does(told, null, resolution)('object', { name: '某', text: '不同意这样装' }, at)),
    'common.signIn',
  )
  const objected = await does(told, '李叔', resolution)<Resolution>(
    'object',
    { name: '李根宝', text: '灯会照进我家' },
    days(8),
  )
  assert.equal(objected.objections[0]!.name, '李*宝')
  const run = (move: string, more: object = {}) => does(told, '老周', resolution)<Resolution>(move, more, days(9))
  const execute = () => run('executeResolution', { body: committee.id, due: '2027-01-31' })
  assert.equal((await problemOf(execute())).detail, '还有异议没有答复')
  await run('answerObjection', { objection: objected.objections[0]!.id, text: '加装灯罩' })
  assert.equal(
    await refused(run('answerObjection', { objection: objected.objections[0]!.id, text: '再答' })),
    'council.noSuchObjection',
  )
  assert.equal((await execute()).state, 'executing')
  const open = await told.as(null)<PublicResolution>('council.publicResolution', resolution, days(9))
  assert.ok(JSON.stringify(open).includes('加装灯罩') && !JSON.stringify(open).includes('李根宝'))
  assert.match(open.remedy, /人民法院/)
})

test('what is not shown yet is nobody’s to read', async told => {
  const { resolution } = await aResolution(told, await aCouncil(told))
  assert.equal(await refused(told.as(null)('council.publicResolution', resolution, at)), 'common.notFound')
  await does(told, '老周', resolution)('displayResolution', {}, at)
  assert.equal((await told.as(null)('council.publicResolutions', { place: here }, at)).total, 1)
})

test('it comes back to the council: carried out by a date, reported, finished, filed, and its topic with it', async told => {
  const { council, committee } = await bodies(told)
  const { resolution, topic } = await aResolution(told, council)
  const run = (move: string, more: object = {}, when = days(9), who = '老周') =>
    does(told, who, resolution)<Resolution>(move, more, when)
  await run('displayResolution', {}, at)
  assert.equal(await refused(run('executeResolution', { body: committee.id, due: '2026-12-01' })), 'common.invalid')
  await run('executeResolution', { body: committee.id, due: '2026-12-31' })
  assert.equal(await topicState(told, topic), 'executing')
  const late = async (when: Date) => (await read(told, resolution.id, when)).late
  assert.deepEqual(
    [await late(new Date('2026-12-31T15:59:00Z')), await late(new Date('2026-12-31T16:01:00Z'))],
    [false, true],
  )
  await run('reportProgress', { text: '灯杆已立' }, days(20), '监督员')
  const done = await run('finishResolution', { result: '两盏装好，花 3200 元' }, days(21))
  assert.deepEqual([done.state, await topicState(told, topic)], ['done', 'done'])
  assert.match(String((await problemOf(run('archiveResolution', {}, days(22)))).detail), /公示没满/)
  assert.equal((await run('archiveResolution', {}, days(24))).state, 'archived')
  assert.equal(await topicState(told, topic), 'archived')
})

test('CD-02: who decided does not carry it out, who carries it out does not watch it: by the rule and by the database', async told => {
  const { council, committee, board } = await bodies(told)
  const { resolution } = await aResolution(told, council)
  const run = (move: string, more: object = {}) => does(told, '老周', resolution)<Resolution>(move, more, days(9))
  await does(told, '老周', resolution)('displayResolution', {}, at)
  const due = '2027-01-31'
  assert.match(
    String((await problemOf(run('executeResolution', { body: council.id, due }))).detail),
    /是决策的组织，不能负责执行/,
  )
  assert.equal(await refused(run('executeResolution', { body: board.id, due })), 'council.twoParts')
  await run('executeResolution', { body: committee.id, due })
  assert.equal(await refused(run('superviseResolution', { body: committee.id })), 'council.twoParts')
  const doer = committee.seats[0]!.member
  assert.equal(await refused(run('superviseResolution', { member: doer })), 'council.twoParts')
  const watched = await run('superviseResolution', { body: board.id })
  assert.deepEqual(
    watched.parts.map(p => [p.act, p.name]),
    [
      ['decide', '花园村议事会'],
      ['execute', '花园村村委会'],
      ['supervise', '花园村监委会'],
    ],
  )
  const bare = (who: string, act: string) =>
    told.db
      .insertInto('council.part')
      .values({ community: here, id: crypto.randomUUID(), resolution: resolution.id, who, act, name: '甲', at })
      .execute()
  await sql`savepoint bare`.execute(told.db)
  await assert.rejects(bare(committee.id, 'supervise'), /council\.twoParts/)
  await sql`rollback to savepoint bare`.execute(told.db)
  await assert.rejects(bare(council.id, 'execute'), /council\.twoParts/)
})

test('works and money ask: a body by what it is for, a person by where they sit, and by whose relative they are', async told => {
  const { council, committee, board } = await bodies(told)
  const { resolution } = await aResolution(told, council)
  await does(told, '老周', resolution)('displayResolution', {}, at)
  await does(told, '老周', resolution)('executeResolution', { body: committee.id, due: '2027-01-31' }, at)
  const may = async (more: object) =>
    (
      await told.as('小沈')<{ may: boolean; because: string | null }>(
        'council.mayAct',
        { community: here, ...more },
        at,
      )
    ).may
  const project = { resolution: resolution.id }
  assert.deepEqual(
    [
      await may({ act: 'decide', body: council.id }),
      await may({ act: 'execute', body: council.id }),
      await may({ act: 'supervise', body: council.id }),
    ],
    [true, false, true],
  )
  assert.deepEqual(
    [
      await may({ act: 'decide', body: council.id, matter: 'works' }),
      await may({ act: 'decide', body: council.id, matter: 'budget' }),
    ],
    [true, false],
  )
  const [watcher, relative] = board.seats
  assert.deepEqual(
    [
      await may({ act: 'supervise', member: watcher!.member, ...project }),
      await may({ act: 'execute', member: watcher!.member, ...project }),
    ],
    [true, false],
  )
  assert.deepEqual(
    [
      await may({ act: 'execute', member: committee.seats[1]!.member, ...project }),
      await may({ act: 'supervise', member: committee.seats[1]!.member, ...project }),
    ],
    [true, false],
  )
  await does(told, '小沈', board)<Body>(
    'declareKin',
    { seat: relative!.id, other: committee.seats[0]!.member, relation: 'spouse' },
    at,
  )
  assert.equal(await may({ act: 'supervise', member: relative!.member, ...project }), false)
  assert.equal(await may({ act: 'supervise', account: actors['李叔']!.id, ...project }), true)
})

test('a resolution is annulled with a reason, by those who answer for the place, and not once it is done', async told => {
  const { resolution } = await aResolution(told, await aCouncil(told))
  const annul = (who: string) =>
    does(told, who, resolution)<Resolution>('annulResolution', { reason: '法院判决撤销' }, at)
  assert.equal(await refused(annul('老周')), 'common.forbidden')
  const gone = await annul('街道主任')
  assert.deepEqual([gone.state, gone.reason], ['annulled', '法院判决撤销'])
})

test('4.2: a major matter is not carried out before its five steps, and its sixth is the result that is shown', async told => {
  const reps = await form(
    told,
    'villageRepresentatives',
    people(5, i => ({ role: 'representative', woman: i < 2 })),
    { name: '代表会议' },
  )
  const committee = await form(
    told,
    'villageCommittee',
    people(3, () => ({ woman: true }), '委员'),
  )
  await told.as('书记')(
    'council.grantMandate',
    {
      community: here,
      place: here,
      body: reps.id,
      matters: ['budget'],
      from: '2026-01-01',
      until: '2028-01-01',
      document: '村民会议决定',
    },
    at,
  )
  const topic = await aTopic(told, reps, 'budget')
  for (const step of ['1', '2', '3'])
    await does(told, '书记', topic)('takeStep', { step, on: '2026-11-20', entitled: 45, present: 30, yes: 23 })
  const m = await aMeeting(told, reps, { topic, state: 'open' })
  const voted = await does(told, '老周', m)('countVotes', { item: m.agenda[0]!.id, yes: 5 }, at)
  const resolution = { community: here, id: voted.agenda[0]!.resolution! }
  const run = (move: string, more: object = {}) => does(told, '老周', resolution)<Resolution>(move, more, days(9))
  await run('displayResolution')
  await told.db.deleteFrom('council.step').where('step', '=', 5).execute()
  assert.match(
    String((await problemOf(run('executeResolution', { body: committee.id, due: '2027-01-31' }))).detail),
    /四议两公开的前五步/,
  )
  await told.db
    .insertInto('council.step')
    .values({ community: here, topic: topic.id, step: 5, on: '2026-12-05' })
    .execute()
  await run('executeResolution', { body: committee.id, due: '2027-01-31' })
  await run('finishResolution', { result: '预算执行完毕' })
  const { steps } = await told.as('书记')<Topic>('council.topic', key(topic), days(9))
  assert.deepEqual(
    steps.map(s => s.on),
    ['2026-11-20', '2026-11-20', '2026-11-20', '2026-12-03', '2026-12-05', '2026-12-05'],
  )
})
