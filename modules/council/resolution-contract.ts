/** What is promised about resolutions: a register without gaps, shown, answered for, carried out, and who may have which part. */
import { z } from 'zod'
import { Community, key, movesOf, Offers, paged, paging, Place, query, secret } from '../../kernel/contract.ts'
import { matters } from './matter-rules.ts'
import { resolution } from './resolution-rules.ts'
import { Day, Id, Line, oneOf, stateOf, Text, where } from './shapes.ts'

export const acts = { decide: '决策', execute: '执行', supervise: '监督' } as const
export type Act = keyof typeof acts

const ResolutionLine = z.object({
  ...where,
  number: z.string().describe('编号'),
  title: z.string().describe('决议'),
  bodyName: z.string().describe('由谁作出'),
  matter: oneOf(matters).describe('事项'),
  major: z.boolean().describe('重大事项'),
  state: stateOf(resolution.states),
  decidedOn: Day.describe('决议日期'),
  counted: z.string().describe('表决结果'),
  displayUntil: Day.nullable().describe('公示到'),
  executorName: z.string().nullable().describe('由谁执行'),
  due: z.date().nullable().describe('办结期限'),
  late: z.boolean().describe('超时'),
})
const Objection = z.object({
  id: Id,
  at: z.date(),
  name: z.string(),
  said: z.string(),
  answer: z.string().nullable(),
  answeredAt: z.date().nullable(),
})
export const Resolution = ResolutionLine.extend({
  said: z.string().describe('内容'),
  basis: z.string().describe('依据'),
  topic: Id.nullable(),
  meeting: Id.nullable(),
  displayedOn: Day.nullable().describe('公示自'),
  takenDownOn: Day.nullable().describe('撤下'),
  beganAt: z.date().nullable().describe('交付执行'),
  doneAt: z.date().nullable().describe('办结'),
  result: z.string().nullable().describe('结果'),
  reason: z.string().nullable().describe('撤销原因'),
  objections: z.array(Objection),
  parts: z.array(z.object({ act: oneOf(acts), name: z.string(), who: Id })),
  timeline: z.array(Line),
  offers: Offers,
})
export type Resolution = z.infer<typeof Resolution>

const PublicLine = ResolutionLine.omit({ place: true, late: true })
export const PublicResolution = PublicLine.extend({
  said: z.string().describe('内容'),
  basis: z.string().describe('依据'),
  displayedOn: Day.nullable().describe('公示自'),
  doneAt: z.date().nullable().describe('办结'),
  result: z.string().nullable().describe('结果'),
  reason: z.string().nullable().describe('撤销原因'),
  topic: Id.nullable(),
  objections: z.array(Objection.omit({ name: true })),
  parts: z.array(z.object({ act: oneOf(acts), name: z.string() })),
  timeline: z.array(Line.pick({ at: true, move: true, label: true, text: true })),
  /** What somebody may do who thinks that it harms them. */
  remedy: z.string().describe('不服怎么办'),
  offers: Offers,
})
export type PublicResolution = z.infer<typeof PublicResolution>

const Who = {
  body: Id.optional().describe('组织'),
  member: Id.optional().describe('人'),
}

export const resolutionOps = {
  resolutions: query(
    '决议登记簿',
    z.object({
      place: Place.optional().describe('范围'),
      state: z.array(stateOf(resolution.states)).optional().describe('状态'),
      matter: oneOf(matters).optional().describe('事项'),
      late: z.boolean().optional().describe('只看超时'),
      search: z.string().trim().max(60).optional().describe('字词'),
      ...paging,
    }),
    paged(ResolutionLine),
    { print: '决议登记簿' },
  ),
  resolution: query('决议', z.object(key), Resolution, { print: '决议' }),
  publicResolutions: query(
    '决议',
    z.object({ place: Place.min(12).describe('社区（村）'), ...paging }),
    paged(PublicLine),
  ),
  publicResolution: query('决议', z.object(key), PublicResolution),
  /**
   * Whether this body or this person may decide, carry out or supervise: at all, in this matter, and in what this
   * resolution is about. Other modules ask before they let anybody act. CD-02
   */
  mayAct: query(
    '能不能担这个角色',
    z.object({
      community: Community,
      act: oneOf(acts).describe('角色'),
      ...Who,
      account: Id.optional().describe('账号'),
      matter: oneOf(matters).optional().describe('事项'),
      resolution: Id.optional().describe('哪份决议'),
    }),
    z.object({ may: z.boolean(), because: z.string().nullable(), clause: z.string() }),
  ),
  ...movesOf(resolution, Resolution, {
    displayResolution: { days: z.int().min(1).max(365).optional().describe('公示几天（不填为法定天数）') },
    object: {
      name: secret(z.string().trim().min(1, '请填写姓名').max(30).describe('您的姓名')),
      text: Text(500).describe('哪里不同意'),
    },
    answerObjection: { objection: Id.describe('哪条异议'), text: Text(500).describe('答复') },
    executeResolution: {
      body: Id.describe('由哪个组织执行'),
      due: Day.describe('哪天前办结'),
      text: z.string().trim().max(300).default('').describe('怎么办'),
    },
    superviseResolution: Who,
    reportProgress: { text: Text(500).describe('办到哪里了') },
    finishResolution: { result: Text(1000).describe('办得怎样、花了多少') },
    annulResolution: { reason: Text(300).describe('为什么撤销') },
  }),
}
