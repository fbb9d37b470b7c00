/** What the people module promises: residents in their least shape, the household card, and the one way to see more. */
import { z } from 'zod'
import {
  command,
  contract,
  key,
  movesOf,
  Offers,
  paged,
  paging,
  Place,
  query,
  secret,
  type Ops,
} from '../../kernel/contract.ts'
import { link, resident } from './rules.ts'

export const residences = {
  registered: '户籍在此居住',
  registeredAway: '户籍在此不居住',
  settled: '外来常住',
  tenant: '租住',
} as const
export const relations = {
  householder: '户主',
  spouse: '配偶',
  child: '子女',
  parent: '父母',
  grandchild: '孙辈',
  other: '其他',
} as const
const Residence = z.enum(Object.keys(residences) as (keyof typeof residences)[]).meta({ choices: residences })
const Relation = z.enum(Object.keys(relations) as (keyof typeof relations)[]).meta({ choices: relations })
const State = z
  .enum(Object.keys(resident.states) as (keyof typeof resident.states)[])
  .meta({ choices: resident.states })

/** The shape lists show: no full number, no full phone. */
export const ResidentLine = z.object({
  ...key,
  person: z.uuid(),
  place: Place.describe('网格'),
  name: z.string().describe('姓名'),
  sex: z.string().nullable().describe('性别'),
  birth: z.iso.date().nullable().describe('出生日期'),
  age: z.int().nullable().describe('年龄'),
  idMasked: z.string().nullable().describe('身份证号'),
  phoneMasked: z.string().nullable().describe('手机号'),
  address: z.string().nullable().describe('住处'),
  household: z.uuid().nullable(),
  relation: Relation.describe('与户主关系'),
  residence: Residence.describe('居住类型'),
  state: State.describe('状态'),
})
export type ResidentLine = z.infer<typeof ResidentLine>

const Fact = z.object({
  field: z.string(),
  label: z.string().describe('项目'),
  source: z.string().describe('来自'),
  at: z.date().describe('更新于'),
  purpose: z.string().describe('用途'),
})
export const Resident = ResidentLine.extend({
  members: z
    .array(
      ResidentLine.pick({ community: true, id: true, name: true, relation: true, age: true, sex: true, state: true }),
    )
    .describe('同户'),
  since: z.date().describe('登记时间'),
  facts: z.array(Fact).describe('各项来源'),
  offers: Offers,
  /** Filled only by `reveal`. */
  revealed: secret(z.string()).optional(),
})
export type Resident = z.infer<typeof Resident>

const Registration = z.object({
  place: Place.length(15).describe('网格'),
  name: z.string().trim().min(1).max(40).describe('姓名'),
  idNumber: secret(z.string().trim().describe('身份证号')).optional(),
  phone: secret(z.string().trim().describe('手机号')).optional(),
  sex: z.enum(['男', '女']).optional().describe('性别'),
  birth: z.iso.date().optional().describe('出生日期'),
  room: z.uuid().optional().describe('住处'),
  account: z.uuid().optional().describe('本人的账号'),
  relation: Relation.default('other').describe('与户主关系'),
  residence: Residence.default('registered').describe('居住类型'),
})

const LinkState = z
  .enum(Object.keys(link.states) as (keyof typeof link.states)[])
  .meta({ choices: link.states })
  .describe('状态')
/** What the applicant sees of it, and a clerk before looking closer: nothing that tells whether such a person is registered. */
export const LinkRequest = z.object({
  ...key,
  place: Place.describe('社区（村）'),
  name: z.string().describe('姓名'),
  address: z.string().describe('住处'),
  ownerName: z.string().describe('账号上的称呼'),
  state: LinkState,
  reason: z.string().nullable().describe('说明'),
  at: z.date().describe('申请时间'),
  offers: Offers,
})
export const LinkCard = LinkRequest.extend({
  /** null once it was decided: what was asked for to be compared is not kept. */
  idMasked: z.string().nullable().describe('身份证号'),
  document: z.boolean().describe('身份证号相符'),
  sameName: z.boolean().describe('姓名相符'),
  sameHome: z.boolean().describe('住处相符'),
  found: z
    .object({ person: z.uuid(), name: z.string(), address: z.string().nullable() })
    .nullable()
    .describe('登记的居民'),
})

/** A move answers with the person's card: that is a look too, and `reveal` most of all. */
function looking<T extends Ops>(moves: T): T {
  for (const op of Object.values(moves)) op.shows = answer => [Resident.pick({ person: true }).parse(answer).person]
  return moves
}

export const people = contract('people', '人口与家庭', {
  persons: query(
    '居民列表',
    z.object({
      place: Place.optional(),
      search: secret(
        z.string().trim().max(40).optional().describe('姓名、首字母、房号、手机尾号，或完整的手机号、身份证号'),
      ),
      residence: Residence.optional().describe('居住类型'),
      state: State.optional(),
      from: z.int().optional().describe('年龄自'),
      to: z.int().optional().describe('年龄至'),
      ...paging,
    }),
    paged(ResidentLine),
    { shows: a => a.items.map(i => i.person) },
  ),
  person: query('居民', z.object(key), Resident, { shows: a => [a.person] }),
  household: query('一户', z.object({ community: key.community, room: z.uuid() }), z.array(ResidentLine), {
    shows: a => a.map(i => i.person),
  }),
  register: command('登记居民', Registration, Resident, { shows: a => [a.person] }),
  counts: query(
    '人口数',
    z.object({ place: Place }),
    z.object({ people: z.int(), households: z.int(), over60: z.int(), under15: z.int(), tenants: z.int() }),
  ),
  purposes: query(
    '收集清单',
    z.object({}),
    z.array(z.object({ label: z.string(), purpose: z.string(), basis: z.string(), keep: z.string() })),
  ),
  /** One's own card with the household, as registered; the numbers masked like everybody's. */
  mine: query('我的登记信息', z.object({}), z.array(Resident)),
  applyLink: command(
    '申请关联本人信息',
    z.object({
      community: key.community,
      name: z.string().trim().min(2, '姓名至少 2 个字').max(40).describe('姓名'),
      idNumber: secret(z.string().trim().min(1, '请填写身份证号').max(30).describe('身份证号')),
      address: z.string().trim().min(2, '请写明楼栋和房号').max(100).describe('住处'),
    }),
    LinkRequest,
  ),
  links: query(
    '账号关联申请',
    z.object({
      place: Place.optional().describe('社区（村）'),
      state: LinkState.optional(),
      mine: z.boolean().default(false).describe('只看我的'),
      ...paging,
    }),
    paged(LinkRequest),
  ),
  link: query('账号关联申请详情', z.object(key), LinkCard, { shows: a => (a.found ? [a.found.person] : []) }),
  ...movesOf(link, LinkRequest, {
    rejectLink: { reason: z.string().trim().min(2, '请写明原因').max(200).describe('原因') },
  }),
  ...looking(
    movesOf(resident, Resident, {
      reveal: {
        field: z
          .enum(['idNumber', 'phone'])
          .meta({ choices: { idNumber: '身份证号', phone: '手机号' } })
          .describe('哪个号码'),
        reason: z.string().trim().min(4, '请写明办什么事（至少 4 个字）').max(200).describe('办什么事'),
      },
      correct: {
        name: z.string().trim().min(1).max(40).optional().describe('姓名'),
        phone: secret(z.string().trim().describe('手机号')).optional(),
        residence: Residence.optional().describe('居住类型'),
        relation: Relation.optional().describe('与户主关系'),
        source: z.string().trim().min(2).max(60).describe('依据'),
      },
      moveOut: { reason: z.string().trim().max(200).default('').describe('去向') },
      passAway: { date: z.iso.date().describe('日期') },
      restore: { reason: z.string().trim().min(2).max(200).describe('说明') },
    }),
  ),
})
