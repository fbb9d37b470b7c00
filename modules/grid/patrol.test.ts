/** Patrols: plans make rounds, a visit needs a proof, what was not visited is told and not made good; and visits at home only where they are wanted. */
import assert from 'node:assert/strict'
import { newId } from '../../kernel/id.ts'
import { call } from '../../kernel/server.ts'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import type { HomeVisit, Plan, Point, Round, Visit } from './patrol-shapes.ts'
import { makeRounds } from './plans.ts'
import { patrolLimit } from './patrol-rules.ts'
import { endRounds } from './rounds.ts'
import { actors, begin, here, next, one, test } from './stories.ts'

type Key = { community: string; id: string }
/** Monday, nine in the morning in Beijing. */
const monday = new Date('2026-11-23T01:00:00Z')
const on = (minutes: number) => new Date(monday.getTime() + minutes * 60_000)
const codes = ['GATE-01', 'LIFT-02', 'SHED-03']

async function planned(told: Told, more: object = {}) {
  const add = (name: string, i: number) =>
    told.as('小沈')<Key>('grid.addPoint', { place: one, name, code: codes[i], lon: 120.5, lat: 31.86 }, begin)
  const points = [await add('南门岗亭', 0), await add('3幢电梯', 1), await add('车棚', 2)].map(p => p.id)
  const said = {
    place: one,
    name: '早巡',
    holder: actors['小郑']!.id,
    days: ['1', '3'],
    starts: '09:00',
    minutes: 60,
    points,
  }
  return told.as('书记')<Key>('grid.planPatrol', { ...said, ...more }, begin)
}

async function walking(told: Told) {
  const plan = await planned(told)
  assert.equal(await makeRounds(told.house, monday), 1)
  const { items } = await told.as('小郑')<{ items: Round[] }>('grid.rounds', { plan: plan.id }, monday)
  return told.as('小郑')<Round>('grid.round', key(items[0]!), monday)
}
const key = ({ community, id }: Key) => ({ community, id })
const arrive = (told: Told, v: Key, more: object, at = on(5), who = '小郑') =>
  told.as(who)<Visit>('grid.arrive', { ...key(v), ...more }, at)
async function photo(told: Told) {
  const row = { community: here, id: newId(), place: one, name: '车棚.png', type: 'image/png', size: 1 }
  await told.db
    .insertInto('kernel.file')
    .values({ ...row, sha256: Buffer.alloc(32), at: begin })
    .execute()
  return row.id
}

/** Minutes for which a round still waits for what is on its way. */
const grace = patrolLimit.lateHours.is * 60

test('a plan makes one round for each day it names, today and tomorrow, and never two', async told => {
  await planned(told)
  assert.equal(await makeRounds(told.house, monday), 1)
  assert.equal(await makeRounds(told.house, monday), 0)
  assert.equal(await makeRounds(told.house, on(24 * 60)), 1)
  const { items } = await told.as('小沈')<{ items: Round[] }>('grid.rounds', {}, monday)
  assert.deepEqual(items.map(r => [r.day, r.points, r.startsAt]).toReversed()[0], ['2026-11-23', 3, monday])
  const again = { place: one, plan: items[0]!.plan, day: '2026-11-23' }
  assert.equal(await refused(told.as('小沈')('grid.makeRound', again, monday)), 'grid.roundMade')
  assert.equal(await refused(told.as('小郑')('grid.makeRound', again, monday)), 'common.forbidden')
})

test('only who answers for the place plans; with people who serve it and points that lie in it', async told => {
  const plan = await told.as('小沈')<Plan>('grid.plan', key(await planned(told)), begin)
  const { holder, points } = plan
  const said = { place: one, name: '又一个', days: ['1'], starts: '08:00', minutes: 30 }
  const another = (more: object) => told.as('小沈')('grid.planPatrol', { ...said, holder, points, ...more }, begin)
  assert.equal(await refused(another({ holder: actors['邻居网格员']!.id })), 'grid.noSuchHandler')
  assert.equal(await refused(another({ points: [newId()] })), 'grid.noSuchPoint')
  assert.equal(await refused(another({ starts: '8点' })), 'common.invalid')
  const twice = told.as('小沈')('grid.addPoint', { place: one, name: '车棚', code: codes[0] }, begin)
  assert.equal(await refused(twice), 'grid.codeTaken')
  assert.equal(await refused(told.as('小郑')('grid.addPoint', { place: one, name: '车棚' }, begin)), 'common.forbidden')
  assert.equal(
    await refused(told.as('小沈')('grid.addPoint', { place: `${next}001`, name: '车棚' }, begin)),
    'common.forbidden',
  )
})

test('a plan is changed, stopped and taken up again; a stopped one makes no rounds', async told => {
  const plan = key(await planned(told))
  const does = (who: string, move: string, more: object = {}) =>
    told.as(who)<Plan>(`grid.${move}`, { ...plan, ...more }, begin)
  const { points, holder } = await told.as('小沈')<Plan>('grid.plan', plan, begin)
  const anew = { name: '晚巡', holder, days: ['1'], starts: '19:30', minutes: 30, points: points.slice(1) }
  assert.equal(await refused(does('小郑', 'changePlan', anew)), 'common.forbidden')
  assert.deepEqual((await does('小沈', 'changePlan', anew)).pointNames, ['3幢电梯', '车棚'])
  assert.equal(await refused(does('小郑', 'stopPlan', { reason: '人手不够' })), 'common.forbidden')
  assert.equal((await does('书记', 'stopPlan', { reason: '人手不够' })).state, 'stopped')
  assert.equal(await makeRounds(told.house, monday), 0)
  assert.equal(await refused(does('书记', 'stopPlan', { reason: '人手不够' })), 'common.wrongState')
  assert.equal((await does('书记', 'runPlan')).state, 'running')
})

test('the label on the spot is read on the spot: the code is for planners, not for whoever walks', async told => {
  await planned(told)
  const code = async (who: string) => (await told.as(who)<Point[]>('grid.points', { place: one }, begin))[0]!.code
  assert.deepEqual([await code('小郑'), Boolean(await code('小沈'))], [null, true])
  const [point] = await told.as('小沈')<Point[]>('grid.points', { place: one }, begin)
  assert.equal(await refused(told.as('小郑')('grid.retirePoint', key(point!), begin)), 'common.forbidden')
  await told.as('小沈')('grid.retirePoint', key(point!), begin)
  assert.equal((await told.as('小沈')<Point[]>('grid.points', { place: one }, begin)).length, 2)
})

test('a visit is proved by the code of that very point or a photo; a position alone proves nothing', async told => {
  const { visits } = await walking(told)
  const [gate, lift, shed] = visits as [Visit, Visit, Visit]
  assert.equal(await refused(arrive(told, gate, { lon: 120.5, lat: 31.86 })), 'grid.noProof')
  assert.equal(await refused(arrive(told, gate, { code: codes[1] })), 'grid.wrongCode')
  assert.equal(await refused(arrive(told, gate, { code: codes[0] }, on(5), '电工')), 'common.forbidden')
  const near = await arrive(told, gate, {
    code: `https://linli.example/field/p/${here}/gate-01`,
    lon: 120.5009,
    lat: 31.86,
    accuracy: 10,
  })
  assert.deepEqual([near.state, near.proof, near.metres], ['visited', ['code', 'near'], 85])
  const far = await arrive(told, lift, { code: codes[1], lon: 120.5012, lat: 31.86, accuracy: 5 })
  assert.deepEqual([far.proof, far.metres], [['code'], 113])
  assert.deepEqual((await arrive(told, shed, { photos: [await photo(told)] })).proof, ['photo'])
})

test('whoever comes to a point has set out; the round is done when no point is left without a word', async told => {
  const { visits, ...round } = await walking(told)
  const finish = () => told.as('小郑')<Round>('grid.finishRound', key(round), on(40))
  assert.equal(await refused(finish()), 'common.wrongState')
  await arrive(told, visits[0]!, { code: codes[0] })
  assert.equal((await told.as('小郑')<Round>('grid.round', key(round), on(6))).state, 'walking')
  assert.equal((await problemOf(finish())).detail, '还有点位没有到访，请先到访，或写明没去的原因')
  assert.equal(await refused(told.as('小郑')('grid.skip', key(visits[1]!), on(6))), 'common.invalid')
  for (const v of visits.slice(1)) await told.as('小郑')('grid.skip', { ...key(v), reason: '施工围挡，进不去' }, on(20))
  assert.equal((await finish()).state, 'walked')
})

test('what a telephone wrote down without a network keeps its moment, unless that is still to come', async told => {
  const { visits } = await walking(told)
  // The telephone's clock is a day behind: only how long ago it was counts.
  const day = 86_400_000
  const at = async (said: Date) => {
    const input = { ...key(visits.shift()!), code: codes[3 - visits.length - 1] }
    const device = { made: new Date(said.getTime() - day), clock: new Date(on(50).getTime() - day) }
    const { answer } = await call(told.house, {
      op: 'grid.arrive',
      input,
      actor: told.actors['小郑']!,
      now: on(50),
      device,
    })
    return (answer as Visit).visitedAt
  }
  assert.deepEqual(await at(on(10)), on(10))
  assert.deepEqual(await at(on(90)), on(50))
})

test('a round that nobody began is missed when its hour is over, not before; the worker says why', async told => {
  const { visits: _, ...round } = await walking(told)
  assert.equal(await endRounds(told.house, on(60 + grace - 1)), 0)
  assert.equal(await endRounds(told.house, on(60 + grace)), 1)
  const explain = (who: string) =>
    told.as(who)<Round>('grid.explain', { ...key(round), reason: '当天抗台值守' }, on(70))
  assert.equal(await refused(explain('电工')), 'common.forbidden')
  const missed = await explain('小郑')
  assert.deepEqual(
    [missed.state, missed.reason, missed.visits.map(v => v.state)],
    ['missed', '当天抗台值守', ['unseen', 'unseen', 'unseen']],
  )
})

test('the rate counts what is over: visited of visited, left out and missed; its list is as long', async told => {
  const { visits, ...round } = await walking(told)
  await arrive(told, visits[0]!, { code: codes[0] })
  await told.as('小郑')('grid.skip', { ...key(visits[1]!), reason: '施工围挡' }, on(20))
  type Rates = { total: Record<string, number>; rows: { key: string; label: string; due: number }[] }
  const rates = (by = 'place', who = '书记') => told.as(who)<Rates>('grid.patrolRates', { by, place: here }, on(30))
  assert.deepEqual((await rates()).total, { due: 2, visited: 1, skipped: 1, unseen: 0 })
  await endRounds(told.house, on(60 + grace))
  assert.equal((await told.as('小沈')<Round>('grid.round', key(round), on(61))).state, 'broken')
  const { total } = await rates()
  assert.deepEqual(total, { due: 3, visited: 1, skipped: 1, unseen: 1 })
  for (const [count, n] of Object.entries(total))
    assert.equal((await told.as('书记')('grid.visits', { count, place: here }, on(61))).total, n, count)
  for (const [by, label] of [
    ['place', '第一网格'],
    ['plan', '早巡'],
    ['holder', '小郑'],
  ] as const)
    assert.deepEqual(
      (await rates(by)).rows.map(r => [r.label, r.due]),
      [[label, 3]],
    )
  assert.equal((await rates('place', '邻居受理员')).total['due'], 0)
})

test('a visit made in its time counts when it arrives late, and one made after it does not; when the round is closed none does', async told => {
  const { visits, ...round } = await walking(told)
  const sends = (v: Visit, made: number, now: number) => {
    const device = { made: on(made), clock: on(now) }
    const input = { ...key(v), code: codes[visits.indexOf(v)] }
    return call(told.house, { op: 'grid.arrive', input, actor: told.actors['小郑']!, now: on(now), device })
  }
  const [gate, lift, shed] = visits as [Visit, Visit, Visit]
  const { answer } = await sends(gate, 59, 60 + grace - 1)
  assert.deepEqual([(answer as Visit).state, (answer as Visit).visitedAt], ['visited', on(59)])
  const late = await problemOf(sends(lift, 61, 62))
  assert.deepEqual(
    [late.code, late.message],
    ['grid.roundOver', '这一班巡查的时间已经过了，现在不能再记；当时在手机里记下的，连上网会自动算数'],
  )
  assert.equal(await refused(told.as('小郑')('grid.skip', { ...key(lift), reason: '围挡' }, on(61))), 'grid.roundOver')
  assert.equal((await told.as('小郑')<Round>('grid.round', key(round), on(62))).setOutAt?.getTime(), on(59).getTime())
  await endRounds(told.house, on(60 + grace))
  assert.equal(await refused(sends(shed, 59, 60 + grace)), 'common.wrongState')
  const closed = await told.as('小郑')<Round>('grid.round', key(round), on(61 + grace))
  assert.deepEqual([closed.state, closed.visits.map(v => v.state)], ['broken', ['visited', 'unseen', 'unseen']])
})

test('a round is given to somebody else, with the points not yet seen', async told => {
  const { visits, ...round } = await walking(told)
  const give = (who: string) => told.as(who)('grid.reassign', { ...key(round), holder: actors['电工']!.id }, on(1))
  assert.equal(await refused(give('小郑')), 'common.forbidden')
  await give('小沈')
  assert.equal(await refused(arrive(told, visits[0]!, { code: codes[0] })), 'common.forbidden')
  assert.equal((await arrive(told, visits[0]!, { code: codes[0] }, on(5), '电工')).state, 'visited')
})

// ── At home ─────────────────────────────────────────────────────────────────

const wish = {
  place: one,
  what: '帮忙看看扶手',
  address: '12幢3单元502室',
  contactName: '王秀兰',
  phone: '13812345678',
}

test('a visit at home is asked for, or agreed to in words that are kept; without either there is none', async told => {
  const asked = await told.as('王婶')<Key>('grid.askVisit', wish, begin)
  assert.equal((await told.as('小沈')<HomeVisit>('grid.homeVisit', key(asked), begin)).consent, 'asked')
  const arrange = (more: object, who = '小郑') => told.as(who)('grid.arrangeFor', { ...wish, ...more }, begin)
  assert.equal(await refused(arrange({})), 'common.invalid')
  assert.equal(await refused(arrange({ consent: 'agreed', consentSaid: '' })), 'common.invalid')
  assert.equal(
    await refused(arrange({ consent: 'agreed', consentSaid: '电话里说欢迎来' }, '邻居网格员')),
    'common.forbidden',
  )
  await arrange({ consent: 'agreed', consentSaid: '11月20日电话里说欢迎周三下午来' })
  assert.equal(await refused(told.as(null)('grid.askVisit', wish, begin)), 'common.signIn')
})

test('it is arranged, made and written down; the number is shown with a reason to those it concerns', async told => {
  const visit = key(await told.as('王婶')<Key>('grid.askVisit', wish, begin))
  const does = (who: string, move: string, more: object = {}) =>
    told.as(who)<HomeVisit>(`grid.${move}`, { ...visit, ...more }, begin)
  assert.equal(await refused(does('小郑', 'serve', { text: '装好了' })), 'common.forbidden')
  const at = { holder: actors['小郑']!.id, day: '2026-11-25', time: '14:30' }
  assert.equal(await refused(does('小郑', 'arrange', at)), 'common.forbidden')
  assert.deepEqual((await does('小沈', 'arrange', at)).comesAt, new Date('2026-11-25T06:30:00Z'))
  assert.equal(await refused(does('邻居受理员', 'callHome', { reason: '约时间' })), 'common.forbidden')
  const call = await does('小郑', 'callHome', { reason: '确认时间' })
  assert.deepEqual([call.revealed, call.contactPhone], ['13812345678', '138****5678'])
  assert.equal((await does('小郑', 'serve', { text: '扶手已加固' })).state, 'served')
})

test('a resident says no without a reason; nothing but the end is kept, and nobody is marked', async told => {
  const visit = key(await told.as('王婶')<Key>('grid.askVisit', wish, begin))
  assert.equal(await refused(told.as('邻居受理员')('grid.noNeed', visit, begin)), 'common.forbidden')
  const declined = await told.as('王婶')<HomeVisit>('grid.noNeed', visit, begin)
  assert.deepEqual([declined.state, declined.result], ['declined', null])
  const again = await told.as('王婶')<Key>('grid.askVisit', wish, begin)
  await told.as('小沈')(
    'grid.arrange',
    { ...key(again), holder: actors['小郑']!.id, day: '2026-11-25', time: '09:00' },
    begin,
  )
  const later = await told.as('王婶')<HomeVisit>('grid.putOff', { ...key(again), reason: '那天不在家' }, begin)
  assert.deepEqual([later.state, later.comesAt, later.holderName], ['wished', null, null])
  assert.equal(
    await refused(told.as('邻居网格员')('grid.putOff', { ...key(again), reason: '没空' }, begin)),
    'common.forbidden',
  )
})

test('the report of visits at home holds counts, and none so small that it points at a door', async told => {
  const counts = () =>
    told.as('书记')('grid.homeVisitCounts', { place: here, from: '2026-11-01', to: '2026-11-30' }, begin)
  for (let n = 0; n < 4; n++) await told.as('王婶')('grid.askVisit', wish, begin)
  assert.deepEqual(await counts(), { asked: null, served: 0, declined: 0, least: 5 })
  await told.as('王婶')('grid.askVisit', wish, begin)
  assert.equal((await counts()).asked, 5)
})

test('a neighbour does not see that somebody is visited', async told => {
  await told.as('王婶')('grid.askVisit', wish, begin)
  const total = async (who: string) => (await told.as(who)('grid.homeVisits', {}, begin)).total
  assert.deepEqual(
    [await total('王婶'), await total('小沈'), await total('邻居受理员'), await total('水务班')],
    [1, 1, 0, 0],
  )
})
