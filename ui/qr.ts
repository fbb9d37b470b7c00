/** A QR code as one path of an SVG, for server pages and for React alike: dark squares in units of one, a white edge of four around. */
import encode from 'qr'

export type Code = { side: number; path: string }

/** `medium` bears a scratch or a fold; a label outdoors needs no more. */
export function qrOf(text: string): Code {
  const rows = encode(text, 'raw', { ecc: 'medium', border: 4 })
  const path = rows
    .map((row, y) =>
      runs(row)
        .map(([x, n]) => `M${x} ${y}h${n}v1h-${n}z`)
        .join(''),
    )
    .join('')
  return { side: rows.length, path }
}

/** Where dark squares begin in a row, and how many follow each other. */
function runs(row: readonly boolean[]): [x: number, n: number][] {
  const found: [number, number][] = []
  for (const [x, dark] of row.entries()) {
    const last = found.at(-1)
    if (dark && last && last[0] + last[1] === x) last[1]++
    else if (dark) found.push([x, 1])
  }
  return found
}
