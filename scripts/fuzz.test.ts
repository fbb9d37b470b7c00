/**
 * Every operation asked with what fits its shape, what nearly fits and what fits nowhere, over the real routes on a real
 * database: no answer breaks, leaks, hangs or changes anything in silence. FUZZ=2000 asks each that many times.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { jobs } from '../apps/server/jobs.ts'
import '../apps/server/services.ts'
import type { Op } from '../kernel/contract.ts'
import type { Db } from '../kernel/db.ts'
import { openHouse, type OpenHouse } from '../kernel/house.ts'
import { http } from '../kernel/http.ts'
import type { Actor } from '../kernel/rules.ts'
import { newKeys } from '../kernel/sealed.ts'
import { allServices } from '../kernel/server.ts'
import { freshDatabase } from '../kernel/testing.ts'
import { roles } from '../modules/identity/rules.ts'
import { inputsOf, type Known } from './fuzz/inputs.ts'
import { forged, unlogged, writtenIn, wrongWith } from './fuzz/judging.ts'
import { asJson, requestOf, type Asked } from './fuzz/sending.ts'
import type { Case } from './matrix/case.ts'
import { casesOf } from './matrix/cases.ts'
import { at, furnish, now, owner, type World } from './matrix/world.ts'

const times = Number(process.env['FUZZ'] ?? 10)
const folder = mkdtempSync(join(tmpdir(), 'linli-fuzz-'))
let base: Awaited<ReturnType<typeof freshDatabase>>
let house: OpenHouse
let w: World
let cases: Record<string, Case>
let app: FastifyInstance
let cast: Record<string, Actor>
let known: Known
/** The transaction of the request under way; every request is undone. */
let open: Db
/** What the log said of the last answer that broke. */
let broken = ''

before(async () => {
  base = await freshDatabase(jobs)
  house = await openHouse(base.url, newKeys(), 2)
  w = await furnish(house, folder)
  cases = casesOf(w)
  cast = castOf(w)
  known = { ids: idsIn(w), places: [...Object.values(at), '32', '3205'] }
  const asked = Object.defineProperty({ ...house }, 'db', { get: () => open, enumerable: true })
  const made = await http({
    house: asked,
    now: () => now,
    origin: 'https://linli.example.cn',
    secure: true,
    whoIs: async token => cast[token] ?? null,
    log: line => void (broken = String(line['error'] ?? broken)),
  })
  app = made.app
})
after(async () => {
  await app?.close()
  await house?.close()
  await base?.drop()
  rmSync(folder, { recursive: true })
})

/** Small enough that one of them ends in time also on a slow machine, and on demand with many more inputs. */
const some = 30
for (const { contract } of allServices()) {
  const all = Object.values(contract.ops)
  for (let from = 0; from < all.length; from += some) {
    const ops = all.slice(from, from + some)
    const which = all.length > some ? ` (from the ${from + 1}th)` : ''
    test(`${contract.name}: whatever ${ops.length} operations${which} are asked, none breaks, leaks or changes anything in silence`, async () => {
      const wrong = new Set<string>()
      for (const op of ops) for (const asked of askedOf(op)) for (const what of await judged(asked)) wrong.add(what)
      assert.deepEqual([...wrong], [])
    })
  }
}

test('a leak, a silent change and a broken answer are each seen', async () => {
  const op = Object.values(allServices()[0]!.contract.ops)[0]!
  const answer = { statusCode: 500, headers: {}, body: `${hidden[0]} v1.${'x'.repeat(60)}` }
  assert.equal(wrongWith(op, answer as never, hidden).length, 4)
  const seen = await house.db.transaction().execute(async tx => {
    const before = await writtenIn(tx)
    await sql`insert into kernel.mapping values ('x', 'y', '{}', now())`.execute(tx)
    return [
      await unlogged(tx, op, { statusCode: 200 } as never, 0, before),
      await unlogged(tx, op, { statusCode: 400 } as never, 0, before),
    ]
  })
  assert.match(seen.join(), /without a line.*refused, and yet kernel\.mapping changed/)
})

/** The same every time, and other inputs for every operation. */
function askedOf(op: Op): Asked[] {
  const usual = cases[op.name!]?.input ?? {}
  const seed = createHash('sha256').update(op.name!).digest().readInt32BE()
  const inputs = fc.sample(inputsOf(op, usual, known), { seed, numRuns: times })
  const names = Object.keys(cast)
  return inputs.map((input, i) => ({
    op,
    input,
    who: i % 2 ? names[(i >> 1) % names.length]! : 'everyone',
    how: i % 5 === 4 ? 'form' : 'json',
  }))
}

async function judged(asked: Asked): Promise<string[]> {
  const { op, who, input } = asked
  const wrong = await undone(async (tx, mark, before) => {
    const sent = requestOf(asked)
    const answer = await Promise.race([app.inject(sent), hanging()])
    if (!answer) return [`${op.name}: no answer after 20 s`]
    const said = asJson(input)
    const secrets = strangers.includes(who) ? hidden.filter(word => !said.includes(word)) : []
    const found = wrongWith(op, answer, secrets)
    if (answer.statusCode >= 500) return found
    // A refusal that the database itself gave leaves nothing to ask in this transaction.
    const traces = await Promise.all([
      unlogged(tx, op, answer, mark, before),
      forged(tx, op, house.trailKey, mark),
    ]).catch(() => [])
    return [...found, ...traces.flat()]
  })
  return wrong.map(what => `${what} · by ${who}, ${asked.how}: ${asJson(input).slice(0, 300)} ${broken.slice(0, 300)}`)
}

async function undone(
  work: (tx: Db, mark: number, before: Map<string, number>) => Promise<string[]>,
): Promise<string[]> {
  let found: string[] = []
  await house.db
    .transaction()
    .execute(async tx => {
      const { rows } = await sql<{ mark: number }>`select pg_current_xact_id()::text::bigint as mark`.execute(tx)
      open = tx
      found = await work(tx, rows[0]!.mark, await writtenIn(tx))
      throw new Undo()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
  return found
}
class Undo extends Error {}

const hanging = () => new Promise<null>(done => setTimeout(() => done(null), 20_000).unref())

/** Planted with the prototype: nobody who may not see the person may read any of them, in whatever answer. */
const hidden = ['11010519491231002X', '13812345678', '13711112222', '王秀英', '12幢3单元502', '李四']
const strangers = ['nobody', 'elsewhere', 'nobody in particular']

function castOf({ holder, rows }: World): Record<string, Actor> {
  const token = Buffer.alloc(32, 7)
  const posts = (...places: string[]) => Object.keys(roles).flatMap(role => places.map(place => ({ role, place })))
  const person = (id: string, more: Partial<Actor> = {}) => ({
    id,
    name: '某人',
    posts: [],
    token,
    since: now,
    ...more,
  })
  return {
    everyone: person(holder, { posts: posts('', ...Object.values(at)) }),
    nobody: null as never,
    elsewhere: person('00000000-0000-7000-8000-00000000e15e', { posts: posts(at.otherStreet) }),
    resident: person(owner.id),
    'nobody in particular': person('00000000-0000-7000-8000-000000000abc'),
    guest: person(rows.matter.ticket, { guest: true }),
  }
}

const idsIn = (world: World) => [
  ...new Set(JSON.stringify(world).match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g)),
]
