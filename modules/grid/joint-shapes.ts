/** The shapes of what hangs on a matter: a handler's request, help that was called in, an order from above. */
import { z } from 'zod'
import { key, Offers, Place } from '../../kernel/contract.ts'
import { kinds, order, request, task } from './joint-rules.ts'

/** What a handler asked for, the help that was called in, an order from above: as they stand on the page of their matter. */
const About = {
  ...key,
  matter: z.uuid().describe('哪件事项'),
  place: Place.describe('网格'),
  number: z.string().describe('编号'),
  title: z.string().describe('事由'),
}
const stateOf = <S extends string>(states: Record<S, { label: string }>) =>
  z
    .enum(Object.keys(states) as S[])
    .meta({ choices: states })
    .describe('状态')
export const Request = z.object({
  ...About,
  state: stateOf(request.states),
  kind: z
    .enum(Object.keys(kinds) as (keyof typeof kinds)[])
    .meta({ choices: kinds })
    .describe('申请'),
  reason: z.string().describe('理由'),
  until: z.iso.date().nullable().describe('到哪天'),
  days: z.int().nullable().describe('天数'),
  askerName: z.string().nullable().describe('申请人'),
  askedAt: z.date().describe('申请时间'),
  due: z.date().nullable().describe('审批时限'),
  late: z.boolean().describe('超时'),
  decidedAt: z.date().nullable().describe('审批时间'),
  decidedBy: z.string().nullable().describe('审批人'),
  answer: z.string().nullable().describe('审批意见'),
  offers: Offers,
})
export type Request = z.infer<typeof Request>
export const Task = z.object({
  ...About,
  state: stateOf(task.states),
  holderName: z.string().describe('协办人'),
  said: z.string().describe('请做什么'),
  calledBy: z.string().nullable().describe('谁请的'),
  calledAt: z.date().describe('请协办时间'),
  due: z.date().nullable().describe('协办时限'),
  late: z.boolean().describe('超时'),
  endedAt: z.date().nullable().describe('了结时间'),
  result: z.string().nullable().describe('结果'),
  photos: z.array(z.uuid()),
  address: z.string().nullable().describe('地点'),
  description: z.string().describe('反映的情况'),
  leadName: z.string().nullable().describe('主办人'),
  offers: Offers,
})
export type Task = z.infer<typeof Task>
export const Order = z.object({
  ...About,
  state: stateOf(order.states),
  said: z.string().describe('督办要求'),
  ordererName: z.string().nullable().describe('督办人'),
  orderedAt: z.date().describe('督办时间'),
  due: z.date().nullable().describe('期限'),
  late: z.boolean().describe('超时'),
  answeredAt: z.date().nullable().describe('答复时间'),
  answeredBy: z.string().nullable().describe('答复人'),
  answer: z.string().nullable().describe('书面答复'),
  photos: z.array(z.uuid()),
  offers: Offers,
})
export type Order = z.infer<typeof Order>
