/** The list of tasks, tested without a screen: what comes first, what is whose turn, what each segment holds. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Work } from '../../../kernel/work-contract.ts'
import type { MatterLine } from '../shapes.ts'
import { matter } from '../rules.ts'
import { inSegment, merged, segments } from './field-segments.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour))
const work = (record: string, state: keyof typeof matter.states, due: Date | null, late = false) =>
  ({ machine: matter.name, community: '320582100004', record, title: record, state, due, late }) as Work
const held = (id: string, state: keyof typeof matter.states, address: string | null = null) =>
  ({ id, community: '320582100004', title: id, state, address, due: null, late: false }) as MatterLine

test('what is late stands first, then whatever is due soonest, and what has no deadline last', () => {
  const all = merged(
    [
      work('无时限', 'handling', null),
      work('明天', 'handling', at(20)),
      work('超时', 'handling', at(22), true),
      work('今天', 'handling', at(9)),
    ],
    [],
  )
  assert.deepEqual(
    all.map(task => task.title),
    ['超时', '今天', '明天', '无时限'],
  )
})

test('what I hold but cannot move stands below, once, and says that it is not my turn', () => {
  const all = merged(
    [work('我的', 'handling', at(9))],
    [held('我的', 'handling', '3幢2单元'), held('等核查', 'checking')],
  )
  assert.deepEqual(
    all.map(task => [task.title, task.movable, task.address]),
    [
      ['我的', true, '3幢2单元'],
      ['等核查', false, null],
    ],
  )
})

test('each segment is named after its state and holds exactly that state; the last holds all', () => {
  assert.deepEqual(
    segments.map(s => s.label),
    [matter.states.dispatched.label, matter.states.handling.label, '全部'],
  )
  const [sign, handling, waiting] = merged(
    [work('甲', 'dispatched', at(1)), work('乙', 'handling', at(2))],
    [held('丙', 'checking')],
  )
  assert.ok(sign && handling && waiting)
  assert.deepEqual(
    segments.map(s => [sign, handling, waiting].filter(task => inSegment(task, s.name)).length),
    [1, 1, 3],
  )
})
