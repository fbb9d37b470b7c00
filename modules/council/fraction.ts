/** Exact fractions: a share of a budget is divided and divided again, and a tie must be a tie. The lower part is always positive. */

export type Fraction = { readonly n: bigint; readonly d: bigint }

export const fraction = (n: bigint, d = 1n): Fraction => {
  if (d === 0n) throw new RangeError('a fraction of nothing')
  const by = (d < 0n ? -1n : 1n) * common(n < 0n ? -n : n, d < 0n ? -d : d)
  return { n: n / by, d: d / by }
}
export const zero: Fraction = { n: 0n, d: 1n }

export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d)
export const minus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d - b.n * a.d, a.d * b.d)
export const times = (a: Fraction, by: bigint): Fraction => fraction(a.n * by, a.d)
export const over = (a: Fraction, by: bigint): Fraction => fraction(a.n, a.d * by)

/** Below zero when `a` is less, above when it is more. */
export const compare = (a: Fraction, b: Fraction): number => {
  const [left, right] = [a.n * b.d, b.n * a.d]
  return left < right ? -1 : left > right ? 1 : 0
}

/** As near as a double comes: to choose whom to look at, never to decide. */
export function near({ n, d }: Fraction): number {
  const shift = BigInt(Math.max(0, d.toString(16).length * 4 - 1000, n.toString(16).length * 4 - 1000))
  return Number(n >> shift) / Number(d >> shift)
}

/** With `digits` behind the point, the last one rounded half up: for people to read. */
export function decimal(a: Fraction, digits = 2): string {
  const unit = 10n ** BigInt(digits)
  const rounded = (2n * a.n * unit + a.d) / (2n * a.d)
  const whole = rounded / unit
  return digits ? `${whole}.${(rounded % unit).toString().padStart(digits, '0')}` : String(whole)
}

function common(a: bigint, b: bigint): bigint {
  while (b) [a, b] = [b, a % b]
  return a || 1n
}
