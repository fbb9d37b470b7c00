/** Stories of finding: whatever people type, inside one's own scope; and that an address has one spelling here and there. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Told } from '../../kernel/testing.ts'
import { addressKey } from '../places/contract.ts'
import { matches } from './search.ts'
import type { ResidentLine } from './shapes.ts'
import { here, idOf, next, now, one, register, stranger, test, two } from './stories.ts'
import { fillTails } from './tails.ts'

async function town(told: Told) {
  const { id } = await told.as('小沈')('places.addBuilding', { place: one, estate: '园林二村', name: '3幢' })
  const rooms = ['502室', '1302室'].map(name => ({ unit: '1', floor: 5, name, use: 'home' }))
  await told.as('小沈')('places.addRooms', { place: one, building: id, rooms })
  const at = async (address: string) =>
    (await told.as('小沈')('places.findRoom', { community: here, address })).id as string
  const people = [
    ['王芳', '13812348876', idOf('1990-01-01', 22), await at('园林二村3-1-502')],
    ['王秀英', '13900001111', idOf('1958-03-12', 26), await at('花园新村12-3-502')],
    ['欧阳娜娜', '13700001302', undefined, await at('园林二村3-1-1302')],
    ['芳芳', undefined, undefined, undefined],
  ] as const
  for (const [name, phone, idNumber, room] of people) await register(told, { ...stranger, name, phone, idNumber, room })
  return people
}
const find = async ({ as }: Told, search: string, who = '小沈') =>
  (await as(who)('people.persons', { search }, now)).items.map((r: ResidentLine) => r.name).toSorted()

test('a name of two characters is found by both, a family by its name, and half a name by what stands together', async told => {
  await town(told)
  assert.deepEqual(await find(told, '王芳'), ['王芳'])
  assert.deepEqual(await find(told, '芳芳'), ['芳芳'])
  assert.deepEqual(await find(told, '王'), ['王秀英', '王芳'].toSorted())
  assert.deepEqual(await find(told, '娜娜'), ['欧阳娜娜'])
  assert.deepEqual(await find(told, '阳娜'), ['欧阳娜娜'])
  assert.deepEqual(await find(told, '王英'), [])
})

test('letters are the initials, small or capital', async told => {
  await town(told)
  assert.deepEqual(await find(told, 'wf'), ['王芳'])
  assert.deepEqual(await find(told, 'OYN'), ['欧阳娜娜'])
})

test('a door is found however it is written: by the whole, without the unit, by itself, with the estate', async told => {
  await town(told)
  for (const typed of [
    '3-1-502',
    '3栋502',
    '3幢1单元502室',
    '3号楼-1-502',
    '园林二村3-1-502',
    '园林二村3幢1单元502室',
    '３－１－５０２',
  ])
    assert.deepEqual(await find(told, typed), ['王芳'], typed)
  assert.deepEqual(await find(told, '3-502'), ['王秀英', '王芳'].toSorted())
  assert.deepEqual(await find(told, '502室'), ['王秀英', '王芳'].toSorted())
  assert.deepEqual(await find(told, '3栋'), ['欧阳娜娜', '王芳'].toSorted())
  assert.deepEqual(await find(told, '园林二村'), ['欧阳娜娜', '王芳'].toSorted())
  assert.deepEqual(await find(told, '新村12幢'), ['王秀英'])
  assert.deepEqual(await find(told, '3-1-50'), [])
})

test('four digits are the tail of a telephone, of a document, or a door, and all three are looked for', async told => {
  const people = await town(told)
  assert.deepEqual(await find(told, '1302'), ['欧阳娜娜'])
  assert.deepEqual(await find(told, '8876'), ['王芳'])
  const tail = people[1][2].slice(-4)
  assert.deepEqual(await find(told, tail), ['王秀英'])
  assert.deepEqual(await find(told, tail.toLowerCase()), ['王秀英'])
  assert.deepEqual(await find(told, people[0][2]), ['王芳'])
  assert.deepEqual(await find(told, '139 0000 1111'), ['王秀英'])
})

test('several words narrow each other; what is no word finds nothing, and a percent sign is only that', async told => {
  await town(told)
  assert.deepEqual(await find(told, '王 502'), ['王秀英', '王芳'].toSorted())
  assert.deepEqual(await find(told, '王 园林二村'), ['王芳'])
  assert.deepEqual(await find(told, '王 欧阳'), [])
  for (const typed of ['%', '_', '王%', '\\', '-', '0']) assert.deepEqual(await find(told, typed), [], typed)
})

test('nobody finds anybody outside their scope by any of it', async told => {
  const people = await town(told)
  for (const typed of ['王芳', 'wf', '3-1-502', '8876', people[0][2], '13812348876', people[1][2].slice(-4)]) {
    assert.deepEqual(await find(told, typed, '邻居乙'), [], typed)
    assert.deepEqual(await find(told, typed, '王秀英'), [], typed)
  }
  assert.equal((await told.as('小沈')('people.persons', { search: '王芳', place: two }, now)).total, 0)
  assert.equal((await told.as('街道')('people.persons', { search: '王芳', place: next }, now)).total, 0)
})

test('totals are exact with words and without, page by page, and leave nobody out', async told => {
  await town(told)
  const page = async (n: number, more: object = {}) =>
    told.as('小沈')('people.persons', { page: n, size: 3, ...more }, now)
  const [first, second] = [await page(1), await page(2)]
  assert.deepEqual([first.total, second.total, first.items.length, second.items.length], [4, 4, 3, 1])
  assert.equal(new Set([...first.items, ...second.items].map((r: ResidentLine) => r.id)).size, 4)
  assert.deepEqual((await page(1, { search: '王' })).total, 2)
  assert.equal((await page(1, { search: '王', residence: 'tenant' })).total, 0)
})

test('cards from before their last four were hashed are found by them after the nightly pass', async told => {
  const people = await town(told)
  await sql`update people.resident set id_tail = null`.execute(told.db)
  assert.deepEqual(await find(told, people[1][2].slice(-4)), [])
  assert.equal(await fillTails({ db: told.db, sealer: told.house.sealer }), 2)
  assert.deepEqual(await find(told, people[1][2].slice(-4)), ['王秀英'])
  assert.equal(await fillTails({ db: told.db, sealer: told.house.sealer }), 0)
})

test('each way of searching has an index of its own, whatever the scope', async told => {
  await sql`set local enable_seqscan = off`.execute(told.db)
  const plan = async (search: string) => {
    const found = matches({ sealer: told.house.sealer, now }, search)
    const { rows } = await sql<Record<string, string>>`explain select from people.resident where ${found}`.execute(
      told.db,
    )
    return rows.map(row => Object.values(row)[0]).join('\n')
  }
  const ways: Record<string, RegExp> = {
    王芳: /resident_grams[^]*resident_homes|resident_homes[^]*resident_grams/,
    王: /resident_names/,
    wf: /resident_initials/,
    '3-1-502': /resident_doors/,
    '3栋502': /resident_doors/,
    园林二村: /resident_homes/,
    '8876': /resident_tail/,
    '123X': /resident_id_tail/,
    '13812348876': /resident_phone/,
    [idOf('1990-01-01', 22)]: /resident_document/,
    E12345678: /resident_document/,
  }
  for (const [typed, index] of Object.entries(ways)) {
    const said = await plan(typed)
    assert.match(said, index, typed)
    assert.doesNotMatch(said, /Seq Scan on resident/, typed)
  }
})

test('the database spells an address written in digits as places and imports do', async told => {
  const part = fc.constantFrom(
    '花园新村',
    '园林',
    '12',
    '03',
    '幢',
    '号楼',
    '单元',
    '室',
    '号',
    '-',
    ' ',
    'A',
    'b',
    '１',
    '座',
  )
  const texts = fc.sample(
    fc.array(part, { maxLength: 8 }).map(parts => parts.join('')),
    300,
  )
  const { rows } = await sql<{ text: string; key: string }>`
    select text, people.spelled(text) as key from unnest(${texts}::text[]) as text`.execute(told.db)
  assert.deepEqual(
    rows.filter(row => row.key !== addressKey(row.text)),
    [],
  )
})
