/**
 * The one way a screen talks to the server: an operation of a contract in, its typed answer out.
 * A change carries a key, so that sending it again after a lost answer does it once.
 */
import { t } from '../kernel/text.ts'
import { isPrivate, revived, type Asked, type Op, type Output } from '../kernel/contract.ts'
import { newId as newKey } from '../kernel/id.ts'
import { common, Problem } from '../kernel/rules.ts'

export { newKey }

/** `quiet`: asked by the page and not by a person, so it does not keep a session alive. */
export type Sending = {
  key?: string
  reason?: string
  signal?: AbortSignal
  quiet?: boolean
  /** The account it is done for: in anybody else's session it is refused. */
  as?: string
  /** Asked to be kept on the device: the server says how many people that may show. */
  keep?: boolean
}

export async function ask<T extends Op>(op: T, input: Asked<T>, sending: Sending = {}): Promise<Output<T>> {
  const answer = op.kind === 'query' ? await look(op, input, sending) : await post(op.name!, input, sending)
  return revived(op.output, answer) as Output<T>
}

/** By its address, so that it is cheap and can be kept; what is private goes in the body, because addresses are written down. */
function look(op: Op, input: unknown, sending: Sending): Promise<unknown> {
  const headers = headersOf(sending)
  if (!isPrivate(op.input, input))
    return answerOf(`/api/${op.name}${searchOf(input as Record<string, unknown>)}`, { headers }, sending)
  const init = {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  }
  return answerOf(`/api/${op.name}`, init, sending)
}

/** Sends a change by its name, and gives the answer as it came. `made`, `clock`: when it was entered and when it goes out, both by this device's clock. */
export function post(
  name: string,
  input: unknown,
  { key = newKey(), made, clock, ...sending }: Sending & { made?: Date; clock?: Date } = {},
): Promise<unknown> {
  const headers = {
    ...headersOf(sending),
    'content-type': 'application/json',
    'idempotency-key': key,
    ...(made && { 'linli-made': made.toISOString() }),
    ...(clock && { 'linli-clock': clock.toISOString() }),
  }
  return answerOf(`/api/${name}`, { method: 'POST', headers, body: JSON.stringify(input) }, sending)
}

const headersOf = ({ reason, quiet, as, keep }: Sending): Record<string, string> => ({
  accept: 'application/json',
  ...(quiet && { 'linli-quiet': '1' }),
  ...(reason && { 'linli-reason': encodeURIComponent(reason) }),
  ...(as && { 'linli-as': as }),
  ...(keep && { 'linli-keep': '1' }),
})

/** A page that some network puts in between is no answer of ours, whatever it says. */
async function answerOf(path: string, init: RequestInit, { signal }: Pick<Sending, 'signal'>): Promise<unknown> {
  const response = await fetch(path, { ...init, credentials: 'same-origin', ...(signal && { signal }) }).catch(
    () => null,
  )
  const body = response?.ok ? await response.json().catch(() => undefined) : undefined
  if (!response || (response.ok && body === undefined))
    throw away(t('连不上服务器，请检查网络后重试；您填写的内容没有丢失'))
  if (!response.ok) throw await problemOf(response)
  return body
}
const away = (say: string) => new Problem('common.offline', 0, say)

/** Stores a photo and gives its id, to be named in the report or the feedback. */
export const upload = (
  file: Blob,
  community: string,
  place: string,
  key = newKey(),
  sending: Pick<Sending, 'as' | 'signal'> = {},
): Promise<string> =>
  sendFile('/api/files', { community, place, file }, t('照片没有传上去：连不上服务器'), key, sending)

/** Sends a file with what is said about it, without a time limit of its own, and gives the id it was stored under. */
export async function sendFile(
  path: string,
  parts: Record<string, string | Blob>,
  lost: string,
  key = newKey(),
  { as, signal }: Pick<Sending, 'as' | 'signal'> = {},
): Promise<string> {
  const body = new FormData()
  for (const [name, value] of Object.entries(parts)) body.append(name, value)
  const headers = { 'idempotency-key': key, ...(as && { 'linli-as': as }) }
  const init: RequestInit = { method: 'POST', body, headers, credentials: 'same-origin', ...(signal && { signal }) }
  const response = await fetch(path, init).catch(() => null)
  if (response && !response.ok) throw await problemOf(response)
  const said = (await response?.json().catch(() => null)) as { id: string } | null | undefined
  if (!said) throw away(lost)
  return said.id
}

/** The words of one field's mistake, for the place where it was made. */
export function fieldMistakes(problem: unknown): Record<string, string> {
  if (!(problem instanceof Problem) || problem.code !== 'common.invalid' || !Array.isArray(problem.detail)) return {}
  const issues = problem.detail as { path: (string | number)[]; message: string }[]
  return Object.fromEntries(issues.map(i => [String(i.path[0] ?? ''), i.message]))
}

export const searchOf = (input: Record<string, unknown>): string => {
  const pairs = Object.entries(input).filter(([, v]) => v !== undefined && v !== null && v !== '')
  return pairs.length
    ? `?${new URLSearchParams(pairs.map(([k, v]) => [k, Array.isArray(v) ? v.join(',') : String(v)]))}`
    : ''
}

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => null)) as { type?: string; title?: string; detail?: unknown } | null
  return body?.type ? new Problem(body.type, response.status, body.title ?? '', body.detail) : common.busy()
}
