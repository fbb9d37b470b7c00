/** The rest days of a year: where they come from, and, for whoever keeps the calendar, putting in another year's. */
import { Button } from 'antd'
import { useState } from 'react'
import { t } from '../../kernel/text.ts'
import { book } from '../../kernel/book-contract.ts'
import { may } from '../../kernel/book-rules.ts'
import type { Output } from '../../kernel/contract.ts'
import { useAsk, useMe, useTitle } from '../../ui/desk/context.tsx'
import { Head } from '../../ui/desk/head.tsx'
import { couldEver } from '../../ui/desk/page.ts'
import { Moment } from '../../ui/desk/show.tsx'
import { Trouble, Waiting } from '../../ui/desk/trouble.tsx'
import { useUrl } from '../../ui/desk/url.ts'
import { dayOf } from '../../ui/desk/when.ts'
import { YearCalendar } from './holiday-calendar.tsx'
import { EditYear } from './holiday-edit.tsx'

export type Year = Output<typeof book.ops.holidays>

export default function Holidays() {
  useTitle(t('节假日'))
  const me = useMe()
  const today = dayOf(new Date())
  const [url, change] = useUrl()
  const year = Number(url['year'] ?? today.slice(0, 4))
  const asked = useAsk(book.ops.holidays, { year })
  const [editing, setEditing] = useState(false)
  const to = (y: number) => {
    setEditing(false)
    change({ year: y })
  }
  if (asked.error && !asked.data) return <Trouble error={asked.error} retry={asked.refetch} />
  const table = asked.data
  const keeps = couldEver(may.setHolidays, me)
  return (
    <>
      <Head
        title={t('节假日')}
        actions={
          keeps &&
          !editing && (
            <Button type="primary" onClick={() => setEditing(true)}>
              {table?.known ? t('更换 {year} 年的表', { year }) : t('录入 {year} 年的表', { year })}
            </Button>
          )
        }
      >
        <span className="year-switch">
          <Button size="small" aria-label={t('上一年')} onClick={() => to(year - 1)}>
            ‹
          </Button>
          <strong className="figures">{t('{year} 年', { year })}</strong>
          <Button size="small" aria-label={t('下一年')} onClick={() => to(year + 1)}>
            ›
          </Button>
        </span>
        {table && table.year === year && <From table={table} />}
      </Head>
      {!table || table.year !== year ? (
        <Waiting />
      ) : editing ? (
        <EditYear key={year} table={table} today={today} close={() => setEditing(false)} />
      ) : (
        <section className="sheet">
          <YearCalendar year={year} today={today} days={new Map(table.days.map(d => [d.day, d]))} />
          <Legend />
        </section>
      )}
    </>
  )
}

function From({ table }: { table: Year }) {
  if (!table.known)
    return (
      <span className="badge badge-soon year-unknown">
        {t('还没有这一年的表：经过这一年的工作日时限都是待定，等国务院公布后录入')}
      </span>
    )
  if (!table.own) return <span className="hint">{t('随系统带来的表，依国务院办公厅历年通知')}</span>
  return (
    <span className="hint">
      {t('自行录入，依 {source}', { source: table.source ?? '' })}
      {table.at && (
        <>
          ，<Moment at={table.at} /> {t('录入')}
        </>
      )}
    </span>
  )
}

export const Legend = () => (
  <p className="hint year-legend">
    <span className="day day-off">
      1<i>{t('休')}</i>
    </span>
    {t('放假')}
    <span className="day day-work">
      4<i>{t('班')}</i>
    </span>
    {t('调休上班')}
    <span className="day day-rest">7</span>
    {t('周末')}
  </p>
)
