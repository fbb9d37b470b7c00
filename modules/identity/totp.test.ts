/** The codes of RFC 6238, the letters of RFC 4648, and which of them are good at a moment. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { base32, stepAt, stepOf, totp } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

test('the codes are those of RFC 6238, appendix B', () => {
  const vectors = [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ] as const
  for (const [seconds, code] of vectors) {
    const at = new Date(seconds * 1000)
    assert.equal(totp(secret, stepAt(at), 8), code)
    assert.equal(totp(secret, stepAt(at)), code.slice(2))
    assert.equal(stepOf(code.slice(2), secret, at), stepAt(at))
  }
})

test('the letters are those of RFC 4648, without padding', () => {
  const vectors = {
    '': '',
    f: 'MY',
    fo: 'MZXQ',
    foo: 'MZXW6',
    foob: 'MZXW6YQ',
    fooba: 'MZXW6YTB',
    foobar: 'MZXW6YTBOI',
  }
  for (const [bytes, text] of Object.entries(vectors)) assert.equal(base32(Buffer.from(bytes)), text)
})

test('a clock may be half a minute wrong, and no more', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 20, maxLength: 20 }),
      fc.integer({ min: 0, max: 2 ** 31 }),
      (key, seconds) => {
        const [of, at] = [Buffer.from(key), new Date(seconds * 1000 + 90_000)]
        const near = [-1, 0, 1].map(shift => totp(of, stepAt(at) + shift))
        for (const code of near) assert.notEqual(stepOf(code, of, at), null)
        for (const shift of [-2, 2]) {
          const far = totp(of, stepAt(at) + shift)
          assert.equal(stepOf(far, of, at) !== null, near.includes(far))
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('what is no code is none, whatever its length', () => {
  for (const typed of ['', '1', '12345', 'abcdef', '1234567890'])
    assert.equal(stepOf(typed, secret, new Date(59_000)), null)
})
