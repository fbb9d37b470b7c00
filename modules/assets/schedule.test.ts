/** The schedule of rent: whatever the days, the periods join without a gap and add up to the whole; the split loses no fen. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../../kernel/clock.ts'
import { shareOut, type Shares } from './policy.ts'
import { isBelow, isLonger, owedUntil, schedule, type Terms } from './schedule.ts'
import { purposeNames } from './share-rules.ts'

const Term = fc
  .record({
    start: fc.integer({ min: 0, max: 4_000 }),
    days: fc.integer({ min: 0, max: 2_500 }),
    rent: fc.integer({ min: 100, max: 100_000_000 }),
    months: fc.constantFrom(1, 3, 6, 12),
  })
  .map(({ start, days, rent, months }): Terms => {
    const from = addDays('2020-01-01', start)
    return { from, until: addDays(from, days), rent, months }
  })

test('the periods leave out no day and count none twice', () =>
  fc.assert(
    fc.property(Term, terms => {
      const all = schedule(terms)
      assert.equal(all[0]!.from, terms.from)
      assert.equal(all.at(-1)!.until, terms.until)
      for (const [n, p] of all.entries()) {
        assert.equal(p.n, n + 1)
        assert.ok(p.from <= p.until)
        if (n) assert.equal(p.from, addDays(all[n - 1]!.until, 1))
      }
    }),
    { numRuns: 2_000 },
  ))

test('the charges add up to what the whole lease comes to, however it is cut', () =>
  fc.assert(
    fc.property(Term, fc.nat(), (terms, cut) => {
      const total = owedUntil(terms, terms.until)
      const sum = schedule(terms).reduce((all, p) => all + p.amount, 0)
      assert.equal(sum, total)
      for (const months of [1, 3, 6, 12])
        assert.equal(
          schedule({ ...terms, months, rent: terms.rent }).reduce((all, p) => all + p.amount, 0),
          owedUntil({ ...terms, months }, terms.until),
        )
      const day = addDays(terms.from, cut % 2_500)
      assert.ok(owedUntil(terms, day) <= owedUntil(terms, addDays(day, 1)))
    }),
    { numRuns: 2_000 },
  ))

test('a whole month, quarter or year costs exactly the rent', () => {
  for (const [months, until] of [
    [1, '2028-02-29'],
    [3, '2028-03-31'],
    [6, '2028-06-30'],
    [12, '2028-12-31'],
  ] as const) {
    const from = months === 1 ? '2028-02-01' : '2028-01-01'
    assert.deepEqual(schedule({ from, until, rent: 12_345, months }), [{ n: 1, from, until, amount: 12_345 }])
  }
})

test('a broken first and last month count by their own days, and 29 February is one of them', () => {
  const broken = schedule({ from: '2028-01-15', until: '2028-03-10', rent: 310_000, months: 1 })
  assert.deepEqual(
    broken.map(p => [p.from, p.until, p.amount]),
    [
      ['2028-01-15', '2028-01-31', 170_000],
      ['2028-02-01', '2028-02-29', 310_000],
      ['2028-03-01', '2028-03-10', 100_000],
    ],
  )
  const day = (rent: number, on: string) => owedUntil({ from: on, until: on, rent, months: 1 }, on)
  assert.deepEqual([day(290_000, '2028-02-29'), day(280_000, '2027-02-28')], [10_000, 10_000])
})

test('quarters follow the first month of the lease', () =>
  assert.deepEqual(
    schedule({ from: '2026-02-10', until: '2027-02-09', rent: 900_000, months: 3 }).map(p => p.from),
    ['2026-02-10', '2026-05-01', '2026-08-01', '2026-11-01', '2027-02-01'],
  ))

test('C04 and C05: twenty years are not longer than twenty years; 90 of a hundred is not below 90%', () => {
  const from = '2026-11-23'
  assert.deepEqual(
    [isLonger({ from, until: '2046-11-22' }, 20), isLonger({ from, until: '2046-11-23' }, 20)],
    [false, true],
  )
  assert.deepEqual(
    [isBelow({ rent: 90, months: 12 }, 100, 90), isBelow({ rent: 89, months: 12 }, 100, 90)],
    [false, true],
  )
  assert.equal(isBelow({ rent: 3_000, months: 1 }, 36_000, 100), false)
})

test('what is split by a policy is the whole, and each part within a fen of its share', () => {
  const Policy = fc.array(fc.nat(2_500), { minLength: 4, maxLength: 4 }).map((four): Shares => {
    const [pension = 0, operations = 0, property = 0, culture = 0] = four
    return { pension, operations, property, culture, aid: 10_000 - pension - operations - property - culture }
  })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), Policy, (amount, policy) => {
      const uses = shareOut(amount, policy)
      assert.equal(
        uses.reduce((all, u) => all + u.amount, 0),
        amount,
      )
      for (const u of uses) assert.ok(Math.abs(u.amount - (amount * policy[u.purpose]) / 10_000) < 1)
      assert.deepEqual(
        uses.map(u => u.purpose),
        purposeNames,
      )
    }),
    { numRuns: 2_000 },
  )
})
