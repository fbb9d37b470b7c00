/** Wrong tries are counted by account or, for a name that nobody has, by its digest: the same statement, the same lock, the same answer. */
import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server.ts'
import { limit } from './rules.ts'

/**
 * Takes one of the tries before anything is compared, and with it the row: a hundred guesses at the same moment wait for
 * each other and are still only five. A refusal is returned, not thrown, so that the count stands. Gives how many are
 * left after this one; null while it is locked. No area sets these figures: another lock would tell who is known there.
 */
export async function takeTry({ db, now }: Pick<Ctx, 'db' | 'now'>, key: string): Promise<number | null> {
  const most = limit.tries.is
  const until = new Date(now.getTime() + limit.lockMinutes.is * 60_000)
  // A lock that ends much later than one begun now was set by a clock that ran ahead. Names that nobody has would pile up: a day later they count no longer.
  await db
    .deleteFrom('identity.tries')
    .where('at', '<', new Date(now.getTime() - day))
    .execute()
  const { rows } = await sql<{ tries: number }>`
    insert into identity.tries as t (key, tries, at, until)
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
  db.deleteFrom('identity.tries').where('key', 'in', keys).execute()

/** The tries at the second factor have a count of their own: whoever lacks the password cannot use them up. */
export const codeTries = (account: string): string => `${account} code`
