/** Promises of the count: what every rule keeps, whatever was voted; and that others who counted the same files found the same. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { spent, tally, together, type Election, type Kind } from './ballots.ts'
import { count, isRule, rules, type RuleName } from './count.ts'
import { compare, fraction, minus, plus, times, zero, type Fraction } from './fraction.ts'
import { readPabulib, writePabulib } from './pabulib.ts'

const names = Object.keys(rules) as RuleName[]
const familyOf = (name: RuleName) => rules[name].family

/** Small enough to have many ties, which is where a count goes wrong. */
const elections = (kind: Kind = 'approval') =>
  fc
    .integer({ min: 1, max: 7 })
    .chain(n =>
      fc.record({
        budget: fc.bigInt({ min: 0n, max: 3000n }),
        costs: fc.array(fc.bigInt({ min: 1n, max: 1500n }), { minLength: n, maxLength: n }),
        said: fc.array(
          fc.array(fc.integer({ min: 0, max: kind === 'scoring' ? 10 : 1 }), { minLength: n, maxLength: n }),
          {
            minLength: 1,
            maxLength: 14,
          },
        ),
      }),
    )
    .map(({ budget, costs, said }): Election => ({
      kind,
      budget,
      projects: costs.map((cost, i) => ({ id: `p${i}`, name: `项目${i}`, cost })),
      ballots: together(said.map(row => new Map(row.flatMap((v, i) => (v ? [[i, BigInt(v)] as const] : []))))),
      cast: said.length,
      least: 0n,
    }))

const any = fc.oneof(elections('approval'), elections('scoring'))
const rule = fc.constantFrom(...names)

test('no rule but the one that is topped up spends more than there is, and none chooses twice or what nobody wants', () =>
  fc.assert(
    fc.property(any, rule, (election, name) => {
      const { chosen, sums, left } = count(election, name)
      if (name !== 'greedy-custom') assert.ok(spent(election.projects, chosen) <= election.budget)
      assert.equal(left, election.budget - spent(election.projects, chosen))
      assert.equal(new Set(chosen).size, chosen.length)
      assert.ok(chosen.every(i => sums[i]!.votes > 0))
    }),
    { numRuns: 400 },
  ))

test('the order in which ballots lie in the box changes nothing', () =>
  fc.assert(
    fc.property(any, rule, fc.infiniteStream(fc.nat()), (election, name, random) => {
      const mixed = election.ballots
        .map(b => ({ b, key: random.next().value }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ b }) => b)
      assert.deepEqual(count({ ...election, ballots: mixed }, name).chosen, count(election, name).chosen)
    }),
    { numRuns: 200 },
  ))

test('listed in another order the same are chosen, where no tie decides', () =>
  fc.assert(
    fc.property(elections('scoring'), rule, (election, name) => {
      const sums = tally(election).map(t => t.score)
      fc.pre(new Set(sums).size === sums.length && familyOf(name) === 'greedy')
      const turned = (i: number) => election.projects.length - 1 - i
      const other: Election = {
        ...election,
        projects: election.projects.toReversed(),
        ballots: election.ballots.map(({ said, times }) => ({
          said: new Map([...said].map(([i, n]) => [turned(i), n])),
          times,
        })),
      }
      assert.deepEqual(count(other, name).chosen.map(turned), count(election, name).chosen)
    }),
    { numRuns: 200 },
  ))

test('one more ballot for what was chosen does not lose it, by any rule that goes down the list', () =>
  fc.assert(
    fc.property(
      any,
      fc.constantFrom<RuleName>('greedy', 'greedy-no-skip', 'score-order'),
      fc.nat(),
      (election, name, n) => {
        const { chosen } = count(election, name)
        fc.pre(chosen.length > 0)
        const winner = chosen[n % chosen.length]!
        const more = { said: new Map([[winner, 1n]]), times: 1 }
        const again = count({ ...election, ballots: [...election.ballots, more], cast: election.cast + 1 }, name)
        assert.ok(again.chosen.includes(winner))
      },
    ),
    { numRuns: 300 },
  ))

test('with equal shares nobody pays more than their share, nor for what they did not want, and each project is paid to the fen', () =>
  fc.assert(
    fc.property(any, fc.constantFrom<RuleName>('equal-shares', 'equal-shares-add1'), (election, name) => {
      const { bought, endowment } = count(election, name)
      const purses: Fraction[] = election.ballots.map(() => endowment)
      const worth = (i: number, given: bigint) =>
        election.kind === 'scoring' ? given : given * election.projects[i]!.cost
      for (const { project, price } of bought) {
        let paid = zero
        for (const [k, { said, times: n }] of election.ballots.entries()) {
          const due = times(price, worth(project, said.get(project) ?? 0n))
          const pays = compare(due, purses[k]!) > 0 ? purses[k]! : due
          purses[k] = minus(purses[k]!, pays)
          assert.ok(purses[k].n >= 0n)
          paid = plus(paid, times(pays, BigInt(n)))
        }
        assert.deepEqual(paid, fraction(election.projects[project]!.cost))
      }
    }),
    { numRuns: 300 },
  ))

test('a group that is large enough for what it agrees on gets it: no project of theirs could still be bought from their shares', () =>
  fc.assert(
    fc.property(elections(), election => {
      const { chosen, endowment } = count(election, 'equal-shares')
      const all = election.ballots.flatMap(b => Array<(typeof b)['said']>(b.times).fill(b.said))
      for (const i of election.projects.keys()) {
        const group = all.filter(said => said.has(i))
        const untouched = group.filter(said => !chosen.some(c => said.has(c)))
        const money = times(endowment, BigInt(untouched.length))
        assert.ok(chosen.includes(i) || compare(money, fraction(election.projects[i]!.cost)) < 0)
      }
    }),
    { numRuns: 300 },
  ))

test('what is written as a file is read as the same election', () =>
  fc.assert(
    fc.property(any, election => {
      const again = readPabulib(writePabulib({ election })).election
      assert.deepEqual(again.projects, election.projects)
      assert.deepEqual([again.budget, again.cast, again.kind], [election.budget, election.cast, election.kind])
      assert.deepEqual(tally(again), tally(election))
      assert.deepEqual(count(again, 'equal-shares').chosen, count(election, 'equal-shares').chosen)
    }),
    { numRuns: 100 },
  ))

// ── Elections that really took place ────────────────────────────────────────

const folder = join(import.meta.dirname, '../../../shared/data/elections')
const here = existsSync(folder)
const ours = (said: string): string =>
  ({ 'greedy-threshold': 'greedy', 'greedy-exclusive': 'greedy', 'equalshares/add1': 'equal-shares-add1' })[said] ??
  said

test('cities that published their winners are counted to the same winners', { skip: !here && 'no shared data' }, () => {
  let counted = 0
  for (const file of globSync('*.pb', { cwd: folder })) {
    const { election, meta, selected } = readPabulib(readFileSync(join(folder, file), 'utf8'))
    const name = ours(meta.get('rule') ?? '')
    if (!isRule(name)) continue
    // A 2 says that the money came from above: part of the rule in one city, of another prize in the others.
    const won = [...selected].filter(([, how]) => how === 1 || (how === 2 && name === 'greedy-custom')).map(([i]) => i)
    assert.deepEqual(new Set(count(election, name).chosen), new Set(won), file)
    counted++
  }
  assert.equal(counted, 44)
})

test('every file comes back out as it went in', { skip: !here && 'no shared data' }, () => {
  for (const file of globSync('**/*.pb', { cwd: folder })) {
    const paper = readPabulib(readFileSync(join(folder, file), 'utf8'))
    const again = readPabulib(writePabulib(paper)).election
    assert.deepEqual(tally(again), tally(paper.election), file)
    assert.equal(again.budget, paper.election.budget, file)
  }
})
