/**
 * The permission matrix, run: every operation is really called by every post in every place, and by everyone without one,
 * on a real database; whoever the rule refuses is refused, whoever it allows is not, and what may not be seen is not there.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { jobs } from '../apps/server/jobs.ts'
import '../apps/server/services.ts'
import type { Op } from '../kernel/contract.ts'
import type { Db } from '../kernel/db.ts'
import { openHouse, type OpenHouse } from '../kernel/house.ts'
import { from, permits, Problem, type Actor, type Machine, type Row } from '../kernel/rules.ts'
import { newKeys } from '../kernel/sealed.ts'
import { allServices, call, type Service } from '../kernel/server.ts'
import { freshDatabase } from '../kernel/testing.ts'
import { roles } from '../modules/identity/rules.ts'
import type { Case } from './matrix/case.ts'
import { casesOf } from './matrix/cases.ts'
import { at, furnish, later, now, type World } from './matrix/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'linli-matrix-'))
let base: Awaited<ReturnType<typeof freshDatabase>>
let house: OpenHouse
let w: World
let cases: Record<string, Case>
before(async () => {
  base = await freshDatabase(jobs)
  house = await openHouse(base.url, newKeys(), 2)
  w = await furnish(house, folder)
  cases = casesOf(w)
})
after(async () => {
  await house?.close()
  await base?.drop()
  rmSync(folder, { recursive: true })
})

/** `done`: it went through. `allowed`: the rule let it pass, and something else stood in the way. */
type Verdict = { may: boolean; done: boolean; said: string }

async function ask(
  db: Db,
  op: Op,
  { input, now: when = now, shows, hidden }: Case,
  actor: Actor | null,
): Promise<Verdict> {
  await sql`savepoint one`.execute(db)
  try {
    const { answer } = await call({ ...house, db }, { op: op.name!, input, actor, now: when })
    return { may: shows ? shows(answer as never) : true, done: true, said: 'answered' }
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    const refused = ['common.forbidden', 'common.signIn', ...(hidden || op.kind === 'query' ? ['common.notFound'] : [])]
    if (op.kind === 'query' && !refused.includes(error.code)) throw error
    return { may: !refused.includes(error.code), done: false, said: error.code }
  } finally {
    await sql`rollback to savepoint one`.execute(db)
  }
}

/** Puts the prototype where the move begins, so that its work is done too and not only its rule asked. */
async function ready(db: Db, { implementation }: Service, name: string, input: unknown) {
  const record = implementation.records?.find(r => Object.hasOwn(r.machine.moves, name))
  if (!record) return
  const [state] = from(record.machine.moves[name]!)
  const { id } = input as { id: string }
  await sql`update ${sql.table(record.table)} set state = ${state} where id = ${id}`.execute(db)
  await sql`update kernel.work set state = ${state} where record = ${id}`.execute(db)
  if (record.table === 'grid.matter')
    await sql`update grid.matter set closed_at = ${name === 'reopen' || name === 'archive' ? later(-1) : null} where id = ${id}`.execute(
      db,
    )
}

const ruleOf = ({ implementation }: Service, name: string) =>
  implementation.may[name] ??
  (implementation.records!.find(r => Object.hasOwn(r.machine.moves, name))!.machine as Machine).moves[name]!.by

/** What went otherwise than the rule says, and whether anyone got through at all. */
async function wrongOf(service: Service, name: string, op: Op): Promise<string[]> {
  const one = cases[op.name!]
  if (!one) return [`${op.name} has no case: say in scripts/matrix/cases.ts how it is tried`]
  const rule = one.rule ?? ruleOf(service, name)
  const wrong: string[] = []
  let done = 0
  const refusals = new Set<string>()
  const tried = house.db.transaction().execute(async db => {
    await ready(db, service, name, one.input)
    for (const [who, actor] of Object.entries(w.cast)) {
      const said = permits(rule, actor, one.row ?? (one.input as Row)) || Boolean(actor && one.besides?.(actor))
      const got = await ask(db, op, one, actor).catch((error: unknown) => ({
        may: null,
        done: false,
        said: String(error),
      }))
      if (got.done) done++
      else if (said) refusals.add(String(got.said))
      if (got.may !== said)
        wrong.push(`${op.name} by ${who}: the rule says ${said ? 'yes' : 'no'}, the answer was ${got.said}`)
      if (!said && (got.said === 'common.signIn') !== (actor === null) && /signIn|forbidden/.test(got.said))
        wrong.push(`${op.name} by ${who}: ${got.said}`)
    }
    throw new Undo()
  })
  await tried.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error
  })
  if (!done && !one.never)
    wrong.push(`${op.name} went through for nobody: its input does not fit the prototype (${[...refusals].join()})`)
  return wrong
}
class Undo extends Error {}

/** Each post in each place, and the seven who hold none. */
const shown = Object.keys(roles).length * Object.keys(at).length + 7
for (const service of allServices()) {
  const ops = Object.entries(service.contract.ops)
  test(`${service.contract.name}: ${ops.length} operations asked by ${shown} people, ${ops.length * shown} cases, go as the rules say`, async () => {
    assert.equal(Object.keys(w.cast).length, shown)
    const wrong = []
    for (const [name, op] of ops) wrong.push(...(await wrongOf(service, name, op)))
    assert.deepEqual(wrong, [])
  })
}

test('no case speaks of an operation that is gone', () =>
  assert.deepEqual(
    Object.keys(cases).filter(
      name =>
        !allServices().some(
          s => s.contract.name === name.split('.')[0] && Object.hasOwn(s.contract.ops, name.split('.')[1]!),
        ),
    ),
    [],
  ))

test('the matrix sees a rule that the work does not keep', async () => {
  const people = allServices().find(s => s.contract.name === 'people')!
  const kept = people.implementation.may['persons']!
  people.implementation.may['persons'] = { kind: 'post', role: 'grid-worker', reach: 'in', field: 'place' }
  cases['people.persons']!.rule = kept
  const wrong = await wrongOf(people, 'persons', people.contract.ops['persons']!)
  people.implementation.may['persons'] = kept
  delete cases['people.persons']!.rule
  assert.ok(wrong.length > 3)
  assert.match(wrong.join('\n'), /people\.persons by clerk grid: the rule says yes/)
})
