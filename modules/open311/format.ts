/**
 * GeoReport answers in both their formats, from one tree: what is a list in JSON is a list of named children in XML.
 * Nothing that XML 1.0 cannot hold is written, in either format, so that both say the same.
 */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value }
export type Format = 'json' | 'xml'
export const types: Record<Format, string> = {
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
}

/** `root` names the document in XML; JSON is the value alone. */
export const written = (format: Format, root: string, value: Value): string =>
  format === 'json'
    ? JSON.stringify(cleaned(value))
    : `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`

/** How one of a list is called, where it is not the list's name without its s. */
const ones: Record<string, string> = {
  service_requests: 'request',
  service_request_updates: 'request_update',
}
const oneOf = (list: string) => ones[list] ?? list.replace(/s$/, '')

function element(name: string, value: Value): string {
  const inner = insideOf(name, value)
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`
}

function insideOf(name: string, value: Value): string {
  if (value === null) return ''
  if (isList(value)) return value.map(one => element(oneOf(name), one)).join('')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, v]) => element(key, v))
      .join('')
  return escaped(plain(String(value)))
}

function cleaned(value: Value): Value {
  if (typeof value === 'string') return plain(value)
  if (value === null || typeof value !== 'object') return value
  if (isList(value)) return value.map(cleaned)
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, cleaned(v)]))
}
const isList = (value: Value): value is readonly Value[] => Array.isArray(value)

/** Controls, lone surrogates and the two non-characters: most are not even allowed escaped. */
export const plain = (text: string): string =>
  text.toWellFormed().replace(/[^\P{Cc}\t\n]|[\u2028\u2029\ufffe\uffff]/gu, '')
const escaped = (text: string) => text.replace(/[&<>"']/g, c => entities[c]!)
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** To the second and in UTC, as the specification's own examples and the strictest of its readers want it. */
export const w3c = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`
