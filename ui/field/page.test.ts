/** Addresses and the pages they belong to. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matched } from './page.ts'

test('an address gives its page what stands in the places of the pattern', () => {
  assert.deepEqual(matched('/task/$community/$id', '/task/320582100004/7'), { community: '320582100004', id: '7' })
  assert.deepEqual(matched('/', '/'), {})
  assert.deepEqual(matched('/reported/$number', '/reported/%E4%B8%89'), { number: '三' })
})

test('a longer, a shorter or another address is not this page', () => {
  assert.equal(matched('/task/$community/$id', '/task/320582100004'), null)
  assert.equal(matched('/task/$community/$id', '/task/320582100004/7/feedback'), null)
  assert.equal(matched('/task/$community/$id', '/building/320582100004/7'), null)
  assert.equal(matched('/', '/report'), null)
})
