/**
 * The one way a screen talks to the server: an operation of a contract in, its typed answer out.
 * A change carries a key, so that sending it again after a lost answer does it once.
 */
import { isPrivate, revived, type Asked, type Op, type Output } from '../kernel/contract.ts'
import { newId as newKey } from '../kernel/id.ts'
import { common, Problem } from '../kernel/rules.ts'

export { newKey }

/** `quiet`: asked by the page and not by a person, so it does not keep a session alive. */
export type Sending = { key?: string; reason?: string; signal?: AbortSignal; quiet?: boolean }

export async function ask<T extends Op>(
  op: T,
  input: Asked<T>,
  { key, reason, signal, quiet }: Sending = {},
): Promise<Output<T>> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (quiet) headers['linli-quiet'] = '1'
  if (reason) headers['linli-reason'] = encodeURIComponent(reason)
  const init: RequestInit = { headers, credentials: 'same-origin', ...(signal && { signal }) }
  const asked = input as Record<string, unknown>
  const inAddress = op.kind === 'query' && !isPrivate(op.input, asked)
  if (op.kind !== 'query') headers['idempotency-key'] = key ?? newKey()
  if (!inAddress) {
    headers['content-type'] = 'application/json'
    Object.assign(init, { method: 'POST', body: JSON.stringify(input) })
  }
  const search = inAddress ? searchOf(asked) : ''
  const response = await fetch(`/api/${op.name}${search}`, init).catch(() => null)
  if (!response) throw new Problem('common.offline', 0, '连不上服务器，请检查网络后重试；您填写的内容没有丢失')
  if (response.ok) return revived(op.output, await response.json()) as Output<T>
  throw await problemOf(response)
}

/** Stores a photo and gives its id, to be named in the report or the feedback. */
export const upload = (file: Blob, community: string, place: string, key = newKey()): Promise<string> =>
  sendFile('/api/files', { community, place, file }, '照片没有传上去：连不上服务器', key)

/** Sends a file with what is said about it, without a time limit, and gives the id it was stored under. */
export async function sendFile(
  path: string,
  parts: Record<string, string | Blob>,
  lost: string,
  key = newKey(),
): Promise<string> {
  const body = new FormData()
  for (const [name, value] of Object.entries(parts)) body.append(name, value)
  const headers = { 'idempotency-key': key }
  const response = await fetch(path, { method: 'POST', body, headers, credentials: 'same-origin' }).catch(() => null)
  if (!response) throw new Problem('common.offline', 0, lost)
  if (!response.ok) throw await problemOf(response)
  return ((await response.json()) as { id: string }).id
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
