/** Seven days of rounds, today in the middle: who goes, how far they came; what was missed stands out. */
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { Waiting } from '../../../ui/desk/trouble.tsx'
import { grid } from '../contract.ts'
import { round } from '../patrol-rules.ts'
import { weekdays } from '../patrol-shapes.ts'

const BEFORE = 4
const DAYS = 7
const SHOWN = 6
const bad = new Set<string>(['missed', 'broken'])

export function Week({ place, today }: { place: string; today: string }) {
  const days = Array.from({ length: DAYS }, (_, n) => later(today, n - BEFORE))
  const asked = useAsk(grid.ops.rounds, { place, from: days[0], to: days.at(-1), size: 200 }, { when: place !== '' })
  if (!asked.data) return <Waiting rows={4} />
  const byDay = Map.groupBy(asked.data.items, r => r.day)
  return (
    <div className="week" role="region" aria-label={t('一周的巡查')} tabIndex={0}>
      {days.map(day => (
        <section key={day} className={day === today ? 'week-day week-today' : 'week-day'}>
          <h3>
            {day === today ? t('今天') : weekdays[weekdayOf(day)]} <span className="hint">{day.slice(5)}</span>
          </h3>
          {(byDay.get(day) ?? [])
            .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
            .slice(0, SHOWN)
            .map(r => (
              <Go
                key={r.id}
                to={`/patrol/round/${r.community}/${r.id}`}
                className={bad.has(r.state) ? 'week-round week-bad' : 'week-round'}
              >
                <b>
                  <PlaceName code={r.place} />
                </b>
                <span>{r.title}</span>
                <span>
                  {r.holderName} {r.visited}/{r.points} <span className="hint">{round.states[r.state].label}</span>
                </span>
              </Go>
            ))}
          {(byDay.get(day)?.length ?? 0) > SHOWN && (
            <Go to={`/patrol/rounds?place=${place}&from=${day}&to=${day}`}>
              {t('全部 {n} 次', { n: byDay.get(day)!.length })}
            </Go>
          )}
        </section>
      ))}
    </div>
  )
}

const later = (day: string, n: number) => new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10)
const weekdayOf = (day: string) => (new Date(day).getUTCDay() || 7) as keyof typeof weekdays
