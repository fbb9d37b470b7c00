/** The operations from a fund to a payment. */
import { z } from 'zod'
import {
  command,
  Community,
  Fen,
  key,
  movesOf,
  paged,
  paging,
  Paid,
  Place,
  query,
  secret,
  Yuan,
} from '../../kernel/contract.ts'
import { sources } from './chart.ts'
import { budget, circles, commitment, commitmentKinds, fund, lineKinds, settings } from './fund-rules.ts'
import { hold, payment } from './payment-rules.ts'
import { bookKey, choice, Code, Day, stateOf, Text, Year } from './shapes.ts'
import {
  Actual,
  Budget,
  Chain,
  Commitment,
  Fund,
  FundLine,
  Hold,
  partyKinds,
  Payment,
  PaymentLine,
  ways,
} from './shapes-spending.ts'

const place = Place.describe('范围')
const states = <M extends { states: Record<string, { label: string }> }>(m: M) =>
  z.array(stateOf(m)).optional().describe('状态')

const resolution = {
  /** Of the council's register; without it the number stands for it. */
  resolution: z.uuid().optional().describe('决议'),
  resolutionNumber: Text(40).describe('决议文号'),
  resolutionDay: Day.describe('决议日期'),
}
const paying = {
  what: Text(60, 2).describe('付什么'),
  amount: Paid.describe('金额（元）'),
  way: choice(ways).default('bank').describe('方式'),
  debit: Code.describe('借方科目'),
  credit: Code.optional().describe('从哪个科目付'),
  bank: Text(60).optional().describe('开户行'),
  bankAccount: secret(
    z
      .string()
      .trim()
      .regex(/^\d{8,30}$/, '账号是 8 到 30 位数字'),
  )
    .optional()
    .describe('收款账号'),
  invoice: z
    .string()
    .trim()
    .regex(/^[\w-]{4,30}$/, '发票号码是 4 到 30 位')
    .optional()
    .describe('发票号码'),
  photos: z.array(z.uuid()).max(9).default([]).describe('单据'),
}

/** What everyone may know: a person who was paid is named under a mask. */
const Public = z.object({
  ...key,
  name: z.string().describe('资金'),
  year: z.int().describe('年度'),
  purpose: z.string().describe('用途'),
  source: choice(sources).describe('来源'),
  total: Fen.describe('总额'),
  received: Fen.describe('已到账'),
  paid: Fen.describe('已支出'),
  left: Fen.describe('还剩'),
})
const PublicFund = Public.extend({
  basis: z.string().describe('依据'),
  receipts: z.array(z.object({ day: Day, said: z.string(), amount: Fen })).describe('从哪里来'),
  lines: z
    .array(
      z.object({
        name: z.string(),
        kind: choice(lineKinds),
        amount: Fen,
        paid: Fen,
        resolutionNumber: z.string(),
        resolutionDay: Day,
      }),
    )
    .describe('定下的项目'),
  payments: paged(
    z.object({
      id: z.uuid(),
      day: Day.describe('日期'),
      what: z.string().describe('付什么'),
      payee: z.string().describe('付给谁'),
      line: z.string().describe('项目'),
      contract: z.string().describe('合同'),
      amount: Fen.describe('金额'),
    }),
  ).describe('用到哪里'),
})
export type PublicFund = z.infer<typeof PublicFund>

export const spendingOps = {
  openFund: command(
    '设立专项资金',
    z.object({
      place,
      book: bookKey,
      year: Year.describe('年度'),
      name: Text(40, 2).describe('资金名称'),
      purpose: Text(200, 2).describe('用途'),
      source: choice(sources).describe('来源'),
      /** By the formula of 2018, where no sum is given. CF-02 */
      amount: Yuan.optional().describe('金额（元），不填则按人口计算'),
      setting: choice(settings).optional().describe('城市或农村社区'),
      people: z.int().min(1).max(1_000_000).optional().describe('常住人口'),
      circle: choice(circles).optional().describe('所在圈层'),
    }),
    z.object(key),
  ),
  funds: query(
    '专项资金',
    z.object({
      place: place.optional(),
      year: Year.optional().describe('年度'),
      state: states(fund),
      ...paging,
    }),
    paged(FundLine),
  ),
  fund: query('专项资金', z.object(key), Fund),
  /** Whether the public money of a place grew by more than the revenue did. 篇1 二（二）1「增长幅度」;CF-04 */
  growth: query(
    '投入增幅核对',
    z.object({
      place,
      year: Year.describe('年度'),
      revenueWas: Yuan.describe('上年经常性财政收入（元）'),
      revenueIs: Yuan.describe('本年经常性财政收入（元）'),
    }),
    z.object({
      was: Fen.describe('上年投入'),
      is: Fen.describe('本年投入'),
      enough: z.boolean().describe('达到要求'),
      short: Fen.describe('至少还差'),
    }),
  ),
  publicFunds: query('公开的资金', z.object({ place: Place }), z.array(Public)),
  publicFund: query(
    '一笔资金的来龙去脉',
    z.object({ ...key, search: z.string().trim().max(60).optional().describe('找一笔支出'), ...paging }),
    PublicFund,
    { print: '资金公开表' },
  ),
  drawBudget: command(
    '编预算',
    z.object({
      place,
      fund: z.uuid().describe('资金'),
      name: Text(60, 2).describe('预算名称'),
      ...resolution,
      ballot: z.uuid().optional().describe('投票'),
      amount: Paid.describe('决议金额（元）'),
    }),
    z.object(key),
  ),
  budgets: query(
    '预算',
    z.object({ place: place.optional(), fund: z.uuid().optional().describe('资金'), state: states(budget), ...paging }),
    paged(Budget),
  ),
  budget: query('预算', z.object(key), Budget),
  actual: query('预算执行', z.object({ place, year: Year.describe('年度') }), z.array(Actual)),
  commit: command(
    '登记合同',
    z.object({
      place,
      line: z.uuid().describe('预算项目'),
      /** Of the register of works; without it the number stands for it. */
      contract: z.uuid().optional().describe('合同'),
      number: Text(40).describe('合同编号'),
      kind: choice(commitmentKinds).default('contract').describe('种类'),
      party: Text(60, 2).describe('对方'),
      partyKind: choice(partyKinds).default('company').describe('对方是'),
      what: Text(100, 2).describe('内容'),
      amount: Paid.describe('合同金额（元）'),
      signedDay: Day.describe('签订日期'),
      loan: z.uuid().optional().describe('归还哪笔融资'),
    }),
    z.object(key),
  ),
  commitments: query(
    '合同',
    z.object({
      place: place.optional(),
      line: z.uuid().optional().describe('预算项目'),
      state: states(commitment),
      ...paging,
    }),
    paged(Commitment),
  ),
  commitment: query('合同', z.object(key), Commitment),
  /** What was signed under one number of the register of works, without anybody's name. */
  contractsOf: query(
    '一个项目的合同和付款',
    z.object({ community: Community, contract: z.uuid().describe('项目') }),
    z.array(Commitment.pick({ id: true, number: true, amount: true, accepted: true, paid: true, signedDay: true })),
  ),
  draftPayment: command(
    '填付款单',
    z.object({ place, commitment: z.uuid().describe('合同'), ...paying }),
    z.object({ ...key, number: z.string() }),
  ),
  payments: query(
    '付款',
    z.object({
      place: place.optional(),
      state: states(payment),
      fund: z.uuid().optional().describe('资金'),
      line: z.uuid().optional().describe('预算项目'),
      batch: z.uuid().optional().describe('批次'),
      held: z.boolean().optional().describe('被暂停的'),
      search: z.string().trim().max(60).optional().describe('搜索'),
      ...paging,
    }),
    paged(PaymentLine),
  ),
  payment: query('付款', z.object(key), Payment, { print: '付款审批单' }),
  /** From the fund to the invoice: what there is, and in words what is missing. 篇1 二（二）2「民主监督」 */
  chain: query('付款依据', z.object(key), Chain),
  holds: query('暂停付款', z.object({ place: place.optional(), state: states(hold), ...paging }), paged(Hold)),
  hold: query('暂停付款', z.object(key), Hold),
  ...movesOf(fund, Fund, {
    receiveFund: {
      day: Day.describe('到账日期'),
      amount: Paid.describe('金额（元）'),
      from: Text(60, 2).describe('谁拨的、谁捐的'),
      account: Code.default('102').describe('进哪个科目'),
    },
    borrow: {
      day: Day.describe('到账日期'),
      amount: Paid.describe('融资金额（元）'),
      yearly: Paid.describe('每年还款（元）'),
      lender: Text(60, 2).describe('向谁融资'),
      ...resolution,
    },
    carryOver: { day: Day.describe('结转日期') },
  }),
  ...movesOf(budget, Budget, {
    addLine: {
      name: Text(60, 2).describe('项目'),
      kind: choice(lineKinds).describe('类别'),
      amount: Paid.describe('预算（元）'),
    },
    dropBudget: { reason: Text(200, 2).describe('为什么作废') },
  }),
  ...movesOf(commitment, Commitment, {
    acceptWork: {
      number: Text(40).describe('验收单编号'),
      day: Day.describe('验收日期'),
      amount: Paid.describe('本次验收金额（元）'),
    },
  }),
  ...movesOf(payment, Payment, {
    amendPayment: paying,
    sendBack: { reason: Text(200, 2).describe('哪里要改') },
    sendPayment: { batch: z.uuid().describe('批次') },
    payCash: { day: Day.describe('付款日期') },
    markPaid: { day: Day.describe('付款日期'), serial: Text(40).describe('银行流水号') },
    markFailed: { reason: Text(200, 2).describe('没付成的原因') },
    cancelPayment: { reason: Text(200, 2).describe('为什么作废') },
    holdPayment: { question: Text(300, 2).describe('问什么，为什么暂停') },
  }),
  ...movesOf(hold, Hold, {
    answerHold: { text: Text(500, 2).describe('答复') },
    askFurther: { question: Text(300, 2).describe('还要问什么') },
    releaseHold: { reason: Text(300, 2).describe('为什么放行') },
    upholdHold: { reason: Text(300, 2).describe('为什么不予付款') },
  }),
}
