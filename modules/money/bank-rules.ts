/** 银行的规矩：送盘、回盘、流水对账。The law of what goes to the bank and comes back from it. */
import { any, machine, post } from '../../kernel/rules.ts'
import { staff } from './fund-rules.ts'

const accountant = post('accountant').over('place')
const cashier = post('cashier').over('place')

export const mayBank = {
  makeBatch: cashier,
  batches: staff,
  batch: staff,
  bankLines: staff,
  bankLine: staff,
  suggestions: staff,
  reconciliation: staff,
}
/** Whoever brings in the bank's files. */
export const brings = any(accountant, cashier)

export const batch = machine({
  name: 'money.batch',
  label: '付款批次',
  source: '篇8 2「三资监管」',
  seen: staff,
  initial: 'sent',
  states: { sent: '等银行回盘', settled: { label: '已回盘', end: true } },
  moves: { settleBatch: { label: '回盘完毕', from: 'sent', to: 'settled', by: brings } },
})

export const bankLine = machine({
  name: 'money.bankLine',
  label: '银行流水',
  source: 'F09',
  seen: staff,
  initial: 'apart',
  states: { apart: '没对上', matched: '已对上' },
  moves: {
    matchLine: { label: '对上凭证', from: 'apart', to: 'matched', by: accountant, source: 'F09' },
    partLine: { label: '撤销对账', from: 'matched', to: 'apart', by: accountant },
  },
})
