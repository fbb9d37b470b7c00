/**
 * 收益给谁的规矩：房租按决议定下的比例分给五项用途；集体的股份凭决议变动，分红凭决议、按股分到分，一分不差。
 * The law of what rent is used for, of shares and of dividends.
 */
import { guard, machine } from '../../kernel/rules.ts'
import { accountant, head, staff } from './rules.ts'

/** 篇2 二（一）「收入用途」: what a community earns is for these, and for nothing else. */
export const purposes = {
  pension: '养老补贴',
  operations: '日常运行',
  property: '物业补贴',
  culture: '文化活动',
  aid: '困难帮扶',
} as const
export type Purpose = keyof typeof purposes
export const purposeNames = Object.keys(purposes) as Purpose[]

/** Where rent, deposits and dividends stand in the books. 财会〔2023〕14号 */
export const accounts = { bank: '102', receivable: '112', payable: '211', income: '501', distributed: '322' } as const

export const member = machine({
  name: 'assets.member',
  label: '持股人',
  source: '篇2 一（二）「资产量化」;RCE-04',
  seen: staff,
  initial: 'holding',
  states: { holding: '持股', left: { label: '已退出', end: true } },
  moves: {
    changeShares: { label: '改股数', from: 'holding', by: accountant, source: 'RCE-04' },
    leaveShares: { label: '退出', from: 'holding', to: 'left', by: accountant },
  },
})
/** Whose shares count. */
export const HOLDING = 'holding'

type DividendFacts = { mine: boolean }
const notMine = guard<DividendFacts>('编分红表的人不能自己宣布，请换个人', f => !f.mine)

export const dividend = machine({
  name: 'assets.dividend',
  label: '分红',
  source: '篇2 一（二）「资产量化」;RCE-08',
  seen: staff,
  initial: 'drawn',
  states: {
    drawn: '待宣布',
    declared: { label: '已宣布', end: true },
    dropped: { label: '已作废', end: true },
  },
  moves: {
    declareDividend: { label: '宣布分红', from: 'drawn', to: 'declared', by: head, when: [notMine], source: 'RCE-08' },
    dropDividend: { label: '作废', from: 'drawn', to: 'dropped', by: accountant },
  },
})
export const DECLARED = 'declared'
