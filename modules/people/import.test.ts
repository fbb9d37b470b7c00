/** Residents come in from a sheet with their homes and households; what is private is sealed, and what is wrong comes back. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { badRows } from '../../kernel/exchange-batch.ts'
import { exportNamed, type ExportCtx } from '../../kernel/exchange-kinds.ts'
import { runImport } from '../../kernel/exchange.ts'
import { checkCharacter } from '../../kernel/numbers.ts'
import { world, type Told } from '../../kernel/testing.ts'
import '../places/import.ts'
import '../places/service.ts'
import { settle, type Member } from './import-household.ts'
import './import.ts'
import './service.ts'

const street = '320582100'
const here = '320582100004'
const grid = `${here}001`
const folder = mkdtempSync(join(tmpdir(), 'linli-people-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const id = (first17: string) => first17 + checkCharacter(first17)
const 王福 = id('32058219580321001')
const 李梅 = id('32058219600102002')
const 王小 = id('32058219880707003')

const file = (text: string) => {
  const path = join(folder, `${Math.random()}.csv`)
  writeFileSync(path, text)
  return path
}
const load = async ({ house, actors }: Told, kind: string, text: string, place = here) => {
  const run = await runImport(house, { kind, path: file(text), place, actor: actors['老沈']! })
  const bad = await badRows(house, run.id, { size: 100 })
  return {
    ...run,
    says: bad.map(row => [row.line, row.reasons.map(r => (r.column ? `${r.column}:` : '') + r.say).join('；')]),
  }
}
const counts = (r: { added: number; changed: number; same: number; bad: number }) => [r.added, r.changed, r.same, r.bad]

const { test: story } = world({ 老沈: [{ role: 'clerk', place: street }] }, async told => {
  for (const code of ['32', '3205', '320582', street, here, grid, `${here}002`])
    await told.db
      .insertInto('places.place')
      .values({ code, name: `地${code}` })
      .execute()
  const rooms = ['12幢,3,502室', '12幢,3,501室', '12幢,4,502室', '3幢,,101室'].map(r => `花园新村,${r},${grid}`)
  await load(told, 'places.rooms', `小区,楼栋,单元,房号,网格代码\n${rooms.join('\n')}\n花园新村,5幢,1,101,${here}002`)
})

type Line = {
  name: string
  sex: string
  birth: string
  idMasked: string
  phoneMasked: string
  address: string
  relation: string
  residence: string
  household: string
  id: string
  community: string
}
const listed = async ({ as }: Told) =>
  (await as('老沈')<{ items: Line[] }>('people.persons', { place: here, size: 100 })).items
const named = async (told: Told, name: string) => (await listed(told)).find(one => one.name === name)!

const family = `姓名,公民身份号码,联系电话,性别,出生日期,小区,楼栋,单元,房号,与户主关系,居住类型
王福,${王福},138 0000 0001,男,1958年3月21日,花园新村,12幢,3单元,502室,户主,户籍
李梅,${李梅},,,,花园新村,12号楼,3,502,妻,户籍
王小,${王小},13800000003,男,,花园新村,12幢,3,502,长子,人户分离
张婆婆,,,女,1935-01-02,花园新村,3幢,,101,本人,户籍在此居住
`

story(
  'a family comes in as one household, with masked numbers, and the same sheet again changes nothing',
  async told => {
    const run = await load(told, 'people.residents', family)
    assert.deepEqual([run.says, counts(run)], [[], [4, 0, 0, 0]])
    const all = await listed(told)
    const [father, mother, son, old] = ['王福', '李梅', '王小', '张婆婆'].map(name =>
      all.find(one => one.name === name)!,
    )
    assert.deepEqual(new Set([father!.household, mother!.household, son!.household]), new Set([father!.id]))
    assert.equal(old!.household, old!.id)
    assert.deepEqual(
      [father!.idMasked.slice(0, 1), father!.phoneMasked, father!.birth],
      ['3', '138****0001', '1958-03-21'],
    )
    assert.deepEqual(
      [mother!.sex, mother!.birth, mother!.relation, mother!.address],
      ['女', '1960-01-02', 'spouse', '花园新村12幢3单元502室'],
    )
    assert.deepEqual([son!.relation, son!.residence], ['child', 'registeredAway'])
    assert.deepEqual(counts(await load(told, 'people.residents', family)), [0, 0, 4, 0])
    assert.equal((await listed(told)).length, 4)

    const stored = await told.db
      .selectFrom('people.resident')
      .select(['idNumber', 'phone'])
      .where('name', '=', '王福')
      .executeTakeFirstOrThrow()
    assert.match(`${stored.idNumber} ${stored.phone}`, /^v1\.[\w-]+ v1\.[\w-]+$/)
  },
)

story(
  'each card counts in the work in hand and knows where its fields came from, as if it had been typed',
  async told => {
    await load(told, 'people.residents', family)
    const { id, community } = await named(told, '王福')
    const card = await told.as('老沈')('people.person', { community, id })
    assert.deepEqual(
      card.facts.map((f: { field: string; source: string }) => [f.field, f.source]),
      [
        ['birth', '身份证号'],
        ['home', '批量导入'],
        ['household', '批量导入'],
        ['idNumber', '批量导入'],
        ['name', '批量导入'],
        ['phone', '批量导入'],
        ['residence', '批量导入'],
        ['sex', '身份证号'],
      ],
    )
    assert.ok(card.offers.some((o: { move: string }) => o.move === 'moveOut'))
    const standing = await told.db
      .selectFrom('kernel.standing')
      .select(['place', 'state', 'n'])
      .where('machine', '=', 'people.resident')
      .execute()
    assert.deepEqual(
      standing.toSorted((a, b) => a.state.localeCompare(b.state)),
      [
        { place: grid, state: 'away', n: 1 },
        { place: grid, state: 'living', n: 3 },
      ],
    )
    const work = await told.db
      .selectFrom('kernel.work')
      .select('title')
      .where('machine', '=', 'people.resident')
      .orderBy('title')
      .execute()
    assert.equal(work.length, 4)
    await told.as('老沈')('people.moveOut', { community, id })
  },
)

story(
  'a row for somebody known changes what it says and leaves the rest; an empty cell takes nothing away',
  async told => {
    await load(told, 'people.residents', family)
    const text = `姓名,身份证号,手机号,住址,关系,居住类型\n王福生,${王福},,花园新村12幢3单元502,,\n李梅,${李梅},13900000002,,,租住\n张婆婆,,13700000004,花园新村 3栋101,,\n`
    const run = await load(told, 'people.residents', text)
    assert.deepEqual([run.says, counts(run), (await listed(told)).length], [[], [0, 3, 0, 0], 4])
    const [father, mother, old] = [await named(told, '王福生'), await named(told, '李梅'), await named(told, '张婆婆')]
    assert.deepEqual(
      [father.phoneMasked, father.relation, mother.phoneMasked, mother.residence, old.phoneMasked],
      ['138****0001', 'householder', '139****0002', 'tenant', '137****0004'],
    )
    const found = await told.as('老沈')<{ items: Line[] }>('people.persons', { search: '13900000002' })
    assert.deepEqual(
      found.items.map(one => one.name),
      ['李梅'],
    )
    const work = await told.db
      .selectFrom('kernel.work')
      .select('title')
      .where('record', '=', father.id)
      .executeTakeFirstOrThrow()
    assert.equal(work.title, '王*生')
  },
)

story('what is wrong comes back and says which part of it', async told => {
  await load(told, 'people.residents', family)
  const 新 = id('32058219900101009')
  const text = `姓名,身份证号,手机号,性别,出生日期,小区,楼栋,单元,房号,网格代码,居住类型
甲,${新.slice(0, 17)}${新[17] === '0' ? '1' : '0'},,,,花园新村,12幢,3,502,,
乙,${新},12345,女,1990-01-02,花园新村,12幢,3,502,,
丙,,,,,花果新村,12幢,3,502,,
丁,,,,,花园新村,13幢,3,502,,
戊,,,,,花园新村,12幢,3,509,,
己,,,,,,,,,${grid},
庚,${id('32058219900101011')},,,,,,,,,
辛,,,,,花园新村,12幢,3,502,${here}002,随便
王福,${王福},,,,花园新村,5幢,1,101,,
壬,,,,,花园新村,12幢,,502,,
癸,,,,,花园新村,12幢,3,,,
`
  const run = await load(told, 'people.residents', text)
  assert.deepEqual([counts(run), (await listed(told)).length], [[0, 0, 0, 11], 4])
  assert.deepEqual(
    run.says.map(([, say]) => say),
    [
      '身份证号:身份证号码的校验码不对，可能有一位写错，或相邻两位写反了，请逐位核对',
      '手机号:手机号码应是11位数字，以13至19开头；出生日期:与身份证号里的出生日期不一致，请核对；性别:与身份证号里的性别不一致，请核对',
      '小区:没有「花果新村」这个小区，请核对或先登记房屋',
      '楼栋:「花园新村」没有「13幢」这一栋，请核对或先登记房屋',
      '房号:「花园新村12幢」没有「3单元509」，请核对或先登记房屋',
      '身份证号:没有身份证号的，须填写住处',
      '网格代码:没有住处的，须填写网格代码',
      '居住类型:居住类型应是户籍在此居住、户籍在此不居住、外来常住、租住之一',
      '房号:系统里登记的住处是「花园新村12幢3单元502室」，与表中不同；搬了家的请先在系统里办理',
      '房号:「花园新村12幢」没有「502」，请核对或先登记房屋',
      '房号:请填写房号',
    ],
  )
})

story('the same row twice in a sheet is one card, and the second row says so', async told => {
  const twice = `${family}${family.split('\n')[1]}\n`
  const run = await load(told, 'people.residents', twice)
  assert.deepEqual([counts(run), run.says.map(([line]) => line)], [[4, 0, 0, 1], [6]])
  assert.equal((await listed(told)).length, 4)
})

story('passports, permits and fifteen digits come in by their kind; nineteen digits do not', async told => {
  const text = `姓名,证件类型,证件号码,出生日期,性别,网格代码
甲,护照,E12345678,1990-02-03,女,${grid}
乙,台胞证,12345678,,,${grid}
丙,,810000199408230021,,,${grid}
丁,,320582900307123,,,${grid}
戊,,${王福}0,,,${grid}
己,护照,${王福},,,${grid}
`
  const run = await load(told, 'people.residents', text)
  assert.deepEqual(
    [counts(run), run.says],
    [
      [4, 0, 0, 2],
      [
        [6, '证件号码:身份证号码应是18位，现在是19位'],
        [7, '证件号码:这是 18 位的证件号码，请把证件改为「身份证、居住证、永居证（18 位）」'],
      ],
    ],
  )
  const rows = await told.db.selectFrom('people.resident').select(['name', 'document', 'birth', 'idTail']).execute()
  assert.deepEqual(
    ['甲', '乙', '丙', '丁']
      .map(name => rows.find(r => r.name === name)!)
      .map(r => [r.document, r.birth, r.idTail !== null]),
    [
      ['passport', '1990-02-03', true],
      ['taiwanTravel', null, true],
      ['hongKong', '1994-08-23', true],
      ['citizen', '1990-03-07', true],
    ],
  )
})

story('where each one lives begins with the sheet, and a sheet that changes it leaves the history', async told => {
  await load(told, 'people.residents', family)
  const son = await named(told, '王小')
  assert.equal((await told.as('老沈')('people.person', { community: son.community, id: son.id })).state, 'away')
  await load(
    told,
    'people.residents',
    `姓名,身份证号,手机号,居住类型\n李梅,${李梅},13900000002,租住\n王小,${王小},,租住\n`,
  )
  const mother = await named(told, '李梅')
  const { residences, changes } = await told.as('老沈')('people.history', {
    community: mother.community,
    id: mother.id,
  })
  assert.deepEqual(
    residences.map((r: { kind: string; source: string }) => [r.kind, r.source]),
    [['tenant', '批量导入']],
  )
  assert.deepEqual(changes[0].lines, [
    { label: '手机号', was: null, is: '139****0002' },
    { label: '居住类型', was: '户籍在此居住', is: '租住' },
  ])
  assert.equal((await named(told, '王小')).residence, 'registeredAway')
})

story('whoever moved away or is dead is not brought back by a sheet', async told => {
  await load(told, 'people.residents', family)
  const { community, id: resident } = await named(told, '王福')
  await told.as('老沈')('people.moveOut', { community, id: resident })
  const run = await load(told, 'people.residents', family)
  assert.deepEqual([counts(run), run.says], [[0, 0, 3, 1], [[2, '姓名:此人在系统里是「已迁出」，请先在系统里办理']]])
})

story('a grid worker changes nobody in another grid by knowing a number', async told => {
  await load(told, 'people.residents', family)
  const run = await load(told, 'people.residents', `姓名,身份证号,手机号\n王福,${王福},13912345678\n`, `${here}002`)
  assert.deepEqual(run.says, [[2, '姓名:此人已在本社区登记，不在您选择的范围内']])
})

story('for a whole street the homes of each community are found', async told => {
  assert.deepEqual(counts(await load(told, 'people.residents', family, street)), [4, 0, 0, 0])
  const far = await load(told, 'people.residents', family, '320582').catch((error: Error) => error)
  assert.match(String((far as { problem?: string }).problem ?? far), /无权|没有此项权限|请选择一个街道/)
})

story('the list that goes out shows no whole number, and names whom it shows', async told => {
  await load(told, 'people.residents', family)
  const kind = exportNamed('people.residents')!
  const ctx = {
    ...told.house,
    db: told.db,
    me: told.actors['老沈'],
    now: new Date(),
    place: here,
  } as unknown as ExportCtx
  const rows = []
  for await (const row of kind.rows(ctx, {})) rows.push(row)
  assert.equal(rows.length, 4)
  assert.ok(rows.every(row => row.person && !/\d{11}/.test(row.cells.slice(0, 6).join(' '))))
})

// ── Households ──────────────────────────────────────────────────────────────

const someone = (id: string, relation: string, room = '1'): Member => ({
  id,
  room,
  household: id,
  relation,
  here: true,
})
const follows = (all: Member[]) => all.map(one => `${one.id}→${one.household}`).join(' ')

test('whoever comes into a room joins those there; a head gathers them; a second family keeps its own head', () => {
  const [a, b, head, second, child] = [
    someone('a', 'child'),
    someone('b', 'other'),
    someone('head', 'householder'),
    someone('second', 'householder'),
    someone('c', 'child'),
  ]
  const there: Member[] = []
  settle(there, [a, b])
  assert.equal(follows([a, b]), 'a→a b→a')
  settle([a, b], [head])
  assert.equal(follows([a, b, head]), 'a→head b→head head→head')
  settle([a, b, head], [second, child])
  assert.equal(follows([a, b, head, second, child]), 'a→head b→head head→head second→second c→head')
})

test('many at once make the same households as one after the other', () => {
  const member = fc.record({
    room: fc.constantFrom('1', '2'),
    relation: fc.constantFrom('householder', 'child', 'other'),
  })
  fc.assert(
    fc.property(fc.array(member, { maxLength: 8 }), given => {
      const make = () => given.map(({ room, relation }, i) => someone(String(i), relation, room))
      const [atOnce, inTurn] = [make(), make()]
      settle([], atOnce)
      for (const [i, one] of inTurn.entries()) settle(inTurn.slice(0, i), [one])
      assert.equal(follows(atOnce), follows(inTurn))
    }),
  )
})
