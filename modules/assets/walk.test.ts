/**
 * Anything, by anybody, in any order: after hundreds of random operations no thing is let twice on a day, nobody agreed to what
 * they drafted, what was charged is what the days come to, and the ledger holds exactly what the leases say.
 */
import assert from 'node:assert/strict'
import { test as committed } from 'node:test'
import { sql } from 'kysely'
import { addDays } from '../../kernel/clock.ts'
import { from, Problem } from '../../kernel/rules.ts'
import type { Told } from '../../kernel/testing.ts'
import { lease, over, RUNNING } from './lease-rules.ts'
import { asset } from './rules.ts'
import { findLease, termsOf } from './lease-read.ts'
import { owedUntil } from './schedule.ts'
import {
  aBook,
  anAsset,
  aPolicy,
  balance,
  cast,
  decided,
  here,
  now,
  on,
  open,
  run,
  valued,
  type Key,
} from './stories.ts'
import type { Ctx } from '../../kernel/server.ts'

const steps = 900
let state = 20_261_130
const roll = (n: number) => (state = (state * 48_271) % 2_147_483_647) % n
const pick = <T>(list: readonly T[]): T => list[roll(list.length)]!
const who = Object.keys(cast)
/** Mostly somebody whose work it is; the rest by anybody. */
const likely: Record<string, string> = {
  checkLease: '书记',
  agreeLease: '监督员',
  beginLease: '书记',
  endLease: '书记',
}
const moves = [...Object.keys(lease.moves), ...Object.keys(asset.moves)]

committed('no sequence of operations by any posts lets a thing twice, loses a fen, or leaves a step out', async () => {
  const told = open()
  const book = await aBook(told)
  await aPolicy(told, book)
  const things = [await anAsset(told, book), await anAsset(told, book), await anAsset(told, book)]
  for (const thing of things) await valued(told, thing)
  const leases: Key[] = []
  const done = new Map<string, number>()
  let at = on('2026-02-01')
  for (let n = 0; n < steps; n++) {
    if (roll(12) === 0) at = new Date(Math.min(at.getTime() + roll(20) * 86_400_000, now.getTime() + 300 * 86_400_000))
    const op = await next(told, leases)
    const actor = roll(3) ? (likely[op] ?? '会计') : pick(who)
    const input = given(op, things, leases, at)
    if (!input) continue
    try {
      const key = await run<Key>(told, actor, op, input, at)
      done.set(op, (done.get(op) ?? 0) + 1)
      if (op === 'draftLease') leases.push({ community: here, id: key.id })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
    }
    if (n % 150 === 149) await holds(told, book)
  }
  for (const op of [
    'agreeLease',
    'beginLease',
    'chargeRent',
    'receiveRent',
    'endLease',
    'settleLease',
    'dropLease',
    'takeDeposit',
  ])
    assert.ok(done.get(op), `${op} never went through: ${JSON.stringify([...done])}`)
})

/** Mostly a move that the last lease of all could make now, so that the walk comes to every end. */
async function next(told: Told, leases: readonly Key[]): Promise<string> {
  if (!leases.length || roll(10) === 0) return 'draftLease'
  if (roll(5) === 0) return pick(moves)
  const { state } = await told.db
    .selectFrom('assets.lease')
    .select('state')
    .where('id', '=', leases.at(-1)!.id)
    .executeTakeFirstOrThrow()
  const onward = Object.entries(lease.moves).filter(([, m]) => from(m).includes(state))
  const kept = roll(12) ? onward.filter(([op]) => op !== 'dropLease') : onward
  return kept.length ? pick(kept)[0] : 'draftLease'
}

function given(op: string, things: readonly Key[], leases: readonly Key[], at: Date): object | null {
  const day = at.toISOString().slice(0, 10)
  if (op === 'draftLease') {
    const fromDay = addDays(day, -roll(8))
    const terms = {
      fromDay,
      until: addDays(fromDay, 10 + roll(50)),
      months: pick(['1', '3']),
      rent: String(2_000 + roll(9_000)),
    }
    const said = {
      place: here,
      asset: pick(things).id,
      number: `ZL-${leases.length}-${roll(1e6)}`,
      tenant: '某商户',
      purpose: '经营',
    }
    return { ...said, ...terms, deposit: pick(['0', '5000']), ...(roll(2) && decided) }
  }
  const key = Object.hasOwn(asset.moves, op) ? pick(things) : roll(4) ? leases.at(-1) : leases[roll(leases.length || 1)]
  if (!key) return null
  const more = { reason: '随便', amount: String(1 + roll(3_000)), serial: String(roll(1e9)), value: '1', basis: '评估' }
  return {
    ...key,
    day,
    ...more,
    ...decided,
    number: `ZX-${roll(1e9)}`,
    until: op === 'chargeRent' ? undefined : addDays(day, 200),
    rent: '4000',
  }
}

async function holds(told: Told, book: Key) {
  const { rows } = await sql<{ twice: number; same: number; stuck: number }>`select
    (select count(*)::int from assets.lease a join assets.lease b on a.asset = b.asset and a.id < b.id and a.during && b.during
      where a.state = any(${held}) and b.state = any(${held})) as twice,
    (select count(*)::int from assets.lease where head = drafter or supervisor in (drafter, head)) as same,
    (select count(*)::int from assets.asset t where (t.state = 'leased') <> exists (select from assets.lease l
      where l.asset = t.id and l.state = ${RUNNING})) as stuck`.execute(told.db)
  assert.deepEqual(rows[0], { twice: 0, same: 0, stuck: 0 })
  const { rows: all } = await sql<Key>`select community, id from assets.lease`.execute(told.db)
  const ctx = { ...told.house, db: told.db, now, me: { id: '', posts: [] }, also: {} } as unknown as Ctx
  let [owed, deposits, received] = [0, 0, 0]
  for (const { community, id } of all) {
    const l = (await findLease(ctx, community, id))!
    if (l.endedOn) assert.equal(l.charged, owedUntil({ ...termsOf(l), until: l.endedOn }, l.endedOn))
    if ((over as readonly string[]).includes(l.state)) assert.equal(l.owed, 0)
    owed += l.owed
    deposits += l.held
    received += l.receipts.reduce((sum, r) => sum + r.amount, 0)
    for (const r of l.receipts)
      assert.equal(
        r.uses.reduce((sum, u) => sum + u.amount, 0),
        r.amount,
      )
  }
  assert.deepEqual([await balance(told, book, '112'), await balance(told, book, '211')], [owed, deposits])
  const { rows: funds } = await sql<{
    fen: number
  }>`select coalesce(sum(received), 0)::bigint as fen from money.fund`.execute(told.db)
  assert.equal(funds[0]!.fen, received)
}
const held = ['agreed', 'running', 'ended', 'settled']
