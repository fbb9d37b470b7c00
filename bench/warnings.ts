/** `node bench/warnings.ts`: of the frauds planted into villages, how many each warning finds, and how much of what it finds was planted. */
import { asDeclared } from '../kernel/rules.ts'
import { replay } from '../modules/insight/replay.ts'
import { codes, table, type Code } from '../modules/insight/table-rules.ts'
import { village, type Village } from './planted.ts'

export type Scored = {
  code: Code
  planted: number
  found: number
  missed: number
  wrong: number
  recall: number
  precision: number
}

/** One question about what was planted is a hit, however many levels it is asked at. */
export function scored(villages: readonly Village[]): Scored[] {
  const at = asDeclared(new Date('2026-12-31T02:00:00Z'))
  const sums = new Map(codes.map(code => [code, { planted: 0, found: 0, missed: 0, wrong: 0 }]))
  for (const { facts, planted, from, to } of villages) {
    const all = replay(codes, facts, { from, to }, at)
    for (const code of codes) {
      const sum = sums.get(code)!
      const [wanted, got] = [planted.filter(p => p.code === code), all.filter(f => f.code === code)]
      const hit = (key: string) => wanted.some(p => key.includes(p.at))
      const things = new Set(got.map(f => f.key.split('/').slice(0, -1).join('/')))
      sum.planted += wanted.length
      sum.missed += wanted.filter(p => !got.some(f => f.key.includes(p.at))).length
      sum.found += [...things].filter(hit).length
      sum.wrong += [...things].filter(key => !hit(key)).length
    }
  }
  return [...sums].map(([code, s]) => ({
    code,
    ...s,
    recall: s.planted ? (s.planted - s.missed) / s.planted : 1,
    precision: s.found + s.wrong ? s.found / (s.found + s.wrong) : 1,
  }))
}

if (import.meta.main) {
  const villages = Array.from({ length: Number(process.argv[2] ?? 50) }, (_, n) => village(n + 1, n % 4 === 3 ? 0 : 2))
  console.log(`${villages.length} villages, a year each; a quarter of them honest\n`)
  console.log('rule  planted  missed  wrong  recall  precision')
  for (const s of scored(villages))
    console.log(
      [s.code.padEnd(4), String(s.planted).padStart(8), String(s.missed).padStart(7), String(s.wrong).padStart(6)].join(
        ' ',
      ),
      s.recall.toFixed(3).padStart(7),
      s.precision.toFixed(3).padStart(10),
      ` ${table[s.code].label}`,
    )
}
