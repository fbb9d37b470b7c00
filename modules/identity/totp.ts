/** Time-based one-time codes (RFC 6238): six digits that change every half minute. Pure. */
import { createHmac, timingSafeEqual } from 'node:crypto'

const SECONDS = 30

export const stepAt = (now: Date): number => Math.floor(now.getTime() / 1000 / SECONDS)

export function totp(secret: Buffer, step: number, digits = 6): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const at = mac.at(-1)! & 0xf
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 10 ** digits).padStart(digits, '0')
}

/** The step whose code this is: now, the one before or the one after, for clocks that differ. null: none of them. */
export function stepOf(code: string, secret: Buffer, now: Date): number | null {
  const steps = [0, -1, 1].map(shift => stepAt(now) + shift)
  return (
    steps.find(step => timingSafeEqual(Buffer.from(totp(secret, step)), Buffer.from(code.padEnd(6).slice(0, 6)))) ??
    null
  )
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** As authenticators want it typed (RFC 4648, without padding). */
export function base32(bytes: Buffer): string {
  const bits = Array.from(bytes, b => b.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map(five => alphabet[parseInt(five.padEnd(5, '0'), 2)]).join('')
}
