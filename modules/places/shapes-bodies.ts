/** The shapes of bodies: posts in them, who holds which and since when, who answers to whom. Every name here is public. */
import { z } from 'zod'
import { Community, key, Offers, Place } from '../../kernel/contract.ts'
import { body } from './rules.ts'

export const hows = { elected: '选举', chosen: '推选', appointed: '任命', hired: '聘任', concurrent: '兼任' } as const
export const How = z.enum(Object.keys(hows) as (keyof typeof hows)[]).meta({ choices: hows })
export const lines = { leads: '领导', guides: '业务指导' } as const
export const LineKind = z.enum(Object.keys(lines) as (keyof typeof lines)[]).meta({ choices: lines })

const Holder = z.object({
  holding: z.uuid(),
  member: z.uuid(),
  name: z.string().describe('姓名'),
  how: How.describe('如何产生'),
  since: z.iso.date().describe('任职'),
  /** Posts that the same person holds in other bodies: 社区党组织书记. */
  also: z.array(z.string()).describe('兼任'),
})
const Seat = z.object({
  id: z.uuid(),
  name: z.string().describe('职务'),
  number: z.int().describe('名额'),
  /** The post to which it reports, in this body or another of the same place. */
  above: z.uuid().nullable(),
  aboveName: z.string().nullable().describe('向谁汇报'),
  vacant: z.int().describe('空缺'),
  holders: z.array(Holder),
})
export type Seat = z.infer<typeof Seat>

const Line = z.object({
  line: z.uuid(),
  community: Community,
  id: z.uuid(),
  name: z.string(),
  place: Place,
  kind: LineKind,
})
const Term = z.object({ name: z.string(), from: z.iso.date(), to: z.iso.date(), ended: z.boolean() })

/** As it stands on a day. */
export const Body = z.object({
  ...key,
  place: Place.describe('所在地'),
  kind: z.string(),
  kindLabel: z.string().describe('种类'),
  grouping: z.string().nullable().describe('归类'),
  name: z.string().describe('组织'),
  duty: z.string().describe('职责'),
  phone: z.string().describe('电话'),
  office: z.string().describe('办公地点'),
  from: z.iso.date().nullable().describe('成立'),
  until: z.iso.date().nullable().describe('撤销'),
  state: z
    .enum(Object.keys(body.states) as (keyof typeof body.states)[])
    .meta({ choices: body.states })
    .describe('状态'),
  term: Term.nullable(),
  seats: z.array(Seat),
  vacant: z.int().describe('空缺'),
  above: z.array(Line),
  below: z.array(Line),
})
export type Body = z.infer<typeof Body>

export const BodyCard = Body.extend({
  /** Who held what from when to when, the latest first. */
  history: z.array(
    z.object({
      seat: z.string().describe('职务'),
      name: z.string().describe('姓名'),
      how: How.describe('如何产生'),
      term: z.string().nullable().describe('届次'),
      from: z.iso.date().describe('任职'),
      until: z.iso.date().nullable().describe('卸任'),
      why: z.string().nullable().describe('原因'),
    }),
  ),
  terms: z.array(Term),
  offers: Offers,
})

export const Member = z.object({
  id: z.uuid(),
  name: z.string().describe('姓名'),
  seats: z.array(z.string()).describe('现任'),
})
