/** A touch on the map is the place it shows, tiles lie where the same places are in web Mercator, and the picture is nobody's markup. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { groundOf } from './ground.ts'
import { frameOf, sayFrame, SIDE, SpotMap, touched } from './spot-map.ts'
import { tilesOf } from './tiles.ts'

const square = (name: string, x = 120.55) => ({
  properties: { code: '1', name },
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [x, 31.5],
        [x + 0.01, 31.5],
        [x + 0.01, 31.51],
        [x, 31.51],
        [x, 31.5],
      ] as [number, number][],
    ],
  },
})
const tiles = { layers: ['https://t{s}.example.cn/{z}/{x}/{y}'], credit: '底图：某' }

test('tiles cover the drawing and each lies where its places are, to a pixel', () => {
  const ground = groundOf(
    [
      [120.55, 31.5],
      [120.57, 31.52],
    ],
    { width: 480, height: 480 },
  )
  const all = tilesOf(ground, tiles)
  assert.ok(all.length > 0 && all.length <= 60)
  assert.ok(Math.min(...all.map(t => t.x)) <= 0 && Math.min(...all.map(t => t.y)) <= 0)
  assert.ok(Math.max(...all.map(t => t.x + t.width)) >= 480 && Math.max(...all.map(t => t.y + t.height)) >= 480)
  for (const { src, x, y, width } of all) {
    const [, z, column, row] = /\/(\d+)\/(\d+)\/(\d+)$/.exec(src)!.map(Number) as [number, number, number, number]
    assert.ok(width > 128 && width < 520, `${width} px`)
    // The published formula of the tile scheme, the other way round.
    const lon = (column / 2 ** z) * 360 - 180
    const lat = (Math.atan(Math.sinh(Math.PI - (2 * Math.PI * row) / 2 ** z)) * 180) / Math.PI
    const [ex, ey] = ground.at([lon, lat])
    assert.ok(Math.abs(ex - x) < 1 && Math.abs(ey - y) < 1)
  }
  assert.match(all[0]!.src, /^https:\/\/t[0-7]\.example/)
})

test('however large the drawing, it asks for no more pictures than a screen holds', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.0005, max: 40, noNaN: true }),
      fc.integer({ min: 200, max: 4000 }),
      (span, width) => {
        const ground = groundOf(
          [
            [100, 25],
            [100 + span, 25 + span / 2],
          ],
          { width, height: width },
        )
        assert.ok(tilesOf(ground, tiles).length <= 60)
      },
    ),
  )
})

test('where it was touched is what stands there, and a keyboard or a stranger touches nothing', () => {
  const frame = frameOf([square('甲')], [])!
  const [lon, lat] = touched(sayFrame(frame), '160', '160')!
  assert.ok(Math.abs(lon - 120.555) < 2e-5 && Math.abs(lat - 31.505) < 2e-5)
  const west = touched(sayFrame(frame), '100', '160')!
  assert.ok(west[0] < lon && west[1] === lat)
  for (const [f, x, y] of [
    [sayFrame(frame), '0', '0'],
    [sayFrame(frame), '-1', '5'],
    [sayFrame(frame), String(SIDE + 1), '5'],
    ['1,2,3', '5', '5'],
    ['a,b,c,d', '5', '5'],
  ] as const)
    assert.equal(touched(f, x, y), null)
})

test('the map is drawn without tiles, lies over them where there are some, and a name in it is text', () => {
  const drawn = {
    areas: [square('<img onerror=x>')],
    houses: [{ name: '"12幢', at: [120.555, 31.505] as const }],
    frame: frameOf([square('甲')], [])!,
  }
  const bare = String(SpotMap(drawn, { tiles: null, label: '点一下' }))
  assert.ok(!bare.includes('<image') && bare.includes('alt="点一下"') && bare.includes('formaction="#place"'))
  assert.ok(!decodeURIComponent(bare).includes('<img'))
  const over = String(SpotMap({ ...drawn, spot: [120.555, 31.505] }, { tiles, label: '点一下' }))
  assert.match(over, /<image [^>]*href="https:\/\/t\d\.example\.cn[^]*底图：某/)
  assert.match(decodeURIComponent(over), /12幢/)
})
