/** What the grid module promises: a matter from report to archive, the public view of it, and the figures over all. */
import { z } from 'zod'
import { command, contract, key, movesOf, paged, paging, Place, query, secret } from '../../kernel/contract.ts'
import { categoryOps } from './category-contract.ts'
import { calls, counts, type Call, type Count } from './count-rules.ts'
import { jointOps } from './joint-contract.ts'
import { patrolOps } from './patrol-contract.ts'
import { matter } from './rules.ts'
import {
  Category,
  filters,
  FollowCode,
  Matter,
  MatterLine,
  Phone,
  Photos,
  Published,
  PublishedStep,
  Receipt,
  Reported,
  reporting,
  revisitResult,
  Source,
  sources,
  State,
  Text,
} from './shapes.ts'

const Counted = z.object(
  Object.fromEntries(Object.entries(counts).map(([name, { label }]) => [name, z.int().describe(label)])) as Record<
    Count,
    z.ZodInt
  >,
)
export type Counted = z.infer<typeof Counted>
const Why = z.string().trim().max(300).default('')
/** What narrows the public list and its map alike. */
const publicly = {
  place: Place,
  state: z
    .enum(['open', 'done'])
    .meta({ choices: { open: '办理中', done: '已办结' } })
    .optional()
    .describe('进展'),
  category: z.string().optional(),
}
const until = z.iso.date()
const helper = z.uuid()

export const grid = contract('grid', '网格事项', {
  /** `extCode`: what other systems call it; what is private is never shown in public. */
  categories: query(
    '事项分类',
    z.object({}),
    z.array(
      Category.extend({ private: z.boolean().describe('不公开'), extCode: z.string().nullable().describe('外部代码') }),
    ),
  ),
  ...categoryOps,
  suggest: query('按描述猜分类', z.object({ text: z.string().max(500) }), z.array(Category)),
  /** What may be the same thing, most alike first, each with why. Staff of the place read titles as they were written. */
  alike: query(
    '附近是否已有人报过',
    z.object({
      place: Place.min(12),
      category: z.string().optional(),
      text: z.string().max(500).optional(),
      building: z.uuid().optional(),
      lon: z.number().optional(),
      lat: z.number().optional(),
      except: z.uuid().optional(),
    }),
    z.array(Published.extend({ why: z.array(z.string()) })),
  ),
  /** `code`: chosen by whoever leaves no phone, to find the matter again; the page makes one up. */
  report: command('上报', z.object({ ...reporting, phone: Phone.optional(), code: FollowCode.optional() }), Reported),
  register: command(
    '代为登记',
    z.object({
      ...reporting,
      phone: Phone.optional(),
      source: Source.exclude(['import', 'portal', 'open311']).meta({ choices: sources }).describe('来源'),
    }),
    Reported,
  ),
  /** From another system: known by its own number there, its kind by a service code; the same one is refused the second time. */
  receive: command(
    '接收外部工单',
    z.object({
      ...reporting,
      category: z.string().optional().describe('分类'),
      description: z.string().trim().max(4000, '最多 4000 个字').default('').describe('详细情况'),
      phone: Phone.optional(),
      system: z.string().trim().min(1).max(40).describe('来源系统'),
      external: z.string().trim().min(1).max(60).describe('外部编号'),
      service: z.string().trim().min(1).max(40).describe('服务代码'),
      reportedAt: z.iso.datetime({ offset: true }).optional().describe('上报时间'),
    }),
    Reported,
  ),
  /** A command and not a query: the look is in the trail with its reason, and the number in no address. */
  caller: command(
    '按来电号码查',
    z.object({ place: Place.describe('范围'), phone: Phone, reason: Text(200).describe('为什么查') }),
    z.object({
      contactName: z.string().nullable().describe('称呼'),
      items: z.array(MatterLine),
      total: z.int(),
    }),
  ),
  follow: command(
    '凭编号查询',
    z.object({
      number: z.string().trim().describe('编号'),
      tail: secret(
        z
          .string()
          // The code is shown in threes, and may be typed so.
          .overwrite(text => text.normalize('NFKC').replace(/\s/g, ''))
          .regex(/^(\d{4}|\d{6})$/, '请填手机号后四位，或 6 位查询码')
          .describe('手机后四位，或查询码'),
      ),
    }),
    z.object(key),
  ),
  published: query(
    '公开事项',
    z.object({
      ...publicly,
      /** Service codes of another system, or ours. */
      service: z.array(z.string()).optional().describe('服务代码'),
      numbers: z.array(z.string()).max(50).optional().describe('编号'),
      from: z.iso.datetime({ offset: true }).optional().describe('上报自'),
      to: z.iso.datetime({ offset: true }).optional().describe('上报至'),
      updatedSince: z.iso.datetime({ offset: true }).optional().describe('更新自'),
      updatedUntil: z.iso.datetime({ offset: true }).optional().describe('更新至'),
      /** Around a point, judged by the rough position that everyone may know: asking often does not find the door. */
      lon: z.number().optional(),
      lat: z.number().optional(),
      radius: z.number().min(1).max(100_000).optional().describe('半径（米）'),
      sort: z
        .enum(['newest', 'updated'])
        .meta({ choices: { newest: '最新上报', updated: '最近更新' } })
        .default('newest')
        .describe('排序'),
      ...paging,
    }),
    paged(Published),
    { standby: true },
  ),
  publishedOne: query('公开事项', z.object(key), Published, { standby: true }),
  /** What was done, step by step over many matters, oldest first: for systems that keep up with ours. No words of anyone. */
  publishedSteps: query(
    '公开事项的经过',
    z.object({
      place: Place.describe('范围'),
      numbers: z.array(z.string()).max(50).optional().describe('编号'),
      from: z.iso.datetime({ offset: true }).optional().describe('自'),
      to: z.iso.datetime({ offset: true }).optional().describe('至'),
      ...paging,
    }),
    paged(PublishedStep),
  ),
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
    { standby: true },
  ),
  /** How many of those are in each grid: the map of the same list, under the same filter. */
  publishedByGrid: query(
    '各网格的公开事项',
    z.object(publicly),
    z.array(z.object({ place: Place.describe('网格'), n: z.int().describe('件数') })),
    { standby: true },
  ),
  /** Of what is open, by the day it was reported: between two days, the oldest without a first one. */
  ages: query(
    '在办多久了',
    z.object({ place: Place }),
    z.array(
      z.object({ label: z.string(), from: z.iso.date().nullable(), to: z.iso.date(), n: z.int(), late: z.int() }),
    ),
  ),
  rates: query(
    '三率',
    z.object({
      by: z
        .enum(['place', 'category', 'holder'])
        .meta({ choices: { place: '按地方', category: '按分类', holder: '按承办人' } })
        .default('place')
        .describe('分组'),
      place: filters.place,
      category: filters.category,
      holder: filters.holder,
      source: filters.source,
      from: filters.from,
      to: filters.to,
    }),
    z.object({
      total: Counted,
      rows: z.array(Counted.extend({ key: z.string(), label: z.string().describe('名称') })),
    }),
    { standby: true },
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
    { print: '事项台账', standby: true },
  ),
  matter: query('事项', z.object(key), Matter, { print: '事项办理单', standby: true }),
  /** What of a matter may go to another system: no name that the system knows, no phone and no id number. */
  leaving: query(
    '可以转出的内容',
    z.object({ ...key, text: z.string().trim().max(500).default('').describe('附言') }),
    z.object({
      number: z.string(),
      category: z.string(),
      place: Place,
      state: State,
      said: z.string().describe('情况'),
      address: z.string().nullable().describe('地点'),
      lon: z.number().nullable(),
      lat: z.number().nullable(),
    }),
  ),
  /** What was done since it left, for the system that has it too: no name of anybody, no phone; in words only where they help. */
  leavingSteps: query(
    '可以转出的经过',
    z.object({
      ...key,
      after: z.int().default(0).describe('第几条以后'),
      since: z.iso.datetime({ offset: true }).describe('何时以后'),
    }),
    z.array(
      z.object({
        id: z.uuid(),
        seq: z.int().describe('第几条'),
        at: z.date().describe('时间'),
        label: z.string().describe('做了什么'),
        said: z.string().describe('说了什么'),
        state: State,
      }),
    ),
  ),
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
    called: {
      result: z
        .enum(Object.keys(calls) as Call[])
        .meta({ choices: calls })
        .describe('联系结果'),
      text: Why.describe('说了什么'),
    },
    heardDone: {
      system: z.string().trim().min(1).max(40).describe('哪个系统'),
      text: z.string().trim().max(300).default('').describe('对方的说明'),
    },
    takeResult: { text: Text(1000).describe('办理结果') },
    notDone: { reason: Text(300).describe('还有什么没办好') },
    askMore: { text: Text(300).describe('请补充什么') },
    supplement: { text: Text(1000).describe('补充的情况'), photos: Photos },
    proceed: { text: Why.describe('说明') },
    reject: { reason: Text(300).describe('不予受理的理由') },
    withdraw: { reason: Why.describe('说明') },
    dispatch: { holder: helper.describe('承办人'), text: Why.describe('交办意见') },
    transfer: { holder: helper.describe('转给谁'), reason: Text(300).describe('为什么转办') },
    invite: {
      holder: helper.describe('请谁协办'),
      text: Text(300).describe('请做什么'),
      until: until.optional().describe('哪天前做完'),
    },
    pause: { until: until.describe('挂起到哪天'), reason: Text(300).describe('为什么挂起') },
    resume: { text: Why.describe('说明') },
    extend: { days: z.int().min(1).describe('延几天'), reason: Text(300).describe('为什么延期') },
    askTransfer: { reason: Text(300).describe('为什么要转办，转给谁合适') },
    askHelp: { reason: Text(300).describe('需要谁帮什么') },
    askPause: { until: until.describe('想挂起到哪天'), reason: Text(300).describe('为什么要挂起') },
    askExtend: { days: z.int().min(1).describe('想延几天'), reason: Text(300).describe('为什么要延期') },
    lift: { reason: Text(300).describe('为什么要上级办') },
    lower: { reason: Text(300).describe('为什么交回') },
    sendBack: { reason: Text(300).describe('退单理由') },
    note: { text: Text(500).describe('说明'), photos: Photos },
    feedback: {
      text: Text(1000).describe('办理结果'),
      photos: Photos,
      despite: Why.describe('协办没完成而先办结的理由'),
    },
    redo: { reason: Text(300).describe('哪里不行') },
    verify: {
      text: Why.describe('核查意见'),
      showPhotos: z.boolean().default(false).describe('公开办理后的照片'),
    },
    merge: { lead: z.uuid().describe('并入哪一件'), reason: Why.describe('说明') },
    unmerge: { reason: Text(300).describe('为什么拆开') },
    revisit: { result: revisitResult.describe('回访结果'), text: Why.describe('回访记录') },
    revisitFailed: { reason: Text(300).describe('还有什么没解决') },
    reopen: { reason: Text(300).describe('还有什么没解决'), photos: Photos },
    rate: {
      stars: z.int().min(1).max(5).describe('满意几分'),
      text: Why.describe('想说的话'),
    },
    supervise: { text: Text(500).describe('督办要求'), until: until.optional().describe('哪天前答复') },
    urge: { text: Why.describe('说明') },
    escalate: { text: Why.describe('说明') },
    exclude: { out: z.boolean().default(true).describe('剔除'), reason: Text(300).describe('理由') },
  }),
  ...jointOps,
  ...patrolOps,
})
