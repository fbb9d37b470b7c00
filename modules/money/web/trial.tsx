/** Trial balance, and from the same lines what is owned and owed, what came in and went out this year. */
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { t } from '../../../kernel/text.ts'
import { useAsk, useTitle } from '../../../ui/desk/context.tsx'
import { Figures } from '../../../ui/desk/board-page.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { Yuan } from '../../../ui/desk/show.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { dayOf } from '../../../ui/desk/when.ts'
import { money } from '../contract.ts'
import { BookLinks, useBook } from './choose-book.tsx'

export default function Trial() {
  useTitle(t('试算与报表'))
  const { book, books, known } = useBook()
  const [search, change] = useUrl()
  const month = search['month'] ?? dayOf(new Date()).slice(0, 7)
  const given = { community: book?.community ?? '', book: book?.id ?? '', month }
  const asked = useAsk(money.ops.trial, given, { when: book !== undefined })
  if (known && !book) return <Nothing say={t('这里还没有账套。')} />
  if (asked.error) return <Trouble error={asked.error} retry={asked.refetch} />
  if (!asked.data || !book) return <Waiting />
  const { lines, assets, liabilities, equity, income, expense } = asked.data
  const list = (account = '') => `/money/vouchers?book=${book.id}&account=${account}`
  const sum = (of: 'debit' | 'credit') => lines.reduce((all, l) => all + l[of], 0)
  const figure = (label: string, fen: number, to: string) => ({ label, value: <Yuan fen={fen} />, unit: t('元'), to })
  return (
    <>
      <Head title={t('试算与报表')}>
        <BookLinks book={book} books={books} />
        <DatePicker
          picker="month"
          value={dayjs(`${month}-01`)}
          onChange={d => change({ month: d?.format('YYYY-MM') })}
          allowClear={false}
          aria-label={t('月份')}
        />
      </Head>
      <Figures
        figures={[
          figure(t('资产'), assets, list('1')),
          figure(t('负债'), liabilities, list('2')),
          figure(t('所有者权益'), equity, list('3')),
          figure(t('本年收入'), income, list('50')),
          figure(t('本年支出'), expense, list('51')),
        ]}
      />
      <p className="hint">
        {assets === liabilities + equity
          ? t('资产 = 负债 + 所有者权益，平。')
          : t('资产和负债、权益不平，请联系管理员。')}
      </p>
      <section className="sheet">
        <table className="ledger">
          <thead>
            <tr>
              <th>{t('科目')}</th>
              <th className="money">{t('期初')}</th>
              <th className="money">{t('借方')}</th>
              <th className="money">{t('贷方')}</th>
              <th className="money">{t('期末')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(l => (
              <tr key={l.code}>
                <td>
                  <Go to={list(l.code)}>
                    {l.code} {l.name}
                  </Go>
                </td>
                {[l.opening, l.debit, l.credit, l.closing].map((fen, n) => (
                  <td key={n} className="money">
                    <Yuan fen={fen} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>{t('合计')}</td>
              <td />
              <td className="money">
                <Yuan fen={sum('debit')} />
              </td>
              <td className="money">
                <Yuan fen={sum('credit')} />
              </td>
              <td />
            </tr>
          </tfoot>
        </table>
      </section>
    </>
  )
}
