/** Two estates of one name in two communities of a street: a home is found in the one that is meant, or not at all. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { sql } from 'kysely'
import { badRows } from '../../kernel/exchange-batch.ts'
import { runImport } from '../../kernel/exchange.ts'
import { world, type Told } from '../../kernel/testing.ts'
import '../places/import.ts'
import '../places/service.ts'
import './import.ts'
import './service.ts'

const street = '320582100'
const here = `${street}004`
const grid = `${here}001`
const folder = mkdtempSync(join(tmpdir(), 'linli-estates-'))
after(() => rmSync(folder, { recursive: true, force: true }))

async function load({ house, actors }: Told, kind: string, text: string, place: string) {
  const path = join(folder, `${Math.random()}.csv`)
  writeFileSync(path, text)
  const run = await runImport(house, { kind, path, place, actor: actors['老沈']! })
  const bad = await badRows(house, run.id, { size: 100 })
  return { says: bad.map(row => [row.line, row.reasons.map(r => (r.column ? `${r.column}:` : '') + r.say).join('；')]) }
}

const { test } = world({ 老沈: [{ role: 'clerk', place: street }] }, async told => {
  for (const [code, name] of [
    ['32', '江苏省'],
    ['3205', '苏州市'],
    ['320582', '张家港市'],
    [street, '杨舍镇'],
    [here, '花园浜社区'],
    [grid, '第一网格'],
  ] as const)
    await told.db.insertInto('places.place').values({ code, name }).execute()
  const rooms = ['12幢,3,502室', '12幢,4,502室'].map(r => `花园新村,${r},${grid}`)
  await load(told, 'places.rooms', `小区,楼栋,单元,房号,网格代码\n${rooms.join('\n')}`, here)
})

test('an estate of the same name in two communities is never guessed at: the grid or the community named in the address decides', async told => {
  const next = '320582100005'
  for (const [code, name] of [
    [next, '荷塘社区'],
    [`${next}001`, '荷塘第一网格'],
  ] as const)
    await told.db.insertInto('places.place').values({ code, name }).execute()
  await load(
    told,
    'places.rooms',
    `小区,楼栋,单元,房号,网格代码\n花园新村,12幢,3,502室,${next}001\n花园新村,12幢,3,601室,${next}001`,
    street,
  )
  const head = '姓名,小区,楼栋,单元,房号,住址,网格代码'
  const come = (row: string) => load(told, 'people.residents', `${head}\n${row}`, street)
  const lives = async (name: string) => {
    const { rows } = await sql<{
      community: string
    }>`select community from people.resident where name = ${name}`.execute(told.db)
    return rows.map(r => r.community)
  }
  for (const row of ['赵一,花园新村,12幢,3,502室,,', '赵一,,,,,花园新村12幢3单元502室,']) {
    const { says } = await come(row)
    assert.match(String(says[0]?.[1]), /网格代码:.*荷塘社区都有这个住址，请填写网格代码，写明是哪一个/)
  }
  assert.deepEqual(await lives('赵一'), [])
  for (const [row, community] of [
    [`钱二,花园新村,12幢,3,502室,,${next}001`, next],
    [`孙三,花园新村,12幢,3,502室,,${grid}`, here],
    ['李四,,,,,荷塘社区花园新村12幢3单元502室,', next],
    ['周五,花园新村,12幢,3,601室,,', next],
    ['吴六,花园新村,12幢,4,502室,,', here],
  ] as const) {
    assert.deepEqual((await come(row)).says, [], row)
    assert.deepEqual(await lives(row.slice(0, 2)), [community], row)
  }
  // Somebody who keeps one community imports for it alone.
  const own = await load(told, 'people.residents', `${head}\n郑七,花园新村,12幢,3,502室,,`, here)
  assert.deepEqual([own.says, await lives('郑七')], [[], [here]])
})
