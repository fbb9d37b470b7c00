/**
 * Random people make random moves on rounds, visits, visits at home, plans, points, requests, help and orders: the law alone decides
 * who gets through, a refusal changes nothing, and whatever went through stands where its move leads. Matters: walk.test.ts.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { judgedAt } from '../../kernel/move.ts'
import { from, Problem, refusal, theClock, type Machine } from '../../kernel/rules.ts'
import { call, type Ctx } from '../../kernel/server.ts'
import type { Told } from '../../kernel/testing.ts'
import { movingHomeVisits } from './home-visits.ts'
import { movingOrders, movingRequests, movingTasks } from './joint.ts'
import { makeRounds, movingPlans, movingPoints } from './plans.ts'
import { movingRounds, movingVisits } from './rounds.ts'
import { actors, begin, here, one, test, upTo } from './stories.ts'

type Key = { community: string; id: string }
type Stood = Key & { state: string; place: string }
const kinds = [
  movingRounds,
  movingVisits,
  movingHomeVisits,
  movingPlans,
  movingPoints,
  movingRequests,
  movingTasks,
  movingOrders,
]
const people = ['小沈', '小郑', '书记', '监督员', '电工', '王婶', '邻居受理员', '系统']
const monday = new Date('2026-11-23T01:00:00Z')

const Try = fc.record({
  kind: fc.integer({ min: 0, max: kinds.length - 1 }),
  move: fc.nat({ max: 9 }),
  who: fc.constantFrom(...people),
  mayOnly: fc.boolean(),
  which: fc.nat({ max: 2 }),
  minutes: fc.constantFrom(0, 1, 5, 20, 90),
})
type Try = typeof Try extends fc.Arbitrary<infer T> ? T : never
const seen = { done: new Set<string>(), refused: 0 }

for (let part = 1; part <= 4; part++)
  test(`40 random moves on everything beside matters never leave the law (${part} of 4)`, told =>
    walk(told, fc.sample(Try, { numRuns: 40, seed: 20261130 + part }), part))

test('the walks made moves of every kind, and were refused as well', () => {
  const reached = kinds.filter(k =>
    Object.keys(k.machine.moves).some(move => seen.done.has(`${k.machine.name} ${move}`)),
  )
  assert.deepEqual(
    kinds.filter(k => !reached.includes(k)).map(k => k.machine.name),
    [],
  )
  assert.ok(seen.refused > 20, String(seen.refused))
})

async function walk(told: Told, tries: readonly Try[], n: number) {
  const all = await world(told, n)
  let at = monday
  for (const one of tries) {
    at = new Date(at.getTime() + one.minutes * 60_000)
    const kind = kinds[one.kind]!
    const records = all.get(kind.machine.name)!
    const points = all
      .get(movingPoints.machine.name)!
      .map(p => p.id)
      .slice(0, 1)
    await attempt(told, kind, records[one.which % records.length]!, points, one, at)
  }
}

async function attempt(
  told: Told,
  kind: (typeof kinds)[number],
  key: Key,
  points: readonly string[],
  one: Try,
  at: Date,
) {
  const machine: Machine = kind.machine
  const stands = async () =>
    (await kind.find(
      { ...told.house, db: told.db, now: at, me: theClock, also: {} } as unknown as Ctx,
      key.community,
      key.id,
    )) as Stood
  const before = await stands()
  const judged = judgedAt({ ...told.house, now: at }, before.place)
  const named = (who: string) => (who === '系统' ? theClock : actors[who]!)
  const may = people.flatMap(who =>
    Object.keys(machine.moves).flatMap(move =>
      refusal(machine, move, before as never, named(who), judged) ? [] : [{ who, move }],
    ),
  )
  const names = Object.keys(machine.moves)
  const { who, move } =
    one.mayOnly && may.length
      ? may[(one.move * 7 + one.minutes) % may.length]!
      : { who: one.who, move: names[one.move % names.length]! }
  const law = refusal(machine, move, before as never, named(who), judged)
  const said = await call(told.house, {
    op: `grid.${move}`,
    input: { ...key, ...given(move, points) },
    actor: named(who),
    now: at,
  }).then(
    () => null,
    (error: unknown) => {
      if (error instanceof Problem && error.status < 500) return error
      throw error
    },
  )
  const now = await stands()
  if (said) {
    seen.refused++
    assert.equal(now.state, before.state, `${move} was refused and moved it all the same`)
    if (law) assert.equal(said.code, law.code, `${machine.name} ${move} by ${who}: ${said.message}`)
    return
  }
  seen.done.add(`${machine.name} ${move}`)
  assert.equal(law, null, `${machine.name} ${move} by ${who} went through although the law refuses it`)
  assert.ok(from(machine.moves[move]!).includes(before.state))
  assert.equal(now.state, machine.moves[move]!.to ?? before.state)
}

const given = (move: string, points: readonly string[]): object =>
  move === 'changePlan'
    ? { ...planning, holder: actors['小郑']!.id, points }
    : {
        holder: actors['电工']!.id,
        reason: '另有原因',
        text: '写一句话',
        day: '2026-11-25',
        time: '09:00',
        ...(move === 'arrive' && { code: 'GATE-01' }),
      }
const planning = { name: '早巡', days: ['1', '2', '3'], starts: '09:00', minutes: 60 }

/** One or more of each kind, as they stand on a Monday morning. */
async function world(told: Told, n: number): Promise<Map<string, Key[]>> {
  const point = await told.as('小沈')<Key>('grid.addPoint', { place: one, name: `南门${n}`, code: 'GATE-01' }, begin)
  const spare = await told.as('小沈')<Key>('grid.addPoint', { place: one, name: `车棚${n}` }, begin)
  const holder = actors['小郑']!.id
  const plan = await told.as('书记')<Key>(
    'grid.planPatrol',
    { ...planning, place: one, holder, points: [point.id] },
    begin,
  )
  await makeRounds(told.house, monday)
  const rounds = await told.db
    .selectFrom('grid.round')
    .select(['community', 'id'])
    .where('plan', '=', plan.id)
    .execute()
  const visits = await told.db
    .selectFrom('grid.visit')
    .select(['community', 'id'])
    .where('point', '=', point.id)
    .execute()
  const homes: Key[] = []
  for (let i = 0; i < 3; i++)
    homes.push(
      await told.as('王婶')<Key>('grid.askVisit', { place: one, what: '看看扶手', address: '12幢3单元502室' }, begin),
    )
  const matter = await upTo(told, 'handling')
  await told.as('小郑')('grid.askHelp', { ...matter, reason: '要两个人' }, begin)
  await told.as('小沈')('grid.invite', { ...matter, holder: actors['电工']!.id, text: '带梯子来' }, begin)
  await told.as('监督员')('grid.supervise', { ...matter, text: '请说明' }, begin)
  const hung = (table: 'grid.request' | 'grid.task' | 'grid.supervision') =>
    told.db
      .selectFrom(table)
      .select(['community', 'id'])
      .where('community', '=', here)
      .where('matter', '=', matter.id)
      .execute()
  return new Map<string, Key[]>([
    [movingRounds.machine.name, rounds],
    [movingVisits.machine.name, visits],
    [movingHomeVisits.machine.name, homes],
    [movingPlans.machine.name, [plan]],
    [movingPoints.machine.name, [point, spare]],
    [movingRequests.machine.name, await hung('grid.request')],
    [movingTasks.machine.name, await hung('grid.task')],
    [movingOrders.machine.name, await hung('grid.supervision')],
  ])
}
