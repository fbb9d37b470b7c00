/**
 * Pages as text: whatever is put into an `html` template is escaped, unless it came out of one.
 * Where a value cannot be made safe by escaping (a tag's name, an unquoted attribute, a script), the template refuses to exist.
 */
declare const markup: unique symbol
/** Markup that may stand in a page as it is. Only `html` and `raw` make it. */
export type Html = { readonly [markup]: true; toString(): string }
export type Child = Html | string | number | bigint | null | undefined | false | readonly Child[]

/** For text that is markup already and came from no person: our own icons, a map we drew. */
export function raw(text: string): Html {
  const made = Object.freeze({ toString: () => text }) as Html
  trusted.add(made)
  return made
}

export function html(parts: TemplateStringsArray, ...children: Child[]): Html {
  const holes = holesOf(parts)
  let text = parts[0]!
  for (const [i, child] of children.entries()) text += filled(holes[i]!, child) + parts[i + 1]!
  return raw(text)
}

/** `<input ${attributes({ name, value, required: true })}>`: null and false leave the attribute out. */
export function attributes(given: Record<string, string | number | boolean | null | undefined>): Html {
  const said = Object.entries(given).filter(([, value]) => value !== null && value !== undefined && value !== false)
  for (const [name] of said)
    if (!/^[a-z][a-z0-9-]*$/.test(name) || name.startsWith('on')) throw new Error(`no attribute of a page: ${name}`)
  return raw(
    said
      .map(([name, value]) =>
        value === true ? name : `${name}="${name === 'href' ? safeUrl(String(value)) : escaped(String(value))}"`,
      )
      .join(' '),
  )
}

export const escaped = (text: string): string =>
  /[&<>"'`]/.test(text) ? text.replace(/[&<>"'`]/g, c => entities[c]!) : text
const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

// Known by identity, not by a property: an object that came out of JSON can have any property it likes.
const trusted = new WeakSet<object>()

type Hole = 'text' | 'tag' | 'value' | 'url'

function filled(hole: Hole, child: Child): string {
  if (child === null || child === undefined || child === false) return ''
  if (typeof child === 'object' && 'map' in child) return child.map(c => filled(hole, c)).join('')
  if (typeof child === 'object') {
    if (!trusted.has(child)) throw new TypeError('not made by html`…`')
    // Markup in an attribute would let its quotes end the attribute.
    return hole === 'value' || hole === 'url' ? escaped(String(child)) : String(child)
  }
  if (hole === 'tag') throw new TypeError('inside a tag only attributes(…) may stand')
  return hole === 'url' ? safeUrl(String(child)) : escaped(String(child))
}

/** `javascript:` behind a link is the one thing escaping does not stop; browsers skip blanks and control characters in it. */
function safeUrl(url: string) {
  const seen = Array.from(url, c => (c > ' ' && c !== '\x7f' ? c : '')).join('')
  const scheme = /^([^/?#]*?):/.exec(seen)?.[1]
  return scheme === undefined || /^(https?|tel|mailto|otpauth)$/i.test(scheme) ? escaped(url) : '#'
}

// ── Where in the markup each hole stands; worked out once for each template ──

const known = new WeakMap<TemplateStringsArray, Hole[]>()

function holesOf(parts: TemplateStringsArray): Hole[] {
  const before = known.get(parts)
  if (before) return before
  const holes: Hole[] = []
  let text = ''
  for (const part of parts.slice(0, -1)) {
    text += part
    holes.push(holeAfter(text))
    text += 'x'
  }
  known.set(parts, holes)
  return holes
}

function holeAfter(text: string): Hole {
  if (/<(script|style)\b[^>]*>(?:(?!<\/\1)[^])*$/i.test(text))
    throw new Error('a value may not stand in a script or a style')
  const tag = /<[a-z][^<>]*$/i.exec(text)?.[0]
  if (tag === undefined) {
    if (/<\/?$/.test(text)) throw new Error("a value may not be a tag's name")
    return 'text'
  }
  const inside = tag.replace(/"[^"]*"|'[^']*'/g, '""')
  if (!/["']/.test(inside.replaceAll('""', ''))) {
    if (/=\s*$/.test(inside)) throw new Error(`put quotes around the value after ${tag}`)
    return 'tag'
  }
  const [, name = '', soFar = ''] = /([a-z-]+)\s*=\s*["']([^"']*)$/i.exec(inside) ?? []
  if (/^on/i.test(name) || name === 'srcdoc' || name === 'style') throw new Error(`a value may not stand in ${name}`)
  return /^(href|src|action|formaction|xlink:href)$/i.test(name) && soFar === '' ? 'url' : 'value'
}
