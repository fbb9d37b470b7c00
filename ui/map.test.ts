/** The small map says every number in words and figures too, and a name on it is never markup. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mapSvg, withoutShared, type Area } from './map.ts'

const square = (code: string, name: string, x: number): Area => ({
  properties: { code, name },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, 31],
        [x + 0.01, 31],
        [x + 0.01, 31.01],
        [x, 31.01],
        [x, 31],
      ],
    ],
  },
})
const told = { title: '各网格', describe: '甲 3 件' }

test('each area stands once with its number, shaded against the largest, and one without a number is left empty', () => {
  const svg = mapSvg({
    features: [square('1', '甲', 120), square('2', '乙', 120.01), square('3', '丙', 120.02), square('4', '丁', 120.03)],
    values: new Map([
      ['1', 8],
      ['2', 1],
      ['3', 0],
    ]),
    ...told,
  })
  assert.deepEqual(
    [...svg.matchAll(/class="area (shade-\w+)"/g)].map(m => m[1]),
    ['shade-4', 'shade-1', 'shade-0', 'shade-none'],
  )
  assert.deepEqual(
    [...svg.matchAll(/class="area-number"[^>]*>([^<]*)/g)].map(m => m[1]),
    ['8', '1', '0', '–'],
  )
})

test('it stays within its frame, keeps north up and true proportions', () => {
  const svg = mapSvg({ features: [square('1', '甲', 120)], values: new Map(), ...told })
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number)
  const points = [...svg.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(m => [Number(m[1]), Number(m[2])] as const)
  assert.ok(points.every(([x, y]) => x >= 0 && x <= width! && y >= 0 && y <= height!))
  const [southWest, southEast, northEast] = points as [
    readonly [number, number],
    readonly [number, number],
    readonly [number, number],
  ]
  assert.ok(northEast[1] < southEast[1])
  const ratio = (southEast[0] - southWest[0]) / (southEast[1] - northEast[1])
  assert.ok(Math.abs(ratio - Math.cos((31.005 * Math.PI) / 180)) < 0.01, `a degree of longitude is shorter: ${ratio}`)
})

test('it says what it shows to those who cannot see it, and a name is text', () => {
  const svg = mapSvg({ features: [square('1', '<script>', 120)], values: new Map(), chosen: '1', ...told })
  assert.match(svg, /role="img" aria-labelledby="map-title map-words"/)
  assert.match(svg, /<title id="map-title">各网格<\/title><desc id="map-words">甲 3 件<\/desc>/)
  assert.ok(!svg.includes('<script>') && svg.includes('chosen'))
})

test('the part of a name that all share is left out, a number is never cut, and a name that does not fit is not drawn', () => {
  const short = withoutShared(['花园浜第1网格', '花园浜第10网格', '花园浜第12网格'])
  assert.deepEqual(['花园浜第1网格', '花园浜第12网格'].map(short), ['第1网格', '第12网格'])
  assert.equal(withoutShared(['桃园', '市场'])('桃园'), '桃园')
  assert.equal(withoutShared(['桃园网格'])('桃园网格'), '桃园网格')
  assert.equal(withoutShared(['东区1', '东区2'])('东区1'), '东区1')
  const eight = Array.from({ length: 8 }, (_, i) =>
    square(String(i), `${'甲乙丙丁戊己庚辛'[i]}路很长的网格`, 120 + i / 100),
  )
  assert.ok(!mapSvg({ features: eight, values: new Map(), ...told }).includes('area-name'))
})

test('a community without a map is an empty picture, not an error', () => {
  assert.match(mapSvg({ features: [], values: new Map(), ...told }), /^<svg/)
})
