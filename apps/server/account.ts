/** Whom an account's name or id stands for today: for tokens, and for commands that are run in somebody's name. */
import type { Db } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/rules.ts'
import { postsOn, usernameOf } from '../../modules/identity/account.ts'

export type Account = Actor & { name: string; place: string }

/** null: there is none, or it is disabled. */
export const accountOf = (db: Db, id: string, now: Date): Promise<Account | null> => found(db, 'id', id, now)

export const accountNamed = (db: Db, username: string, now: Date): Promise<Account | null> =>
  found(db, 'username', usernameOf(username), now)

async function found(db: Db, by: 'id' | 'username', value: string, now: Date): Promise<Account | null> {
  const account = await db
    .selectFrom('identity.account as a')
    .select(['a.id', 'a.name', 'a.place', postsOn(now).as('posts')])
    .where(`a.${by}`, '=', value)
    .where('a.state', '=', 'active')
    .executeTakeFirst()
  return account ?? null
}
