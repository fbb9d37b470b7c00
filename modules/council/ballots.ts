/**
 * What was put to the vote and what was said: projects with their cost, and the ballots, equal ones together with how
 * often they were cast. Who cast them is not known here.
 */

/** In the smallest unit of the currency: fen. */
export type Money = bigint

export type Project = { id: string; name: string; cost: Money }

export const kinds = {
  approval: '赞成投票',
  'choose-1': '单选',
  cumulative: '分配票数',
  scoring: '打分',
  ordinal: '排序',
} as const
export type Kind = keyof typeof kinds

/** `said`: by the project's place in the list, how much this ballot gives it. What is not named is given nothing. */
export type Ballots = { said: ReadonlyMap<number, bigint>; times: number }

export type Election = {
  kind: Kind
  budget: Money
  projects: readonly Project[]
  ballots: readonly Ballots[]
  /** How many ballots were cast, empty ones among them. */
  cast: number
  /** A project with less is not chosen by any rule that looks at it. */
  least: bigint
}

/** Puts equal ballots together; a count then costs by the ballots that differ. */
export function together(all: Iterable<ReadonlyMap<number, bigint>>): Ballots[] {
  const found = new Map<string, { said: ReadonlyMap<number, bigint>; times: number }>()
  for (const said of all) {
    const key = [...said].toSorted(([a], [b]) => a - b).join(' ')
    const same = found.get(key)
    if (same) same.times++
    else found.set(key, { said, times: 1 })
  }
  return [...found.values()]
}

export type Tally = { score: bigint; votes: number }

/** For each project, in the order of the list: what it was given in all, and by how many. */
export function tally({ projects, ballots }: Election): Tally[] {
  const sums = projects.map(() => ({ score: 0n, votes: 0 }))
  for (const { said, times } of ballots)
    for (const [i, given] of said) {
      if (given <= 0n) continue
      sums[i]!.score += given * BigInt(times)
      sums[i]!.votes += times
    }
  return sums
}

export const spent = (projects: readonly Project[], chosen: readonly number[]): Money =>
  chosen.reduce((sum, i) => sum + projects[i]!.cost, 0n)

/** As it is written: 1200 or 500.50. */
export const yuan = (fen: Money): string =>
  `${fen / 100n}${fen % 100n ? `.${(fen % 100n).toString().padStart(2, '0')}` : ''}`
