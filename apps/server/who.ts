/** Who sent a request: a person with a session, or another system with a token. */
import type { Db } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/rules.ts'
import { isToken, tokenActor } from '../../kernel/token.ts'
import { sessionOf } from '../../modules/identity/service.ts'
import { accountOf } from './account.ts'

export async function whoIs(db: Db, token: string, now: Date, quiet = false): Promise<Actor | null> {
  if (isToken(token)) return tokenActor(db, token, now, accountOf)
  return (await sessionOf(db, token, now, quiet))?.actor ?? null
}
