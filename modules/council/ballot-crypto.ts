/**
 * What keeps the right to vote apart from the vote: RSA blind signatures (RFC 9474, RSABSSA-SHA384-PSS-Deterministic) and the
 * sealed box. The voter's side is @cloudflare/blindrsa-ts in the browser; the server's side is one operation with the
 * private key and one check of an ordinary RSA-PSS signature, both OpenSSL's. See decision 23.
 */
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  verify,
} from 'node:crypto'
import { promisify } from 'node:util'

const bits = 2048
export const keyBytes = bits / 8

export type BallotKeys = { public: string; sign: string; box: string }

/** A pair and a box key for this ballot alone; `public` in base64 of SPKI, which a browser can import. */
export async function newBallotKeys(): Promise<BallotKeys> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: bits,
    publicExponent: 0x10001,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { public: publicKey.toString('base64'), sign: privateKey, box: randomBytes(32).toString('base64') }
}

const noPadding = constants.RSA_NO_PADDING

/** BlindSign of RFC 9474 4.3: RSASP1, and RSAVP1 to see that nothing went wrong on the way. Null for what is no number below the modulus. */
export function blindSign(privateKey: string, blinded: Buffer): Buffer | null {
  const key = createPrivateKey(privateKey)
  if (blinded.length !== (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8) return null
  if (!isBelowModulus(privateKey, blinded)) return null
  const signature = privateDecrypt({ key, padding: noPadding }, blinded)
  const back = publicEncrypt({ key: createPublicKey(privateKey), padding: noPadding }, signature)
  if (!back.equals(blinded)) throw new Error('signing failure')
  return signature
}

function isBelowModulus(privateKey: string, blinded: Buffer): boolean {
  const { n = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return Buffer.compare(blinded, Buffer.from(n, 'base64url')) < 0
}

export function isSigned(publicKey: string, token: Buffer, signature: Buffer): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
  return verify('sha384', token, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }, signature)
}

/** What a voter keeps: it finds the sheet in the published log, and cannot be made from it by anybody who does not see it. */
export const receiptOf = (token: string): string =>
  createHash('sha256').update(Buffer.from(token, 'base64url')).digest('hex').slice(0, 16)

// ── The box ─────────────────────────────────────────────────────────────────

/** How many sheets share one row: enough that a row tells nothing, few enough to write it anew each time. */
export const perUrn = 64
export const urnsFor = (voters: number): number => Math.max(1, Math.ceil(voters / perUrn))

/** Which urn takes a token: known only while the box key is, so that nobody can say afterwards which sheets lay together. */
export function urnOf(box: string, token: Buffer, urns: number): number {
  return createHmac('sha256', Buffer.from(box, 'base64')).update('urn').update(token).digest().readUInt32BE(0) % urns
}

export function sealUrn(box: string, content: string): Buffer {
  const iv = randomBytes(12)
  const work = createCipheriv('aes-256-gcm', Buffer.from(box, 'base64'), iv)
  const body = Buffer.concat([work.update(content, 'utf8'), work.final()])
  return Buffer.concat([iv, work.getAuthTag(), body])
}

export function openUrn(box: string, sealed: Buffer): string {
  const work = createDecipheriv('aes-256-gcm', Buffer.from(box, 'base64'), sealed.subarray(0, 12))
  work.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([work.update(sealed.subarray(28)), work.final()]).toString('utf8')
}
