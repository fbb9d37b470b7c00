/**
 * 门户公告的规矩：谁起草，谁公布，公示要挂几天，公布了的话怎么改口。
 * The law of this module: who drafts, who publishes, how long a disclosure hangs, and that nothing said in public vanishes.
 */
import { any, anyone, clock, guard, limits, machine, post, problems } from '../../kernel/rules.ts'

const clerk = post('clerk').over('place')
const head = any(post('head').over('place'), post('chief').over('place'))
const office = any(clerk, head)

export const may = { published: anyone, publishedOne: anyone, notices: office, notice: office, draft: office }

// 类 ─ what is said in public; `hangs`: it must stay up for a time, and people may object to it
export const kinds = {
  notice: { label: '通知', hangs: false },
  disclosure: { label: '公示', hangs: true },
  openness: { label: '事务公开', hangs: true },
  event: { label: '活动', hangs: false },
  warning: { label: '紧急提醒', hangs: false },
} as const
export type Kind = keyof typeof kinds

// 数 ─ figures
export const limit = limits('portal', {
  disclosureDays: { is: 7, label: '公示至少', unit: '天', source: 'assumption', may: 'raise' },
  opennessDays: { is: 15, label: '村（居）务公开至少', unit: '天', source: 'VCL 35', from: '2026-01-01', may: 'raise' },
})

// 事实 ─ what the rules look at
export type Facts = { kind: string; publishedAt: Date | null; until: Date | null }
const DAY = 86_400_000
const hung = (kind: Kind, figure: (typeof limit)[keyof typeof limit], say: string) =>
  guard<Facts>(
    say,
    (f, at) =>
      f.kind !== kind ||
      (f.publishedAt !== null && at.now.getTime() - f.publishedAt.getTime() >= at.figure(figure) * DAY),
    figure,
  )
const disclosed = hung('disclosure', limit.disclosureDays, '公示没满 {0} 天，不能撤下；说错了请用「更正」')
const open = hung('openness', limit.opennessDays, '公开没满 {0} 天，不能撤下；说错了请用「更正」')
const long = (kind: Kind, figure: (typeof limit)[keyof typeof limit], say: string) =>
  guard<Facts>(
    say,
    (f, at) => f.kind !== kind || f.until === null || f.until.getTime() - at.now.getTime() >= at.figure(figure) * DAY,
    figure,
  )
const longEnough = long('disclosure', limit.disclosureDays, '公示至少挂 {0} 天，请把截止日往后改')
const openEnough = long('openness', limit.opennessDays, '公开至少挂 {0} 天，请把截止日往后改')
const ahead = guard<Facts>('截止日已经过了，请改一个', (f, at) => f.until === null || f.until > at.now)
const over = guard<Facts>('还没有到截止日', (f, at) => f.until !== null && f.until <= at.now)

// 步 ─ how a notice moves
const cms = '篇8 3.2.1(1)「内容管理」'
export const notice = machine({
  name: 'portal.notice',
  label: '公告',
  source: cms,
  seen: office,
  initial: 'draft',
  states: {
    draft: '草稿',
    // It comes down by itself: its last day is nobody's deadline.
    published: '公布中',
    expired: { label: '已到期', end: true },
    withdrawn: { label: '已撤下', end: true },
    discarded: { label: '已作废', end: true },
  },
  moves: {
    edit: { label: '修改', from: 'draft', by: office },
    publish: {
      label: '公布',
      from: 'draft',
      to: 'published',
      by: head,
      when: [ahead, longEnough, openEnough],
      source: cms,
    },
    discard: { label: '作废', from: 'draft', to: 'discarded', by: office },
    correct: { label: '更正', from: 'published', by: head },
    extend: { label: '延长', from: 'published', by: office },
    withdraw: { label: '撤下', from: 'published', to: 'withdrawn', by: head, when: [disclosed, open] },
    expire: { label: '到期', from: 'published', to: 'expired', by: clock, when: [over] },
  },
})

// 错 ─ what may go wrong
export const problem = problems('portal', {
  noSuchPlace: [422, '没有这个社区或网格，请重新选择'],
  shorter: [422, '延长只能把截止日往后改'],
  needsUntil: [422, '公示和事务公开要写明截止日'],
})
