/** Headers, dates and repeated keys, judged without a database. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayIn, momentIn } from './exchange-dates.ts'
import { fingerprint, guess } from './exchange-mapping.ts'
import { trees } from './exchange-trees.ts'
import { firstLines } from './exchange-twice.ts'

test('headers are known by name, whatever their width, spaces and remarks', () => {
  const mapping = guess(trees as never, ['序号', ' 树 号 ', '树种（必填）', '種植', '种植日期（年-月-日）', '树高:'])
  assert.deepEqual(mapping.columns, {
    code: ' 树 号 ',
    species: '树种（必填）',
    height: '树高:',
    planted: '种植日期（年-月-日）',
  })
  assert.equal(fingerprint(['编号', '树种']), fingerprint(['树种 ', '编号:']))
  assert.notEqual(fingerprint(['编号', '树种']), fingerprint(['编号', '树种', '树高']))
})

test('days and moments are read as people and other systems write them', () => {
  const days = [
    '2026-3-4',
    '2026/03/04',
    '2026年3月4日',
    '2026.3.4',
    '20260304',
    '2026-03-04T09:30:00',
    '2026-03-04 00:00',
  ]
  for (const text of days) assert.equal(dayIn(text, 'iso'), '2026-03-04', text)
  for (const text of ['2026-02-30', '去年', '03/04/2026', '202603041', '2026-3'])
    assert.equal(dayIn(text, 'iso'), undefined, text)
  assert.deepEqual([dayIn('03/04/2026', 'mdy'), dayIn('03/04/2026', 'dmy')], ['2026-03-04', '2026-04-03'])
  assert.equal(momentIn('2016-07-13 15:11:07+00:00', 'iso', '+08:00'), '2016-07-13T15:11:07+00:00')
  assert.equal(momentIn('2026年3月4日 9:05', 'iso', '+08:00'), '2026-03-04T09:05:00+08:00')
  assert.equal(momentIn('03/04/2016 12:30:00 AM', 'mdy', '-05:00'), '2016-03-04T00:30:00-05:00')
  assert.equal(momentIn('2026-03-04', 'iso', '+08:00'), '2026-03-04T00:00:00+08:00')
  assert.equal(momentIn('2026-03-04 25:00', 'iso', '+08:00'), undefined)
})

test('which line had a key first is known exactly, however many there are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400), { maxLength: 20_000, size: 'max' }), keys => {
      const first = firstLines()
      const known = new Map<number, number>()
      for (const [at, key] of keys.entries()) {
        if (!known.has(key)) known.set(key, at + 2)
        assert.equal(first(String(key), at + 2), known.get(key))
      }
    }),
    { numRuns: 20 },
  )
  const first = firstLines()
  for (let line = 1; line <= 100_000; line++) assert.equal(first(`k${line}`, line), line)
  for (let line = 1; line <= 100_000; line += 997) assert.equal(first(`k${line}`, 200_000), line)
})
