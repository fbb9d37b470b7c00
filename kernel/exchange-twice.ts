/**
 * Which line had a key first. Twelve bytes a row, because a file may have a million: no keys are kept, only 64 bits of
 * their digest, and two different keys that share them are one in ten million files of that size.
 */
import { createHash } from 'node:crypto'

export type FirstLine = (key: string, line: number) => number

/** Answers the line where the key was first given; the line itself when it is new. */
export function firstLines(): FirstLine {
  let marks = new Uint32Array(2 * 4_096)
  let lines = new Int32Array(4_096)
  let used = 0

  const slotOf = (high: number, low: number): number => {
    const last = lines.length - 1
    let at = low & last
    while (lines[at] && (marks[2 * at] !== high || marks[2 * at + 1] !== low)) at = (at + 1) & last
    return at
  }
  const put = (at: number, high: number, low: number, line: number) => {
    marks[2 * at] = high
    marks[2 * at + 1] = low
    lines[at] = line
  }
  const grow = () => {
    const [oldMarks, oldLines] = [marks, lines]
    marks = new Uint32Array(2 * oldMarks.length)
    lines = new Int32Array(2 * oldLines.length)
    for (const [at, line] of oldLines.entries()) {
      const [high, low] = [oldMarks[2 * at]!, oldMarks[2 * at + 1]!]
      if (line) put(slotOf(high, low), high, low, line)
    }
  }

  return (key, line) => {
    const digest = createHash('sha1').update(key).digest()
    const [high, low] = [digest.readUInt32BE(0), digest.readUInt32BE(4)]
    const at = slotOf(high, low)
    if (lines[at]) return lines[at]
    put(at, high, low, line)
    if (++used * 2 > lines.length) grow()
    return line
  }
}
