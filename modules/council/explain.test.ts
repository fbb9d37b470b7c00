/** What a losing project is told holds when it is tried: with that much more, or at that cost, it is chosen; with a little less it is not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { together, type Election } from './ballots.ts'
import { count, type RuleName } from './count.ts'
import { whyLost } from './explain.ts'

const election = fc.integer({ min: 2, max: 6 }).chain(n =>
  fc
    .record({
      budget: fc.bigInt({ min: 1n, max: 2000n }),
      costs: fc.array(fc.bigInt({ min: 2n, max: 1500n }), { minLength: n, maxLength: n }),
      said: fc.array(fc.array(fc.boolean(), { minLength: n, maxLength: n }), { minLength: 1, maxLength: 12 }),
    })
    .map(({ budget, costs, said }): Election => ({
      kind: 'approval',
      budget,
      projects: costs.map((cost, i) => ({ id: `p${i}`, name: `项目${i}`, cost })),
      ballots: together(said.map(row => new Map(row.flatMap((v, i) => (v ? [[i, 1n] as const] : []))))),
      cast: said.length,
      least: 0n,
    })),
)
const losers = (e: Election, name: RuleName) => {
  const counted = count(e, name)
  return e.projects.flatMap((_, i) => (counted.chosen.includes(i) ? [] : [whyLost(e, counted, i)]))
}

test('so many points more would have been enough, and one less would not', () =>
  fc.assert(
    fc.property(election, fc.constantFrom<RuleName>('greedy', 'greedy-no-skip', 'score-order'), (e, name) => {
      for (const { project, score } of losers(e, name)) {
        const tried = (more: bigint) =>
          count(
            { ...e, ballots: [...e.ballots, { said: new Map([[project, more]]), times: 1 }] },
            name,
          ).chosen.includes(project)
        if (score === undefined) assert.ok(e.projects[project]!.cost > e.budget || !tried(100n))
        else assert.deepEqual([tried(score), score > 1n && tried(score - 1n)], [true, false])
      }
    }),
    { numRuns: 200 },
  ))

test('at that cost it would have been chosen, whatever the rule', () =>
  fc.assert(
    fc.property(election, fc.constantFrom<RuleName>('greedy', 'equal-shares', 'equal-shares-add1u'), (e, name) => {
      for (const { project, cost } of losers(e, name)) {
        if (cost === undefined) continue
        const projects = e.projects.map((p, i) => (i === project ? { ...p, cost } : p))
        assert.ok(cost < e.projects[project]!.cost)
        assert.ok(count({ ...e, projects }, name).chosen.includes(project))
      }
    }),
    { numRuns: 200 },
  ))

test('the reason is said in words with the figures', () => {
  const e: Election = {
    kind: 'approval',
    budget: 100_000n,
    projects: [
      { id: 'a', name: '路灯', cost: 80_000n },
      { id: 'b', name: '凉亭', cost: 50_050n },
      { id: 'c', name: '雕像', cost: 10n },
    ],
    ballots: [
      { said: new Map([[0, 1n]]), times: 3 },
      { said: new Map([[1, 1n]]), times: 1 },
    ],
    cast: 4,
    least: 0n,
  }
  const [pavilion, statue] = losers(e, 'greedy')
  assert.deepEqual(pavilion, { project: 1, because: '轮到它时还剩 200 元，它要 500.50 元', score: 3n, cost: 20_000n })
  assert.equal(statue!.because, '没有人支持它')
  assert.match(losers(e, 'greedy-no-skip')[0]!.because, /还剩 200 元/)
})
