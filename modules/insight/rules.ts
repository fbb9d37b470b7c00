/**
 * 预警的规矩：预警是一个问题，不是结论。谁来说明、几天内说明、谁来认定；过期没有说明的报街道。
 * The law of a warning: it is a question put to an office, answered in time or passed upwards. The table of warnings is in
 * table-rules.ts, its figures in figure-rules.ts.
 */
import { any, clock, guard, machine, post } from '../../kernel/rules.ts'

const accountant = post('accountant').over('place')
const head = post('head').over('place')
const supervisor = post('supervisor').over('place')
const chief = post('chief').over('place')
export const staff = any(accountant, post('cashier').over('place'), head, supervisor, chief)

export const may = {
  table: staff,
  replay: any(supervisor, chief, head),
  watchFor: any(supervisor, chief),
  watched: staff,
  watching: staff,
  scan: clock,
  warnings: staff,
  warning: staff,
}

/** Who is asked, by the post that answers for it. */
export const addressees = { accountant: '会计', head: '社区（村）书记、主任' } as const
export type Addressee = keyof typeof addressees

export const levels = { blue: '蓝色', yellow: '黄色', orange: '橙色', red: '红色' } as const
export type Level = keyof typeof levels
export const levelNames = Object.keys(levels) as Level[]

type Facts = { asked: boolean; mine: boolean }
const isAsked = guard<Facts>('这条预警问的不是您的岗位，请由被问的岗位说明', f => f.asked)
const notMine = guard<Facts>('说明的人不能自己认定，请换个人', f => !f.mine)

const source = '篇8 2「三资监管」'
export const warning = machine({
  name: 'insight.warning',
  label: '预警',
  source,
  seen: staff,
  initial: 'raised',
  states: {
    raised: { label: '待说明', due: { column: 'answerBy', label: '说明期限' } },
    answered: '待认定',
    escalated: '已报街道',
    accepted: { label: '已认定', end: true },
  },
  moves: {
    answerWarning: {
      label: '说明',
      from: ['raised', 'escalated'],
      by: any(accountant, head),
      to: 'answered',
      when: [isAsked],
    },
    askAgain: { label: '退回再说明', from: 'answered', to: 'raised', by: supervisor },
    acceptWarning: { label: '认定', from: 'answered', to: 'accepted', by: any(supervisor, chief), when: [notMine] },
    escalate: { label: '报街道', from: ['raised', 'answered'], to: 'escalated', by: any(supervisor, clock), source },
    settleWarning: { label: '街道认定', from: 'escalated', to: 'accepted', by: chief },
  },
})

/** One rule of the table at work in one community: only what was replayed over the past is switched on. */
export const watching = machine({
  name: 'insight.watching',
  label: '预警规则',
  source,
  seen: staff,
  initial: 'on',
  states: { on: '启用', off: '停用' },
  moves: {
    switchOff: { label: '停用', from: 'on', to: 'off', by: any(supervisor, chief) },
    switchOn: { label: '启用', from: 'off', to: 'on', by: any(supervisor, chief) },
  },
})
