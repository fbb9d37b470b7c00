/** The work behind the money module's contract; books in book.ts, what is posted in voucher.ts, what is paid in payment.ts. */
import { sealedColumn } from '../../kernel/resealing.ts'
import { serve } from '../../kernel/server.ts'
import {
  bankLines,
  batches,
  makeBatch,
  movingBatches,
  movingLines,
  readBatch,
  readLine,
  reconciliation,
  suggestions,
} from './bank.ts'
import { mayBank } from './bank-rules.ts'
import { accounts, books, movingBooks, openBook, readBook } from './book.ts'
import { actual, drawBudget, listBudgets, movingBudgets, readBudget } from './budget.ts'
import { chain } from './chain.ts'
import { commit, contractsOf, listCommitments, movingCommitments, readCommitment } from './commitment.ts'
import { money } from './contract.ts'
import { facts } from './facts.ts'
import { growth, listFunds, movingFunds, openFund, readFund } from './fund.ts'
import { listHolds, movingHolds, readHold } from './hold.ts'
import { listMonths, movingMonths, readMonth } from './month.ts'
import { draftPayment, movingPayments } from './payment.ts'
import { ACCOUNT, listPayments, readPayment } from './payment-read.ts'
import { publicFund, publicFunds } from './public.ts'
import { cashBook, trial } from './reports.ts'
import { record } from './record.ts'
import { may } from './rules.ts'
import { listVouchers, post, readVoucher, reverse } from './voucher.ts'

sealedColumn({ table: 'money.payment', column: 'bank_account', use: ACCOUNT, key: { community: 'text', id: 'uuid' } })

serve(money, {
  may: { ...may, ...mayBank },
  do: {
    openBook,
    books,
    book: readBook,
    accounts,
    months: listMonths,
    month: readMonth,
    post,
    record,
    reverse,
    vouchers: listVouchers,
    voucher: readVoucher,
    cashBook,
    trial,
    openFund,
    funds: listFunds,
    fund: readFund,
    growth,
    publicFunds,
    publicFund,
    drawBudget,
    budgets: listBudgets,
    budget: readBudget,
    actual,
    commit,
    commitments: listCommitments,
    commitment: readCommitment,
    contractsOf,
    draftPayment,
    payments: listPayments,
    payment: readPayment,
    chain,
    holds: listHolds,
    hold: readHold,
    facts,
    makeBatch,
    batches,
    batch: readBatch,
    bankLines,
    bankLine: readLine,
    suggestions,
    reconciliation,
  },
  asked: {
    record: ['takeDeposit', 'chargeRent', 'receiveRent', 'endLease', 'settleLease', 'declareDividend'].map(
      op => `assets.${op}`,
    ),
  },
  records: [
    movingBooks,
    movingMonths,
    movingFunds,
    movingBudgets,
    movingCommitments,
    movingPayments,
    movingHolds,
    movingBatches,
    movingLines,
  ],
})
