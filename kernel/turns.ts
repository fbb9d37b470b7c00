/** How often something may be tried from one address in a while. Counts are kept in the database, so that all processes count together. */
import { isIPv6 } from 'node:net'
import { sql } from 'kysely'
import type { Db } from './db.ts'
import { Problem } from './rules.ts'
import type { Ctx } from './server.ts'

type Allowed = { most: number; minutes: number }

/**
 * Takes one turn; a Problem when there are too many. It is to be returned, not thrown: what is thrown undoes the count.
 * A request that came by no network (a command at the terminal, a job) has no address and is not counted.
 */
export async function takeTurn(
  { db, now, from }: Pick<Ctx, 'now' | 'from'> & { db: Db },
  what: string,
  { most, minutes }: Allowed,
): Promise<Problem | null> {
  if (!from?.ip) return null
  const begun = new Date(now.getTime() - minutes * 60_000)
  // What begins well after now was counted by a clock that ran ahead.
  const ahead = new Date(now.getTime() + 5 * 60_000)
  const over = sql`(t.since <= ${begun} or t.since > ${ahead})`
  // Whoever comes sweeps out what no longer counts, so that no job has to.
  await db
    .deleteFrom('kernel.turn')
    .where('since', '<', new Date(now.getTime() - day))
    .execute()
  const { rows } = await sql<{ n: number }>`
    insert into kernel.turn as t (key, since, n) values (${`${what} ${network(from.ip)}`}, ${now}, 1)
    on conflict (key) do update set
      since = case when ${over} then excluded.since else t.since end,
      n = case when ${over} then 1 else t.n + 1 end
    returning n`.execute(db)
  return rows[0]!.n > most
    ? new Problem('request.tooMany', 429, `这个网络地址试得太多了，请 ${minutes} 分钟后再试`)
    : null
}
const day = 86_400_000

/** A house has a whole /64 of the newer addresses: each of them apart would be no limit at all. */
export function network(ip: string): string {
  if (!isIPv6(ip)) return ip
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped) return mapped
  const [head = '', tail = ''] = ip.toLowerCase().split('%')[0]!.split('::')
  const [before, after] = [head.split(':').filter(Boolean), tail.split(':').filter(Boolean)]
  const missing = ip.includes('::') ? Array<string>(8 - before.length - after.length).fill('0') : []
  return (
    [...before, ...missing, ...after]
      .slice(0, 4)
      .map(g => g.replace(/^0+(?=.)/, ''))
      .join(':') + '::/64'
  )
}
