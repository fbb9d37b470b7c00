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

export function poolOf(url: string, max = 10) {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types: parsers as pg.CustomTypesConfig,
    application_name: 'linli',
    // Statements go out without waiting for the answers of those before them; PostgreSQL does them in their order.
    pipeline: true,
  } as pg.PoolConfig)
  // An idle connection that breaks would otherwise end the process; the next request opens a new one.
  pool.on('error', () => {})
  // One that breaks while it is lent out, between two statements, says so here; the next statement fails by itself.
  pool.on('connect', client => void client.on('error', () => {}))
  return pool
}

export const connect = (url: string, max = 10): Db =>
  new Kysely<DB>({
    dialect: new PostgresDialect({ pool: naming(poolOf(url, max)) }),
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
  const named = (client: pg.PoolClient) => ({
    query(text: string, values: unknown[]) {
      if (text === 'begin') return begun(client)
      const name = values.length && !text.includes(afresh) ? nameOf(text) : undefined
      return client.query(name ? { name, text, values } : { text, values })
    },
    release: () => client.release(),
  })
  return { connect: async () => named(await pool.connect()), end: () => pool.end() } as unknown as pg.Pool
}

/** The first statement is sent right behind it; one that did not begin fails, and its transaction with it. */
function begun(client: pg.PoolClient) {
  client.query('begin').catch(() => {})
  return Promise.resolve({ rows: [], rowCount: null, command: 'BEGIN' })
}

/** What was sent within a transaction and not waited for. */
const underway = new WeakMap<Db, Promise<unknown>[]>()

/**
 * Sends a statement whose answer nobody needs, without waiting for it. If it fails, the transaction fails with its
 * error; nothing is committed that was not done. Outside a transaction it is waited for.
 */
export async function unawaited(db: Db, statement: Promise<unknown>): Promise<void> {
  const sent = underway.get(db)
  if (!sent) return void (await statement)
  statement.catch(() => {})
  sent.push(statement)
}

/** Runs `work` in a transaction; inside one already (a test, another operation), in a savepoint. */
export async function within<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const sent: Promise<unknown>[] = []
  if (!db.isTransaction)
    return db
      .transaction()
      .execute(tx => (underway.set(tx, sent), work(tx)))
      .catch(async error => {
        throw (await firstFailure(sent)) ?? error
      })
  const before = underway.get(db)
  await sql`savepoint call`.execute(db)
  underway.set(db, sent)
  try {
    const result = await work(db as Tx)
    await Promise.all(sent)
    await sql`release savepoint call`.execute(db)
    return result
  } catch (error) {
    const first = await firstFailure(sent)
    await sql`rollback to savepoint call`.execute(db)
    throw first ?? error
  } finally {
    if (before) underway.set(db, before)
    else underway.delete(db)
  }
}

/** After the first statement that fails PostgreSQL refuses all others: only the first says why. */
async function firstFailure(sent: readonly Promise<unknown>[]): Promise<unknown> {
  const told = await Promise.allSettled(sent)
  return told.find(one => one.status === 'rejected')?.reason
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
