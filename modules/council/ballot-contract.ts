/** What the council module promises of ballots: prepared by staff, voted by everybody on the roll, recounted by anybody. */
import { z } from 'zod'
import { key, movesOf, paged, paging, Place, query, command, secret } from '../../kernel/contract.ts'
import { ballot, objection } from './ballot-rules.ts'
import {
  AskName,
  Ballot,
  BallotLine,
  Blinded,
  Body,
  Log,
  Objection,
  Outcome,
  Paper,
  PublicBallot,
  PublicVoter,
  Result,
  Right,
  RuleChoice,
  Sheet,
  Signature,
  State,
  Text,
  Token,
  Voter,
  Why,
} from './ballot-shapes.ts'

const moment = z.iso.datetime({ offset: true })
const drafting = {
  title: Text(60).describe('名称'),
  about: z.string().trim().max(2000, '最多 2000 个字').default('').describe('说明'),
  body: Body.describe('哪种会议'),
  opensAt: moment.describe('开始投票'),
  closesAt: moment.describe('投票截止'),
}
const voter = z.uuid().describe('名册上的人')
const number = z.int().min(1).max(100_000).describe('纸票编号')
const Yuan = z.number().min(0).max(10_000_000_000).optional().describe('可用资金（元）')
const persons = (items: readonly { person: string | null }[]) => items.flatMap(i => (i.person ? [i.person] : []))

export const ballotOps = {
  ballots: query(
    '表决列表',
    z.object({
      place: Place.optional().describe('范围'),
      state: z.array(State).optional().describe('状态'),
      ...paging,
    }),
    paged(BallotLine),
  ),
  ballot: query('表决', z.object(key), Ballot),
  roll: query(
    '名册',
    z.object({ ...key, search: z.string().trim().max(30).optional().describe('姓名或住处'), ...paging }),
    paged(Voter),
    { shows: a => persons(a.items) },
  ),
  papers: query('纸票录入', z.object({ ...key, ...paging }), paged(Paper)),
  objections: query(
    '名册异议',
    z.object({ place: Place.optional().describe('范围'), ballot: z.uuid().optional().describe('哪次表决'), ...paging }),
    paged(Objection),
  ),
  objection: query('名册异议', z.object(key), Objection),
  publicBallots: query('正在表决的事', z.object({ place: Place.describe('范围'), ...paging }), paged(PublicBallot)),
  publicBallot: query('表决', z.object(key), PublicBallot),
  publicRoll: query('名册公示', z.object({ ...key, ...paging }), paged(PublicVoter)),
  /** After it was published, and only then: the sheets, without whose they are, and the result. */
  log: query('公开的票', z.object(key), Log),
  outcome: query(
    '结果',
    z.object({ ...key, receipt: z.string().trim().max(40).optional().describe('回执') }),
    z.object({ result: Result, mine: z.string().nullable().describe('您的这张票') }),
  ),
  pabulib: query('选举文件', z.object({ ...key, question: z.int().min(0) }), z.object({ text: z.string() })),
  myRights: query('我的投票权', z.object(key), z.array(Right)),
  draftBallot: command(
    '起草表决',
    z.object({ place: Place.min(12).describe('社区（村）或网格'), ...drafting }),
    Ballot,
  ),
  /** Counts an election file, to see before a vote what a rule would do; nothing is stored. */
  rehearse: command(
    '计票演练',
    z.object({
      place: Place.describe('范围'),
      text: z.string().max(900_000).describe('选举文件'),
      rule: RuleChoice.describe('计票规则'),
    }),
    Outcome.pick({ chosen: true, sums: true, cast: true }).extend({ names: z.array(z.string()), left: z.string() }),
  ),
  raiseObjection: command(
    '对名册提出异议',
    z.object({ ...key, said: Text(500).describe('有什么不对') }),
    z.object({ ...key, answerBy: z.date().describe('答复期限') }),
  ),
  /** The right is used up, and the server signs a number that it cannot read. The same number gets the same signature. */
  takeToken: command('领取选票', z.object({ ...key, voter, blinded: Blinded }), z.object({ signature: Signature })),
  /** At the booth, after looking at the identity card. */
  giveToken: command('票站发票', z.object({ ...key, voter, blinded: Blinded }), z.object({ signature: Signature })),
  givePaper: command('发纸质票', z.object({ ...key, voter }), z.object({ done: z.literal(true) })),
  /** Comes without a name, a session and a number of its own: nothing of it is written but the sheet in its urn. */
  cast: command(
    '投票',
    z.object({ ...key, token: Token, signature: Signature, sheet: secret(Sheet.describe('票面')) }),
    z.object({ done: z.literal(true) }),
    { unnamed: true },
  ),
  signVote: command(
    '实名投票',
    z.object({ ...key, voter, sheet: secret(Sheet.describe('票面')) }),
    z.object({ done: z.literal(true) }),
  ),
  enterPaper: command(
    '录入纸票',
    z.object({
      ...key,
      number,
      sheet: secret(Sheet.nullable().describe('票面')),
      settles: z.boolean().default(false).describe('核定'),
    }),
    z.object({ state: Paper.shape.state }),
  ),
  ...movesOf(ballot, Ballot, {
    reviseBallot: drafting,
    addQuestion: {
      text: Text(200).describe('问题'),
      ask: AskName.describe('怎么投'),
      lines: z.string().trim().max(8000).default('').describe('选项'),
      most: z.int().min(1).max(1000).default(1).describe('最多选几项、几分或几票'),
      signed: z.boolean().default(false).describe('实名投票'),
      budget: Yuan,
      rule: RuleChoice.optional().describe('计票规则'),
    },
    fillRoll: {
      residences: z
        .array(
          z.enum(['registered', 'registeredAway', 'settled']).meta({
            choices: {
              registered: '户籍在此居住',
              registeredAway: '户籍在此不居住，表示参加的',
              settled: '外来常住',
            },
          }),
        )
        .min(1, '请选择')
        .default(['registered'])
        .describe('哪些人'),
    },
    addVoter: {
      resident: z.uuid().optional().describe('居民'),
      name: z.string().trim().min(2).max(40).optional().describe('姓名或单位'),
      door: z.string().trim().max(60).optional().describe('住处、房号'),
      area: z.number().min(0.01).max(1_000_000).optional().describe('专有部分面积（平方米）'),
      countsAs: z.string().trim().max(40).optional().describe('与谁算一人'),
      reason: Why,
    },
    strikeVoter: { voter, reason: Why },
    nameProxy: { voter, holder: z.uuid().optional().describe('受托人'), reason: Why },
    cancelVote: { reason: Why },
  }),
  ...movesOf(objection, Objection, {
    upholdObjection: { answer: Text(500).describe('答复') },
    dismissObjection: { answer: Text(500).describe('答复') },
  }),
}
