/**
 * Import and export for whoever opens the system: the routes of the server, its jobs, and one function for the command
 * line. All go through the same run; what can be imported is declared by the modules.
 */
import { rm } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { sql } from 'kysely'
import { within } from './db.ts'
import { forgetBad } from './exchange-batch.ts'
import type { Mapping } from './exchange-contract.ts'
import { importNamed } from './exchange-kinds.ts'
import { refuseMissing } from './exchange-mapping.ts'
import { limit, problem, type Move } from './exchange-rules.ts'
import { goOn, type Said } from './exchange-run.ts'
import { begin, fromTheStart, moved, runFor, unfinished, type Run } from './exchange-runs.ts'
import './exchange-service.ts'
import type { Job } from './jobs.ts'
import { theClock, type Actor } from './rules.ts'
import type { House } from './server.ts'

export { exchangeRoutes } from './exchange-routes.ts'

/** Both do what the run's state asks for, so a job that comes twice or late does no harm. */
export const exchangeJobs: Record<string, Job> = {
  'exchange.check': (house, { id, actor }, now) => goOn(house, String(id), actor as Actor, now),
  'exchange.apply': (house, { id, actor }, now) => goOn(house, String(id), actor as Actor, now),
  'exchange.tidy': (house, _, now) => tidy(house, now),
}

export type RunResult = Run
type Order = {
  kind: string
  path: string
  place: string
  actor: Actor
  mapping?: Mapping
  wholeOrNothing?: boolean
  onProgress?: Said
  now?: Date
}

/**
 * Checks and imports a file while the caller waits; `bad` of the answer tells how many rows came back. A run of the very
 * same file that was cut off goes on where it stopped. Throws a Problem when the file cannot be read.
 */
export async function runImport(house: House, order: Order): Promise<RunResult> {
  const { kind, place, actor, mapping, wholeOrNothing: whole = false, onProgress, now = new Date() } = order
  const path = resolve(order.path)
  const left = await unfinished(house.db, kind, place, path)
  if (left) return goOn(house, (await runFor(house.db, left.id, actor)).run.id, actor, now, onProgress)

  const { db } = house
  const begun = await begin(db, { kind, place, path, name: basename(path), actor, now, ...(mapping && { mapping }) })
  refuseMissing(importNamed(kind)!, begun.mapping)
  const make = (name: Move, who: Actor, set?: Partial<Run>) =>
    within(db, tx => moved(tx, begun.id, name, who, { now, figure: f => f.is }, set))
  await make('check', actor)
  const checked = await goOn(house, begun.id, actor, now, onProgress)
  if (checked.problem !== null) return checked
  if (whole && checked.bad) return make('fail', theClock, { problem: problem.badRows().message })
  await within(db, tx => forgetBad(tx, begun.id))
  await make('apply', actor, { whole, ...fromTheStart })
  return goOn(house, begun.id, actor, now, onProgress)
}

/** What was uploaded holds people's data in the clear: it goes when it has served, and the rows that came back with it. */
async function tidy(house: House, now: Date): Promise<void> {
  const { rows } = await sql<Run>`
    select * from kernel.import where path <> '' and coalesce(ended, at) < ${now}`.execute(house.db)
  for (const run of rows) {
    const days = house.book.figure(limit.keepDays, run.place, now)
    if ((run.ended ?? run.at).getTime() > now.getTime() - days * 86_400_000) continue
    // A file that the command line read where it lay is not ours to remove.
    if (basename(run.path) === run.id) await rm(run.path, { force: true })
    await within(house.db, async tx => {
      await forgetBad(tx, run.id)
      await sql`update kernel.import set path = '' where id = ${run.id}`.execute(tx)
    })
  }
}
