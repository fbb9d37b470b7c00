/**
 * Goes through a file batch by batch. Checking is writing that is taken back, so what it promises is what happens.
 * The rows of a batch, the rows it refuses and how far the run has come are one transaction: cut off anywhere and
 * started again, by this server or another, nothing is doubled and nothing is left out.
 */
import { sql } from 'kysely'
import type { Asked, Op, Output } from './contract.ts'
import { within, type Db, type Tx } from './db.ts'
import { keepBad, perform, sum } from './exchange-batch.ts'
import { importNamed, type ImportCtx, type ImportKind } from './exchange-kinds.ts'
import { judge, type Judged } from './exchange-mapping.ts'
import { phases, problem, type Move } from './exchange-rules.ts'
import { firstLines } from './exchange-twice.ts'
import { moved, open, runOf, sameFile, type Run } from './exchange-runs.ts'
import { asDeclared, Problem, theClock, type Actor } from './rules.ts'
import { call, type House } from './server.ts'
import { writeTrail } from './trail.ts'

const batch = 1_000

export type Said = (run: Run) => void
type Going = { house: House; kind: ImportKind; actor: Actor; now: Date; said: Said }

/**
 * Does what the run's state asks for, from where it was left. A file that cannot be read ends the run with the sentence;
 * anything unexpected is thrown, and the run goes on when it is called again.
 */
export async function goOn(house: House, id: string, actor: Actor, now: Date, said: Said = () => {}): Promise<Run> {
  const run = (await runOf(house.db, id))!
  const phase = phases[run.state]
  const kind = importNamed(run.kind)
  if (!phase || !kind) return run
  const going = { house, kind, actor, now, said }
  try {
    await sameFile(run)
    if (phase.writes && run.whole) return await allOrNothing(going, run)
    const last = await each(going, run, !phase.writes)
    return await within(house.db, tx => end(tx, going, last, phase.ends))
  } catch (error) {
    if (error === stopped) return (await runOf(house.db, id))!
    if (error instanceof Problem && error.code === elsewhere) throw error
    if (error instanceof Problem && error.status < 500) return fail(going, run, error.message)
    await interrupted(house.db, id)
    throw error
  }
}

/** One transaction a batch. */
async function each(going: Going, from: Run, dry: boolean): Promise<Run> {
  const { house } = going
  return through(going, from, dry, async (run, entries, looked) => {
    const after = await untilSettled(() =>
      within(house.db, async tx => {
        await claim(tx, run)
        const did = await perform(contextOf(going, run, tx, dry), going.kind, run, entries, looked)
        await keepBad(tx, house, run, did.bad)
        return store(tx, run, sum(run, did))
      }),
    )
    going.said(after)
    return after
  })
}

/** One transaction for all. The run's row is touched only at the end of it, so that it can be looked at and cancelled. */
async function allOrNothing(going: Going, from: Run): Promise<Run> {
  const { house } = going
  try {
    return await untilSettled(() =>
      within(house.db, async tx => {
        await claim(tx, from)
        const last = await through(
          { ...going, house: { ...house, db: tx } },
          from,
          false,
          async (run, entries, looked) => {
            const did = await perform(contextOf(going, run, tx, false), going.kind, run, entries, looked)
            if (did.bad.length) throw refusedWhole
            if ((await runOf(tx, run.id))?.state !== run.state) throw stopped
            const after = sum(run, did)
            going.said(after)
            return after
          },
        )
        return end(tx, going, await store(tx, from, last), phases[from.state]!.ends)
      }),
    )
  } catch (error) {
    if (error !== refusedWhole) throw error
    const { bad } = await each(going, from, true)
    return fail(going, from, `有 ${bad} 行有误，按「有错就全不导入」，这次什么都没有写入`)
  }
}

type Step = (run: Run, entries: Judged[], looked: unknown) => Promise<Run>

/** Reads the file and hands out its rows by the thousand, leaving out those that an earlier start has dealt with. */
async function through(going: Going, from: Run, dry: boolean, step: Step): Promise<Run> {
  const { kind } = going
  const source = await open(kind, from)
  let run = Promise.resolve(from)
  try {
    const looked = await kind.prepare?.(contextOf(going, from, going.house.db as Tx, dry))
    const read = judge(kind, from.mapping, source.headers)
    const first = firstLines()
    let entries: Judged[] = []
    // While the database writes one batch, the next is read and judged; no more than one waits.
    const hand = async () => {
      const [before, batch] = [await run, entries]
      entries = []
      run = step(before, batch, looked)
      run.catch(() => {})
    }
    for await (const raw of source.rows()) {
      const entry = read(raw)
      const key = entry.row && kind.key(entry.row)
      const twin = key ? first(key, raw.line) : raw.line
      if (raw.line <= from.done) continue
      if (twin !== raw.line) entry.troubles.push({ say: `与第 ${twin} 行重复` })
      if (entries.push(entry) === batch) await hand()
    }
    if (entries.length) await hand()
    return await run
  } finally {
    await run.catch(() => {})
    await source.close()
  }
}

// ── How far the run has come ────────────────────────────────────────────────

/** The run was cancelled; what it had in hand is taken back. */
const stopped = new Error('the run was moved by someone else')
const refusedWhole = new Error('a row of a run that is whole or nothing is bad')
const elsewhere = problem.elsewhere().code

/** One server at a time; whoever comes second leaves before doing any work. */
async function claim(tx: Tx, run: Run): Promise<void> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('kernel.import'), hashtext(${run.id})) as mine`.execute(tx)
  if (!rows[0]!.mine) throw problem.elsewhere()
  await undisturbed(tx, run)
}

async function undisturbed(tx: Tx, run: Run): Promise<void> {
  const now = await runOf(tx, run.id)
  if (now?.state !== run.state) throw stopped
  if (now.done !== run.done) throw problem.elsewhere()
}

async function store(tx: Tx, before: Run, after: Run): Promise<Run> {
  const { read, done, added, changed, same, bad } = after
  const { rows } = await sql<Run>`
    update kernel.import
    set read = ${read}, done = ${done}, added = ${added}, changed = ${changed}, same = ${same}, bad = ${bad}, problem = null, beat = clock_timestamp()
    where id = ${before.id} and state = ${before.state} and done = ${before.done} returning *`.execute(tx)
  if (!rows[0]) await undisturbed(tx, before)
  return rows[0]!
}

async function end(tx: Tx, going: Going, run: Run, move: Move): Promise<Run> {
  const after = await moved(tx, run.id, move, theClock, asDeclared(going.now), { total: run.read, problem: null })
  if (phases[run.state]?.writes) await tell(tx, going.house, going.actor, after, going.now)
  return after
}

async function fail(going: Going, { id, state, whole }: Run, say: string): Promise<Run> {
  return within(going.house.db, async tx => {
    const nothing = phases[state]?.writes && whole ? { added: 0, changed: 0, same: 0 } : {}
    const after = await moved(tx, id, 'fail', theClock, asDeclared(going.now), { problem: say, ...nothing })
    if (phases[state]?.writes) await tell(tx, going.house, going.actor, after, going.now)
    return after
  })
}

/** Nobody is at it any more, and whoever looks sees that it can go on. Where even that fails, the beat grows old. */
const interrupted = (db: Db, id: string) =>
  sql`update kernel.import set beat = null, problem = '中断了，已导入的不会重复，请接着办' where id = ${id} and state in (${sql.join(Object.keys(phases))})`
    .execute(db)
    .catch(() => {})

/** What came of it: one line in the trail for each run that wrote. */
export async function tell(tx: Tx, house: House, actor: Actor, run: Run, now: Date): Promise<void> {
  const { kind, place, file, sha256, read, added, changed, same, bad, whole, state, problem: say } = run
  await writeTrail(tx, house.trailKey, {
    community: place.slice(0, 12),
    record: run.id,
    at: now,
    op: 'exchange.apply',
    kind: 'note',
    actor: actor.id,
    name: actor.name ?? null,
    persons: [],
    reason: null,
    input: {
      kind,
      place,
      file,
      sha256: sha256.toString('hex'),
      read,
      added,
      changed,
      same,
      bad,
      whole,
      state,
      problem: say,
    },
  })
}

function contextOf({ house, actor, now }: Going, { place }: Run, db: Tx, dry: boolean): ImportCtx {
  const { sealer, book } = house
  const ask = async <T extends Op>(op: T, input: Asked<T>) =>
    (await call({ ...house, db }, { op: op.name!, input, actor, now })).answer as Output<T>
  return { db, me: actor, now, sealer, book, ask, place, dry }
}

const again = new Set(['40001', '40P01'])
async function untilSettled<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (error) {
      if (tried === 4 || !again.has((error as { code?: string }).code ?? '')) throw error
    }
  }
}
