/**
 * 需求摸底的规矩：一户一表，问谁、问到几时、谁梳理、谁移交；意愿怎样走到头在 wish-rules.ts，纸表两人录入在 paper-rules.ts。
 * The law of this module: who may, and how a survey goes. What may not be paid from the fund stands in negative-rules.ts.
 */
import { any, anyone, clock, guard, machine, own, post, signedIn } from '../../kernel/rules.ts'
import { limit } from './figure-rules.ts'

// 谁 ─ who
export const clerk = post('clerk').over('place')
const head = post('head').over('place')
const chief = post('chief').over('place')
/** 召集人 takes what comes out of it to the council. */
const chair = post('council-chair').over('place')
/** Asks, sorts, and hands over. */
export const office = any(clerk, head)
export const leaders = any(head, chair)
/** Goes from door to door, and types what stands on paper. */
export const walker = any(clerk, post('grid-worker').over('place'))
export const watchers = any(office, chair, chief, post('supervisor').over('place'))
/** Of doors, whose place is a grid: those who walk there, too. */
export const staff = any(watchers, walker)
export const mine = own('owner')

export const may = {
  draftSurvey: office,
  surveys: watchers,
  survey: watchers,
  rates: watchers,
  publicSurveys: anyone,
  publicSurvey: anyone,
  negative: anyone,
  doors: staff,
  sheets: staff,
  mySheets: mine,
  myForms: signedIn,
  answer: signedIn,
  answerAtDoor: walker,
  enterPaper: walker,
  papers: walker,
  paper: walker,
  wishes: watchers,
  wish: watchers,
  pairs: office,
}

/** What a household says when it is asked; not at home and refusing are answers, too. */
export const outcomes = { answered: '已答复', nobody: '家中无人', declined: '不愿答复' } as const
export type Outcome = keyof typeof outcomes
export const ways = { portal: '门户填写', door: '上门走访', paper: '纸表录入' } as const
/** 口径: the first two divide all households, the third lies across them. */
export const groups = { owner: '自住户', tenant: '租住户', elder: '有 60 岁以上老人的户' } as const
export type Group = keyof typeof groups

/** A sheet that says something gives way to no empty one; of two that say as much, the later one counts. */
export const replaces = (
  one: { outcome: Outcome; at: Date },
  before: { outcome: Outcome; at: Date } | undefined,
): boolean =>
  before === undefined ||
  (one.outcome === 'answered') > (before.outcome === 'answered') ||
  ((one.outcome === 'answered') === (before.outcome === 'answered') && one.at >= before.at)

/** On the portal until the last day; a visit counts by the day it was made, and paper may be typed while it is sorted. */
export const takes = (way: keyof typeof ways, state: string, until: string, day: string): boolean =>
  (state === 'open' || (state === 'closed' && way !== 'portal')) && (way === 'paper' || day <= until)

// 事实 ─ what the moves of a survey look at
export type Facts = {
  /** The last day is over. */
  ended: boolean
  asked: number
  /** Of these: with any answer, and with one that says something. */
  reached: number
  answered: number
  /** Wishes that nobody has looked at, papers typed once only or differently. */
  unheard: number
  papers: number
}
const over = guard<Facts>('还没有到截止日期，也还有住户没有走到', f => f.ended || f.asked === f.reached)
const allHeard = guard<Facts>('还有意愿没有梳理，每一条都要有个去处', f => f.unheard === 0)
const allTyped = guard<Facts>('还有纸表没有录满两遍，或两遍不一样没有核定', f => f.papers === 0)
const enough = guard<Facts>(
  '答复的户数不到 {0}%，不能代表大家；请「继续收集」，再走一走',
  (f, at) => f.asked > 0 && f.answered * 100 >= f.asked * at.figure(limit.response),
  limit.response,
)

// 步 ─ how a survey goes
const method = '篇1 二（二）2「走访摸底、问卷调查」'
export const survey = machine({
  name: 'needs.survey',
  label: '需求摸底',
  source: method,
  seen: watchers,
  initial: 'drafted',
  states: {
    drafted: '拟定中',
    open: { label: '征集中', due: { column: 'closesAt', label: '截止' } },
    closed: { label: '梳理中', due: { column: 'sortBy', label: '梳理期限' } },
    sorted: { label: '已梳理', due: { column: 'handBy', label: '移交期限' } },
    handed: '已移交议事会',
    archived: { label: '已归档', end: true },
    dropped: { label: '已作罢', end: true },
  },
  moves: {
    amendSurvey: { label: '修改', from: 'drafted', by: office },
    dropSurvey: { label: '作罢', from: 'drafted', to: 'dropped', by: office },
    openSurvey: { label: '开始征集', from: 'drafted', to: 'open', by: office, source: method },
    extendSurvey: { label: '延期', from: 'open', by: office },
    closeSurvey: { label: '截止，开始梳理', from: 'open', to: 'closed', by: any(office, clock), when: [over] },
    resumeSurvey: { label: '继续收集', from: ['closed', 'sorted'], to: 'open', by: office, source: 'assumption' },
    finishSorting: { label: '梳理完毕', from: 'closed', to: 'sorted', by: office, when: [allHeard, allTyped] },
    sortAgain: { label: '退回梳理', from: 'sorted', to: 'closed', by: any(office, chair) },
    handOver: { label: '移交议事会', from: 'sorted', to: 'handed', by: leaders, when: [enough], source: method },
    archiveSurvey: { label: '归档', from: 'handed', to: 'archived', by: office },
  },
})
/** What everyone may read of it: from the day on which it opens. */
export const shown = ['open', 'closed', 'sorted', 'handed', 'archived'] as const
