/**
 * 对接系统的规矩：谁登记别的系统，谁把事项转出去，送不出去怎么办，对方的答复怎样算数。
 * The law of this module. What others tell us moves only the slip of what was passed on; the matter stays with its clerk.
 */
import { any, clock, guard, limits, machine, post, problems, signedIn } from '../../kernel/rules.ts'

const keeper = post('system-admin').over('place')
const clerk = post('clerk').over('place')
const office = any(clerk, post('head').over('place'), post('chief').over('place'), keeper)

export const may = {
  systems: any(keeper, clerk),
  add: keeper,
  change: keeper,
  map: keeper,
  retry: keeper,
  // Who may pass on sees by name where to; nothing else of a system is told.
  receivers: signedIn,
  passOn: clerk,
  passings: office,
  passing: office,
  ofMatter: clerk,
}

// 数 ─ figures
const set = { source: 'assumption', from: '2026-01-01', may: 'set' } as const
export const limit = limits(
  { name: 'open311', keeper: 'system-admin' },
  {
    tries: { is: 8, label: '对接系统连不上时一共试', unit: '次', ...set },
    firstWait: { is: 1, label: '第一次没连上，隔多久再试', unit: '分钟', ...set },
    waitGrows: { is: 3, label: '以后每次间隔是上一次的', unit: '倍', ...set },
    pollEvery: { is: 10, label: '每隔多久问一次对方的进展', unit: '分钟', ...set },
    overlap: { is: 60, label: '每次往回多看', unit: '分钟', ...set },
  },
)

// 事实 ─ what the rules look at
export type Facts = { tries: number; heardAt: Date | null; newsAt?: Date | null }
const triesLeft = guard<Facts>('已试过 {0} 次', (f, at) => f.tries + 1 < at.figure(limit.tries), limit.tries)

// 步 ─ how what was passed on moves
export const passing = machine({
  name: 'open311.passing',
  label: '转出的事项',
  source: '篇8 3.1「多级联动」',
  seen: office,
  initial: 'waiting',
  states: {
    waiting: '待送出',
    sent: '对方办理中',
    closed: { label: '对方已办结', end: true },
    dead: '送不出去',
    recalled: { label: '不再转出', end: true },
  },
  moves: {
    deliver: { label: '送达', from: 'waiting', to: 'sent', by: clock },
    postpone: { label: '过后再送', from: 'waiting', by: clock, when: [triesLeft] },
    giveUp: { label: '送不出去', from: 'waiting', to: 'dead', by: clock },
    number: { label: '得到对方编号', from: 'sent', by: clock },
    hear: { label: '对方有进展', from: 'sent', by: clock },
    told: { label: '已把进展告诉对方', from: 'sent', by: clock },
    untold: { label: '进展没送到', from: 'sent', by: clock },
    finish: { label: '对方已办结', from: 'sent', to: 'closed', by: clock },
    resend: { label: '重试', from: 'dead', to: 'waiting', by: any(clerk, keeper) },
    recall: { label: '不再转出', from: ['waiting', 'dead'], to: 'recalled', by: clerk },
  },
})

// 错 ─ what may go wrong
export const problem = problems('open311', {
  noJurisdiction: [400, '请写明 jurisdiction_id（街道或社区的区划代码）'],
  unknownJurisdiction: [404, '没有 jurisdiction_id 所写的街道或社区'],
  noService: [400, '请写明 service_code'],
  unknownService: [404, '没有 service_code 所写的服务'],
  noDescription: [400, '请写明情况（description）'],
  noSpot: [400, '看不出在哪个社区：请写明经纬度（lat、long）、attribute[place]，或把 jurisdiction_id 写到社区'],
  noKey: [401, '请带上有效的 api_key；没有的，请向系统管理员索取接口令牌'],
  keyOutOfScope: [403, '这个 api_key 没有这一项权限，请系统管理员重新签发'],
  unknownRequest: [404, '没有这件工单，或它不公开'],
  notFound: [404, '没有这个地址；有哪些，请看 /open311/discovery.json'],
  badStatus: [400, 'status 只能是 open、closed 或两者'],
  badMoment: [400, '时间应带时区，如 2026-06-01T09:00:00+08:00 或 2026-06-01T01:00:00Z'],
  badNumber: [400, '页码、经纬度和半径应是数字，经纬度和半径要一起写'],
  tooMany: [400, '一次最多问 50 件工单'],
  closedAlready: [409, '这件工单已经办结，不能再补充；没有解决的，请反映人申请重办'],
  nothingSaid: [400, '请写明补充的情况（description）'],
  noSystem: [422, '没有这个对接系统，或它已停用'],
  noMatter: [422, '没有这个编号的事项，或它不归您管'],
  notOpen: [409, '这件事已经办结，不用再转出'],
  isPrivate: [422, '这一类事项涉及个人隐私，不能转给别的系统'],
  notMapped: [422, '这个系统还没有与这一分类对应的服务，请系统管理员先在「对接系统」里对应'],
  sameName: [409, '已经有这个名称的对接系统'],
  passedAlready: [409, '这件事已经转给这个系统'],
  badAddress: [422, '接口地址应是 http:// 或 https:// 开头的完整网址，不带账号、口令和参数'],
  noReach: [422, '对方的事项要归到您管的一个社区，请重新选择'],
})
