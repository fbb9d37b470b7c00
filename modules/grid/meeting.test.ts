/** Two who come at the same moment: to the classification, and to a matter that others are to be merged into. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from '../../kernel/testing.ts'
import type { CategoryRow } from './category-contract.ts'
import { begin, key, meeting, open, read, report, street } from './stories.ts'

test('two lines added under one class at the same moment get two codes; the same name is taken once', async () => {
  const line = { place: street, parent: '0201', urgency: 'ordinary', keywords: '' }
  const add = (told: Pick<ReturnType<typeof open>, 'as'>, name: string) =>
    told.as('沈丽')<CategoryRow>('grid.categoryAdd', { ...line, name }, begin)
  const other = await meeting(
    told => add(told, '路灯常亮'),
    told => add(told, '路灯闪烁'),
  )
  const code = async (name: string) =>
    (await open().as('沈丽')<CategoryRow[]>('grid.categoryList', {})).find(c => c.name === name)?.code
  assert.deepEqual([await code('路灯常亮'), other.code], ['020151', '020152'])
  const same = meeting(
    told => add(told, '路灯歪斜'),
    told => refused(add(told, '路灯歪斜')),
  )
  assert.equal(await same, 'grid.categoryTaken')
})

test('nobody follows a matter that is joining another at that moment', async () => {
  const [one, lead, third] = [await report(open()), await report(open()), await report(open())]
  const joining = meeting(
    ({ as }) => as('小沈')('grid.merge', { ...key(lead), lead: third.id }, begin),
    ({ as }) => refused(as('小沈')('grid.merge', { ...key(one), lead: lead.id }, begin)),
  )
  assert.equal(await joining, 'grid.noSuchLead')
  assert.deepEqual([(await read(open(), one)).state, (await read(open(), lead)).state], ['reported', 'merged'])
})
