/** The shapes of a project: as a line of a list, whole for staff, and as everyone sees it. */
import { z } from 'zod'
import { Fen, key, Offers, Place } from '../../kernel/contract.ts'
import { items, type ItemCode } from './catalogue-rules.ts'
import { contents, mets } from './review-rules.ts'
import { project } from './rules.ts'
import { kinds, ways } from './way-rules.ts'

export const Text = (most: number, least = 2) =>
  z.string().trim().min(least, `至少写 ${least} 个字`).max(most, `最多 ${most} 个字`)
export const Day = z.iso.date()
export const Id = z.uuid()
export const Photos = z.array(z.uuid()).max(9).default([]).describe('照片')
/** One of a table's names, with its words. */
export const oneOf = <K extends string>(table: Record<K, string | { label: string }>) =>
  z.enum(Object.keys(table) as K[]).meta({ choices: table })
export const stateOf = <S extends string>({ states }: { states: Record<S, { label: string }> }) =>
  oneOf(states).describe('状态')
export const Item = z.enum(Object.keys(items) as ItemCode[]).meta({ choices: items })

export const Line = z.object({
  at: z.date().describe('时间'),
  move: z.string(),
  label: z.string().describe('做了什么'),
  by: z.string().nullable().describe('谁'),
  text: z.string().nullable(),
  photos: z.array(z.uuid()),
})
export type Line = z.infer<typeof Line>

export const ProjectLine = z.object({
  ...key,
  place: Place.describe('范围'),
  title: z.string().describe('项目'),
  state: stateOf(project),
  item: Item.describe('目录项'),
  rank: z.int().describe('次序'),
  score: z.int().nullable().describe('投票得分'),
  resolution: Id.describe('哪份决议'),
  resolutionNumber: z.string().describe('决议'),
  resolutionDay: Day.describe('决议日期'),
  estimate: Fen.nullable().describe('概算'),
  contractor: z.string().nullable().describe('承包人'),
  total: Fen.nullable().describe('合同金额'),
  due: z.date().nullable().describe('期限'),
  late: z.boolean().describe('超时'),
})

export const bidders = { company: '单位', person: '个人' } as const
export const Quote = z.object({
  id: Id,
  bidder: z.string(),
  bidderKind: oneOf(bidders),
  amount: Fen,
  said: z.string(),
  photos: z.array(Id),
})
export const Milestone = z.object({
  id: Id,
  n: z.int(),
  title: z.string(),
  dueOn: Day,
  share: z.int(),
  reportedOn: Day.nullable(),
  passedOn: Day.nullable(),
})
export const Change = z.object({
  id: Id,
  on: Day,
  amount: Fen,
  why: z.string(),
  resolutionNumber: z.string().nullable(),
  signed: z.boolean(),
})
export const Defect = z.object({
  id: Id,
  what: z.string(),
  foundOn: Day,
  mendBy: Day,
  mendedOn: Day.nullable(),
  passedOn: Day.nullable(),
  photos: z.array(Id),
})
/** By question, in numbers: who said what is nowhere. */
export const Result = z.object({
  round: z.int(),
  households: z.int(),
  answers: z.int(),
  met: z.array(z.object({ choice: oneOf(mets), n: z.int() })),
  content: z.array(z.object({ choice: oneOf(contents), n: z.int() })),
  wishes: z.array(z.string()),
})
export type Result = z.infer<typeof Result>
export const Spent = z.object({
  id: Id,
  number: z.string(),
  amount: Fen,
  accepted: Fen,
  paid: Fen,
  signedDay: Day,
})

export const Project = ProjectLine.extend({
  said: z.string().describe('做什么'),
  kind: oneOf(kinds).describe('种类'),
  estimateSaid: z.string().nullable().describe('概算说明'),
  noticedOn: Day.nullable().describe('公示自'),
  noticeUntil: Day.nullable().describe('公示到'),
  way: oneOf(ways).nullable().describe('怎么定的'),
  wayReference: z.string().nullable().describe('交易、招标编号'),
  choiceReason: z.string().nullable().describe('选定理由'),
  decidedName: z.string().nullable().describe('谁定的'),
  decidedOn: Day.nullable().describe('哪天定的'),
  contractNumber: z.string().nullable().describe('合同编号'),
  signedDay: Day.nullable().describe('签订日期'),
  dueOn: Day.nullable().describe('约定完工'),
  outOfTurn: z.string().nullable().describe('提前做的理由'),
  completedOn: Day.nullable().describe('报完工'),
  acceptedNumber: z.string().nullable().describe('验收单'),
  acceptedOn: Day.nullable().describe('验收日期'),
  acceptedName: z.string().nullable().describe('谁验收的'),
  closedOn: Day.nullable().describe('结项日期'),
  reason: z.string().nullable().describe('终止原因'),
  households: z.int().describe('应评户数'),
  answers: z.int().describe('这一轮已收到'),
  quotes: z.array(Quote),
  milestones: z.array(Milestone),
  changes: z.array(Change),
  defects: z.array(Defect),
  spent: z.array(Spent),
  results: z.array(Result),
  timeline: z.array(Line),
  offers: Offers,
})
export type Project = z.infer<typeof Project>

/** One step of the way from resolution to review: when, by which paper, for how much, by whom. */
export const Step = z.object({
  step: z.string(),
  label: z.string(),
  done: z.boolean(),
  day: Day.nullable(),
  paper: z.string().nullable(),
  amount: Fen.nullable(),
  who: z.string().nullable(),
  said: z.string().nullable(),
})
export type Step = z.infer<typeof Step>
const PublicLine = ProjectLine.omit({ place: true, late: true })
export const PublicProject = PublicLine.extend({
  said: z.string().describe('做什么'),
  steps: z.array(Step),
  quotes: z.array(Quote.pick({ bidder: true, amount: true })),
  milestones: z.array(Milestone),
  changes: z.array(Change),
  defects: z.array(Defect),
  households: z.int().describe('应评户数'),
  answers: z.int().describe('这一轮已收到'),
  /** The words of the wishes are for those who manage it: somebody may be named in them. */
  results: z.array(Result.omit({ wishes: true })),
  photos: z.array(z.object({ on: Day, text: z.string().nullable(), photos: z.array(Id) })),
  visits: z.array(z.object({ on: Day, findings: z.string(), answer: z.string().nullable() })),
  /** Whether whoever asks may answer for their household now. */
  mayReview: z.boolean(),
})
export type PublicProject = z.infer<typeof PublicProject>
export { PublicLine }
