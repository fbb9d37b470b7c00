/**
 * 表决怎样才算数：都是整数不等式，不用小数。
 * What a majority is made of: how much of what must be reached, by which clause. The law itself stands in body-rules.ts.
 */
import { problems } from '../../kernel/rules.ts'

/** `have` must be at least n/d of `of`, or more than that when `strict`. The names are those of the facts that are counted. */
export type Test = { have: Fact; of: Fact; n: bigint; d: bigint; strict: boolean; clause: string }

export const facts = {
  entitled: ['有权参加', '人'],
  present: ['到会', '人'],
  households: ['总户数', '户'],
  householdsPresent: ['到会', '户'],
  yes: ['同意', '票'],
  registered: ['登记的选民', '人'],
  voted: ['参加投票', '人'],
  got: ['得票', '票'],
  cast: ['已投选票', '张'],
  area: ['专有部分总面积', '平方米'],
  owners: ['业主总人数', '人'],
  areaVoted: ['参与表决的面积', '平方米'],
  ownersVoted: ['参与表决的业主', '人'],
  areaYes: ['同意的面积', '平方米'],
  ownersYes: ['同意的业主', '人'],
} as const
export type Fact = keyof typeof facts

export type Version = { from: string; quorum: readonly Test[]; decision: readonly Test[] }
export type Body = { label: string; versions: readonly Version[] }

export const validityProblem = problems('council', {
  noLaw: [409, '那一天还没有这种会议的法定规则，请核对日期'],
  impossible: [400, '数目对不上'],
})
