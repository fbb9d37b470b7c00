/** What is promised about patrols and visits at home. */
import { z } from 'zod'
import { command, key, movesOf, paged, paging, Place, query } from '../../kernel/contract.ts'
import { homeVisit } from './home-rules.ts'
import { plan, point, round, visit, visitCounts, type VisitCount } from './patrol-rules.ts'
import { Clock, Consent, HomeVisit, Plan, planning, Point, Round, RoundLine, Visit } from './patrol-shapes.ts'
import { Phone, Photos, Text } from './shapes.ts'

const Why = z.string().trim().max(300).default('')
const place = Place.optional().describe('范围')
const from = z.iso.date().optional().describe('自')
const to = z.iso.date().optional().describe('至')
const Counted = z.object(
  Object.fromEntries(Object.entries(visitCounts).map(([name, { label }]) => [name, z.int().describe(label)])) as Record<
    VisitCount,
    z.ZodInt
  >,
)
const within = {
  place,
  holder: z.uuid().optional().describe('谁去'),
  plan: z.uuid().optional().describe('计划'),
  from,
  to,
}
const Made = z.object(key)
const wish = {
  place: Place.min(12, '请选择社区或网格').describe('网格'),
  what: Text(200).describe('要什么服务'),
  address: z.string().trim().min(2, '请写住处').max(100).describe('住处'),
  contactName: z.string().trim().max(30).optional().describe('称呼'),
  phone: Phone.optional(),
  wanted: z.iso.date().optional().describe('想哪天来'),
}

export const patrolOps = {
  points: query('巡查点位', z.object({ place: Place.describe('范围') }), z.array(Point)),
  point: query('巡查点位', z.object(key), Point),
  addPoint: command(
    '增加点位',
    z.object({
      place: Place.length(15).describe('网格'),
      name: z.string().trim().min(2, '至少写 2 个字').max(40).describe('点位'),
      building: z.uuid().optional().describe('楼栋'),
      lon: z.number().min(-180).max(180).optional().describe('经度'),
      lat: z.number().min(-90).max(90).optional().describe('纬度'),
      code: z.string().trim().min(6, '至少 6 个字符').max(60).optional().describe('已有的码（不填就新编一个）'),
    }),
    Made,
  ),
  plans: query('巡查计划', z.object({ place, state: Plan.shape.state.optional(), ...paging }), paged(Plan)),
  plan: query('巡查计划', z.object(key), Plan, { print: '点位码' }),
  planPatrol: command('定巡查计划', z.object({ place: Place.min(12).describe('范围'), ...planning }), Made),
  makeRound: command(
    '排出一次巡查',
    z.object({
      place: Place.min(12).describe('范围'),
      plan: z.uuid().describe('计划'),
      day: z.iso.date().describe('哪天'),
    }),
    Made,
  ),
  rounds: query(
    '巡查记录',
    z.object({ ...within, state: z.array(RoundLine.shape.state).optional().describe('状态'), ...paging }),
    paged(RoundLine),
  ),
  round: query('巡查', z.object(key), Round),
  visits: query(
    '到访记录',
    z.object({
      ...within,
      count: z
        .enum(Object.keys(visitCounts) as VisitCount[])
        .meta({ choices: visitCounts })
        .optional()
        .describe('口径'),
      ...paging,
    }),
    paged(Visit),
  ),
  patrolRates: query(
    '到访率',
    z.object({
      by: z
        .enum(['place', 'plan', 'holder'])
        .meta({ choices: { place: '按地方', plan: '按计划', holder: '按人' } })
        .default('place')
        .describe('分组'),
      ...within,
    }),
    z.object({
      total: Counted,
      rows: z.array(Counted.extend({ key: z.string(), label: z.string().describe('名称') })),
    }),
  ),
  /** A resident for their own home. */
  askVisit: command('请人上门', z.object(wish), Made),
  arrangeFor: command(
    '代登记上门',
    z.object({ ...wish, consent: Consent, consentSaid: Text(200).describe('本人怎么说的') }),
    Made,
  ),
  homeVisits: query(
    '上门服务',
    z.object({ place, state: z.array(HomeVisit.shape.state).optional().describe('状态'), ...paging }),
    paged(HomeVisit),
  ),
  homeVisit: query('上门服务', z.object(key), HomeVisit),
  /** Counts alone; fewer than the figure says are not shown. */
  homeVisitCounts: query(
    '上门服务汇总',
    z.object({ place: Place, from: z.iso.date(), to: z.iso.date() }),
    z.object({ asked: z.int().nullable(), served: z.int().nullable(), declined: z.int().nullable(), least: z.int() }),
  ),
  ...movesOf(point, Point, { retirePoint: { reason: Why.describe('说明') } }),
  ...movesOf(plan, Plan, { changePlan: planning, stopPlan: { reason: Text(200).describe('为什么停') } }),
  ...movesOf(round, Round, {
    reassign: { holder: z.uuid().describe('换成谁') },
    explain: { reason: Text(300).describe('原因') },
  }),
  ...movesOf(visit, Visit, {
    arrive: {
      code: z.string().trim().max(100).optional().describe('点位的码'),
      photos: Photos,
      lon: z.number().min(-180).max(180).optional().describe('经度'),
      lat: z.number().min(-90).max(90).optional().describe('纬度'),
      accuracy: z.number().min(0).max(100_000).optional().describe('定位误差（米）'),
      text: Why.describe('看到什么'),
    },
    skip: { reason: Text(200).describe('为什么没去') },
  }),
  ...movesOf(homeVisit, HomeVisit, {
    arrange: {
      holder: z.uuid().describe('谁上门'),
      day: z.iso.date().describe('哪天去'),
      time: Clock.describe('几点'),
    },
    callHome: { reason: Text(200).describe('为什么要联系') },
    serve: { text: Text(500).describe('服务情况'), photos: Photos },
    putOff: { reason: Text(200).describe('为什么改期') },
    noNeed: { text: Why.describe('说明') },
  }),
}
