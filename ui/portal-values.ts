/** How a value is written for residents: days the way people say them, yes and no, the words of a choice. */
import { addDays, dayOf } from '../kernel/clock.ts'
import { yuan } from '../kernel/fen.ts'
import type { core } from 'zod'
import { t } from '../kernel/text.ts'
import { fieldOf, wordFor } from './shapes.ts'
import { html, type Child, type Html } from './html.ts'

/** 今天 14:05, 昨天 9:30, 11月3日 16:20, 2025年11月3日. */
export function sayMoment(at: Date, now: Date): string {
  const [day, today] = [dayOf(at), dayOf(now)]
  const clock = clockOf(at)
  if (day === today) return t('今天 {clock}', { clock })
  if (day === addDays(today, -1)) return t('昨天 {clock}', { clock })
  if (day === addDays(today, 1)) return t('明天 {clock}', { clock })
  return day.slice(0, 4) === today.slice(0, 4) ? `${sayDay(day, today)} ${clock}` : sayDay(day, today)
}

/** 当时今天 9:02 做的，10:40 送达: what was done without a network was heard of later. */
export const sayMade = (made: Date, at: Date, now: Date): string =>
  t('当时{made} 做的，{arrived} 送达', {
    made: sayMoment(made, now),
    arrived: dayOf(made) === dayOf(at) ? clockOf(at) : sayMoment(at, now),
  })

/** 11月3日; with the year when it is not this one. */
export function sayDay(day: string, today: string): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return year === Number(today.slice(0, 4))
    ? t('{month}月{date}日', { month, date })
    : t('{year}年{month}月{date}日', { year, month, date })
}

/** The hour in Beijing, 0 to 23. */
export const hourOf = (at: Date): number => Number(clockOf(at).split(':')[0])

/** A moment for people and, in the attribute, for machines. */
export const Time = (at: Date, now: Date): Html =>
  html`<time datetime="${at.toISOString()}">${sayMoment(at, now)}</time>`

/** A field of an answer as its shape means it. `undefined`: there is nothing to show. */
export function shown(schema: core.$ZodType, name: string, value: unknown, now: Date): Child | undefined {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)) return undefined
  if (value instanceof Date) return Time(value, now)
  if (typeof value === 'boolean') return value ? t('是') : t('否')
  const field = fieldOf(schema, name)
  if (field.kind === 'date' && typeof value === 'string') return sayDay(value, dayOf(now))
  if (field.kind === 'money') return t('{yuan} 元', { yuan: yuan(Number(value)) })
  if (field.choices.length)
    return [value]
      .flat()
      .map(v => wordFor(field.choices, v))
      .join('、')
  return Array.isArray(value) ? value.map(String).join('、') : String(value)
}

const clockOf = (at: Date) => {
  const beijing = new Date(at.getTime() + 8 * 3_600_000)
  return `${beijing.getUTCHours()}:${String(beijing.getUTCMinutes()).padStart(2, '0')}`
}
