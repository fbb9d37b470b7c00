/** What is pressed and typed at a door becomes exactly that, field by field, with what the form showed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inputOf } from './field-collect-input.ts'

const question = (field: 'phone' | 'residence' | 'birth', was: string | null) => ({
  field,
  was,
  label: field,
  kind: 'text' as const,
  choices: [],
  because: '',
  purpose: '',
})
const asked = {
  members: [
    {
      id: 'a',
      person: 'p',
      name: '王秀英',
      relation: 'other' as const,
      questions: [question('phone', '138****5678'), question('residence', 'tenant')],
    },
    { id: 'b', person: 'q', name: '李明', relation: 'other' as const, questions: [question('birth', null)] },
  ],
}
const home = { place: '320582100004001', room: 'r' }

test('what was typed goes with what stood there; the rest is said to be so, or not to be said', () => {
  const values = {
    outcome: 'met',
    answers: {
      'a phone': { how: 'is', value: '13900000000' },
      'a residence': { how: 'checked' },
      'b birth': { how: 'declined' },
    },
    arrivals: [
      { name: '赵小', residence: 'tenant' },
      { name: ' ', residence: 'tenant' },
    ],
  }
  assert.deepEqual(inputOf(asked, home, values), {
    ...home,
    outcome: 'met',
    note: '',
    answers: [
      {
        resident: 'a',
        changes: { phone: { was: '138****5678', is: '13900000000' } },
        checked: ['residence'],
        declined: [],
      },
      { resident: 'b', changes: {}, checked: [], declined: ['birth'] },
    ],
    arrivals: [{ name: '赵小', residence: 'tenant' }],
  })
})

test('a door at which nobody answered sends the visit alone', () => {
  assert.deepEqual(inputOf(asked, home, { outcome: 'nobody' }).answers, [])
})
