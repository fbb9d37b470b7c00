/**
 * Whether a vote counts, by the law of its day: each inequality with its numbers, its clause, and what is missing in words.
 * Whole numbers only; an area is counted in hundredths of a square metre.
 */
import { t } from '../../kernel/text.ts'
import { bodies, type BodyName } from './body-rules.ts'
import { facts, validityProblem, type Body, type Fact, type Test, type Version } from './validity-rules.ts'

export type Facts = Partial<Record<Fact, bigint>>
/** `need`: the least that would do. `say`: the sentence that people read. */
export type Check = { have: bigint; of: bigint; need: bigint; met: boolean; clause: string; say: string }
export type Verdict = { body: string; since: string; valid: boolean; passed: boolean; checks: Check[] }

/** `day`: when the vote was held. A vote without a quorum is not valid; one that is valid may still be lost. */
export function judge(name: BodyName, given: Facts, day: string): Verdict {
  const body: Body = bodies[name]
  const law = inForce(body, day)
  const quorum = law.quorum.map(test => check(test, given))
  const decision = law.decision.map(test => check(test, given))
  const valid = quorum.every(c => c.met)
  return {
    body: body.label,
    since: law.from,
    valid,
    passed: valid && decision.every(c => c.met),
    checks: [...quorum, ...decision],
  }
}

export function inForce({ versions }: Body, day: string): Version {
  const law = versions.findLast(v => v.from <= day)
  if (!law) throw validityProblem.noLaw()
  return law
}

function check({ have, of, n, d, strict, clause }: Test, given: Facts): Check {
  const [mine, all] = [numberOf(given, have), numberOf(given, of)]
  if (mine > all)
    throw validityProblem.impossible(
      t('{have} {mine}，比{of} {all} 还多', {
        have: facts[have][0],
        mine: said(have, mine),
        of: facts[of][0],
        all: said(of, all),
      }),
    )
  const need = strict ? (all * n) / d + 1n : (all * n + d - 1n) / d
  const met = strict ? mine * d > all * n : mine * d >= all * n
  const share = `${strict ? t('超过') : t('不少于')}${facts[of][0]} ${said(of, all)} ${facts[of][1]}的${shareOf(n, d)}`
  const short = met ? t('已达到') : t('还差 {n} {unit}', { n: said(have, need - mine), unit: facts[have][1] })
  const say = t('{what} {mine} {unit}，要{share}，即至少 {need} {unit}，{short}', {
    what: facts[have][0],
    mine: said(have, mine),
    unit: facts[have][1],
    share,
    need: said(have, need),
    short,
  })
  return { have: mine, of: all, need, met, clause, say }
}

function numberOf(given: Facts, name: Fact): bigint {
  const n = given[name]
  if (n === undefined || n < 0n) throw validityProblem.impossible(t('没有{what}的数目', { what: facts[name][0] }))
  return n
}

const areas: readonly Fact[] = ['area', 'areaVoted', 'areaYes']
const said = (name: Fact, n: bigint) =>
  areas.includes(name) ? `${n / 100n}.${(n % 100n).toString().padStart(2, '0')}` : String(n)
const shareOf = (n: bigint, d: bigint) =>
  n === 1n && d === 2n ? t('一半') : t(' {d} 分之 {n}', { d: String(d), n: String(n) })

// ── Elections ───────────────────────────────────────────────────────────────

export type Candidate = { id: string; votes: bigint }
/** `left`: seats that nobody won, for a second vote among those who had most. */
export type Elected = Verdict & { elected: string[]; left: number }

/** Two majorities: enough take part, and each who is elected has enough of those who did. More winners than seats go by votes; a tie at the last seat elects neither. */
export function elect(
  name: 'villageElection' | 'residentsElection' | 'residentsElectionByRepresentatives' | 'secondVote',
  { seats, candidates, ...numbers }: { seats: number; candidates: readonly Candidate[] } & Facts,
  day: string,
): Elected {
  const order = candidates.toSorted((a, b) => (a.votes < b.votes ? 1 : a.votes > b.votes ? -1 : 0))
  const verdicts = order.map(c => judge(name, { ...numbers, got: c.votes }, day))
  const first = verdicts[0] ?? judge(name, { ...numbers, got: 0n }, day)
  const enough = order.filter((_, i) => verdicts[i]!.passed)
  const last = enough[seats]
  const elected = enough.slice(0, seats).filter(c => !last || c.votes > last.votes)
  return {
    ...first,
    passed: elected.length === seats,
    elected: elected.map(c => c.id),
    left: seats - elected.length,
    checks: [...new Map(verdicts.flatMap(v => v.checks).map(c => [c.say, c])).values()],
  }
}

/** More candidates than seats. */
export const isContested = (seats: number, candidates: number): boolean => candidates > seats

// ── Owners ──────────────────────────────────────────────────────────────────

/** The developer's unsold units are one person; a buyer of several is one; co-owners of a unit are one. O-05. `owner` is null for what is unsold. */
export function personsOf(units: readonly { owner: string | null }[]): number {
  return new Set(units.map(u => u.owner)).size
}
