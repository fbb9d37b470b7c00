/** What may be drawn, accepted, changed and chosen: for any numbers at all, and on both sides of each figure. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { asDeclared } from '../../kernel/rules.ts'
import { providers, classes, classOf, items } from './catalogue-rules.ts'
import { sample, sealOf, seedOf, sizeOf } from './sample.ts'
import { acceptable, filled, withinLimit } from './shares.ts'
import { isOpenEnough, leastWay, ways, type Kind, type Way } from './way-rules.ts'

const at = asDeclared(new Date('2026-11-20T02:00:00Z'))
const list = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 60 })
const fen = fc.integer({ min: 1, max: 10_000_000_00 })
const percent = fc.integer({ min: 0, max: 100 })

test('a sample is the same for everybody, whatever the order of the list: only its names, none twice, as many as were said', () =>
  fc.assert(
    fc.property(list, fc.string(), fc.nat(80), (all, seed, n) => {
      const drawn = sample(seed, all, n)
      assert.deepEqual(sample(seed, all.toReversed(), n), drawn)
      assert.equal(new Set(drawn).size, Math.min(n, all.length))
      assert.ok(drawn.every(id => all.includes(id)))
      assert.deepEqual(sample(seed, all, n + 1).slice(0, drawn.length), drawn)
    }),
  ))

test('taking out whoever was not drawn changes nothing for the others', () =>
  fc.assert(
    fc.property(list, fc.string(), (all, seed) => {
      const drawn = sample(seed, all, 3)
      const others = all.filter(id => !drawn.includes(id)).slice(1)
      assert.deepEqual(sample(seed, [...drawn, ...others], 3), drawn)
    }),
  ))

test('either number changes the seed, and nobody is drawn more than others over many seeds', () => {
  assert.notEqual(seedOf('d', '2026-11-20', 1, 2), seedOf('d', '2026-11-20', 2, 1))
  assert.notEqual(seedOf('d', '2026-11-20', 12, 3), seedOf('d', '2026-11-20', 1, 23))
  assert.notEqual(sealOf('d', 7, 'salt'), sealOf('d', 8, 'salt'))
  const all = Array.from({ length: 10 }, (_, i) => `project-${i}`)
  const times = new Map(all.map(id => [id, 0]))
  for (let first = 0; first < 2_000; first++)
    for (const id of sample(seedOf('d', '2026-11-20', first, 5), all, 2)) times.set(id, times.get(id)! + 1)
  // 400 are expected; six standard deviations to either side.
  for (const [id, n] of times) assert.ok(Math.abs(n - 400) < 108, `${id} was drawn ${n} times of 2000`)
})

test('one of a few is looked at, and a fifth of many', () =>
  assert.deepEqual(
    [1, 4, 5, 6, 10, 11].map(n => sizeOf(n, 20)),
    [1, 1, 1, 2, 2, 3],
  ))

test('what is accepted grows with the work, never passes the contract, and is the whole only when nothing is held back', () =>
  fc.assert(
    fc.property(fen, percent, percent, percent, (total, a, b, held) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)]
      assert.ok(acceptable(total, less, held) <= acceptable(total, more, held))
      assert.ok(acceptable(total, more, held) <= total)
      assert.equal(acceptable(total, 100, 0), total)
      if (held) assert.ok(acceptable(total, 100, held) < total)
    }),
  ))

test('a sum is shared out to contracts without a fen more than each of them', () =>
  fc.assert(
    fc.property(fen, fc.array(fen, { maxLength: 6 }), (target, amounts) => {
      const shares = filled(target, amounts)
      const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)
      assert.equal(sum(shares), Math.min(target, sum(amounts)))
      assert.ok(shares.every((s, i) => s >= 0 && s <= amounts[i]!))
    }),
  ))

test('changes up to a tenth of the contract are within the limit, a fen more is not; less and more do not cancel out', () => {
  assert.ok(withinLimit(1_000_000, [100_000], 10))
  assert.ok(!withinLimit(1_000_000, [100_001], 10))
  assert.ok(!withinLimit(1_000_000, [60_000, -60_000], 10))
  fc.assert(
    fc.property(fen, fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 })), fc.integer(), (contract, had, more) => {
      if (withinLimit(contract, [...had, more], 10)) assert.ok(withinLimit(contract, had, 10))
    }),
  )
})

const yuan = (n: number) => n * 100
for (const [sum, kind, least] of [
  [4_999.99, 'construction', 'direct'],
  [5_000, 'construction', 'quotes'],
  [19_999.99, 'goods', 'quotes'],
  [20_000, 'goods', 'township'],
  [499_999.99, 'services', 'township'],
  [500_000, 'services', 'county'],
  [999_999.99, 'services', 'county'],
  [1_000_000, 'services', 'tender'],
  [1_999_999.99, 'goods', 'county'],
  [2_000_000, 'goods', 'tender'],
  [3_999_999.99, 'construction', 'county'],
  [4_000_000, 'construction', 'tender'],
] as [number, Kind, Way][])
  test(`${sum} yuan of ${kind} go at least by ${least}`, () => assert.equal(leastWay(yuan(sum), kind, at), least))

test('a more open way is always open enough, and more money never asks for a less open one', () =>
  fc.assert(
    fc.property(fen, fen, fc.constantFrom<Kind>('construction', 'goods', 'services'), (a, b, kind) => {
      const [less, more] = [leastWay(Math.min(a, b), kind, at), leastWay(Math.max(a, b), kind, at)]
      assert.ok(isOpenEnough(more, less))
      assert.ok(isOpenEnough('tender', more))
      assert.equal(isOpenEnough('direct', more), more === 'direct')
    }),
  ))

test('the catalogue has seven classes and fifty-nine items, each with a provider and a way it is paid for', () => {
  const all = Object.entries(items)
  assert.equal(all.length, 59)
  const sizes = Object.keys(classes).map(c => all.filter(([code]) => String(classOf(code)) === c).length)
  assert.deepEqual(sizes, [8, 5, 8, 10, 14, 7, 7])
  assert.deepEqual(
    new Set(all.map(([, i]) => providers[i.provider].funding)),
    new Set(['public', 'welfare', 'business']),
  )
  assert.ok(Object.keys(ways).length === 5)
})
