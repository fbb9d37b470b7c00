/**
 * Why a project was not chosen, and what would have changed it. Each «would» was counted again with that one thing
 * changed: nothing is guessed.
 */
import { t } from '../../kernel/text.ts'
import { yuan, type Election, type Money } from './ballots.ts'
import { count, type Count, type Options } from './count.ts'

/** `score`: how much more it would have needed from the same ballots; `cost`: what it might have cost at most. */
export type Lost = { project: number; because: string; score?: bigint; cost?: Money }

export function whyLost(election: Election, counted: Count, project: number, options: Options = {}): Lost {
  const wins = (changed: Election) => count(changed, counted.rule, options).chosen.includes(project)
  const score = counted.steps.length ? leastScore(election, counted, project, wins) : undefined
  const cost = dearest(election, project, wins)
  return {
    project,
    because: reason(election, counted, project),
    ...(score !== undefined && { score }),
    ...(cost !== undefined && { cost }),
  }
}

function reason(election: Election, { steps, sums, left }: Count, project: number): string {
  const { cost } = election.projects[project]!
  const { score, votes } = sums[project]!
  if (votes === 0) return t('没有人支持它')
  if (score < election.least)
    return t('得分 {score}，不到入选要求的 {least}', { score: String(score), least: String(election.least) })
  const step = steps.find(s => s.project === project)
  if (step?.why === 'stopped') return t('排在它前面的项目装不下时，选择已经停止')
  if (step) return t('轮到它时还剩 {left} 元，它要 {cost} 元', { left: yuan(step.left), cost: yuan(cost) })
  return t('支持它的人剩下的钱合起来不够 {cost} 元；全部余款还有 {left} 元', { cost: yuan(cost), left: yuan(left) })
}

/** With more points a project only moves up the list and finds more money left, so the least that suffices is found by halving. */
function leastScore(election: Election, { sums }: Count, project: number, wins: (e: Election) => boolean) {
  const top = sums.reduce((most, s) => (s.score > most ? s.score : most), election.least)
  const given = (more: bigint): Election => ({
    ...election,
    ballots: [...election.ballots, { said: new Map([[project, more]]), times: 1 }],
  })
  return least(1n, top - sums[project]!.score + 1n, more => wins(given(more)))
}

/** How little it must cost to be chosen; looked for by halving and then counted. Never above what it costs now. */
function dearest(election: Election, project: number, wins: (e: Election) => boolean) {
  const at = (cost: Money): Election => ({
    ...election,
    projects: election.projects.map((p, i) => (i === project ? { ...p, cost } : p)),
  })
  const now = election.projects[project]!.cost
  const off = least(1n, now - 1n, less => wins(at(now - less)))
  return off === undefined ? undefined : now - off
}

/** The least number in between at which it holds; nothing when it does not hold at the upper end. */
function least(from: bigint, to: bigint, holds: (n: bigint) => boolean): bigint | undefined {
  if (from > to || !holds(to)) return undefined
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) / 2n
    if (holds(middle)) high = middle
    else low = middle + 1n
  }
  return high
}
