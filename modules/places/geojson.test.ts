/** Maps as they come: in any encoding and system, damaged, empty, bottomless, without end; each is read or refused with a sentence, and soon. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../../kernel/rules.ts'
import { convert, toMercator } from './coordinates.ts'
import { polygonOf, readMap } from './geojson.ts'
import { unsound } from './geometry.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const ring = [
  [120.55, 31.87],
  [120.56, 31.87],
  [120.56, 31.88],
  [120.55, 31.87],
]
const feature = (geometry: unknown, properties: unknown = { name: '第一网格' }) => ({
  type: 'Feature',
  properties,
  geometry,
})
const polygon = (coordinates: unknown) => ({ type: 'Polygon', coordinates })
const collection = (features: unknown[], more: object = {}) =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features })
const good = collection([feature(polygon([ring]))])

function refusal(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
  return 'read'
}

test('a name is read in UTF-8, with or without a mark, in UTF-16 and in GB 18030', () => {
  const utf16 = new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, 'utf16le')]))
  // 第一网格 as Windows writes it.
  const [before, after] = good.split('第一网格') as [string, string]
  const gb = new Uint8Array([...bytes(before), 0xb5, 0xda, 0xd2, 0xbb, 0xcd, 0xf8, 0xb8, 0xf1, ...bytes(after)])
  for (const file of [bytes(good), bytes(`\uFEFF${good}`), utf16, gb])
    assert.equal(readMap(file).features[0]!.properties['name'], '第一网格')
})

test('a map in another system comes out in WGS 84, whether the file says so or the person', () => {
  const shifted = polygon([ring.map(p => convert(p as never, 'wgs84', 'gcj02'))])
  const byPerson = readMap(bytes(collection([feature(shifted)])), 'gcj02')
  const metres = collection([feature(polygon([ring.map(p => toMercator(p as never))]))], {
    crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } },
  })
  for (const { features, enter } of [byPerson, readMap(bytes(metres))]) {
    const found = polygonOf(features[0]!.geometry, enter)
    assert.ok(typeof found === 'object')
    assert.deepEqual(
      found.coordinates[0]!.map(p => p.map(n => Number(n.toFixed(6)))),
      ring,
    )
  }
  const strange = collection([feature(polygon([ring]))], { crs: { properties: { name: 'EPSG:2437' } } })
  assert.equal(
    refusal(() => readMap(bytes(strange))),
    'places.unknownCrs',
  )
})

test('what is cut off in the middle is refused, wherever it was cut', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bytes(good).length - 1 }), n =>
      assert.equal(
        refusal(() => readMap(bytes(good).slice(0, n))),
        'places.notGeoJson',
      ),
    ),
  )
})

for (const [what, text, code] of [
  ['nothing', '', 'places.notGeoJson'],
  ['a word', '"map"', 'places.notGeoJson'],
  ['another kind of object', '{"type":"Topology","objects":{}}', 'places.notGeoJson'],
  ['features that are no list', '{"type":"FeatureCollection","features":{}}', 'places.notGeoJson'],
  ['features that are words', '{"type":"FeatureCollection","features":["a"]}', 'places.notGeoJson'],
  ['no feature at all', '{"type":"FeatureCollection","features":[]}', 'places.mapEmpty'],
  [
    'a million brackets',
    `{"type":"FeatureCollection","features":${'['.repeat(1e6)}${']'.repeat(1e6)}}`,
    'places.mapTooDeep',
  ],
  ['a million brackets left open', '['.repeat(1e6), 'places.mapTooDeep'],
  ['brackets in a name', collection([feature(polygon([ring]), { name: '[['.repeat(40) })]), 'read'],
  ['a quote in a name', collection([feature(polygon([ring]), { name: '"\\[' })]), 'read'],
] as const)
  test(`a file with ${what}: ${code}`, () =>
    assert.equal(
      refusal(() => readMap(bytes(text))),
      code,
    ))

test('a file above 64 MB is not even looked into', () =>
  assert.equal(
    refusal(() => readMap({ length: 64 * 2 ** 20 + 1 } as Uint8Array)),
    'places.mapTooLarge',
  ))

test('three million points are counted, not walked', () => {
  const text = collection([feature(polygon([Array.from({ length: 3e6 }, () => 1)]))])
  const from = performance.now()
  const { features } = readMap(bytes(text))
  assert.match(String(polygonOf(features[0]!.geometry)), /^边界的点超过 5000 个/)
  assert.ok(performance.now() - from < 5_000)
})

for (const [what, geometry, say] of [
  ['nothing', null, '边界应是一个多边形'],
  ['a point', { type: 'Point', coordinates: [120, 31] }, '边界应是一个多边形'],
  ['two islands', { type: 'MultiPolygon', coordinates: [[ring], [ring]] }, '边界应是一整块，不能分成几块'],
  ['words for numbers', polygon([[['120', '31']]]), '边界应是一个多边形'],
  ['numbers that are none', polygon([[[null, 31]]]), '边界应是一个多边形'],
  [
    'a number beyond all',
    JSON.parse('{"type":"Polygon","coordinates":[[[1e999,31],[1,1],[2,2],[1,1]]]}'),
    '边界应是一个多边形',
  ],
  ['a line there and back', polygon([[ring[0], ring[1], ring[0]]]), '边界至少要 4 个点，首尾相同'],
  ['no ring', polygon([]), '边界应是一个多边形'],
  ['a ring that is none', polygon([7]), '边界应是一个多边形'],
] as const)
  test(`an outline of ${what} is none: ${say}`, () => assert.equal(polygonOf(geometry), say))

test('a single polygon in a list, and heights, are taken', () => {
  const high = { type: 'MultiPolygon', coordinates: [[ring.map(p => [...p, 12.5])]] }
  assert.deepEqual(polygonOf(high), polygon([ring]))
})

test('whatever is sent is read or refused, never dropped on the floor', () => {
  const some = fc.oneof(
    fc.anything(),
    fc.array(fc.array(fc.array(fc.double(), { maxLength: 3 }), { maxLength: 6 }), { maxLength: 3 }),
  )
  fc.assert(
    fc.property(fc.constantFrom('Polygon', 'MultiPolygon', 'Point'), some, (type, coordinates) => {
      const text = JSON.stringify({ type: 'FeatureCollection', features: [feature({ type, coordinates })] })
      const { features } = readMap(bytes(text))
      const found = polygonOf(features[0]!.geometry)
      assert.ok(typeof found === 'string' ? found.length > 3 : unsound(found) === null || unsound(found)!.length > 3)
    }),
    { numRuns: 1000 },
  )
})
