/** The money pages for staff: the treasurer's desk, payments and their signatures, the books, the bank. 篇8 2「网上办公」 */
import { lazy } from 'react'
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/desk/page.ts'
import { bankLine, batch, mayBank } from '../bank-rules.ts'
import { budget, commitment, fund, staff } from '../fund-rules.ts'
import { hold, payment } from '../payment-rules.ts'
import { book, may, month } from '../rules.ts'

const Treasury = lazy(() => import('./treasury.tsx'))
const CashBook = lazy(() => import('./cash-book.tsx'))
const Trial = lazy(() => import('./trial.tsx'))
const NewVoucher = lazy(() => import('./new-voucher.tsx'))
const ledger = (name: keyof typeof import('./ledger-pages.tsx')) =>
  lazy(async () => ({ default: (await import('./ledger-pages.tsx'))[name] }))
const spending = (name: keyof typeof import('./spending-pages.tsx')) =>
  lazy(async () => ({ default: (await import('./spending-pages.tsx'))[name] }))
const paying = (name: keyof typeof import('./payment-pages.tsx')) =>
  lazy(async () => ({ default: (await import('./payment-pages.tsx'))[name] }))
const bank = (name: keyof typeof import('./bank-pages.tsx')) =>
  lazy(async () => ({ default: (await import('./bank-pages.tsx'))[name] }))
const [Vouchers, VoucherPage, Months, MonthPage] = [
  ledger('Vouchers'),
  ledger('VoucherPage'),
  ledger('Months'),
  ledger('MonthPage'),
]
const [BookPage, NewBook] = [ledger('BookPage'), ledger('NewBook')]
const [Funds, FundPage, NewFund] = [spending('Funds'), spending('FundPage'), spending('NewFund')]
const [Budgets, BudgetPage, NewBudget] = [spending('Budgets'), spending('BudgetPage'), spending('NewBudget')]
const [Contracts, ContractPage, NewContract] = [
  spending('Contracts'),
  spending('ContractPage'),
  spending('NewContract'),
]
const [Payments, PaymentPage, NewPayment] = [paying('Payments'), paying('PaymentPage'), paying('NewPayment')]
const [Holds, HoldPage] = [paying('Holds'), paying('HoldPage')]
const [Batches, BatchPage, Lines, LinePage] = [bank('Batches'), bank('BatchPage'), bank('Lines'), bank('LinePage')]

const group = () => t('资金与账')
const key = '$community/$id'
export const pages = [
  page(
    '/money',
    () => t('账务工作台'),
    () => <Treasury />,
    { menu: { group }, may: staff },
  ),
  page(
    '/money/payments',
    () => payment.label,
    () => <Payments />,
    { menu: { group }, may: may.payments },
  ),
  page(
    '/money/holds',
    () => hold.label,
    () => <Holds />,
    { menu: { group }, may: may.holds },
  ),
  page(
    '/money/funds',
    () => fund.label,
    () => <Funds />,
    { menu: { group }, may: may.funds },
  ),
  page(
    '/money/budgets',
    () => budget.label,
    () => <Budgets />,
    { menu: { group }, may: may.budgets },
  ),
  page(
    '/money/contracts',
    () => commitment.label,
    () => <Contracts />,
    { menu: { group }, may: may.commitments },
  ),
  page(
    '/money/cash',
    () => t('日记账'),
    () => <CashBook />,
    { menu: { group }, may: may.cashBook },
  ),
  page(
    '/money/vouchers',
    () => t('凭证'),
    () => <Vouchers />,
    { menu: { group }, may: may.vouchers },
  ),
  page(
    '/money/bank',
    () => t('银行对账'),
    () => <Lines />,
    { menu: { group }, may: mayBank.bankLines },
  ),
  page(
    '/money/months',
    () => t('月结'),
    () => <Months />,
    { menu: { group }, may: may.months },
  ),
  page(
    '/money/trial',
    () => t('试算与报表'),
    () => <Trial />,
    { may: may.trial },
  ),
  page(
    '/money/batches',
    () => batch.label,
    () => <Batches />,
    { may: mayBank.batches },
  ),
  page(
    '/money/payments/new',
    () => t('填付款单'),
    () => <NewPayment />,
    { may: may.draftPayment },
  ),
  page(
    '/money/vouchers/new',
    () => t('记凭证'),
    () => <NewVoucher />,
    { may: may.post },
  ),
  page(
    '/money/funds/new',
    () => t('设立专项资金'),
    () => <NewFund />,
    { may: may.openFund },
  ),
  page(
    '/money/budgets/new',
    () => t('编预算'),
    () => <NewBudget />,
    { may: may.drawBudget },
  ),
  page(
    '/money/contracts/new',
    () => t('登记合同'),
    () => <NewContract />,
    { may: may.commit },
  ),
  page(
    '/money/books/new',
    () => t('建账套'),
    () => <NewBook />,
    { may: may.openBook },
  ),
  page(
    `/money/book/${key}`,
    () => book.label,
    () => <BookPage />,
    { machine: book.name, may: staff },
  ),
  page(
    `/money/voucher/${key}`,
    () => t('凭证'),
    () => <VoucherPage />,
    { may: staff },
  ),
  page(
    `/money/month/${key}`,
    () => month.label,
    () => <MonthPage />,
    { machine: month.name, may: staff },
  ),
  page(
    `/money/fund/${key}`,
    () => fund.label,
    () => <FundPage />,
    { machine: fund.name, may: staff },
  ),
  page(
    `/money/budget/${key}`,
    () => budget.label,
    () => <BudgetPage />,
    { machine: budget.name, may: staff },
  ),
  page(
    `/money/contract/${key}`,
    () => commitment.label,
    () => <ContractPage />,
    { machine: commitment.name, may: staff },
  ),
  page(
    `/money/payment/${key}`,
    () => payment.label,
    () => <PaymentPage />,
    { machine: payment.name, may: staff },
  ),
  page(
    `/money/hold/${key}`,
    () => hold.label,
    () => <HoldPage />,
    { machine: hold.name, may: staff },
  ),
  page(
    `/money/batch/${key}`,
    () => batch.label,
    () => <BatchPage />,
    { machine: batch.name, may: staff },
  ),
  page(
    `/money/line/${key}`,
    () => bankLine.label,
    () => <LinePage />,
    { machine: bankLine.name, may: staff },
  ),
]
