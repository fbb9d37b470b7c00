/** The treasurer's desk: what there is, what is to be done, and budget against what was spent; each figure opens its list. */
import { t } from '../../../kernel/text.ts'
import { useAsk, useHome } from '../../../ui/desk/context.tsx'
import { BoardPage, Panel } from '../../../ui/desk/board-page.tsx'
import { Chart } from '../../../ui/desk/chart.tsx'
import { Go, useGo } from '../../../ui/desk/go.tsx'
import { Yuan } from '../../../ui/desk/show.tsx'
import { Nothing, Waiting } from '../../../ui/desk/trouble.tsx'
import { dayOf } from '../../../ui/desk/when.ts'
import { yuan } from '../../../kernel/fen.ts'
import { money } from '../contract.ts'
import { phases } from '../payment-rules.ts'
import { BookLinks, useBook } from './choose-book.tsx'

const year = Number(dayOf(new Date()).slice(0, 4))

export default function Treasury() {
  const home = useHome()
  const { book, books, known } = useBook()
  const count = (input: object) => useAsk(money.ops.payments, { place: home, size: 1, ...input }).data?.total ?? 0
  const [drafted, checked, approved] = [
    count({ state: ['drafted'] }),
    count({ state: ['checked'] }),
    count({ state: [phases.waiting[0]] }),
  ]
  const held = count({ held: true })
  if (!known) return <Waiting />
  if (!book)
    return (
      <Nothing say={t('这里还没有账套。建了账套才能记账、设立专项资金。')}>
        <Go to="/money/books/new">{t('建账套')}</Go>
      </Nothing>
    )
  const late = book.openMonths
  const payments = (state: string) => `/money/payments?state=${state}`
  return (
    <BoardPage
      title={t('账务工作台')}
      lead={<BookLinks book={book} books={books} />}
      actions={
        <>
          <Go to="/money/payments/new">{t('填付款单')}</Go>　<Go to="/money/vouchers/new">{t('记凭证')}</Go>　
          <Go to={`/money/book/${book.community}/${book.id}`}>{t('账套')}</Go>
        </>
      }
      figures={[
        { label: t('银行存款'), value: <Yuan fen={book.bank} />, unit: t('元'), to: `/money/cash?book=${book.id}` },
        {
          label: t('库存现金'),
          value: <Yuan fen={book.cash} />,
          unit: t('元'),
          to: `/money/cash?book=${book.id}&account=101`,
        },
        { label: t('待复核'), value: drafted, unit: t('笔'), to: payments('drafted') },
        { label: t('待签字'), value: checked, unit: t('笔'), to: payments('checked') },
        { label: t('待付'), value: approved, unit: t('笔'), to: payments(phases.waiting[0]) },
        {
          label: t('被暂停'),
          value: held,
          unit: t('笔'),
          to: '/money/payments?held=true',
          ...(held && { tone: 'late' as const }),
        },
        { label: t('没结账'), value: late, unit: t('个月'), to: `/money/months?book=${book.id}` },
      ]}
    >
      <Panel title={t('{year} 年预算执行', { year })} note={t('点一行看它的合同')} span={2}>
        <Execution place={home} />
      </Panel>
      <Panel title={t('要做的事')}>
        <ul className="todo">
          <li>
            <Go to="/money/batches">{t('付款批次、生成付款文件')}</Go>
          </li>
          <li>
            <Go to="/money/bank">{t('银行流水对账')}</Go>
          </li>
          <li>
            <Go to={`/money/months?book=${book.id}`}>{t('月结')}</Go>
          </li>
          <li>
            <Go to={`/money/trial?book=${book.id}`}>{t('试算与报表')}</Go>
          </li>
        </ul>
      </Panel>
    </BoardPage>
  )
}

function Execution({ place }: { place: string }) {
  const rows = useAsk(money.ops.actual, { place, year }, { when: place !== '' }).data
  const go = useGo()
  if (!rows) return <Waiting />
  if (!rows.length) return <Nothing say={t('今年还没有生效的预算。')} />
  const shown = rows.slice(0, 12)
  const inYuan = (fen: number) => fen / 100
  const bar = (name: string, of: (r: (typeof shown)[number]) => number, color: string) => ({
    name,
    type: 'bar' as const,
    data: shown.map(r => inYuan(of(r))).toReversed(),
    itemStyle: { color },
  })
  const said = shown
    .map(r => t('{name}：预算 {yuan} 元，已付 {yuan2} 元', { name: r.name, yuan: yuan(r.amount), yuan2: yuan(r.paid) }))
    .join('；')
  return (
    <>
      <Chart
        height={60 + shown.length * 46}
        said={said}
        option={{
          grid: { left: 8, right: 24, top: 30, bottom: 8, containLabel: true },
          legend: { top: 0 },
          tooltip: { trigger: 'axis' },
          xAxis: { type: 'value', axisLabel: { formatter: (v: number) => t('{v} 万', { v: v / 10_000 }) } },
          yAxis: { type: 'category', data: shown.map(r => r.name).toReversed() },
          series: [
            bar(t('预算'), r => r.amount, '#cfdff5'),
            bar(t('已签合同'), r => r.committed, '#7ba7e0'),
            bar(t('已付'), r => r.paid, '#0b57c4'),
          ],
        }}
        press={({ index }) => {
          const row = shown.toReversed()[index]
          if (row) go(`/money/contracts?line=${row.id}`)
        }}
      />
      <table className="ledger">
        <thead>
          <tr>
            <th>{t('项目')}</th>
            <th className="money">{t('预算')}</th>
            <th className="money">{t('已签')}</th>
            <th className="money">{t('已付')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(r => (
            <tr key={r.id}>
              <td>
                <Go to={`/money/budget/${r.community}/${r.budget}`}>{r.name}</Go>
              </td>
              <td className="money">
                <Yuan fen={r.amount} />
              </td>
              <td className="money">
                <Go to={`/money/contracts?line=${r.id}`}>
                  <Yuan fen={r.committed} />
                </Go>
              </td>
              <td className="money">
                <Go to={`/money/vouchers?line=${r.id}`}>
                  <Yuan fen={r.paid} />
                </Go>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
