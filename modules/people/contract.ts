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
import { askedOps } from './asked-contract.ts'
import { bases } from './care.ts'
import { Day, edited, Grid, Phone, Question, Registration, Room, Source } from './inputs.ts'
import { CardHistory, MyData } from './own-data.ts'
import { linkOps } from './link-contract.ts'
import { correcting, matching, merging, transfer } from './papers.ts'
import { resident } from './rules.ts'
import {
  Alike,
  CareName,
  choice,
  Conflict,
  Correction,
  CorrectionLine,
  Door,
  Handover,
  Home,
  Match,
  Merge,
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
import { besides, contactKinds, fields, groups, outcomes, residencesHere } from './words.ts'

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
function about<T extends Ops>(moves: T, persons: (answer: unknown) => readonly string[]): T {
  for (const op of Object.values(moves)) op.shows = persons
  return moves
}
const whole = (r: Pick<Resident, 'person' | 'formerly'>) => [r.person, ...r.formerly]
const whoMove = (h: Pick<Handover, 'persons'>) => h.persons.map(p => p.person)
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
      from: z.int().min(0).max(150).optional().describe('年龄自'),
      to: z.int().min(0).max(150).optional().describe('年龄至'),
      ...paging,
    }),
    paged(ResidentLine),
    { shows: lines, standby: true },
  ),
  person: query('居民', z.object(key), Resident, { shows: whole, standby: true }),
  household: query('一户', z.object({ community: Community, room: z.uuid() }), z.array(ResidentLine), {
    standby: true,
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
      resident: z.uuid().optional().describe('哪位居民'),
      room: z.uuid().optional().describe('住处编号'),
      building: z.uuid().optional().describe('楼栋'),
      kind: CareName.optional().describe('标签'),
      soon: z.boolean().optional().describe('只看快到期'),
      ...paging,
    }),
    paged(Tag.extend({ person: z.uuid() })),
    { shows: lines },
  ),
  /** Which residents are named in a text: everybody by a name of three characters or more, by a shorter one only at that address. */
  namesIn: query(
    '文字里提到的居民',
    z.object({ place: Place.min(12), text: secret(z.string().max(8000)), address: z.string().max(200).optional() }),
    z.array(z.string()),
  ),
  history: query('居住和改动的经过', z.object(key), CardHistory, { shows: a => [a.person] }),
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
  /** `across`: one card in this community of the place, the other in that. */
  pairs: query(
    '疑似重复',
    z.object({
      place: Place.min(9).describe('网格'),
      across: z.boolean().default(false).describe('跨社区'),
      ...paging,
    }),
    paged(Pair),
    { shows: a => a.items.flatMap(p => [...whole(p.a), ...whole(p.b)]) },
  ),
  keepApart: command(
    '不是同一人',
    z.object({
      place: Place.min(12).describe('网格'),
      a: z.uuid().describe('一份档案'),
      b: z.uuid().describe('另一份档案'),
      reason: Reason().describe('理由'),
    }),
    z.object({}),
  ),
  merges: query('合并记录', z.object({ place: Place.optional().describe('网格'), ...paging }), paged(Merge), {
    shows: lines,
  }),
  ...about(movesOf(merging, Merge, { undoMerge: { reason: Reason(4).describe('为什么撤销') } }), a => [
    Merge.pick({ person: true }).parse(a).person,
  ]),

  matches: query('跨社区核对记录', z.object({ place: Place.optional().describe('网格'), ...paging }), paged(Match), {
    shows: lines,
  }),
  ...about(movesOf(matching, Match, { undoMatch: { reason: Reason(4).describe('为什么撤销') } }), a => [
    Match.pick({ person: true }).parse(a).person,
  ]),

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

  handovers: query(
    '迁移交接',
    z.object({
      place: Place.optional().describe('网格'),
      way: choice({ in: '移交进来', out: '移交出去' }).optional().describe('方向'),
      state: choice(transfer.states).optional().describe('状态'),
      ...paging,
    }),
    paged(Handover),
    { shows: a => a.items.flatMap(whoMove) },
  ),
  handover: query('迁移交接', z.object(key), Handover, { shows: whoMove }),
  ...about(
    movesOf(transfer, Handover, {
      receive: {
        place: Grid,
        room: Room.optional(),
        residence: choice(residencesHere).default('settled').describe('居住类型'),
      },
      sendBack: { reason: Reason().describe('退回原因') },
      recall: { reason: Reason().describe('撤回原因') },
    }),
    a => whoMove(Handover.pick({ persons: true }).parse(a)),
  ),

  corrections: query(
    '更正申请',
    z.object({
      place: Place.optional().describe('网格'),
      state: choice(correcting.states).optional().describe('状态'),
      ...paging,
    }),
    paged(CorrectionLine),
    { shows: lines },
  ),
  correction: query('更正申请', z.object(key), Correction, { shows: a => [a.person] }),
  requestCorrection: command(
    '申请更正',
    z.object({
      field: choice({ ...fields, ...besides }).describe('哪一项'),
      wanted: secret(z.string().trim().min(1).max(200).describe('应当是')),
      reason: Reason().describe('为什么，有什么证明'),
    }),
    Correction,
  ),
  myCorrections: query('我的更正申请', z.object(paging), paged(CorrectionLine)),
  ...about(
    movesOf(correcting, Correction, {
      approve: { answer: z.string().trim().max(200).default('').describe('答复') },
      refuse: { answer: Reason(4).describe('不予更正的理由') },
    }),
    a => [Correction.pick({ person: true }).parse(a).person],
  ),
  myData: query('我的全部信息', z.object({}), MyData),
  /** Which doors are mine, and nothing else: for whoever asks a household something once. */
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

  ...askedOps,
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
      match: {
        otherCommunity: Community.describe('另一份档案的社区'),
        other: z.uuid().describe('另一份档案'),
        verdict: choice({ same: matching.states.same, different: matching.states.different }).describe('结论'),
        reason: Reason(4).describe('看了什么、问了谁'),
      },
    }),
  ),
})
