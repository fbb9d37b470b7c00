/** The half year of reports is lawful by the machine, refers only to what exists, and goes wrong as often as planned. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day, hour, hourOf, minute } from './calendar.ts'
import { categoryOf } from './categories.ts'
import { machine, stateAfter, usualLimits } from './course.ts'
import { hotSpots } from './layout.ts'
import { span } from './matters.ts'
import type { Matter, Move, State } from './shape.ts'
import { isOpen, isOverdue } from './stall.ts'
import { town } from './town.ts'

const now = new Date('2026-11-23T10:20:00+08:00')
const t = town({ seed: 1, now })
const has = (move: Move) => (m: Matter) => m.steps.some(s => s.move === move)
const share = (fits: (m: Matter) => boolean) => t.matters.filter(fits).length / t.matters.length
const between = (value: number, low: number, high: number) => assert.ok(value >= low && value <= high, `${value}`)

test('reports lie within half a year, in order, and the last came in minutes ago', () => {
  const times = t.matters.map(m => Number(m.at))
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  )
  assert.ok(times.every(at => at <= Number(now) && at >= Number(now) - span))
  assert.ok(times.filter(at => at > Number(now) - hour).length >= 4)
  between(
    share(m => hourOf(m.at) >= 7 && hourOf(m.at) < 23),
    0.85,
    1,
  )
})

test('every course is a path of the machine, has happened by now, and ends in the state it says', () => {
  for (const m of t.matters) {
    assert.equal(stateAfter(m.steps), m.state, m.key)
    assert.ok(
      m.steps.every(s => Number.isInteger(s.after) && s.after >= 1),
      m.key,
    )
    assert.ok(Number(m.at) + m.steps.reduce((sum, s) => sum + s.after, 0) * minute <= Number(now), m.key)
  }
  assert.throws(() => stateAfter([{ after: 1, move: 'verify', by: 'checker', who: null, note: '' }]), /not possible/)
  const used = new Set(t.matters.flatMap(m => m.steps.map(s => s.move)))
  assert.deepEqual([...used].sort(), Object.keys(machine).sort())
})

test('nobody is urged twice within a day', () => {
  for (const m of t.matters) {
    let [at, urged] = [Number(m.at), -Infinity]
    for (const { after, move } of m.steps) {
      at += after * minute
      if (move === 'urge') assert.ok(at - urged >= day, m.key)
      if (move === 'urge') urged = at
    }
  }
})

test('whoever acts holds the post for it, and only the one it was sent to signs, sends back or answers', () => {
  const staff = new Map(t.staff.map(s => [s.key, s]))
  const posts = { clerk: ['street-clerk', 'community-clerk'], worker: ['grid-worker', 'repair'], checker: ['checker'] }
  for (const m of t.matters) {
    let holder: string | null = null
    for (const { move, by, who, to, stars, note } of m.steps) {
      if (move === 'dispatch') holder = to ?? null
      assert.equal(to !== undefined, move === 'dispatch')
      assert.equal(stars !== undefined, move === 'rate')
      assert.equal(who === null, by === 'reporter')
      assert.ok(note || move === 'rate')
      const post = staff.get(who ?? '')?.post
      if (by === 'worker') assert.equal(who, holder)
      if (by === 'chief') assert.equal(post, 'street-chief')
      else if (by !== 'reporter') assert.ok(posts[by].includes(post ?? ''), `${m.key} ${move}`)
      if (['confirm', 'reopen', 'rate'].includes(move)) assert.equal(m.reporter.kind, 'resident')
    }
  }
})

test('every place and reporter exists, and every item is in the classification with its urgency', () => {
  const places: Record<Matter['where']['kind'], Set<string>> = {
    building: new Set(t.buildings.map(b => b.code)),
    public: new Set(t.places.map(p => p.key)),
    grid: new Set(t.grids.features.map(f => f.id)),
  }
  const people = new Map(t.people.map(p => [p.key, p]))
  for (const m of t.matters) {
    assert.ok(places[m.where.kind].has(m.where.key), m.key)
    assert.ok(places.grid.has(m.grid) && m.grid.startsWith(m.community))
    assert.ok(m.item.startsWith(m.category) && m.item.length === 6)
    assert.equal(categoryOf(m.item).urgency, m.urgency)
    if (m.reporter.kind === 'resident') assert.equal(people.get(m.reporter.person)?.phone, m.reporter.phone)
    const words = [m.title, m.description, m.address, ...m.steps.map(s => s.note)].join('\n')
    assert.doesNotMatch(words, /[{}]|undefined|null|NaN/)
    assert.ok(m.title.length <= 30 && m.description.length >= 12)
  }
  assert.ok(new Set(t.matters.map(m => m.category)).size >= 48)
})

test('about one in eight is late, one in sixteen sent back, one in twenty reopened, one in twelve open', () => {
  const late = (m: Matter) => {
    let at = Number(m.at)
    for (const step of m.steps) {
      at += step.after * minute
      if (step.move === 'feedback') return at > Number(m.at) + usualLimits[m.urgency] * hour
    }
    return isOverdue(m, now, usualLimits)
  }
  between(share(late), 0.09, 0.17)
  between(share(has('sendBack')), 0.05, 0.07)
  between(share(has('reopen')), 0.035, 0.06)
  between(share(isOpen), 0.07, 0.09)
  between(
    share(m => isOverdue(m, now, usualLimits)),
    0.01,
    0.045,
  )
  between(
    share(m => m.reporter.kind === 'anonymous'),
    0.17,
    0.28,
  )
})

test('the boards have something in every state, and hot spots report far more than other grids', () => {
  const states: State[] = [
    'reported',
    'accepted',
    'dispatched',
    'handling',
    'checking',
    'closed',
    'confirmed',
    'rejected',
  ]
  for (const state of states)
    assert.ok(
      t.matters.some(m => m.state === state),
      state,
    )
  const perGrid = (hot: boolean, grids: number) =>
    (share(m => hotSpots.includes(m.grid) === hot) * t.matters.length) / grids
  between(perGrid(true, hotSpots.length) / perGrid(false, 40 - hotSpots.length), 2.2, 4)
})

test('the seasons show: lamps in the dark half of the year, noise in summer', () => {
  const year = [1, 5, 9].map(month => town({ seed: 7, now: new Date(Date.UTC(2026, month, 20)) }))
  const count = (category: string) => year.map(each => each.matters.filter(m => m.category === category).length)
  const [winter = 0, spring = 0] = count('0201')
  assert.ok(winter > 1.3 * spring, `${winter} ${spring}`)
  const [cold = 0, , warm = 0] = count('0804')
  assert.ok(warm > 1.3 * cold, `${warm} ${cold}`)
})
