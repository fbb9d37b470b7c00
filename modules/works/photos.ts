/** Photos of a site: for the staff at once, for everyone when whoever watches has looked at them and passed what they show. */
import type { Ctx } from '../../kernel/server.ts'

type Key = { community: string; id: string }

export const release = ({ db }: Ctx, { community, id }: Key) =>
  db
    .updateTable('kernel.file')
    .set({ public: true })
    .where('community', '=', community)
    .where('record', '=', id)
    .execute()

export async function released({ db }: Ctx, { community, id }: Key): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('kernel.file')
    .select('id')
    .where('community', '=', community)
    .where('record', '=', id)
    .where('public', '=', true)
    .execute()
  return new Set(rows.map(r => r.id))
}
