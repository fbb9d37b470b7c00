/** Moments and spans in the few words a clerk reads at a glance. */
import { t } from '../../kernel/text.ts'

const day = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' })

export const dayOf = (at: Date): string => day.format(at)
export const daysBefore = (days: number, now = new Date()): string => dayOf(new Date(now.getTime() - days * 86_400_000))

/** 今天 14:05, 昨天 09:30, 11-03 16:20, 2025-11-03. */
export function moment(at: Date, now = new Date()): string {
  const [then, today] = [dayOf(at), dayOf(now)]
  if (then === today) return t('今天 {clock}', { clock: clock.format(at) })
  if (then === dayOf(new Date(now.getTime() - 86_400_000))) return t('昨天 {clock}', { clock: clock.format(at) })
  if (then === dayOf(new Date(now.getTime() + 86_400_000))) return t('明天 {clock}', { clock: clock.format(at) })
  return then.slice(0, 4) === today.slice(0, 4) ? `${then.slice(5)} ${clock.format(at)}` : then
}

export const exact = (at: Date): string => `${dayOf(at)} ${clock.format(at)}`

/** 25 分钟, 5 小时, 3 天: rounded down, so that nothing sounds later than it is. */
export function span(milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(Math.abs(milliseconds) / 60_000))
  if (minutes < 60) return t('{minutes} 分钟', { minutes })
  if (minutes < 48 * 60) return t('{minutes} 小时', { minutes: Math.floor(minutes / 60) })
  return t('{minutes} 天', { minutes: Math.floor(minutes / 1440) })
}

export const hours = (n: number | null): string =>
  n === null ? '—' : n < 48 ? t('{n} 小时', { n: round(n) }) : t('{n} 天', { n: round(n / 24) })
const round = (n: number) => (n < 10 ? Math.round(n * 10) / 10 : Math.round(n))
export const percent = (part: number, whole: number): string =>
  whole ? `${Math.round((part / whole) * 1000) / 10}%` : '—'
