/**
 * 人口信息的规矩：在岗的人在自己范围内看最小的样子，要看全须说明为何，每看一次都留痕，本人看得到。
 * The law of this module: the least shape by default, a reason to see more, and every look visible to the person.
 */
import { workingDays } from '../../kernel/clock.ts'
import { any, anyone, guard, machine, own, post, problems, signedIn } from '../../kernel/rules.ts'

const clerk = post('clerk').over('place')
const registrar = any(clerk, post('grid-worker').over('place'))
const reader = any(registrar, post('head').over('place'), post('doctor').over('place'))

export const may = {
  persons: reader,
  person: any(reader, own('account')),
  household: reader,
  register: registrar,
  counts: any(reader, post('chief').over('place')),
  purposes: anyone,
  mine: signedIn,
  applyLink: signedIn,
  links: any(clerk, own('owner')),
  link: clerk,
}

export const resident = machine({
  name: 'people.resident',
  label: '居民',
  source: '篇8 3.4「数据一次采集，资源多方共享」',
  seen: reader,
  initial: 'living',
  states: { living: '在住', away: '人户分离', left: '已迁出', died: '已故' },
  moves: {
    reveal: { label: '查看完整号码', from: ['living', 'away', 'left'], by: reader, source: 'PI-01' },
    correct: { label: '更正', from: ['living', 'away'], by: any(registrar, own('account')), source: 'PI-12' },
    leaveHome: { label: '人户分离', from: 'living', to: 'away', by: registrar },
    returnHome: { label: '回来居住', from: ['away', 'left'], to: 'living', by: registrar },
    moveOut: { label: '迁出', from: ['living', 'away'], to: 'left', by: registrar, source: '篇3 一「卡册与实际一致」' },
    passAway: { label: '登记去世', from: ['living', 'away', 'left'], to: 'died', by: registrar },
    restore: { label: '登记有误，恢复', from: 'died', to: 'living', by: registrar },
  },
})

type LinkFacts = { document: boolean; sameName: boolean }

/** 账号与人口信息的关联：whoever asks hears the same whether or not such a person is registered; a clerk compares and answers. */
export const link = machine({
  name: 'people.link',
  label: '账号关联申请',
  source: 'PI-12; assumption',
  seen: clerk,
  initial: 'applied',
  states: {
    applied: { label: '待核对', due: workingDays(3) },
    approved: { label: '已关联', end: true },
    rejected: { label: '未通过', end: true },
    withdrawn: { label: '已撤回', end: true },
  },
  moves: {
    approveLink: {
      label: '核对无误，关联',
      from: 'applied',
      to: 'approved',
      by: clerk,
      when: [
        guard<LinkFacts>('本社区没有这个身份证号的居民，请先核实登记', r => r.document),
        guard<LinkFacts>('姓名与登记的不一样，请先核实', r => r.sameName),
      ],
    },
    rejectLink: { label: '不予关联', from: 'applied', to: 'rejected', by: clerk },
    withdrawLink: { label: '撤回申请', from: 'applied', to: 'withdrawn', by: own('owner') },
  },
})

/** What each personal field is for; a field without a purpose may not be stored (PI-01). */
export const purposes = {
  name: { label: '姓名', purpose: '识别服务对象', basis: '居委会组织法：社区服务', keep: '在住期间及迁出后 2 年' },
  idNumber: {
    label: '身份证号',
    purpose: '办理需核验身份的事项，防止重复建档',
    basis: '本人同意或法定职责',
    keep: '在住期间及迁出后 2 年',
  },
  phone: { label: '手机号', purpose: '联系本人', basis: '本人同意', keep: '在住期间' },
  birth: { label: '出生日期', purpose: '按年龄提供服务', basis: '法定职责', keep: '在住期间及迁出后 2 年' },
  sex: { label: '性别', purpose: '识别服务对象', basis: '法定职责', keep: '在住期间及迁出后 2 年' },
  home: { label: '住处', purpose: '上门服务与应急联系', basis: '法定职责', keep: '在住期间' },
  household: { label: '同户关系', purpose: '按户提供服务', basis: '法定职责', keep: '在住期间' },
  residence: { label: '居住类型', purpose: '提供居住服务', basis: '本人同意', keep: '在住期间' },
} as const

export const problem = problems('people', {
  badId: [422, '身份证号不对'],
  alreadyHere: [409, '此人已在本社区登记'],
  noSuchRoom: [422, '没有这个房号，请先登记房屋'],
  badPhone: [422, '手机号不对'],
  notGiven: [409, '没有登记这个号码'],
  linkPending: [409, '您已经申请过了，请等社区核对'],
  ownLink: [403, '不能核对自己的申请，请同事办理'],
  alreadyLinked: [409, '您的账号已经关联了'],
  notYetDied: [422, '去世日期不能在今天之后'],
})
