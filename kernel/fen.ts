/** Money is counted in fen, as whole numbers: read from what people type, shared out without a remainder, said as yuan. */

/** '1234.5' → 123450. What the shape of the field has let through. */
export function fenOf(text: string): number {
  const [yuan = '0', part = ''] = text.split('.')
  return Number(yuan) * 100 + Number(part.padEnd(2, '0'))
}

/** 123450 → '1,234.50'. */
export function yuan(fen: number): string {
  const whole = String(Math.trunc(Math.abs(fen) / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')}`
}

/** Half up, once, at the end: n/d of a whole number. */
export function halfUp(n: bigint, d: bigint): number {
  const sign = n < 0n === d < 0n ? 1n : -1n
  const [top, bottom] = [n < 0n ? -n : n, d < 0n ? -d : d]
  return Number(sign * ((2n * top + bottom) / (2n * bottom)))
}

/** Shares by weight that add up to the whole: what rounding leaves goes to the largest remainders, the first of equals. */
export function shared(fen: number, weights: readonly number[]): number[] {
  const [all, parts] = [BigInt(fen), weights.map(BigInt)]
  const sum = parts.reduce((a, b) => a + b, 0n)
  if (sum <= 0n || fen < 0) throw new RangeError('nothing to share by')
  const shares = parts.map(w => (all * w) / sum)
  let left = Number(all - shares.reduce((a, b) => a + b, 0n))
  const order = parts
    .map((w, i) => ({ i, rest: (all * w) % sum }))
    .toSorted((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest < b.rest ? 1 : -1))
  for (const { i } of order) if (left-- > 0) shares[i]! += 1n
  return shares.map(Number)
}
