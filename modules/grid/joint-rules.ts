/**
 * 一件事几个人办：承办人的申请、请来的协办、上级的督办，各自有人、有时限、有下落。
 * The law of what hangs on a matter: what its handler asks for, the help that was called in, and orders from above.
 */
import { any, machine, own, post } from '../../kernel/rules.ts'
import { approver } from './rules.ts'

const clerk = post('clerk').over('place')
const head = any(post('head').over('place'), post('chief').over('place'))
const supervisor = any(post('supervisor').over('place'), post('chief').over('place'))
const holder = own('holder')
const asker = own('asker')

const relay = '篇8 3.1「多级联动」;EV-02'
const push = '篇8 3.2.2(2)「检查督促」'

/** What a handler may ask for; each is granted by the move of the matter that it asks for. */
export const kinds = {
  transfer: { label: '转办', move: 'transfer' },
  help: { label: '协办', move: 'invite' },
  pause: { label: '挂起', move: 'pause' },
  extend: { label: '延期', move: 'extend' },
} as const

export const request = machine({
  name: 'grid.request',
  label: '申请',
  source: relay,
  seen: any(clerk, head, asker),
  initial: 'asked',
  states: {
    asked: { label: '待审批', due: { column: 'decideBy', label: '审批时限' } },
    granted: { label: '已同意', end: true },
    refused: { label: '未同意', end: true },
    dropped: { label: '已撤销', end: true },
  },
  moves: {
    grant: { label: '同意', from: 'asked', to: 'granted', by: approver, source: 'EV-02' },
    refuse: { label: '不同意', from: 'asked', to: 'refused', by: approver, source: 'EV-03' },
    drop: { label: '撤销申请', from: 'asked', to: 'dropped', by: any(asker, approver) },
  },
})

const byTask = { column: 'doBy', label: '协办时限' }
export const task = machine({
  name: 'grid.task',
  label: '协办',
  source: relay,
  seen: any(clerk, head, holder),
  initial: 'called',
  states: {
    called: { label: '待接手', due: byTask },
    helping: { label: '协办中', due: byTask },
    helped: { label: '协办完成', end: true },
    declined: { label: '已退回', end: true },
    calledOff: { label: '已撤销', end: true },
  },
  moves: {
    takeUp: { label: '接手', from: 'called', to: 'helping', by: holder },
    finish: { label: '协办完成', from: 'helping', to: 'helped', by: holder, source: 'EV-02' },
    decline: { label: '退回协办', from: ['called', 'helping'], to: 'declined', by: holder, source: 'EV-03' },
    callOff: { label: '撤销协办', from: ['called', 'helping'], to: 'calledOff', by: any(clerk, head) },
  },
})

export const order = machine({
  name: 'grid.supervision',
  label: '督办',
  source: push,
  seen: any(clerk, head, supervisor, holder),
  initial: 'ordered',
  states: {
    ordered: { label: '待答复', due: { column: 'answerBy', label: '答复期限' } },
    answered: { label: '待审阅', due: { column: 'reviewBy', label: '审阅时限' } },
    settled: { label: '已办结', end: true },
    revoked: { label: '已撤销', end: true },
  },
  moves: {
    answer: { label: '书面答复', from: 'ordered', to: 'answered', by: any(clerk, head, holder), source: push },
    settle: { label: '认可答复', from: 'answered', to: 'settled', by: supervisor, source: push },
    askAgain: { label: '退回重答', from: 'answered', to: 'ordered', by: supervisor, source: push },
    revoke: { label: '撤销督办', from: ['ordered', 'answered'], to: 'revoked', by: supervisor },
  },
})

type Machined = { states: Record<string, { end?: boolean }> }
/** The states in which something is still to be done. */
export const going = (m: Machined): string[] => Object.keys(m.states).filter(s => !m.states[s]!.end)
