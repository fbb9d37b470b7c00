/** What a token's scopes cover, and what they must never cover by accident. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allows, isScope, isToken } from './token.ts'

test('a scope is one operation, all of a module, or everything', () => {
  assert.ok(allows(['grid.report'], 'grid.report'))
  assert.ok(allows(['people.person', 'grid.*'], 'grid.report'))
  assert.ok(allows(['*'], 'grid.report'))
  assert.ok(allows(['files.*'], 'files.'))
})

test('a scope covers nothing that only begins like it', () => {
  assert.equal(allows(['grid.report'], 'grid.reports'), false)
  assert.equal(allows(['grid.*'], 'gridlock.report'), false)
  assert.equal(allows(['grid'], 'grid.report'), false)
  assert.equal(allows(['grid.rep*'], 'grid.report'), false)
  assert.equal(allows(['grid.*'], ''), false)
  assert.equal(allows(['grid.*', 'files.*'], 'exchange.'), false)
  assert.equal(allows([], 'grid.report'), false)
})

test('a scope that names nothing is found out before it becomes a token', () => {
  const known = ['grid.report', 'people.person']
  for (const scope of ['*', 'grid.*', 'grid.report', 'files.*', 'exchange.*']) assert.ok(isScope(scope, known), scope)
  for (const scope of ['', 'grid', 'grid.', 'gird.*', 'grid.reports', 'files', '.*'])
    assert.ok(!isScope(scope, known), scope)
})

test('a token is told from a session by its beginning', () => {
  assert.ok(isToken('linli_abc'))
  assert.equal(isToken('abc_linli_'), false)
})
