/**
 * 每一步看什么：管过没有、监督过没有，公示满没满，节点、变更、三评、问题办到哪里。
 * What the moves of a project look at, each with the sentence that people read when it is not met.
 */
import { addDays, dayOf } from '../../kernel/clock.ts'
import { guard } from '../../kernel/rules.ts'
import { limit } from './figure-rules.ts'

export type Facts = {
  /** Whether whoever asks has managed or decided here, or has watched. */
  handled: boolean
  watched: boolean
  noticedOn: string | null
  unpassed: number
  unsigned: number
  households: number
  answers: number
  content: number
  openDefects: number
}
export const notWatching = guard<Facts>('您监督过这个项目，不能再管它，请换人', f => !f.watched)
export const notHandling = guard<Facts>('您管过这个项目，不能监督它，请换监督员', f => !f.handled)
/** The day of posting is not counted. */
export const longEnough = guard<Facts>(
  '公示没满 {0} 天',
  (f, at) => f.noticedOn !== null && dayOf(at.now) > addDays(f.noticedOn, at.figure(limit.noticeDays)),
  limit.noticeDays,
)
export const allPassed = guard<Facts>('还有节点没有通过阶段验收', f => f.unpassed === 0)
export const noneUnsigned = guard<Facts>('还有变更没有签补充合同', f => f.unsigned === 0)
export const heardEnough = guard<Facts>(
  '三评收到的还不够：要 {0} 户，或应评户数的 {1}%',
  (f, at) =>
    f.households === 0 ||
    f.answers >= at.figure(limit.reviewLeast) ||
    f.answers * 100 >= f.households * at.figure(limit.reviewShare),
  limit.reviewLeast,
  limit.reviewShare,
)
export const content = guard<Facts>(
  '满意的户不到 {0}%，请先整改，再评一次',
  (f, at) => f.content * 100 >= f.answers * at.figure(limit.contentShare),
  limit.contentShare,
)
export const noDefects = guard<Facts>('还有问题没有整改好', f => f.openDefects === 0)
