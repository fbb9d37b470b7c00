/** What was read of a pasted notice and what was not, and which open deadlines the table would move. */
import { useDeferredValue } from 'react'
import { t } from '../../kernel/text.ts'
import { book } from '../../kernel/book-contract.ts'
import { addDays, type Day } from '../../kernel/clock.ts'
import type { Notice } from '../../kernel/holiday-notice.ts'
import { useAsk } from '../../ui/desk/context.tsx'
import { sayOf } from '../../ui/desk/trouble.tsx'

export function ReadBack({ notice, year }: { notice: Notice; year: number }) {
  const feasts = [...Map.groupBy(notice.days, d => d.name)].toSorted(
    ([, a], [, b]) => Number(b[0]!.off) - Number(a[0]!.off),
  )
  return (
    <div className="notice-read" role="status">
      {notice.year !== null && notice.year !== year && (
        <p className="mistake">
          {t('这是 {year} 年的通知，现在录入的是 {asked} 年：没有采用。请换到 {year} 年再粘贴。', {
            year: notice.year,
            asked: year,
          })}
        </p>
      )}
      {feasts.length > 0 ? (
        <ul>
          {feasts.map(([name, of]) => (
            <li key={name}>
              <strong>{name}</strong>{' '}
              {inRuns(
                of.map(d => d.day),
                year,
              )}
            </li>
          ))}
        </ul>
      ) : (
        <p className="mistake">{t('没有读出任何日子，请核对是否粘贴了通知正文。')}</p>
      )}
      {notice.unread.length > 0 && (
        <>
          <p className="mistake">{t('下面几处没有读懂，没有采用，请在日历上按日子改：')}</p>
          <ul>
            {notice.unread.map(u => (
              <li key={u.text} className="mistake">
                「{u.text}」{u.why}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

export function Moving(input: { year: number; place: string; off: Day[]; work: Day[] }) {
  const asked = useAsk(book.ops.preview, useDeferredValue(input))
  if (asked.error) return <p className="mistake">{sayOf(asked.error)}</p>
  if (!asked.data) return <p className="hint">{t('正在看哪些时限会移动……')}</p>
  const { moved, firm, looked, whole } = asked.data
  const all = moved.reduce((n, m) => n + m.n, 0)
  return (
    <div aria-live="polite">
      <p>
        {all ? (
          <>
            {t('保存后，')}
            <b>{all}</b> {t('件未办结的事时限会移动')}
          </>
        ) : (
          t('保存后，没有未办结的事时限会移动')
        )}
        {firm > 0 && t('；{firm} 件待定的时限确定下来', { firm })}。
      </p>
      {!whole && <p className="hint">{t('未办结的事很多，这里只看了前 {looked} 件。', { looked })}</p>}
      {moved.length > 0 && (
        <table className="lines">
          <thead>
            <tr>
              <th>{t('种类')}</th>
              <th>{t('原来')}</th>
              <th>{t('改为')}</th>
              <th className="right">{t('件数')}</th>
            </tr>
          </thead>
          <tbody>
            {moved.slice(0, 12).map(m => (
              <tr key={m.machine + m.from + m.to}>
                <td>{m.label}</td>
                <td className="nowrap">{m.from}</td>
                <td className="nowrap">{m.to}</td>
                <td className="right">{m.n}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

/** 1月1日至3日、2月5日: days as a notice says them. */
function inRuns(days: readonly Day[], year: number): string {
  const runs: Day[][] = []
  for (const day of days) {
    const last = runs.at(-1)
    if (last && addDays(last.at(-1)!, 1) === day) last.push(day)
    else runs.push([day])
  }
  return runs
    .map(run =>
      run.length > 1
        ? t('{from}至{to}', { from: said(run[0]!, year), to: said(run.at(-1)!, year) })
        : said(run[0]!, year),
    )
    .join('、')
}
const said = (day: Day, year: number) =>
  day.startsWith(String(year))
    ? t('{month}月{day}日', dated(day))
    : t('{year}年{month}月{day}日', { year: day.slice(0, 4), ...dated(day) })
const dated = (day: Day) => ({ month: Number(day.slice(5, 7)), day: Number(day.slice(8)) })
