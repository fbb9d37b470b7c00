/**
 * 网格事项的规矩：谁报、谁受理、谁处置、几时办结、居民说了算不算数；数在 figure-rules.ts，条件在 fact-rules.ts，提示在 problem-rules.ts。
 * The law of this module. Pure: the server enforces it, every screen obeys it, docs/rules/grid.md is printed from it.
 */
import { any, anyone, clock, machine, own, post } from '../../kernel/rules.ts'
import {
  alone,
  doneElsewhere,
  hasAbove,
  hasBelow,
  inTime,
  late,
  leadDone,
  notExtended,
  nothingAsked,
  notRaised,
  notRated,
  notUrged,
  silent,
  stillOpen,
} from './fact-rules.ts'

// 谁 ─ who. `place` is where it lies; `desk` is the level in charge of it now
const clerk = post('clerk').over('desk')
const clerkHere = post('clerk').over('place')
const worker = post('grid-worker').over('place')
const holder = own('holder')
const chief = post('chief').over('place')
const head = any(post('head').over('place'), chief)
const supervisor = post('supervisor').over('place')
const [reporter, timed] = [any(own('owner'), own('ticket')), any(clock, clerk)]
/** Who grants what a handler asks for: more time, a pause, another handler, help. */
export const approver = any(clerk, post('head').over('desk'), post('chief').over('desk'))
export const staffHere = any(clerkHere, worker, head, supervisor)
export const staff = any(staffHere, holder)

export const may = {
  categories: anyone,
  suggest: anyone,
  alike: anyone,
  report: anyone,
  register: any(clerkHere, worker),
  receive: any(clerkHere, clock),
  caller: clerkHere,
  follow: anyone,
  published: anyone,
  publishedOne: anyone,
  publishedSteps: anyone,
  figures: anyone,
  publishedByGrid: anyone,
  matters: staff,
  matter: any(staff, reporter),
  leaving: clerkHere,
  leavingSteps: clock,
  receipt: anyone,
  mine: own('owner'),
  handlers: any(clerkHere, head),
  rates: any(clerkHere, head, supervisor),
  ages: staff,
}

/** What the public is told of a state: under way, or done; what is not here is not shown. `uncounted`: no order of a place. */
export const phases = {
  working: ['reported', 'accepted', 'dispatched', 'handling', 'checking'],
  open: ['reported', 'waiting', 'accepted', 'dispatched', 'handling', 'paused', 'checking'],
  done: ['closed', 'confirmed', 'archived'],
  confirmed: ['confirmed'],
  filed: ['closed', 'confirmed'],
  joined: ['merged'],
  uncounted: ['rejected', 'withdrawn', 'merged'],
} as const

// 步 ─ how a matter moves
const review = '篇8 3.2.1(2)「评价、评议」'
const push = '篇8 3.2.2(2)「检查督促」'
const relay = '篇8 3.1「多级联动」;EV-02'
const heard = 'EV-08'
const byResult = { column: 'resultBy', label: '办结时限' }
const { open, working } = phases
const inHand = ['dispatched', 'handling'] as const
const movable = ['accepted', ...inHand] as const
const early = ['reported', 'waiting', 'accepted', 'merged'] as const
const counted = [...open, ...phases.done]
const more = [nothingAsked, notExtended, inTime]
export const matter = machine({
  name: 'grid.matter',
  label: '事项',
  source: '篇8 3.2.2(1)「综合治理工作平台」;GR-07',
  seen: staff,
  initial: 'reported',
  states: {
    reported: { label: '待受理', due: { column: 'acceptBy', label: '受理时限' } },
    waiting: { label: '待补充', due: { column: 'supplementBy', label: '补充期限' } },
    accepted: { label: '待派遣', due: { column: 'dispatchBy', label: '派遣时限' } },
    dispatched: { label: '待签收', due: byResult },
    handling: { label: '处置中', due: byResult },
    paused: { label: '已挂起', due: { column: 'pausedUntil', label: '挂起到期' } },
    checking: { label: '待核查', due: byResult },
    closed: '已结案',
    confirmed: '居民已确认',
    archived: { label: '已归档', end: true },
    merged: '已并单',
    rejected: { label: '不予受理', end: true },
    withdrawn: { label: '已撤回', end: true },
  },
  moves: {
    accept: { label: '受理', from: 'reported', to: 'accepted', by: clerk, source: 'GR-07' },
    takeResult: { label: '对方已办好，转入核查', from: movable, to: 'checking', by: clerk, when: [doneElsewhere] },
    notDone: { label: '对方没办好，继续办', from: open, by: clerk, when: [doneElsewhere] },
    dispatch: { label: '派遣', from: 'accepted', to: 'dispatched', by: clerk, source: 'EV-02' },
    sign: { label: '签收', from: 'dispatched', to: 'handling', by: holder },
    feedback: { label: '办结反馈', from: 'handling', to: 'checking', by: holder, source: 'GR-07' },
    verify: { label: '核查通过，结案', from: 'checking', to: 'closed', by: clerk, source: 'GR-07' },
    redo: { label: '核查不通过', from: 'checking', to: 'handling', by: clerk },
    confirm: { label: '已解决，确认', from: 'closed', to: 'confirmed', by: reporter, source: review },
    reopen: { label: '没解决，请重办', from: 'closed', to: 'accepted', by: reporter, when: [stillOpen], source: heard },
    rate: { label: '评价', from: ['closed', 'confirmed'], by: reporter, when: [notRated], source: review },
    supplement: { label: '补充情况', from: 'waiting', to: 'reported', by: reporter },
    proceed: { label: '按现有情况继续', from: 'waiting', to: 'reported', by: timed },
    revisit: { label: '回访', from: phases.filed, by: clerk, source: heard },
    revisitFailed: { label: '回访未解决，重办', from: phases.filed, to: 'accepted', by: clerk, source: heard },
    resume: { label: '恢复办理', from: 'paused', to: 'handling', by: any(timed, holder) },
    note: { label: '记一笔', from: open, by: any(timed, holder) },
    contact: { label: '查看联系电话', from: open, by: any(clerk, holder), source: 'EV-12' },
    called: { label: '记下联系', from: open, by: any(clerk, holder), source: 'EV-09' },
    askMore: { label: '退回补充', from: ['reported', 'accepted'], to: 'waiting', by: clerk },
    merge: { label: '并单', from: ['reported', 'accepted'], to: 'merged', by: clerk, source: 'EV-05' },
    unmerge: { label: '拆单', from: 'merged', to: 'accepted', by: clerk, source: 'EV-05' },
    closeWithLead: { label: '随主件结案', from: 'merged', to: 'closed', by: timed, when: [leadDone], source: 'EV-05' },
    heardDone: { label: '对方已办结', from: open, by: clock, source: relay },
    lift: { label: '吹哨上报', from: movable, to: 'accepted', by: clerk, when: [hasAbove], source: relay },
    lower: { label: '交回下级', from: movable, to: 'accepted', by: clerk, when: [hasBelow], source: relay },
    transfer: { label: '转办', from: inHand, to: 'dispatched', by: approver, source: 'EV-02' },
    invite: { label: '请人协办', from: inHand, by: approver, source: relay },
    pause: { label: '挂起', from: 'handling', to: 'paused', by: approver, source: 'EV-02' },
    extend: { label: '延期', from: inHand, by: approver, when: [notExtended, inTime], source: 'EV-02' },
    askTransfer: { label: '申请转办', from: inHand, by: holder, when: [nothingAsked], source: 'EV-03' },
    askHelp: { label: '求助', from: inHand, by: holder, when: [nothingAsked], source: relay },
    askPause: { label: '申请挂起', from: 'handling', by: holder, when: [nothingAsked], source: 'EV-02' },
    askExtend: { label: '申请延期', from: inHand, by: holder, when: more, source: 'EV-02' },
    sendBack: { label: '退单', from: inHand, to: 'accepted', by: holder, source: 'EV-03' },
    supervise: { label: '督办', from: working, by: any(supervisor, chief), source: push },
    urge: { label: '催办', from: working, by: any(reporter, clerk, head, clock), when: [notUrged], source: push },
    escalate: { label: '升级', from: working, by: timed, when: [late, notRaised], source: push },
    exclude: { label: '考核剔除', from: counted, by: chief, source: 'EV-09' },
    reject: { label: '不予受理', from: 'reported', to: 'rejected', by: clerk, when: [alone], source: 'EV-01' },
    withdraw: { label: '撤回', from: early, to: 'withdrawn', by: reporter, when: [alone] },
    archive: { label: '归档', from: phases.filed, to: 'archived', by: timed, when: [silent], source: 'GR-07' },
  },
})
