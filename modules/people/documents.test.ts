/** Numbers on documents: which are taken, which are refused and in which words; and that no refusal repeats a number. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkCharacter } from '../../kernel/numbers.ts'
import { newKeys, sealer } from '../../kernel/sealed.ts'
import { documentOf, idKeyOf, idKeysOf, readDocument } from './documents.ts'
import { papers } from './words.ts'

const today = '2026-06-01'
const id = (first17: string) => first17 + checkCharacter(first17)
const read = (paper: keyof typeof papers, typed: string) => {
  const found = documentOf(paper, typed, today)
  return found.ok ? found.document : found.say
}

test('the cards of 18 digits are told apart by their number: citizen, Hong Kong, Macao, Taiwan, foreigner', () => {
  assert.deepEqual(
    ['11010519491231002X', '810000199408230021', '820000199207090028', '830000199201300022', '911124198108030024'].map(
      number => read('card', number),
    ),
    ['citizen', 'hongKong', 'macao', 'taiwan', 'foreigner'],
  )
})

test('the last character may be a small x, in full width, and with spaces between', () => {
  for (const typed of ['11010519491231002x', '１１０１０５１９４９１２３１００２Ｘ', '110105 19491231 002X'])
    assert.equal(read('card', typed), 'citizen')
})

test('each wrong number is refused with what is wrong about it', () => {
  const wrong: [keyof typeof papers, string, RegExp][] = [
    ['card', '320582199003071231', /校验码不对/],
    ['card', '3205821990030712320', /应是18位，现在是19位/],
    ['card', '51011520230229002X', /不是真实日期/],
    ['card', '110101299912310017', /在未来/],
    ['card', '440524188001010014', /早于1900年/],
    ['card', '320582900307123', /15位的旧身份证号码/],
    ['card', 'ABC123456789012', /永久居留证（旧版）/],
    ['oldForeign', 'AB123456789012', /3个字母加12位数字/],
    ['travelPermit', 'K12345678', /H或M加8位数字/],
    ['passport', 'E1', /5至17位/],
    ['passport', '11010519491231002X', /这是 18 位的证件号码/],
  ]
  for (const [paper, typed, say] of wrong) {
    const said = read(paper, typed)
    assert.match(said, say)
    assert.doesNotMatch(said, new RegExp(typed))
  }
})

test('somebody born on 29 February is taken in a leap year, and on no other', () => {
  assert.equal(read('card', id('51011520240229002')), 'citizen')
  assert.match(read('card', id('51011520230229002')), /不是真实日期/)
})

test('passports and permits say neither birth nor sex; what was said of them is kept', () => {
  const keys = sealer(newKeys())
  const given = readDocument(
    { sealer: keys, today },
    { document: 'passport', idNumber: 'e12345678', sex: '女', birth: '1990-02-03' },
  )
  assert.deepEqual([given.document, given.sex, given.birth], ['passport', '女', '1990-02-03'])
  assert.equal(read('travelPermit', 'H12345678'), 'hongKongTravel')
  assert.equal(read('travelPermit', 'M1234567801'), 'macaoTravel')
  assert.equal(read('travelPermit', '12345678'), 'taiwanTravel')
  assert.equal(read('oldForeign', 'abc123456789012'), 'oldForeign')
})

test('a passport and an identity card with the same characters are two numbers, and both are found when typed in full', () => {
  const keys = sealer(newKeys())
  const key = (document: 'taiwanTravel' | 'passport') => idKeyOf(keys, { document, value: '12345678' })
  assert.notEqual(key('taiwanTravel'), key('passport'))
  const all = idKeysOf(keys, '１２３４５６７８')
  assert.ok(all.includes(key('taiwanTravel')) && all.includes(key('passport')))
})

test('one wrong digit, or two neighbours the wrong way round, never pass as the same number', () => {
  const good = fc
    .tuple(
      fc.integer({ min: 110000, max: 659999 }),
      fc.integer({ min: 0, max: 36000 }),
      fc.integer({ min: 0, max: 999 }),
    )
    .map(([area, day, order]) => {
      const birth = new Date(Date.UTC(1920, 0, 1) + day * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
      return id(`${area}${birth}${String(order).padStart(3, '0')}`)
    })
  fc.assert(
    fc.property(good, fc.nat(16), fc.nat(8), (number, at, by) => {
      const digit = (Number(number[at]) + by + 1) % 10
      const wrong = number.slice(0, at) + digit + number.slice(at + 1)
      assert.equal(documentOf('card', number, '2026-06-01').ok, true)
      assert.equal(documentOf('card', wrong, '2026-06-01').ok, false)
      if (number[at] === number[at + 1]) return
      const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2)
      assert.equal(documentOf('card', swapped, '2026-06-01').ok, false)
    }),
  )
})
