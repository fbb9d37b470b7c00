/** Two cards of one person: found, explained, made one, and made two again exactly as they were. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Db } from '../../kernel/db.ts'
import { refused, type Told } from '../../kernel/testing.ts'
import type { Merge, Pair, Resident } from './shapes.ts'
import { here, idOf, keyOf, next, now, one, register, room, stranger, test as story, two, wangId } from './stories.ts'

const reason = '身份证和户口簿核对过，是同一人'
const bare = { ...stranger, name: '王秀英', birth: '1958-03-12' }
const absorb = ({ as }: Told, lost: Resident, kept: Resident, take: string[] = [], who = '小沈') =>
  as(who)<Resident>('people.absorb', { ...keyOf(lost), into: kept.id, take, reason }, now)
const pairsIn = ({ as }: Told, place = here, who = '小沈') =>
  as(who)<{ items: Pair[]; total: number }>('people.pairs', { place }, now)
const undo = async ({ as }: Told, lost: Resident) => {
  const { items } = await as('小沈')<{ items: Merge[] }>('people.merges', { size: 200 }, now)
  const merge = items.find(m => m.lost === lost.id)!
  return as('小沈')<Merge>('people.undoMerge', { ...keyOf(merge), reason: '核对后不是同一人' }, now)
}

// ── Finding ─────────────────────────────────────────────────────────────────

story('while somebody is registered, cards that look alike are shown with the reasons', async told => {
  await register(told, { room: await room(told) })
  const alike = (typed: object, who = '小沈') =>
    told.as(who)<{ resident: { name: string }; points: number; reasons: { label: string }[] }[]>(
      'people.alike',
      { place: one, ...typed },
      now,
    )
  const labels = async (typed: object) => (await alike(typed)).flatMap(f => f.reasons.map(r => r.label))
  assert.deepEqual(await labels({ name: '王秀英', birth: '1958-03-12' }), ['姓名和出生日期相同'])
  assert.deepEqual(await labels({ name: '汪秀英', phone: '138 1234 5678' }), ['姓名同音，手机号相同'])
  assert.deepEqual(await labels({ name: '王秀英', room: await room(told) }), ['姓名和住处相同'])
  assert.deepEqual(await labels({ idNumber: wangId }), ['证件号码相同'])
  assert.deepEqual(await labels({ name: '王秀英' }), [])
  assert.deepEqual(await labels({ name: '王秀英', birth: '1958-03-13' }), [])
  assert.doesNotMatch(JSON.stringify(await alike({ idNumber: wangId })), new RegExp(`${wangId}|13812345678`))
  assert.equal((await alike({ idNumber: wangId }, '邻居乙')).length, 0)
})

story('the list for review holds each pair once, the most alike first, inside one scope', async told => {
  const a = await register(told)
  await register(told, { ...bare, place: two })
  await register(told, { ...stranger, name: '李明', birth: '1990-01-01' })
  await register(told, { ...bare, place: `${next}001` }, '邻居乙')
  const { items, total } = await pairsIn(told)
  assert.equal(total, 1)
  assert.deepEqual(
    items[0]!.reasons.map(r => `${r.label} ${r.points}`),
    ['姓名和出生日期相同 70'],
  )
  assert.deepEqual([items[0]!.a.id, items[0]!.b.id].includes(a.id), true)
  assert.ok(items[0]!.differs.includes('idMasked') && items[0]!.differs.includes('phoneMasked'))
  assert.equal((await pairsIn(told, here, '郑晓东')).total, 0)
  assert.equal((await pairsIn(told, next, '邻居乙')).total, 0)
  assert.equal((await pairsIn(told, here, '邻居乙')).total, 0)
})

story('two people that only look alike are kept apart and not shown again', async told => {
  const [a, b] = [await register(told), await register(told, bare)]
  const apart = (who: string, place: string = here) =>
    told.as(who)('people.keepApart', { place, a: b.id, b: a.id, reason: '两位不同的人' }, now)
  assert.equal(await refused(apart('邻居乙')), 'common.forbidden')
  assert.equal(await refused(apart('邻居乙', next)), 'people.noSuchCard')
  await apart('小沈')
  assert.equal((await pairsIn(told)).total, 0)
})

// ── Merging ─────────────────────────────────────────────────────────────────

story('the card that gives way leads to the other, and is in no list and no count', async told => {
  const kept = await register(told)
  const lost = await register(told, bare)
  const away = await absorb(told, lost, kept)
  assert.equal(away.mergedInto, kept.id)
  const { items, total } = await told.as('小沈')('people.persons', {}, now)
  assert.deepEqual([total, items.map((r: Resident) => r.id)], [1, [kept.id]])
  assert.equal((await told.as('小沈')('people.persons', { search: '秀英' }, now)).total, 1)
  assert.equal((await told.as('小沈')('people.counts', { place: here }, now)).people, 1)
  assert.equal((await told.as('小沈')<Resident>('people.person', keyOf(lost), now)).id, kept.id)
  assert.deepEqual(await told.as('小沈')('people.whoIs', { person: lost.person }, now), {
    person: kept.person,
    formerly: [lost.person],
  })
  assert.equal(await refused(told.as('小沈')('people.moveOut', keyOf(lost), now)), 'common.notYet')
  assert.equal((await pairsIn(told)).total, 0)
})

story(
  'what the other card knew better is taken over with its source; contacts and tags are read from both',
  async told => {
    const kept = await register(told, { ...bare, name: '王秀瑛', phone: '13900000000' })
    const lost = await register(told)
    const until = '2026-12-01'
    await told.as('小沈')(
      'people.tag',
      { ...keyOf(lost), kind: 'aloneElder', basis: 'consent', said: '本人说', until },
      now,
    )
    const contact = { kind: 'emergency', number: '13711112222', name: '李明', relation: '儿子', source: '本人' }
    await told.as('小沈')('people.addContact', { ...keyOf(lost), ...contact }, now)
    await absorb(told, lost, kept, ['name', 'idNumber', 'phone'])
    const card = await told.as('小沈')<Resident>('people.person', keyOf(kept), now)
    assert.deepEqual(
      [card.name, card.phoneMasked, card.idMasked?.at(-1), card.contacts.map(c => c.name)],
      ['王秀英', '138****5678', wangId.at(-1), ['李明']],
    )
    assert.equal(card.facts.find(f => f.field === 'idNumber')?.source, '登记')
    const { items } = await told.as('小沈')('people.tags', { community: here, resident: kept.id }, now)
    assert.deepEqual(
      items.map((t: { kind: string; name: string }) => [t.kind, t.name]),
      [['aloneElder', '王秀英']],
    )
    const again = { ...keyOf(kept), kind: 'aloneElder', basis: 'consent', said: '本人说', until }
    assert.equal(await refused(told.as('小沈')('people.tag', again, now)), 'people.alreadyTagged')
    assert.equal((await told.as('小沈')('people.persons', { search: wangId }, now)).total, 1)
  },
)

story('whoever comes with the number of the card that gave way is the same person everywhere', async told => {
  const kept = await register(told, bare)
  const lost = await register(told)
  await absorb(told, lost, kept)
  assert.equal(await refused(register(told, { account: undefined })), 'people.alreadyHere')
  const there = await register(told, { place: `${next}001`, account: undefined }, '邻居乙')
  assert.equal(there.person, kept.person)
  assert.deepEqual(there.formerly, [lost.person])
})

story('nobody merges across a border, with oneself, or while the person is being handed over', async told => {
  const [a, b] = [await register(told), await register(told, { ...bare, place: two })]
  const there = await register(told, { ...bare, place: `${next}001` }, '邻居乙')
  assert.equal(await refused(absorb(told, a, b, [], '郑晓东')), 'people.noSuchCard')
  assert.equal(await refused(absorb(told, b, a, [], '郑晓东')), 'common.forbidden')
  assert.equal(await refused(absorb(told, a, there)), 'people.noSuchCard')
  assert.equal(await refused(absorb(told, a, a)), 'people.sameCard')
  const sending = { ...keyOf(a), to: next, date: '2026-06-01', reason: '搬家' }
  await told.as('小沈')('people.handOver', sending, now)
  assert.equal(await refused(absorb(told, a, b)), 'people.handingOver')
})

story('what somebody changed after the merge stays theirs when it is undone', async told => {
  const kept = await register(told, { ...bare, phone: '13900000000' })
  const lost = await register(told)
  await absorb(told, lost, kept, ['phone', 'name'])
  await told.as('小沈')('people.correct', { ...keyOf(kept), phone: '13722223333', source: '本人来电' }, now)
  await undo(told, lost)
  const phone = async (r: Resident) => (await told.as('小沈')<Resident>('people.person', keyOf(r), now)).phoneMasked
  assert.deepEqual([await phone(kept), await phone(lost)], ['137****3333', '138****5678'])
})

// ── Undoing is the identity ─────────────────────────────────────────────────

const tables = ['resident', 'fact', 'residence', 'contact', 'tag', 'identity', 'alias', 'apart', 'visit', 'handover']
async function everything(db: Db) {
  const all: Record<string, unknown[]> = {}
  for (const table of tables)
    all[table] = (
      await sql<{
        row: unknown
      }>`select to_jsonb(t) as row from ${sql.table(`people.${table}`)} t order by to_jsonb(t)::text`.execute(db)
    ).rows
  all['work'] = (
    await sql`select machine, record, state, title, place from kernel.work where machine = 'people.resident' order by record`.execute(
      db,
    )
  ).rows
  all['standing'] = (
    await sql`select place, state, n from kernel.standing where machine = 'people.resident' and n <> 0 order by place, state`.execute(
      db,
    )
  ).rows
  all['enrolled'] = (await sql`select * from enrolled order by began_as, resident`.execute(db)).rows
  return all
}

/**
 * What a module below this one does that has enrolled residents: it reads the facts of a merge and of its undoing, and
 * follows. Its records are a table of this test; the facts are those of the outbox.
 */
async function hear(db: Db, after: number): Promise<number> {
  const { rows } = await sql<{ id: number; fact: string; record: string; data: { lost?: string } }>`
    select id, fact, record, data from kernel.outbox where id > ${after} order by id`.execute(db)
  for (const { fact, record, data } of rows) {
    if (fact === 'people.resident.one')
      await sql`update enrolled set resident = ${record} where resident = ${data.lost}`.execute(db)
    if (fact === 'people.resident.apart')
      await sql`update enrolled set resident = began_as where resident = ${record} and began_as = ${data.lost}`.execute(
        db,
      )
  }
  return rows.at(-1)?.id ?? after
}

const fields = ['name', 'sex', 'birth', 'idNumber', 'phone', 'hometown'] as const
const card = fc.record({
  name: fc.constantFrom('王秀英', '王秀云', '李明'),
  numbered: fc.boolean(),
  phone: fc.constantFrom(undefined, '13812345678', '13900000000'),
  hometown: fc.constantFrom(undefined, '河南固始'),
  room: fc.boolean(),
  relation: fc.constantFrom('householder', 'child', 'other'),
  residence: fc.constantFrom('registered', 'registeredAway', 'tenant'),
  contacts: fc.nat(2),
  tagged: fc.subarray(['aloneElder', 'mobility', 'newcomer']),
  gone: fc.boolean(),
})
type Card = typeof card extends fc.Arbitrary<infer T> ? T : never

let order = 100
async function make(told: Told, c: Card) {
  const idNumber = c.numbered ? idOf('1958-03-12', (order += 2)) : undefined
  const home = c.room ? await room(told) : undefined
  const r = await register(told, { ...stranger, ...c, idNumber, birth: '1958-03-12', sex: '女', room: home })
  for (let i = 0; i < c.contacts; i++) {
    const contact = { kind: 'phone', number: `1370000000${i}`, source: '本人' }
    await told.as('小沈')('people.addContact', { ...keyOf(r), ...contact }, now)
  }
  for (const kind of c.tagged) {
    const tag = { kind, basis: 'consent', said: '本人说', until: '2026-11-01' }
    await told.as('小沈')('people.tag', { ...keyOf(r), ...tag }, now)
  }
  if (c.gone) await told.as('小沈')('people.moveOut', { ...keyOf(r), reason: '搬走' }, now)
  return r
}

story(
  'for any two cards, merging and undoing leaves every record as it was, and those of other modules',
  async told => {
    await sql`create temp table enrolled (resident uuid, began_as uuid) on commit drop`.execute(told.db)
    let last = 0
    await fc.assert(
      fc.asyncProperty(card, card, fc.subarray([...fields]), async (first, second, take) => {
        const [lost, kept] = [await make(told, first), await make(told, { ...second, gone: false })]
        for (const { id } of [lost, kept, lost]) await sql`insert into enrolled values (${id}, ${id})`.execute(told.db)
        last = await hear(told.db, last)
        const before = await everything(told.db)
        await absorb(told, lost, kept, take)
        last = await hear(told.db, last)
        const merged = await everything(told.db)
        assert.notDeepEqual(merged, before)
        assert.equal(merged['enrolled']!.filter(e => (e as { resident: string }).resident === kept.id).length, 3)
        await undo(told, lost)
        last = await hear(told.db, last)
        assert.deepEqual(await everything(told.db), before)
      }),
      { numRuns: 20 },
    )
  },
)
