/** What was kept for a shift is found again on the other side of midnight. */
import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { myRounds } from './field-rounds.ts'

test('the list of my rounds is asked for in the same words before midnight, after it, and a week later', () => {
  mock.timers.enable({ apis: ['Date'], now: new Date('2026-11-30T23:59:00+08:00') })
  const before = JSON.stringify(myRounds('x'))
  for (const later of ['2026-12-01T00:01:00+08:00', '2026-12-08T00:01:00+08:00']) {
    mock.timers.setTime(Date.parse(later))
    assert.equal(JSON.stringify(myRounds('x')), before, later)
  }
  mock.timers.reset()
})
