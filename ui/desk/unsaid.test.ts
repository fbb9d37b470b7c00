/** Which words may stand in an address: a title and a matter's number may, whatever leads to a person may not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { grid } from '../../modules/grid/contract.ts'
import { people } from '../../modules/people/contract.ts'
import { isSayable, remember, remembered } from './unsaid.ts'

test('a number of a person stands in no address, however it is typed; a word and a matter’s number do', () => {
  for (const text of ['路灯', '202611230001', '0512-58000000', '12-3-502', '320582100004', ''])
    assert.ok(isSayable(text, grid.ops.matters), text)
  for (const text of [
    '13812345678',
    '138 1234 5678',
    '１３８１２３４５６７８',
    '32058219580312002X',
    '320582195803120',
    '王秀英 13812345678',
  ])
    assert.ok(!isSayable(text, grid.ops.matters), text)
})

test('where the contract calls the search secret, not even a name is said', () => {
  assert.ok(!isSayable('王秀英', people.ops.persons))
  assert.ok(isSayable('', people.ops.persons))
})

test('what is not said is found by its key, and by nothing else', () => {
  const key = remember('13812345678')
  assert.equal(remembered(key), '13812345678')
  assert.ok(!key!.includes('138'))
  assert.deepEqual([remember(''), remembered(undefined), remembered('x')], [undefined, undefined, undefined])
})
