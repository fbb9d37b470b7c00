/**
 * 记账的规矩：谁能建账、记账、结账、反结账；结了账的月份不能再记。
 * The law of the ledger; payments in payment-rules.ts, funds, budgets and contracts in fund-rules.ts, the bank in
 * bank-rules.ts, what goes wrong in problem-rules.ts.
 */
import { any, anyone, clock, guard, limits, machine, post } from '../../kernel/rules.ts'
import { staff } from './fund-rules.ts'

// 谁 ─ who: the accountant keeps the books, the head and the street open what was closed
const accountant = post('accountant').over('place')
const cashier = post('cashier').over('place')
const head = post('head').over('place')
const chief = post('chief').over('place')
export const bookkeeper = any(accountant, cashier)

export const may = {
  openBook: accountant,
  books: staff,
  book: staff,
  accounts: staff,
  months: staff,
  month: staff,
  post: accountant,
  record: any(accountant, head, clock),
  reverse: accountant,
  vouchers: staff,
  voucher: staff,
  cashBook: staff,
  trial: staff,
  openFund: accountant,
  funds: staff,
  fund: staff,
  growth: staff,
  publicFunds: anyone,
  publicFund: anyone,
  drawBudget: accountant,
  budgets: staff,
  budget: staff,
  actual: staff,
  commit: accountant,
  commitments: staff,
  commitment: staff,
  contractsOf: anyone,
  draftPayment: bookkeeper,
  payments: staff,
  payment: staff,
  chain: staff,
  holds: staff,
  hold: staff,
  facts: any(staff, clock),
}

export const limit = limits('money', {
  closeDays: { is: 10, label: '月末后几天内对账、结账', unit: '天', source: 'F09; F10; assumption', may: 'lower' },
})

// 账 ─ books and months
export const owners = {
  committee: '村（居）民委员会',
  collective: '集体经济组织',
  owners: '业主大会',
  street: '街道（镇）',
} as const

export const book = machine({
  name: 'money.book',
  label: '账套',
  source: '篇1 二（二）3「集体经济」;CD-02;CF-10',
  seen: staff,
  initial: 'inUse',
  states: { inUse: '在用', closed: { label: '已停用', end: true } },
  moves: {
    addAccount: { label: '加明细科目', from: 'inUse', by: accountant, source: 'CF-10' },
    nextYear: { label: '建下一年账', from: 'inUse', by: accountant },
    closeYear: { label: '年结', from: 'inUse', by: accountant, source: 'RCE-08' },
    closeBook: { label: '停用账套', from: 'inUse', to: 'closed', by: chief },
  },
})

type MonthFacts = { apart: number; earlier: number; later: number; reconciled: boolean; mine: boolean; over: boolean }
const noneApart = guard<MonthFacts>('这个月还有银行流水没和凭证对上，请先对账', f => f.apart === 0)
const inOrder = guard<MonthFacts>('前面还有月份没有结账，请按月份先后结', f => f.earlier === 0)
const isReconciled = guard<MonthFacts>('这个月还没有对账，请先点「对账完成」', f => f.reconciled)
const isOver = guard<MonthFacts>('这个月还没有过完', f => f.over)
const lastClosed = guard<MonthFacts>('后面的月份已经结账，请从最后一个月往前反结', f => f.later === 0)
export const notMine = guard<{ mine: boolean }>('自己经手的不能自己再过一道，请换个人', f => !f.mine)

export const month = machine({
  name: 'money.month',
  label: '月份',
  source: 'F09;F10',
  seen: staff,
  initial: 'open',
  states: { open: { label: '未结账', due: { column: 'closeBy', label: '结账期限' } }, closed: '已结账' },
  moves: {
    reconcileMonth: { label: '对账完成', from: 'open', by: accountant, when: [noneApart], source: 'F09' },
    closeMonth: { label: '结账', from: 'open', to: 'closed', by: accountant, when: [isOver, isReconciled, inOrder] },
    reopenMonth: { label: '反结账', from: 'closed', to: 'open', by: any(head, chief), when: [notMine, lastClosed] },
  },
})
