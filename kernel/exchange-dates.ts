/** Days and moments as people and other systems write them, brought to one form; what is neither stays as it was. */
import { isDay } from './clock.ts'

/** How a day with slashes is meant when the year stands last. 2026-11-23, 2026/11/23, 2026年11月23日 and 20261123 always work. */
export type DateOrder = 'iso' | 'dmy' | 'mdy'

/** '2026-11-23', or undefined. A time behind the day is passed over. */
export function dayIn(text: string, order: DateOrder): string | undefined {
  const found =
    /^(?<y>\d{4})\s*[-/.年]\s*(?<m>\d{1,2})\s*[-/.月]\s*(?<d>\d{1,2})(?!\d)/.exec(text) ??
    /^(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)(?!\d)/.exec(text) ??
    (order === 'dmy' ? /^(?<d>\d{1,2})[-/.](?<m>\d{1,2})[-/.](?<y>\d{4})(?!\d)/.exec(text) : null) ??
    (order === 'mdy' ? /^(?<m>\d{1,2})[-/.](?<d>\d{1,2})[-/.](?<y>\d{4})(?!\d)/.exec(text) : null)
  const { y = '', m = '', d = '' } = found?.groups ?? {}
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  return isDay(day) ? day : undefined
}

/** '2026-11-23T09:30:00+08:00', or undefined. `zone` is meant where the text names none. */
export function momentIn(text: string, order: DateOrder, zone: string): string | undefined {
  const day = dayIn(text, order)
  if (!day) return undefined
  const time =
    /(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(am|pm)?\s*(Z|[+-]\d\d:?\d\d)?\s*$/i.exec(text) ??
    /^()()()()(?!.*:)()/.exec(text)
  if (!time) return undefined
  const [, hour = '', minute = '', second = '', half, named] = time
  const hours = half ? (Number(hour) % 12) + (/pm/i.test(half) ? 12 : 0) : Number(hour)
  const at = [hours, minute, second].map(part => String(part || 0).padStart(2, '0')).join(':')
  const where = named ? named.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2').toUpperCase() : zone
  const moment = `${day}T${at}${where}`
  return Number.isNaN(Date.parse(moment)) ? undefined : moment
}
