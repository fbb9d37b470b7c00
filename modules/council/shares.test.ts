/** The fast count by purses against the definition written down as plainly as it can be: one voter at a time, fractions only. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { together, type Election } from './ballots.ts'
import { compare, fraction, minus, times, zero, type Fraction } from './fraction.ts'
import { readPabulib } from './pabulib.ts'
import { buy, market, type Worth } from './shares.ts'

/** For every project the least price at which its supporters can pay it together; the cheapest is bought; and again. */
function plainly(election: Election, worth: Worth, endowment: Fraction): { project: number; price: Fraction }[] {
  const voters = election.ballots.flatMap(b =>
    Array.from({ length: b.times }, () => ({ said: b.said, purse: endowment })),
  )
  const value = (said: ReadonlyMap<number, bigint>, i: number) =>
    (said.get(i) ?? 0n) * (worth === 'cost' ? election.projects[i]!.cost : 1n)
  const open = new Set(election.projects.keys())
  const bought: { project: number; price: Fraction }[] = []
  for (;;) {
    let best: { project: number; price: Fraction } | undefined
    for (const project of open) {
      const supporters = voters.filter(v => value(v.said, project) > 0n)
      const price = priceFor(
        election.projects[project]!.cost,
        supporters.map(v => [v.purse, value(v.said, project)]),
      )
      if (price && (!best || compare(price, best.price) < 0)) best = { project, price }
    }
    if (!best) return bought
    bought.push(best)
    open.delete(best.project)
    for (const v of voters) {
      const rest = minus(v.purse, times(best.price, value(v.said, best.project)))
      v.purse = rest.n < 0n ? zero : rest
    }
  }
}

function priceFor(cost: bigint, supporters: [purse: Fraction, worth: bigint][]): Fraction | null {
  const poorFirst = supporters.toSorted(([p, u], [q, v]) => compare(times(p, v), times(q, u)))
  let [missing, weight] = [fraction(cost), supporters.reduce((sum, [, u]) => sum + u, 0n)]
  for (const [purse, worth] of poorFirst) {
    const price = fraction(missing.n, missing.d * weight)
    if (compare(times(price, worth), purse) <= 0) return price
    missing = minus(missing, purse)
    weight -= worth
  }
  return null
}

const same = (election: Election, worth: Worth, endowment: Fraction, about: string) =>
  assert.deepEqual(
    buy(market(election, worth), endowment, [...election.projects.keys()]).map(({ project, price }) => ({
      project,
      price,
    })),
    plainly(election, worth, endowment),
    about,
  )

test('equal shares are spent as the definition says, price by price, whatever was voted', () => {
  const election = fc.integer({ min: 1, max: 8 }).chain(n =>
    fc.record({
      costs: fc.array(fc.bigInt({ min: 1n, max: 900n }), { minLength: n, maxLength: n }),
      said: fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: n, maxLength: n }), {
        minLength: 1,
        maxLength: 16,
      }),
      worth: fc.constantFrom<Worth>('cost', 'points'),
      endowment: fc.bigInt({ min: 0n, max: 400n }),
    }),
  )
  fc.assert(
    fc.property(election, ({ costs, said, worth, endowment }) => {
      const ballots = together(said.map(row => new Map(row.flatMap((v, i) => (v ? [[i, BigInt(v)] as const] : [])))))
      const projects = costs.map((cost, i) => ({ id: String(i), name: String(i), cost }))
      same(
        { kind: 'scoring', budget: 0n, projects, ballots, cast: said.length, least: 0n },
        worth,
        fraction(endowment, 3n),
        '',
      )
    }),
    { numRuns: 500 },
  )
})

const folder = join(import.meta.dirname, '../../../shared/data/elections')
test('and on elections that took place', { skip: !existsSync(folder) && 'no shared data' }, () => {
  const files = [
    ...globSync('reference/*/*.pb', { cwd: folder }),
    'Netherlands_Assen_2024.pb',
    'Poland_Warszawa_2017_Zerzen.pb',
    'Poland_Czestochowa_2024_Mirow.pb',
  ]
  for (const file of files) {
    const { election } = readPabulib(readFileSync(join(folder, file), 'utf8'))
    for (const worth of ['cost', 'points'] as const)
      same(election, worth, fraction(election.budget, BigInt(election.cast)), `${file} ${worth}`)
  }
})
