/** A register of people as a police station hands it over: real check digits, homes that exist, a phone each; and the homes themselves. */
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import type pg from 'pg'
import { communityOf, estates, given, surnames } from './ground.ts'

const communities = 30
const perRoom = 3
const rooms = 24

/** One street of thirty communities, and in each as many buildings of 24 homes as its people need. */
export const street = '320582100'
export { communities }

const buildingOf = (n: number) => Math.floor(n / communities / perRoom / rooms)
const roomOf = (n: number) => Math.floor(n / communities / perRoom) % rooms
const door = (room: number) => ({ unit: String(1 + (room % 2)), name: `${1 + (room >> 2)}0${1 + ((room >> 1) % 2)}` })

export async function homes(owner: pg.Client, people: number): Promise<void> {
  await owner.query(
    `insert into places.building (community, id, place, code, estate, name, name_key)
     select c, gen_random_uuid(), c || lpad((1 + b % 10)::text, 3, '0'), c || lpad(b::text, 6, '0'), e, (b + 1) || '幢', e || (b + 1)
     from unnest($1::text[], $3::text[]) as u (c, e), generate_series(0, $2::int) as b`,
    [
      Array.from({ length: communities }, (_, n) => communityOf(n, communities)),
      buildingOf(people),
      estates.slice(0, communities),
    ],
  )
  const doors = Array.from({ length: rooms }, (_, n) => door(n))
  await owner.query(
    `insert into places.room (community, id, building, unit, floor, name, name_key, use)
     select b.community, gen_random_uuid(), b.id, d.unit, left(d.name, 1)::int, d.name || '室', d.unit || '-' || d.name, 'home'
     from places.building b, jsonb_to_recordset($1::jsonb) as d (unit text, name text)`,
    [JSON.stringify(doors)],
  )
}

export async function writeFile(path: string, people: number): Promise<void> {
  const out = createWriteStream(path)
  out.write('姓名,身份证号,手机号,小区,楼栋,单元,房号,网格代码,居住类型\n')
  for (let n = 0; n < people; n++) {
    const building = buildingOf(n)
    const { unit, name } = door(roomOf(n))
    const grid = `${communityOf(n, communities)}${String(1 + (building % 10)).padStart(3, '0')}`
    const who =
      surnames[(n * 7919) % surnames.length]! + given[(n * 31) % given.length]! + given[(n * 17) % given.length]!
    const phone = `138${String((n * 7) % 100_000_000).padStart(8, '0')}`
    const line = `${who},${idNumber(n)},${phone},${estates[n % communities]},${building + 1}幢,${unit}单元,${name}室,${grid},${n % 6 ? '户籍常住' : '租住'}\n`
    if (!out.write(line)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

const day = 86_400_000
const first = Date.UTC(1940, 0, 1)
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

function idNumber(n: number): string {
  const born = new Date(first + (n % 30_000) * day).toISOString().slice(0, 10).replaceAll('-', '')
  const digits = `320582${born}${String(1 + Math.floor(n / 30_000)).padStart(3, '0')}`
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  return digits + '10X98765432'[sum % 11]
}
