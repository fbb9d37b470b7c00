/** The shapes of funds, budgets, contracts and payments, and the chain from one to the other. */
import { z } from 'zod'
import { Fen, key, Offers, Place } from '../../kernel/contract.ts'
import { sources } from './chart.ts'
import { bankLine, batch } from './bank-rules.ts'
import { budget, commitment, commitmentKinds, fund, lineKinds } from './fund-rules.ts'
import { hold, payment } from './payment-rules.ts'
import { bookKey, choice, Day, stateOf } from './shapes.ts'

export const partyKinds = { company: '单位', person: '个人' } as const
export const ways = { bank: '银行转账', cash: '现金' } as const

const sums = {
  allocated: Fen.describe('应安排'),
  carried: Fen.describe('上年结转'),
  borrowed: Fen.describe('融资'),
  received: Fen.describe('已到账'),
  budgeted: Fen.describe('已列预算'),
  reserved: Fen.describe('已批准付款'),
  paid: Fen.describe('已付'),
  left: Fen.describe('还剩'),
}
export const FundLine = z.object({
  ...key,
  place: Place.describe('范围'),
  state: stateOf(fund),
  book: bookKey,
  year: z.int().describe('年度'),
  name: z.string().describe('资金'),
  purpose: z.string().describe('用途'),
  source: choice(sources).describe('来源'),
  ...sums,
})
export const Fund = FundLine.extend({
  city: Fen.describe('市级'),
  county: Fen.describe('区县级'),
  basis: z.string().describe('依据'),
  account: z.string().describe('科目'),
  busy: z.int().describe('没做完的'),
  loans: z.array(z.object({ lender: z.string(), amount: Fen, yearly: Fen, repaid: Fen, resolutionNumber: z.string() })),
  offers: Offers,
})
export type Fund = z.infer<typeof Fund>

export const BudgetItem = z.object({
  id: z.uuid(),
  name: z.string().describe('项目'),
  kind: choice(lineKinds).describe('类别'),
  amount: Fen.describe('预算'),
  committed: Fen.describe('已签合同'),
  paid: Fen.describe('已付'),
})
export const Budget = z.object({
  ...key,
  place: Place.describe('范围'),
  state: stateOf(budget),
  fund: z.uuid().describe('资金'),
  fundName: z.string().describe('资金'),
  year: z.int().describe('年度'),
  name: z.string().describe('预算'),
  resolution: z.uuid().describe('决议'),
  resolutionNumber: z.string().describe('决议文号'),
  resolutionDay: Day.describe('决议日期'),
  ballot: z.uuid().nullable().describe('投票'),
  decided: Fen.describe('决议金额'),
  lined: Fen.describe('项目合计'),
  lines: z.array(BudgetItem).describe('项目'),
  live: z.int().describe('执行中的合同'),
  offers: Offers,
})
export type Budget = z.infer<typeof Budget>

/** Budget against what was really spent, line by line. */
export const Actual = BudgetItem.extend({
  community: key.community,
  budget: z.uuid(),
  fundName: z.string().describe('资金'),
})

export const Commitment = z.object({
  ...key,
  place: Place.describe('范围'),
  state: stateOf(commitment),
  line: z.uuid().describe('预算项目'),
  lineName: z.string().describe('预算项目'),
  fundName: z.string().describe('资金'),
  contract: z.uuid().describe('合同'),
  number: z.string().describe('合同编号'),
  kind: choice(commitmentKinds).describe('种类'),
  party: z.string().describe('对方'),
  partyKind: choice(partyKinds).describe('对方是'),
  what: z.string().describe('内容'),
  amount: Fen.describe('合同金额'),
  accepted: Fen.describe('已验收'),
  acceptedNumber: z.string().nullable().describe('验收单'),
  acceptedDay: Day.nullable().describe('验收日期'),
  reserved: Fen.describe('已批准付款'),
  paid: Fen.describe('已付'),
  signedDay: Day.describe('签订日期'),
  inHand: z.int().describe('没付完的款'),
  offers: Offers,
})
export type Commitment = z.infer<typeof Commitment>

const signatures = {
  makerName: z.string().nullable().describe('制单'),
  checkerName: z.string().nullable().describe('复核'),
  committeeName: z.string().nullable().describe('村（居）委会签字'),
  supervisionName: z.string().nullable().describe('监督委员会签字'),
}
export const PaymentLine = z.object({
  ...key,
  place: Place.describe('范围'),
  state: stateOf(payment),
  number: z.string().describe('付款编号'),
  what: z.string().describe('付什么'),
  amount: Fen.describe('金额'),
  way: choice(ways).describe('方式'),
  payee: z.string().describe('收款人'),
  fundName: z.string().describe('资金'),
  lineName: z.string().describe('预算项目'),
  held: z.int().describe('被暂停'),
  madeAt: z.date().describe('制单时间'),
  paidDay: Day.nullable().describe('付款日期'),
})
export const Payment = PaymentLine.extend({
  ...signatures,
  book: bookKey,
  fund: z.uuid().describe('资金'),
  commitment: z.uuid().describe('合同'),
  contractNumber: z.string().describe('合同编号'),
  payeeKind: choice(partyKinds).describe('收款人是'),
  bank: z.string().nullable().describe('开户行'),
  bankTail: z.string().nullable().describe('账号尾号'),
  debit: z.string().describe('借方科目'),
  invoice: z.string().nullable().describe('发票号码'),
  photos: z.array(z.uuid()).describe('单据'),
  missing: z.array(z.string()).describe('缺什么'),
  failedWhy: z.string().nullable().describe('没付成的原因'),
  backWhy: z.string().nullable().describe('退回原因'),
  serial: z.string().nullable().describe('银行流水号'),
  holds: z.array(z.object({ ...key, question: z.string(), state: stateOf(hold) })),
  offers: Offers,
})
export type Payment = z.infer<typeof Payment>

export const Chain = z.object({
  steps: z.array(
    z.object({
      step: z.string(),
      label: z.string().describe('环节'),
      there: z.boolean().describe('有'),
      said: z.string().describe('内容'),
      number: z.string().nullable().describe('编号'),
      day: Day.nullable().describe('日期'),
      amount: Fen.nullable().describe('金额'),
    }),
  ),
  missing: z.array(z.string()).describe('缺什么'),
})
export type Chain = z.infer<typeof Chain>

export const Hold = z.object({
  ...key,
  place: Place.describe('范围'),
  state: stateOf(hold),
  payment: z.uuid().describe('付款'),
  title: z.string().describe('付款'),
  amount: Fen.describe('金额'),
  question: z.string().describe('问什么'),
  askedName: z.string().nullable().describe('谁问的'),
  askedAt: z.date().describe('什么时候'),
  answer: z.string().nullable().describe('答复'),
  answeredName: z.string().nullable().describe('谁答的'),
  ended: z.string().nullable().describe('结论'),
  due: z.date().nullable().describe('期限'),
  late: z.boolean().describe('超时'),
  offers: Offers,
})
export type Hold = z.infer<typeof Hold>

export const Batch = z.object({
  ...key,
  place: Place.describe('范围'),
  state: stateOf(batch),
  book: bookKey,
  number: z.string().describe('批次'),
  n: z.int().describe('笔数'),
  total: Fen.describe('合计'),
  waiting: z.int().describe('等回盘'),
  madeName: z.string().nullable().describe('谁送的'),
  madeAt: z.date().describe('什么时候'),
  offers: Offers,
})
export const BankLine = z.object({
  ...key,
  place: Place.describe('范围'),
  state: stateOf(bankLine),
  book: bookKey,
  account: z.string().describe('科目'),
  day: Day.describe('日期'),
  serial: z.string().describe('流水号'),
  amount: Fen.describe('金额'),
  party: z.string().describe('对方'),
  said: z.string().describe('摘要'),
  voucher: z.uuid().nullable().describe('凭证'),
  voucherNumber: z.string().nullable().describe('凭证'),
  offers: Offers,
})
