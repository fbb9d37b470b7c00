/**
 * The limit: Node's own HTTP server and `pg`, and the very statements that Linli sends, with nothing around them: no
 * rules, no validation, no trail of its own. A report gets a new id and a new number, so that it is new.
 */
import { randomInt, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import pg from 'pg'
import type { Recorded, Statement } from './record.ts'

type Plan = { statements: (Statement & { name: string })[]; fresh: { uuids: string[]; numbers: string[] } }

const recorded = JSON.parse(readFileSync(process.env['BENCH_STATEMENTS']!, 'utf8')) as Recorded[]
const names = new Map<string, string>()
const nameOf = (text: string) => {
  if (!names.has(text)) names.set(text, `s${names.size}`)
  return names.get(text)!
}
const plans = new Map<string, Plan>(recorded.map(({ path, statements }) => [path, planOf(statements)]))
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL']!, max: 10 })

createServer((request, reply) => {
  const plan = plans.get(request.url ?? '')
  let body = ''
  request.on('data', chunk => (body += chunk))
  request.on('end', () => {
    if (!plan) return void reply.writeHead(request.url === '/healthz' ? 200 : 404).end()
    if (body) JSON.parse(body)
    answer(plan).then(
      rows => {
        const text = JSON.stringify(rows)
        reply
          .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
          .end(text)
      },
      (error: unknown) => {
        console.error(error)
        reply.writeHead(500, { 'content-length': 0 }).end()
      },
    )
  })
}).listen(Number(process.env['PORT']), '127.0.0.1')

async function answer({ statements, fresh }: Plan): Promise<unknown[]> {
  const client = await pool.connect()
  try {
    const now = new Map<unknown, unknown>([
      ...fresh.uuids.map(id => [id, randomUUID()] as const),
      ...fresh.numbers.map(n => [n, n.slice(0, 6) + String(randomInt(1_000_000)).padStart(6, '0')] as const),
    ])
    let rows: unknown[] = []
    for (const { name, text, values } of statements) {
      const given = now.size ? values.map(v => (now.has(v) ? now.get(v) : v)) : values
      const done = await client.query(values.length ? { name, text, values: given } : text)
      if (done.rows.length >= rows.length) rows = done.rows
    }
    return rows
  } finally {
    client.release()
  }
}

/** In a transaction every id that is first seen in it is new each time; what a read names stays. */
function planOf(statements: Statement[]): Plan {
  const begun = statements.findIndex(s => /^begin/i.test(s.text))
  const texts = (some: Statement[]) => some.flatMap(s => s.values.filter(v => typeof v === 'string'))
  const before = new Set(begun < 0 ? [] : texts(statements.slice(0, begun)))
  const made = begun < 0 ? [] : [...new Set(texts(statements.slice(begun)))].filter(v => !before.has(v))
  return {
    statements: statements.map(s => ({ ...s, name: nameOf(s.text), values: s.values.map(revived) })),
    fresh: {
      uuids: made.filter(v => /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(v) && !v.includes('-00000000be7c')),
      numbers: made.filter(v => /^\d{12}$/.test(v) && !v.startsWith('3205')),
    },
  }
}

/** Bytes come through JSON as the list of their numbers. */
function revived(value: unknown): unknown {
  const bytes = value as { type?: string; data?: number[] } | null
  return bytes && typeof bytes === 'object' && bytes.type === 'Buffer' ? Buffer.from(bytes.data!) : value
}
