/** The shapes that surveys, sheets and wishes share. */
import { z } from 'zod'
import { Community, key, Place } from '../../kernel/contract.ts'
import { groups, outcomes, survey, ways } from './rules.ts'
import { kinds, priorities } from './wish-rules.ts'

export const Text = (most: number) => z.string().trim().min(2, '至少写 2 个字').max(most, `最多 ${most} 个字`)
export const Why = z.string().trim().max(300).default('')
export const Day = z.iso.date()
export const Id = z.uuid()
export const where = { ...key, place: Place.describe('网格') }
export const stateOf = <S extends string>(states: Record<S, { label: string }>) =>
  z
    .enum(Object.keys(states) as S[])
    .meta({ choices: states })
    .describe('状态')
/** One of a table's names, with its words. */
export const oneOf = <K extends string>(table: Record<K, string | { label: string }>) =>
  z.enum(Object.keys(table) as K[]).meta({ choices: table })

export const Question = z.object({ ask: z.string(), choices: z.array(z.string()) })
export type Question = z.infer<typeof Question>

/** A wish as it is written on a sheet. */
export const Said = z.object({
  said: Text(200).describe('想办什么事'),
  kind: oneOf(kinds).describe('哪一类'),
  priority: oneOf(priorities).default('2').describe('要紧不要紧'),
})
export type Said = z.infer<typeof Said>
/** What a household answers, on whichever way. */
export const filled = {
  wishes: z.array(Said).max(10).default([]).describe('意愿'),
  choices: z.array(z.string().nullable()).max(20).default([]).describe('选择题'),
}
export const outcome = oneOf(outcomes).default('answered').describe('结果')

export const Share = {
  asked: z.int().describe('应答户数'),
  answered: z.int().describe('已答复'),
  nobody: z.int().describe('家中无人'),
  declined: z.int().describe('不愿答复'),
}
/** Everything adds up: over the grids to the whole, over owners and tenants to the whole; the old lie across. */
export const Rates = z.object({
  total: z.object(Share),
  byGrid: z.array(z.object({ place: Place.describe('网格'), ...Share })),
  byGroup: z.array(z.object({ group: oneOf(groups).describe('口径'), ...Share })),
})
export type Rates = z.infer<typeof Rates>
export type Share = z.infer<typeof Rates>['total']

export const surveyKey = { community: Community.describe('社区（村）'), survey: Id.describe('哪次摸底') }
export const SurveyState = stateOf(survey.states)
export const Way = oneOf(ways).describe('怎么答的')
