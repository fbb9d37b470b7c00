/** The shapes of ballots: a question, a ballot as staff and as everybody see it, a voter, an objection, a paper, a result. */
import { z } from 'zod'
import { Community, key, Offers, Place, secret } from '../../kernel/contract.ts'
import { bodies, type BodyName } from './body-rules.ts'
import { ballot, objection } from './ballot-rules.ts'
import { rules, type RuleName } from './count.ts'
import { asks, type Ask } from './sheet-rules.ts'

const nameOf = <T extends Record<string, { label: string }>>(table: T) =>
  z.enum(Object.keys(table) as (keyof T & string)[]).meta({ choices: table })
export const State = z
  .enum(Object.keys(ballot.states) as (keyof typeof ballot.states)[])
  .meta({ choices: ballot.states })
export const Body = nameOf(bodies) as z.ZodType<BodyName, BodyName>
export const AskName = nameOf(asks) as z.ZodType<Ask, Ask>
export const RuleChoice = nameOf(rules) as z.ZodType<RuleName, RuleName>
export const Text = (most: number) => z.string().trim().min(2, '至少写 2 个字').max(most, `最多 ${most} 个字`)
export const Why = Text(200).describe('理由')

export const Question = z.object({
  text: z.string().describe('问题'),
  ask: AskName.describe('怎么投'),
  options: z.array(z.object({ name: z.string(), cost: z.int().nullable() })).describe('选项'),
  signed: z.boolean().describe('实名'),
  most: z.int().describe('最多'),
  budget: z.int().nullable().describe('可用资金（分）'),
  rule: z.string().nullable().describe('计票规则'),
})
/** For each question one number an option; null for the questions of the other sheet. */
export const Sheet = z
  .array(z.array(z.int().min(0).max(1_000)).max(200).nullable())
  .max(50)
  .describe('票面')
const bytes = (n: number) =>
  z.string().regex(new RegExp(`^[\\w-]{${Math.ceil((n * 4) / 3)}}$`), '内容不完整，请刷新页面')
export const Token = secret(bytes(32).describe('选票凭证'))
export const Blinded = secret(bytes(256).describe('盲化的凭证'))
export const Signature = secret(bytes(256).describe('签章'))

const Check = z.object({ say: z.string(), met: z.boolean(), clause: z.string() })
export const Outcome = z.object({
  sums: z.array(z.object({ score: z.int(), votes: z.int() })),
  cast: z.int().describe('票数'),
  chosen: z.array(z.int()),
  spent: z.int().nullable(),
  left: z.int().nullable(),
  rule: z.string().nullable(),
  verdict: z.object({ valid: z.boolean(), passed: z.boolean(), checks: z.array(Check) }),
  lost: z.array(
    z.object({ option: z.int(), because: z.string(), score: z.int().nullable(), cost: z.int().nullable() }),
  ),
  others: z.array(z.object({ rule: z.string(), label: z.string(), chosen: z.array(z.int()) })),
})
export const Result = z.object({
  voters: z.int().describe('名册人数'),
  used: z.object({ online: z.int(), booth: z.int(), paper: z.int(), signed: z.int() }),
  counted: z.object({ online: z.int(), paper: z.int(), spoiled: z.int(), signed: z.int() }),
  questions: z.array(Outcome),
})
export type Result = z.infer<typeof Result>

export const PublicBallot = z.object({
  ...key,
  place: Place.describe('范围'),
  title: z.string().describe('名称'),
  about: z.string().describe('说明'),
  body: Body.describe('哪种会议'),
  state: State.describe('状态'),
  opensAt: z.date().describe('开始投票'),
  closesAt: z.date().describe('投票截止'),
  objectBy: z.date().nullable().describe('异议截止'),
  voters: z.int().describe('名册人数'),
  questions: z.array(Question).describe('问题'),
  publicKey: z.string().nullable().describe('核对选票的公钥'),
})
export type PublicBallot = z.infer<typeof PublicBallot>

export const BallotLine = PublicBallot.omit({ questions: true, publicKey: true, about: true }).extend({
  due: z.date().nullable().describe('时限'),
  late: z.boolean().describe('超时'),
  disputed: z.int().describe('待答复异议'),
})
export const Ballot = BallotLine.extend({
  about: z.string().describe('说明'),
  questions: z.array(Question),
  draftedBy: z.string().nullable().describe('起草人'),
  listedAt: z.date().nullable().describe('名册公布'),
  asked: z.int().describe('问题数'),
  /** That so many used their right, never for what. */
  used: z.int().describe('已用投票权'),
  papers: z.int().describe('发出纸票'),
  unsettled: z.int().describe('未核定纸票'),
  shownUntil: z.date().nullable().describe('公布期满'),
  reason: z.string().nullable().describe('理由'),
  result: Result.nullable(),
  offers: Offers,
})
export type Ballot = z.infer<typeof Ballot>

export const Voter = z.object({
  ...key,
  ballot: z.uuid().describe('表决'),
  person: z.uuid().nullable(),
  name: z.string().describe('姓名'),
  place: Place.describe('网格'),
  door: z.string().nullable().describe('住处'),
  why: z.string().describe('依据'),
  area: z.number().nullable().describe('专有部分面积'),
  proxyName: z.string().nullable().describe('受托人'),
  used: z.array(z.string()).describe('已用'),
})
export const PublicVoter = z.object({
  name: z.string().describe('姓名'),
  placeName: z.string().describe('网格'),
  why: z.string().describe('依据'),
  proxyName: z.string().nullable().describe('受托人'),
})
export const Right = z.object({
  voter: z.uuid(),
  name: z.string().describe('姓名'),
  why: z.string().describe('依据'),
  /** For somebody else, who put it in writing. */
  proxy: z.boolean(),
  area: z.number().nullable(),
  secretUsed: z.boolean(),
  signedUsed: z.boolean(),
  /** Given in writing to this person, who votes instead. */
  givenTo: z.string().nullable(),
})

export const Objection = z.object({
  ...key,
  place: Place.describe('范围'),
  ballot: z.uuid().describe('哪次表决'),
  title: z.string().describe('表决'),
  state: z
    .enum(Object.keys(objection.states) as (keyof typeof objection.states)[])
    .meta({ choices: objection.states })
    .describe('状态'),
  byName: z.string().nullable().describe('提出人'),
  said: z.string().describe('异议'),
  raisedAt: z.date().describe('提出时间'),
  answerBy: z.date().describe('答复期限'),
  answer: z.string().nullable().describe('答复'),
  offers: Offers,
})

/** What two people entered; told only after the close. */
export const Paper = z.object({
  number: z.int().describe('编号'),
  rounds: z.array(z.object({ round: z.int(), byName: z.string().nullable(), said: z.string() })).describe('各遍'),
  state: z
    .enum(['once', 'same', 'differ', 'settled'])
    .meta({ choices: { once: '只录了一遍', same: '两遍一致', differ: '两遍不一致', settled: '已核定' } })
    .describe('状态'),
})

/** Everything that a recount needs, and nothing that says whose a sheet is but where it was signed by name. */
export const Log = z.object({
  format: z.literal('linli-ballot-1'),
  community: Community,
  id: z.uuid(),
  title: z.string(),
  body: Body,
  day: z.iso.date(),
  publicKey: z.string(),
  questions: z.array(Question),
  roll: z.object({ voters: z.int(), persons: z.int(), area: z.int() }),
  used: Result.shape.used,
  sheets: z.array(
    z.object({
      channel: z.enum(['online', 'paper', 'signed']),
      token: z.string().nullable(),
      signature: z.string().nullable(),
      sheet: Sheet.nullable(),
      name: z.string().nullable(),
      area: z.int().nullable(),
      countsAs: z.string().nullable(),
    }),
  ),
  result: Result,
})
export type Log = z.infer<typeof Log>
