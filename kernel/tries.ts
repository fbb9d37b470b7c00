/**
 * Wrong guesses at a secret, counted under a key that says nothing to whoever reads it. What exists and what does not is
 * counted by the same statement, so that neither the answer nor the lock nor the time tells which it was.
 */
import { sql } from 'kysely'
import type { Ctx } from './server.ts'

type Allowed = { most: number; minutes: number }

/**
 * Takes one of the tries before anything is compared, and with it the row: a hundred guesses at the same moment wait for
 * each other and are still only five. A refusal is returned, not thrown, so that the count stands. Gives how many are
 * left after this one; null while it is locked. No area sets these figures: another lock would tell who is known there.
 */
export async function takeTry(
  { db, now }: Pick<Ctx, 'db' | 'now'>,
  key: string,
  { most, minutes }: Allowed,
): Promise<number | null> {
  const until = new Date(now.getTime() + minutes * 60_000)
  // A lock that ends much later than one begun now was set by a clock that ran ahead. What nobody has would pile up: a day
  // later it counts no longer.
  await db
    .deleteFrom('kernel.tries')
    .where('at', '<', new Date(now.getTime() - day))
    .execute()
  const { rows } = await sql<{ tries: number }>`
    insert into kernel.tries as t (key, tries, at, until)
    values (${key}, 1, ${now}, case when 1 >= ${most} then ${until}::timestamptz end)
    on conflict (key) do update set at = ${now},
      tries = case when t.until is null then t.tries else 0 end + 1,
      until = case when case when t.until is null then t.tries else 0 end + 1 >= ${most} then ${until}::timestamptz end
      where t.until is null or t.until <= ${now} or t.until > ${until}::timestamptz + interval '5 minutes'
    returning tries`.execute(db)
  return rows[0] ? most - rows[0].tries : null
}
const day = 86_400_000

export const forgetTries = ({ db }: Pick<Ctx, 'db'>, ...keys: string[]) =>
  db.deleteFrom('kernel.tries').where('key', 'in', keys).execute()
