/** A time in the past, day by day, as the rules would have seen it: nothing is raised by it. */
import { addDays, type Day } from '../../kernel/clock.ts'
import type { At } from '../../kernel/rules.ts'
import { asOf, type Facts, type Find, type Finding } from './facts.ts'
import * as inAssets from './find-assets.ts'
import * as inMoney from './find-money.ts'
import type { Code } from './table-rules.ts'

export const finds: Record<Code, Find> = { ...inMoney, ...inAssets }

/** What this rule asks on that day. */
export const findOn = (code: Code, facts: Facts, day: Day, at: At): Finding[] => finds[code](asOf(facts, day), day, at)

export type Replayed = Finding & { code: Code; day: Day }

/** Each question on the first day that it would have been put; what was already there before the first day is not new. */
export function replay(asked: readonly Code[], facts: Facts, { from, to }: { from: Day; to: Day }, at: At): Replayed[] {
  const found: Replayed[] = []
  const seen = new Set<string>()
  const look = (day: Day, take: boolean) => {
    const known = asOf(facts, day)
    for (const code of asked)
      for (const finding of finds[code](known, day, at)) {
        const key = `${code}/${finding.key}`
        if (seen.has(key)) continue
        seen.add(key)
        if (take) found.push({ ...finding, code, day })
      }
  }
  look(addDays(from, -1), false)
  for (let day = from; day <= to; day = addDays(day, 1)) look(day, true)
  return found
}
