/**
 * 消息的规矩：什么时候发，发不出去怎么办，谁看得到发了什么，验证码管多久。
 * The law of messages that leave the house. The inbox has none: it is always there, and only its owner reads it.
 */
import { anyone, clock, guard, limits, machine, own, post, problems, signedIn } from './rules.ts'

const administers = post('system-admin').over('place')

export const may = {
  inbox: own('to'),
  read: signedIn,
  // Whoever has no such post gets an empty list; of a single message the machine is asked, as with an import.
  outbox: administers,
  retry: signedIn,
  local: anyone,
  code: anyone,
  choose: anyone,
}

const from = '2026-01-01'
const set = { source: 'assumption', from, may: 'set' } as const
export const limit = limits('message', {
  tries: { is: 6, label: '发不出去时一共试', unit: '次', ...set },
  firstWait: { is: 1, label: '第一次没发成，隔多久再试', unit: '分钟', ...set },
  waitGrows: { is: 4, label: '以后每次间隔是上一次的', unit: '倍', ...set },
  silentMinutes: { is: 2, label: '正在发的多久没有结果算中断', unit: '分钟', ...set },
  quietFrom: { is: 22, label: '夜间不打扰，从', unit: '点', ...set },
  quietUntil: { is: 8, label: '夜间不打扰，到', unit: '点', ...set },
  keepDays: {
    is: 180,
    label: '发出记录保存',
    unit: '天',
    source: '个人信息保护法 第十九条; assumption',
    from,
    may: 'lower',
  },
  codeMinutes: { is: 5, label: '验证码有效', unit: '分钟', source: 'assumption', from, may: 'lower' },
  codeTries: { is: 5, label: '一个验证码最多输错', unit: '次', source: 'assumption', from, may: 'lower' },
  codeGap: { is: 1, label: '同一手机号两次验证码相隔', unit: '分钟', source: 'assumption', from, may: 'raise' },
  codeDay: { is: 10, label: '同一手机号一天的验证码', unit: '次', source: 'assumption', from, may: 'lower' },
  codeGapFrom: { is: 0, label: '同一网络地址两次验证码相隔', unit: '分钟', ...set },
  codeDayFrom: { is: 60, label: '同一网络地址一天的验证码', unit: '次', ...set },
})

export const channels = { sms: { label: '短信' }, wechat: { label: '微信' }, email: { label: '邮件' } } as const
export type Channel = keyof typeof channels

/** What a message is for. Whoever receives it may decline a purpose; a code was asked for by the receiver. */
export const purposes = {
  code: { label: '验证码' },
  matter: { label: '您反映的事有进展' },
  urge: { label: '催办提醒（给承办人）' },
  invite: { label: '账号开通（给工作人员）' },
} as const
export type Purpose = keyof typeof purposes
export const declinable = ['matter', 'urge', 'invite'] as const satisfies Purpose[]

/** `tries` are those since it was last asked for. */
export type Facts = { tries: number; until: Date | null }

const triesLeft = guard<Facts>('已试过 {0} 次', (f, at) => f.tries < at.figure(limit.tries), limit.tries)
const stillWorth = guard<Facts>('已经过时，不必再发；验证码请本人重新获取', (f, at) => !f.until || f.until > at.now)

export const outgoing = machine({
  name: 'message.outgoing',
  label: '发出的消息',
  seen: administers,
  initial: 'waiting',
  states: {
    waiting: '待发',
    sending: '正在发',
    sent: { label: '已发出', end: true },
    kept: { label: '留在本机，没有发出', end: true },
    dead: '发不出去',
    lapsed: { label: '过时未发', end: true },
    declined: { label: '本人不接收', end: true },
  },
  moves: {
    take: { label: '取出来发', from: ['waiting', 'sending'], to: 'sending', by: clock, when: [stillWorth] },
    hand: { label: '发出', from: 'sending', to: 'sent', by: clock },
    keep: { label: '留在本机', from: 'sending', to: 'kept', by: clock },
    postpone: { label: '没发成，过会儿再试', from: 'sending', to: 'waiting', by: clock, when: [triesLeft] },
    giveUp: { label: '不再试', from: 'sending', to: 'dead', by: clock },
    lapse: { label: '过时', from: ['waiting', 'sending', 'dead'], to: 'lapsed', by: clock },
    decline: { label: '本人不接收', from: ['waiting', 'sending'], to: 'declined', by: clock },
    retry: { label: '重发', from: 'dead', to: 'waiting', by: administers, when: [stillWorth] },
  },
})
export type State = keyof typeof outgoing.states
export type Move = keyof typeof outgoing.moves

export const problem = problems('message', {
  badPhone: [422, '手机号应为 11 位，请核对'],
  codeSoon: [429, '验证码刚发过，请过一会儿再获取'],
  codeMany: [429, '今天获取验证码的次数已用完，请明天再试，或打 12345 请人帮忙'],
  codeWrong: [422, '验证码不对或已过期，请核对短信；过期了请重新获取'],
  codeSpent: [429, '验证码输错次数过多，请重新获取'],
})
