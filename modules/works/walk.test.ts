/**
 * Random people make random moves on projects, samples and visits: the law alone decides who gets through, and wherever a walk
 * ends, nobody is on both sides, no more is accepted than was signed, and nothing is paid out before the reviews.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import { judgedAt } from '../../kernel/move.ts'
import { from, permits, refusal, theClock, type Actor, type Machine } from '../../kernel/rules.ts'
import { call, type Ctx } from '../../kernel/server.ts'
import { inSavepoint, tried } from '../../kernel/testing-walk.ts'
import type { Told } from '../../kernel/testing.ts'
import { findProject } from './project-read.ts'
import { project } from './rules.ts'
import { movingVisits } from './visit.ts'
import { visit } from './visit-rules.ts'
import {
  actors,
  answer,
  at as ground,
  begin,
  day,
  days,
  here,
  key,
  run,
  test,
  upTo,
  type Key,
  type Name,
} from './stories.ts'

type Stands = { state: string; place: string } & Record<string, unknown>
const laws = { project, visit } as unknown as Record<string, Machine>
const finders = { project: findProject, visit: movingVisits.find } as unknown as Record<
  string,
  (ctx: Ctx, community: string, id: string) => Promise<Stands | undefined>
>
const who = Object.keys(actors) as Name[]
const moves = Object.entries(laws).flatMap(([of, m]) => Object.keys(m.moves).map(move => ({ of, move })))

const Try = fc.record({
  what: fc.constantFrom(...moves),
  who: fc.constantFrom(...who),
  /** Each choice has a die of its own, so that none decides another. */
  dice: fc.array(fc.nat(999), { minLength: 6, maxLength: 6 }),
  likely: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  later: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.integer({ min: 1, max: 12 }) }),
})
type Try = typeof Try extends fc.Arbitrary<infer T> ? T : never
const seen = { made: new Set<string>(), done: 0, refused: 0 }
const WALKS = 25

test(`${WALKS} random walks of the works never leave the law`, async told => {
  const things = { project: [] as Key[], visit: [] as Key[] }
  for (const [i, far] of (['planned', 'quoted', 'underWay', 'completed', 'reviewing', 'mending'] as const).entries())
    things.project.push(await upTo(told, far, { rank: 6 - i, title: `项目${i + 1}` }))
  for (const p of things.project.slice(2, 4))
    things.visit.push(key(await run<Key>(told, '老方', 'planVisit', { place: here, project: p.id }, begin)))
  await furnish(told, things.project)
  await fc.assert(
    fc.asyncProperty(fc.array(Try, { minLength: 10, maxLength: 20 }), tries =>
      inSavepoint(told, async () => {
        let at = days(40)
        for (const one of tries) {
          at = days(one.later, at)
          await attempt(told, things, one, at)
        }
        await stands(told)
      }),
    ),
    { numRuns: WALKS, seed: 20261130, endOnFailure: true, includeErrorInReport: true },
  )
})

test('the walks made nearly every move, and were refused as often', () => {
  const never = moves.map(m => m.move).filter(move => !seen.made.has(move))
  assert.ok(never.length < 5, `never made: ${never.join(' ')}`)
  assert.ok(seen.done > 100 && seen.refused > 60, `${seen.done} done, ${seen.refused} refused`)
})

/** So that something is there to be passed, signed and mended, and enough homes have answered. */
async function furnish(told: Told, [, , going, , reviewing, mending]: Key[]) {
  const { milestones } = await run(told, '小沈', 'addMilestone', { ...going, title: '立杆', dueOn: day(50), share: 30 })
  await run(told, '维修工', 'reportSite', { ...going, text: '立好了', milestone: milestones[0]!.id })
  await run(told, '书记', 'change', { ...going, amount: '10', why: '加开关' })
  await answer(told, reviewing!)
  const { defects } = await run(told, '老方', 'addDefect', { ...mending, text: '灯闪' })
  await run(told, '维修工', 'mendDefect', { ...mending, defect: defects[0]!.id, text: '换了灯头' })
}

async function attempt(told: Told, things: Record<string, Key[]>, one: Try, at: Date) {
  const { of } = one.what
  const target = thrown(one, 0, things[of]!)
  const before = await stood(told, of, target, null, at)
  const machine = laws[of]!
  const able = async (move: string) => {
    const can: Name[] = []
    for (const name of who)
      if (permits(machine.moves[move]!.by, actors[name]!, before) && !(await law(told, of, target, move, name, at)))
        can.push(name)
    return can
  }
  const open = Object.keys(machine.moves).filter(
    m => from(machine.moves[m]!).includes(before.state) && m !== 'stopProject',
  )
  const move = one.likely && open.length ? thrown(one, 1, open) : one.what.move
  const may = one.likely ? await able(move) : []
  const name = may.length ? thrown(one, 2, may) : one.who
  const no = await law(told, of, target, move, name, at)
  const input = { ...target, ...given(before, one, at) }
  const said = await tried(told, { op: `works.${move}`, input, actor: actors[name]!, now: at })
  const after = await stood(told, of, target, null, at)
  if (said) {
    seen.refused++
    assert.equal(after.state, before.state, `${move} was refused and moved it all the same`)
    if (no) assert.equal(said.code, no.code, `${move} by ${name}: ${said.message} ${JSON.stringify(said.detail)}`)
    return
  }
  seen.done++
  seen.made.add(move)
  assert.equal(no, null, `${move} by ${name} went through although the law says ${String(no?.detail)}`)
  assert.equal(after.state, (machine.moves[move] as { to?: string }).to ?? before.state)
}

const thrown = <T>({ dice }: Try, die: number, among: readonly T[]): T => among[dice[die]! % among.length]!
async function stood(told: Told, of: string, { id }: Key, name: Name | null, now: Date): Promise<Stands> {
  const me = name ? actors[name]! : theClock
  return (await finders[of]!(
    { ...told.house, db: told.db, now, me, ask: asking(told, me, now) } as unknown as Ctx,
    here,
    id,
  ))!
}
/** What a record looks up through other modules' doors. */
const asking = (told: Told, actor: Actor, now: Date) => async (op: { name?: string }, input: object) =>
  (await call(told.house, { op: op.name!, input, actor, now })).answer
async function law(told: Told, of: string, target: Key, move: string, name: Name, now: Date) {
  const record = await stood(told, of, target, name, now)
  const judged = judgedAt({ ...told.house, now }, record.place)
  return refusal(laws[of] as never, move as never, record as never, actors[name]!, judged)
}
function given(p: Stands, one: Try, at: Date) {
  const today = at.toISOString().slice(0, 10)
  const some = (list: unknown) => {
    const all = (list ?? []) as { id: string }[]
    return all.length ? thrown(one, 3, all).id : String(p['id'])
  }
  const n = one.dice[4]!
  return {
    quote: some(p['quotes']),
    milestone: some(p['milestones']),
    change: some(p['changes']),
    defect: some(p['defects']),
    way: thrown(one, 5, ['direct', 'quotes', 'township']),
    reference: 'YS-9',
    line: ground().line,
    bidder: `施工队${n % 5}`,
    amount: String(1 + (n % 4_900)),
    share: 1 + (n % 100),
    dueOn: day(60 + (n % 40)),
    signedDay: today,
    title: '一个节点',
    text: '写一句话',
    reason: '另有原因',
    why: '另有原因',
    findings: '看过现场',
    question: '为什么',
    number: `N-${n}-${at.getTime()}`,
    ok: n % 3 > 0,
  }
}

async function stands(told: Told) {
  const { rows } = await sql<Record<string, number>>`select
    (select count(*)::int from works.project where hands && watchers) as both,
    (select count(*)::int from money.commitment where accepted > amount) as over,
    (select count(*)::int from works.project p where p.state in ('underWay', 'completed', 'reviewing', 'mending')
      and (select sum(c.accepted) * 10 from money.commitment c where c.contract = p.id) > 9 * (p.contract_amount +
        coalesce((select sum(abs(amount)) from works.change h where h.project = p.id), 0))) as early,
    (select count(*)::int from works.project p where p.state = 'closed' and exists (select from works.defect d where d.project = p.id and d.passed_on is null)) as unmended,
    (select count(*)::int from works.reviewed r where not exists (select from works.household h where h.project = r.project and h.room = r.room)) as strangers`.execute(
    told.db,
  )
  assert.deepEqual(rows[0], { both: 0, over: 0, early: 0, unmended: 0, strangers: 0 })
}
