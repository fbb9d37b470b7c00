/** 会计科目：财会〔2023〕14号的 42 个一级科目，是数据，写明把握有多大。The chart of accounts; each book begins with these. */
import chart from './data/chart.json' with { type: 'json' }

export const accountKinds = {
  asset: '资产',
  liability: '负债',
  equity: '所有者权益',
  cost: '成本',
  income: '收入',
  expense: '支出',
} as const
export type AccountKind = keyof typeof accountKinds
/** `certainty`: B as published by others, C from memory alone (rules.md). */
export type ChartAccount = {
  code: string
  name: string
  kind: AccountKind
  side: 'debit' | 'credit'
  certainty: string
}

export const accounts = chart.accounts as readonly ChartAccount[]
export const chartSource: string = chart.source

const byCode = new Map(accounts.map(a => [a.code, a]))
/** The first-level account that a code belongs to: 24101 is of 241. */
export const firstLevel = (code: string): ChartAccount | undefined => byCode.get(code.slice(0, 3))

/** Money itself: never below zero, and it leaves only by a payment. */
export const isMoney = (code: string) => /^10[12]/.test(code)
export const CASH = '101'
export const BANK = '102'
export const YEARS_RESULT = '321'
export const DISTRIBUTED = '322'
/** What is closed into the result of the year. */
export const isClosedYearly = (code: string) => code.startsWith('5')

/** Where the money of a fund comes from, and the account that it is credited to. 篇7 二（三）「资金来源」;篇6 二（一）「资金筹措」;篇2 二（一）「自收自支」 */
export const sources = {
  government: { label: '财政投入', credit: '241' },
  donation: { label: '社会捐助', credit: '241' },
  lottery: { label: '福利募捐', credit: '241' },
  own: { label: '自身积累', credit: '501' },
} as const
export type FundSource = keyof typeof sources
