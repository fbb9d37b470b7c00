/** The shapes that the people module's answers have. None of the lists holds a whole number. */
import { z } from 'zod'
import { Community, key, Offers, Place, secret } from '../../kernel/contract.ts'
import { bases, careKinds } from './care.ts'
import { correcting, matching, merging, transfer } from './papers.ts'
import { resident } from './rules.ts'
import { contactKinds, documents, fields, outcomes, relations, residences } from './words.ts'

/** A choice by its names, shown by its labels. */
export const choice = <K extends string>(labels: Readonly<Record<K, string | { label: string }>>) =>
  z.enum(Object.keys(labels) as K[]).meta({ choices: labels })

export const Residence = choice(residences)
export const Relation = choice(relations)
export const State = choice(resident.states)
export const FieldName = choice(fields)
export const CareName = choice(careKinds)
export const Name = z.string().trim().min(1).max(40).describe('姓名')
export const Reason = (least = 2) => z.string().trim().min(least, `至少写 ${least} 个字`).max(200)

/** The shape lists show: no full number, no full phone. */
export const ResidentLine = z.object({
  ...key,
  person: z.uuid(),
  place: Place.describe('网格'),
  name: z.string().describe('姓名'),
  sex: z.string().nullable().describe('性别'),
  birth: z.iso.date().nullable().describe('出生日期'),
  age: z.int().nullable().describe('年龄'),
  document: choice(documents).nullable().describe('证件'),
  idMasked: z.string().nullable().describe('身份证号'),
  phoneMasked: z.string().nullable().describe('手机号'),
  address: z.string().nullable().describe('住处'),
  room: z.uuid().nullable().describe('住处编号'),
  household: z.uuid().nullable(),
  relation: Relation.describe('与户主关系'),
  residence: Residence.describe('居住类型'),
  hometown: z.string().nullable().describe('户籍地'),
  state: State.describe('状态'),
})
export type ResidentLine = z.infer<typeof ResidentLine>

const Fact = z.object({
  field: z.string(),
  label: z.string().describe('项目'),
  source: z.string().describe('来自'),
  at: z.date().describe('更新于'),
  byName: z.string().nullable().describe('谁录入'),
  via: z.string().nullable().describe('从哪张表'),
  declined: z.boolean().describe('本人不愿提供'),
  stale: z.boolean().describe('该再问一次'),
  purpose: z.string().describe('用途'),
})

export const Contact = z.object({
  id: z.uuid(),
  kind: choice(contactKinds).describe('种类'),
  name: z.string().nullable().describe('称呼'),
  relation: z.string().nullable().describe('关系'),
  numberMasked: z.string().describe('号码'),
  source: z.string().describe('来自'),
  at: z.date().describe('更新于'),
})

/** Both changed the same thing: a person decides. */
export const Conflict = z.object({
  field: FieldName,
  label: z.string(),
  theirs: z.string().nullable(),
  mine: z.string().nullable(),
})
export type Conflict = z.infer<typeof Conflict>

export const Resident = ResidentLine.extend({
  members: z
    .array(
      ResidentLine.pick({ community: true, id: true, name: true, relation: true, age: true, sex: true, state: true }),
    )
    .describe('同户'),
  contacts: z.array(Contact).describe('其他联系方式'),
  since: z.date().describe('登记时间'),
  facts: z.array(Fact).describe('各项来源'),
  mergedInto: z.uuid().nullable(),
  /** Uuids that this person had before cards were merged: whoever looks at one looks at all. */
  formerly: z.array(z.uuid()),
  handingOver: z.object({ ...key, to: z.string() }).nullable(),
  offers: Offers,
  /** Filled only by `reveal`. */
  revealed: secret(z.string()).optional(),
  /** Filled only by `edit`. */
  conflicts: z.array(Conflict).optional(),
})
export type Resident = z.infer<typeof Resident>

// ── Homes and buildings ─────────────────────────────────────────────────────

export const Visit = z.object({
  id: z.uuid(),
  at: z.date().describe('时间'),
  outcome: choice(outcomes).describe('结果'),
  note: z.string().describe('记录'),
  byName: z.string().nullable().describe('谁去的'),
})
export const Home = z.object({
  community: Community,
  id: z.uuid(),
  place: Place.describe('网格'),
  address: z.string().describe('住处'),
  building: z.uuid(),
  residents: z.array(ResidentLine.extend({ contacts: z.array(Contact) })),
  visits: z.array(Visit),
  questions: z.int().describe('要补问的项'),
})
export type Home = z.infer<typeof Home>

/** One room of the picture of a building. */
export const Door = z.object({
  id: z.uuid(),
  unit: z.string(),
  floor: z.int(),
  name: z.string(),
  use: z.string(),
  people: z.int().describe('在住人数'),
  away: z.int().describe('人户分离人数'),
  rented: z.boolean().describe('有人租住'),
  visited: z.date().nullable().describe('上次走访'),
  questions: z.int().describe('要补问的项'),
})
export type Door = z.infer<typeof Door>

export const Tag = z.object({
  ...key,
  resident: z.uuid().describe('哪位居民'),
  name: z.string().describe('姓名'),
  address: z.string().nullable().describe('住处'),
  place: Place.describe('网格'),
  room: z.uuid().nullable().describe('住处编号'),
  kind: CareName.describe('标签'),
  purpose: z.string().describe('用途'),
  basis: choice(bases).describe('凭什么'),
  said: z.string().describe('谁同意的或哪一条'),
  from: z.iso.date().describe('自'),
  until: z.iso.date().describe('到期'),
  soon: z.boolean().describe('快到期'),
})
export type Tag = z.infer<typeof Tag>

// ── Likeness and merging ────────────────────────────────────────────────────

export const Why = z.object({ label: z.string(), points: z.int() })
export const Alike = z.object({ resident: ResidentLine, points: z.int(), reasons: z.array(Why) })
export const Pair = z.object({
  ...key,
  a: Resident.omit({ offers: true, handingOver: true }).describe('一份档案'),
  b: Resident.omit({ offers: true, handingOver: true }).describe('另一份档案'),
  points: z.int().describe('相似'),
  reasons: z.array(Why).describe('为什么像'),
  differs: z.array(z.string()).describe('哪几项不同'),
})
export type Pair = z.infer<typeof Pair>

export const Merge = z.object({
  ...key,
  place: Place.describe('网格'),
  state: choice(merging.states).describe('状态'),
  kept: z.uuid().describe('保留的档案'),
  lost: z.uuid().describe('并入的档案'),
  person: z.uuid(),
  name: z.string().describe('姓名'),
  taken: z.array(z.string()).describe('取自并入的档案'),
  reason: z.string().describe('理由'),
  byName: z.string().nullable().describe('谁合并的'),
  at: z.date().describe('时间'),
  offers: Offers,
})
export type Merge = z.infer<typeof Merge>

/** `community` and `id` of the record; the two cards are `resident` there and `other` in the other community. */
export const Match = z.object({
  ...key,
  place: Place.describe('一处'),
  otherPlace: Place.describe('另一处'),
  state: choice(matching.states).describe('结论'),
  resident: z.uuid().describe('一份档案'),
  otherCommunity: Community.describe('另一份档案的社区'),
  other: z.uuid().describe('另一份档案'),
  person: z.uuid(),
  name: z.string().describe('姓名'),
  reason: z.string().describe('理由'),
  byName: z.string().nullable().describe('谁核对的'),
  at: z.date().describe('时间'),
  offers: Offers,
})
export type Match = z.infer<typeof Match>

// ── Papers ──────────────────────────────────────────────────────────────────

export const Handover = z.object({
  ...key,
  place: Place.describe('移交到'),
  fromPlace: Place.describe('移交自'),
  state: choice(transfer.states).describe('状态'),
  name: z.string().describe('姓名'),
  people: z.int().describe('人数'),
  /** The community that takes them in makes sure who they are before it does. */
  persons: z
    .array(
      ResidentLine.pick({
        person: true,
        name: true,
        sex: true,
        age: true,
        relation: true,
        idMasked: true,
        phoneMasked: true,
      }),
    )
    .describe('迁移的人'),
  day: z.iso.date().describe('迁移日期'),
  reason: z.string().describe('原因'),
  withTags: z.boolean().describe('关爱标签一并移交'),
  sentBy: z.string().nullable().describe('谁移交的'),
  at: z.date().describe('移交时间'),
  answer: z.string().nullable().describe('答复'),
  answeredBy: z.string().nullable().describe('谁答复的'),
  answered: z.date().nullable().describe('答复时间'),
  offers: Offers,
})
export type Handover = z.infer<typeof Handover>

export const CorrectionLine = z.object({
  ...key,
  place: Place.describe('网格'),
  state: choice(correcting.states).describe('状态'),
  resident: z.uuid().describe('哪位居民'),
  person: z.uuid(),
  name: z.string().describe('姓名'),
  field: z.string().describe('哪一项'),
  label: z.string().describe('要更正'),
  was: z.string().nullable().describe('现在登记的'),
  reason: z.string().describe('理由'),
  at: z.date().describe('申请时间'),
  answer: z.string().nullable().describe('答复'),
  answeredBy: z.string().nullable().describe('谁答复的'),
  answered: z.date().nullable().describe('答复时间'),
})
export const Correction = CorrectionLine.extend({
  wanted: secret(z.string().describe('应当是')),
  offers: Offers,
})
export type Correction = z.infer<typeof Correction>
