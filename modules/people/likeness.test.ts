/** What makes two cards look like one person, on both sides of each reason; and the words that explain it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { likeness, type Compared } from './likeness.ts'

const nobody: Compared = { name: '王秀英', sex: null, birth: null, room: null, idKey: null, phoneKey: null }
const like = (a: Partial<Compared>, b: Partial<Compared>) => likeness({ ...nobody, ...a }, { ...nobody, ...b })
const said = (a: Partial<Compared>, b: Partial<Compared>) => like(a, b).reasons.map(r => `${r.label} ${r.points}`)

test('each reason says what is the same and how much it weighs', () => {
  assert.deepEqual(said({ idKey: '1' }, { idKey: '1', name: '王秀云' }), ['证件号码相同 100'])
  assert.deepEqual(said({ birth: '1958-03-12' }, { birth: '1958-03-12' }), ['姓名和出生日期相同 70'])
  assert.deepEqual(said({ phoneKey: 'p' }, { phoneKey: 'p' }), ['姓名和手机号相同 60'])
  assert.deepEqual(said({ name: '张伟', phoneKey: 'p' }, { name: '章玮', phoneKey: 'p' }), ['姓名同音，手机号相同 60'])
  assert.deepEqual(said({ room: 'r' }, { room: 'r' }), ['姓名和住处相同 60'])
})

test('a name alone is no reason, nor is a family telephone', () => {
  assert.deepEqual(like({}, {}), { points: 0, reasons: [] })
  assert.equal(like({ name: '李强', phoneKey: 'p' }, { name: '李梅', phoneKey: 'p' }).points, 0)
})

test('a surname is heard its own way: 单 is Shan, so 单芳 and 山芳 sound alike and 丹芳 does not', () => {
  assert.equal(like({ name: '单芳', phoneKey: 'p' }, { name: '山芳', phoneKey: 'p' }).points, 60)
  assert.equal(like({ name: '单芳', phoneKey: 'p' }, { name: '丹芳', phoneKey: 'p' }).points, 0)
})

test('what contradicts weighs against: father and son of one name in one home, two numbers', () => {
  assert.deepEqual(said({ room: 'r', birth: '1950-01-01' }, { room: 'r', birth: '1980-01-01' }), [
    '姓名和住处相同 60',
    '出生日期不同 -40',
  ])
  const two = like({ idKey: '1', birth: '1958-03-12' }, { idKey: '2', birth: '1958-03-12' })
  assert.equal(two.points, 10)
})

test('it is the same whichever card is looked at first, from 0 to 100, and the reasons add up to it', () => {
  const text = (...of: string[]) => fc.constantFrom(null, ...of)
  const card = fc.record({
    name: fc.constantFrom('王秀英', '王秀云', '张伟', '章玮'),
    sex: text('男', '女'),
    birth: text('1958-03-12', '1960-02-29'),
    room: text('r', 's'),
    idKey: text('1', '2'),
    phoneKey: text('p', 'q'),
  })
  fc.assert(
    fc.property(card, card, (a, b) => {
      const one = likeness(a, b)
      assert.deepEqual(one, likeness(b, a))
      const sum = one.reasons.reduce((total, r) => total + r.points, 0)
      assert.equal(one.points, Math.max(0, Math.min(100, sum)))
    }),
  )
})
