/** What is promised about topics: from a resident's wish to the archive, and where it stands for whoever proposed it. */
import { z } from 'zod'
import { command, key, movesOf, Offers, paged, paging, Place, query, secret } from '../../kernel/contract.ts'
import { matters } from './matter-rules.ts'
import { capacities } from './motion-rules.ts'
import { steps } from './resolution-rules.ts'
import { sources, topic } from './rules.ts'
import { Day, Id, Line, oneOf, stateOf, Text, where, Why } from './shapes.ts'

const TopicLine = z.object({
  ...where,
  number: z.string().describe('编号'),
  title: z.string().describe('议题'),
  source: oneOf(sources).describe('来源'),
  state: stateOf(topic.states),
  matter: oneOf(matters).nullable().describe('事项'),
  major: z.boolean().describe('重大事项'),
  bodyName: z.string().nullable().describe('由谁议'),
  signers: z.int().describe('联名'),
  collectedAt: z.date().describe('提出时间'),
  due: z.date().nullable().describe('期限'),
  late: z.boolean().describe('超时'),
})
const Step = z.object({
  step: z.int(),
  label: z.string(),
  on: Day.nullable(),
  said: z.string(),
})
export const Topic = TopicLine.extend({
  said: z.string().describe('为什么提、想怎么办'),
  proposer: z.string().nullable().describe('提出人'),
  motion: z.string().nullable().describe('联名'),
  evidence: z.array(z.string()).describe('网格事项编号'),
  body: Id.nullable(),
  reason: z.string().nullable().describe('审查意见'),
  forwarded: z.string().nullable().describe('转给哪里'),
  examinedAt: z.date().nullable().describe('审查时间'),
  meetings: z.array(z.object({ id: Id, title: z.string(), outcome: z.string().nullable() })),
  resolution: z.object({ id: Id, title: z.string(), state: z.string() }).nullable(),
  steps: z.array(Step),
  timeline: z.array(Line),
  offers: Offers,
})
export type Topic = z.infer<typeof Topic>

/** For everyone: what it is once it was looked at, where it stands, and why. No name, and no words before. */
export const PublicTopic = z.object({
  ...key,
  number: z.string().describe('编号'),
  title: z.string().nullable().describe('议题'),
  said: z.string().nullable().describe('为什么提'),
  source: oneOf(sources).describe('来源'),
  state: stateOf(topic.states),
  bodyName: z.string().nullable().describe('由谁议'),
  motion: z.string().nullable().describe('联名'),
  reason: z.string().nullable().describe('审查意见'),
  forwarded: z.string().nullable().describe('转给哪里'),
  collectedAt: z.date().describe('提出时间'),
  examineBy: z.date().describe('审查期限'),
  updatedAt: z.date().describe('更新时间'),
  resolution: Id.nullable().describe('决议'),
  steps: z.array(Step),
  timeline: z.array(Line.pick({ at: true, move: true, label: true })),
  offers: Offers,
})
export type PublicTopic = z.infer<typeof PublicTopic>

const said = {
  place: Place.length(12, '请选择社区（村）').describe('社区（村）'),
  title: Text(60).describe('想议什么'),
  said: z.string().trim().max(2000, '最多 2000 个字').default('').describe('为什么提，想怎么办'),
}
const Began = z.object({ ...key, number: z.string().describe('编号'), examineBy: z.date() })

export const topicOps = {
  propose: command(
    '提议题',
    z.object({ ...said, name: secret(z.string().trim().max(30).optional().describe('怎么称呼您')) }),
    Began,
  ),
  raise: command(
    '登记议题',
    z.object({
      ...said,
      place: Place.min(12, '请选择社区（村）或网格').describe('社区（村）或网格'),
      source: oneOf(sources).describe('来源'),
      proposer: z.string().trim().max(30).optional().describe('提出人'),
      capacity: oneOf(capacities).optional().describe('联名的是'),
      signers: z.int().min(1).optional().describe('多少人（户）联名'),
      outOf: z.int().min(1).optional().describe('总数'),
      evidence: z.array(z.string().trim().max(40)).max(100).default([]).describe('网格事项编号'),
    }),
    Began,
  ),
  topics: query(
    '议题列表',
    z.object({
      place: Place.optional().describe('范围'),
      state: z.array(stateOf(topic.states)).optional().describe('状态'),
      source: oneOf(sources).optional().describe('来源'),
      search: z.string().trim().max(60).optional().describe('编号或字词'),
      ...paging,
    }),
    paged(TopicLine),
  ),
  topic: query('议题', z.object(key), Topic),
  myTopics: query(
    '我提的议题',
    z.object(paging),
    paged(PublicTopic.omit({ timeline: true, offers: true, steps: true })),
  ),
  publicTopics: query(
    '正在议的事',
    z.object({
      place: Place.min(12).describe('社区（村）'),
      going: z.boolean().optional().describe('只看进行中'),
      ...paging,
    }),
    paged(PublicTopic.omit({ timeline: true, offers: true, steps: true })),
  ),
  publicTopic: query('议题进展', z.object(key), PublicTopic),
  ...movesOf(topic, Topic, {
    support: { name: secret(z.string().trim().min(1, '请填写姓名').max(30).describe('您的姓名')) },
    withdrawTopic: { reason: Why.describe('说明') },
    admitTopic: {
      body: Id.describe('由哪个组织议'),
      matter: oneOf(matters).describe('属于哪类事项'),
      reason: Why.describe('审查意见'),
    },
    refuseTopic: { reason: Text(300).describe('不予立题的理由') },
    forwardTopic: { to: Text(60).describe('转给哪里'), reason: Text(300).describe('为什么转') },
    takeStep: {
      step: oneOf({ 1: steps[1], 2: steps[2], 3: steps[3] }).describe('哪一步'),
      on: Day.describe('哪天'),
      said: Why.describe('情况'),
      entitled: z.int().min(0).optional().describe('应到（党员大会填）'),
      present: z.int().min(0).optional().describe('实到（党员大会填）'),
      yes: z.int().min(0).optional().describe('同意（党员大会填）'),
    },
    scheduleTopic: {
      meeting: Id.describe('哪次会议'),
      method: oneOf({ hands: '举手表决', signed: '记名表决' }).default('hands').describe('怎样表决'),
    },
    unscheduleTopic: { reason: Why.describe('说明') },
    postponeTopic: { reason: Why.describe('说明') },
  }),
}
