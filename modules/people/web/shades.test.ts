/** The picture of a building: what each room says, on both sides of each figure, and how it stands. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isMode, legendOf, modes, shadeOf, unitsOf, type Mode } from './shades.ts'

const now = new Date('2026-06-01T01:00:00Z')
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
const door = {
  id: 'r',
  unit: '1',
  floor: 1,
  name: '101室',
  use: 'home',
  people: 1,
  away: 0,
  rented: false,
  visited: null,
  questions: 0,
}
const says = (mode: Mode, more: object, helped: string[] = []) =>
  shadeOf(mode, { ...door, ...more }, new Set(helped), now).key

test('a visit is recent to the thirtieth day and long ago after the ninetieth', () => {
  assert.deepEqual(
    [null, ago(0), ago(30), ago(31), ago(90), ago(91)].map(visited => says('visited', { visited })),
    ['never', 'recent', 'recent', 'mid', 'mid', 'long'],
  )
})

test('each way of asking sees its own', () => {
  assert.deepEqual(
    [says('empty', {}), says('empty', { people: 0, away: 1 }), says('empty', { people: 0 })],
    ['lived', 'away', 'nobody'],
  )
  assert.deepEqual([says('rented', { rented: true }), says('rented', {})], ['rented', 'own'])
  assert.deepEqual([says('help', {}, ['r']), says('help', {})], ['help', 'none'])
  assert.deepEqual([says('collected', { questions: 2 }), says('collected', {})], ['some', 'done'])
  for (const mode of Object.keys(modes).filter(isMode)) {
    assert.equal(says(mode, { use: 'shop' }), 'public')
    assert.equal(says(mode, { people: 0 }), 'nobody')
  }
})

test('the legend counts every room once, and every shade has a word and a mark or is plain', () => {
  for (const mode of Object.keys(modes).filter(isMode)) {
    const all = [{}, { people: 0 }, { rented: true, questions: 1 }, { use: 'shop' }].map(more =>
      shadeOf(mode, { ...door, ...more }, new Set(), now),
    )
    assert.equal(
      legendOf(mode, all).reduce((sum, { n }) => sum + n, 0),
      all.length,
    )
    assert.ok(modes()[mode].shades.every(s => s.label && (s.mark || s.tone === 0)))
  }
})

test('a block stands as it is built: units by number, the top floor first, doors by number', () => {
  const doors = ['10', '2'].flatMap(unit =>
    [1, 11].flatMap(floor => ['02', '01'].map(n => ({ ...door, unit, floor, name: `${floor}${n}室` }))),
  )
  assert.deepEqual(
    unitsOf(doors).map(u => [u.unit, u.floors.map(f => [f.floor, f.doors.map(d => d.name)])]),
    ['2', '10'].map(unit => [
      unit,
      [
        [11, ['1101室', '1102室']],
        [1, ['101室', '102室']],
      ],
    ]),
  )
})
