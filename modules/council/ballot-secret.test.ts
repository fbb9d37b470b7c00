/**
 * What must hold against whoever has the whole database: fifty at once use a right once, a dump of every table links voters
 * and sheets no better than chance, and nothing that can be asked hangs on what was voted before it is published.
 */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { test as plain } from 'node:test'
import '../../apps/server/services.ts'
import { call, allServices } from '../../kernel/server.ts'
import { Problem, type Actor } from '../../kernel/rules.ts'
import { connect } from '../../kernel/db.ts'
import { roles } from '../identity/rules.ts'
import { receiptOf } from './ballot-crypto.ts'
import {
  agree,
  blinded,
  cast,
  council,
  here,
  on,
  one,
  open,
  opened,
  published,
  register,
  rightOf,
  ticket,
  voteDay,
  votes,
} from './ballot-stories.ts'

const key = ({ community, id }: { community: string; id: string }) => ({ community, id })

plain('fifty devices at once: one right gives one token, and one token one sheet', async () => {
  const { as, house, url, actors } = open()
  const b = await opened(as, [agree])
  const { voter } = await rightOf(as, b, '王婶')
  const numbers = await Promise.all(Array.from({ length: 50 }, () => blinded(as, b)))
  const db = connect(url, 50)
  const ask = (op: string, input: object, actor: Actor | null) =>
    call({ ...house, db }, { op, input, actor, now: voteDay }).then(
      told => told.answer as { signature: string },
      (error: unknown) => {
        if (!(error instanceof Problem)) throw error
        return error.code
      },
    )
  try {
    const taken = await Promise.all(
      numbers.map(n => ask('council.takeToken', { ...key(b), voter, blinded: n.blinded }, actors['王婶']!)),
    )
    const given = taken.flatMap((t, i) => (typeof t === 'string' ? [] : [{ ...t, i }]))
    assert.equal(given.length, 1)
    assert.deepEqual(new Set(taken.filter(t => typeof t === 'string')), new Set(['council.rightUsed']))
    const mine = await numbers[given[0]!.i]!.finish(given[0]!.signature)
    const sheets = Array.from({ length: 50 }, (_, i) => [i % 2 ? [1, 0, 0] : [0, 1, 0]])
    const cast = await Promise.all(sheets.map(sheet => ask('council.cast', { ...key(b), ...mine, sheet }, null)))
    const done = cast.map(c => typeof c !== 'string')
    // The first to come counts; those who say the same are told that it is in, the others that it was cast already.
    assert.equal(done.filter(Boolean).length, 25)
    assert.deepEqual(new Set(cast.filter(c => typeof c === 'string')), new Set(['council.tokenSpent']))
  } finally {
    await db.destroy()
  }
  const log = await published(as, b)
  assert.equal(log.sheets.length, 1)
})

/** Everything that is stored, as an attacker with the owner's login reads it: every row of every table with its place and its transaction. */
type Dumped = { table: string; ctid: string; xmin: number; row: string }
async function dump(url: string): Promise<Dumped[]> {
  const db = connect(url, 1)
  try {
    const { rows: tables } = await sql<{ name: string }>`
      select table_schema || '.' || table_name as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'pgboss')`.execute(
      db,
    )
    const all: Dumped[] = []
    for (const { name } of tables) {
      const { rows } = await sql<
        Omit<Dumped, 'table'>
      >`select ctid::text, xmin::text::int as xmin, t::text as row from ${sql.table(name)} t`.execute(db)
      all.push(...rows.map(r => ({ ...r, table: name })))
    }
    return all
  } finally {
    await db.destroy()
  }
}

plain(
  'a dump of every table, before the count and after it, links voters and sheets no better than chance',
  async () => {
    const { as, owner } = open()
    const told = open()
    const names = Array.from({ length: 24 }, (_, i) => `选民${i}`)
    const people = []
    for (const name of names) {
      const { person, id } = await register(told, name, { birth: '1980-01-01' })
      const actor = { id: `00000000-0000-7000-8000-0000000${String(10_000 + people.length)}`, name, posts: [] }
      told.actors[name] = actor
      await told.db
        .insertInto('identity.account')
        .values({ id: actor.id, place: here, username: name, name, password: 'none', mustChange: false })
        .execute()
      await told.db.updateTable('people.resident').set({ account: actor.id }).where('id', '=', id).execute()
      people.push({ name, person })
    }
    const ask = { text: '选一个', ask: 'choose-1', lines: names.map((_, i) => `方案${i}`).join('\n') }
    const b = await opened(as, [ask])
    const truth: { voter: string; token: string }[] = []
    for (const [i, name] of names.entries()) {
      const { voter } = await rightOf(as, b, name)
      const mine = await votes(as, b, name, [names.map((_, j) => Number(i === j))])
      truth.push({ voter, token: mine.token })
    }
    const during = await dump(owner)
    await published(as, b)
    const after = await dump(owner)

    const tokens = new Map(truth.map(v => [v.token, v.voter]))
    // Not a word of a sheet, its token or its receipt is readable while the vote is open.
    for (const { token } of truth)
      assert.deepEqual(
        during.filter(d => d.row.includes(token) || d.row.includes(receiptOf(token))),
        [],
      )

    /** The voters in the order in which they used their right, and the sheets in an order that something stored tells. */
    const sheets = after.filter(d => d.table === 'council.sheet' && d.row.includes(b.id))
    assert.equal(sheets.length, names.length)
    const used = after.filter(d => d.table === 'council.right_used' && d.row.includes(b.id))
    const byXmin = during
      .filter(d => d.table === 'council.right_used' && d.row.includes(b.id))
      .toSorted((x, y) => x.xmin - y.xmin)
      .map(d => voterIn(d.row, truth))
    // The attacker knows the order of the rights exactly: what is to be hidden is that of the sheets.
    assert.deepEqual(
      byXmin,
      truth.map(v => v.voter),
    )
    assert.equal(new Set(sheets.map(d => d.xmin)).size, 1)
    const page = (d: Dumped) =>
      d.ctid
        .replaceAll(/[()]/g, '')
        .split(',')
        .reduce((a, n) => a * 10_000 + Number(n), 0)
    const orders = {
      'the heap of the sheets': sheets.toSorted((x, y) => page(x) - page(y)),
      'the rows as text': sheets.toSorted((x, y) => (x.row < y.row ? -1 : 1)),
      'the tokens': sheets.toSorted((x, y) => (tokenIn(x.row) < tokenIn(y.row) ? -1 : 1)),
      'the heap backwards': sheets.toSorted((x, y) => page(y) - page(x)),
    }
    const voterOrders = {
      'by transaction': byXmin,
      'by heap': used.toSorted((x, y) => page(x) - page(y)).map(d => voterIn(d.row, truth)),
    }
    for (const [how, order] of Object.entries(orders))
      for (const [which, voters] of Object.entries(voterOrders)) {
        const hits = order.filter((d, i) => tokens.get(tokenIn(d.row)) === voters[i]).length
        // One hit is what chance gives; more than eight comes once in about a million runs.
        assert.ok(hits <= 8, `${how}, ${which}: ${hits} of ${names.length}`)
      }
    // No row anywhere ties anything of a sheet to anything of a voter, and no transaction wrote both.
    for (const { token, voter } of truth) {
      const person = people.find((_, i) => truth[i]!.voter === voter)!
      const of = after.filter(d => d.row.includes(token))
      assert.deepEqual(
        of.map(d => d.table),
        ['council.sheet'],
      )
      assert.ok(!of[0]!.row.includes(voter) && !of[0]!.row.includes(person.person))
    }
    const urns = during.filter(d => d.table === 'council.urn' && d.row.includes(b.id))
    const rights = new Set(during.filter(d => d.table === 'council.right_used').map(d => d.xmin))
    assert.ok(urns.every(u => !rights.has(u.xmin)))
    // What the casting itself left behind: the urn alone. No line, no receipt, no announcement.
    for (const u of urns)
      assert.deepEqual(
        during.filter(d => d.xmin === u.xmin && d.table !== 'council.urn').map(d => d.table),
        [],
      )
  },
)

const tokenIn = (row: string) => /[\w-]{43}(?=,)/.exec(row)?.[0] ?? ''
const voterIn = (row: string, truth: readonly { voter: string }[]) =>
  truth.find(v => row.includes(v.voter))?.voter ?? ''

plain('nothing that can be asked hangs on what was voted, by anybody, before it is published', async () => {
  const { as, house } = open()
  const everyone: Actor = {
    id: '00000000-0000-7000-8000-00000000aaaa',
    name: '所有岗位',
    posts: Object.keys(roles).flatMap(role => ['', '320582100', here, one].map(place => ({ role, place }))),
  }
  const ballot = await opened(as, [agree])
  const tickets = [await ticket(as, ballot, '王婶'), await ticket(as, ballot, '李叔'), await ticket(as, ballot, '赵姨')]
  const inputs: object = {
    ...key(ballot),
    place: here,
    ballot: ballot.id,
    question: 0,
    size: 200,
    receipt: receiptOf(tickets[0]!.token),
    record: ballot.id,
    machine: 'council.ballot',
  }
  const asked = allServices()
    .flatMap(s => Object.values(s.contract.ops))
    .filter(op => op.kind === 'query')
  async function answers(sheet: number[][], closed: boolean): Promise<Record<string, string>> {
    const told: Record<string, string> = {}
    const undone = house.db.transaction().execute(async tx => {
      const on_ =
        (who: string | null) =>
        <T>(op: string, input: object, at: Date) =>
          call({ ...house, db: tx }, { op, input, actor: who === null ? null : open().actors[who]!, now: at }).then(
            a => a.answer as T,
          )
      for (const mine of tickets) await on_(null)('council.cast', { ...key(ballot), ...mine, sheet }, voteDay)
      const at = closed ? on('2026-12-20', '18:00') : voteDay
      if (closed) {
        await on_('书记')('council.closeVote', key(ballot), at)
        await on_('小沈')('council.countVote', key(ballot), at)
      }
      for (const op of asked)
        for (const actor of [everyone, null, open().actors['王婶']!]) {
          await sql`savepoint one`.execute(tx)
          const said = await call({ ...house, db: tx }, { op: op.name!, input: inputs, actor, now: at }).then(
            a => JSON.stringify(a.answer).replace(/"id":\d+/g, ''),
            (error: unknown) => (error instanceof Problem ? error.code : String(error)),
          )
          await sql`rollback to savepoint one`.execute(tx)
          told[`${op.name} ${actor?.name ?? 'nobody'}`] = said
        }
      throw new Undo()
    })
    await undone.catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
    return told
  }
  for (const closed of [false, true]) {
    const [yes, no] = [await answers([[1, 0, 0]], closed), await answers([[0, 1, 0]], closed)]
    assert.ok(Object.keys(yes).length > 200)
    assert.ok(Object.values(yes).some(said => said.includes(ballot.id)))
    assert.deepEqual(yes, no)
  }
})
class Undo extends Error {}

plain('the check of silence would hear a tally', async () => {
  const { as } = open()
  const [a, b] = [await opened(as, [agree]), await opened(as, [agree])]
  await cast(as, a, await ticket(as, a, '王婶'), [[1, 0, 0]])
  await cast(as, b, await ticket(as, b, '王婶'), [[0, 1, 0]])
  const scores = async (of: typeof a) => (await published(as, of)).result.questions[0]!.sums.map(s => s.score)
  assert.notDeepEqual(await scores(a), await scores(b))
  assert.equal((await council(as, '小沈')('ballot', key(a), on('2026-12-21'))).result?.counted.online, 1)
})
