/** What was done with a topic, a meeting or a resolution: one line each, in the order in which it was written. */
import type { Machine } from '../../kernel/rules.ts'
import { newId } from '../../kernel/id.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { Line } from './shapes.ts'

type Key = { community: string; id: string }

export async function enter(ctx: Ctx, { community, id }: Key, move: string, text: string | null = null) {
  const row = {
    community,
    id: newId(ctx.now.getTime()),
    record: id,
    at: ctx.now,
    move,
    byName: ctx.me.name ?? null,
    text: text || null,
  }
  await ctx.db.insertInto('council.entry').values(row).execute()
}

/** `first`: what its beginning is called. */
export async function linesOf(
  ctx: Ctx,
  { community, id }: Key,
  machine: Machine<string, string, never>,
  first: string,
): Promise<Line[]> {
  const rows = await ctx.db
    .selectFrom('council.entry')
    .select(['at', 'move', 'byName as by', 'text'])
    .where('community', '=', community)
    .where('record', '=', id)
    .orderBy('at')
    .orderBy('seq')
    .execute()
  return rows.map(r => ({ ...r, label: machine.moves[r.move]?.label ?? first, photos: [] }))
}
