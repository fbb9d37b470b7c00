/** One-time codes: read out over a table or typed from a paper, so without letters that look alike. Only their keyed digest is kept. */
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server.ts'

const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const USE = 'identity.code'

/** `groups` of four characters; three of them are 58 bits, more than anyone guesses through a door that counts. */
export const newCode = (groups: number): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join(''),
  ).join('-')

export const digestOf = ({ sealer }: Pick<Ctx, 'sealer'>, code: string): string =>
  sealer.index(code.normalize('NFKC').replace(/[^A-Za-z\d]/g, ''), USE)

/** Gives the account a code that takes the place of any before it. */
export async function giveCode(ctx: Ctx, account: string, until: Date): Promise<string> {
  const code = newCode(3)
  const row = { key: digestOf(ctx, code), until }
  await ctx.db
    .insertInto('identity.code')
    .values({ account, ...row })
    .onConflict(c => c.column('account').doUpdateSet(row))
    .execute()
  return code
}

/** Whose code it is; with that it is used up. Of two who come at the same moment one finds it gone. */
export async function takeGivenCode(ctx: Ctx, code: string): Promise<string | null> {
  const taken = await ctx.db
    .deleteFrom('identity.code')
    .where('key', '=', digestOf(ctx, code))
    .where('until', '>', ctx.now)
    .returning('account')
    .executeTakeFirst()
  return taken?.account ?? null
}

export const dropCode = ({ db }: Pick<Ctx, 'db'>, account: string) =>
  db.deleteFrom('identity.code').where('account', '=', account).execute()

const RECOVERY = 10

/** Ten codes for the day the phone is lost, in place of those before. */
export async function newRecovery(ctx: Ctx, account: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY }, () => newCode(3))
  await ctx.db.deleteFrom('identity.recovery').where('account', '=', account).execute()
  await ctx.db
    .insertInto('identity.recovery')
    .values(codes.map(code => ({ account, key: digestOf(ctx, code) })))
    .execute()
  return codes
}

export async function takeRecovery(ctx: Ctx, account: string, code: string): Promise<boolean> {
  const { rows } = await sql`
    delete from identity.recovery where account = ${account} and key = ${digestOf(ctx, code)} returning key`.execute(
    ctx.db,
  )
  return rows.length > 0
}
