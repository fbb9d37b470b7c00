/** One person's pace: counted apart from everybody else's, and forgotten after the minute. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pace, paceLimit } from './pace.ts'

const begin = Date.parse('2026-06-01T01:00:00Z')

test('the request beyond the figure is refused, the next person’s and the next minute’s are not', () => {
  const turn = pace()
  const most = paceLimit.personMinute.is
  for (let i = 0; i < most; i++) assert.equal(turn('王婶', most, begin + i), null)
  assert.equal(turn('王婶', most, begin + most)?.status, 429)
  assert.equal(turn('李叔', most, begin + most), null)
  assert.equal(turn('王婶', most, begin + 60_000), null)
})
