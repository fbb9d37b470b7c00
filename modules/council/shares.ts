/**
 * The Method of Equal Shares (Peters, Pierczyński, Skowron 2021): every ballot is given the same part of the money and
 * spends it on what it supports; the project bought next is the one whose supporters pay least for what it is worth to them.
 * Doubles choose which projects to look at; who is bought, and at what price, is decided by exact fractions.
 */
import { tally, type Election, type Tally } from './ballots.ts'
import { compare, fraction, minus, near, times, type Fraction } from './fraction.ts'
import type { Tie } from './greedy.ts'

export const worths = {
  cost: '按花费计：支持一个项目，值它花的钱',
  points: '按票数计：支持一个项目，值给它的分',
} as const
export type Worth = keyof typeof worths

/** `price`: what a supporter pays for each unit of worth, in fen; `payers` of the supporters paid it in full, the others all they had left. */
export type Bought = { project: number; price: Fraction; supporters: number; payers: number }

/** One kind of ballot with what is left to each of its voters: those who paid the same hold the same purse. */
type Group = { times: number; purse: number }
type Support = { group: number; worth: bigint }
type Market = {
  costs: readonly bigint[]
  support: readonly (readonly Support[])[]
  sums: readonly Tally[]
  times: readonly number[]
}

export function market(election: Election, worth: Worth): Market {
  const support: Support[][] = election.projects.map(() => [])
  for (const [group, { said }] of election.ballots.entries())
    for (const [i, given] of said) {
      const value = worth === 'cost' ? given * election.projects[i]!.cost : given
      if (value > 0n) support[i]!.push({ group, worth: value })
    }
  return {
    costs: election.projects.map(p => p.cost),
    support,
    sums: tally(election),
    times: election.ballots.map(b => b.times),
  }
}

/** Buys while anything can be bought. Every ballot begins with `endowment`, in fen; `by` decides between equal prices. */
export function buy(m: Market, endowment: Fraction, open: readonly number[], by: readonly Tie[] = []): Bought[] {
  const purses = newPurses(endowment)
  const groups: Group[] = m.times.map(count => ({ times: count, purse: 0 }))
  const bought: Bought[] = []
  // A project's price only rises while others are bought: what was dearer before than the best now need not be looked at.
  let waiting = open.map(project => ({ project, least: 0 }))
  while (waiting.length) {
    let best = Infinity
    const looked: { project: number; least: number; lots: Lot[] }[] = []
    const later: { project: number; least: number }[] = []
    for (const one of waiting.toSorted((a, b) => a.least - b.least)) {
      if (one.least > best * (1 + slack)) {
        later.push(one)
        continue
      }
      const lots = lotsOf(m.support[one.project]!, groups, purses)
      const least = roughPrice(Number(m.costs[one.project]!), lots)
      // What its supporters cannot pay now they can never pay: purses only shrink.
      if (least === Infinity) continue
      best = Math.min(best, least)
      looked.push({ project: one.project, least, lots })
    }
    const chosen = cheapest(
      m,
      purses,
      looked.filter(one => one.least <= best * (1 + slack)),
      by,
    )
    waiting = [...looked, ...later].filter(one => one.project !== chosen?.project)
    if (!chosen) {
      waiting = waiting.filter(one => !looked.some(l => l.project === one.project && l.least <= best * (1 + slack)))
      continue
    }
    bought.push(chosen)
    for (const { group, worth } of m.support[chosen.project]!)
      groups[group]!.purse = purses.pay(groups[group]!.purse, chosen.price, worth)
  }
  return bought
}

/** Wider than what doubles lose over a hundred thousand sums, far narrower than any two real prices. */
const slack = 1e-9

// ── Purses ──────────────────────────────────────────────────────────────────

function newPurses(endowment: Fraction) {
  const exact: Fraction[] = [endowment]
  const rough: number[] = [near(endowment)]
  const made = new Map<string, number>()
  let price: Fraction | undefined
  return {
    exact,
    rough,
    /** The purse that is left of this one after paying: the whole price, or all there is. */
    pay(from: number, at: Fraction, worth: bigint): number {
      if (at !== price) made.clear()
      price = at
      const name = `${from} ${worth}`
      const known = made.get(name)
      if (known !== undefined) return known
      const rest = minus(exact[from]!, times(at, worth))
      const left = rest.n < 0n ? { n: 0n, d: 1n } : rest
      const purse = exact.push(left) - 1
      rough.push(near(left))
      made.set(name, purse)
      return purse
    },
  }
}
type Purses = ReturnType<typeof newPurses>

/** Supporters with the same purse to whom the project is worth the same. */
type Lot = { purse: number; worth: bigint; count: number; ratio: number; held: number; value: number }

function lotsOf(support: readonly Support[], groups: readonly Group[], { rough }: Purses): Lot[] {
  const lots = new Map<bigint, Map<number, Lot>>()
  for (const { group, worth } of support) {
    const { purse, times: count } = groups[group]!
    let those = lots.get(worth)
    if (!those) lots.set(worth, (those = new Map()))
    const same = those.get(purse)
    if (same) same.count += count
    else {
      const [held, value] = [rough[purse]!, Number(worth)]
      those.set(purse, { purse, worth, count, ratio: held / value, held, value })
    }
  }
  return [...lots.values()].flatMap(those => [...those.values()]).toSorted((a, b) => a.ratio - b.ratio)
}

// ── Prices ──────────────────────────────────────────────────────────────────

/** Infinity when all supporters together clearly cannot pay. */
function roughPrice(cost: number, lots: readonly Lot[]): number {
  let missing = cost
  let weight = 0
  for (const { count, value } of lots) weight += count * value
  for (const { count, held, value, ratio } of lots) {
    const price = missing / weight
    if (price <= ratio * (1 + slack)) return price
    missing -= count * held
    weight -= count * value
  }
  return missing <= cost * slack ? (lots.at(-1)?.ratio ?? Infinity) : Infinity
}

/** The exact price, and how many pay it in full; nothing when they cannot pay together. */
function priceOf(cost: bigint, lots: readonly Lot[], { exact }: Purses): { price: Fraction; payers: number } | null {
  const sorted = lots.toSorted((a, b) => a.ratio - b.ratio || 0)
  // Doubles may order two nearly equal purses wrongly; neighbours are put right exactly.
  for (let i = 1; i < sorted.length; i++)
    for (let k = i; k > 0 && richer(sorted[k - 1]!, sorted[k]!, exact); k--)
      [sorted[k - 1], sorted[k]] = [sorted[k]!, sorted[k - 1]!]
  let missing = fraction(cost)
  let weight = sorted.reduce((sum, l) => sum + l.worth * BigInt(l.count), 0n)
  let payers = sorted.reduce((sum, l) => sum + l.count, 0)
  for (const { purse, worth, count } of sorted) {
    const price = fraction(missing.n, missing.d * weight)
    if (compare(times(price, worth), exact[purse]!) <= 0) return { price, payers }
    missing = minus(missing, times(exact[purse]!, BigInt(count)))
    weight -= worth * BigInt(count)
    payers -= count
  }
  return null
}

const richer = (a: Lot, b: Lot, exact: readonly Fraction[]) =>
  compare(times(exact[a.purse]!, b.worth), times(exact[b.purse]!, a.worth)) > 0

function cheapest(
  { costs, sums }: Market,
  purses: Purses,
  among: readonly { project: number; lots: readonly Lot[] }[],
  by: readonly Tie[],
): Bought | null {
  const priced = among.flatMap(({ project, lots }) => {
    const found = priceOf(costs[project]!, lots, purses)
    return found ? [{ project, supporters: sums[project]!.votes, ...found }] : []
  })
  const order = {
    votes: (a: Bought, b: Bought) => b.supporters - a.supporters,
    cost: (a: Bought, b: Bought) =>
      costs[a.project]! < costs[b.project]! ? -1 : costs[a.project]! > costs[b.project]! ? 1 : 0,
  }
  return (
    priced.toSorted(
      (a, b) =>
        compare(a.price, b.price) ||
        by.reduce((decided, tie) => decided || order[tie](a, b), 0) ||
        a.project - b.project,
    )[0] ?? null
  )
}
