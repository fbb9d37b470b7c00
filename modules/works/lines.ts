/** What was done with a project: one line each, in the order in which it was written. */
import type { Ctx } from '../../kernel/server.ts'
import { newId } from '../../kernel/id.ts'
import { project } from './rules.ts'
import type { Line } from './shapes.ts'

type Key = { community: string; id: string }

export async function enter(ctx: Ctx, { community, id }: Key, move: string, text = '', photos: string[] = []) {
  const row = {
    community,
    id: newId(ctx.now.getTime()),
    record: id,
    at: ctx.made,
    move,
    byName: ctx.me.name ?? null,
    text: text || null,
    photos,
  }
  await ctx.db.insertInto('works.entry').values(row).execute()
}

export async function linesOf({ db }: Ctx, { community, id }: Key): Promise<Line[]> {
  const rows = await db
    .selectFrom('works.entry')
    .select(['at', 'move', 'byName as by', 'text', 'photos'])
    .where('community', '=', community)
    .where('record', '=', id)
    .orderBy('at')
    .orderBy('seq')
    .execute()
  return rows.map(r => ({ ...r, label: project.moves[r.move as keyof typeof project.moves]?.label ?? '立项' }))
}
