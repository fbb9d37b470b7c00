/**
 * What happens to a matter after it is reported: the moves of the machine with their delays, as plain steps.
 * `machine` is the whole of what this file assumes about the product's own machine; the steps follow it, so that a
 * change there is made here in one line.
 */
import { hour, hourOf, midnight, minute, day } from './calendar.ts'
import type { Random } from './random.ts'
import type { By, Limits, Move, State, Step, Urgency } from './shape.ts'

export const machine: Record<Move, { from: readonly State[]; to?: State }> = {
  accept: { from: ['reported'], to: 'accepted' },
  reject: { from: ['reported'], to: 'rejected' },
  dispatch: { from: ['accepted'], to: 'dispatched' },
  sign: { from: ['dispatched'], to: 'handling' },
  sendBack: { from: ['dispatched'], to: 'accepted' },
  note: { from: ['handling'] },
  feedback: { from: ['handling'], to: 'checking' },
  verify: { from: ['checking'], to: 'closed' },
  redo: { from: ['checking'], to: 'handling' },
  confirm: { from: ['closed'], to: 'confirmed' },
  reopen: { from: ['closed'], to: 'accepted' },
  rate: { from: ['confirmed'] },
  urge: { from: ['reported', 'accepted', 'dispatched', 'handling', 'checking'] },
}

/** Beijing's standard since 2023 (EV-06), in hours; the three days for a question are our assumption. */
export const usualLimits: Limits = { emergency: 2, utility: 24, ordinary: 7 * 24, complex: 15 * 24, consult: 3 * 24 }

/** Who acts (keys of staff) and what goes wrong. `wrong` is whom it is sent to first when it comes back. */
export type Course = {
  at: number
  urgency: Urgency
  clerk: string
  worker: string
  wrong: string | null
  wrongIsUnit: boolean
  checker: string
  chief: string
  /** An anonymous reporter cannot confirm, reopen or rate. */
  known: boolean
  rejection: string | null
  late: boolean
  redone: boolean
  reopened: boolean
  results: readonly string[]
  /** Talked over, not looked at on the spot: other words are used. */
  talk: boolean
}

export function stateAfter(steps: readonly Step[]): State {
  let state: State = 'reported'
  for (const { move } of steps) {
    const { from, to } = machine[move]
    if (!from.includes(state)) throw new Error(`${move} is not possible in ${state}`)
    state = to ?? state
  }
  return state
}

/** Everything that will happen; cut it at the present with `until`. */
export function course(chance: Random, limits: Limits, c: Course): Step[] {
  const steps: Step[] = []
  let [at, state]: [number, State] = [c.at, 'reported']
  let urgedAt = -Infinity
  const pace = paces[c.urgency]
  const words = c.talk ? talked : onSite
  const act = (move: Move, by: By, when: number, note: string, more: Partial<Step> = {}) => {
    const next = Math.max(at + minute, pace.office && by !== 'reporter' ? officeHours(chance, when) : when)
    const after = Math.round((next - at) / minute)
    const who = { clerk: c.clerk, worker: c.worker, checker: c.checker, chief: c.chief, reporter: null }[by]
    steps.push({ after, move, by, who, note, ...more })
    at += after * minute
    state = machine[move].to ?? state
  }
  const soon = ([low, high]: Span) => at + chance.int(low, high) * minute
  /** From wherever the matter is to `checking`, with the result due at `target`. */
  const handle = (target: number, wrong: string | null) => {
    if (state === 'accepted' && wrong) {
      act('dispatch', 'clerk', soon(pace.dispatch), chance.pick(words.orders), { to: wrong })
      act('sendBack', 'worker', soon(pace.sign), c.wrongIsUnit ? notOurs.unit : notOurs.grid, { who: wrong })
    }
    if (state === 'accepted') act('dispatch', 'clerk', soon(pace.dispatch), chance.pick(words.orders), { to: c.worker })
    if (state === 'dispatched') act('sign', 'worker', soon(pace.sign), '已签收')
    const work = target - at
    if (work > 8 * hour && chance.chance(0.55)) act('note', 'worker', at + work * 0.3, chance.pick(words.notes))
    const due = c.at + limits[c.urgency] * hour
    // One urging a day at most, whoever does it: a second one is refused.
    const overdue = target > due && at + (target - at) * 0.6 > urgedAt + day
    if (overdue && chance.chance(0.6)) {
      const when = at + (target - at) * 0.6
      if (c.known && chance.chance(0.75)) act('urge', 'reporter', when, chance.pick(urges))
      else act('urge', 'chief', when, '请尽快办结并说明原因')
      urgedAt = at
    }
    act('feedback', 'worker', target, chance.pick(c.results))
  }
  const check = () => act('verify', 'checker', soon(pace.verify), chance.pick(words.checked))

  if (c.rejection) {
    act('reject', 'clerk', soon(pace.accept), c.rejection)
    return steps
  }
  act('accept', 'clerk', soon(pace.accept), '已受理')
  const limit = limits[c.urgency] * hour
  const share = c.late ? 1.04 + 0.6 * chance.next() ** 2 : pace.least + (0.84 - pace.least) * chance.next() ** 1.4
  handle(c.at + limit * share, c.wrong)
  if (c.redone) {
    act('redo', 'checker', soon(pace.verify), chance.pick(words.unfinished))
    act('feedback', 'worker', at + limit * 0.1 + 30 * minute, chance.pick(c.results))
  }
  check()
  if (c.reopened) {
    act('reopen', 'reporter', awake(chance, at + chance.int(2, 80) * hour), chance.pick(words.again))
    handle(at + limit * (0.1 + 0.3 * chance.next()), null)
    check()
  }
  if (c.known && (c.reopened || chance.chance(0.62))) {
    act(
      'confirm',
      'reporter',
      awake(chance, at + chance.int(1, 70) * hour),
      chance.pick(c.late || c.reopened ? atLast : thanks),
    )
    if (chance.chance(0.8)) act('rate', 'reporter', soon([1, 20]), '', { stars: stars(chance, c.late || c.reopened) })
  }
  return steps
}

/** The steps that lie before a moment. */
export function until(from: number, steps: readonly Step[], moment: number): Step[] {
  let at = from
  return steps.filter(step => (at += step.after * minute) <= moment)
}

type Span = readonly [low: number, high: number]
/** Minutes each move takes; `least` is the smallest part of the limit that the work itself can take. */
type Pace = { office: boolean; accept: Span; dispatch: Span; sign: Span; verify: Span; least: number }
const calm = { office: true, accept: [10, 110], dispatch: [10, 300], sign: [20, 300], verify: [60, 1500] } as const
const paces: Record<Urgency, Pace> = {
  emergency: { office: false, accept: [1, 8], dispatch: [1, 10], sign: [1, 8], verify: [20, 180], least: 0.3 },
  utility: { office: false, accept: [2, 25], dispatch: [5, 50], sign: [5, 45], verify: [30, 600], least: 0.14 },
  ordinary: { ...calm, least: 0.06 },
  complex: { ...calm, least: 0.2 },
  consult: { ...calm, dispatch: [10, 120], sign: [10, 90], least: 0.1 },
}

/** Offices work from eight to six; what falls outside is done the next morning. */
function officeHours(chance: Random, at: number): number {
  const h = hourOf(at)
  if (h >= 8 && h < 18) return at
  return midnight(at) + (h < 8 ? 0 : day) + 8 * hour + chance.int(1, 100) * minute
}

/** Nobody confirms anything at three in the morning. */
const awake = (chance: Random, at: number) =>
  hourOf(at) >= 8 && hourOf(at) < 22 ? at : midnight(at) + (hourOf(at) < 8 ? 0 : day) + chance.int(480, 720) * minute

const stars = (chance: Random, displeased: boolean) =>
  chance.weighted([
    [5, displeased ? 2 : 58],
    [4, displeased ? 4 : 28],
    [3, displeased ? 5 : 10],
    [2, 3],
    [1, 1],
  ] as const)

const notOurs = {
  unit: '经现场查看不在我单位管养范围，请改派属地网格',
  grid: '属专业部门职责，网格没有处置条件，请改派责任单位',
}
type Words = Record<'orders' | 'notes' | 'checked' | 'unfinished' | 'again', readonly string[]>
const onSite: Words = {
  orders: ['请到现场核实处置，及时反馈', '请先联系反映人，再到现场处置', '请会同物业处理，附处理前后照片'],
  notes: [
    '已到现场查看并拍照，正在联系维修人员',
    '已联系反映人说明情况，约定上门时间',
    '正在落实人员和材料，按期处理',
    '已与物业、楼组长碰头，商定处理办法',
  ],
  checked: ['现场核查属实，问题已解决', '电话回访，反映人认可', '查看前后对比照片并抽查现场，通过'],
  unfinished: ['现场没有处理到位，请继续处理', '照片看不出处理结果，请补充并复查'],
  again: ['好了两天又这样了，请再来看看', '只处理了一半，问题还在', '处理后没有改善，请重新办理'],
}
const talked: Words = {
  orders: ['请联系反映人核实情况，按时办结', '请当面听取意见，依据政策答复', '请先电话沟通，需要时上门'],
  notes: ['已电话联系，约定面谈时间', '已当面听取诉求，正在核对材料', '已向上级业务科室请示政策口径'],
  checked: ['电话回访，反映人表示清楚了', '查看答复记录，内容完整，通过', '回访当事人，认可处理结果'],
  unfinished: ['答复没有说明依据，请补充', '当事人还没有接到答复，请再联系'],
  again: ['答复和窗口说的不一样，请再核实', '说好的事没有兑现，请重新办理', '还有疑问，请再解释一下'],
}
const urges = ['已经过了答复时间，请尽快处理', '还没有结果，麻烦催一下', '问题还在，请尽快']
const thanks = ['已经解决，谢谢', '处理得很快，满意', '确认已解决']
const atLast = ['这次解决了', '已处理，就是慢了些', '总算有结果了']
