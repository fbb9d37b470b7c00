/** The way to PostgreSQL: named statements, plain values, and the rule of an operation as a WHERE clause. */
import { createHash } from 'node:crypto'
import {
  CamelCasePlugin,
  Kysely,
  PostgresDialect,
  sql,
  type RawBuilder,
  type SelectQueryBuilder,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import type { DB } from './db.gen.ts'
import { spoils } from './db-trouble.ts'
import type { Actor, Rule } from './rules.ts'

export type Db = Kysely<DB>
export type Tx = Transaction<DB>

/** Legal days stay text; counts and fen are numbers as long as a double holds them exactly, and an error beyond that. */
const types: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.DATE]: text => text,
  [pg.types.builtins.INT8]: text => {
    const n = Number(text)
    if (!Number.isSafeInteger(n)) throw new RangeError(`int8 beyond 2^53: ${text}`)
    return n
  },
}
const parsers = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => types[oid] ?? pg.types.getTypeParser(oid, format),
}

/**
 * How long somebody who waits for an answer waits for a connection, for a lock, for one statement: beyond that the answer
 * is 「busy」, so that nobody queues behind a database that is slow. `query_timeout` is for one that says nothing at all.
 */
export const hurried = {
  connectionTimeoutMillis: 5_000,
  lock_timeout: 5_000,
  statement_timeout: 15_000,
  query_timeout: 20_000,
} as const
type Patience = Partial<Record<keyof typeof hurried, number>>

export function poolOf(url: string, max = 10, patience: Patience = {}) {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types: parsers as pg.CustomTypesConfig,
    application_name: 'linli',
    ...patience,
  })
  // An idle connection that breaks would otherwise end the process; the next request opens a new one.
  pool.on('error', () => {})
  // So would one that breaks in the middle of a transaction, between two statements: the next statement tells of it.
  pool.on('connect', client => void client.on('error', () => {}))
  return pool
}

/** `parted`: told of every connection that is gone, whoever ended it. */
export const connect = (url: string, max = 10, patience: Patience = {}, parted: () => void = () => {}): Db =>
  new Kysely<DB>({
    dialect: new PostgresDialect({ pool: naming(poolOf(url, max, patience).on('remove', parted)) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })

const afresh = '/* planned for its values */'
/** Put into a statement whose best plan hangs on what is asked, like the width of a scope: it is planned each time. */
export const plannedAfresh = sql.raw(afresh)

/** Planning costs more than running most statements here, so each text is prepared once a connection, under its hash. */
function naming(pool: pg.Pool) {
  const names = new Map<string, string>()
  const nameOf = (text: string) => {
    const known = names.get(text)
    if (known || names.size > 2_000) return known
    const name = createHash('sha1').update(text).digest('base64url')
    names.set(text, name)
    return name
  }
  const named = (client: pg.PoolClient) => {
    let spoiled = false
    return {
      async query(text: string, values: unknown[]) {
        const name = values.length && !text.includes(afresh) ? nameOf(text) : undefined
        try {
          return await client.query(name ? { name, text, values } : { text, values })
        } catch (error) {
          spoiled ||= spoils(error)
          throw error
        }
      },
      release: (discarded?: boolean) => client.release(discarded || spoiled),
    }
  }
  return { connect: async () => named(await pool.connect()), end: () => pool.end() } as unknown as pg.Pool
}

/** Runs `work` in a transaction; inside one already (a test, another operation), in a savepoint. */
export async function within<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (!db.isTransaction) return db.transaction().execute(work)
  await sql`savepoint call`.execute(db)
  try {
    const result = await work(db as Tx)
    await sql`release savepoint call`.execute(db)
    return result
  } catch (error) {
    await sql`rollback to savepoint call`.execute(db)
    throw error
  }
}

/** The rows this actor may see. `over` is a range on the place code, so an index on it serves every scope. */
export function visible(rule: Rule, actor: Actor | null): RawBuilder<boolean> {
  switch (rule.kind) {
    case 'anyone':
      return sql`true`
    case 'signedIn':
      return actor ? sql`true` : sql`false`
    case 'own':
      return actor ? sql`${sql.ref(rule.field)} = ${actor.id}` : sql`false`
    case 'post': {
      const held = actor?.posts.filter(p => p.role === rule.role).map(p => p.place) ?? []
      return either(held.map(p => (rule.reach === 'in' ? sql`${sql.ref(rule.field)} = ${p}` : under(rule.field, p))))
    }
    case 'any':
      return either(rule.rules.map(r => visible(r, actor)))
    case 'all':
      return sql`(${sql.join([sql`true`, ...rule.rules.map(r => visible(r, actor))], sql` and `)})`
  }
}

/** Rows whose place is `place` or lies in it. ':' is the character after '9'. */
export const under = (column: string, place: string): RawBuilder<boolean> =>
  place === ''
    ? sql`${sql.ref(column)} is not null`
    : sql`(${sql.ref(column)} >= ${place} and ${sql.ref(column)} < ${place + ':'})`

const either = (rules: RawBuilder<boolean>[]): RawBuilder<boolean> =>
  rules.length ? sql`(${sql.join(rules, sql` or `)})` : sql`false`

/** One page of a query, with the total. */
export async function pageOf<D, T extends keyof D, O>(
  rows: SelectQueryBuilder<D, T, O>,
  { page, size }: { page: number; size: number },
) {
  const total = sql<number>`count(*) over ()::int`.as('total')
  const items = await rows
    .select(total)
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  return { items, total: (items[0] as { total: number } | undefined)?.total ?? 0 }
}
