/** The agenda of a meeting: what stands on it, and what is put on it or taken off while it is planned. */
import { sql } from 'kysely'
import { newId } from '../../kernel/id.ts'
import type { Ctx } from '../../kernel/server.ts'
import { problem } from './problem-rules.ts'

type Key = { community: string; id: string }
type Adding = { topic?: string; title: string; said: string; method: string }

export async function addItem(
  { db, now }: Pick<Ctx, 'db' | 'now'>,
  { community, id }: Key,
  { topic, ...item }: Adding,
) {
  await sql`
    insert into council.item (community, id, meeting, at, topic, title, said, method)
    select ${community}, ${newId(now.getTime())}, ${id}, coalesce(max(at), 0) + 1, ${topic ?? null}, ${item.title}, ${item.said}, ${item.method}
    from council.item where community = ${community} and meeting = ${id}`.execute(db)
}

export const removeItem = ({ db }: Ctx, { community, id }: Key, item: string) =>
  db
    .deleteFrom('council.item')
    .where('community', '=', community)
    .where('meeting', '=', id)
    .where('id', '=', item)
    .where('topic', 'is', null)
    .executeTakeFirst()

type Topic = Key & { title: string; said: string; body: string | null }
/** Only while the meeting is planned, and only of the body that is to decide it: what is convened is known to all. */
export async function putOnAgenda(ctx: Ctx, t: Topic, meeting: string, method: string) {
  const found = await planned(ctx, t.community, meeting)
  if (!found || found.body !== t.body) throw problem.noSuchMeeting('请选这个议题所属组织还在筹备的会议')
  await addItem(ctx, { community: t.community, id: meeting }, { topic: t.id, title: t.title, said: t.said, method })
  return found
}

export async function takeOffAgenda({ db }: Ctx, { community, id }: Key) {
  const gone = await db
    .deleteFrom('council.item')
    .where('community', '=', community)
    .where('topic', '=', id)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  if (!Number(gone.numDeletedRows)) throw problem.noSuchItem()
}

const planned = ({ db }: Ctx, community: string, id: string) =>
  db
    .selectFrom('council.meeting')
    .select(['body', 'title'])
    .where('community', '=', community)
    .where('id', '=', id)
    .where('state', '=', 'planned')
    .executeTakeFirst()
