/** The two readings of a rule, and what a machine must not be. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { visible } from './db.ts'
import {
  all,
  any,
  anyone,
  asDeclared,
  clock,
  deadEnds,
  guard,
  machine,
  offers,
  own,
  permits,
  post,
  refusal,
  signedIn,
  theClock,
  unmovable,
  unreachable,
} from './rules.ts'
import type { Actor, Rule } from './rules.ts'
import { world } from './testing.ts'

const ids = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002']
const places = ['', '32', '320582', '320582100', '320582101', '320582100004', '320582100004001', '3205821000040', '99']
const anyRule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>(tie => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(anyone, signedIn, own('person')),
    fc.constantFrom('clerk', 'worker').chain(role => fc.constantFrom(post(role).in('place'), post(role).over('place'))),
    fc.array(tie('rule'), { maxLength: 3 }).map(rules => any(...rules)),
    fc.array(tie('rule'), { maxLength: 3 }).map(rules => all(...rules)),
  ),
})).rule
const anyActor = fc.option(
  fc.record({
    id: fc.constantFrom(...ids),
    posts: fc.array(fc.record({ role: fc.constantFrom('clerk', 'worker'), place: fc.constantFrom(...places) }), {
      maxLength: 3,
    }),
  }),
)
const anyRow = fc.record({
  person: fc.option(fc.constantFrom(...ids)),
  place: fc.option(fc.constantFrom(...places.slice(1))),
})

const { test } = world({})

test('the two readings of a rule agree: permits() and the WHERE clause', async ({ db }) => {
  await fc.assert(
    fc.asyncProperty(anyRule, anyActor, anyRow, async (rule, actor, row) => {
      const { rows } = await sql<{ ok: boolean | null }>`
        select ${visible(rule, actor)} as ok from (values (${row.person}::uuid, ${row.place}::text collate "C")) as t(person, place)`.execute(
        db,
      )
      assert.equal(rows[0]!.ok ?? false, permits(rule, actor, row))
    }),
    { numRuns: 500 },
  )
})

plain('a post over a place reaches all below it and nothing beside it', () => {
  const rule = post('clerk').over('place')
  const clerk: Actor = { id: ids[0]!, posts: [{ role: 'clerk', place: '320582100' }] }
  assert.equal(permits(rule, clerk, { place: '320582100004001' }), true)
  assert.equal(permits(rule, clerk, { place: '320582101004001' }), false)
  assert.equal(permits(rule, clerk, { place: '320582' }), false)
})

const door = machine({
  name: 'test.door',
  label: '门',
  seen: anyone,
  initial: 'shut',
  states: { shut: '关', open: '开', gone: { label: '拆了', end: true }, lost: '没人到得了' },
  moves: {
    open: {
      label: '开门',
      from: 'shut',
      to: 'open',
      by: signedIn,
      when: [guard<{ key: boolean }>('没有钥匙', f => f.key)],
    },
    shut: { label: '关门', from: 'open', to: 'shut', by: signedIn },
    remove: { label: '拆门', from: ['shut', 'open'], to: 'gone', by: post('nobody-holds-this').over('place') },
    wait: { label: '等', from: 'open', by: clock },
  },
})
const at = asDeclared(new Date())
const me: Actor = { id: ids[0]!, posts: [] }

plain('a machine with an unreachable state, a dead end, or a move nobody can make is found out', () => {
  assert.deepEqual(unreachable(door as never), ['lost'])
  assert.deepEqual(deadEnds(door as never), ['lost'])
  assert.deepEqual(unmovable(door as never, new Set(['clerk'])), ['remove'])
})

plain('a refusal says why: not signed in, wrong state, condition unmet', () => {
  const shut = { state: 'shut', key: false }
  assert.equal(refusal(door, 'open', shut, null, at)?.code, 'common.signIn')
  assert.equal(refusal(door, 'shut', shut, me, at)?.detail, '「门」现在是「关」，不能「关门」')
  assert.equal(refusal(door, 'open', shut, me, at)?.detail, '没有钥匙')
  assert.equal(refusal(door, 'open', { ...shut, key: true }, me, at), null)
})

plain('a button is offered, greyed with its reason, or not there at all', () => {
  assert.deepEqual(offers(door, { state: 'shut', key: false }, me, at), [
    { move: 'open', label: '开门', to: 'open', because: '没有钥匙' },
  ])
  assert.deepEqual(offers(door, { state: 'shut', key: true }, me, at), [{ move: 'open', label: '开门', to: 'open' }])
  assert.deepEqual(
    offers(door, { state: 'open', key: true, place: '32' }, theClock, at).map(o => o.move),
    ['shut', 'wait'],
  )
})
