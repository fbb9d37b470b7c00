/** One person with a card in each of two communities: found, compared by the street, made one, and parted exactly as before. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Db } from '../../kernel/db.ts'
import { refused, type Told } from '../../kernel/testing.ts'
import type { Match, Pair, Resident } from './shapes.ts'
import { here, idOf, keyOf, next, now, one, open, register, room, stranger, test as story } from './stories.ts'

const street = '320582100'
const there = `${next}001`
const reason = '电话问过本人，身份证原件核对过'
const bare = { ...stranger, name: '王秀英', birth: '1958-03-12', sex: '女' }
const pairsOf = ({ as }: Told, who = '街道', place = street) =>
  as(who)<{ items: Pair[]; total: number }>('people.pairs', { place, across: true }, now)
const match = ({ as }: Told, a: Resident, b: Resident, verdict = 'same', who = '街道') =>
  as(who)<Resident>('people.match', { ...keyOf(a), other: b.id, otherCommunity: b.community, verdict, reason }, now)
const matches = async ({ as }: Told, who = '街道') =>
  (await as(who)<{ items: Match[] }>('people.matches', { size: 200 }, now)).items
const undo = ({ as }: Told, m: Match, who = '街道') =>
  as(who)<Match>('people.undoMatch', { ...keyOf(m), reason: '本人来说不是同一人' }, now)
const read = ({ as }: Told, r: Resident, who = '街道') => as(who)<Resident>('people.person', keyOf(r), now)
const history = ({ as }: Told, r: Resident, who = '街道') =>
  as(who)<{
    residences: { place: string; from: string; to: string | null }[]
    changes: { what: string; lines: { is: string }[] }[]
  }>('people.history', keyOf(r), now)

/** Registered here, gone to live elsewhere; and a card without a number where they live now. */
async function two(told: Told) {
  const home = await register(told, { residence: 'registeredAway', room: await room(told), since: '2015-05-01' })
  return [
    home,
    await register(told, { ...bare, place: there, residence: 'tenant', since: '2023-06-01' }, '邻居乙'),
  ] as const
}

// ── Finding ─────────────────────────────────────────────────────────────────

story('the clerk of the street finds the pair with its reasons; who answers for one community does not', async told => {
  const [a, b] = await two(told)
  const { items, total } = await pairsOf(told)
  assert.deepEqual([total, items[0]!.a.id, items[0]!.b.id], [1, a.id, b.id])
  assert.deepEqual(
    items[0]!.reasons.map(r => r.label),
    ['姓名和出生日期相同'],
  )
  assert.equal(
    (await told.as('街道')('people.pairs', { place: street }, now)).total,
    0,
    'not in the list of one community',
  )
  for (const who of ['小沈', '邻居乙']) assert.equal((await pairsOf(told, who)).total, 0)
  assert.equal(await refused(match(told, a, b, 'same', '小沈')), 'people.noSuchCard')
  assert.equal(await refused(match(told, a, b, 'same', '邻居乙')), 'common.forbidden')
})

story('two people that only look alike are not shown again, until somebody undoes that', async told => {
  const [a, b] = await two(told)
  await match(told, a, b, 'different')
  assert.equal((await pairsOf(told)).total, 0)
  const [done] = await matches(told)
  assert.deepEqual([done!.state, (await read(told, b)).person === b.person], ['different', true])
  assert.equal(await refused(match(told, b, a)), 'people.alreadyCompared')
  assert.deepEqual([await matches(told, '小沈'), await matches(told, '邻居乙')], [[], []])
  assert.equal(await refused(undo(told, done!, '小沈')), 'common.forbidden')
  await undo(told, done!)
  assert.equal((await pairsOf(told)).total, 1)
})

// ── One person ──────────────────────────────────────────────────────────────

story('one person, one uuid; each community keeps its card, its dates and its history', async told => {
  const [a, b] = await two(told)
  await match(told, b, a)
  const [home, away] = [await read(told, a), await read(told, b)]
  assert.deepEqual(
    [home.person, away.person, away.formerly],
    [a.person, a.person, [b.person]],
    'the one with a document leads',
  )
  assert.deepEqual(
    [home.state, home.residence, away.state, away.residence, away.idMasked],
    ['away', 'registeredAway', 'living', 'tenant', null],
  )
  for (const r of [a, b]) {
    const said = await history(told, r)
    assert.deepEqual(
      said.residences.map(h => [h.place, h.from, h.to]),
      [
        [there, '2023-06-01', null],
        [one, '2015-05-01', null],
      ],
    )
    assert.match(said.changes[0]!.what, /是同一人/)
  }
  assert.deepEqual(
    (await history(told, a, '小沈')).residences.map(h => h.place),
    [one],
    'each sees only what is theirs',
  )
  const counted = await told.as('街道')('people.counts', { place: street }, now)
  assert.equal(counted.people, 1)
  assert.equal((await pairsOf(told)).total, 0)
  assert.equal(await refused(match(told, a, b)), 'people.alreadyOne')
  const sent = { ...keyOf(b), to: here, date: '2026-06-01', reason: '回来住' }
  await told.as('邻居乙')('people.handOver', sent, now)
  const [h] = (await told.as('小沈')<{ items: { community: string; id: string }[] }>('people.handovers', {}, now)).items
  await told.as('小沈')(
    'people.receive',
    { community: h!.community, id: h!.id, place: one, room: await room(told), residence: 'registered' },
    now,
  )
  assert.equal((await read(told, a)).state, 'living', 'whoever comes back comes back to the old card')
})

story('who would live in two places, or be registered in two, is settled first', async told => {
  const a = await register(told, { since: '2020-01-01' })
  const b = await register(told, { ...bare, place: there, residence: 'settled' }, '邻居乙')
  assert.equal(await refused(match(told, a, b)), 'people.livesTwice')
  await told.as('街道')('people.leaveHome', { ...keyOf(a), date: '2026-05-01' }, now)
  await match(told, a, b)
  const c = await register(told, { ...stranger, name: '赵六', birth: '1990-02-03' })
  const d = await register(
    told,
    { ...stranger, name: '赵六', birth: '1990-02-03', place: there, residence: 'registeredAway' },
    '邻居乙',
  )
  assert.equal(await refused(match(told, c, d)), 'people.registeredTwice')
  await told.as('街道')('people.moveOut', { ...keyOf(c), date: '2024-01-01' }, now)
  await match(told, c, d)
  const { residences } = await history(told, d)
  assert.equal(residences.length, 2)
})

story('one community, oneself, a card on its way, and a third card of the same person are refused', async told => {
  const [a, b] = await two(told)
  const mate = await register(told, { ...bare, since: '2020-01-01' })
  assert.equal(await refused(match(told, a, mate)), 'people.oneCommunity')
  await match(told, a, b)
  await told.as('街道')('people.leaveHome', { ...keyOf(mate), date: '2026-05-01' }, now)
  await told.as('街道')('people.moveOut', { ...keyOf(b), date: '2026-06-01' }, now)
  assert.equal(await refused(match(told, mate, b)), 'people.twiceThere')
})

story('the last is undone before the first', async told => {
  const [a, b] = await two(told)
  await match(told, a, b)
  const [first] = await matches(told)
  const twin = await register(told, { ...bare, place: there }, '邻居乙')
  await told.as('邻居乙')('people.absorb', { ...keyOf(twin), into: b.id, reason: '登记了两次' }, now)
  assert.equal(await refused(undo(told, first!)), 'people.lastFirst')
  const { items } = await told.as('邻居乙')<{ items: Match[] }>('people.merges', {}, now)
  await told.as('邻居乙')('people.undoMerge', { ...keyOf(items[0]!), reason: '核对后不是同一人' }, now)
  await undo(told, first!)
  assert.deepEqual([(await read(told, a)).person, (await read(told, b)).person], [a.person, b.person])
})

story('who was passed on to another community since is not parted', async told => {
  const [a, b] = await two(told)
  await match(told, a, b)
  const [done] = await matches(told)
  await told.as('邻居乙')('people.handOver', { ...keyOf(b), to: here, date: '2026-06-01', reason: '回来' }, now)
  const [h] = (await told.as('小沈')<{ items: { community: string; id: string }[] }>('people.handovers', {}, now)).items
  const later = new Date(now.getTime() + 60_000)
  await told.as('小沈')('people.receive', { ...h!, place: one, residence: 'registered' }, later)
  assert.equal(await refused(undo(told, done!)), 'people.passedOn')
})

// ── Undoing is the identity ─────────────────────────────────────────────────

const tables = ['resident', 'fact', 'residence', 'contact', 'tag', 'identity', 'alias', 'apart', 'handover']
async function everything(db: Db) {
  const all: Record<string, unknown[]> = {}
  for (const table of tables)
    all[table] = (
      await sql`select to_jsonb(t) as row from ${sql.table(`people.${table}`)} t order by to_jsonb(t)::text`.execute(db)
    ).rows
  all['work'] = (
    await sql`select * from kernel.work where machine = 'people.resident' order by record`.execute(db)
  ).rows
  all['standing'] = (
    await sql`select * from kernel.standing where machine = 'people.resident' order by place, state`.execute(db)
  ).rows
  return all
}
const card = fc.record({
  numbered: fc.boolean(),
  phone: fc.constantFrom(undefined, '13812345678'),
  residence: fc.constantFrom('registered', 'registeredAway', 'settled', 'tenant'),
  gone: fc.boolean(),
})
type Card = typeof card extends fc.Arbitrary<infer T> ? T : never
let order = 200
async function make(told: Told, { numbered, phone, residence, gone }: Card, place: string, who: string) {
  const idNumber = numbered ? idOf('1958-03-12', (order += 2)) : undefined
  const r = await register(told, { ...bare, place, phone, residence, idNumber }, who)
  if (gone) await told.as('街道')('people.moveOut', keyOf(r), now)
  return r
}

story('for any two cards that can be one, joining and parting leaves every record as it was', async told => {
  let joined = 0
  await fc.assert(
    fc.asyncProperty(card, card, fc.boolean(), async (first, second, turned) => {
      const [a, b] = [await make(told, first, one, '小沈'), await make(told, second, there, '邻居乙')]
      const before = await everything(told.db)
      const said = await match(told, ...(turned ? ([b, a] as const) : ([a, b] as const))).catch(
        (e: { code: string }) => e.code,
      )
      if (typeof said === 'string') {
        assert.match(said, /^people\.(livesTwice|registeredTwice)$/)
        return assert.deepEqual(await everything(told.db), before, 'a refusal leaves nothing')
      }
      joined++
      assert.equal((await read(told, a)).person, (await read(told, b)).person)
      await undo(
        told,
        (await matches(told)).find(m => m.state === 'same')!,
      )
      assert.deepEqual(await everything(told.db), before)
    }),
    { numRuns: 15, seed: 7 },
  )
  assert.ok(joined > 3)
})

// ── Two at once ─────────────────────────────────────────────────────────────

plain(
  'two who make the same two cards one at the same moment, from both ends, make one; a third closes no circle',
  async () => {
    const told = open()
    const born = (n: number) => ({ ...stranger, name: '同时某', birth: `1970-01-0${n}`, residence: 'tenant' })
    for (let round = 1; round <= 4; round++) {
      const a = await register(told, { ...born(round), residence: 'registeredAway' })
      const b = await register(told, { ...born(round), place: there }, '邻居乙')
      const both = await Promise.allSettled([match(told, a, b), match(told, b, a)])
      assert.deepEqual(both.map(r => r.status).toSorted(), ['fulfilled', 'rejected'])
      const [x, y] = [await read(told, a), await read(told, b)]
      assert.deepEqual([x.person === y.person, x.formerly.length], [true, 1])
      // The one is absorbed into a third here while the street compares it with another there.
      const c = await register(told, born(round))
      const d = await register(told, { ...born(round), place: there, residence: 'registered' }, '邻居乙')
      const apart = await Promise.allSettled([
        match(told, c, d, 'different'),
        told.as('小沈')('people.absorb', { ...keyOf(c), into: a.id, reason: '登记了两次' }, now),
      ])
      assert.ok(apart.some(r => r.status === 'fulfilled'))
      const { rows } = await sql`
      select from people.resident r where people.current_person(r.person) is null`.execute(told.db)
      assert.equal(rows.length, 0, 'every uuid leads to a person')
    }
  },
)

plain('a card that is begun with the number while the cards are made one does not become a second here', async () => {
  const told = open()
  const idNumber = idOf('1966-06-06', 321)
  const b = await register(
    told,
    { ...stranger, name: '抢先某', birth: undefined, idNumber, place: there, residence: 'tenant' },
    '邻居乙',
  )
  const a = await register(told, { ...stranger, name: '抢先某', birth: '1966-06-06', residence: 'registeredAway' })
  const both = await Promise.allSettled([
    match(told, a, b),
    register(told, { ...stranger, name: '抢先某', birth: undefined, idNumber, residence: 'registeredAway' }),
  ])
  assert.equal(both.filter(r => r.status === 'fulfilled').length, 1)
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from people.resident where community = ${here} and person = ${b.person} and state in ('living', 'away')`.execute(
    told.db,
  )
  assert.equal(rows[0]!.n, 1)
})
