/**
 * From sheets to a result, question by question: which projects, who is elected, whether it was carried, and whether the
 * vote counts by the law of its day. Pure; nothing is decided here that count.ts and validity.ts do not say.
 */
import { together, type Election } from './ballots.ts'
import { bodies, type BodyName } from './body-rules.ts'
import { count, isRule, rules, type Count, type RuleName } from './count.ts'
import { whyLost } from './explain.ts'
import { familyOf, type Question, type Said } from './sheet-rules.ts'
import { elect, inForce, judge, type Check, type Facts } from './validity.ts'

/** `area` and `countsAs` only where votes are signed: of a secret sheet nobody knows whose it is. */
export type Voice = { said: Said; area?: number; countsAs?: string }
/** How many could come, and how much area they have. */
export type Roll = { voters: number; persons: number; area: number }

export type Verdict = {
  valid: boolean
  passed: boolean
  checks: { say: string; met: boolean; clause: string }[]
}
export type Outcome = {
  /** By option: how much it was given, and by how many. */
  sums: { score: number; votes: number }[]
  cast: number
  /** The places of the options that were chosen or elected, in their order. */
  chosen: number[]
  spent: number | null
  left: number | null
  rule: string | null
  verdict: Verdict
  lost: { option: number; because: string; score: number | null; cost: number | null }[]
  /** What other rules would have chosen. */
  others: { rule: string; label: string; chosen: number[] }[]
}

export function electionOf(q: Question, voices: readonly Voice[]): Election {
  const kind = q.ask === 'yesNo' ? 'choose-1' : q.ask === 'election' ? 'approval' : q.ask
  const worth = (said: Said, i: number) =>
    BigInt(q.ask === 'ordinal' ? (said[i] ? q.options.length + 1 - said[i] : 0) : said[i]!)
  return {
    kind,
    // Without money each option costs one, and as many are chosen as there are to choose.
    budget: BigInt(q.budget ?? q.most),
    projects: q.options.map((o, i) => ({
      id: String(i + 1),
      name: o.name,
      cost: BigInt(q.budget === null ? 1 : (o.cost ?? 0)),
    })),
    ballots: together(
      voices.map(({ said }) => new Map(said.flatMap((n, i) => (n > 0 ? [[i, worth(said, i)] as const] : [])))),
    ),
    cast: voices.length,
    least: 1n,
  }
}

export function outcomeOf(body: BodyName, q: Question, voices: readonly Voice[], roll: Roll, day: string): Outcome {
  const election = electionOf(q, voices)
  const rule: RuleName = q.rule && isRule(q.rule) ? q.rule : 'score-order'
  const counted = count(election, rule)
  const sums = counted.sums.map(s => ({ score: Number(s.score), votes: s.votes }))
  const base = { sums, cast: voices.length, spent: null, left: null, rule: null, lost: [], others: [] }
  if (q.ask === 'yesNo') {
    const verdict = said(judge(body, factsOf(voices, roll), day))
    return { ...base, chosen: verdict.passed ? [0] : [], verdict }
  }
  if (q.ask === 'election') {
    const candidates = sums.map((s, i) => ({ id: String(i), votes: BigInt(s.votes) }))
    const told = elect(
      body as Parameters<typeof elect>[0],
      { seats: q.most, candidates, ...factsOf(voices, roll) },
      day,
    )
    return { ...base, chosen: told.elected.map(Number), verdict: said(told) }
  }
  return { ...base, ...bought(q, election, counted), verdict: quorumOf(body, voices, roll, day) }
}

function bought(q: Question, election: Election, counted: Count) {
  const lost = q.options.flatMap((_, i) => (counted.chosen.includes(i) ? [] : [whyLost(election, counted, i)]))
  const others = Object.entries(rules).flatMap(([name, { label }]) =>
    name === counted.rule || q.budget === null || !isRule(name) || (q.ask === 'ordinal' && !name.startsWith('greedy'))
      ? []
      : [{ rule: name, label, chosen: count(election, name).chosen }],
  )
  return {
    chosen: counted.chosen,
    ...(q.budget !== null && { spent: Number(counted.spent), left: Number(counted.left) }),
    rule: counted.rule,
    lost: lost.map(l => ({
      option: l.project,
      because: q.budget === null ? '名次在应选的数目之后' : l.because,
      score: l.score === undefined ? null : Number(l.score),
      cost: q.budget === null || l.cost === undefined ? null : Number(l.cost),
    })),
    others,
  }
}

/** Every number the law may ask for; which of them it asks for is the body's to say. */
function factsOf(voices: readonly Voice[], roll: Roll): Facts {
  const n = (list: readonly Voice[]) => BigInt(list.length)
  const area = (list: readonly Voice[]) => BigInt(list.reduce((sum, v) => sum + (v.area ?? 0), 0))
  const persons = (list: readonly Voice[]) => BigInt(new Set(list.map(v => v.countsAs ?? '')).size)
  const agreed = voices.filter(v => v.said[0]! > 0)
  const [all, came, yes] = [BigInt(roll.voters), n(voices), n(agreed)]
  return {
    entitled: all,
    present: came,
    households: all,
    householdsPresent: came,
    registered: all,
    voted: came,
    cast: came,
    yes,
    area: BigInt(roll.area),
    owners: BigInt(roll.persons),
    areaVoted: area(voices),
    ownersVoted: persons(voices),
    areaYes: area(agreed),
    ownersYes: persons(agreed),
  }
}

/** Where projects are chosen, the law asks how many took part; what is chosen is the rule's to say. */
function quorumOf(body: BodyName, voices: readonly Voice[], roll: Roll, day: string): Verdict {
  const facts = factsOf(voices, roll)
  const told = judge(body, { ...facts, got: facts.voted ?? 0n }, day)
  const quorum = told.checks.slice(0, inForce(bodies[body], day).quorum.length)
  return { valid: told.valid, passed: told.valid, checks: quorum.map(plain) }
}

const plain = ({ say, met, clause }: Check) => ({ say, met, clause })
const said = ({ valid, passed, checks }: { valid: boolean; passed: boolean; checks: Check[] }): Verdict => ({
  valid,
  passed,
  checks: checks.map(plain),
})

/** A buyer of several units, and the developer's unsold ones together, are one person. O-05. */
export function rollOf(body: string, voters: readonly { area: number | null; countsAs: string }[]): Roll {
  return {
    voters: voters.length,
    persons: familyOf(body) === 'owners' ? new Set(voters.map(v => v.countsAs)).size : voters.length,
    area: voters.reduce((sum, v) => sum + (v.area ?? 0), 0),
  }
}
