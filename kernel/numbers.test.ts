/** The vectors of the rule book and of two published collections, the slips a check character promises to catch, and the masks. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays } from './clock.ts'
import published from './fixtures/numbers.json' with { type: 'json' }
import {
  bankCard,
  checkCharacter,
  creditCode,
  fewer,
  idKinds,
  maskAddress,
  maskBankCard,
  maskEmail,
  maskId,
  maskName,
  maskPhone,
  mobile,
  oldForeignCard,
  organisationCode,
  passport,
  type Refused,
  residentId,
  tidy,
  travelPermit,
} from './numbers.ts'

const today = '2026-11-23'
const why = (answer: { ok: true } | Refused) => (answer.ok ? '' : answer.say)

/** Any number that could be on a card: an address nobody need know, a day from 1900 until today, a sequence, its check. */
const validId = fc
  .tuple(
    fc.integer({ min: 100_000, max: 999_999 }),
    fc.nat(46_300).map(n => addDays('1900-01-01', n)),
    fc.nat(999),
  )
  .map(([address, birth, n]) => `${address}${birth.replaceAll('-', '')}${String(n).padStart(3, '0')}`)
  .map(first17 => first17 + checkCharacter(first17))

describe('A resident identity number', () => {
  const good: [string, string, '男' | '女', keyof typeof idKinds][] = [
    ['11010519491231002X', '1949-12-31', '女', 'citizen'],
    ['320582199003071232', '1990-03-07', '男', 'citizen'],
    ['510115202402290027', '2024-02-29', '女', 'citizen'],
    ['810000199408230021', '1994-08-23', '女', 'hongKong'],
    ['830000199201300022', '1992-01-30', '女', 'taiwan'],
    ['820000199207090028', '1992-07-09', '女', 'macao'],
    ['911124198108030024', '1981-08-03', '女', 'foreigner'],
  ]
  for (const [value, birth, sex, kind] of good)
    test(`${value} is ${idKinds[kind]}, ${sex}, born ${birth}`, () =>
      assert.deepEqual(residentId(value, today), { ok: true, value, birth, sex, kind }))

  const bad: [string, RegExp][] = [
    ['440524188001010014', /早于1900年/],
    ['32058219900307123X', /校验码不对/],
    ['51011520230229002X', /不是真实日期/],
    ['110101299912310017', /在未来/],
    ['820000199207090024', /校验码不对/],
    ['010203197503102721', /首位不会是0/],
    ['32058219900307123', /应是18位，现在是17位/],
    ['3205821990030712322', /应是18位，现在是19位/],
    ['320582900307123', /15位的旧身份证号码/],
    ['3205821990O307123X', /前17位应全是数字/],
    ['32058219900307123Y', /最后一位是数字或X/],
    ['CAN110077101412', /旧版外国人永久居留证/],
    [' ', /请填写身份证号码/],
  ]
  for (const [value, say] of bad)
    test(`${value} is refused: ${say.source}`, () => assert.match(why(residentId(value, today)), say))

  test('tells every mistake in its own words, and never repeats the number', () => {
    const said = bad.map(([value]) => why(residentId(value, today)))
    // The check character and the shape each stand in the table twice.
    assert.equal(new Set(said).size, bad.length - 2)
    for (const [i, [value]] of bad.entries()) if (value.trim()) assert.ok(!said[i]!.includes(value.slice(6, 14)))
  })

  test('may be typed in full width, with spaces, with a small x, or copied with invisible marks', () => {
    for (const typed of [
      '１１０１０５１９４９１２３１００２Ｘ',
      ' 110105 19491231 002x ',
      '\u202d11010519491231002X\u202c',
    ])
      assert.equal(why(residentId(typed, today)), '', typed)
    const answer = residentId('110105　19491231　002ｘ', today)
    assert.equal(answer.ok && answer.value, '11010519491231002X')
  })

  test('of someone born today is good, of someone born tomorrow is not', () => {
    const id = '510115202402290027'
    assert.equal(residentId(id, '2024-02-29').ok, true)
    assert.match(why(residentId(id, '2024-02-28')), /在未来/)
  })

  test('of 15 digits is taken where old ones are asked for, and becomes the 18 digits it is today', () => {
    const answer = residentId('320582900307123', today, { old: true })
    assert.equal(answer.ok && answer.value, '320582199003071232')
    assert.equal(residentId('320582199003071232', today, { old: true }).ok, true)
    assert.match(why(residentId('320582900231123', today, { old: true })), /不是真实日期/)
    assert.match(why(residentId('160101491001001', today, { old: true })), /前两位不是省份代码/)
  })

  test('is never refused for its address, only for beginning with 0', () =>
    fc.assert(fc.property(validId, id => assert.equal(why(residentId(id, today)), ''))))

  test('with one character wrong is refused, wherever it is', () =>
    fc.assert(
      fc.property(validId, fc.nat(17), fc.integer({ min: 1, max: 10 }), (id, place, by) => {
        const characters = place === 17 ? '0123456789X' : '0123456789'
        const wrong = characters[(characters.indexOf(id[place]!) + by) % characters.length]!
        fc.pre(wrong !== id[place])
        const slip = id.slice(0, place) + wrong + id.slice(place + 1)
        assert.equal(residentId(slip, today).ok, false)
        assert.notEqual(checkCharacter(slip), slip[17])
      }),
      { numRuns: 1_000 },
    ))

  test('with two neighbours swapped is refused', () =>
    fc.assert(
      fc.property(validId, fc.nat(16), (id, place) => {
        fc.pre(id[place] !== id[place + 1])
        const slip = id.slice(0, place) + id[place + 1] + id[place] + id.slice(place + 2)
        assert.equal(residentId(slip, today).ok, false)
        // An X that slips into the digits shows by itself.
        if (/^\d{17}/.test(slip)) assert.notEqual(checkCharacter(slip), slip[17])
      }),
      { numRuns: 1_000 },
    ))

  test('agrees with the published collection, old numbers taken', () => {
    for (const id of published.residentId.valid) assert.equal(why(residentId(id, today, { old: true })), '', id)
    for (const id of published.residentId.invalid) assert.equal(residentId(id, today, { old: true }).ok, false, id)
  })
})

describe('Other documents', () => {
  test('the old foreign card is 3 letters and 12 digits', () => {
    assert.deepEqual(oldForeignCard('can 110077101412'), { ok: true, value: 'CAN110077101412' })
    assert.match(why(oldForeignCard('CA1110077101412')), /3个字母加12位数字/)
  })

  test('a travel permit tells which side it is from', () => {
    const cases = { H12345678: 'hongKong', m1234567801: 'macao', '12345678': 'taiwan', '1234567890A': 'taiwan' }
    for (const [value, kind] of Object.entries(cases))
      assert.deepEqual(travelPermit(value), { ok: true, value: tidy(value), kind })
    for (const value of ['H1234567', 'H123456789', 'A12345678', '1234567', '1234567890'])
      assert.match(why(travelPermit(value)), /通行证号码不对/, value)
  })

  test('a passport is taken loosely', () => {
    for (const value of ['E12345678', 'EA1234567', '５３１２３４５６７', 'ab12345'])
      assert.equal(passport(value).ok, true, value)
    for (const value of ['E123', 'E1234567890123456789', 'E1234-567', '护照12345'])
      assert.equal(passport(value).ok, false, value)
  })
})

describe('The code of an organisation', () => {
  test('is good where its check character says so', () => {
    for (const value of [
      '91350100M000100Y43',
      '52310115MJ87654373',
      'N2320582MF12345677',
      ...published.creditCode.valid,
    ])
      assert.equal(why(creditCode(value)), '', value)
    assert.deepEqual(creditCode('91350100m000100y43'), {
      ok: true,
      value: '91350100M000100Y43',
      division: '350100',
      organisation: 'M000100Y4',
    })
  })

  test('is refused with the mistake named', () => {
    const cases: [string, RegExp][] = [
      ['91350100M000100Y44', /校验码不对/],
      ['9I350100M000100Y43', /没有字母I、O、S、V、Z/],
      ['91350100M000100Y4', /应是18位，现在是17位/],
      ['9135A100M000100Y43', /第3至8位是行政区划代码/],
      ['91350100M000100Y4号', /只有数字和大写字母/],
      ['', /请填写统一社会信用代码/],
    ]
    for (const [value, say] of cases) assert.match(why(creditCode(value)), say, value)
  })

  test('with one character wrong is refused', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...published.creditCode.valid),
        fc.nat(17),
        fc.integer({ min: 1, max: 30 }),
        (code, i, by) => {
          const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
          const wrong = alphabet[(alphabet.indexOf(code[i]!) + by) % 31]!
          assert.equal(creditCode(code.slice(0, i) + wrong + code.slice(i + 1)).ok, false)
        },
      ),
    ))

  test('of nine characters, as before 2015, is good with or without its hyphen', () => {
    for (const value of ['D2143569X', 'd2143569-x', 'Ｄ２１４３５６９－Ｘ'])
      assert.deepEqual(organisationCode(value), { ok: true, value: 'D2143569X' })
    assert.match(why(organisationCode('D21435690')), /校验码不对/)
    assert.match(why(organisationCode('D2143569')), /应是9位/)
  })

  test('holds the nine characters inside the eighteen', () => {
    for (const value of published.creditCode.valid) {
      const code = creditCode(value)
      assert.equal(code.ok && organisationCode(code.organisation).ok, true, value)
    }
  })
})

describe('Telephones and bank cards', () => {
  test('a mobile number has 11 digits and begins with 13 to 19', () => {
    for (const typed of [
      '13812345678',
      '138 1234 5678',
      '+86 138-1234-5678',
      '008613812345678',
      '１３８１２３４５６７８',
    ])
      assert.deepEqual(mobile(typed), { ok: true, value: '13812345678' })
    for (const typed of ['12812345678', '1381234567', '138123456789', '0512-58123456', ''])
      assert.match(why(mobile(typed)), /手机号码应是11位数字/, typed)
  })

  test('a bank card has 13 to 19 digits and passes Luhn', () => {
    assert.deepEqual(bankCard('6222 0212 3456 7894'), { ok: true, value: '6222021234567894' })
    assert.deepEqual(bankCard('4111-1111-1111-1111'), { ok: true, value: '4111111111111111' })
    assert.equal(bankCard('378282246310005').ok, true)
    assert.match(why(bankCard('4111111111111112')), /校验不对/)
    for (const typed of ['411111111111', '41111111111111111111', '4111x1111111111'])
      assert.match(why(bankCard(typed)), /13至19位数字/, typed)
  })
})

describe('A mask', () => {
  test('of a name keeps the family name', () => {
    const cases = {
      张三: '张*',
      张小三: '张*三',
      欧阳娜娜: '欧**娜',
      阿卜杜拉·买买提: '阿**提',
      张: '*',
      '': '',
      𠅤䶮: '𠅤*',
      王𠅤䶮: '王*䶮',
    }
    for (const [name, mask] of Object.entries(cases)) assert.equal(maskName(name), mask)
  })

  test('of an identity number keeps 3, 4 for staff, 6 for registrars, 1 for residents', () => {
    const id = '320582199003071232'
    assert.equal(maskId(id), '320***********1232')
    assert.equal(maskId(id, 4), '3205**********1232')
    assert.equal(maskId(id, 6), '320582********1232')
    assert.equal(maskId(id, 1), '3****************2')
  })

  test('of any document keeps its length and hides at least four of every nine', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9]{1,20}$/), fc.constantFrom(1 as const, 3, 4, 6), (id, first) => {
        const mask = maskId(id, first)
        assert.equal(mask.length, id.length)
        const hidden = mask.split('*').length - 1
        assert.ok(hidden >= 1 && (id.length < 5 || first === 6 || 9 * hidden >= 4 * id.length), mask)
      }),
    ))

  test('of a passport shows one character at each end', () => {
    assert.equal(maskId('E12345678', 4), 'E*******8')
    assert.equal(maskId('AB', 4), '**')
  })

  test('of a phone, a card, an e-mail keeps what tells one from another', () => {
    assert.equal(maskPhone('13812345678'), '138****5678')
    assert.equal(maskPhone('58123456'), '****56')
    assert.equal(maskPhone('110'), '****')
    assert.equal(maskBankCard('6222021234565670'), '**** 5670')
    assert.equal(maskBankCard('5670'), '****')
    assert.equal(maskEmail('lin@example.cn'), 'l***@example.cn')
    assert.equal(maskEmail('lin'), '***')
    assert.equal(maskEmail('@example.cn'), '***')
  })

  test('of an address ends at the community, the village or the town', () => {
    const cases = {
      张家港市杨舍镇花园社区花园新村12幢3单元502室: '张家港市杨舍镇花园社区****',
      张家港市杨舍镇善港村12组3号: '张家港市杨舍镇善港村****',
      张家港市杨舍镇花园新村12幢3单元502室: '张家港市杨舍镇****',
      杨舍镇人民路12号东村大厦: '杨舍镇****',
      人民路3号502室: '****',
    }
    for (const [address, mask] of Object.entries(cases)) assert.equal(maskAddress(address), mask)
  })

  test('of a count hides fewer than five', () => {
    assert.deepEqual(
      [0, 4, 5, 120].map(n => fewer(n)),
      ['<5', '<5', '5', '120'],
    )
    assert.equal(fewer(9, 10), '<10')
  })
})

const source = new URL('../../shared/data/numbers/id-vectors.json', import.meta.url)
test('The fixture holds the published collections whole', { skip: !existsSync(source) && 'no shared folder' }, () => {
  const all = JSON.parse(readFileSync(source, 'utf8')) as Record<
    'resident_id' | 'uscc',
    { value: string; valid: boolean }[]
  >
  const those = (kind: keyof typeof all, valid: boolean) => all[kind].filter(v => v.valid === valid).map(v => v.value)
  assert.deepEqual(published.residentId, { valid: those('resident_id', true), invalid: those('resident_id', false) })
  assert.deepEqual(published.creditCode.valid, those('uscc', true))
  assert.deepEqual(those('uscc', false), [])
})
