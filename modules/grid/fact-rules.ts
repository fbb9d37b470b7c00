/**
 * 事项能不能走这一步，看的是哪些事实；不满足时就用这里的话告诉人。
 * What the moves of a matter look at, each with the sentence that refuses. Pure.
 */
import { guard } from '../../kernel/rules.ts'
import { deskAbove, deskBelow, limit } from './figure-rules.ts'

type When = Date | null
export type Facts = { closedAt: When; urgedAt: When; raisedAt: When; due: When; rating: number | null } & {
  extended: number
  desk: string
  place: string
  /** Requests that wait for an answer, matters merged into this one, and whether the one it is merged into is done. */
  asking: number
  followers: number
  leadDone: boolean
  /** What another system, to which it was passed on, said when it was done there. */
  elsewhere: string | null
}

type Then = 'closedAt' | 'urgedAt' | 'raisedAt'
const hours = (then: When, now: Date) => (then ? (now.getTime() - then.getTime()) / 3_600_000 : Infinity)
const after = (say: string, then: Then, figure: (typeof limit)[keyof typeof limit], unit = 1) =>
  guard<Facts>(say, (f, at) => hours(f[then], at.now) >= at.figure(figure) * unit, figure)
export const stillOpen = guard<Facts>(
  '结案已超过 {0} 天，请另行上报',
  (f, at) => hours(f.closedAt, at.now) <= at.figure(limit.reopenDays) * 24,
  limit.reopenDays,
)
export const silent = after('结案未满 {0} 天', 'closedAt', limit.archiveDays, 24)
export const notUrged = after('{0} 小时内已催办过，承办人已收到提醒', 'urgedAt', limit.urgeHours)
export const notRaised = after('{0} 小时内已升级过', 'raisedAt', limit.raiseHours)
export const notRated = guard<Facts>('您已评价过', f => f.rating === null)
export const late = guard<Facts>('尚未超过时限', (f, at) => f.due !== null && f.due < at.now)
export const inTime = guard<Facts>('已超过时限，不能再延期', (f, at) => f.due === null || f.due >= at.now)
export const notExtended = guard<Facts>('已延期过一次，不能再延', f => f.extended === 0)
export const nothingAsked = guard<Facts>('已有一项申请在等审批', f => f.asking === 0)
export const hasAbove = guard<Facts>('已在区（县）一级，上面没有可以吹哨的了', f => deskAbove(f.desk) !== '')
export const hasBelow = guard<Facts>('已在社区（村）一级，请直接派遣', f => deskBelow(f.desk, f.place) !== '')
export const alone = guard<Facts>('有别的诉求并入了这件，请先拆开', f => f.followers === 0)
export const doneElsewhere = guard<Facts>('没有别的系统说已办结', f => f.elsewhere !== null)
export const leadDone = guard<Facts>('主件还没有结案', f => f.leadDone)
