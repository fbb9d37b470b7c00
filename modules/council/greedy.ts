/**
 * The rules that go down the list from the project with the most: each is taken while the money lasts. They differ in
 * what happens when one does not fit.
 */
import { tally, type Election, type Money, type Tally } from './ballots.ts'

export const misfits = {
  skip: '装不下的跳过，看下一个',
  stop: '装不下就停',
  /** A city pays what is missing of the first that does not fit, when the money covers four fifths of it. */
  top: '装不下就停；余钱够它的八成，由上级补足',
} as const
export type Misfit = keyof typeof misfits

/** What decides between projects with equal scores; after all of them, the order of the list. */
export const ties = { votes: '支持人数多的在前', cost: '花钱少的在前' } as const
export type Tie = keyof typeof ties

export type Step = {
  project: number
  /** What was left when it was its turn. */
  left: Money
  taken: boolean
  why: 'fits' | 'topped' | 'tooDear' | 'stopped' | 'tooFew' | 'unwanted'
}

export function goDown(election: Election, misfit: Misfit, by: readonly Tie[] = []): Step[] {
  const sums = tally(election)
  let left = election.budget
  let stopped = false
  return ranked(election, sums, by).map(project => {
    const { cost } = election.projects[project]!
    const step = (why: Step['why'], taken = false) => ({ project, left, taken, why })
    if (sums[project]!.score < election.least) return step('tooFew')
    if (sums[project]!.votes === 0) return step('unwanted')
    if (stopped) return step('stopped')
    if (cost <= left) {
      const taken = step('fits', true)
      left -= cost
      return taken
    }
    if (misfit === 'skip') return step('tooDear')
    stopped = true
    if (misfit === 'stop' || left * 5n < cost * 4n) return step('tooDear')
    const topped = step('topped', true)
    left = 0n
    return topped
  })
}

/** The list from the most to the least; equal ones by the rule for ties and then as they are listed. */
export function ranked({ projects }: Election, sums: readonly Tally[], by: readonly Tie[] = []): number[] {
  const order = {
    votes: (a: number, b: number) => sums[b]!.votes - sums[a]!.votes,
    cost: (a: number, b: number) => sign(projects[a]!.cost, projects[b]!.cost),
  }
  return projects
    .map((_, i) => i)
    .toSorted(
      (a, b) =>
        sign(sums[b]!.score, sums[a]!.score) || by.reduce((decided, tie) => decided || order[tie](a, b), 0) || a - b,
    )
}

const sign = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)
