/** Three systems agree: on the published vectors, on 332 real cities where these are at hand, and there and back anywhere in the country. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  convert,
  fromMercator,
  isInChina,
  mapLink,
  systemNamed,
  toMercator,
  type Position,
  type System,
} from './coordinates.ts'
import { metre } from './geometry.ts'

const near = (a: Position, b: Position, degrees: number, say?: string) =>
  assert.ok(
    Math.abs(a[0] - b[0]) <= degrees && Math.abs(a[1] - b[1]) <= degrees,
    `${say ?? ''} ${a.join()} is not ${b.join()}`,
  )
const apart = (a: Position, b: Position) =>
  Math.hypot((a[0] - b[0]) * metre * Math.cos((a[1] * Math.PI) / 180), (a[1] - b[1]) * metre)

for (const [from, position, to, expected] of [
  ['wgs84', [116.397128, 39.916527], 'gcj02', [116.403372494, 39.917930749]],
  ['wgs84', [120.5553, 31.8756], 'gcj02', [120.559576549, 31.873487076]],
  ['wgs84', [104.0668, 30.5728], 'gcj02', [104.069305477, 30.570346141]],
  ['gcj02', [116.404, 39.915], 'bd09', [116.410369494, 39.921336994]],
  ['wgs84', [139.69, 35.68], 'gcj02', [139.69, 35.68]],
  ['wgs84', [151.2, -33.86], 'gcj02', [151.2, -33.86]],
] as const)
  test(`${position.join()} of ${from} is ${expected.join()} of ${to}`, () =>
    near(convert(position, from, to), expected, 1e-6))

test('Zhangjiagang is shifted by 467 metres, Beijing by 555', () => {
  for (const [position, metres] of [
    [[116.397128, 39.916527], 555],
    [[120.5553, 31.8756], 467.2],
  ] as const)
    assert.ok(Math.abs(apart(position, convert(position, 'wgs84', 'gcj02')) - metres) < 1)
})

test('what is converted there and back is where it was, to the centimetre', () => {
  const position = fc.tuple(
    fc.double({ min: 73.5, max: 135, noNaN: true }),
    fc.double({ min: 3.5, max: 53.5, noNaN: true }),
  )
  const system = fc.constantFrom<System>('wgs84', 'gcj02', 'bd09')
  fc.assert(
    fc.property(position, system, system, (p, a, b) => assert.ok(apart(p, convert(convert(p, a, b), b, a)) < 0.01)),
    { numRuns: 2000 },
  )
  fc.assert(fc.property(position, p => assert.ok(apart(p, fromMercator(toMercator(p))) < 0.001)))
})

test('Web Mercator is metres', () => {
  const [x, y] = toMercator([104.0668, 30.5728])
  assert.ok(Math.abs(x - 11584663.184) < 0.001 && Math.abs(y - 3577392.487) < 0.001)
})

test('latitude first is outside of the country, every city of it inside', () => {
  assert.ok(isInChina([120.55, 31.87]) && isInChina([112.3, 16.8]), 'the islands too')
  assert.ok(!isInChina([31.87, 120.55]) && !isInChina([139.69, 35.68]) && !isInChina([-122.4, 37.8]))
})

test('a link to another map counts in its system', () => {
  const link = 'https://uri.amap.com/marker?position={lon},{lat}&name={name}'
  assert.equal(
    mapLink(link, 'gcj02', [120.5553, 31.8756], '12幢&1'),
    'https://uri.amap.com/marker?position=120.559577,31.873487&name=12%E5%B9%A2%261',
  )
})

test('a system is known by any of its names', () => {
  const said = ['WGS-84', 'cgcs2000', 'EPSG:4490', '天地图', 'GCJ-02', '高德', '腾讯地图', 'ＢＤ０９', '百度', '北京54']
  assert.deepEqual(said.map(systemNamed), [
    'wgs84',
    'wgs84',
    'wgs84',
    'wgs84',
    'gcj02',
    'gcj02',
    'gcj02',
    'bd09',
    'bd09',
    undefined,
  ])
})

const cities = new URL('../../../shared/data/numbers/china-cities-coords.json', import.meta.url)
const absent = existsSync(cities) ? false : 'no shared data beside the checkout'
type City = { attrs: { name: string }; coords: Record<'WGS84' | 'GCJ02' | 'BD09' | 'EPSG3857', Position> }

test('332 cities lie in each system within a metre of where others put them', { skip: absent }, () => {
  const all = JSON.parse(readFileSync(cities, 'utf8')) as City[]
  const names = { wgs84: 'WGS84', gcj02: 'GCJ02', bd09: 'BD09' } as const
  const systems = Object.keys(names) as System[]
  let worst = 0
  for (const { attrs, coords } of all) {
    for (const from of systems)
      for (const to of systems) {
        const found = convert(coords[names[from]], from, to)
        worst = Math.max(worst, apart(found, coords[names[to]]))
        near(found, coords[names[to]], 1e-5, `${attrs.name} ${from} → ${to}`)
      }
    const [x, y] = toMercator(coords.WGS84)
    assert.ok(Math.hypot(x - coords.EPSG3857[0], y - coords.EPSG3857[1]) < 0.001, attrs.name)
  }
  assert.equal(all.length, 332)
  console.log(`  farthest from where others put it: ${worst.toFixed(2)} m`)
})
