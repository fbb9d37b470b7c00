/**
 * What other systems answer, in JSON or XML, strict or careless: numbers as strings, nulls, empty elements, a list in a
 * wrapper, times with or without a zone. What has no number of its own is passed over.
 */
import { recordsIn, type Heard } from './records.ts'

export type Request = {
  id: string
  status: 'open' | 'closed' | null
  notes: string
  service: string
  description: string
  address: string
  lat: number | null
  lon: number | null
  media: string
  requested: Date | null
  updated: Date | null
}

/** null: this is no answer of such a system. */
export const requestsIn = (body: string): Request[] | null => recordsIn(body)?.flatMap(requestOf) ?? null

export const servicesIn = (body: string): { code: string; name: string }[] | null =>
  recordsIn(body)?.flatMap(r => {
    const code = r['service_code']
    return code ? [{ code: code.slice(0, 80), name: (r['service_name'] || code).slice(0, 100) }] : []
  }) ?? null

/** The number of what was just sent in, or the token that stands for it until there is one. */
export function receiptIn(body: string): { external: string } | { token: string } | null {
  const [first] = recordsIn(body) ?? []
  const { service_request_id: external, token } = first ?? {}
  return external ? { external } : token ? { token } : null
}

function requestOf(r: Heard): Request[] {
  const id = r['service_request_id']
  if (!id) return []
  const status = r['status']?.toLowerCase() ?? ''
  const [lat, lon] = [degrees(r['lat']), degrees(r['long'] ?? r['lon'])]
  // What is not known is said by some as zero, and nobody lives there.
  const known = lat !== null && lon !== null && (lat !== 0 || lon !== 0) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180
  return [
    {
      id: id.slice(0, 200),
      status: /^(closed|fixed|resolved|done)/.test(status) ? 'closed' : status ? 'open' : null,
      notes: r['status_notes'] ?? '',
      service: r['service_code'] ?? '',
      description: r['description'] || r['service_name'] || '',
      address: r['address'] ?? '',
      lat: known ? lat : null,
      lon: known ? lon : null,
      media: r['media_url'] ?? '',
      requested: momentOf(r['requested_datetime']),
      updated: momentOf(r['updated_datetime']),
    },
  ]
}

const degrees = (text: string | undefined) => (text && /^-?\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : null)

/** Without a zone it is taken as Beijing's; a bare number counts seconds, a very long one milliseconds. */
export function momentOf(text: string | undefined): Date | null {
  if (!text) return null
  if (/^\d{9,10}$/.test(text)) return new Date(Number(text) * 1000)
  if (/^\d{12,13}$/.test(text)) return new Date(Number(text))
  const [, day, time = '00:00:00', zone = '+08:00'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?(?:\.\d+)?))?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(text) ?? []
  const at = new Date(`${day}T${time}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2').toUpperCase()}`)
  return Number.isNaN(at.getTime()) ? null : at
}
