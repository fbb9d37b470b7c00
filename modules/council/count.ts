/**
 * Counting a vote over projects: the rules by name, each with its result step by step, so that anyone can follow why a
 * project was chosen and another not. Pure; the same count runs on the server, in the browser and from a file.
 */
import { spent, tally, type Election, type Money, type Tally } from './ballots.ts'
import { fraction, zero, type Fraction } from './fraction.ts'
import { goDown, ranked, type Misfit, type Step, type Tie } from './greedy.ts'
import { buy, market, type Bought, type Worth } from './shares.ts'

export type Rule = { label: string; about: string } & (
  | { family: 'greedy'; misfit: Misfit; ties?: readonly Tie[] }
  | { family: 'shares'; completion: Completion; compared?: boolean }
)
type Completion = 'none' | 'add1' | 'add1u' | 'utilitarian'

export const rules = {
  greedy: { label: '得票排序', about: '从得分最高的选起，装不下的跳过', family: 'greedy', misfit: 'skip' },
  'greedy-no-skip': {
    label: '得票排序，不跳过',
    about: '从得分最高的选起，遇到装不下的就停',
    family: 'greedy',
    misfit: 'stop',
  },
  'greedy-custom': {
    label: '得票排序，上级补足',
    about: '从得分最高的选起，遇到装不下的就停；余钱够它八成的，由上级补足',
    family: 'greedy',
    misfit: 'top',
  },
  'score-order': {
    label: '投票计分',
    about: '按总分排出先后，也是施工的先后；同分的花钱少的在前',
    family: 'greedy',
    misfit: 'skip',
    ties: ['cost'],
  },
  'equal-shares': {
    label: '等额分摊',
    about: '每张票分到一样多的钱，合力买支持的项目',
    family: 'shares',
    completion: 'none',
  },
  'equal-shares-add1': {
    label: '等额分摊，逐元加',
    about: '每张票的钱一元一元地加，加到再加就超出预算为止',
    family: 'shares',
    completion: 'add1',
  },
  'equal-shares-add1u': {
    label: '等额分摊，逐元加，余钱再选',
    about: '逐元加之后，余下的钱按支持人数从多到少再选',
    family: 'shares',
    completion: 'add1u',
  },
  'equal-shares-utilitarian': {
    label: '等额分摊，余钱再选',
    about: '不加钱；余下的钱按支持人数从多到少再选',
    family: 'shares',
    completion: 'utilitarian',
  },
  'equal-shares-compared': {
    label: '等额分摊，与得票排序比',
    about: '逐元加并用完余钱；若更多的人觉得得票排序的结果更好，就用那个结果',
    family: 'shares',
    completion: 'add1u',
    compared: true,
  },
} as const satisfies Record<string, Rule>
export type RuleName = keyof typeof rules
export const isRule = (name: string): name is RuleName => Object.hasOwn(rules, name)

export type Options = { ties?: readonly Tie[]; worth?: Worth; unit?: Money }

/** `chosen` in the order in which they were chosen, which is the order of works. */
export type Count = {
  rule: RuleName
  chosen: number[]
  spent: Money
  left: Money
  /** Every project from the most to the least, as the ballots gave. */
  ranking: number[]
  sums: Tally[]
  /** How a rule that goes down the list went. */
  steps: Step[]
  /** How equal shares were spent, and what each ballot had in the end. */
  bought: Bought[]
  /** What was chosen after the shares were spent, by how many support it. */
  filled: number[]
  endowment: Fraction
  /** More people preferred the plain ranking. */
  gaveWay: boolean
}

export function count(election: Election, name: RuleName, options: Options = {}): Count {
  const rule: Rule = rules[name]
  const sums = tally(election)
  const ties = options.ties ?? ('ties' in rule ? rule.ties : undefined) ?? []
  const base = { rule: name, sums, ranking: ranked(election, sums, ties), steps: [], bought: [], filled: [] }
  const done = (chosen: number[], told: Partial<Count>): Count => {
    const total = spent(election.projects, chosen)
    return { ...base, chosen, spent: total, left: election.budget - total, endowment: zero, gaveWay: false, ...told }
  }
  if (rule.family === 'greedy') {
    const steps = goDown(election, rule.misfit, ties)
    return done(
      steps.filter(s => s.taken).map(s => s.project),
      { steps },
    )
  }
  const shared = share(election, sums, rule.completion, ties, options)
  const plain = rule.compared && goDown(election, 'skip', ties)
  const rival = plain ? plain.filter(s => s.taken).map(s => s.project) : []
  if (plain && prefer(election, rival, shared.chosen, worthOf(election, options)))
    return done(rival, { steps: plain, endowment: shared.endowment, gaveWay: true })
  return done(shared.chosen, shared)
}

const worthOf = ({ kind }: Election, { worth }: Options): Worth =>
  worth ?? (kind === 'approval' || kind === 'choose-1' ? 'cost' : 'points')

function share(
  election: Election,
  sums: readonly Tally[],
  completion: Completion,
  ties: readonly Tie[],
  options: Options,
) {
  const { budget, projects, cast, least } = election
  const unit = options.unit ?? 100n
  const open = projects.map((_, i) => i).filter(i => sums[i]!.score >= least && sums[i]!.votes > 0)
  const m = market(election, worthOf(election, options))
  const voters = BigInt(Math.max(1, cast))
  const cost = (those: readonly Bought[]) => those.reduce((sum, b) => sum + projects[b.project]!.cost, 0n)
  let endowment = fraction(budget, voters)
  let bought = buy(m, endowment, open, ties)
  if (completion.startsWith('add1')) {
    endowment = fraction((budget / (voters * unit)) * unit)
    bought = buy(m, endowment, open, ties)
    while (!isFull(election, open, bought)) {
      const more = { n: endowment.n + unit, d: 1n }
      const next = buy(m, more, open, ties)
      if (cost(next) > budget) break
      ;[endowment, bought] = [more, next]
    }
  }
  const chosen = bought.map(b => b.project)
  const filled: number[] = []
  if (completion === 'add1u' || completion === 'utilitarian') {
    let left = budget - spent(projects, chosen)
    for (const i of bySupport(open, sums, ranked(election, sums, ties)))
      if (!chosen.includes(i) && projects[i]!.cost <= left) {
        filled.push(i)
        left -= projects[i]!.cost
      }
  }
  return { chosen: [...chosen, ...filled], bought, filled, endowment }
}

/** Nothing that anyone supports would still fit. */
const isFull = ({ budget, projects }: Election, open: readonly number[], bought: readonly Bought[]) => {
  const left = budget - bought.reduce((sum, b) => sum + projects[b.project]!.cost, 0n)
  return open.every(i => projects[i]!.cost > left || bought.some(b => b.project === i))
}

const bySupport = (open: readonly number[], sums: readonly Tally[], order: readonly number[]) =>
  open.toSorted((a, b) => sums[b]!.votes - sums[a]!.votes || order.indexOf(a) - order.indexOf(b))

/** Whether more people get more out of `a` than out of `b`. */
function prefer({ ballots, projects }: Election, a: readonly number[], b: readonly number[], worth: Worth): boolean {
  const worthTo = (said: ReadonlyMap<number, bigint>, chosen: readonly number[]) =>
    chosen.reduce((sum, i) => sum + (said.get(i) ?? 0n) * (worth === 'cost' ? projects[i]!.cost : 1n), 0n)
  let balance = 0
  for (const { said, times } of ballots) {
    const [mine, theirs] = [worthTo(said, a), worthTo(said, b)]
    balance += mine > theirs ? times : mine < theirs ? -times : 0
  }
  return balance > 0
}
