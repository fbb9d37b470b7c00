/**
 * Leaves some matters open at the present, so that the boards have something to show: most of them recent, some past
 * their time, in every state on the way. It only cuts courses short; what is left is still a course.
 */
import { day, hour, minute } from './calendar.ts'
import { stateAfter, until } from './course.ts'
import type { Random } from './random.ts'
import type { Limits, Matter, State, Step } from './shape.ts'

const openShare = 0.08
/** Kept free for matters past their time, beside those that are so already. */
const overdueShare = 0.012

const finished: readonly State[] = ['rejected', 'closed', 'confirmed']
export const isOpen = (matter: Matter) => !finished.includes(matter.state)
/** Still waiting for a result when its time was over. */
export const isOverdue = (matter: Matter, now: Date, limits: Limits) =>
  isOpen(matter) && matter.state !== 'checking' && Number(now) > dueAt(matter, limits)

const dueAt = (matter: Matter, limits: Limits) => Number(matter.at) + limits[matter.urgency] * hour

export function leaveOpen(chance: Random, all: readonly Matter[], now: Date, limits: Limits, chief: string): Matter[] {
  const end = Number(now)
  const cut = new Map<string, Matter>()
  const willing = chance.shuffle(all.filter(m => !isOpen(m) && m.urgency !== 'emergency' && m.state !== 'rejected'))
  const wanted = Math.round(all.length * openShare)
  const isLeft = () => all.filter(isOpen).length + cut.size

  const recent = willing.filter(m => dueAt(m, limits) > end).sort((a, b) => Number(b.at) - Number(a.at))
  for (const m of recent.slice(0, wanted - isLeft() - Math.round(all.length * overdueShare))) {
    const kept = m.steps.slice(
      0,
      chance.int(
        1,
        m.steps.findIndex(s => s.move === 'verify'),
      ),
    )
    cut.set(m.key, { ...m, steps: kept, state: stateAfter(kept) })
  }
  const stale = willing.filter(m => dueAt(m, limits) < end - 8 * hour && Number(m.at) > end - 26 * day)
  for (const m of stale.slice(0, wanted - isLeft())) {
    const kept = cutBefore(m, chance.chance(0.7) ? 'feedback' : 'sign')
    cut.set(m.key, urged(chance, { ...m, steps: kept, state: stateAfter(kept) }, end, limits, chief))
  }
  return all.map(m => cut.get(m.key) ?? m)
}

function cutBefore(matter: Matter, move: Step['move']): Step[] {
  const at = matter.steps.findIndex(s => s.move === move)
  return matter.steps.slice(0, Math.max(1, at))
}

/** People ask what became of it once its time is over, and so may the chief; never twice in a day. */
function urged(chance: Random, matter: Matter, end: number, limits: Limits, chief: string): Matter {
  const last = Number(matter.at) + matter.steps.reduce((sum, s) => sum + s.after, 0) * minute
  const asked = matter.steps.some(s => s.move === 'urge')
  const from = Math.max(last, dueAt(matter, limits))
  const after = Math.round((from + (end - from) * (0.2 + 0.6 * chance.next()) - last) / minute)
  if (asked || after < 1 || !chance.chance(0.7)) return matter
  const steps: Step[] =
    matter.reporter.kind === 'resident'
      ? [...matter.steps, { after, move: 'urge', by: 'reporter', who: null, note: '已经过了答复时间，请尽快处理' }]
      : [...matter.steps, { after, move: 'urge', by: 'chief', who: chief, note: '超期未结，请今日办结并说明原因' }]
  return { ...matter, steps: until(Number(matter.at), steps, end) }
}
