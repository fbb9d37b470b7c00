/** What is promised about bodies: who sits where since when, whether they are made up as the law asks, and their mandates. */
import { z } from 'zod'
import { command, Community, key, movesOf, Offers, paged, paging, Place, query } from '../../kernel/contract.ts'
import { kinds } from './kind-rules.ts'
import { powers, relations, roles } from './power-rules.ts'
import { matters } from './matter-rules.ts'
import { body, mandate } from './seat-rules.ts'
import { Day, Id, oneOf, Said, stateOf, Text, where } from './shapes.ts'

const KindName = oneOf(kinds)
const Name = z.string().trim().min(1, '请填写姓名').max(30)
const Flags = {
  grp: z.string().trim().max(30).default('').describe('所属小组'),
  cadre: z.boolean().default(false).describe('村组（社区）干部'),
  woman: z.boolean().default(false).describe('女'),
  finance: z.boolean().default(false).describe('懂财务管理'),
}
const How = z.string().trim().max(60).default('推选').describe('如何产生')
const Seating = {
  member: Id.optional().describe('名单里的人'),
  name: Name.optional().describe('姓名（不在名单里的）'),
  account: Id.optional().describe('此人的账号'),
  role: oneOf(roles).default('member').describe('职务'),
  ...Flags,
  from: Day.describe('任职自'),
  how: How,
}

export const Seat = z.object({
  id: Id,
  member: Id,
  name: z.string().describe('姓名'),
  role: oneOf(roles).describe('职务'),
  grp: z.string().describe('小组'),
  cadre: z.boolean().nullable().describe('干部'),
  woman: z.boolean().nullable().describe('女'),
  finance: z.boolean().nullable().describe('懂财务'),
  from: Day.describe('自'),
  until: Day.nullable().describe('至'),
  how: z.string().describe('如何产生'),
  why: z.string().nullable().describe('离任原因'),
  replaces: z.string().nullable().describe('接替'),
})
export type Seat = z.infer<typeof Seat>

export const Mandate = z.object({
  ...where,
  state: stateOf(mandate.states),
  body: Id,
  bodyName: z.string().describe('授权给'),
  matters: z.array(oneOf(matters)).describe('可以决定'),
  from: Day.describe('自'),
  until: Day.describe('至'),
  source: z.string().describe('依据'),
  valid: z.boolean().describe('有效'),
  reason: z.string().nullable().describe('收回原因'),
  offers: Offers,
})
export type Mandate = z.infer<typeof Mandate>

const BodyLine = z.object({
  ...where,
  kind: KindName.describe('种类'),
  power: oneOf(powers).describe('职权'),
  name: z.string().describe('名称'),
  term: z.string().describe('届次'),
  from: Day.describe('自'),
  until: Day.describe('至'),
  state: stateOf(body.states),
  sitting: z.int().describe('在任人数'),
})
export const Body = BodyLine.extend({
  entitled: z.int().nullable().describe('有权参加的人数'),
  households: z.int().nullable().describe('总户数'),
  groups: z.array(z.object({ name: z.string(), number: z.int(), sitting: z.int() })),
  seats: z.array(Seat),
  past: z.array(Seat),
  made: z.array(Said),
  kin: z.array(z.object({ a: z.string(), b: z.string(), relation: oneOf(relations) })),
  mandates: z.array(Mandate),
  /** The same body on the chart, and who is on one of the two only. */
  onChart: z
    .object({ id: Id, name: z.string(), onlyThere: z.array(z.string()), onlyHere: z.array(z.string()) })
    .nullable(),
  ended: z.string().nullable().describe('撤销原因'),
  offers: Offers,
})
export type Body = z.infer<typeof Body>

const Shape = {
  entitled: z.int().min(1).optional().describe('有权参加的人数（没有固定席位的填）'),
  households: z.int().min(1).optional().describe('总户数（按户开会的填）'),
  groups: z.string().trim().max(2000).optional().describe('各小组名额（每行一个，如「第一小组 3」）'),
}

export const bodyOps = {
  bodies: query(
    '议事组织',
    z.object({
      place: Place.optional().describe('范围'),
      kind: KindName.optional().describe('种类'),
      state: z.array(stateOf(body.states)).optional().describe('状态'),
      ...paging,
    }),
    paged(BodyLine),
  ),
  body: query('议事组织', z.object(key), Body),
  /** For everyone: names and posts, no more. */
  publicBodies: query(
    '谁在议事',
    z.object({ place: Place.min(12) }),
    z.array(
      BodyLine.pick({ community: true, id: true, kind: true, power: true, name: true, term: true, until: true }).extend(
        {
          seats: z.array(Seat.pick({ name: true, role: true, grp: true })),
          scope: z.array(z.string()).describe('被授权决定'),
        },
      ),
    ),
  ),
  formBody: command(
    '登记议事组织',
    z.object({
      place: Place.length(12, '请选择社区（村）').describe('社区（村）'),
      kind: KindName.describe('种类'),
      name: Text(60).describe('名称'),
      term: z.string().trim().max(30).default('').describe('届次'),
      from: Day.describe('任期自'),
      until: Day.optional().describe('任期至（不填为一届）'),
      ...Shape,
      seats: z
        .array(z.object({ ...Seating, name: Name }).omit({ from: true, account: true, member: true }))
        .max(200)
        .default([])
        .describe('成员名单'),
    }),
    Body,
  ),
  grantMandate: command(
    '授权',
    z.object({
      community: Community,
      place: Place.length(12).describe('社区（村）'),
      body: Id.describe('授权给哪个组织'),
      matters: z.array(oneOf(matters)).min(1, '请选择授权的事项').describe('可以决定的事项'),
      from: Day.describe('自'),
      until: Day.describe('至'),
      resolution: Id.optional().describe('依据哪份决议'),
      document: z.string().trim().max(120).optional().describe('依据哪份文件'),
    }),
    Mandate,
  ),
  ...movesOf(body, Body, {
    reshape: { ...Shape, chart: Id.optional().describe('组织架构里的哪个组织') },
    seat: Seating,
    unseat: { seat: Id.describe('谁'), on: Day.describe('离任日期'), why: Text(100).describe('原因') },
    replaceSeat: {
      seat: Id.describe('接替谁'),
      on: Day.describe('接替日期'),
      why: Text(100).describe('原任离任的原因'),
      member: Seating.member,
      name: Seating.name,
      account: Seating.account,
      cadre: Flags.cadre,
      woman: Flags.woman,
      finance: Flags.finance,
      how: How,
    },
    declareKin: {
      seat: Id.describe('谁'),
      other: Id.describe('和谁'),
      relation: oneOf(relations).describe('关系'),
    },
    abolish: { on: Day.describe('撤销日期'), why: Text(100).describe('原因') },
  }),
  ...movesOf(mandate, Mandate, { revokeMandate: { reason: Text(300).describe('为什么收回') } }),
}
