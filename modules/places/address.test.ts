/** However an address is written, it is one address; and two addresses are not made one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addressKey, addressOf, roomKey } from './address.ts'

for (const [written, key] of [
  ['花园新村12幢3单元502室', '花园新村12-3-502'],
  ['花园新村 12号楼-3-502', '花园新村12-3-502'],
  ['花园新村十二栋三单元五〇二', '花园新村12-3-502'],
  ['花园新村１２＃３－５０２', '花园新村12-3-502'],
  ['花园新村12幢3单元5层502室', '花园新村12-3-502'],
  ['花园新村012幢03单元0502', '花园新村12-3-502'],
  ['明珠公寓A座1201', '明珠公寓a-1201'],
  ['陆家埭5号前屋', '陆家埭5-前屋'],
  ['陆家埭二十三号', '陆家埭23'],
  ['花园三村二百零三号楼', '花园3村203'],
  ['人民路100号', '人民路100'],
] as const)
  test(`${written} is ${key}`, () => assert.equal(addressKey(written), key))

test('a key is its own key', () => {
  const part = fc.constantFrom(
    '花园',
    '新村',
    '幢',
    '号楼',
    '单元',
    '室',
    '12',
    '03',
    '十',
    '二',
    '百',
    '-',
    ' ',
    '号',
    'A',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), parts => {
      const key = addressKey(parts.join(''))
      assert.equal(addressKey(key), key)
    }),
  )
})

test('every number from 1 to 199 is read alike in Chinese and in digits', () => {
  for (let n = 1; n < 200; n++) assert.equal(addressKey(`${chinese(n)}号楼`), `${n}`)
})

const chinese = (n: number): string => {
  const d = '零一二三四五六七八九'
  if (n >= 100)
    return `一百${n % 100 === 0 ? '' : n % 100 < 10 ? `零${d[n % 100]}` : `${n % 100 < 20 ? '一' : ''}${chinese(n % 100)}`}`
  return `${n >= 20 ? d[Math.floor(n / 10)] : ''}${n >= 10 ? '十' : ''}${n % 10 ? d[n % 10] : ''}`
}

test('a room without a unit is its door alone', () => {
  assert.equal(roomKey('3', '502室'), '3-502')
  assert.equal(roomKey('0', '502'), '502')
  assert.equal(roomKey('', '前屋'), '前屋')
})

test('an address as people write it finds itself again', () => {
  assert.equal(addressOf('花园新村', '12幢', '3', '502室'), '花园新村12幢3单元502室')
  assert.equal(addressOf('陆家埭', '5号', '0', ''), '陆家埭5号')
  const [building, unit, door] = [
    fc.integer({ min: 1, max: 60 }),
    fc.integer({ min: 0, max: 6 }),
    fc.integer({ min: 101, max: 3299 }),
  ]
  fc.assert(
    fc.property(building, unit, door, (b, u, d) => {
      const whole = addressKey(addressOf('花园新村', `${b}幢`, String(u), `${d}室`))
      assert.equal(whole, `${addressKey(`花园新村${b}幢`)}-${roomKey(String(u), `${d}室`)}`)
    }),
  )
})
