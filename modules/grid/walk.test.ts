/**
 * Random people make random moves on real matters, hundreds of times over: whatever they try, a matter stands only where the
 * law lets it stand, the law alone decides who gets through, and the work in hand and the counts stay true to the record.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import { judgedAt } from '../../kernel/move.ts'
import { from, refusal, theClock, type Actor } from '../../kernel/rules.ts'
import { call, type Ctx } from '../../kernel/server.ts'
import { inSavepoint, tried } from '../../kernel/testing-walk.ts'
import type { Told } from '../../kernel/testing.ts'
import { going, order, request, task } from './joint-rules.ts'
import { findMatter } from './matter.ts'
import { matter, phases } from './rules.ts'
import { actors, after, begin, guestOf, key, report, test } from './stories.ts'

type Move = keyof typeof matter.moves
type Key = { community: string; id: string }
const moves = Object.keys(matter.moves) as Move[]
const people = [...Object.keys(actors), '反映人', '系统']
const handlers = ['小郑', '电工', '水务班', '邻居网格员'] as const

/** One try: who, what, how much later, and small numbers that fill in the rest. */
const Try = fc.record({
  who: fc.constantFrom(...people),
  move: fc.constantFrom(...moves),
  hang: fc.constantFrom('grant', 'refuse', 'drop', 'takeUp', 'finish', 'decline', 'callOff', 'answer', 'settle'),
  onHanging: fc.integer({ min: 0, max: 9 }).map(n => n > 6),
  on: fc.boolean(),
  hours: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 9 }) },
    { weight: 3, arbitrary: fc.integer({ min: 10, max: 60 }) },
    { weight: 1, arbitrary: fc.constant(800) },
  ),
  pick: fc.integer({ min: 0, max: 3 }),
})
type Try = typeof Try extends fc.Arbitrary<infer T> ? T : never

const given = ({ pick }: Try, other: Key, at: Date): Record<string, unknown> => ({
  holder: actors[handlers[pick]!]!.id,
  reason: '另有原因',
  text: '写一句话',
  until: new Date(at.getTime() + (pick + 1) * 86_400_000).toISOString().slice(0, 10),
  days: pick + 1,
  lead: other.id,
  system: '暨阳平台',
  stars: pick + 1,
  result: (['pleased', 'fair', 'displeased', 'unreached'] as const)[pick],
  ...(pick > 1 && { despite: '协办另有安排' }),
})

const onlyInputs: Partial<Record<Move, readonly string[]>> = {
  extend: ['days', 'reason'],
  askExtend: ['days', 'reason'],
  invite: ['holder', 'text', 'until'],
}
const inputOf = (move: Move, all: Record<string, unknown>) =>
  move === 'called'
    ? { result: 'reached' }
    : onlyInputs[move]
      ? Object.fromEntries(onlyInputs[move].map(name => [name, all[name]]))
      : all

/** Who makes which move before chance takes over; 「并单」 joins the other matter to ours. */
type Road = readonly (readonly [who: string, move: string, more?: object])[]
const toHand: Road = [
  ['小沈', 'accept'],
  ['小沈', 'dispatch', { holder: actors['小郑']!.id }],
  ['小郑', 'sign'],
]
const toEnd: Road = [...toHand, ['小郑', 'feedback', { text: '已更换灯泡' }], ['小沈', 'verify']]
const roads: readonly Road[] = [
  [],
  toHand,
  toHand,
  toEnd,
  [['并单', 'merge'], ...toEnd],
  [...toHand, ['小沈', 'lift', { reason: '要街道协调' }]],
  [...toHand, ['小郑', 'askTransfer', { reason: '归维修班' }]],
  [...toHand, ['系统', 'heardDone', { system: '暨阳平台' }]],
]

const PARTS = 6
const WALKS = 50
const seen: Seen = { states: new Set(), made: new Set(), refused: 0, done: 0 }

/** In parts, so that one that fails says so before the others have run. */
for (let part = 1; part <= PARTS; part++)
  test(`${WALKS} random walks never leave the law (${part} of ${PARTS})`, told =>
    fc.assert(
      fc.asyncProperty(fc.array(Try, { minLength: 4, maxLength: 10 }), fc.constantFrom(...roads), (tries, road) =>
        inSavepoint(told, () => walk(told, tries, road)),
      ),
      { numRuns: WALKS, seed: 20261123 + part, endOnFailure: true },
    ))

test('the walks came everywhere: into every state, by every move, and were refused as often', () => {
  assert.deepEqual([...seen.states].toSorted(), Object.keys(matter.states).toSorted())
  assert.deepEqual(
    moves.filter(move => !seen.made.has(move)),
    [],
  )
  assert.ok(seen.done > 300 && seen.refused > 300, `${seen.done} done, ${seen.refused} refused`)
})

type Seen = { states: Set<string>; made: Set<string>; refused: number; done: number }

async function walk(told: Told, tries: readonly Try[], road: Road) {
  const ours = key(await report(told))
  const other = key(await report(told))
  let at = begin
  for (const [who, move, more] of road) {
    seen.made.add(move)
    await call(told.house, {
      op: `grid.${move}`,
      input: { ...(who === '并单' ? other : ours), lead: ours.id, ...more },
      actor: who === '系统' ? theClock : actors[who === '并单' ? '小沈' : who]!,
      now: at,
    })
  }
  for (const one of tries) {
    at = new Date(at.getTime() + one.hours * 3_600_000)
    const target = one.on ? ours : other
    if (one.onHanging) await tryHanging(told, target, one, at)
    else await tryMove(told, target, one.on ? other : ours, one, at)
  }
  for (const one of [ours, other]) await stands(told, one)
}
async function tryMove(told: Told, target: Key, other: Key, one: Try, at: Date) {
  const { actor, move } = await somebody(told, target, one, at)
  const before = (await stored(told, target, at))!
  const law = refusal(matter, move, before as never, actor, judgedAt({ ...told.house, now: at }, before.place))
  const input = { ...target, ...inputOf(move, given(one, other, at)) }
  const said = await tried(told, { op: `grid.${move}`, input, actor, now: at })
  const now = (await stored(told, target, at))!
  if (said) {
    seen.refused++
    assert.equal(now.state, before.state, `${move} was refused and moved it all the same`)
    if (law) assert.equal(said.code, law.code, `${move} by ${actor.name}: ${said.message}`)
    return
  }
  seen.done++
  seen.made.add(move)
  seen.states.add(now.state)
  assert.equal(law, null, `${move} went through although the law says ${String(law?.detail)}`)
  const { to } = matter.moves[move] as { to?: string }
  assert.ok(from(matter.moves[move]).includes(before.state))
  assert.equal(now.state, to ?? before.state)
}

/** Half of the tries are made by somebody who may, so that the walks come further than the first step. */
async function somebody(told: Told, target: Key, one: Try, at: Date): Promise<{ actor: Actor; move: Move }> {
  const reporter = await guestOf(told, target)
  const named = (name: string): Actor => (name === '系统' ? theClock : name === '反映人' ? reporter : actors[name]!)
  if (one.pick < 2) return { actor: named(one.who), move: one.move }
  const record = (await stored(told, target, at))!
  const judged = judgedAt({ ...told.house, now: at }, record.place)
  const open = moves.flatMap(move => {
    const who = people.map(named).filter(actor => !refusal(matter, move, record as never, actor, judged))
    return who.length ? [{ move, actor: who[one.hours % who.length]! }] : []
  })
  // Those that lead somewhere first: a note can be written a hundred times without getting on.
  const onward = open.filter(o => 'to' in matter.moves[o.move])
  const among = one.pick === 3 && onward.length ? onward : open
  return (
    among[(one.hours * 7 + moves.indexOf(one.move)) % Math.max(1, among.length)] ?? {
      actor: named(one.who),
      move: one.move,
    }
  )
}

async function tryHanging(told: Told, target: Key, one: Try, at: Date) {
  const m = (await stored(told, target, at))!
  const machine = [request, task, order].find(x => Object.hasOwn(x.moves, one.hang))!
  const list = machine === request ? m.requests : machine === task ? m.tasks : m.orders
  const record = list.find(r => going(machine).includes(r.state)) ?? list[0]
  if (!record) return
  const clerk = ['小沈', '监督员', '街道主任', '小郑', '电工', '王婶'][one.hours % 6]!
  const holder = actors[handlers[one.pick]!]!.id
  const input = { community: record.community, id: record.id, reason: '另有原因', text: '写一句话', holder }
  const said = await tried(told, { op: `grid.${one.hang}`, input, actor: actors[clerk]!, now: at })
  if (said) seen.refused++
  else seen.done++
}

/** What must hold of a matter wherever a walk has left it. */
async function stands(told: Told, of: Key) {
  const m = (await stored(told, of, after(5000)))!
  const inHands = ['dispatched', 'handling', 'paused', 'checking']
  assert.ok(Object.hasOwn(matter.states, m.state))
  if (inHands.includes(m.state)) assert.ok(m.holder, `${m.state} in nobody's hands`)
  if (['accepted', 'reported'].includes(m.state)) assert.equal(m.holder, null)
  assert.equal(m.state === 'paused', m.pausedUntil !== null)
  assert.equal(m.state === 'waiting', m.supplementBy !== null)
  assert.ok(!phases.joined.includes(m.state as 'merged') || m.lead !== null)
  assert.ok(!['closed', 'confirmed', 'archived'].includes(m.state) || m.closedAt !== null)
  assert.ok(m.pausedDays <= 31 && m.extended <= 1 && [6, 9, 12].includes(m.desk.length))
  assert.ok(m.place.startsWith(m.desk))
  assert.ok(m.asking <= 1 && m.supervised <= 1)
  assert.ok(m.followers === 0 || !['rejected', 'withdrawn'].includes(m.state))
  const { rows } = await sql<{
    state: string
    desk: string
    holder: string | null
    ended: boolean
    standing: number
    records: number
  }>`
    select w.state, w.desk, w.holder, w.ended,
      (select sum(n)::int from kernel.standing s where s.machine = 'grid.matter' and s.state = w.state and s.community = w.community) as standing,
      (select count(*)::int from grid.matter x where x.state = w.state and x.community = w.community) as records
    from kernel.work w where w.record = ${m.id}`.execute(told.db)
  const work = rows[0]!
  assert.deepEqual(
    [work.state, work.desk, work.holder, work.ended],
    [m.state, m.desk, m.holder, Boolean((matter.states[m.state as 'merged'] as { end?: boolean }).end)],
  )
  assert.equal(work.standing, work.records)
}

const stored = (told: Told, { community, id }: Key, now: Date) =>
  findMatter({ ...told.house, db: told.db, now, me: theClock, also: {} } as unknown as Ctx, community, id)
