/** What the grid module promises: a matter from report to archive, the public view of it, and the figures over all. */
import { z } from 'zod'
import { command, contract, key, movesOf, Offers, paged, paging, Place, query, secret } from '../../kernel/contract.ts'
import { categoryOps } from './category-contract.ts'
import { matter, urgencies, type Urgency } from './rules.ts'

const State = z.enum(Object.keys(matter.states) as (keyof typeof matter.states)[]).meta({ choices: matter.states })
const UrgencyName = z.enum(Object.keys(urgencies) as Urgency[]).meta({ choices: urgencies })
export const sources = { portal: '门户', phone: '电话', patrol: '巡查', walkIn: '来访', import: '导入' } as const
const Source = z.enum(Object.keys(sources) as (keyof typeof sources)[]).meta({ choices: sources })

const Category = z.object({
  code: z.string().describe('分类代码'),
  name: z.string().describe('分类'),
  parent: z.string().nullable(),
  urgency: UrgencyName.describe('缓急'),
  advice: z.string().nullable().describe('提醒'),
})

const Photos = z.array(z.uuid()).max(6, '最多 6 张照片').default([]).describe('照片')
const Text = (most: number) => z.string().trim().min(2, '至少写 2 个字').max(most, `最多 ${most} 个字`)
const Phone = secret(
  z
    .string()
    .trim()
    .regex(/^1[3-9]\d{9}$/, '手机号应为 11 位')
    .describe('手机号'),
)

/** One line of a matter's timeline. */
const Entry = z.object({
  at: z.date().describe('时间'),
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
})
export type MatterLine = z.infer<typeof MatterLine>

export const Matter = MatterLine.extend({
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
  result: z.string().nullable().describe('办理结果'),
  closedAt: z.date().nullable().describe('结案时间'),
  photos: z.array(z.uuid()),
  timeline: z.array(Entry.pick({ at: true, move: true, label: true })),
})
export type Published = z.infer<typeof Published>

const reporting = {
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
const Reported = z.object({ ...key, number: z.string().describe('编号'), acceptBy: z.date(), place: Place })

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
})
export type Receipt = z.infer<typeof Receipt>

const filters = {
  place: Place.optional().describe('范围'),
  state: z.array(State).optional().describe('状态'),
  category: z.string().optional().describe('分类'),
  urgency: UrgencyName.optional().describe('缓急'),
  source: Source.optional().describe('来源'),
  late: z.boolean().optional().describe('只看超时'),
  holder: z.uuid().optional().describe('承办人'),
  from: z.iso.date().optional().describe('上报自'),
  to: z.iso.date().optional().describe('上报至'),
  search: z.string().trim().max(60).optional().describe('编号或字词'),
}

export const grid = contract('grid', '网格事项', {
  categories: query('事项分类', z.object({}), z.array(Category)),
  ...categoryOps,
  suggest: query('按描述猜分类', z.object({ text: z.string().max(500) }), z.array(Category)),
  alike: query('附近是否已有人报过', z.object({ place: Place.min(12), category: z.string() }), z.array(Published)),
  report: command('上报', z.object({ ...reporting, phone: Phone }), Reported),
  register: command(
    '代为登记',
    z.object({
      ...reporting,
      phone: Phone.optional(),
      source: Source.exclude(['import', 'portal']).meta({ choices: sources }).describe('来源'),
    }),
    Reported,
  ),
  follow: command(
    '凭编号查询',
    z.object({
      number: z.string().trim().describe('编号'),
      tail: secret(
        z
          .string()
          .trim()
          .regex(/^\d{4}$/, '请填手机号后四位')
          .describe('手机后四位'),
      ),
    }),
    z.object(key),
  ),
  published: query(
    '公开事项',
    z.object({
      place: Place,
      state: z
        .enum(['open', 'done'])
        .meta({ choices: { open: '办理中', done: '已办结' } })
        .optional()
        .describe('进展'),
      category: z.string().optional(),
      ...paging,
    }),
    paged(Published),
  ),
  publishedOne: query('公开事项', z.object(key), Published),
  figures: query(
    '公开数字',
    z.object({ place: Place, days: z.int().min(1).max(366).default(90) }),
    z.object({
      reported: z.int(),
      closed: z.int(),
      open: z.int(),
      late: z.int(),
      confirmed: z.int(),
      rated: z.int(),
      satisfied: z.int(),
      medianHours: z.number().nullable(),
    }),
  ),
  matters: query(
    '事项列表',
    z.object({
      ...filters,
      sort: z
        .enum(['due', 'newest', 'oldest'])
        .meta({ choices: { due: '时限最近', newest: '最新上报', oldest: '最早上报' } })
        .default('newest'),
      ...paging,
    }),
    paged(MatterLine),
    { print: '事项台账' },
  ),
  matter: query('事项', z.object(key), Matter, { print: '事项办理单' }),
  /** Right after a report there is no session: the id that nobody can guess, together with the number, stands for it. */
  receipt: query(
    '受理回执',
    z.object({
      ...key,
      number: z
        .string()
        .regex(/^[\w-]{4,40}$/)
        .describe('编号'),
    }),
    Receipt,
    {
      print: '受理回执',
    },
  ),
  mine: query('我报的事', z.object(paging), paged(MatterLine)),
  handlers: query(
    '可派的承办人',
    z.object({ place: Place }),
    z.array(z.object({ id: z.uuid(), name: z.string(), post: z.string(), place: Place, inHand: z.int() })),
  ),
  ...movesOf(matter, Matter, {
    accept: { category: z.string().optional().describe('分类有误时改为') },
    contact: { reason: Text(200).describe('为什么要联系') },
    reject: { reason: Text(300).describe('不予受理的理由') },
    withdraw: { reason: z.string().trim().max(300).default('').describe('说明') },
    dispatch: {
      holder: z.uuid().describe('承办人'),
      text: z.string().trim().max(300).default('').describe('交办意见'),
    },
    sendBack: { reason: Text(300).describe('退单理由') },
    note: { text: Text(500).describe('说明'), photos: Photos },
    feedback: { text: Text(1000).describe('办理结果'), photos: Photos },
    redo: { reason: Text(300).describe('哪里不行') },
    verify: {
      text: z.string().trim().max(300).default('').describe('核查意见'),
      showPhotos: z.boolean().default(false).describe('公开办理后的照片'),
    },
    reopen: { reason: Text(300).describe('还有什么没解决'), photos: Photos },
    rate: {
      stars: z.int().min(1).max(5).describe('满意几分'),
      text: z.string().trim().max(300).default('').describe('想说的话'),
    },
    urge: { text: z.string().trim().max(300).default('').describe('说明') },
    escalate: { text: z.string().trim().max(300).default('').describe('说明') },
  }),
})
