/** The shapes of patrols: a point, a plan, one round with its visits; and of a visit at home. */
import { z } from 'zod'
import { key, Offers, Place, secret } from '../../kernel/contract.ts'
import { consents, homeVisit } from './home-rules.ts'
import { plan, point, proofs, round, visit } from './patrol-rules.ts'

type States<S extends string> = { states: Record<S, { label: string }> }
const stateOf = <S extends string>(m: States<S>) =>
  z
    .enum(Object.keys(m.states) as S[])
    .meta({ choices: m.states })
    .describe('状态')

export const weekdays = { 1: '周一', 2: '周二', 3: '周三', 4: '周四', 5: '周五', 6: '周六', 7: '周日' } as const
const Weekday = z.enum(Object.keys(weekdays)).meta({ choices: weekdays })
export const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间应写成 09:30 这样')

export const Point = z.object({
  ...key,
  place: Place.describe('网格'),
  state: stateOf(point),
  name: z.string().describe('点位'),
  building: z.uuid().nullable().describe('楼栋'),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  /** For the label; only planners are shown it. */
  code: z.string().nullable().describe('码'),
  offers: Offers,
})
export type Point = z.infer<typeof Point>

/** What a plan says, and what changing it may say anew. */
export const planning = {
  name: z.string().trim().min(2, '至少写 2 个字').max(40).describe('计划名称'),
  holder: z.uuid().describe('谁去'),
  days: z.array(Weekday).min(1, '至少选一天').describe('星期几'),
  starts: Clock.describe('几点开始'),
  minutes: z.int().min(10, '至少 10 分钟').max(1440, '最多一整天').default(120).describe('多少分钟内走完'),
  points: z.array(z.uuid()).min(1, '至少选一个点位').max(60, '最多 60 个点位').describe('走哪些点（按顺序）'),
  until: z.iso.date().optional().describe('到哪天为止'),
}

export const Plan = z.object({
  ...key,
  place: Place.describe('范围'),
  state: stateOf(plan),
  name: z.string().describe('计划'),
  holder: z.uuid().describe('谁去'),
  holderName: z.string().describe('谁去'),
  days: z.array(Weekday).describe('星期几'),
  starts: z.string().describe('几点开始'),
  minutes: z.int().describe('多少分钟内'),
  points: z.array(z.uuid()).describe('点位'),
  pointNames: z.array(z.string()).describe('路线'),
  fromDay: z.iso.date().describe('自'),
  untilDay: z.iso.date().nullable().describe('至'),
  offers: Offers,
})
export type Plan = z.infer<typeof Plan>

export const Visit = z.object({
  ...key,
  place: Place.describe('网格'),
  state: stateOf(visit),
  round: z.uuid().describe('哪次巡查'),
  title: z.string().describe('点位'),
  roundName: z.string().describe('巡查'),
  day: z.iso.date().describe('日期'),
  holderName: z.string().describe('巡查人'),
  visitedAt: z.date().nullable().describe('到访时间'),
  proof: z.array(z.enum(Object.keys(proofs) as (keyof typeof proofs)[]).meta({ choices: proofs })).describe('凭证'),
  metres: z.int().nullable().describe('相差（米）'),
  accuracy: z.int().nullable().describe('定位误差（米）'),
  photos: z.array(z.uuid()),
  said: z.string().nullable().describe('说明'),
  offers: Offers,
})
export type Visit = z.infer<typeof Visit>

export const RoundLine = z.object({
  ...key,
  place: Place.describe('范围'),
  state: stateOf(round),
  plan: z.uuid().describe('计划'),
  title: z.string().describe('巡查'),
  holder: z.uuid().describe('谁去'),
  holderName: z.string().describe('巡查人'),
  day: z.iso.date().describe('日期'),
  startsAt: z.date().describe('开始'),
  endsAt: z.date().describe('最晚结束'),
  due: z.date().nullable().describe('时限'),
  late: z.boolean().describe('超时'),
  points: z.int().describe('点位数'),
  visited: z.int().describe('已到访'),
  waiting: z.int().describe('还没到'),
  reason: z.string().nullable().describe('原因'),
})
export type RoundLine = z.infer<typeof RoundLine>
export const Round = RoundLine.extend({
  setOutAt: z.date().nullable().describe('出发时间'),
  endedAt: z.date().nullable().describe('结束时间'),
  visits: z.array(Visit),
  offers: Offers,
})
export type Round = z.infer<typeof Round>

export const Consent = z
  .enum(Object.keys(consents) as (keyof typeof consents)[])
  .meta({ choices: consents })
  .describe('凭什么上门')
export const HomeVisit = z.object({
  ...key,
  place: Place.describe('网格'),
  state: stateOf(homeVisit),
  title: z.string().describe('要什么服务'),
  address: z.string().describe('住处'),
  contactName: z.string().nullable().describe('称呼'),
  contactPhone: z.string().nullable().describe('联系电话'),
  consent: Consent,
  consentSaid: z.string().describe('本人怎么说的'),
  wanted: z.iso.date().nullable().describe('想哪天来'),
  holderName: z.string().nullable().describe('谁上门'),
  askedBy: z.string().nullable().describe('登记人'),
  askedAt: z.date().describe('提出时间'),
  comesAt: z.date().nullable().describe('约定时间'),
  due: z.date().nullable().describe('时限'),
  late: z.boolean().describe('超时'),
  endedAt: z.date().nullable().describe('结束时间'),
  result: z.string().nullable().describe('服务情况'),
  photos: z.array(z.uuid()),
  offers: Offers,
  /** Filled only by `callHome`. */
  revealed: secret(z.string()).optional(),
})
export type HomeVisit = z.infer<typeof HomeVisit>
