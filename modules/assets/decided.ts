/** What was decided: whoever names a resolution of the council's register gets its number and its day from there. CD-01 */
import type { Ctx } from '../../kernel/server.ts'
import { council } from '../council/contract.ts'
import { problem } from './problem-rules.ts'

type Said = {
  resolution?: string | undefined
  resolutionNumber?: string | undefined
  resolutionDay?: string | undefined
}

/** Without one the number that was typed stands for it, as on paper. One that was annulled decides nothing. */
export async function decidedBy<S extends Said>(ctx: Ctx, community: string, said: S) {
  if (!said.resolution) return { ...said, resolution: null }
  const found = await ctx.ask(council.ops.publicResolution, { community, id: said.resolution })
  if (found.reason !== null) throw problem.annulled(`${found.number}已撤销：${found.reason}`)
  return { ...said, resolution: found.id, resolutionNumber: found.number, resolutionDay: found.decidedOn }
}
