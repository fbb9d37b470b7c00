/**
 * 议事的规矩：谁提议题，谁审查，谁召集，谁的决议谁去办；组织、会议、决议各自的步骤在同目录的几个文件里。
 * The law of this module: who may, and how a topic moves. Bodies stand in seat-rules.ts, meetings in meeting-rules.ts,
 * resolutions in resolution-rules.ts, which body may decide what in matter-rules.ts and kind-rules.ts.
 */
import { any, anyone, clock, guard, machine, own, post, signedIn } from '../../kernel/rules.ts'
import { limit } from './figure-rules.ts'
import { isEnough, type Capacity } from './motion-rules.ts'

// 谁 ─ who
const clerk = post('clerk').over('place')
/** 党组织负责人: examines what is proposed before it is put to anybody. */
export const party = any(post('head').over('place'), post('chief').over('place'))
/** Convenes and runs the meetings; where nobody holds the post, the party secretary does. CD-05 */
export const chair = any(post('council-chair').over('place'), party)
export const office = any(chair, clerk)
export const supervisor = post('supervisor').over('place')
export const watchers = any(office, supervisor)
export const proposer = own('owner')

export const may = {
  bodies: watchers,
  body: watchers,
  publicBodies: anyone,
  formBody: any(party, clerk),
  grantMandate: any(party, clerk),
  propose: anyone,
  raise: any(office, post('grid-worker').over('place')),
  topics: watchers,
  topic: any(watchers, proposer),
  myTopics: proposer,
  publicTopics: anyone,
  publicTopic: anyone,
  planMeeting: office,
  meetings: watchers,
  meeting: watchers,
  publicMeetings: anyone,
  resolutions: watchers,
  resolution: watchers,
  publicResolutions: anyone,
  publicResolution: anyone,
  mayAct: signedIn,
}

/** Where a topic comes from. */
export const sources = {
  resident: { label: '居民' },
  member: { label: '议事会成员、代表' },
  joint: { label: '联名提议' },
  committee: { label: '村（居）委会' },
  party: { label: '党组织' },
  grid: { label: '网格里的同类事项' },
  survey: { label: '需求摸底' },
} as const
export type Source = keyof typeof sources

/** What everyone may read of a topic: its words only once somebody has looked at them. */
export const shown = [
  'admitted',
  'scheduled',
  'discussed',
  'resolved',
  'notCarried',
  'postponed',
  'executing',
  'done',
  'archived',
]
export const goingOn = ['admitted', 'scheduled', 'discussed', 'postponed', 'resolved', 'executing'] as const

// 事实 ─ what the moves of a topic look at
export type Facts = { source: string; capacity: string | null; signers: number; outOf: number | null } & {
  /** What its item of the agenda came to, and whether that meeting has begun. */
  outcome: string | null
  meetingBegun: boolean
  /** How far its resolution is. */
  begun: boolean
  finished: boolean
  filed: boolean
}
const enough = guard<Facts>(
  '联名人数不够，先补齐联名',
  (f, at) =>
    f.source !== 'joint' ||
    isEnough({
      capacity: (f.capacity ?? 'villagers') as Capacity,
      signers: f.signers,
      outOf: f.outOf ?? 0,
      households: at.figure(limit.jointHouseholds),
    }),
  limit.jointHouseholds,
)
const joint = guard<Facts>('只有联名提议可以联名', f => f.source === 'joint')
const came = (outcome: string, say: string) => guard<Facts>(say, f => f.outcome === outcome)
const carried = came('carried', '会上还没有有效通过')
const lost = came('lost', '会上没有表决，或者表决通过了')
const putOff = guard<Facts>('会上没有推迟，人数也够', f => f.outcome === 'postponed' || f.outcome === 'invalid')
const spoken = guard<Facts>('会议还没有开', f => f.meetingBegun)
const notBegun = guard<Facts>('会议已经开了', f => !f.meetingBegun)
const begun = guard<Facts>('决议还没有开始执行', f => f.begun)
const finished = guard<Facts>('决议还没有办结', f => f.finished)
const filed = guard<Facts>('决议还没有归档', f => f.filed)

// 步 ─ how a topic moves
const order = '篇1 二（一）「议事导则」;CD-07'
export const topic = machine({
  name: 'council.topic',
  label: '议题',
  source: order,
  seen: watchers,
  initial: 'collected',
  states: {
    collected: { label: '待审查', due: { column: 'examineBy', label: '审查期限' } },
    admitted: '已立题',
    refused: { label: '不予立题', end: true },
    forwarded: { label: '已转政府办理', end: true },
    withdrawn: { label: '已撤回', end: true },
    scheduled: '已列入议程',
    discussed: '已讨论',
    postponed: '推迟再议',
    resolved: '已议决',
    notCarried: '未通过',
    executing: '执行中',
    done: '已办结',
    archived: { label: '已归档', end: true },
  },
  moves: {
    support: { label: '联名', from: 'collected', by: signedIn, when: [joint], source: 'CD-08' },
    withdrawTopic: { label: '撤回', from: 'collected', to: 'withdrawn', by: proposer },
    admitTopic: { label: '同意立题', from: 'collected', to: 'admitted', by: party, when: [enough], source: order },
    refuseTopic: { label: '不予立题', from: 'collected', to: 'refused', by: party, source: 'CD-07' },
    forwardTopic: { label: '转政府办理', from: 'collected', to: 'forwarded', by: party, source: 'CD-07' },
    takeStep: {
      label: '记一步（四议两公开）',
      from: ['admitted', 'postponed', 'scheduled'],
      by: party,
      source: 'V-16',
    },
    scheduleTopic: { label: '列入议程', from: ['admitted', 'postponed'], to: 'scheduled', by: chair, source: order },
    unscheduleTopic: { label: '移出议程', from: 'scheduled', to: 'admitted', by: chair, when: [notBegun] },
    discussTopic: { label: '讨论', from: 'scheduled', to: 'discussed', by: office, when: [spoken], source: order },
    carryTopic: { label: '通过', from: ['scheduled', 'discussed'], to: 'resolved', by: chair, when: [carried] },
    loseTopic: { label: '未通过', from: ['scheduled', 'discussed'], to: 'notCarried', by: chair, when: [lost] },
    postponeTopic: { label: '推迟', from: ['scheduled', 'discussed'], to: 'postponed', by: chair, when: [putOff] },
    executeTopic: { label: '开始执行', from: 'resolved', to: 'executing', by: office, when: [begun] },
    finishTopic: { label: '办结', from: 'executing', to: 'done', by: office, when: [finished] },
    archiveTopic: { label: '归档', from: 'done', to: 'archived', by: any(office, clock), when: [filed] },
    closeTopic: { label: '归档（未通过）', from: 'notCarried', to: 'archived', by: office },
  },
})
