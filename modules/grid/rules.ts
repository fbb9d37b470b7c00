/**
 * 网格事项的规矩：谁报、谁受理、谁处置、几时办结、居民说了算不算数——全在这一个文件里。
 * The law of this module. Pure: the server enforces it, every screen obeys it, docs/rules/grid.md is printed from it.
 */
import { any, anyone, clock, guard, limits, machine, own, post, problems } from '../../kernel/rules.ts'

// 谁 ─ who
const clerk = post('clerk').over('place')
const worker = post('grid-worker').over('place')
const holder = own('holder')
const head = any(post('head').over('place'), post('chief').over('place'))
const reporter = any(own('owner'), own('ticket'))
const timed = any(clock, clerk)
export const staff = any(clerk, worker, head, holder, post('supervisor').over('place'))

export const may = {
  categories: anyone,
  suggest: anyone,
  alike: anyone,
  report: anyone,
  register: any(clerk, worker),
  follow: anyone,
  published: anyone,
  publishedOne: anyone,
  figures: anyone,
  matters: staff,
  matter: any(staff, reporter),
  receipt: anyone,
  mine: own('owner'),
  handlers: clerk,
}

// 数 ─ figures
const event = '北京市接诉即办 2023 标准(EV-06)'
export const limit = limits('grid', {
  acceptHours: { is: 2, label: '网上诉求受理', unit: '小时', source: 'EV-07; assumption', may: 'lower' },
  emergencyDispatch: { is: 1, label: '紧急事项派遣', unit: '小时', source: event, may: 'lower' },
  emergencyResult: { is: 2, label: '紧急事项办结', unit: '小时', source: `${event}; assumption`, may: 'lower' },
  utilityDispatch: { is: 2, label: '水电气热派遣', unit: '小时', source: event, may: 'lower' },
  utilityResult: { is: 24, label: '水电气热办结', unit: '小时', source: `${event}; assumption`, may: 'lower' },
  ordinaryDispatch: { is: 24, label: '一般事项派遣', unit: '小时', source: event, may: 'lower' },
  ordinaryResult: { is: 7, label: '一般事项办结', unit: '天', source: event, may: 'lower' },
  complexDispatch: { is: 24, label: '复杂事项派遣', unit: '小时', source: event, may: 'lower' },
  complexResult: { is: 15, label: '复杂事项办结', unit: '天', source: event, may: 'lower' },
  reopenDays: { is: 10, label: '结案后可要求重办', unit: '天', source: 'assumption', may: 'raise' },
  urgeHours: { is: 24, label: '两次催办相隔', unit: '小时', source: 'assumption', may: 'lower' },
  consultResult: { is: 3, label: '咨询建议答复', unit: '天', source: 'assumption', may: 'lower' },
  remindHours: { is: 4, label: '到期前提醒', unit: '小时', source: 'assumption', may: 'raise' },
  raiseHours: { is: 24, label: '两次升级相隔', unit: '小时', source: 'assumption', may: 'lower' },
  followMinutes: { is: 30, label: '凭编号查询后可操作', unit: '分钟', source: 'assumption', may: 'lower' },
  followTries: { is: 5, label: '凭编号查询连续输错几次暂停', unit: '次', source: 'assumption', may: 'lower' },
  returns: { is: 3, label: '退单几次转街道会商', unit: '次', source: 'EV-03；assumption', may: 'lower' },
  archiveDays: { is: 30, label: '确认后归档', unit: '天', source: 'assumption', may: 'set' },
})

/** How pressing a matter is; its two limits follow. */
export const urgencies = {
  emergency: { label: '紧急', dispatch: limit.emergencyDispatch, result: limit.emergencyResult, unit: 'hours' },
  utility: { label: '水电气热', dispatch: limit.utilityDispatch, result: limit.utilityResult, unit: 'hours' },
  ordinary: { label: '一般', dispatch: limit.ordinaryDispatch, result: limit.ordinaryResult, unit: 'days' },
  complex: { label: '复杂', dispatch: limit.complexDispatch, result: limit.complexResult, unit: 'days' },
  consult: { label: '咨询建议', dispatch: limit.ordinaryDispatch, result: limit.consultResult, unit: 'days' },
} as const
export type Urgency = keyof typeof urgencies

// 事实 ─ what the rules look at
type When = Date | null
export type Facts = { closedAt: When; urgedAt: When; raisedAt: When; due: When; rating: number | null }

type Then = 'closedAt' | 'urgedAt' | 'raisedAt'
const hours = (then: When, now: Date) => (then ? (now.getTime() - then.getTime()) / 3_600_000 : Infinity)
const after = (say: string, then: Then, figure: (typeof limit)[keyof typeof limit], unit = 1) =>
  guard<Facts>(say, (f, at) => hours(f[then], at.now) >= at.figure(figure) * unit, figure)
const stillOpen = guard<Facts>(
  '结案已超过 {0} 天，请另行上报',
  (f, at) => hours(f.closedAt, at.now) <= at.figure(limit.reopenDays) * 24,
  limit.reopenDays,
)
const silent = after('结案未满 {0} 天', 'closedAt', limit.archiveDays, 24)
const notUrged = after('{0} 小时内已催办过，承办人已收到提醒', 'urgedAt', limit.urgeHours)
const notRaised = after('{0} 小时内已升级过', 'raisedAt', limit.raiseHours)
const notRated = guard<Facts>('您已评价过', f => f.rating === null)
const late = guard<Facts>('尚未超过时限', (f, at) => f.due !== null && f.due < at.now)

/** What the public is told of a state: under way, or done. What is not here is not shown. */
export const phases = {
  open: ['reported', 'accepted', 'dispatched', 'handling', 'checking'],
  done: ['closed', 'confirmed', 'archived'],
  confirmed: ['confirmed'],
  filed: ['closed', 'confirmed'],
} as const

// 步 ─ how a matter moves
const review = '篇8 3.2.1(2)「评价、评议」'
const push = '篇8 3.2.2(2)「检查督促」'
const heard = 'EV-08'
const byResult = { column: 'resultBy', label: '办结时限' }
const { open } = phases
export const matter = machine({
  name: 'grid.matter',
  label: '事项',
  source: '篇8 3.2.2(1)「综合治理工作平台」;GR-07',
  seen: staff,
  initial: 'reported',
  states: {
    reported: { label: '待受理', due: { column: 'acceptBy', label: '受理时限' } },
    accepted: { label: '待派遣', due: { column: 'dispatchBy', label: '派遣时限' } },
    dispatched: { label: '待签收', due: byResult },
    handling: { label: '处置中', due: byResult },
    checking: { label: '待核查', due: byResult },
    closed: '已结案',
    confirmed: '居民已确认',
    archived: { label: '已归档', end: true },
    rejected: { label: '不予受理', end: true },
    withdrawn: { label: '已撤回', end: true },
  },
  moves: {
    accept: { label: '受理', from: 'reported', to: 'accepted', by: clerk, source: 'GR-07' },
    reject: { label: '不予受理', from: 'reported', to: 'rejected', by: clerk, source: 'EV-01' },
    withdraw: { label: '撤回', from: ['reported', 'accepted'], to: 'withdrawn', by: reporter },
    dispatch: { label: '派遣', from: 'accepted', to: 'dispatched', by: clerk, source: 'EV-02' },
    sign: { label: '签收', from: 'dispatched', to: 'handling', by: holder },
    sendBack: { label: '退单', from: ['dispatched', 'handling'], to: 'accepted', by: holder, source: 'EV-03' },
    note: { label: '记一笔', from: ['accepted', 'dispatched', 'handling', 'checking'], by: any(clerk, holder) },
    contact: { label: '查看联系电话', from: open, by: any(clerk, holder), source: 'EV-12' },
    feedback: { label: '办结反馈', from: 'handling', to: 'checking', by: holder, source: 'GR-07' },
    redo: { label: '核查不通过', from: 'checking', to: 'handling', by: clerk },
    verify: { label: '核查通过，结案', from: 'checking', to: 'closed', by: clerk, source: 'GR-07' },
    confirm: { label: '已解决，确认', from: 'closed', to: 'confirmed', by: reporter, source: review },
    reopen: { label: '没解决，请重办', from: 'closed', to: 'accepted', by: reporter, when: [stillOpen], source: heard },
    rate: { label: '评价', from: ['closed', 'confirmed'], by: reporter, when: [notRated], source: review },
    urge: { label: '催办', from: open, by: any(reporter, clerk, head, clock), when: [notUrged], source: push },
    escalate: { label: '升级', from: open, by: timed, when: [late, notRaised], source: push },
    archive: { label: '归档', from: phases.filed, to: 'archived', by: timed, when: [silent], source: 'GR-07' },
  },
})

// 错 ─ what may go wrong; the database constraint of the same name raises it
export const problem = problems('grid', {
  unknownNumber: [404, '没有找到这件事项，请核对编号和手机后四位'],
  tooManyTries: [429, '查询次数过多，请 15 分钟后再试'],
  noSuchCategory: [422, '没有这个分类，请重新选择'],
  noSuchHandler: [422, '承办人不在本社区任职，请重新选择'],
  noPhone: [404, '这件事没有留下联系电话'],
  outsidePlace: [422, '这个位置不在本系统服务的范围内，请选择楼栋或网格'],
  repeatedForeign: [409, '这条外部工单已经导入过'],
})
