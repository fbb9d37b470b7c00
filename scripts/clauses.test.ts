/** The clauses of the essays as data: every one is named once, owned by a module, and found by the way it is cited. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modules } from '../modules/map.ts'
import { cited, clauses, essays, planned } from './clauses.ts'

test('a clause is named once, in the essay it belongs to, and cites itself', () => {
  assert.equal(new Set(clauses.map(c => c.id)).size, clauses.length)
  for (const [i, essay] of essays.entries())
    for (const { id } of essay.clauses) {
      assert.match(id, new RegExp(`^篇${i + 1} `))
      assert.deepEqual(cited(`${id};GR-07`), { ids: [id], unknown: [] })
    }
})

test('a citation finds its clause through other words, full-width brackets and what stands around it', () => {
  assert.deepEqual(cited('篇8 3.2.2(1)「综合治理工作平台」;GR-07').ids, ['篇8 3.2.2(1)「综合治理工作平台」'])
  assert.deepEqual(cited('篇1 二（二）2「走访摸底、问卷调查」; number assumed').ids, [
    '篇1 二（二）2「走访摸底」',
    '篇1 二（二）2「问卷调查」',
  ])
  assert.deepEqual(cited('篇1 二(二)2「三评」').ids, ['篇1 二（二）2「三评」'])
  assert.deepEqual(cited('EV-08, 篇5 1.2').ids, ['篇5 1.2'])
  assert.deepEqual(cited('assumption').ids, [])
})

test('a citation of a clause that does not exist says what there is instead', () => {
  assert.match(cited('篇8 9.9').unknown[0] ?? '', /没有「篇8 9.9」这一条/)
  assert.match(cited('篇8 3.2.2(2)').unknown[0] ?? '', /请写明是哪一项：工作台账、/)
  assert.match(cited('篇8 3.2.2(2)「催促」').unknown[0] ?? '', /没有「催促」，只有：工作台账、/)
})

test('every module on the map can own a clause', () => {
  assert.deepEqual(
    Object.keys(modules).filter(name => !Object.hasOwn(planned, name)),
    [],
  )
})

test('a summary is one short Chinese sentence', () => {
  for (const { id, says } of clauses)
    assert.ok(/[\u4e00-\u9fff]/.test(says) && says.length <= 60 && !/[。.]$/.test(says), id)
})
