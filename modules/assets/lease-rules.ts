/**
 * 出租的规矩：会计起草，村（居）委会和监督委员会先后同意；低于评估、租期过长要有决议；到期不收回就是超时。
 * The law of a lease, and of what the rent of it is used for.
 */
import { any, clock, guard, limits, machine } from '../../kernel/rules.ts'
import { accountant, head, staff, supervisor } from './rules.ts'

export const limit = limits('assets', {
  mostYears: { is: 20, label: '租期最长', unit: '年', source: 'LSE-01' },
  longYears: { is: 5, label: '租期超过几年要有决议', unit: '年', source: 'C04; assumption', may: 'lower' },
  leastRent: { is: 100, label: '租金低于评估租金的百分之几要有决议', unit: '%', source: 'RCE-07; C05', may: 'raise' },
})

/** How often the rent is due: months of the calendar, at the beginning of each period. */
export const periods = { 1: '按月', 3: '按季', 6: '半年', 12: '按年' } as const
export const tenants = { company: '单位', person: '个人' } as const

type LeaseFacts = {
  mine: boolean
  checkedByMe: boolean
  endedByMe: boolean
  resolved: boolean
  below: boolean
  long: boolean
  begun: boolean
  vacant: boolean
  depositDue: boolean
  owed: number
  held: number
}
const notMine = guard<LeaseFacts>('起草的人不能自己同意，请换个人', f => !f.mine)
const another = guard<LeaseFacts>('起草的人和村（居）委会同意的人不能再代表监督委员会', f => !f.mine && !f.checkedByMe)
const fair = guard<LeaseFacts>(
  '租金不到评估租金的 {0}%，或这项资产还没有评估租金：请先评估，或凭决议重新起草',
  f => !f.below || f.resolved,
  limit.leastRent,
)
const short = guard<LeaseFacts>('租期超过 {0} 年，要凭决议重新起草', f => !f.long || f.resolved, limit.longYears)
const hasBegun = guard<LeaseFacts>('还没到起租的日子', f => f.begun)
const vacant = guard<LeaseFacts>('原来的租约还没有收回，请先收回', f => f.vacant)
const depositDue = guard<LeaseFacts>('这份租约没有要收的押金', f => f.depositDue)
const notEnder = guard<LeaseFacts>('收回的人不能自己结清，请换个人', f => !f.endedByMe)
const covered = guard<LeaseFacts>('欠的租金超过押金，请先「收租」', f => f.owed <= f.held)

const step = '篇8 2「三资监管」'
const young = ['drafted', 'checked', 'agreed'] as const
export const lease = machine({
  name: 'assets.lease',
  label: '租约',
  source: `${step};RCE-07`,
  seen: staff,
  initial: 'drafted',
  states: {
    drafted: '待村（居）委会同意',
    checked: '待监督委员会同意',
    agreed: '待起租',
    running: { label: '在租', due: { column: 'endsBy', label: '租期届满' } },
    ended: '待结清',
    settled: { label: '已结清', end: true },
    dropped: { label: '已作废', end: true },
  },
  moves: {
    checkLease: {
      label: '村（居）委会同意',
      from: 'drafted',
      to: 'checked',
      by: head,
      when: [notMine, fair, short],
      source: 'RCE-07',
    },
    agreeLease: {
      label: '监督委员会同意',
      from: 'checked',
      to: 'agreed',
      by: supervisor,
      when: [another],
      source: step,
    },
    dropLease: { label: '作废', from: young, to: 'dropped', by: any(accountant, head, supervisor) },
    beginLease: { label: '起租', from: 'agreed', to: 'running', by: any(head, clock), when: [hasBegun, vacant] },
    takeDeposit: { label: '收押金', from: ['agreed', 'running'], by: accountant, when: [depositDue] },
    chargeRent: { label: '计租', from: 'running', by: any(accountant, clock), source: 'C03' },
    receiveRent: { label: '收租', from: ['running', 'ended'], by: accountant, source: '篇2 二（一）「收入用途」' },
    renewLease: { label: '续租', from: 'running', by: accountant, source: 'C01' },
    endLease: { label: '收回', from: 'running', to: 'ended', by: any(head, clock), source: 'C02' },
    settleLease: { label: '结清', from: 'ended', to: 'settled', by: accountant, when: [notEnder, covered] },
  },
})

/** Nobody holds the thing by these any more. */
export const over = ['settled', 'dropped'] as const
/** By these somebody has it now. */
export const RUNNING = 'running'
