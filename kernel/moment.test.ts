/** The moment of what was entered without a network: on both sides of every bound. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { momentOf } from './moment.ts'

const now = new Date('2026-11-23T04:00:00Z')
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000)

test('how long ago counts, not what the clock of the device says', () => {
  for (const wrong of [-10_000, -1, 0, 1, 10_000])
    assert.deepEqual(momentOf({ made: at(wrong - 3), clock: at(wrong) }, now, 168), at(-3))
})

test('nothing was done in the future, and nothing longer ago than is believed', () => {
  assert.deepEqual(momentOf({ made: at(2), clock: at(0) }, now, 168), now)
  assert.deepEqual(momentOf({ made: at(-168), clock: at(0) }, now, 168), at(-168))
  assert.deepEqual(momentOf({ made: at(-169), clock: at(0) }, now, 168), at(-168))
})
