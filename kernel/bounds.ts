/**
 * What no shape says and the database insists on: text that is whole, days and numbers that a column can hold, and no
 * depth that a stack cannot walk. Looked at before anything else, so that nonsense is refused field by field.
 */
import { z, type core } from 'zod'
import { unwrapped } from './contract.ts'

export type Flaw = { path: PropertyKey[]; message: string }

/** The first few are enough to put it right. */
const SHOWN = 20

/** What cannot be stored, whatever the shape: found without recursion, since the depth is the sender's. */
export function unstorable(raw: unknown): Flaw[] {
  const flaws: Flaw[] = []
  const waiting: { value: unknown; path: PropertyKey[] }[] = [{ value: raw, path: [] }]
  for (let one; flaws.length < SHOWN && (one = waiting.pop());) {
    const { value, path } = one
    if (typeof value === 'string') {
      const message = wholeness(value)
      if (message) flaws.push({ path, message })
    }
    if (typeof value !== 'object' || value === null || !isPlain(value)) continue
    if (path.length >= DEPTH) return [{ path: path.slice(0, 1), message: '内容套得太深，请检查后重填' }]
    for (const [key, inner] of Object.entries(value)) {
      const message = wholeness(key)
      if (message) flaws.push({ path, message })
      else waiting.push({ value: inner, path: [...path, Array.isArray(value) ? Number(key) : key] })
    }
  }
  return flaws
}
/** An outline of a place has five; nothing that people fill in has more. */
const DEPTH = 32

const isPlain = (value: object) =>
  Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value))

function wholeness(text: string): string | undefined {
  if (text.includes('\0')) return '内容中有不可见的空字符，请删去后重填'
  if (!text.isWellFormed()) return '内容中有残缺的字符，请删去后重填'
}

/** Days beyond any register and numbers beyond any column, read by the shape: only there a text is known to be a day. */
export function outOfRange(schema: core.$ZodType, value: unknown, path: PropertyKey[] = []): Flaw[] {
  const inner = unwrapped(schema)
  if (inner !== schema) return outOfRange(inner, value, path)
  if (inner instanceof z.ZodObject && typeof value === 'object' && value !== null)
    return Object.entries(inner.shape as Record<string, core.$ZodType>).flatMap(([key, of]) =>
      Object.hasOwn(value, key) ? outOfRange(of, (value as Record<string, unknown>)[key], [...path, key]) : [],
    )
  if (inner instanceof z.ZodArray && Array.isArray(value))
    return value.flatMap((one, at) => outOfRange(inner.element, one, [...path, at])).slice(0, SHOWN)
  const message =
    typeof value === 'string' ? farDay(inner, value) : typeof value === 'number' ? farNumber(inner, value) : undefined
  return message ? [{ path, message }] : []
}

function farDay(schema: core.$ZodType, text: string): string | undefined {
  const { format } = schema._zod.def as { format?: string }
  if (format !== 'date' && format !== 'datetime') return undefined
  const year = Number(/^(\d{4})-/.exec(text)?.[1])
  if (!(year >= FIRST && year <= LAST)) return `日期应在 ${FIRST} 年到 ${LAST} 年之间`
}
/** Nobody who is registered was born before, and no deadline lies behind. */
const [FIRST, LAST] = [1850, 2199]

/** A whole number without a bound of its own stands in a column of four bytes. */
function farNumber(schema: core.$ZodType, n: number): string | undefined {
  if (!(schema instanceof z.ZodNumber) || !schema.format?.includes('int')) return undefined
  if (Math.abs(n) > INT4 && Math.abs(schema.maxValue ?? Infinity) >= Number.MAX_SAFE_INTEGER)
    return '数字太大，请检查后重填'
}
const INT4 = 2 ** 31 - 1
