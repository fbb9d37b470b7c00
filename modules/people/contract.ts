/** What the people module promises: residents in their least shape, the household card, and the one way to see more. */
import { z } from 'zod'
import {
  command,
  Community,
  contract,
  key,
  movesOf,
  paged,
  paging,
  Place,
  query,
  secret,
  type Ops,
} from '../../kernel/contract.ts'
import { linkOps } from './link-contract.ts'
import { bases } from './care.ts'
import { paperOps } from './papers-contract.ts'
import { resident } from './rules.ts'
import {
  Alike,
  CareName,
  choice,
  Conflict,
  Door,
  FieldName,
  Home,
  Name,
  Pair,
  Reason,
  Relation,
  Residence,
  Resident,
  ResidentLine,
  State,
  Tag,
} from './shapes.ts'
import { contactKinds, groups, outcomes, papers } from './words.ts'

const Phone = secret(z.string().trim().max(30).describe('手机号'))
const IdNumber = secret(z.string().trim().max(40).describe('证件号码'))
const Sex = z.enum(['男', '女']).describe('性别')
const Birth = z.iso.date().describe('出生日期')
const Hometown = z.string().trim().max(60).describe('户籍地')
const Source = z.string().trim().min(2).max(60).describe('依据')
const Grid = Place.length(15).describe('网格')
const Room = z.uuid().describe('住处')
const Day = z.iso.date()

const Registration = z.object({
  place: Grid,
  name: Name,
  document: choice(papers).default('card').describe('证件'),
  idNumber: IdNumber.optional(),
  phone: Phone.optional(),
  sex: Sex.optional(),
  birth: Birth.optional(),
  room: Room.optional(),
  account: z.uuid().optional().describe('本人的账号'),
  relation: Relation.default('other').describe('与户主关系'),
  residence: Residence.default('registered').describe('居住类型'),
  hometown: Hometown.optional(),
  since: Day.optional().describe('何时住到这里'),
})

/** One field of an edit: what the card said when it was opened, as it was shown there, and what it shall say. */
const change = <T extends z.ZodType>(is: T) => z.object({ was: z.string().nullable(), is }).optional()
const Changes = z.object({
  name: change(Name),
  sex: change(Sex),
  birth: change(Birth),
  idNumber: change(IdNumber),
  phone: change(secret(z.string().trim().max(30).nullable())),
  residence: change(Residence),
  relation: change(Relation),
  hometown: change(Hometown),
})
const edited = {
  changes: Changes.default({}).describe('改了什么'),
  /** Asked, and still so. */
  checked: z.array(FieldName).default([]).describe('问过，没有变'),
  declined: z.array(FieldName).default([]).describe('本人不愿提供'),
  document: choice(papers).default('card').describe('证件'),
  via: z.string().trim().max(60).default('修改档案').describe('从哪张表'),
}

const Question = z.object({
  field: FieldName,
  label: z.string(),
  kind: z.enum(['text', 'phone', 'choice', 'date']),
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
  was: z.string().nullable(),
  because: z.string(),
  purpose: z.string(),
})

/** A move answers with the person's card: that is a look too, and `reveal` most of all. */
function looking<T extends Ops>(moves: T): T {
  const Shown = Resident.pick({ person: true, formerly: true })
  for (const op of Object.values(moves))
    op.shows = answer => {
      const { person, formerly } = Shown.parse(answer)
      return [person, ...formerly]
    }
  return moves
}
const whole = (r: Pick<Resident, 'person' | 'formerly'>) => [r.person, ...r.formerly]
const lines = (a: { items: { person: string }[] }) => a.items.map(i => i.person)

export const people = contract('people', '人口与家庭', {
  persons: query(
    '居民列表',
    z.object({
      place: Place.optional(),
      search: secret(
        z.string().trim().max(40).optional().describe('姓名、首字母、住址、楼栋房号、手机或证件尾号，或完整号码'),
      ),
      residence: Residence.optional().describe('居住类型'),
      group: choice(groups).optional().describe('口径'),
      state: State.optional(),
      from: z.int().optional().describe('年龄自'),
      to: z.int().optional().describe('年龄至'),
      ...paging,
    }),
    paged(ResidentLine),
    { shows: lines },
  ),
  person: query('居民', z.object(key), Resident, { shows: whole }),
  household: query('一户', z.object({ community: Community, room: z.uuid() }), z.array(ResidentLine), {
    shows: a => a.map(i => i.person),
  }),
  home: query('一户一档', z.object({ community: Community, id: z.uuid() }), Home, {
    shows: a => a.residents.map(r => r.person),
  }),
  block: query('楼栋图', z.object({ community: Community, id: z.uuid() }), z.array(Door)),
  tags: query(
    '关爱名单',
    z.object({
      place: Place.optional().describe('网格'),
      community: Community.optional(),
      resident: z.uuid().optional(),
      room: z.uuid().optional(),
      building: z.uuid().optional(),
      kind: CareName.optional().describe('标签'),
      soon: z.boolean().optional().describe('只看快到期'),
      ...paging,
    }),
    paged(Tag.extend({ person: z.uuid() })),
    { shows: lines },
  ),
  history: query(
    '居住和改动的经过',
    z.object(key),
    z.object({
      person: z.uuid(),
      residences: z.array(
        z.object({
          community: Community,
          place: Place,
          from: Day,
          to: Day.nullable(),
          kind: Residence,
          address: z.string().nullable(),
          source: z.string(),
          byName: z.string().nullable(),
        }),
      ),
      changes: z.array(
        z.object({
          at: z.date(),
          what: z.string(),
          source: z.string(),
          byName: z.string().nullable(),
          lines: z.array(z.object({ label: z.string(), was: z.string().nullable(), is: z.string().nullable() })),
        }),
      ),
    }),
    { shows: a => [a.person] },
  ),
  /** A uuid from before a merge still leads to the person; `formerly` are all the others. */
  whoIs: query(
    '这个编号是谁',
    z.object({ person: z.uuid() }),
    z.object({ person: z.uuid(), formerly: z.array(z.uuid()) }),
  ),
  register: command('登记居民', Registration, Resident, { shows: whole }),

  alike: query(
    '是否已经登记过',
    Registration.pick({ document: true, idNumber: true, phone: true, birth: true, room: true }).extend({
      place: Place.min(12),
      name: z.string().trim().max(40).default(''),
    }),
    z.array(Alike),
    { shows: a => a.map(i => i.resident.person) },
  ),
  pairs: query('疑似重复', z.object({ place: Place.min(9).describe('网格'), ...paging }), paged(Pair), {
    shows: a => a.items.flatMap(p => [...whole(p.a), ...whole(p.b)]),
  }),
  keepApart: command(
    '不是同一人',
    z.object({ place: Place.min(12).describe('网格'), a: z.uuid(), b: z.uuid(), reason: Reason().describe('理由') }),
    z.object({}),
  ),
  /** What is missing or stale at this door, and nothing else; `avoided` is how many questions need not be asked. */
  ask: query(
    '上门要问什么',
    z.object({ community: Community, room: z.uuid() }),
    z.object({
      place: Place,
      address: z.string(),
      avoided: z.int(),
      visited: z.date().nullable(),
      members: z.array(
        z.object({
          id: z.uuid(),
          person: z.uuid(),
          name: z.string(),
          relation: Relation,
          questions: z.array(Question),
        }),
      ),
    }),
    { shows: a => a.members.map(m => m.person) },
  ),
  collect: command(
    '走访采集',
    z.object({
      place: Grid,
      room: Room,
      outcome: choice(outcomes).describe('结果'),
      note: z.string().trim().max(500).default('').describe('记录'),
      said: z.string().trim().min(1).max(30).default('本人').describe('谁说的'),
      answers: z
        .array(z.object({ resident: z.uuid(), ...edited }))
        .max(30)
        .default([])
        .describe('答复'),
      arrivals: z
        .array(Registration.omit({ place: true, room: true, account: true }))
        .max(20)
        .default([])
        .describe('新来的人'),
    }),
    z.object({
      id: z.uuid(),
      changed: z.int(),
      conflicts: z.array(Conflict.extend({ resident: z.uuid(), name: z.string() })),
      arrived: z.array(z.object({ id: z.uuid(), name: z.string() })),
      persons: z.array(z.uuid()),
    }),
    { shows: a => a.persons },
  ),

  ...paperOps,
  myData: query(
    '我的全部信息',
    z.object({}),
    z.object({
      at: z.date(),
      cards: z.array(
        z.object({
          community: Community,
          place: Place,
          state: State,
          name: z.string(),
          sex: z.string().nullable(),
          birth: z.iso.date().nullable(),
          document: z.string().nullable(),
          idNumber: secret(z.string().nullable()),
          phone: secret(z.string().nullable()),
          address: z.string().nullable(),
          hometown: z.string().nullable(),
          residence: z.string(),
          relation: z.string(),
          since: z.date(),
          sources: z.array(z.object({ label: z.string(), source: z.string(), at: z.date(), purpose: z.string() })),
          contacts: z.array(
            z.object({ kind: z.string(), name: z.string().nullable(), number: secret(z.string()), source: z.string() }),
          ),
          tags: z.array(
            z.object({
              ...key,
              label: z.string(),
              purpose: z.string(),
              said: z.string(),
              from: Day,
              until: Day,
              resident: z.uuid(),
            }),
          ),
          residences: z.array(
            z.object({ from: Day, to: Day.nullable(), kind: z.string(), address: z.string().nullable() }),
          ),
        }),
      ),
    }),
  ),
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
  ...linkOps,
  ...looking(
    movesOf(resident, Resident, {
      reveal: {
        field: choice({ idNumber: '身份证号', phone: '手机号', contact: '其他联系方式' }).describe('哪个号码'),
        contact: z.uuid().optional().describe('哪个联系方式'),
        reason: z.string().trim().min(4, '请写明办什么事（至少 4 个字）').max(200).describe('办什么事'),
      },
      correct: {
        name: Name.optional(),
        phone: Phone.optional(),
        residence: Residence.optional().describe('居住类型'),
        relation: Relation.optional().describe('与户主关系'),
        source: Source,
      },
      edit: { ...edited, source: Source },
      addContact: {
        kind: choice(contactKinds).describe('种类'),
        // A description makes another schema, so what is secret is marked last.
        number: secret(z.string().trim().max(30).describe('号码')),
        name: secret(z.string().trim().max(30).optional().describe('称呼')),
        relation: z.string().trim().max(20).optional().describe('关系'),
        source: Source,
      },
      endContact: { contact: z.uuid().describe('哪个联系方式') },
      tag: {
        kind: CareName.describe('标签'),
        basis: choice(bases).describe('凭什么'),
        said: Reason().describe('谁同意的，或哪一条规定'),
        until: Day.describe('到期'),
      },
      untag: { tag: z.uuid().describe('哪个标签'), reason: z.string().trim().max(200).default('').describe('为什么') },
      moveHome: {
        place: Grid,
        room: Room.optional(),
        date: Day.describe('哪天搬的'),
        whole: z.boolean().default(true).describe('全户一起搬'),
        relation: Relation.optional().describe('到新住处后与户主关系'),
        source: Source,
      },
      splitHousehold: { with: z.array(z.uuid()).max(20).default([]).describe('一起分出去的人') },
      joinHousehold: { of: z.uuid().describe('并到谁那一户'), relation: Relation.describe('与户主关系') },
      depart: { date: Day.describe('日期') },
      handOver: {
        to: Community.describe('移交到'),
        with: z.array(z.uuid()).max(20).default([]).describe('一起迁的人'),
        date: Day.describe('哪天迁的'),
        reason: Reason().describe('原因'),
        withTags: z.boolean().default(false).describe('关爱标签一并移交'),
        agreed: z.string().trim().max(60).optional().describe('谁同意移交标签'),
      },
      leaveHome: { date: Day.optional().describe('哪天离开的') },
      returnHome: { date: Day.optional().describe('哪天回来的') },
      moveOut: {
        reason: z.string().trim().max(200).default('').describe('去向'),
        date: Day.optional().describe('哪天迁出的'),
      },
      passAway: { date: Day.describe('日期') },
      restore: { reason: Reason().describe('说明') },
      absorb: {
        into: z.uuid().describe('保留哪份档案'),
        take: z
          .array(
            choice({
              name: '姓名',
              sex: '性别',
              birth: '出生日期',
              idNumber: '证件号码',
              phone: '手机号',
              hometown: '户籍地',
            }),
          )
          .default([])
          .describe('哪几项用并入的'),
        reason: Reason(4).describe('为什么是同一人'),
      },
    }),
  ),
})
