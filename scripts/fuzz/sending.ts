/** One operation asked as a program or a form would ask it, over the real routes, with inputs that JSON alone cannot write. */
import type { InjectOptions } from 'fastify'
import type { Op } from '../../kernel/contract.ts'
import { abyss, deep, unwritable } from './words.ts'

export type Asked = { op: Op; who: string; input: unknown; how: 'json' | 'form' }

export function requestOf({ op, who, input, how }: Asked): InjectOptions {
  const headers = who === 'nobody' ? {} : { authorization: `Bearer ${who}` }
  if (op.kind === 'query') return { method: 'GET', url: `/api/${op.name}?${asText(input)}`, headers }
  return {
    method: 'POST',
    url: `/api/${op.name}`,
    headers: {
      ...headers,
      'content-type': how === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
    },
    payload: how === 'json' ? asJson(input) : asText(input),
  }
}

export function asJson(input: unknown): string {
  let text = JSON.stringify(input) ?? ''
  for (const [mark, written] of Object.entries({ ...unwritable, [abyss]: deep }))
    text = text.replaceAll(`"${mark}"`, () => written)
  return text
}

/** As a form sends it: a list as the same name many times, anything deeper as its JSON. */
function asText(input: unknown): string {
  if (typeof input !== 'object' || input === null) return encodeURIComponent(shortened(input))
  const pairs = Object.entries(input).flatMap(([name, value]) => [value].flat().map(one => [name, shortened(one)]))
  return new URLSearchParams(pairs).toString()
}
const shortened = (value: unknown) =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 2_000).toWellFormed()
