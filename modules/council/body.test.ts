/** Who sits on a body, by the law of its kind; who may not sit on two; and what may be handed down to it. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { asProblem } from '../../kernel/server.ts'
import { Problem } from '../../kernel/rules.ts'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import type { Body, Mandate } from './body-contract.ts'
import { madeUp, type Sitting } from './composition.ts'
import { standing } from './matter-rules.ts'
import { begin, days, does, form, here, people, test, where } from './stories.ts'

const sits = (n: number, more: (i: number) => Partial<Sitting> = () => ({})): Sitting[] =>
  Array.from({ length: n }, (_, i) => ({
    role: 'member',
    grp: '',
    cadre: false,
    woman: false,
    finance: false,
    ...more(i),
  }))
const figures = { size: 21, perGroup: 2 }
const fits = (
  kind: Parameters<typeof madeUp>[0],
  seats: Sitting[],
  groups: { name: string; number: number }[] = [],
  kin = 0,
) => madeUp(kind, seats, groups, figures, kin).every(c => c.met)

test('CD-V1, CD-V2, CD-03: 21 members with 10 cadres are a council; 20, or 11 cadres, or a group of one are not', () => {
  const nine = [2, 2, 2, 2, 2, 2, 3, 3, 3].flatMap((n, g) => Array.from({ length: n }, () => `${g}组`))
  const groups = [...new Set(nine)].map(name => ({ name, number: 2 }))
  const council = (cadres: number) => sits(21, i => ({ grp: nine[i]!, cadre: i < cadres }))
  assert.deepEqual([fits('council', council(10), groups), fits('council', council(11), groups)], [true, false])
  assert.equal(fits('council', council(10).slice(1), groups), false)
  const thin = council(10).map((s, i) => (i === 0 ? { ...s, grp: '8组' } : s))
  assert.equal(fits('council', thin, groups), false)
  const said = madeUp('council', council(11), groups, figures).find(c => !c.met)!.say
  assert.match(said, /干部 11 人，不超过 21 人的一半，多了 1 人/)
})

test('V-01, R-02: a village committee has 3 to 7, a residents’ committee 5 to 9, each with a woman and without near relatives', () => {
  const of = (n: number, women = 1) => sits(n, i => ({ woman: i < women }))
  for (const [kind, least, most] of [
    ['villageCommittee', 3, 7],
    ['residentsCommittee', 5, 9],
  ] as const) {
    const counts = [least - 1, least, most, most + 1].map(n => fits(kind, of(n)))
    assert.deepEqual(counts, [false, true, true, false], kind)
    assert.equal(fits(kind, of(least, 0)), false)
    assert.equal(fits(kind, of(least), [], 1), false)
  }
})

test('V-17, VR-3: of 35, 28 are representatives and 12 women; 27 or 11 are too few', () => {
  const meeting = (n: number, elected: number, women: number) =>
    sits(n, i => ({ role: i < elected ? 'representative' : 'exOfficio', woman: i < women }))
  assert.deepEqual(
    [meeting(35, 28, 12), meeting(35, 27, 12), meeting(35, 30, 11)].map(m => fits('villageRepresentatives', m)),
    [true, false, false],
  )
})

test('V-24, RCE-03, RCE-05: somebody who knows finance watches; more than 20 represent the members; a board is odd', () => {
  assert.deepEqual(
    [
      fits('villageSupervision', sits(3)),
      fits(
        'villageSupervision',
        sits(3, i => ({ finance: i === 0 })),
      ),
    ],
    [false, true],
  )
  const reps = (n: number) =>
    fits(
      'memberRepresentatives',
      sits(n, i => ({ woman: i === 0 })),
    )
  assert.deepEqual([reps(20), reps(21)], [false, true])
  assert.deepEqual(
    [3, 4, 5, 7, 9].map(n => fits('board', sits(n))),
    [true, false, true, true, false],
  )
})

test('a body begins its work when it is made up as the law asks, and is told what is missing until then', async told => {
  const few = await form(
    told,
    'council',
    people(20, i => ({ grp: i % 2 ? '一组' : '二组' })),
    { groups: '一组 2\n二组 2' },
  )
  const no = await problemOf(does(told, '书记', few)('constitute'))
  assert.equal(no.code, 'council.badComposition')
  assert.match(String(no.detail), /成员 20 人，至少 21 人，还差 1 人/)
  assert.equal(await refused(does(told, '小沈', few)('constitute')), 'common.forbidden')
  await does(told, '小沈', few)('seat', { name: '补上的', grp: '一组', from: '2026-02-01' })
  assert.equal((await does(told, '书记', few)<Body>('constitute')).state, 'working')
})

test('what the law does not count of a person is not written down', async told => {
  const seats = [{ name: '赵一', cadre: true, woman: true, finance: true }]
  const [council] = (await form(told, 'council', seats, { name: '甲议事会' })).seats
  assert.deepEqual([council!.cadre, council!.woman, council!.finance], [true, null, null])
  const [watch] = (await form(told, 'villageSupervision', [{ ...seats[0]!, name: '钱二' }], { name: '乙监委会' })).seats
  assert.deepEqual([watch!.cadre, watch!.woman, watch!.finance], [null, null, true])
})

test('CD-02: nobody who decides or carries out watches: refused by the rule, and by the database without it', async told => {
  const committee = await form(
    told,
    'villageCommittee',
    people(3, () => ({ woman: true }), '委员'),
  )
  const board = await form(told, 'villageSupervision', [], { name: '监委会' })
  const member = committee.seats[0]!.member
  const no = await problemOf(does(told, '书记', board)('seat', { member, from: '2026-02-01' }))
  assert.equal(no.code, 'council.watchesItself')
  assert.match(String(no.detail), /委员1在「花园村villageCommittee」任职/)
  assert.equal(await inDatabase(told, board, member), 'council.watchesItself')
  await does(told, '书记', committee)('unseat', { seat: committee.seats[0]!.id, on: '2026-11-01', why: '辞职' })
  const sat = await does(told, '书记', board)<Body>('seat', { member, from: '2026-11-01', finance: true })
  assert.equal(sat.seats.length, 1)
  const party = await form(told, 'party', [], { name: '党支部' })
  assert.equal((await does(told, '书记', party)<Body>('seat', { member, from: '2026-11-01' })).seats.length, 1)
})

async function inDatabase({ db }: Told, body: Body, member: string): Promise<string> {
  await sql`savepoint bare`.execute(db)
  const said = await sql`insert into council.seat (community, id, body, side, member, name, role, during, how)
    values (${here}, uuidv7(), ${body.id}, 'watch', ${member}, '甲', 'member', '[2026-02-01,)', '推选')`
    .execute(db)
    .then(
      () => 'nothing',
      (error: unknown) => (asProblem(error) as Problem).code,
    )
  await sql`rollback to savepoint bare`.execute(db)
  return said
}

test('V-01, V-24: near relatives sit on no committee together, nor does one watch what the other carries out', async told => {
  const committee = await form(
    told,
    'villageCommittee',
    people(3, () => ({ woman: true }), '委员'),
  )
  const council = await form(
    told,
    'council',
    people(2, () => ({}), '议员'),
    { name: '议事会' },
  )
  const [cousin, brother] = council.seats
  const declare = (other: string) =>
    does(told, '小沈', committee)<Body>('declareKin', { seat: committee.seats[0]!.id, other, relation: 'sibling' })
  const declared = await declare(brother!.member)
  assert.deepEqual(
    declared.kin.map(k => k.relation),
    ['sibling'],
  )
  assert.equal(await refused(declare(brother!.member)), 'council.kinKnown')
  const sit = (member: string) => does(told, '书记', committee)('seat', { member, woman: true, from: '2026-02-01' })
  const no = await problemOf(sit(brother!.member))
  assert.equal(no.code, 'council.nearRelative')
  await sit(cousin!.member)
  const board = await form(told, 'villageSupervision', [], { name: '监委会' })
  await does(told, '书记', council)('unseat', { seat: brother!.id, on: '2026-03-01', why: '辞职' })
  const watch = does(told, '书记', board)('seat', { member: brother!.member, from: '2026-03-01' })
  assert.match(String((await problemOf(watch)).detail), /近亲属，应当回避（《村民委员会组织法》第37条）/)
})

test('whoever replaces another takes the post and the group, and the one before stays on record with the reason', async told => {
  const council = await form(
    told,
    'council',
    people(2, () => ({ grp: '三组' })),
  )
  const [old] = council.seats
  const change = (more: object) =>
    does(
      told,
      '书记',
      council,
    )<Body>('replaceSeat', { seat: old!.id, on: '2026-11-20', why: '三次无故缺席', name: '新来的', ...more })
  await refused(change({})).then(code => assert.equal(code, 'common.wrongState'))
  await told.db.updateTable('council.body').set({ state: 'working' }).where('id', '=', council.id).execute()
  assert.equal(await refused(change({ on: '2026-01-01' })), 'council.backwards')
  const after = await change({})
  const now = after.seats.find(s => s.name === '新来的')!
  assert.deepEqual([now.grp, now.replaces, now.from], ['三组', old!.name, '2026-11-20'])
  assert.deepEqual(
    after.past.map(s => [s.name, s.until, s.why]),
    [[old!.name, '2026-11-20', '三次无故缺席']],
  )
  assert.equal(await refused(change({ name: '又一个' })), 'council.noSuchSeat')
})

test('a committee takes no eighth, an assembly has numbers and no seats, and the same person sits once', async told => {
  const full = await form(
    told,
    'villageCommittee',
    people(7, () => ({ woman: true })),
  )
  assert.equal(await refused(does(told, '书记', full)('seat', { name: '第八人', from: '2026-02-01' })), 'council.full')
  assert.equal(await refused(form(told, 'villageAssembly')), 'council.needsNumbers')
  assert.equal((await form(told, 'villageAssembly', [], { entitled: 900 })).entitled, 900)
  const council = await form(
    told,
    'council',
    people(1, () => ({}), '议员'),
  )
  const again = does(told, '书记', council)('seat', { member: council.seats[0]!.member, from: '2026-02-01' })
  assert.equal(await refused(again), 'council.alreadySits')
  assert.equal(await refused(form(told, 'council', [], { groups: '一组三个人' })), 'council.badGroups')
})

test('a body of another village is nobody’s business here, and residents read only names and posts', async told => {
  const council = await form(told, 'council', people(2))
  assert.equal(
    await refused(does(told, '邻村书记', council)('abolish', { on: '2026-12-01', why: '换届' })),
    'common.forbidden',
  )
  assert.equal(
    await refused(told.as('邻村书记')('council.body', { community: here, id: council.id }, begin)),
    'common.notFound',
  )
  assert.equal((await told.as('邻村书记')('council.bodies', {}, begin)).total, 0)
  await told.db.updateTable('council.body').set({ state: 'working' }).execute()
  const [shown] = await told.as(null)<Record<string, object[]>[]>('council.publicBodies', { place: here }, begin)
  assert.deepEqual(Object.keys(shown!['seats']![0]!), ['name', 'role', 'grp'])
})

test('a term ends when it is over and not before, and everybody leaves with it', async told => {
  const council = await form(told, 'council', people(2), { until: '2026-12-31' })
  await told.db.updateTable('council.body').set({ state: 'working' }).execute()
  assert.equal((await problemOf(does(told, '书记', council)('endTerm'))).detail, '任期还没有满')
  const ended = await does(told, '书记', council)<Body>('endTerm', {}, days(35))
  assert.deepEqual([ended.state, ended.seats.length, ended.past.length], ['ended', 0, 2])
})

// ── Mandates ────────────────────────────────────────────────────────────────

const grant = (told: Told, body: Body, matters: string[], more: object = { document: '村民会议决定' }) =>
  told.as('书记')<Mandate>(
    'council.grantMandate',
    { ...where(body), matters, from: '2026-01-01', until: '2027-01-01', ...more },
    begin,
  )

test('CD-06: what the law reserves is not handed down, and the refusal names the clause', async told => {
  const council = await form(told, 'council', people(1))
  for (const matter of ['charter', 'election', 'membership', 'land', 'common', 'budget', 'own'])
    assert.equal(await refused(grant(told, council, ['works', matter])), 'council.reservedMatter', matter)
  const no = await problemOf(grant(told, council, ['election']))
  assert.match(String(no.detail), /选举、罢免」（《村民委员会组织法》第14条）依法不能授权/)
  const reps = await form(told, 'villageRepresentatives', [], { name: '代表会议' })
  assert.equal((await grant(told, reps, ['budget', 'works'])).valid, true)
  assert.equal(await refused(grant(told, reps, ['charter'])), 'council.reservedMatter')
})

test('CD-01: a mandate names what granted it, holds from its first day to the day before its last, and can be taken back', async told => {
  const council = await form(told, 'council', people(1))
  assert.equal(await refused(grant(told, council, ['works'], {})), 'council.noGrant')
  const given = await grant(told, council, ['works'])
  const valid = async (at: Date) => {
    const body = await told.as('书记')<Body>('council.body', { community: here, id: council.id }, at)
    return body.mandates[0]!.valid
  }
  assert.deepEqual(
    [
      await valid(new Date('2025-12-31T04:00:00Z')),
      await valid(begin),
      await valid(new Date('2026-12-31T04:00:00Z')),
      await valid(new Date('2027-01-01T04:00:00Z')),
    ],
    [false, true, true, false],
  )
  assert.equal(await refused(does(told, '小沈', given)('revokeMandate', { reason: '不合适' })), 'common.forbidden')
  assert.equal((await does(told, '书记', given)<Mandate>('revokeMandate', { reason: '改由村民会议定' })).valid, false)
})

test('whose matter it is: an assembly decides its own, a council only by a mandate, owners and members theirs alone', () => {
  const asked = (kind: string) => ['works', 'budget', 'charter', 'land', 'common'].map(m => standing(kind, m))
  assert.deepEqual(asked('villageAssembly'), ['own', 'own', 'own', 'never', 'never'])
  assert.deepEqual(asked('villageRepresentatives'), ['mandate', 'mandate', 'never', 'never', 'never'])
  assert.deepEqual(asked('council'), ['mandate', 'never', 'never', 'never', 'never'])
  assert.deepEqual(asked('members'), ['never', 'never', 'never', 'own', 'never'])
  assert.deepEqual(asked('owners'), ['never', 'never', 'never', 'never', 'own'])
  assert.deepEqual(asked('villageCommittee'), ['never', 'never', 'never', 'never', 'never'])
})

test('篇1 二（一）「治理架构」: a body finds itself on the chart by its name, and shows who is on one of the two only', async told => {
  const make = (op: string, input: object) => told.as('书记')<{ id: string; seats: { id: string }[] }>(op, input, begin)
  const onChart = async (name: string) => {
    const { id } = await make('places.addBody', { place: here, kind: 'committee', name })
    const { seats } = await make('places.addSeat', { community: here, id, name: '委员', number: 3 })
    for (const who of ['委员1', '老马'])
      await make('places.takeSeat', { community: here, id, seat: seats[0]!.id, name: who, from: '2026-01-01' })
    return id
  }
  const chart = await onChart('花园村村委会')
  const formed = await form(
    told,
    'villageCommittee',
    people(3, () => ({}), '委员'),
    { name: '花园村村委会' },
  )
  assert.deepEqual(formed.onChart, {
    id: chart,
    name: '花园村村委会',
    onlyThere: ['老马'],
    onlyHere: ['委员2', '委员3'],
  })
  const other = await form(told, 'council', [], { name: '花园村议事会' })
  assert.equal(other.onChart, null)
  const linked = await does(told, '书记', other)<Body>('reshape', { chart })
  assert.deepEqual(linked.onChart?.onlyThere.toSorted(), ['委员1', '老马'].toSorted())
  const nowhere = { chart: crypto.randomUUID() }
  assert.equal(await refused(does(told, '书记', other)('reshape', nowhere)), 'council.noSuchChart')
})
