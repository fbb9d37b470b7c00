/** Whether a body is made up as the law asks: each condition with its numbers, in words, and what is missing. Pure. */
import { kindOf, type KindName } from './kind-rules.ts'
import type { SeatRole } from './power-rules.ts'
import type { Said } from './shapes.ts'

export type Sitting = {
  role: string
  grp: string
  cadre: boolean | null
  woman: boolean | null
  finance: boolean | null
}
export type Group = { name: string; number: number }
/** As the area has set them. */
export type Figures = { size: number; perGroup: number }
const representative: SeatRole = 'representative'

/** `kin`: how many pairs of near relatives sit on it. */
export function madeUp(
  kind: KindName,
  seats: readonly Sitting[],
  groups: readonly Group[],
  { size, perGroup }: Figures,
  kin = 0,
): Said[] {
  const { made } = kindOf(kind)
  if (!made) return []
  const n = seats.length
  const count = (test: (s: Sitting) => boolean) => seats.filter(test).length
  const [cadres, women, able] = [
    count(s => s.cadre === true),
    count(s => s.woman === true),
    count(s => s.finance === true),
  ]
  const elected = count(s => s.role === representative)
  const all: Said[] = []
  const say = (met: boolean, words: string) => all.push({ met, clause: made.clause, say: words })
  const atLeast = (have: number, need: number, what: string) =>
    say(have >= need, `${what} ${have} 人，至少 ${need} 人，${have >= need ? '符合' : `还差 ${need - have} 人`}`)

  if (made.groups) {
    atLeast(n, size, '成员')
    for (const g of groups)
      atLeast(
        count(s => s.grp === g.name),
        Math.max(perGroup, g.number),
        g.name,
      )
  }
  if (made.least !== undefined) atLeast(n, made.least, '成员')
  if (made.most !== undefined) say(n <= made.most, `成员 ${n} 人，至多 ${made.most} 人`)
  if (made.over !== undefined) atLeast(n, made.over + 1, '代表')
  if (made.odd) say(n % 2 === 1, `成员 ${n} 人，应当是单数`)
  if (made.oneWoman) atLeast(women, 1, '女成员')
  if (made.thirdWomen) atLeast(women, Math.floor((n + 2) / 3), '女代表（占三分之一以上）')
  if (made.halfCadres)
    say(
      cadres * 2 <= n,
      `村组（社区）干部 ${cadres} 人，不超过 ${n} 人的一半，${cadres * 2 <= n ? '符合' : `多了 ${cadres - Math.floor(n / 2)} 人`}`,
    )
  if (made.fourFifthsElected) atLeast(elected, Math.floor((n * 4 + 4) / 5), '代表（占五分之四以上）')
  if (made.finance) atLeast(able, 1, '懂财务、管理的')
  if (made.noKin) say(kin === 0, kin ? `有 ${kin} 对近亲属同时任职，应当回避` : '没有近亲属同时任职')
  return all
}

/** What of a person is written down: only what the law counts in this kind of body. */
export function countedOnly(kind: KindName, s: { cadre: boolean; woman: boolean; finance: boolean }) {
  const { made } = kindOf(kind)
  return {
    cadre: made?.halfCadres ? s.cadre : null,
    woman: made?.oneWoman || made?.thirdWomen ? s.woman : null,
    finance: made?.finance ? s.finance : null,
  }
}

/** Whether near relatives may not sit so: two on one committee, or one who carries out and one who watches. V-01, V-24, RCE-06 */
export function kinBars(a: KindName, b: KindName, sameBody: boolean): string | null {
  if (sameBody) return kindOf(a).made?.noKin ? kindOf(a).made!.clause : null
  const powers = [kindOf(a).power, kindOf(b).power]
  const watcher = kindOf(kindOf(a).power === 'supervise' ? a : b)
  const worker = kindOf(kindOf(a).power === 'supervise' ? b : a)
  return powers.includes('supervise') && worker.power === 'execute' && worker.made?.noKin
    ? (watcher.made?.clause ?? '')
    : null
}

/** 「第一小组 3」, one a line; null when a line says something else. */
export function readGroups(text: string): Group[] | null {
  const lines = text
    .split(/[\n；;]/)
    .map(l => l.trim())
    .filter(Boolean)
  const found = lines.map(l => /^(.{1,30}?)[\s：:]*(\d{1,3})\s*(?:人|名)?$/.exec(l))
  return found.every(f => f !== null) ? found.map(f => ({ name: f[1]!.trim(), number: Number(f[2]) })) : null
}
