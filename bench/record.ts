/**
 * The statements that an operation sends, word for word, with what they were given: the bare handler then sends the very
 * same, and nothing else differs but everything around them.
 */
import pg from 'pg'
import { call } from '../kernel/server.ts'
import { openHouse } from '../kernel/house.ts'
import { appUrl } from '../kernel/migrate.ts'
import { benchKeys } from './scratch.ts'
import { whoIs } from '../apps/server/who.ts'
import '../apps/server/services.ts'

export type Statement = { text: string; values: unknown[] }
export type Recorded = { path: string; statements: Statement[] }

type Asked = { op: string; input: Record<string, unknown> }

export async function record(owner: string, token: string, asked: Asked[]): Promise<Statement[][]> {
  const keys = await benchKeys()
  const house = await openHouse(await appUrl(owner, keys.session), keys, 1)
  const all: Statement[][] = []
  const done = async (one: Asked, now = new Date()) =>
    call(house, { ...one, actor: await whoIs(house.db, token, now), now })
  // A house that has just been opened still reads its book and begins to listen, which is no part of any answer.
  for (const one of asked.slice(0, 2)) await done(one)
  for (const one of asked) {
    const seen: Statement[] = []
    const before = pg.Client.prototype.query
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      const [first, second] = args as [string | Statement, unknown[] | undefined]
      const text = typeof first === 'string' ? first : first.text
      if (text) seen.push({ text, values: (typeof first === 'string' ? second : first.values) ?? [] })
      return (before as (...given: unknown[]) => unknown).apply(this, args)
    } as typeof before
    await done(one)
    pg.Client.prototype.query = before
    all.push(seen)
  }
  await house.close()
  return all
}
