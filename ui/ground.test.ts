/** The projection keeps within its frame, keeps proportions, and finds its way back. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { groundOf, middle, pathOf, type Position } from './ground.ts'

const position = fc.tuple(
  fc.double({ min: 120.4, max: 120.7, noNaN: true }),
  fc.double({ min: 31.7, max: 32, noNaN: true }),
)
const several = fc.array(position, { minLength: 2, maxLength: 20 })

test('whatever is drawn lies within the frame, and the way back leads to where it came from', () => {
  fc.assert(
    fc.property(several, fc.option(fc.integer({ min: 80, max: 600 }), { nil: undefined }), (all, height) => {
      const { at, from, ...frame } = groundOf(all, { width: 360, edge: 8, ...(height && { height }) })
      for (const p of all) {
        const [x, y] = at(p)
        assert.ok(x >= 0 && x <= 360 && y >= 0 && y <= frame.height, `${x} ${y} of ${frame.height}`)
        const [lon, lat] = from(x, y)
        const slack = 0.1 / frame.metre / 111_195
        assert.ok(Math.abs(lat - p[1]) <= slack * 1.01 && Math.abs(lon - p[0]) <= slack * 1.3)
      }
    }),
  )
})

test('a square kilometre is square, north is up, and one point alone is no division by nothing', () => {
  const lon = 0.01 / Math.cos((31.875 * Math.PI) / 180)
  const { at, metre } = groundOf(
    [
      [120, 31.87],
      [120 + lon, 31.88],
    ],
    { width: 1000 },
  )
  const [[west, south], [east, north]] = [at([120, 31.87]), at([120 + lon, 31.88])]
  assert.ok(Math.abs(east - west - (south - north)) < 0.2 && north < south)
  assert.ok(Math.abs((east - west) / metre - 1112) < 1)
  assert.ok(
    groundOf([[120, 31]], { width: 100, height: 80 })
      .at([120, 31])
      .every(Number.isFinite),
  )
  assert.ok(groundOf([], { width: 100 }).height >= 0)
})

test('the middle of an outline is where its weight lies, of a line between its ends', () => {
  const ring: Position[] = [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
    [0, 0],
  ]
  assert.deepEqual(middle(ring), [1, 1])
  assert.deepEqual(
    middle([
      [0, 0],
      [2, 0],
    ]),
    [1, 0],
  )
  assert.equal(
    pathOf(
      [
        [
          [0, 0],
          [1, 1],
        ],
      ],
      ([x, y]) => [x, y],
    ),
    'M0 0L1 1Z',
  )
})
