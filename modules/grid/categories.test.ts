/** The default classification is a sound tree of three levels, and says whom to call first where life is in danger. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

type Category = {
  code: string
  name: string
  parent: string | null
  urgency: string
  handler: string
  keywords: string[]
  emergencyCall: string | null
  private: boolean
}
const all = JSON.parse(readFileSync(new URL('data/categories.json', import.meta.url), 'utf8')) as Category[]
const third = all.filter(c => c.code.length === 6)

test('11 classes, 53 categories and their items; parents come first and codes begin with theirs', () => {
  const seen = new Set<string | null>([null])
  for (const c of all) {
    assert.match(c.code, /^(\d\d){1,3}$/)
    assert.equal(c.parent, c.code.slice(0, -2) || null)
    assert.ok(seen.has(c.parent) && !seen.has(c.code), c.code)
    seen.add(c.code)
  }
  assert.deepEqual(
    [2, 4].map(n => all.filter(c => c.code.length === n).length),
    [11, 53],
  )
  for (const c of all.filter(c => c.code.length === 4)) {
    const items = third.filter(item => item.parent === c.code)
    assert.ok(items.length >= 2 && items.length <= 5, c.code)
    assert.equal(new Set(items.map(item => item.name)).size, items.length)
  }
})

test('urgency and handler are of the known kinds, and every item has words to be found by', () => {
  for (const c of all) {
    assert.ok(['emergency', 'utility', 'ordinary', 'complex', 'consult'].includes(c.urgency), c.code)
    assert.ok(['grid', 'community', 'street', 'department'].includes(c.handler), c.code)
  }
  for (const c of third) assert.ok(c.keywords.length > 0 && c.keywords.every(word => word.length >= 2), c.code)
  const words = third.flatMap(c => c.keywords)
  assert.deepEqual(
    words.filter((word, i) => words.indexOf(word) !== i),
    [],
  )
})

test('every emergency says which of 110, 119, 120 and 122 to call before anything else', () => {
  for (const c of all.filter(c => c.urgency === 'emergency'))
    assert.match(c.emergencyCall ?? '', /110|119|120|122/, c.code)
})

test('what is about a family, a quarrel, money or health is never published; lamps and litter are', () => {
  const hidden = new Set(all.filter(c => c.private).map(c => c.code))
  for (const code of ['0602', '060203', '0605', '0702', '070201', '0706', '090401']) assert.ok(hidden.has(code), code)
  for (const code of ['0101', '0201', '020102', '0802', '1002']) assert.ok(!hidden.has(code), code)
})
