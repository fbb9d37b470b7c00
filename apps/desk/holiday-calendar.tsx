/** A year on one page: twelve months, rest days and swapped working days marked by word and colour; in editing each day is a button. */
import { t } from '../../kernel/text.ts'
import type { Day } from '../../kernel/clock.ts'
import { addDays } from '../../kernel/clock.ts'

export type Marked = { off: boolean; name: string }
type Props = {
  year: number
  days: ReadonlyMap<Day, Marked>
  today: Day
  press?: ((day: Day) => void) | undefined
}

export function YearCalendar({ year, days, today, press }: Props) {
  const before = [...days].filter(([day]) => !day.startsWith(String(year)))
  return (
    <>
      <div className="year">
        {Array.from({ length: 12 }, (_, m) => (
          <Month key={m} {...{ year, days, today, press }} month={m + 1} />
        ))}
      </div>
      {before.length > 0 && (
        <p className="hint">
          {t('另有上年的日子：{before}', {
            before: before.map(([day, { off, name }]) => `${day} ${off ? t('{name}放假', { name }) : name}`).join('，'),
          })}
        </p>
      )}
    </>
  )
}

function Month({ year, month, days, today, press }: Props & { month: number }) {
  const first = `${year}-${two(month)}-01`
  const start = (weekday(first) + 6) % 7
  const all = Array.from({ length: 31 }, (_, i) => addDays(first, i)).filter(d => d.slice(5, 7) === two(month))
  const feasts = [...new Set(all.flatMap(d => (days.get(d)?.off ? [days.get(d)!.name] : [])))]
  return (
    <section className="month">
      <h3>
        {t('{month} 月', { month })}
        <span className="hint">{feasts.join('、')}</span>
      </h3>
      <div className="month-days">
        {[...t('一二三四五六日')].map(d => (
          <span key={d} className="month-head" aria-hidden="true">
            {d}
          </span>
        ))}
        {Array.from({ length: start }, (_, i) => (
          <span key={i} />
        ))}
        {all.map(day => (
          <OneDay key={day} day={day} marked={days.get(day)} now={day === today} press={press} />
        ))}
      </div>
    </section>
  )
}

function OneDay({
  day,
  marked,
  now,
  press,
}: {
  day: Day
  marked: Marked | undefined
  now: boolean
  press: Props['press']
}) {
  const rest = [0, 6].includes(weekday(day))
  const kind = marked ? (marked.off ? 'day-off' : 'day-work') : rest ? 'day-rest' : ''
  const said = marked
    ? marked.off
      ? t('{name}放假', { name: marked.name })
      : t('调休上班')
    : rest
      ? t('周末')
      : t('工作日')
  const inside = (
    <>
      {Number(day.slice(8))}
      {marked && <i>{marked.off ? t('休') : t('班')}</i>}
    </>
  )
  const common = { className: `day ${kind}${now ? ' day-now' : ''}`, title: `${day} ${said}` }
  return press ? (
    <button type="button" {...common} aria-label={`${day} ${said}`} onClick={() => press(day)}>
      {inside}
    </button>
  ) : (
    <span {...common}>{inside}</span>
  )
}

const two = (n: number) => String(n).padStart(2, '0')
export const weekday = (day: Day) => new Date(day).getUTCDay()
