/** Whether enough have come, as it stands: the law's own words for it, and how many are missing. */
import { bodies, type BodyName } from './body-rules.ts'
import { inForce, judge, type Facts, type Verdict } from './validity.ts'

/** A meeting counts persons or households, whichever its law names. */
export const factsOf = (entitled: number, present: number, yes = 0): Facts => ({
  entitled: BigInt(entitled),
  present: BigInt(present),
  households: BigInt(entitled),
  householdsPresent: BigInt(present),
  yes: BigInt(yes),
})
export const byHousehold = (law: BodyName, day: string): boolean =>
  [...inForce(bodies[law], day).quorum, ...inForce(bodies[law], day).decision].some(
    t => t.of === 'households' || t.of === 'householdsPresent',
  )

export function quorumOf(law: BodyName, entitled: number, present: number, day: string) {
  const { quorum } = inForce(bodies[law], day)
  const { checks, valid } = judge(law, factsOf(entitled, present), day)
  const say = checks.slice(0, quorum.length)
  const missing = Math.max(0, ...say.map(c => Number(c.need - c.have)))
  return { met: valid, missing, say: said(say) }
}
/** No national text says so: people are told that it is a custom. */
const custom = '惯例（没有全国统一的规定，可由当地自治章程另定）'
export const said = (checks: Verdict['checks']) =>
  checks.map(({ say, met, clause }) => ({ say, met, clause: clause === 'assumption' ? custom : clause }))
