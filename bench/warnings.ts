/** `node bench/warnings.ts [villages]`: of the frauds planted into villages, how many each warning finds, and how much of what it asks was planted. */
import { asDeclared } from '../kernel/rules.ts'
import { replay } from '../modules/insight/replay.ts'
import { codes, table, type Code } from '../modules/insight/table-rules.ts'
import { village, type Village } from './planted.ts'

/** `sly`: of those missed, the ones that were made to stay under the figure. */
export type Scored = {
  code: Code
  planted: number
  hit: number
  sly: number
  wrong: number
  recall: number
  precision: number
}

/** One question about what was planted is a hit, however many levels it is asked at. */
export function scored(villages: readonly Village[]): Scored[] {
  const at = asDeclared(new Date('2026-12-31T02:00:00Z'))
  const sums = new Map(codes.map(code => [code, { planted: 0, hit: 0, sly: 0, wrong: 0, right: 0 }]))
  for (const { facts, planted, from, to } of villages) {
    const all = replay(codes, facts, { from, to }, at)
    for (const code of codes) {
      const sum = sums.get(code)!
      const wanted = planted.filter(p => p.code === code)
      const things = [...new Set(all.filter(f => f.code === code).map(f => f.key.replace(/\/[^/]*$/, '')))]
      const missed = wanted.filter(p => !things.some(key => key.includes(p.at)))
      const right = things.filter(key => wanted.some(p => key.includes(p.at))).length
      sum.planted += wanted.length
      sum.hit += wanted.length - missed.length
      sum.sly += missed.filter(p => p.sly).length
      sum.right += right
      sum.wrong += things.length - right
    }
  }
  const share = (part: number, whole: number) => (whole ? part / whole : 1)
  return [...sums].map(([code, { right, ...s }]) => ({
    code,
    ...s,
    recall: share(s.hit, s.planted),
    precision: share(right, right + s.wrong),
  }))
}

/** A quarter of them honest. */
export const villages = (n: number): Village[] =>
  Array.from({ length: n }, (_, i) => village(i + 1, { dishonest: i % 4 !== 3 }))

if (import.meta.main) {
  const n = Number(process.argv[2] ?? 60)
  console.log(`${n} villages, a year each; a quarter of them honest\n`)
  console.log('rule  planted   hit  slipped  wrong  recall  precision')
  for (const s of scored(villages(n))) {
    const counts = [s.planted, s.hit, s.sly, s.wrong]
      .map((count, i) => String(count).padStart([9, 6, 9, 7][i]!))
      .join('')
    const rates = `${s.recall.toFixed(3).padStart(8)}${s.precision.toFixed(3).padStart(11)}`
    console.log(`${s.code.padEnd(4)}${counts}${rates}  ${table[s.code].label}`)
  }
}
