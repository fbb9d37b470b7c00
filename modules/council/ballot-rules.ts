/**
 * 表决的规矩：名册怎么公示、怎么改，谁在什么时候投票，什么时候截止、计票、公布；开票之前谁也看不到票。
 * The law of ballots, from the draft to the archive; what is asked and how a sheet is filled in stands in sheet-rules.ts.
 */
import { any, anyone, clock, machine, own, post, signedIn } from '../../kernel/rules.ts'
import {
  begun,
  contested,
  fits,
  hasQuestions,
  hasRoll,
  notice,
  objected,
  over,
  settled,
  shown,
  undisputed,
} from './ballot-fact-rules.ts'

// 谁 ─ who
const clerk = post('clerk').over('place')
const head = any(post('head').over('place'), post('chief').over('place'))
const chair = post('council-chair').over('place')
const office = any(clerk, head, chair)
const seen = any(office, post('supervisor').over('place'))
/** At a table with a list: where only the community is known. */
const atTable = post('clerk').over('community')

export const mayBallot = {
  ballots: seen,
  ballot: seen,
  roll: seen,
  papers: seen,
  objections: any(seen, own('owner')),
  objection: any(seen, own('owner')),
  publicBallots: anyone,
  publicBallot: anyone,
  publicRoll: anyone,
  log: anyone,
  outcome: anyone,
  pabulib: anyone,
  myRights: signedIn,
  draftBallot: clerk,
  rehearse: office,
  raiseObjection: signedIn,
  takeToken: signedIn,
  signVote: signedIn,
  giveToken: atTable,
  givePaper: atTable,
  enterPaper: atTable,
  cast: anyone,
}

// 步 ─ how a ballot moves
const vote = 'V-10；R-04'
const law = 'V-07；R-06'
const before = ['drafted', 'listed'] as const
export const ballot = machine({
  name: 'council.ballot',
  label: '表决',
  source: '篇1「民主议决」；V-09；R-04；O-01',
  seen,
  initial: 'drafted',
  states: {
    drafted: '起草中',
    listed: { label: '名册公示中', due: { column: 'opensAt', label: '开始投票' } },
    open: { label: '投票中', due: { column: 'closesAt', label: '投票截止' } },
    closed: '已截止，待计票',
    counted: '已计票，待公布',
    published: { label: '结果已公布', due: { column: 'shownUntil', label: '公布期满' } },
    archived: { label: '已归档', end: true },
    cancelled: { label: '已取消', end: true },
  },
  moves: {
    reviseBallot: { label: '修改', from: 'drafted', by: clerk },
    addQuestion: { label: '加一个问题', from: 'drafted', by: clerk },
    dropQuestion: { label: '去掉最后一个问题', from: 'drafted', by: clerk },
    fillRoll: { label: '从人口信息编名册', from: 'drafted', by: clerk, source: 'V-06；R-05' },
    addVoter: { label: '名册加人', from: before, by: clerk, source: law },
    strikeVoter: { label: '名册去人', from: before, by: clerk, source: law },
    nameProxy: { label: '登记书面委托', from: before, by: clerk, source: 'V-11；R-08' },
    publishRoll: {
      label: '公布名册',
      from: 'drafted',
      to: 'listed',
      by: any(head, chair),
      when: [hasQuestions, contested, hasRoll, ...notice],
      source: law,
    },
    openVote: {
      label: '开始投票',
      from: 'listed',
      to: 'open',
      by: any(clock, head, chair),
      when: [begun, objected, undisputed],
      source: vote,
    },
    closeVote: { label: '截止', from: 'open', to: 'closed', by: any(clock, head, chair), when: [over], source: vote },
    countVote: { label: '计票', from: 'closed', to: 'counted', by: office, when: [settled, fits], source: vote },
    publishVote: { label: '公布结果', from: 'counted', to: 'published', by: any(head, chair), source: 'V-22；R-13' },
    archiveVote: {
      label: '归档',
      from: 'published',
      to: 'archived',
      by: any(clock, clerk),
      when: [shown],
      source: 'V-26',
    },
    cancelVote: { label: '取消', from: before, to: 'cancelled', by: any(head, chair) },
  },
})

export const objection = machine({
  name: 'council.rollObjection',
  label: '名册异议',
  source: law,
  seen,
  initial: 'raised',
  states: {
    raised: { label: '待答复', due: { column: 'answerBy', label: '答复期限' } },
    upheld: { label: '异议成立', end: true },
    dismissed: { label: '异议不成立', end: true },
  },
  moves: {
    upholdObjection: { label: '异议成立', from: 'raised', to: 'upheld', by: any(clerk, head), source: law },
    dismissObjection: { label: '异议不成立', from: 'raised', to: 'dismissed', by: any(clerk, head), source: law },
  },
})

/** What everybody is told of a ballot, and from when a sheet may be seen. */
export const phases = {
  told: ['listed', 'open', 'closed', 'counted', 'published', 'archived'],
  voting: ['open'],
  entering: ['closed'],
  shown: ['published', 'archived'],
  objecting: ['listed'],
  running: ['drafted', 'listed', 'open', 'closed'],
} as const
