/** Putting in a year: paste the notice, see what was read and what was not, mend by pressing days, see what moves, save. */
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { t } from '../../kernel/text.ts'
import { book } from '../../kernel/book-contract.ts'
import { mistakesIn } from '../../kernel/book-rules.ts'
import type { Day } from '../../kernel/clock.ts'
import { readNotice, type Notice } from '../../kernel/holiday-notice.ts'
import { useMe, useSend } from '../../ui/desk/context.tsx'
import { sayOf } from '../../ui/desk/trouble.tsx'
import { weekday, YearCalendar, type Marked } from './holiday-calendar.tsx'
import { Moving, ReadBack } from './holiday-said.tsx'
import { Legend, type Year } from './holidays.tsx'

/** What is put in by hand is kept with the day under these names: they are data, as those of the notices are. */
const names = { worked: '调休上班', free: '放假' }

export function EditYear({ table, today, close }: { table: Year; today: Day; close: () => void }) {
  const { year } = table
  const { message } = App.useApp()
  const place = useMe().posts.find(p => p.role === 'system-admin')?.place ?? ''
  const [pasted, setPasted] = useState('')
  const [notice, setNotice] = useState<Notice>()
  const [document, setDocument] = useState(table.source ?? '')
  const [days, setDays] = useState<ReadonlyMap<Day, Marked>>(new Map(table.days.map(d => [d.day, d])))
  const save = useSend(book.ops.setHolidays)

  function read(text: string) {
    setPasted(text)
    if (!text.trim()) return setNotice(undefined)
    const told = readNotice(text, year)
    setNotice(told)
    if (told.year !== null && told.year !== year) return
    if (told.document) setDocument(told.document)
    if (told.days.length) setDays(new Map(told.days.map(d => [d.day, d])))
  }

  function press(day: Day) {
    const next = new Map(days)
    const now = next.get(day)
    const weekend = [0, 6].includes(weekday(day))
    if (!now) next.set(day, weekend ? { off: false, name: names.worked } : { off: true, name: nameNear(days, day) })
    else if (!now.off) next.set(day, { off: true, name: nameNear(days, day) })
    else next.delete(day)
    setDays(next)
  }

  const off = [...days].flatMap(([day, d]) => (d.off ? [{ day, name: d.name }] : []))
  const work = [...days].flatMap(([day, d]) => (d.off ? [] : [day]))
  const offDays = off.map(o => o.day)
  const mistakes = mistakesIn(year, offDays, work)
  const ready = !mistakes.length && document.trim().length >= 4

  async function send() {
    try {
      await save.mutateAsync({ place, year, document: document.trim(), off, work })
      void message.success(t('{year} 年的节假日表已保存，受影响的时限正在重新计算', { year }))
      close()
    } catch {
      // What was refused stands beside the button.
    }
  }

  return (
    <div className="year-edit">
      <div className="column">
        <section className="sheet">
          <h2>{t('一、粘贴国务院办公厅的通知')}</h2>
          <Input.TextArea
            aria-label={t('通知全文')}
            value={pasted}
            onChange={e => read(e.target.value)}
            autoSize={{ minRows: 6, maxRows: 14 }}
            placeholder={t('一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。\n二、春节：……')}
          />
          {notice && <ReadBack notice={notice} year={year} />}
        </section>
        <section className="sheet">
          <h2>{t('三、核对并保存')}</h2>
          <label className="year-document">
            {t('国务院文号')}
            <Input
              value={document}
              onChange={e => setDocument(e.target.value)}
              placeholder={t('国办发明电〔2026〕7号')}
            />
          </label>
          {mistakes.length > 0 ? (
            <ul className="mistakes" role="status">
              {mistakes.slice(0, 8).map(m => (
                <li key={m} className="mistake">
                  {m}
                </li>
              ))}
            </ul>
          ) : (
            <Moving year={year} place={place} off={offDays} work={work} />
          )}
          {save.error && (
            <p className="mistake" role="alert">
              {sayOf(save.error)}
            </p>
          )}
          <div className="form-buttons">
            <Button type="primary" disabled={!ready} loading={save.isPending} onClick={() => void send()}>
              {t('保存 {year} 年的表', { year })}
            </Button>
            <Button onClick={close}>{t('取消')}</Button>
          </div>
        </section>
      </div>
      <section className="sheet">
        <h2>
          {t('二、看日历，按日子改')}
          <span className="hint"> {t('放假 {n} 天，调休上班 {n2} 天', { n: off.length, n2: work.length })}</span>
        </h2>
        <YearCalendar year={year} days={days} today={today} press={press} />
        <Legend />
      </section>
    </div>
  )
}

/** A day put in by hand belongs to the holiday beside it. */
function nameNear(days: ReadonlyMap<Day, Marked>, day: Day): string {
  const far = ([d]: readonly [Day, Marked]) => Math.abs(Date.parse(d) - Date.parse(day))
  const near = [...days].filter(([, d]) => d.off).toSorted((a, b) => far(a) - far(b))[0]
  return near && far(near) < 8 * 86_400_000 ? near[1].name : names.free
}
