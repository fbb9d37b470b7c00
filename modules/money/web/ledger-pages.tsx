/** Vouchers, months and books. */
import { t } from '../../../kernel/text.ts'
import { Go } from '../../../ui/desk/go.tsx'
import { FormPage, ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { Yuan } from '../../../ui/desk/show.tsx'
import { dayOf } from '../../../ui/desk/when.ts'
import { money } from '../contract.ts'
import { month } from '../rules.ts'
import { pickers } from './pickers.tsx'

export const Vouchers = () => (
  <ListPage
    op={money.ops.vouchers}
    title={t('凭证')}
    unit={t('张')}
    main="said"
    columns={['month', 'number', 'day', 'said', 'total', 'source', 'madeName', 'reversed']}
    filters={['book', 'month', 'source', 'place', 'search']}
    widgets={{ book: pickers.book }}
    to={v => `/money/voucher/${v.community}/${v.id}`}
    widths={{ month: 90, number: 80, day: 110, total: 130, source: 100, madeName: 100, reversed: 80 }}
    actions={<Go to="/money/vouchers/new">{t('记凭证')}</Go>}
  />
)

export const VoucherPage = () => (
  <RecordPage
    op={money.ops.voucher}
    back={{ to: '/money/vouchers', label: t('凭证') }}
    title={v => t('{month} 记-{number}　{said}', { month: v.month, number: v.number, said: v.said })}
    fields={['day', 'total', 'source', 'madeName', 'madeAt']}
    more={v => (
      <section className="sheet">
        <h2>{t('分录')}</h2>
        <table className="ledger">
          <thead>
            <tr>
              <th>{t('科目')}</th>
              <th className="money">{t('借方')}</th>
              <th className="money">{t('贷方')}</th>
              <th>{t('资金')}</th>
            </tr>
          </thead>
          <tbody>
            {v.lines.map((l, n) => (
              <tr key={n} className={l.debit + l.credit < 0 ? 'due-late' : ''}>
                <td>
                  {l.account} {l.accountName}
                </td>
                <td className="money">{l.debit !== 0 && <Yuan fen={l.debit} />}</td>
                <td className="money">{l.credit !== 0 && <Yuan fen={l.credit} />}</td>
                <td>{l.fundName}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    )}
  />
)

export const Months = () => (
  <ListPage
    op={money.ops.months}
    title={t('月结')}
    unit={t('个月')}
    main="month"
    columns={['due', 'month', 'bookName', 'state', 'vouchers', 'apart', 'reconciledAt', 'closedName', 'reopenedWhy']}
    filters={['book', 'place']}
    widgets={{ book: pickers.book }}
    to={m => `/money/month/${m.community}/${m.id}`}
    widths={{ due: 110, bookName: 200, state: 90, vouchers: 80, apart: 120, reconciledAt: 120, closedName: 100 }}
  />
)

export const MonthPage = () => (
  <RecordPage
    op={money.ops.month}
    ops={money.ops}
    back={{ to: '/money/months', label: t('月结') }}
    title={m => `${m.bookName} ${m.month}`}
    fields={['vouchers', 'apart', 'reconciledAt', 'reconciledBy', 'closedAt', 'closedName', 'reopenedWhy']}
    more={m => (
      <p>
        <Go to={`/money/vouchers?book=${m.book}&month=${m.month}`}>{t('这个月的凭证')}</Go>　
        <Go to={`/money/bank?book=${m.book}&month=${m.month}`}>{t('银行流水')}</Go>　
        <Go to={`/money/trial?book=${m.book}&month=${m.month}`}>{t('试算与报表')}</Go>
      </p>
    )}
  />
)

export const NewBook = () => (
  <FormPage
    op={money.ops.openBook}
    lead={t('村（居）委会和集体经济组织各建各的账套，不混在一起。')}
    fields={['place', 'ownerKind', 'name', 'year']}
    initial={{ year: Number(dayOf(new Date()).slice(0, 4)) }}
    to={a => `/money/book/${a.community}/${a.id}`}
  />
)

export const BookPage = () => (
  <RecordPage
    op={money.ops.book}
    ops={money.ops}
    back={{ to: '/money', label: t('账务工作台') }}
    title={b => b.name}
    fields={['ownerKind', 'place', 'bank', 'cash', 'fromYear', 'lastYear', 'closedYear', 'openMonths']}
    more={b => (
      <p>
        <Go to={`/money/cash?book=${b.id}`}>{t('日记账')}</Go>　<Go to={`/money/vouchers?book=${b.id}`}>{t('凭证')}</Go>
        　<Go to={`/money/months?book=${b.id}`}>{month.label}</Go>　
        <Go to={`/money/trial?book=${b.id}`}>{t('试算与报表')}</Go>
      </p>
    )}
  />
)
