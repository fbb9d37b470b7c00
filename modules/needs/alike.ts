/** Which wishes may be the same: by the threes of characters they share, the words, and the class; each ground is said. Pure. */
import { kinds, type Kind } from './wish-rules.ts'

export type Worded = { id: string; said: string; kind: Kind }
export type Likeness = { score: number; why: string[] }

/** The class alone makes nothing alike. */
const SAME_KIND = 15
const SHOWN = 8

export function likeness(a: Worded, b: Worded): Likeness {
  const words = similarity(threes(a.said), threes(b.said))
  if (words === 0) return { score: 0, why: [] }
  const same = a.kind === b.kind
  return {
    score: Math.min(100, words + (same ? SAME_KIND : 0)),
    why: [`用词相近 ${words} 分`, ...(same ? [`都是「${kinds[a.kind].label}」+${SAME_KIND}`] : [])],
  }
}

export const alikeTo = <T extends Worded>(one: T, others: readonly T[], least: number) =>
  others
    .filter(o => o.id !== one.id)
    .map(o => ({ ...o, ...likeness(one, o) }))
    .filter(o => o.score >= least)
    .toSorted(byScore)
    .slice(0, SHOWN)

/** Only those that share a three are compared, so that a thousand sheets are no million comparisons. */
export function pairsOf<T extends Worded>(all: readonly T[], least: number) {
  const having = new Map<string, number[]>()
  const pairs: ({ a: T; b: T } & Likeness)[] = []
  for (const [i, b] of all.entries()) {
    const met = new Set([...threes(b.said)].flatMap(three => having.get(three) ?? []))
    for (const j of met) {
      const a = all[j]!
      const found = likeness(a, b)
      if (found.score >= least) pairs.push({ a, b, ...found })
    }
    for (const three of threes(b.said)) having.set(three, [...(having.get(three) ?? []), i])
  }
  return pairs.toSorted((p, q) => byScore(p, q) || (p.a.id + p.b.id < q.a.id + q.b.id ? -1 : 1))
}

const byScore = (p: Likeness, q: Likeness) => q.score - p.score

/**
 * Trigrams, and pairs beside them: Chinese says in two characters what other languages say in six. Small words and signs
 * say nothing.
 */
export function threes(text: string): Set<string> {
  const bare = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]|[的了吗呢吧啊]|希望|建议|能不能|请|要/gu, '')
  const signs = [...bare]
  const runs = (n: number) =>
    Array.from({ length: Math.max(0, signs.length - n + 1) }, (_, i) => signs.slice(i, i + n).join(''))
  return new Set([...runs(2), ...runs(3)])
}

/** Shared of all, in hundredths. */
function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = a.intersection(b).size
  return shared === 0 ? 0 : Math.round((100 * shared) / (a.size + b.size - shared))
}
