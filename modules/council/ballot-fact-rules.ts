/**
 * 表决的数和条件：提前几天公布，几天内提异议，满多少岁，够了什么才能走下一步。
 * The figures of ballots and the conditions of their moves.
 */
import { addDays, dayOf } from '../../kernel/clock.ts'
import { guard, limits } from '../../kernel/rules.ts'
import { familyOf, type Family } from './sheet-rules.ts'

// 数 ─ figures
const days = { unit: '天', may: 'raise' } as const
export const ballotLimit = limits('council', {
  rollElection: { is: 20, label: '选民名单在选举日前公布', source: 'VCL 17；RCL 17', from: '2026-01-01', ...days },
  rollOwners: { is: 15, label: '业主表决提前通知', source: 'PMR 14', ...days },
  rollAssembly: { is: 10, label: '村（居）民会议提前通知', source: 'VCL 25；RCL 27', ...days },
  rollCouncil: { is: 3, label: '代表会议、议事会提前通知', source: 'assumption', ...days },
  objectElection: { is: 5, label: '对选民名单提出异议', source: 'VCL 17；RCL 17', from: '2026-01-01', unit: '天' },
  objectOther: { is: 2, label: '对其他名册提出异议', source: 'assumption', unit: '天', may: 'set' },
  answerObjection: { is: 3, label: '答复异议', source: 'VCL 17；RCL 17', from: '2026-01-01', unit: '天', may: 'lower' },
  shownDays: { is: 15, label: '结果公布不少于', source: 'VCL 35；RCL 34', from: '2026-01-01', ...days },
  votingAge: { is: 18, label: '有选举权的年龄', source: 'VCL 16；RCL 16', unit: '周岁' },
  mandates: { is: 3, label: '一人最多接受委托', source: 'VCL 18；RCL 19', from: '2026-01-01', unit: '人' },
})

// 事实 ─ what the rules look at
export type BallotFacts = {
  body: string
  opensAt: Date
  closesAt: Date
  objectBy: Date | null
  shownUntil: Date | null
  /** How many may vote, how many questions there are, how many of them are not contested. */
  voters: number
  asked: number
  uncontested: number
  /** Objections without an answer, papers that are not settled, and how many papers there are more than were given out. */
  disputed: number
  unsettled: number
  surplus: number
}
const fact = (say: string, test: (f: BallotFacts, now: Date) => boolean) =>
  guard<BallotFacts>(say, (f, at) => test(f, at.now))
const inNotice = (family: Family, figure: (typeof ballotLimit)[keyof typeof ballotLimit], say: string) =>
  guard<BallotFacts>(
    say,
    (f, at) => familyOf(f.body) !== family || dayOf(f.opensAt) >= addDays(dayOf(at.now), at.figure(figure)),
    figure,
  )
export const notice = [
  inNotice('election', ballotLimit.rollElection, '选民名单要在选举日前 {0} 天公布，请把投票时间往后改'),
  inNotice('owners', ballotLimit.rollOwners, '业主表决要提前 {0} 天通知，请把投票时间往后改'),
  inNotice('assembly', ballotLimit.rollAssembly, '会议要提前 {0} 天通知，请把投票时间往后改'),
  inNotice('council', ballotLimit.rollCouncil, '会议要提前 {0} 天通知，请把投票时间往后改'),
]
export const hasRoll = fact('名册上还没有人，请先编名册', f => f.voters > 0)
export const hasQuestions = fact('还没有要表决的问题，请先加问题', f => f.asked > 0)
export const contested = fact('候选人要多于应选名额（差额选举），请补充候选人', f => f.uncontested === 0)
export const objected = fact('还在名册异议期内，期满才能开始投票', (f, now) => f.objectBy !== null && now > f.objectBy)
export const undisputed = fact('还有异议没有答复，请先答复', f => f.disputed === 0)
export const begun = fact('还没到投票开始的时间', (f, now) => now >= f.opensAt)
export const over = fact('还没到投票截止的时间，不能提前截止', (f, now) => now >= f.closesAt)
export const settled = fact('还有纸票没有由两人各录一遍，或两遍不一致没有核定', f => f.unsettled === 0)
export const fits = fact('收回的纸票比发出的多，按规定这次投票无效，请核对纸票', f => f.surplus <= 0)
export const shown = fact('结果公布的天数还不够，不能归档', (f, now) => f.shownUntil !== null && now >= f.shownUntil)
