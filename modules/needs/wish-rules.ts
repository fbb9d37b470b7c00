/**
 * 意愿的规矩：每一条都有去处——列为候选、并入同样的一条、按负面清单不列并说明理由，或者转政府办理。
 * The law of wishes: each ends somewhere, with a reason, and whoever said it can see where.
 */
import { guard, machine, signedIn } from '../../kernel/rules.ts'
import { clerk, leaders, office, watchers } from './rules.ts'

/** Seven classes of services in a village, as Chengdu sorts them. 篇1 二（二）4「分类目录」 */
export const kinds = {
  culture: { label: '文体' },
  education: { label: '教育' },
  health: { label: '医疗卫生' },
  security: { label: '就业和社会保障' },
  works: { label: '基础设施和环境' },
  farming: { label: '生产服务' },
  order: { label: '社会管理和治安' },
} as const
export type Kind = keyof typeof kinds
export const priorities = { '1': '最要紧', '2': '要紧', '3': '有更好' } as const
export type Priority = keyof typeof priorities

export type Facts = {
  surveyState: string
  /** Others have been merged into it. */
  followers: number
  /** The household has said something else since. */
  replaced: boolean
}
const sorting = guard<Facts>('现在不在梳理：要先截止征集，梳理完毕的要先「退回梳理」', f => f.surveyState === 'closed')
const alone = guard<Facts>('已有别的意愿并入这一条，请先拆开', f => f.followers === 0)
const saidAnew = guard<Facts>('这一户没有改过答复', f => f.replaced)
const handing = guard<Facts>('摸底梳理完毕以后才能提交议事会', f => f.surveyState === 'sorted')

const method = '篇1 二（二）2「走访摸底」;CF-07'
export const wish = machine({
  name: 'needs.wish',
  label: '居民意愿',
  source: method,
  seen: watchers,
  initial: 'heard',
  states: {
    heard: '待梳理',
    merged: '已合并',
    candidate: '候选项目',
    rejected: '不列入',
    passed: { label: '已转政府办理', end: true },
    raised: { label: '已成议题', end: true },
    replaced: { label: '住户已改', end: true },
  },
  moves: {
    mergeWish: { label: '并入', from: 'heard', to: 'merged', by: office, when: [sorting, alone], source: 'CF-07' },
    unmergeWish: { label: '拆开', from: 'merged', to: 'heard', by: office, when: [sorting] },
    nominateWish: { label: '列为候选', from: 'heard', to: 'candidate', by: office, when: [sorting], source: method },
    rejectWish: { label: '不列入', from: 'heard', to: 'rejected', by: office, when: [sorting], source: 'CF-07; CF-08' },
    passWish: { label: '转政府办理', from: 'heard', to: 'passed', by: clerk, when: [sorting], source: 'CF-07' },
    takeBackWish: { label: '重新梳理', from: ['candidate', 'rejected'], to: 'heard', by: office, when: [sorting] },
    raiseWish: { label: '提交议事会', from: 'candidate', to: 'raised', by: leaders, when: [handing], source: method },
    // Only what the household has said anew falls away: who sends the new sheet makes this move with it.
    replaceWish: { label: '住户改了答复', from: 'heard', to: 'replaced', by: signedIn, when: [saidAnew, alone] },
  },
})
/** Where a wish of a survey that was handed over may stand. */
export const ends = ['merged', 'rejected', 'passed', 'raised', 'replaced'] as const
