/**
 * 会议从筹备到会议记录公布：通知要早，人要够，一项一项有结果，记录有人签字。
 * How a meeting moves: notice in time, a quorum, an outcome for each item, minutes that are signed before they are shown.
 */
import { guard, machine } from '../../kernel/rules.ts'
import { dayOf } from '../../kernel/clock.ts'
import { chair, office, watchers } from './rules.ts'

export type MeetingFacts = {
  everyone: boolean
  startsAt: Date
  items: number
  unsettled: number
  signed: number
  signersNeeded: number
}
const hasAgenda = guard<MeetingFacts>('还没有议程，请先列入议题或增加一项', f => f.items > 0)
const onTheDay = guard<MeetingFacts>('还没有到开会的日子', (f, at) => dayOf(at.now) >= dayOf(f.startsAt))
const settled = guard<MeetingFacts>('还有议程没有结果：请计票、讨论或推迟', f => f.unsettled === 0)
const signedByAll = guard<MeetingFacts>('签字的人还不够：要有过半数到会的人签字', f => f.signed >= f.signersNeeded)

const noSeats = guard<MeetingFacts>('有固定席位，请逐人签到', f => f.everyone)

const order = '篇1 二（一）「议事导则」;CD-12'
export const meeting = machine({
  name: 'council.meeting',
  label: '会议',
  source: order,
  seen: watchers,
  initial: 'planned',
  states: {
    planned: '筹备',
    convened: '已通知',
    open: '开会中',
    closed: '已散会',
    minuted: '记录待签',
    signed: '已签字',
    published: { label: '记录已公布', end: true },
    cancelled: { label: '已取消', end: true },
  },
  moves: {
    amendMeeting: { label: '改时间地点', from: 'planned', by: office },
    addItem: { label: '增加议程', from: 'planned', by: chair, source: order },
    removeItem: { label: '去掉议程', from: 'planned', by: chair },
    convene: {
      label: '发通知',
      from: 'planned',
      to: 'convened',
      by: chair,
      when: [hasAgenda],
      source: 'V-14;R-10;CD-09',
    },
    openMeeting: { label: '开会', from: 'convened', to: 'open', by: chair, when: [onTheDay], source: order },
    checkIn: { label: '签到', from: 'open', by: office, source: 'CD-12' },
    checkOut: { label: '撤销签到', from: 'open', by: office },
    excuse: { label: '请假', from: ['convened', 'open'], by: office },
    adjourn: { label: '改期，重新通知', from: 'convened', to: 'planned', by: chair },
    cancelMeeting: { label: '取消会议', from: ['planned', 'convened'], to: 'cancelled', by: chair },
    entrust: { label: '委托', from: 'open', by: office, source: 'CD-12' },
    countHeads: { label: '记到会人数', from: 'open', by: office, when: [noSeats] },
    discuss: { label: '记发言', from: 'open', by: office, source: 'CD-12' },
    voice: { label: '记名表态', from: 'open', by: office, source: 'CD-12' },
    countVotes: { label: '计票', from: 'open', by: chair, source: 'CD-11' },
    postponeItem: { label: '推迟再议', from: 'open', by: chair },
    closeMeeting: { label: '散会', from: 'open', to: 'closed', by: chair, when: [settled], source: order },
    draftMinutes: { label: '写会议记录', from: ['closed', 'minuted'], to: 'minuted', by: office, source: 'CD-12' },
    signMinutes: { label: '签字', from: 'minuted', by: office, source: 'CD-12' },
    sealMinutes: { label: '签字完成', from: 'minuted', to: 'signed', by: chair, when: [signedByAll], source: 'CD-12' },
    publishMinutes: { label: '公布记录', from: 'signed', to: 'published', by: chair, source: 'CD-12' },
  },
})
