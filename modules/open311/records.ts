/** The flat records in an answer, JSON or XML, whatever holds them; null where it is neither or torn. */
import { scan } from '../../kernel/sheets/xml.ts'

export type Heard = Record<string, string>

/** Lists of flat records, whatever holds them. */
export function recordsIn(body: string): Heard[] | null {
  const text = body.replace(/^\ufeff/, '').trim()
  return text.startsWith('<') ? fromXml(text) : fromJson(text)
}

function fromJson(text: string): Heard[] | null {
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    return null
  }
  const list = listIn(found, 3)
  return list && list.flatMap(one => (isRecord(one) ? [flat(one)] : []))
}

/** `[…]`, `{service_requests: […]}`, `{service_requests: {request: […]}}`, or one alone. */
function listIn(found: unknown, deep: number): unknown[] | null {
  if (Array.isArray(found)) return found
  if (!isRecord(found) || deep === 0) return null
  if ('service_request_id' in found || 'service_code' in found || 'token' in found) return [found]
  const inner = Object.values(found).find(v => typeof v === 'object' && v !== null)
  return inner === undefined ? null : listIn(inner, deep - 1)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const flat = (one: Record<string, unknown>): Heard =>
  Object.fromEntries(
    Object.entries(one).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[name, String(value).trim()]]
        : [],
    ),
  )

const records = new Set(['request', 'service', 'request_update'])
function fromXml(text: string): Heard[] | null {
  const found: Heard[] = []
  const path: string[] = []
  let said = ''
  let broken = false
  try {
    scan(text, {
      open: tag => {
        path.push(tag)
        said = ''
        if (records.has(tag) && path.length === 2) found.push({})
      },
      text: more => void (said += more),
      close: tag => {
        broken ||= path.pop() !== tag
        if (path.length === 2 && found.length) found.at(-1)![tag] = said.trim()
        said = ''
      },
    })
  } catch {
    return null
  }
  return broken || path.length ? null : found
}
