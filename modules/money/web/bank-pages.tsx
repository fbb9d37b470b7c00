/** The bank: batches that went there as a file, and its statement line by line with the voucher that each may be. */
import { App, Button } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useAsk, useSend } from '../../../ui/desk/context.tsx'
import { Go, useGo } from '../../../ui/desk/go.tsx'
import { ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { Yuan } from '../../../ui/desk/show.tsx'
import { sayOf } from '../../../ui/desk/trouble.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { dayOf } from '../../../ui/desk/when.ts'
import { batch } from '../bank-rules.ts'
import { money } from '../contract.ts'
import { BookLinks, useBook } from './choose-book.tsx'
import { pickers } from './pickers.tsx'

export function Batches() {
  const { book } = useBook()
  const send = useSend(money.ops.makeBatch)
  const go = useGo()
  const { message } = App.useApp()
  const make = async () => {
    if (!book) return
    try {
      const made = await send.mutateAsync({ place: book.place, book: book.id })
      go(`/money/batch/${made.community}/${made.id}`)
    } catch (error) {
      void message.error(sayOf(error))
    }
  }
  return (
    <ListPage
      op={money.ops.batches}
      title={batch.label}
      unit={t('批')}
      main="number"
      columns={['number', 'n', 'total', 'waiting', 'state', 'madeName', 'madeAt']}
      filters={['place']}
      to={b => `/money/batch/${b.community}/${b.id}`}
      widths={{ n: 80, total: 130, waiting: 90, state: 110, madeName: 100, madeAt: 120 }}
      actions={
        <Button onClick={() => void make()} loading={send.isPending} disabled={!book}>
          {t('生成付款文件')}
        </Button>
      }
      empty={t('批准了的转账付款，在这里合成一个文件送银行。')}
    />
  )
}

export const BatchPage = () => (
  <RecordPage
    op={money.ops.batch}
    ops={money.ops}
    back={{ to: '/money/batches', label: batch.label }}
    title={b => t('付款批次 {number}', { number: b.number })}
    fields={['n', 'total', 'waiting', 'madeName', 'madeAt']}
    more={b => (
      <p>
        <a href={`/api/exchange/export/money.bankFile.csv?place=${b.place}&batch=${b.id}`}>
          {t('下载付款文件（CSV）')}
        </a>
        　<a href={`/api/exchange/export/money.bankFile.xlsx?place=${b.place}&batch=${b.id}`}>Excel</a>　
        <Go to={`/money/payments?batch=${b.id}`}>{t('这一批的付款')}</Go>　<Go to="/import">{t('导入银行回盘')}</Go>
      </p>
    )}
  />
)

export function Lines() {
  const { book, books } = useBook()
  const [search] = useUrl()
  const month = search['month'] ?? dayOf(new Date()).slice(0, 7)
  return (
    <ListPage
      op={money.ops.bankLines}
      title={t('银行对账')}
      unit={t('条')}
      main="said"
      columns={['day', 'said', 'party', 'amount', 'state', 'voucherNumber', 'serial']}
      filters={['book', 'month', 'state', 'place']}
      widgets={{ book: pickers.book }}
      to={l => `/money/line/${l.community}/${l.id}`}
      widths={{ day: 110, party: 180, amount: 130, state: 90, voucherNumber: 130, serial: 170 }}
      above={
        <>
          <BookLinks book={book} books={books} />
          {book && <Both community={book.community} book={book.id} month={month} />}
        </>
      }
      actions={<Go to="/import">{t('导入银行流水')}</Go>}
      empty={t('还没有银行流水。请从网上银行下载，在「导入」里选「银行流水」。')}
    />
  )
}

function Both(input: { community: string; book: string; month: string }) {
  const r = useAsk(money.ops.reconciliation, input).data
  if (!r) return null
  return (
    <p className={r.difference ? 'due-late' : 'quiet'}>
      {t('{month} 月末：账面', { month: input.month })} <Yuan fen={r.books} />
      {t('，银行')} {r.bank === null ? t('没有余额') : <Yuan fen={r.bank} />}
      {t('；账上有银行没有')} <Yuan fen={r.onlyBooks} />
      {t('，银行有账上没有')} <Yuan fen={r.onlyBank} />
      {r.difference !== null && (
        <>
          {t('，差额')} <Yuan fen={r.difference} />
        </>
      )}
      {t('。没对上 {apart} 条', { apart: r.apart })}
    </p>
  )
}

export const LinePage = () => (
  <RecordPage
    op={money.ops.bankLine}
    ops={money.ops}
    back={{ to: '/money/bank', label: t('银行对账') }}
    title={l => l.said || l.party}
    fields={['day', 'amount', 'party', 'serial', 'account', 'voucherNumber']}
    widgets={{ voucher: pickers.voucher }}
    more={l => (l.voucher ? <Go to={`/money/voucher/${l.community}/${l.voucher}`}>{t('看凭证')}</Go> : null)}
  />
)
