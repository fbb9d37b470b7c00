/** What is promised about meetings: planned, convened in time, run from a phone, minuted and signed. */
import { z } from 'zod'
import { command, key, movesOf, Offers, paged, paging, Place, query } from '../../kernel/contract.ts'
import { bodies, type BodyName } from './body-rules.ts'
import { meeting } from './meeting-rules.ts'
import { Day, Id, Line, oneOf, Said, stateOf, Text, where, Why } from './shapes.ts'

export const outcomes = {
  carried: '通过',
  lost: '未通过',
  invalid: '人数不够，不算数',
  postponed: '推迟再议',
  heard: '已听取',
} as const
export const methods = { hands: '举手表决', signed: '记名表决', report: '报告、通报，不表决' } as const
export const choices = { yes: '同意', no: '不同意', abstain: '弃权' } as const
export const comings = { present: '到会', proxy: '委托', excused: '请假' } as const

const laws = Object.fromEntries(Object.entries(bodies).map(([name, b]) => [name, b.label])) as Record<BodyName, string>
const Number_ = z.int().min(0)

const MeetingLine = z.object({
  ...where,
  title: z.string().describe('会议'),
  bodyName: z.string().describe('组织'),
  body: Id.describe('组织'),
  startsAt: z.date().describe('开会时间'),
  venue: z.string().describe('地点'),
  state: stateOf(meeting.states),
  items: z.int().describe('议程'),
})
export const Item = z.object({
  id: Id,
  at: z.int(),
  topic: Id.nullable(),
  title: z.string().describe('议程'),
  said: z.string(),
  method: oneOf(methods).describe('方式'),
  outcome: oneOf(outcomes).nullable().describe('结果'),
  present: z.int().nullable(),
  yes: z.int().nullable().describe('同意'),
  no: z.int().nullable().describe('不同意'),
  abstain: z.int().nullable().describe('弃权'),
  verdict: z.array(Said),
  reason: z.string().nullable(),
  resolution: Id.nullable(),
  speeches: z.array(z.object({ at: z.date(), speaker: z.string(), said: z.string() })),
  voices: z.array(z.object({ seat: Id, name: z.string(), choice: oneOf(choices) })),
})
export const Meeting = MeetingLine.extend({
  law: oneOf(laws).describe('表决规则'),
  onward: z.boolean().describe('还要提交村（居）民会议'),
  noticeBy: Day.describe('最迟通知'),
  urgent: z.string().nullable().describe('紧急召开的理由'),
  convenedAt: z.date().nullable().describe('通知时间'),
  openedAt: z.date().nullable().describe('开会'),
  closedAt: z.date().nullable().describe('散会'),
  everyone: z.boolean(),
  entitled: z.int().describe('应到'),
  present: z.int().describe('到会'),
  /** Live, in words: how many came, how many must, how many are missing. */
  quorum: z.object({ met: z.boolean(), missing: z.int(), say: z.array(Said) }),
  agenda: z.array(Item),
  people: z.array(
    z.object({
      seat: Id,
      name: z.string(),
      role: z.string(),
      grp: z.string(),
      came: oneOf(comings).nullable(),
      proxyName: z.string().nullable(),
      reason: z.string().nullable(),
      signed: z.boolean(),
    }),
  ),
  signatures: z.array(z.object({ name: z.string(), at: z.date() })),
  signersNeeded: z.int().describe('要几人签字'),
  minutes: z.string().nullable().describe('会议记录'),
  publishedAt: z.date().nullable().describe('公布时间'),
  reason: z.string().nullable().describe('取消原因'),
  timeline: z.array(Line),
  offers: Offers,
})
export type Meeting = z.infer<typeof Meeting>

const when = {
  startsAt: z.iso.datetime({ offset: true }).describe('开会时间'),
  venue: Text(60).describe('地点'),
}

export const meetingOps = {
  planMeeting: command(
    '筹备会议',
    z.object({
      place: Place.length(12).describe('社区（村）'),
      body: Id.describe('哪个组织'),
      title: Text(60).describe('会议名称'),
      ...when,
      law: oneOf(laws).optional().describe('表决规则（不填用通常的）'),
      onward: z.boolean().default(false).describe('还要提交村（居）民会议'),
    }),
    Meeting,
  ),
  meetings: query(
    '会议列表',
    z.object({
      place: Place.optional().describe('范围'),
      state: z.array(stateOf(meeting.states)).optional().describe('状态'),
      body: Id.optional().describe('组织'),
      ...paging,
    }),
    paged(MeetingLine),
  ),
  meeting: query('会议', z.object(key), Meeting, { print: '会议记录' }),
  publicMeetings: query(
    '开会通知和记录',
    z.object({ place: Place.min(12).describe('社区（村）'), ...paging }),
    paged(
      MeetingLine.omit({ items: true }).extend({
        agenda: z
          .array(z.object({ title: z.string(), outcome: oneOf(outcomes).nullable(), counted: z.string() }))
          .describe('议程'),
        came: z.string().nullable().describe('到会情况'),
      }),
    ),
  ),
  ...movesOf(meeting, Meeting, {
    amendMeeting: when,
    addItem: {
      title: Text(60).describe('议程'),
      said: z.string().trim().max(1000).default('').describe('说明'),
      method: oneOf(methods).default('report').describe('方式'),
    },
    removeItem: { item: Id.describe('哪一项') },
    convene: { urgent: z.string().trim().max(200).optional().describe('紧急召开的理由（赶不上通知期限才填）') },
    adjourn: { ...when, reason: Text(200).describe('为什么改期') },
    cancelMeeting: { reason: Text(200).describe('为什么取消') },
    checkIn: { seats: z.array(Id).min(1, '请选择签到的人').max(200).describe('谁到了') },
    checkOut: { seat: Id.describe('谁') },
    excuse: { seat: Id.describe('谁'), reason: Why.describe('请假原因') },
    entrust: { seat: Id.describe('谁委托'), to: Id.describe('委托给谁'), reason: Text(200).describe('书面委托的情况') },
    countHeads: { present: Number_.describe('到会人数（按户开的填户数）') },
    discuss: {
      item: Id.describe('哪一项'),
      speaker: z.string().trim().min(1, '请填写谁发言').max(30).describe('谁发言'),
      said: Text(1000).describe('说了什么'),
    },
    voice: { item: Id.describe('哪一项'), seat: Id.describe('谁'), choice: oneOf(choices).describe('态度') },
    countVotes: {
      item: Id.describe('哪一项'),
      yes: Number_.optional().describe('同意'),
      no: Number_.optional().describe('不同意'),
      abstain: Number_.optional().describe('弃权'),
      text: z.string().trim().max(2000).optional().describe('决议内容（不填用议题原文）'),
    },
    postponeItem: { item: Id.describe('哪一项'), reason: Text(200).describe('为什么推迟') },
    draftMinutes: { more: z.string().trim().max(4000).default('').describe('补充记录') },
    signMinutes: {
      seat: Id.optional().describe('谁签字'),
      name: z.string().trim().max(30).optional().describe('签字人（没有席位的填姓名）'),
    },
  }),
}
