/** The vectors of RFC 9474 and both sides of the signature together: our own half and the library's give the same. */
import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { blindSign, isSigned, newBallotKeys, openUrn, receiptOf, sealUrn, urnOf, urnsFor } from './ballot-crypto.ts'

type Vector = Record<
  | 'name'
  | 'p'
  | 'q'
  | 'd'
  | 'e'
  | 'n'
  | 'msg'
  | 'salt'
  | 'sLen'
  | 'is_randomized'
  | 'input_msg'
  | 'inv'
  | 'blinded_msg'
  | 'blind_sig'
  | 'sig',
  string
>
const vectors = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/rfc9474.json'), 'utf8')) as Vector[]
const hex = (text: string) => Buffer.from(text.replace(/^0x/, ''), 'hex')
const number = (text: string) => hex(text).toString('base64url')

/** The RFC gives p, q and d; the rest of a private key follows from them. */
function privateKeyOf({ p, q, d, e, n }: Vector): string {
  const big = (text: string) => BigInt(`0x${hex(text).toString('hex')}`)
  const text = (x: bigint) => {
    const said = x.toString(16)
    return Buffer.from(said.length % 2 ? `0${said}` : said, 'hex').toString('base64url')
  }
  const inverse = (a: bigint, m: bigint) => {
    let [r0, r1, s0, s1] = [a % m, m, 1n, 0n]
    while (r1) [r0, r1, s0, s1] = [r1, r0 % r1, s1, s0 - (r0 / r1) * s1]
    return ((s0 % m) + m) % m
  }
  const key = {
    kty: 'RSA',
    n: number(n),
    e: number(e),
    d: number(d),
    p: number(p),
    q: number(q),
    dp: text(big(d) % (big(p) - 1n)),
    dq: text(big(d) % (big(q) - 1n)),
    qi: text(inverse(big(q), big(p))),
  }
  return String(createPrivateKey({ key, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' }))
}

test('the four vectors of RFC 9474: what the server signs is what the RFC says, to the last bit', () => {
  assert.equal(vectors.length, 4)
  for (const v of vectors)
    assert.equal(
      blindSign(privateKeyOf(v), hex(v.blinded_msg))?.toString('hex'),
      hex(v.blind_sig).toString('hex'),
      v.name,
    )
})

test('the four vectors of RFC 9474: the library takes the blinding off as the RFC says', async () => {
  for (const v of vectors) {
    const params = { supportsRSARAW: false }
    const kind = hex(v.sLen ?? '0x30').at(-1) === 0 ? RSABSSA.SHA384.PSSZero : RSABSSA.SHA384.PSS
    const suite = v.name.includes('Randomized') ? kind.Randomized(params) : kind.Deterministic(params)
    const jwk = { kty: 'RSA', n: number(v.n), e: number(v.e), alg: 'PS384', ext: true }
    const key = await crypto.subtle.importKey('jwk', jwk, { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify'])
    const message = new Uint8Array(hex(v.input_msg))
    const sig = await suite.finalize(key, message, new Uint8Array(hex(v.blind_sig)), new Uint8Array(hex(v.inv)))
    assert.equal(Buffer.from(sig).toString('hex'), hex(v.sig).toString('hex'), v.name)
  }
})

test('a token that the server signed unseen is valid, and only that one, and only under that key', async () => {
  const [mine, other] = [await newBallotKeys(), await newBallotKeys()]
  const suite = RSABSSA.SHA384.PSS.Deterministic()
  const spki = new Uint8Array(Buffer.from(mine.public, 'base64'))
  const key = await crypto.subtle.importKey('spki', spki, { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify'])
  const token = crypto.getRandomValues(new Uint8Array(32))
  const { blindedMsg, inv } = await suite.blind(key, token)
  const signed = blindSign(mine.sign, Buffer.from(blindedMsg))!
  const sig = Buffer.from(await suite.finalize(key, token, new Uint8Array(signed), inv))
  assert.ok(isSigned(mine.public, Buffer.from(token), sig))
  assert.ok(!isSigned(other.public, Buffer.from(token), sig))
  token[0]! ^= 1
  assert.ok(!isSigned(mine.public, Buffer.from(token), sig))
})

test('what is no number below the modulus is not signed', async () => {
  const { sign } = await newBallotKeys()
  assert.equal(blindSign(sign, Buffer.alloc(256, 0xff)), null)
  assert.equal(blindSign(sign, Buffer.alloc(255, 1)), null)
})

test('an urn opens with its key alone, and the same content is never sealed the same', async () => {
  const { box } = await newBallotKeys()
  const { box: other } = await newBallotKeys()
  const sealed = sealUrn(box, '[["票"]]')
  assert.equal(openUrn(box, sealed), '[["票"]]')
  assert.throws(() => openUrn(other, sealed))
  assert.notDeepEqual(sealUrn(box, '[["票"]]'), sealed)
})

test('which urn takes a token hangs on the key: 64 a row, and at least one row', async () => {
  assert.deepEqual([urnsFor(0), urnsFor(64), urnsFor(65), urnsFor(1000)], [1, 1, 2, 16])
  const [a, b] = [await newBallotKeys(), await newBallotKeys()]
  const tokens = Array.from({ length: 200 }, () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))))
  assert.ok(tokens.every(t => urnOf(a.box, t, 4) < 4 && urnOf(a.box, t, 4) === urnOf(a.box, t, 4)))
  assert.ok(tokens.some(t => urnOf(a.box, t, 4) !== urnOf(b.box, t, 4)))
  assert.match(receiptOf(tokens[0]!.toString('base64url')), /^[0-9a-f]{16}$/)
})
