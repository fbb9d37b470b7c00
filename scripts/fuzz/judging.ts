/** What no answer may be, whatever was sent: broken, silent about why, a leak, or a change that nobody can read about. */
import { sql } from 'kysely'
import type { LightMyRequestResponse as Answer } from 'fastify'
import type { Op } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import { digest, type Entry, type TrailKey } from '../../kernel/trail.ts'

/** Counters and keys of the doors themselves: they stand although the request was refused. */
const doors = new Set([
  'kernel.tries',
  'identity.sign_in',
  'kernel.turn',
  'kernel.phone_code',
  'kernel.receipt',
  'kernel.session',
])

export function wrongWith(op: Op, answer: Answer, secrets: readonly string[]): string[] {
  const { statusCode: status, body } = answer
  const type = String(answer.headers['content-type'] ?? '')
  const wrong: string[] = []
  if (status >= 500) wrong.push(`answered ${status}`)
  if (/v\d+\.[\w-]{38,}/.test(body)) wrong.push('showed a sealed text')
  for (const secret of secrets) if (body.includes(secret)) wrong.push(`showed ${secret}`)
  if (status < 400) return wrong
  if (!type.startsWith('application/problem+json')) return [...wrong, `refused as ${type}`]
  const problem = JSON.parse(body) as { type?: unknown; title?: unknown; status?: unknown; detail?: unknown }
  if (problem.status !== status || typeof problem.type !== 'string') wrong.push('the problem names another status')
  if (!isChinese(problem.title)) wrong.push(`refused in no sentence: ${String(problem.title)}`)
  if (/\bat .*\.ts:\d|node_modules|select |violates|syntax/i.test(body)) wrong.push('showed its inside')
  if (problem.type === 'common.invalid') {
    const detail = problem.detail as { path?: unknown; message?: unknown }[]
    if (!Array.isArray(detail) || !detail.length) wrong.push('invalid without saying where')
    else
      for (const one of detail)
        if (!Array.isArray(one.path) || !isChinese(one.message)) wrong.push(`a field refused by ${JSON.stringify(one)}`)
  }
  return wrong.map(what => `${op.name}: ${what}`)
}
const isChinese = (text: unknown) => typeof text === 'string' && /[\u4e00-\u9fff]/.test(text)

/** Lines whose digest would not hold against what the database kept: the trail would call them forged. */
export async function forged(db: Db, op: Op, key: TrailKey, mark: number): Promise<string[]> {
  const { rows } = await sql<Entry & { digest: Buffer }>`
    select * from kernel.trail where xmin::text::bigint >= ${mark}`.execute(db)
  return rows.some(row => !digest(key, row).equals(row.digest))
    ? [`${op.name}: a line of the trail does not verify`]
    : []
}

/** Rows written by this connection and not yet told to anybody, table by table: what came before it is among them for a second. */
export async function writtenIn(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; n: number }>`
    select schemaname || '.' || relname as name, (n_tup_ins + n_tup_upd + n_tup_del)::int as n
    from pg_stat_xact_user_tables where n_tup_ins + n_tup_upd + n_tup_del > 0`.execute(db)
  return new Map(rows.map(row => [row.name, row.n]))
}

/** A change without a line in the trail, and a refusal that left one behind. */
export async function unlogged(
  db: Db,
  op: Op,
  answer: Answer,
  mark: number,
  before: ReadonlyMap<string, number> = new Map(),
): Promise<string[]> {
  const all = await writtenIn(db)
  const written = new Map([...all].filter(([name, n]) => n > (before.get(name) ?? 0)))
  const trail = written.get('kernel.trail') ?? 0
  const others = [...written.keys()].filter(name => name !== 'kernel.trail' && !doors.has(name))
  if (answer.statusCode < 400)
    return others.length && !trail ? [`${op.name}: changed ${others.join(', ')} without a line in the trail`] : []
  const left: string[] = []
  // What was undone is counted too, so only rows that still stand are held against a refusal.
  for (const name of others) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(name)} as t where t.xmin::text::bigint >= ${mark}`.execute(db)
    if (rows[0]!.n && !trail) left.push(name)
  }
  return left.length ? [`${op.name}: refused, and yet ${left.join(', ')} changed`] : []
}
