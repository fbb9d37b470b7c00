/** What is promised about samples and visits: a list, two numbers, who was drawn, what was seen, what was answered. */
import { z } from 'zod'
import { command, key, movesOf, Offers, paged, paging, Place, query, secret } from '../../kernel/contract.ts'
import { Day, Id, Photos, stateOf, Text } from './shapes.ts'
import { draw, visit } from './visit-rules.ts'

const DrawLine = z.object({
  ...key,
  place: Place.describe('范围'),
  state: stateOf(draw),
  title: z.string().describe('抽查'),
  day: Day.describe('日期'),
  n: z.int().describe('抽几个'),
  all: z.int().describe('名单上'),
})
export const Draw = DrawLine.extend({
  seal: z.string().nullable().describe('第一个数的封存码'),
  firstName: z.string().nullable().describe('谁报的第一个数'),
  first: z.int().nullable().describe('第一个数'),
  salt: z.string().nullable().describe('封存用的随机串'),
  secondName: z.string().nullable().describe('谁报的第二个数'),
  second: z.int().nullable().describe('第二个数'),
  seed: z.string().nullable().describe('种子'),
  list: z
    .array(z.object({ project: Id, title: z.string(), digest: z.string().nullable(), drawn: z.boolean() }))
    .describe('名单'),
  offers: Offers,
})
export type Draw = z.infer<typeof Draw>

const VisitLine = z.object({
  ...key,
  place: Place.describe('范围'),
  state: stateOf(visit),
  project: Id.describe('哪个项目'),
  title: z.string().describe('项目'),
  sampled: z.boolean().describe('抽中的'),
  due: z.date().nullable().describe('期限'),
  late: z.boolean().describe('超时'),
  visitedAt: z.date().nullable().describe('到场'),
})
export const Visit = VisitLine.extend({
  visitedName: z.string().nullable().describe('谁去的'),
  findings: z.string().nullable().describe('看到什么'),
  question: z.string().nullable().describe('问什么'),
  answer: z.string().nullable().describe('答复'),
  answeredName: z.string().nullable().describe('谁答的'),
  ended: z.string().nullable().describe('结论'),
  photos: z.array(Id),
  offers: Offers,
})
export type Visit = z.infer<typeof Visit>

const Number_ = z.int('请填一个整数').min(0).max(999_999)
export const visitOps = {
  planDraw: command(
    '公布抽查名单',
    z.object({ place: Place.min(12).describe('社区（村）'), title: Text(60).describe('抽查名称') }),
    z.object(key),
  ),
  draws: query('监督抽查', z.object({ place: Place.optional().describe('范围'), ...paging }), paged(DrawLine)),
  draw: query('监督抽查', z.object(key), Draw),
  /** With the seed, both numbers and every digest: anybody can draw again. */
  publicDraws: query(
    '公开的抽查',
    z.object({ place: Place.min(12).describe('社区（村）'), ...paging }),
    paged(Draw.omit({ offers: true })),
  ),
  planVisit: command(
    '安排到场监督',
    z.object({ place: Place.min(12).describe('范围'), project: Id.describe('项目') }),
    z.object(key),
  ),
  visits: query(
    '到场监督',
    z.object({
      place: Place.optional().describe('范围'),
      project: Id.optional().describe('项目'),
      state: z.array(stateOf(visit)).optional().describe('状态'),
      late: z.boolean().optional().describe('只看超时'),
      ...paging,
    }),
    paged(VisitLine),
  ),
  visit: query('到场监督', z.object(key), Visit),
  ...movesOf(draw, Draw, {
    /** Secret: the trail, too, must not tell it before the second is said. */
    sealNumber: { number: secret(Number_.describe('第一个数（0 到 999999）')) },
    openNumber: { number: Number_.describe('第二个数（0 到 999999）') },
  }),
  ...movesOf(visit, Visit, {
    findNothing: { findings: Text(500).describe('看到什么'), photos: Photos },
    findFault: { findings: Text(500).describe('看到什么'), question: Text(300).describe('问什么'), photos: Photos },
    answerVisit: { text: Text(500).describe('答复'), photos: Photos },
    askVisitAgain: { question: Text(300).describe('还要问什么') },
    acceptAnswer: { text: Text(300).describe('结论') },
  }),
}
