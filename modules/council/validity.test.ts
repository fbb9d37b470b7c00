/** The vectors of the book of rules, both sides of every figure, and that the law of the day is used. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../../kernel/rules.ts'
import { bodies, type BodyName } from './body-rules.ts'
import { elect, isContested, judge, personsOf } from './validity.ts'

const day = '2026-11-23'
const said = (name: BodyName, given: Parameters<typeof judge>[1], on = day) => {
  const { valid, passed } = judge(name, given, on)
  return !valid ? 'no quorum' : passed ? 'passed' : 'rejected'
}
const meeting =
  (name: BodyName) =>
  (entitled: bigint, present: bigint, yes = 0n) =>
    said(name, { entitled, present, yes })
const byHouse =
  (name: BodyName) =>
  (households: bigint, householdsPresent: bigint, yes = 0n) =>
    said(name, { households, householdsPresent, yes })

test('VA-1, VA-2: a village assembly needs more than half, and more than half of those present', () => {
  const vote = meeting('villageAssembly')
  assert.deepEqual(
    [vote(1000n, 500n), vote(1000n, 501n, 250n), vote(1000n, 501n, 251n)],
    ['no quorum', 'rejected', 'passed'],
  )
})

test('VA-3: by households two thirds suffice', () => {
  const vote = byHouse('villageAssemblyByHousehold')
  assert.deepEqual(
    [vote(300n, 199n), vote(300n, 200n, 100n), vote(300n, 200n, 101n)],
    ['no quorum', 'rejected', 'passed'],
  )
})

test('VR-1, VR-2: representatives need two thirds, exactly', () => {
  const vote = meeting('villageRepresentatives')
  assert.deepEqual(
    [vote(45n, 29n), vote(45n, 30n, 15n), vote(45n, 30n, 16n), vote(46n, 30n, 30n)],
    ['no quorum', 'rejected', 'passed', 'no quorum'],
  )
})

test('CD-V3: the council as we assume it', () => {
  const vote = meeting('council')
  assert.deepEqual([vote(30n, 19n), vote(30n, 20n, 10n), vote(30n, 20n, 11n)], ['no quorum', 'rejected', 'passed'])
})

test('RCE: members decide by two thirds of all; the board by more than half of all', () => {
  const members = meeting('members')
  assert.deepEqual(
    [members(900n, 599n), members(900n, 600n, 599n), members(900n, 700n, 600n)],
    ['no quorum', 'rejected', 'passed'],
  )
  const board = meeting('board')
  assert.deepEqual([board(5n, 3n), board(5n, 4n, 2n), board(5n, 4n, 3n)], ['no quorum', 'rejected', 'passed'])
})

test('4.2: party members, two thirds present and more than half of all', () => {
  const vote = meeting('partyMembers')
  assert.deepEqual([vote(45n, 29n), vote(45n, 30n, 22n), vote(45n, 30n, 23n)], ['no quorum', 'rejected', 'passed'])
})

// ── Owners ──────────────────────────────────────────────────────────────────

const owners = (
  kind: 'ownersOrdinary' | 'ownersSpecial',
  [pA, pN]: [number, number],
  [yA, yN]: [number, number],
  on = day,
) =>
  said(
    kind,
    {
      area: 10_000_000n,
      owners: 1000n,
      areaVoted: BigInt(Math.round(pA * 100)),
      ownersVoted: BigInt(pN),
      areaYes: BigInt(Math.round(yA * 100)),
      ownersYes: BigInt(yN),
    },
    on,
  )

for (const [name, took, agreed, kind, expected] of [
  ['OV-1', [66_666.67, 667], [33_333.34, 334], 'ownersOrdinary', 'passed'],
  ['OV-2', [66_666.66, 700], [60_000, 650], 'ownersOrdinary', 'no quorum'],
  ['OV-3', [70_000, 666], [60_000, 600], 'ownersOrdinary', 'no quorum'],
  ['OV-4', [80_000, 800], [40_000, 500], 'ownersOrdinary', 'rejected'],
  ['OV-5', [80_000, 800], [40_000.01, 401], 'ownersOrdinary', 'passed'],
  ['OV-6', [80_000, 800], [60_000, 600], 'ownersSpecial', 'passed'],
  ['OV-7', [80_000, 800], [59_999.99, 700], 'ownersSpecial', 'rejected'],
  ['OV-8', [80_000, 800], [70_000, 599], 'ownersSpecial', 'rejected'],
  ['OV-9', [66_666.67, 667], [50_000.01, 501], 'ownersSpecial', 'passed'],
] as const)
  test(`${name}: owners by area and by persons`, () => assert.equal(owners(kind, [...took], [...agreed]), expected))

test('OV-10: unsold units are one person, and so is a buyer of five', () => {
  const units = [
    ...Array.from({ length: 20 }, () => ({ owner: null })),
    ...Array.from({ length: 5 }, () => ({ owner: 'li' })),
    ...Array.from({ length: 75 }, (_, i) => ({ owner: `owner ${i}` })),
  ]
  assert.equal(personsOf(units), 77)
})

test('a vote of 2020 is judged by the law of 2020: all owners counted, and no one needs to take part', () => {
  const half = [
    [60_000, 600],
    [50_000.01, 501],
  ] as const
  assert.equal(owners('ownersOrdinary', [...half[0]], [...half[1]], '2020-12-31'), 'passed')
  assert.equal(owners('ownersOrdinary', [...half[0]], [...half[1]], '2021-01-01'), 'no quorum')
})

test('before there was a law nothing is judged', () => {
  assert.throws(() => said('members', { entitled: 9n, present: 9n, yes: 9n }, '2025-04-30'), Problem)
  assert.equal(said('members', { entitled: 9n, present: 9n, yes: 9n }, '2025-05-01'), 'passed')
})

// ── Elections ───────────────────────────────────────────────────────────────

const election = (registered: bigint, voted: bigint, seats: number, votes: Record<string, number>) =>
  elect(
    'villageElection',
    { registered, voted, seats, candidates: Object.entries(votes).map(([id, n]) => ({ id, votes: BigInt(n) })) },
    day,
  )

test('VE-1 to VE-4: more than half must vote, and more than half of those for whoever is elected', () => {
  assert.equal(election(1200n, 600n, 1, { A: 400 }).valid, false)
  assert.deepEqual(election(1200n, 601n, 1, { A: 301, B: 300 }).elected, ['A'])
  const tie = election(1200n, 602n, 1, { A: 301, B: 301 })
  assert.deepEqual([tie.valid, tie.elected, tie.left], [true, [], 1])
  assert.deepEqual(election(1200n, 900n, 3, { A: 700, B: 460, C: 450, D: 451, E: 300 }).elected, ['A', 'B', 'D'])
})

test('VE-5: in the second vote a third of the ballots is enough, and the most win', () => {
  const second = (n: number) =>
    elect('secondVote', { cast: 800n, seats: 1, candidates: [{ id: 'A', votes: BigInt(n) }] }, day).elected
  assert.deepEqual([second(266), second(267)], [[], ['A']])
})

test('VE-6: as many candidates as seats is no choice', () =>
  assert.deepEqual([isContested(3, 3), isContested(3, 4)], [false, true]))

test('RE-1: by representatives exactly two thirds are not enough', () => {
  const vote = (voted: bigint) =>
    elect(
      'residentsElectionByRepresentatives',
      { registered: 60n, voted, seats: 1, candidates: [{ id: 'A', votes: voted }] },
      day,
    ).valid
  assert.deepEqual([vote(40n), vote(41n)], [false, true])
})

test('two who tie for the last seat are both not elected', () => {
  assert.deepEqual(election(100n, 90n, 1, { A: 60, B: 60 }).elected, [])
  assert.deepEqual(election(100n, 90n, 2, { A: 80, B: 60, C: 60 }).elected, ['A'])
})

// ── In words, and for all numbers ───────────────────────────────────────────

test('what is missing is said with the number and the clause', () => {
  const [quorum] = judge('villageAssembly', { entitled: 1000n, present: 500n, yes: 0n }, day).checks
  assert.equal(quorum!.say, '到会 500 人，要超过有权参加 1000 人的一半，即至少 501 人，还差 1 人')
  assert.equal(quorum!.clause, '《村民委员会组织法》第26条')
  const checks = judge('villageAssembly', { entitled: 1000n, present: 501n, yes: 250n }, '2025-06-01').checks
  assert.match(checks[1]!.clause, /2018年修正/)
})

test('more yes than people present is not counted at all', () => {
  assert.throws(() => said('council', { entitled: 30n, present: 20n, yes: 21n }), /数目对不上/)
})

test('the number that is said to be needed is the least that does, for every body and every count', () => {
  const names = (Object.keys(bodies) as BodyName[]).filter(n => !/Election|second|owners/i.test(n))
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.bigInt({ min: 1n, max: 3000n }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (name, all, part) => {
        const some = BigInt(Math.floor(Number(all) * part))
        const given = { entitled: all, present: some, households: all, householdsPresent: some, yes: some }
        for (const { have, need, met } of judge(name, given, day).checks) assert.equal(have >= need, met)
      },
    ),
  )
})
