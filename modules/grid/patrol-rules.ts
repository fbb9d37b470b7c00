/**
 * 巡查的规矩：走哪些点、哪天几点、谁去；到没到以点位的码或照片为证，只记到访的一刻，不记行踪。
 * The law of patrols: public points, never people. Visits at home are another thing: home-rules.ts.
 */
import { any, clock, guard, limits, machine, own, post, problems } from '../../kernel/rules.ts'

const clerk = post('clerk').over('place')
const worker = post('grid-worker').over('place')
const head = any(post('head').over('place'), post('chief').over('place'))
const supervisor = post('supervisor').over('place')
const holder = own('holder')
const planner = any(clerk, head)
const seen = any(planner, worker, supervisor, holder)

/** A point is in nobody's hands. */
const seenPoints = any(planner, worker, supervisor, post('repairer').over('place'))

export const mayPatrol = {
  points: seenPoints,
  point: seenPoints,
  addPoint: planner,
  plans: seen,
  plan: seen,
  planPatrol: planner,
  makeRound: any(clock, planner),
  rounds: seen,
  round: seen,
  visits: seen,
  patrolRates: any(planner, supervisor),
}

export const patrolLimit = limits('grid', {
  nearMetres: { is: 100, label: '到访位置与点位相差', unit: '米', source: 'assumption', may: 'set' },
  lateHours: {
    is: 12,
    label: '巡查时间过后，还收当时离线记下的到访',
    unit: '小时',
    source: 'assumption',
    from: '2026-01-01',
    may: 'set',
  },
  roundAhead: { is: 1, label: '提前排出巡查', unit: '天', source: 'assumption', may: 'set' },
})

const plain = '篇3 二「每周巡视」;篇8 3.2.2(2)「工作计划」'

export const point = machine({
  name: 'grid.point',
  label: '巡查点位',
  source: plain,
  seen: seenPoints,
  initial: 'inUse',
  states: { inUse: '在用', retired: { label: '已停用', end: true } },
  moves: { retirePoint: { label: '停用', from: 'inUse', to: 'retired', by: planner } },
})

export const plan = machine({
  name: 'grid.plan',
  label: '巡查计划',
  source: plain,
  seen,
  initial: 'running',
  states: { running: '执行中', stopped: '已停止' },
  moves: {
    changePlan: { label: '改计划', from: ['running', 'stopped'], by: planner },
    stopPlan: { label: '停止', from: 'running', to: 'stopped', by: planner },
    runPlan: { label: '恢复', from: 'stopped', to: 'running', by: planner },
  },
})

type RoundFacts = { waiting: number; endsAt: Date }
const allSeen = guard<RoundFacts>('还有点位没有到访，请先到访，或写明没去的原因', f => f.waiting === 0)
/** What was written down in a cellar comes later than it was made: until then the round waits for it. */
const over = guard<RoundFacts>(
  '巡查时间过了 {0} 小时才结，在这之前还收当时离线记下的到访',
  (f, at) => f.endsAt.getTime() + at.figure(patrolLimit.lateHours) * 3_600_000 <= at.now.getTime(),
  patrolLimit.lateHours,
)
const byEnd = { column: 'endsAt', label: '巡查时间' }

export const round = machine({
  name: 'grid.round',
  label: '巡查',
  source: '篇3 二「每周巡视」;篇8 3.2.2(2)「跟踪报告」',
  seen,
  initial: 'planned',
  states: {
    planned: { label: '待巡查', due: byEnd },
    walking: { label: '巡查中', due: byEnd },
    walked: { label: '已完成', end: true },
    broken: { label: '没有走完', end: true },
    missed: { label: '漏巡', end: true },
  },
  moves: {
    setOut: { label: '开始巡查', from: 'planned', to: 'walking', by: holder },
    finishRound: { label: '完成巡查', from: 'walking', to: 'walked', by: holder, when: [allSeen] },
    breakOff: { label: '到时结束', from: 'walking', to: 'broken', by: clock, when: [over] },
    missRound: { label: '记为漏巡', from: 'planned', to: 'missed', by: clock, when: [over] },
    reassign: { label: '换人', from: ['planned', 'walking'], by: planner },
    explain: { label: '说明原因', from: ['broken', 'missed'], by: any(holder, planner) },
  },
})

export const visit = machine({
  name: 'grid.visit',
  label: '到访',
  source: '篇3 二「每周巡视」',
  seen,
  initial: 'awaited',
  states: {
    awaited: '待到访',
    visited: { label: '已到访', end: true },
    skipped: { label: '因故未到', end: true },
    unseen: { label: '漏访', end: true },
  },
  moves: {
    arrive: { label: '到访', from: 'awaited', to: 'visited', by: holder },
    skip: { label: '没去，写原因', from: 'awaited', to: 'skipped', by: holder },
    missVisit: { label: '记为漏访', from: 'awaited', to: 'unseen', by: clock },
  },
})

/** What a visit is a proof of: the point's own code, a photo, a position near enough. */
export const proofs = { code: { label: '扫码' }, photo: { label: '照片' }, near: { label: '位置' } } as const

export const visitCounts = {
  due: { label: '应访' },
  visited: { label: '已到访' },
  skipped: { label: '因故未到' },
  unseen: { label: '漏访' },
} as const
export type VisitCount = keyof typeof visitCounts

export const patrolProblem = problems('grid', {
  noProof: [422, '请扫点位上的码，或拍一张现场照片'],
  wrongCode: [422, '这个码不是这一点的，请核对是不是走错了点'],
  roundOver: [409, '这一班巡查的时间已经过了，现在不能再记；当时在手机里记下的，连上网会自动算数'],
  noSuchPoint: [422, '点位不在这个范围内或已停用，请重新选择'],
  roundMade: [409, '这一天的巡查已经排好了'],
  codeTaken: [409, '这个码已经用在另一个点位上'],
})
