/**
 * 表决的规矩：名册怎么公示、怎么改，谁在什么时候投票，什么时候截止、计票、公布；开票之前谁也看不到票。
 * The law of ballots, from the draft to the archive; what is asked and how a sheet is filled in stands in sheet-rules.ts.
 */
import { addDays, dayOf } from '../../kernel/clock.ts'
import { any, anyone, clock, guard, limits, machine, own, post, problems, signedIn } from '../../kernel/rules.ts'
import { familyOf, type Family } from './sheet-rules.ts'

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
const notice = [
  inNotice('election', ballotLimit.rollElection, '选民名单要在选举日前 {0} 天公布，请把投票时间往后改'),
  inNotice('owners', ballotLimit.rollOwners, '业主表决要提前 {0} 天通知，请把投票时间往后改'),
  inNotice('assembly', ballotLimit.rollAssembly, '会议要提前 {0} 天通知，请把投票时间往后改'),
  inNotice('council', ballotLimit.rollCouncil, '会议要提前 {0} 天通知，请把投票时间往后改'),
]
const hasRoll = fact('名册上还没有人，请先编名册', f => f.voters > 0)
const hasQuestions = fact('还没有要表决的问题，请先加问题', f => f.asked > 0)
const contested = fact('候选人要多于应选名额（差额选举），请补充候选人', f => f.uncontested === 0)
const objected = fact('还在名册异议期内，期满才能开始投票', (f, now) => f.objectBy !== null && now > f.objectBy)
const undisputed = fact('还有异议没有答复，请先答复', f => f.disputed === 0)
const begun = fact('还没到投票开始的时间', (f, now) => now >= f.opensAt)
const over = fact('还没到投票截止的时间，不能提前截止', (f, now) => now >= f.closesAt)
const settled = fact('还有纸票没有由两人各录一遍，或两遍不一致没有核定', f => f.unsettled === 0)
const fits = fact('收回的纸票比发出的多，按规定这次投票无效，请核对纸票', f => f.surplus <= 0)
const shown = fact('结果公布的天数还不够，不能归档', (f, now) => f.shownUntil !== null && now >= f.shownUntil)

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
  name: 'council.objection',
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

// 错 ─ what may go wrong; the database constraint of the same name raises it
export const ballotProblem = problems('council', {
  tooYoung: [422, '投票日还没有满 18 周岁，不能编入名册'],
  noBirth: [422, '没有登记出生日期，不能确认是否年满 18 周岁，请先补全人口信息'],
  onRollTwice: [409, '此人已在名册上，不能编入两次'],
  onAnotherRoll: [409, '此人已在另一个村（社区）的选民名单上，只能在一处登记'],
  noSuchVoter: [404, '名册上没有此人，或已经去掉'],
  noSuchPerson: [422, '人口信息里没有此人，请先登记'],
  areaFirst: [422, '业主表决要按面积计票，请填写专有部分面积'],
  notByArea: [422, '只有业主表决才填面积'],
  signedOnly: [422, '按面积计票的问题必须实名：不记名的票不能带面积'],
  ownProxy: [422, '不能委托自己'],
  tooManyMandates: [409, '一个人接受的委托太多了，请换一位'],
  candidateProxy: [409, '候选人不能接受委托，请换一位'],
  noProxies: [409, '由代表投票的选举不能委托'],
  proxyOfProxy: [409, '受托人自己也委托了别人，请换一位'],
  badQuestion: [422, '这个问题写得不完整'],
  rightUsed: [409, '这份投票权已经用过了，一人只能投一次'],
  notYourRight: [403, '名册上没有您的这份投票权；如有疑问，请到社区核对'],
  byProxy: [409, '这份投票权已书面委托他人，由受托人投票'],
  notVoting: [409, '现在不在投票时间内'],
  notEntering: [409, '投票截止以后才能录入纸票'],
  notShown: [409, '结果公布以后才能看'],
  notObjecting: [409, '异议期已过，请到社区反映'],
  badSheet: [422, '这张票填得不对'],
  badToken: [403, '选票凭证无效，请回到投票页面重新领取'],
  tokenSpent: [409, '这张选票已经投过了，不能再投或改投'],
  badBlinded: [400, '领票请求有误，请刷新页面重试'],
  nothingSecret: [409, '这次表决没有不记名的问题'],
  nothingSigned: [409, '这次表决没有实名的问题'],
  sameHands: [409, '同一张纸票的两遍要由两个人各录一遍，请同事录入'],
  paperEntered: [409, '这张纸票的这一遍已经录过了'],
  nothingToSettle: [409, '这张纸票不需要核定：两遍一致，或还没有录够两遍'],
  noPapers: [409, '还没有发过纸票，不能录入'],
})
