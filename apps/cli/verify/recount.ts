/** Counting again, written apart from the system's own count: what each option was given, and who wins by the rules that go down the list. */
import type { Question } from './ballot-file.ts'

/** `chosen` null: by this rule, or this law, it is not counted here; the scores are. */
export type Counted = { scores: number[]; chosen: number[] | null }

export function winners(q: Question, said: readonly (readonly number[])[]): Counted {
  const given = (n: number) => (q.ask === 'ordinal' ? (n > 0 ? q.options.length + 1 - n : 0) : n)
  const scores = q.options.map((_, i) => said.reduce((sum, s) => sum + given(s[i]!), 0))
  if (q.ask === 'yesNo' || q.ask === 'election') return { scores, chosen: null }
  const rule = q.rule ?? 'score-order'
  const cost = (i: number) => (q.budget === null ? 1 : q.options[i]!.cost!)
  const down = (ties: boolean) =>
    q.options.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || (ties ? cost(a) - cost(b) : 0) || a - b)
  if (rule === 'score-order') return { scores, chosen: skip(down(true), scores, cost, q.budget ?? q.most) }
  if (rule === 'greedy') return { scores, chosen: skip(down(false), scores, cost, q.budget ?? q.most) }
  return { scores, chosen: null }
}

/** From the best down, whatever still fits; what nobody wanted is not chosen. */
function skip(
  order: readonly number[],
  scores: readonly number[],
  cost: (i: number) => number,
  money: number,
): number[] {
  let left = money
  return order.filter(i => {
    if (scores[i]! < 1 || cost(i) > left) return false
    left -= cost(i)
    return true
  })
}
