/** The cash book: each movement of the bank account or the till with what is left after it. */
import { t } from '../../../kernel/text.ts'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { Nothing, Waiting } from '../../../ui/desk/trouble.tsx'
import { dayOf } from '../../../ui/desk/when.ts'
import { money } from '../contract.ts'
import { BookLinks, useBook } from './choose-book.tsx'
import { CashPicker } from './pickers.tsx'

export default function CashBook() {
  const { book, books, known } = useBook()
  if (!known) return <Waiting />
  if (!book) return <Nothing say={t('这里还没有账套。')} />
  return (
    <ListPage
      key={book.id}
      op={money.ops.cashBook}
      title={t('日记账')}
      unit={t('笔')}
      main="said"
      columns={['day', 'number', 'said', 'against', 'debit', 'credit', 'balance']}
      filters={['account', 'from', 'to']}
      widgets={{ account: CashPicker }}
      given={{ community: book.community, book: book.id }}
      initial={{ account: '102', from: `${dayOf(new Date()).slice(0, 4)}-01-01`, to: dayOf(new Date()) }}
      to={l => `/money/voucher/${l.community}/${l.id}`}
      widths={{ day: 110, number: 130, against: 180, debit: 120, credit: 120, balance: 130 }}
      above={<BookLinks book={book} books={books} />}
      empty={t('这段时间没有收支。')}
    />
  )
}
