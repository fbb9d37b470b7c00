/** A project begins with a resolution that is being carried out, at the place it has in the order that was voted. 篇1 二（二）2「投票计分」 */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { start } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { itemOf } from './catalogue-rules.ts'
import type { works } from './contract.ts'
import { enter } from './lines.ts'
import { movingProjects } from './project.ts'
import type { Key } from './project-read.ts'
import { problem } from './problem-rules.ts'
import { inForce, mustBeFree } from './resolved.ts'

type Opening = Input<typeof works.ops.openProject>

export async function openProject(ctx: Ctx, { private: own, liable, duty, ...said }: Opening): Promise<Key> {
  const community = said.place.slice(0, 12)
  if (own || liable || duty) throw problem.negative()
  if (itemOf(said.item).provider === 'government') throw problem.governmentItem()
  const r = await inForce(ctx, community, said.resolution)
  await mustBeFree(ctx, { community, resolution: r.id }, 'execute')
  await inOrder(ctx, community, said)
  const row = {
    ...said,
    community,
    id: newId(ctx.now.getTime()),
    score: said.score ?? null,
    resolutionNumber: r.number,
    resolutionDay: r.decidedOn,
    hands: [ctx.me.id],
    openedAt: ctx.now,
  }
  await start(ctx, movingProjects, row)
  await enter(ctx, row, 'openProject', said.said)
  return row
}

/** Who had more of the votes comes first. */
async function inOrder(
  { db }: Ctx,
  community: string,
  { resolution, rank, score }: Pick<Opening, 'resolution' | 'rank' | 'score'>,
) {
  if (score === undefined) return
  const { rows } = await sql`select from works.project where community = ${community} and resolution = ${resolution}
    and ((rank < ${rank} and score < ${score}) or (rank > ${rank} and score > ${score})) limit 1`.execute(db)
  if (rows.length) throw problem.orderOfScores()
}
