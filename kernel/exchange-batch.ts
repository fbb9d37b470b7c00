/**
 * One batch: its rows are checked and written, and each one that cannot be is set aside with the reason. A row is
 * written wholly or not at all, and a bad one costs none of its neighbours.
 */
import { sql } from 'kysely'
import { within, type Db, type Tx } from './db.ts'
import type { BadRow } from './exchange-contract.ts'
import type { Counts, ImportCtx, ImportKind } from './exchange-kinds.ts'
import { troubleAt, type Judged } from './exchange-mapping.ts'
import type { Run } from './exchange-runs.ts'
import { Problem } from './rules.ts'
import { asProblem, type House } from './server.ts'

export type Done = Counts & { read: number; done: number; bad: Judged[] }
const none: Counts = { added: 0, changed: 0, same: 0 }
const isGood = (entry: Judged) => entry.troubles.length === 0

export async function perform(
  ctx: ImportCtx,
  kind: ImportKind,
  run: Run,
  given: Judged[],
  looked: unknown,
): Promise<Done> {
  // Copies, because a batch that met a deadlock is done again.
  const entries = given.map(entry => ({ ...entry, troubles: [...entry.troubles] }))
  const good = entries.filter(isGood)
  const mistakes = good.length && kind.check ? await kind.check(ctx, rowsOf(good), looked) : []
  for (const [at, entry] of good.entries())
    for (const [column, say] of Object.entries(mistakes[at] ?? {}))
      entry.troubles.push(troubleAt(kind, run.mapping, column, say))
  const fit = good.filter(isGood)
  const counts = await (ctx.dry
    ? takenBack(ctx.db, () => write(ctx, kind, fit, looked))
    : write(ctx, kind, fit, looked))
  const bad = entries.filter(entry => !isGood(entry))
  return { ...counts, bad, read: entries.length, done: entries.at(-1)!.line }
}

const rowsOf = (entries: Judged[]) => entries.map(entry => entry.row!)

/** When the batch is refused, each half is tried by itself, until the row that is to blame stands alone. */
async function write(ctx: ImportCtx, kind: ImportKind, entries: Judged[], looked: unknown): Promise<Counts> {
  if (!entries.length) return none
  try {
    return await within(ctx.db, () => kind.write(ctx, rowsOf(entries), looked))
  } catch (error) {
    const say = refusalOf(error)
    if (say === undefined) throw error
    if (entries.length === 1) {
      entries[0]!.troubles.push({ say })
      return none
    }
    const half = entries.length >> 1
    const a = await write(ctx, kind, entries.slice(0, half), looked)
    const b = await write(ctx, kind, entries.slice(half), looked)
    return { added: a.added + b.added, changed: a.changed + b.changed, same: a.same + b.same }
  }
}

/** What one row can be blamed for; undefined: something is broken that no row can help. */
function refusalOf(error: unknown): string | undefined {
  const known = asProblem(error)
  if (known instanceof Problem) return known.status < 500 ? known.message : undefined
  const { code = '' } = error as { code?: string }
  if (code.startsWith('23')) return '与已有的数据冲突，请核对这一行'
  if (code.startsWith('22')) return '有一格的内容存不进去，请核对这一行'
}

async function takenBack<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint dry`.execute(tx)
  const result = await work()
  await sql`rollback to savepoint dry`.execute(tx)
  return result
}

export const sum = (run: Run, { read, done, added, changed, same, bad }: Done): Run => ({
  ...run,
  read: run.read + read,
  done,
  added: run.added + added,
  changed: run.changed + changed,
  same: run.same + same,
  bad: run.bad + bad.length,
})

// ── Rows that came back ─────────────────────────────────────────────────────

const use = 'kernel.import_bad.cells'

export async function keepBad(
  tx: Tx,
  { sealer }: Pick<House, 'sealer'>,
  { id }: Run,
  bad: readonly Judged[],
): Promise<void> {
  if (!bad.length) return
  const lines = bad.map(entry => entry.line)
  const cells = bad.map(entry => sealer.seal(JSON.stringify(entry.cells.map(text => text.toWellFormed())), use))
  const reasons = bad.map(entry => JSON.stringify(entry.troubles))
  await sql`
    insert into kernel.import_bad (import, line, cells, reasons)
    select ${id}, line, cells, reasons::jsonb
    from unnest(${lines}::int[], ${cells}::text[], ${reasons}::text[]) as bad (line, cells, reasons)`.execute(tx)
}

/** In the order of the file: a page of them, or those behind a line. */
export async function badRows(
  { db, sealer }: { db: Db; sealer: House['sealer'] },
  id: string,
  { size, from = 0, behind = 0 }: { size: number; from?: number; behind?: number },
): Promise<BadRow[]> {
  const { rows } = await sql<{ line: number; cells: string; reasons: BadRow['reasons'] }>`
    select line, cells, reasons from kernel.import_bad where import = ${id} and line > ${behind}
    order by line limit ${size} offset ${from}`.execute(db)
  return rows.map(row => ({ ...row, cells: JSON.parse(sealer.open(row.cells, use)) as string[] }))
}

export async function forgetBad(db: Db, id: string): Promise<void> {
  await sql`delete from kernel.import_bad where import = ${id}`.execute(db)
}
