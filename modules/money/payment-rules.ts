/**
 * 付款的规矩：出纳制单、会计复核、村（居）委会和监督委员会签字；监督委员会可以暂停；依据不齐的钱付不出去。
 * The law of a payment, and of what holds it up.
 */
import { any, guard, limits, machine, post } from '../../kernel/rules.ts'
import { staff } from './fund-rules.ts'
import { bookkeeper, notMine } from './rules.ts'

const accountant = post('accountant').over('place')
const cashier = post('cashier').over('place')
const head = post('head').over('place')
const supervisor = post('supervisor').over('place')

/** F06 asks for a resolution from 10,000 yuan on; here no sum is paid without one. */
export const limit = limits('money', {
  oneSignature: { is: 2_000, label: '低于多少元一人签字即可付款', unit: '元', source: 'F06; assumption', may: 'lower' },
  cashLimit: { is: 1_000, label: '单笔现金付款不超过', unit: '元', source: 'F02; assumption', may: 'lower' },
  answerDays: { is: 3, label: '付款被暂停后几天内答复', unit: '天', source: 'assumption', may: 'lower' },
})

type PaymentFacts = {
  mine: boolean
  checkedByMe: boolean
  signedByMe: boolean
  signed: boolean
  held: number
  missing: readonly string[]
  way: string
  small: boolean
  lined: boolean
}
const free = guard<PaymentFacts>('监督委员会已暂停这笔付款，请先答复', f => f.held === 0)
const enough = guard<PaymentFacts>(
  '签字还不够：不到 {0} 元一人签字，达到 {0} 元要村（居）委会和监督委员会两人签字',
  f => f.signed,
  limit.oneSignature,
)
const whole = guard<PaymentFacts>('付款依据还不齐，缺什么见「依据」', f => f.missing.length === 0)
const another = guard<PaymentFacts>(
  '签字的人不能是制单人、复核人，也不能一人签两处，请换人',
  f => !f.mine && !f.checkedByMe && !f.signedByMe,
)
const byBank = guard<PaymentFacts>('这笔是现金付款，不送银行', f => f.way === 'bank')
const byCash = guard<PaymentFacts>(
  '只有不超过 {0} 元的现金付款才能付现金',
  f => f.way === 'cash' && f.small,
  limit.cashLimit,
)

const onStatement = guard<PaymentFacts>('要在「银行对账」里和流水对上', f => f.lined)
const offStatement = guard<PaymentFacts>('要先在「银行对账」里撤销', f => !f.lined)

const step = '篇1 二（二）2「民主监督」;F06'
const early = ['drafted', 'checked'] as const
export const payment = machine({
  name: 'money.payment',
  label: '付款',
  source: step,
  seen: staff,
  initial: 'drafted',
  states: {
    drafted: '待复核',
    checked: '待签字',
    approved: '待付',
    sent: '已送银行',
    paid: '已付',
    failed: '付款失败',
    reconciled: '已对账',
    cancelled: { label: '已作废', end: true },
  },
  moves: {
    checkPayment: { label: '复核', from: 'drafted', to: 'checked', by: accountant, when: [notMine], source: 'CF-09' },
    sendBack: {
      label: '退回重填',
      from: ['checked', 'approved'],
      to: 'drafted',
      by: any(accountant, head, supervisor),
    },
    amendPayment: { label: '改付款', from: 'drafted', by: bookkeeper },
    signCommittee: { label: '村（居）委会签字', from: 'checked', by: head, when: [another, free], source: step },
    signSupervision: { label: '监督委员会签字', from: 'checked', by: supervisor, when: [another, free], source: step },
    approve: {
      label: '批准付款',
      from: 'checked',
      to: 'approved',
      by: any(head, accountant),
      when: [free, whole, enough],
      source: step,
    },
    sendPayment: { label: '送银行', from: 'approved', to: 'sent', by: cashier, when: [byBank, free] },
    payCash: { label: '付现金', from: 'approved', to: 'paid', by: cashier, when: [byCash, free], source: 'F02' },
    markPaid: { label: '银行已付', from: 'sent', to: 'paid', by: bookkeeper },
    markFailed: { label: '银行没付成', from: 'sent', to: 'failed', by: bookkeeper },
    redraft: { label: '改正重来', from: 'failed', to: 'drafted', by: bookkeeper },
    settlePayment: { label: '对上流水', from: 'paid', to: 'reconciled', by: accountant, when: [onStatement] },
    unsettlePayment: { label: '撤销对账', from: 'reconciled', to: 'paid', by: accountant, when: [offStatement] },
    cancelPayment: { label: '作废', from: [...early, 'failed'], to: 'cancelled', by: bookkeeper },
    holdPayment: { label: '暂停付款', from: [...early, 'approved'], by: supervisor, source: step },
  },
})

/** Made for many at once or by the bank’s line, never on the payment’s own page. */
export const elsewhere: readonly string[] = ['sendPayment', 'settlePayment', 'unsettlePayment']

/** Nothing more is to be paid on these. `live`: money is promised or gone. */
export const phases = {
  done: ['paid', 'reconciled', 'cancelled'],
  out: ['paid', 'reconciled'],
  waiting: ['approved', 'sent'],
  failed: ['failed'],
} as const

export const hold = machine({
  name: 'money.hold',
  label: '暂停付款',
  source: step,
  seen: staff,
  initial: 'asked',
  states: {
    asked: { label: '待答复', due: { column: 'answerBy', label: '答复期限' } },
    answered: '待监督员定',
    released: { label: '已放行', end: true },
    upheld: { label: '不予付款', end: true },
  },
  moves: {
    answerHold: { label: '答复', from: 'asked', to: 'answered', by: any(bookkeeper, head) },
    askFurther: { label: '继续问', from: 'answered', to: 'asked', by: supervisor },
    releaseHold: { label: '放行', from: ['asked', 'answered'], to: 'released', by: supervisor },
    upholdHold: { label: '不予付款', from: ['asked', 'answered'], to: 'upheld', by: supervisor },
  },
})
