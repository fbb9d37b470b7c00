/** Work in hand as operations: what I can move, what is late, how long states take, at every level of the place tree. */
import { z } from 'zod'
import { Community, contract, paged, paging, Place, query } from './contract.ts'

const Work = z.object({
  machine: z.string(),
  label: z.string().describe('种类'),
  community: Community,
  record: z.uuid(),
  place: Place.describe('网格'),
  title: z.string().describe('事由'),
  state: z.string(),
  stateLabel: z.string().describe('状态'),
  since: z.date().describe('进入时间'),
  due: z.date().nullable().describe('时限'),
  provisional: z.boolean(),
  late: z.boolean().describe('超时'),
  urged: z.int().describe('催办'),
  raised: z.int().describe('升级'),
})
export type Work = z.infer<typeof Work>

const Pace = z.object({
  state: z.string(),
  stateLabel: z.string().describe('状态'),
  standing: z.int().describe('现有'),
  late: z.int().describe('其中超时'),
  left: z.int().describe('已流转'),
  lateLeft: z.int().describe('超时流转'),
  p50: z.number().nullable().describe('半数用时（小时）'),
  p90: z.number().nullable().describe('九成用时（小时）'),
})

const machine = z.string().describe('种类')
const place = Place.describe('范围')

export const work = contract('work', '在手工作', {
  /** `me`: in my own hands; `post`: what whoever holds my post may take up. */
  mine: query(
    '我能办的',
    z.object({
      place: Place.optional(),
      whose: z
        .enum(['me', 'post'])
        .meta({ choices: { me: '我经手的', post: '岗位上的' } })
        .optional()
        .describe('在谁手里'),
      ...paging,
    }),
    paged(Work),
    { standby: true },
  ),
  late: query('超时的', z.object({ place, ...paging }), paged(Work), { standby: true }),
  pace: query('各步用时', z.object({ machine, place, days: z.int().min(1).max(730).default(90) }), z.array(Pace), {
    standby: true,
  }),
  flow: query(
    '每日进出',
    z.object({ machine, place, from: z.iso.date(), to: z.iso.date() }),
    z.array(z.object({ day: z.iso.date(), state: z.string(), entered: z.int(), departed: z.int(), late: z.int() })),
    { standby: true },
  ),
  standing: query(
    '现有件数',
    z.object({ machine, place }),
    z.array(z.object({ place: Place, state: z.string(), n: z.int(), late: z.int() })),
    { standby: true },
  ),
  /** Of the whole place in one sum of the kept counts, however many records there are. */
  states: query('各状态件数', z.object({ machine, place }), z.array(z.object({ state: z.string(), n: z.int() })), {
    standby: true,
  }),
})
