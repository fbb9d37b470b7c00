/** Stories of QR codes: what is drawn is what a camera reads. The reader is the library's own decoder, fed with the pixels of our drawing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import read from 'qr/decode.js'
import { qrOf } from './qr.ts'

/** The path painted onto a white sheet, `scale` dots a square. */
function painted(text: string, scale = 4) {
  const { side, path } = qrOf(text)
  const width = side * scale
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x = '', y = '', n = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let dy = 0; dy < scale; dy++)
      for (let dx = 0; dx < Number(n) * scale; dx++) {
        const at = ((Number(y) * scale + dy) * width + Number(x) * scale + dx) * 4
        data.fill(0, at, at + 3)
      }
  return { width, height: width, data }
}

test('a camera reads from the drawing what was put into it: a key for the authenticator, the label of a point, Chinese', () => {
  for (const text of [
    'otpauth://totp/%E9%82%BB%E7%90%86%3Alaozhou?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=%E9%82%BB%E7%90%86',
    'https://linli.example/field/p/320582100004/7KQ2M9XA',
    '花园浜社区 3 号楼',
  ])
    assert.equal(read(painted(text)), text)
})

test('four white squares stand around it on every side: without them many cameras find nothing', () => {
  const { side, path } = qrOf('7KQ2M9XA')
  for (const [, x, y, n] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    assert.ok(Number(x) >= 4 && Number(y) >= 4 && Number(y) < side - 4)
    assert.ok(Number(x) + Number(n) <= side - 4)
  }
})
