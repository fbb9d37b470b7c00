/** How each operation of the ledger, of funds and of payments is asked. */
import { newId } from '../../kernel/id.ts'
import { any } from '../../kernel/rules.ts'
import { answered, has, is, lists, type Case } from './case.ts'
import { at, later, type World } from './world.ts'

export const money = ({ money: m }: World): Record<string, Case> => {
  const place = at.community
  const row = { place }
  const on = (key: object, input: object = {}, now?: Date): Case => ({
    input: { ...key, ...input },
    row,
    ...(now && { now }),
  })
  const of = { community: place, book: m.book.id }
  const some = { row, shows: (list: unknown[]) => list.length > 0 }
  const day = '2026-11-20'
  const lines = [
    { account: '112', debit: 1 },
    { account: '501', credit: 1 },
  ]
  const paying = { what: '改过的款', amount: '90', debit: '514', bankAccount: '1234567890' }
  const span = { from: '2026-01-01', to: '2026-12-31' }
  return {
    'money.openBook': { input: { place, ownerKind: 'owners', name: '业主账', year: 2026 } },
    'money.books': { input: {}, row, shows: has(m.book.id) },
    'money.book': { ...on(m.book), shows: is(m.book.id) },
    'money.accounts': { input: of, ...some },
    'money.months': { input: { size: 200 }, row, shows: lists(m.month.id) },
    'money.month': { ...on(m.month), shows: is(m.month.id) },
    'money.post': { input: { ...m.byHand, lines: m.lines } },
    'money.record': {
      input: { place, book: m.book.id, day, said: '计租', source: 'rentCharge', record: newId(), lines },
      rule: any(),
      never: 'only rents and dividends ask it',
    },
    'money.facts': { input: { place, to: day }, row, shows: (f: { contracts: unknown[] }) => f.contracts.length > 0 },
    'money.reverse': { input: { place, voucher: m.manual.id, day: '2026-03-02', reason: '记错了' } },
    'money.vouchers': { input: { size: 200 }, row, shows: lists(m.voucher.id) },
    'money.voucher': { ...on(m.voucher), shows: is(m.voucher.id) },
    'money.cashBook': { input: { ...of, ...span }, row, shows: lists(m.voucher.id) },
    'money.trial': { input: { ...of, month: '2026-11' }, row, shows: (t: { lines: unknown[] }) => t.lines.length > 0 },
    'money.addAccount': on(m.book, { code: '51401', name: '路灯电费' }),
    'money.nextYear': on(m.book),
    'money.closeYear': { ...on(m.book, { year: 2026 }), never: 'eleven months are to be closed before' },
    'money.closeBook': on(m.spare),
    'money.reconcileMonth': on(m.month),
    'money.closeMonth': on(m.month),
    'money.reopenMonth': on(m.month, { reason: '漏记一笔' }),
    'money.openFund': {
      input: { place, book: m.book.id, year: 2026, name: '捐款', purpose: '助老', source: 'donation', amount: '100' },
    },
    'money.funds': { input: { size: 200 }, row, shows: lists(m.fund.id) },
    'money.fund': { ...on(m.fund), shows: is(m.fund.id) },
    'money.growth': {
      input: { place, year: 2026, revenueWas: '100', revenueIs: '108' },
      row,
      shows: (g: { is: number }) => g.is > 0,
    },
    'money.publicFunds': { input: { place }, shows: has(m.fund.id) },
    'money.publicFund': { input: m.fund, shows: is(m.fund.id) },
    'money.receiveFund': on(m.fund, { day, amount: '1', from: '居民' }),
    'money.borrow': on(m.fund, { day, amount: '1', yearly: '1', lender: '城投公司', ...m.resolved }),
    'money.carryOver': on(m.idle, { day: '2026-12-31' }),
    'money.drawBudget': { input: { place, fund: m.fund.id, name: '又一份', ...m.resolved, amount: '1' } },
    'money.budgets': { input: { size: 200 }, row, shows: lists(m.budget.id) },
    'money.budget': { ...on(m.budget), shows: is(m.budget.id) },
    'money.actual': { input: { place, year: 2026 }, ...some },
    'money.addLine': on(m.budget, { name: '井盖', kind: 'facility', amount: '1' }),
    'money.adopt': on(m.budget),
    'money.dropBudget': on(m.budget, { reason: '重编' }),
    'money.endBudget': on(m.empty),
    'money.commit': {
      input: {
        place,
        line: m.line,
        contract: newId(),
        number: 'HT-3',
        party: '照明公司',
        what: '补换路灯',
        amount: '1',
        signedDay: '2026-04-01',
      },
    },
    'money.commitments': { input: { size: 200 }, row, shows: lists(m.contract.id) },
    'money.commitment': { ...on(m.contract), shows: is(m.contract.id) },
    'money.contractsOf': { input: { community: place, contract: newId() }, ...answered },
    'money.acceptWork': on(m.contract, { number: 'YS-2', day, amount: '1' }),
    'money.endContract': on(m.free),
    'money.draftPayment': { input: { place, commitment: m.contract.id, ...paying } },
    'money.payments': { input: { size: 200 }, row, shows: lists(m.payment.id) },
    'money.payment': { ...on(m.payment), shows: is(m.payment.id) },
    'money.chain': { ...on(m.payment), ...answered },
    'money.checkPayment': on(m.payment),
    'money.sendBack': on(m.payment, { reason: '金额不对' }),
    'money.amendPayment': on(m.payment, paying),
    'money.signCommittee': on(m.payment),
    'money.signSupervision': on(m.payment),
    'money.approve': on(m.payment),
    'money.sendPayment': on(m.payment, { batch: m.batch.id }),
    'money.payCash': on(m.cash, { day }),
    'money.markPaid': on(m.payment, { day, serial: 'LS-9' }),
    'money.markFailed': on(m.payment, { reason: '账号不对' }),
    'money.redraft': on(m.payment),
    'money.settlePayment': { ...on(m.payment), never: 'it follows a line of the bank' },
    'money.unsettlePayment': on(m.payment),
    'money.cancelPayment': on(m.payment, { reason: '不付了' }),
    'money.holdPayment': on(m.payment, { question: '请附报价单' }),
    'money.holds': { input: { size: 200 }, row, shows: lists(m.hold.id) },
    'money.hold': { ...on(m.hold), shows: is(m.hold.id) },
    'money.answerHold': on(m.hold, { text: '用了防水型' }, later(1)),
    'money.askFurther': on(m.hold, { question: '请附报价单' }),
    'money.releaseHold': on(m.hold, { reason: '说明清楚' }),
    'money.upholdHold': on(m.hold, { reason: '不合理' }),
    'money.makeBatch': { input: { place, book: m.book.id } },
    'money.batches': { input: { size: 200 }, row, shows: lists(m.batch.id) },
    'money.batch': { ...on(m.batch), shows: is(m.batch.id) },
    'money.settleBatch': on(m.batch),
    'money.bankLines': { input: { size: 200 }, row, shows: lists(m.apart.id) },
    'money.bankLine': { ...on(m.apart), shows: is(m.apart.id) },
    'money.suggestions': { ...on(m.apart), shows: (list: unknown[]) => list.length > 0 },
    'money.reconciliation': { input: { ...of, month: '2026-02' }, row, ...answered },
    'money.matchLine': on(m.apart, { voucher: m.voucher.id }),
    'money.partLine': on(m.matched),
  }
}
