/**
 * 专项资金的规矩：至少多少、谁出多少、能借多少、列支不列支；预算凭决议，合同凭预算，验收凭合同。
 * The law of funds, budgets and contracts. Figures are dated: a year is judged by what held in it.
 */
import { any, clock, guard, machine, post } from '../../kernel/rules.ts'

const accountant = post('accountant').over('place')
const head = any(post('head').over('place'), post('chief').over('place'))
const supervisor = post('supervisor').over('place')
export const staff = any(accountant, post('cashier').over('place'), head, supervisor)

/** City and county pay by where the village lies: weights of city and county. 篇1 二（二）1「分担比例」;CF-03 */
export const circles = {
  centre: { label: '中心城区（区级全额）', weights: [0, 1] },
  near: { label: '近郊（市、区县五五）', weights: [5, 5] },
  far: { label: '远郊（市七、县三）', weights: [7, 3] },
} as const
export type Circle = keyof typeof circles

export const settings = { urban: '城市社区', rural: '农村社区' } as const

/** What a budget line is for. What stands under `never` is refused with its reason: CF-07, CF-08, CF-09. */
export const lineKinds = {
  facility: { label: '公共设施修建维护' },
  environment: { label: '环境和院落治理' },
  culture: { label: '文化体育活动' },
  pension: { label: '养老补贴' },
  aid: { label: '困难帮扶' },
  volunteer: { label: '志愿服务' },
  skills: { label: '居民素质和技能培训' },
  newcomers: { label: '新市民教育和服务' },
  party: { label: '党组织服务群众' },
  running: { label: '社区日常运行' },
  property: { label: '物业补贴' },
  purchase: { label: '购买服务' },
  repayment: { label: '归还融资' },
  pay: { label: '干部报酬奖金', never: '不能用于干部报酬和奖金（办事不养人）' },
  hospitality: { label: '招待、旅游、车辆', never: '不能用于招待、旅游和购车用车' },
  gifts: { label: '发给居民的现金礼品', never: '不能发现金和礼品' },
  office: { label: '党政机关经费', never: '政府部门自己该办的事由政府出钱' },
  business: { label: '生产经营投资', never: '不能投入生产经营' },
  debt: { label: '其他还债', never: '只能归还按决议借的融资' },
  private: { label: '居民自己该付的费用', never: '物业费等该由居民自己付的不能列支' },
  liable: { label: '有责任单位的维修', never: '有责任单位的请找责任单位' },
} as const
export type LineKind = keyof typeof lineKinds
/** These hold only for public funds; what a community earns itself it may spend on its running as well. 篇2 二（一）「收入用途」 */
export const banned = (kind: LineKind): string | null =>
  'never' in lineKinds[kind] ? (lineKinds[kind] as { never: string }).never : null

type FundFacts = { busy: number }
const settled = guard<FundFacts>('还有没结束的预算或没付完的款，请先结束', f => f.busy === 0)

export const fund = machine({
  name: 'money.fund',
  label: '专项资金',
  source: '篇1 二（二）1「最低标准」;CF-10',
  seen: staff,
  initial: 'open',
  states: { open: '使用中', carried: { label: '已结转', end: true } },
  moves: {
    receiveFund: { label: '登记到账', from: 'open', by: accountant, source: '篇6 二（一）「资金筹措」' },
    borrow: { label: '登记融资', from: 'open', by: accountant, source: '篇1 二（二）1「融资」;CF-05' },
    carryOver: { label: '结转下年', from: 'open', to: 'carried', by: accountant, when: [settled], source: 'CF-10' },
  },
})

type BudgetFacts = { listed: number; live: number }
const hasLines = guard<BudgetFacts>('还没有列项目，请先「加项目」', f => f.listed > 0)
const noneLive = guard<BudgetFacts>('还有没结束的合同，请先结束合同', f => f.live === 0)

export const budget = machine({
  name: 'money.budget',
  label: '预算',
  source: '篇4 二「财政预算」;CD-11',
  seen: staff,
  initial: 'drawn',
  states: { drawn: '编制中', inForce: '已生效', ended: { label: '已结束', end: true } },
  moves: {
    addLine: { label: '加项目', from: 'drawn', by: accountant, source: 'CF-08' },
    adopt: { label: '按决议生效', from: 'drawn', to: 'inForce', by: head, when: [hasLines], source: 'CD-01' },
    dropBudget: { label: '作废', from: 'drawn', to: 'ended', by: accountant },
    endBudget: {
      label: '结束，余额退回资金',
      from: 'inForce',
      to: 'ended',
      by: any(accountant, clock),
      when: [noneLive],
    },
  },
})

/** Only from these lines is anything contracted. */
export const IN_FORCE = 'inForce'

type CommitFacts = { inHand: number }
const nothingInHand = guard<CommitFacts>('还有没付完的款，请先付完或作废', f => f.inHand === 0)

export const commitment = machine({
  name: 'money.commitment',
  label: '合同',
  source: '篇1 二（二）2「自主决定」',
  seen: staff,
  initial: 'signed',
  states: { signed: '执行中', ended: { label: '已结束', end: true } },
  moves: {
    acceptWork: { label: '登记验收', from: 'signed', by: any(head, supervisor), source: 'E08' },
    endContract: { label: '结束合同', from: 'signed', to: 'ended', by: accountant, when: [nothingInHand] },
  },
})

/** What binds the community: not only a contract on paper. */
export const commitmentKinds = {
  contract: '合同',
  order: '采购单',
  utility: '水电等公用事业',
  grant: '补贴发放表',
} as const
