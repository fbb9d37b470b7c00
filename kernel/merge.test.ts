/** Changes made apart are joined by field; nothing is lost silently, and nothing is changed that nobody changed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mergeFields, type Changes } from './merge.ts'

type Card = { name: string; phone: string | null; tags: string[] }
const card = fc.record({
  name: fc.constantFrom('甲', '乙', '丙'),
  phone: fc.constantFrom(null, '1', '2'),
  tags: fc.subarray(['a', 'b']),
})
const fields = ['name', 'phone', 'tags'] as const
const changesOf = (base: Card, mine: Card): Changes<Card> =>
  Object.fromEntries(fields.map(f => [f, { was: base[f], is: mine[f] }]))

test('changes to different fields are both kept', () => {
  const stored: Card = { name: '甲', phone: '2', tags: [] }
  assert.deepEqual(mergeFields(stored, { name: { was: '甲', is: '乙' }, phone: { was: '2', is: '2' } }), {
    merged: { name: '乙' },
    conflicts: [],
  })
})

test('two different changes to one field are given back with both values, and nothing is overwritten', () => {
  const stored: Card = { name: '丙', phone: null, tags: [] }
  assert.deepEqual(mergeFields(stored, { name: { was: '甲', is: '乙' } }), {
    merged: {},
    conflicts: [{ field: 'name', theirs: '丙', mine: '乙' }],
  })
})

test('whoever says the same as what is stored by now has no conflict', () => {
  const stored: Card = { name: '乙', phone: null, tags: ['a'] }
  const said = { name: { was: '甲', is: '乙' }, tags: { was: [], is: ['a'] } }
  assert.deepEqual(mergeFields(stored, said), { merged: {}, conflicts: [] })
})

test('what is not given is the same as what is empty', () => {
  const stored: { phone?: string | null } = {}
  assert.deepEqual(mergeFields(stored, { phone: { was: null, is: '1' } }).merged, { phone: '1' })
})

test('for any base, theirs and mine: each field ends as one of the two, and a conflict exactly when both changed it apart', () => {
  const eq = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  fc.assert(
    fc.property(card, card, card, (base, theirs, mine) => {
      const { merged, conflicts } = mergeFields(theirs, changesOf(base, mine))
      for (const f of fields) {
        const iChanged = !eq(base[f], mine[f])
        const apart = iChanged && !eq(base[f], theirs[f]) && !eq(theirs[f], mine[f])
        assert.equal(
          conflicts.some(c => c.field === f),
          apart,
        )
        const result = f in merged ? merged[f] : theirs[f]
        assert.ok(eq(result, iChanged && !apart ? mine[f] : theirs[f]))
      }
    }),
  )
})

test('merging again what was merged changes nothing more', () => {
  fc.assert(
    fc.property(card, card, card, (base, theirs, mine) => {
      const once = mergeFields(theirs, changesOf(base, mine))
      const twice = mergeFields({ ...theirs, ...once.merged }, changesOf(base, mine))
      assert.deepEqual(twice.merged, {})
      assert.deepEqual(twice.conflicts, once.conflicts)
    }),
  )
})
