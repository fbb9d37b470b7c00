/** The shapes of the grid module: a matter as a line, in full, and as everyone may see it; what is said when one is reported. */
import { z } from 'zod'
import { key, Offers, Place, secret } from '../../kernel/contract.ts'
import { counts, revisits, type Count, type Revisit } from './count-rules.ts'
import { urgencies, type Urgency } from './figure-rules.ts'
import { Order, Request, Task } from './joint-shapes.ts'
import { matter } from './rules.ts'

export const State = z
  .enum(Object.keys(matter.states) as (keyof typeof matter.states)[])
  .meta({ choices: matter.states })
export const UrgencyName = z.enum(Object.keys(urgencies) as Urgency[]).meta({ choices: urgencies })
export const sources = {
  portal: '门户',
  phone: '电话',
  patrol: '巡查',
  walkIn: '来访',
  import: '导入',
  open311: '外部系统',
} as const
export const Source = z.enum(Object.keys(sources) as (keyof typeof sources)[]).meta({ choices: sources })

export const Category = z.object({
  code: z.string().describe('分类代码'),
  name: z.string().describe('分类'),
  parent: z.string().nullable(),
  urgency: UrgencyName.describe('缓急'),
  advice: z.string().nullable().describe('提醒'),
})

/** What a call can bring; what is not solved goes back to work by a move of its own. */
export const revisitResult = z
  .enum((Object.keys(revisits) as Revisit[]).filter(r => revisits[r].solved !== false))
  .meta({ choices: revisits })

export const Photos = z.array(z.uuid()).max(6, '最多 6 张照片').default([]).describe('照片')
export const Text = (most: number) => z.string().trim().min(2, '至少写 2 个字').max(most, `最多 ${most} 个字`)
export const Phone = secret(
  z
    .string()
    .trim()
    .regex(/^1[3-9]\d{9}$/, '手机号应为 11 位')
    .describe('手机号'),
)

/** Instead of a phone's tail: six digits that can be written on a slip of paper. */
export const FollowCode = secret(
  z
    .string()
    .regex(/^\d{6}$/, '查询码是 6 位数字')
    .describe('查询码'),
)

/** One line of a matter's timeline. */
const Entry = z.object({
  at: z.date().describe('时间'),
  /** When it was done, if it was sent only later. */
  made: z.date().nullable().describe('当时'),
  move: z.string(),
  label: z.string().describe('做了什么'),
  by: z.string().nullable().describe('谁'),
  text: z.string().nullable(),
  photos: z.array(z.uuid()),
  /** For staff only: not for the paper that a resident signs. */
  internal: z.boolean(),
})
export type Entry = z.infer<typeof Entry>

export const MatterLine = z.object({
  ...key,
  number: z.string().describe('编号'),
  title: z.string().describe('事由'),
  category: z.string().describe('分类代码'),
  categoryName: z.string().describe('分类'),
  place: Place.describe('网格'),
  address: z.string().nullable().describe('地点'),
  state: State.describe('状态'),
  urgency: UrgencyName.describe('缓急'),
  source: Source.describe('来源'),
  reportedAt: z.date().describe('上报时间'),
  due: z.date().nullable().describe('时限'),
  late: z.boolean().describe('超时'),
  provisional: z.boolean().describe('时限待定'),
  holder: z.uuid().nullable(),
  holderName: z.string().nullable().describe('承办人'),
  urged: z.int().describe('催办次数'),
  raised: z.int().describe('升级次数'),
  returned: z.int().describe('退单次数'),
  reopened: z.int().describe('重办次数'),
  rating: z.int().nullable().describe('评价'),
  desk: Place.describe('承办层级'),
  supervised: z.int().describe('督办中'),
  asking: z.int().describe('申请待批'),
  solved: z.boolean().nullable().describe('是否解决'),
  excluded: z.boolean().describe('考核剔除'),
  elsewhere: z.string().nullable().describe('对方的办理结果'),
})
export type MatterLine = z.infer<typeof MatterLine>

const Told = z.object({ ...key, number: z.string(), title: z.string(), state: State, reportedAt: z.date() })

export const Matter = MatterLine.extend({
  level: z.string().describe('承办层级'),
  supplementBy: z.date().nullable().describe('补充期限'),
  pausedUntil: z.date().nullable().describe('挂起到'),
  extended: z.int().describe('延期次数'),
  revisit: z
    .enum(Object.keys(revisits) as Revisit[])
    .meta({ choices: revisits })
    .nullable()
    .describe('回访'),
  revisitText: z.string().nullable().describe('回访记录'),
  excludedWhy: z.string().nullable().describe('剔除理由'),
  foreignSource: z.string().nullable().describe('外部系统'),
  foreignId: z.string().nullable().describe('外部编号'),
  /** The matter this one was merged into, and those merged into this one: both only with what their number tells. */
  leading: Told.nullable(),
  merged: z.array(Told),
  requests: z.array(Request),
  tasks: z.array(Task),
  orders: z.array(Order),
  description: z.string().describe('情况'),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  contactName: z.string().nullable().describe('联系人'),
  contactPhone: z.string().nullable().describe('联系电话'),
  acceptBy: z.date(),
  dispatchBy: z.date(),
  resultBy: z.date(),
  closedAt: z.date().nullable().describe('结案时间'),
  result: z.string().nullable().describe('办理结果'),
  ratingText: z.string().nullable().describe('评价内容'),
  photos: z.array(z.uuid()).describe('照片'),
  timeline: z.array(Entry),
  offers: Offers,
  /** Filled only by `contact`. */
  revealed: secret(z.string()).optional(),
})
export type Matter = z.infer<typeof Matter>

/** What everyone may see: no name, no phone, no door number, no words of the reporter; photos only once released. */
export const Published = MatterLine.pick({
  community: true,
  id: true,
  number: true,
  title: true,
  category: true,
  categoryName: true,
  place: true,
  state: true,
  reportedAt: true,
  late: true,
  rating: true,
}).extend({
  placeName: z.string().describe('网格'),
  updatedAt: z.date().describe('更新时间'),
  /** What another system may call this kind: the local code where there is one. */
  service: z.string().describe('服务代码'),
  /** To about a hundred metres: the street corner, not the door. */
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  result: z.string().nullable().describe('办理结果'),
  closedAt: z.date().nullable().describe('结案时间'),
  photos: z.array(z.uuid()),
  timeline: z.array(Entry.pick({ at: true, move: true, label: true })),
})
export type Published = z.infer<typeof Published>

/** One public line of a matter, with the state it left it in. */
export const PublishedStep = z.object({
  id: z.uuid(),
  number: z.string().describe('编号'),
  at: z.date().describe('时间'),
  label: z.string().describe('做了什么'),
  state: State.describe('状态'),
})

export const reporting = {
  /** The grid, or the community when the grid is not known. */
  place: Place.min(12, '请选择社区或网格').describe('网格'),
  category: z.string().min(2, '请选择分类').describe('分类'),
  title: Text(60).describe('什么事'),
  description: z.string().trim().max(2000, '最多 2000 个字').default('').describe('详细情况'),
  building: z.uuid().optional().describe('楼栋'),
  address: z.string().trim().max(100).optional().describe('具体位置'),
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  contactName: secret(z.string().trim().max(30).optional().describe('称呼')),
  photos: Photos,
}
export const Reported = z.object({ ...key, number: z.string().describe('编号'), acceptBy: z.date(), place: Place })

/** What whoever holds a matter's number may know without saying who they are: until when, and nothing of its content. */
export const Receipt = z.object({
  ...key,
  number: z.string().describe('编号'),
  place: Place,
  placeName: z.string().describe('网格'),
  state: State.describe('状态'),
  reportedAt: z.date().describe('上报时间'),
  acceptBy: z.date().describe('受理时限'),
  resultBy: z.date().describe('办结时限'),
  provisional: z.boolean(),
  byCode: z.boolean().describe('凭查询码查'),
})
export type Receipt = z.infer<typeof Receipt>

export const filters = {
  place: Place.optional().describe('范围'),
  state: z.array(State).optional().describe('状态'),
  category: z.string().optional().describe('分类'),
  urgency: UrgencyName.optional().describe('缓急'),
  source: Source.optional().describe('来源'),
  late: z.boolean().optional().describe('只看超时'),
  holder: z.uuid().optional().describe('承办人'),
  from: z.iso.date().optional().describe('上报自'),
  to: z.iso.date().optional().describe('上报至'),
  supervised: z.boolean().optional().describe('只看督办'),
  elsewhere: z.boolean().optional().describe('对方已办结'),
  count: z
    .enum(Object.keys(counts) as Count[])
    .meta({ choices: counts })
    .optional()
    .describe('口径'),
  search: z.string().trim().max(60).optional().describe('编号或字词'),
}
