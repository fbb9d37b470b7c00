/**
 * The feed of facts. A consumer reads on from where it was and never misses a fact, even when two transactions commit
 * in another order than they began: rows are taken in the order (xid, id), and only below the oldest one still open.
 */
import { sql } from 'kysely'
import { within, type Db } from './db.ts'
import type { House } from './server.ts'

export type Fact = {
  id: number
  xid: string
  fact: string
  community: string
  record: string
  place: string
  actor: string | null
  data: Record<string, unknown>
  at: Date
}

export async function feed(db: Db, after: { xid: string; id: number }, limit = 500): Promise<Fact[]> {
  const { rows } = await sql<Fact>`
    select id, xid, fact, community, record, place, actor, data, at from kernel.outbox
    where (xid, id) > (${after.xid}::xid8, ${after.id}) and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid, id limit ${limit}`.execute(db)
  return rows
}

export type Listener = {
  consumer: string
  facts: readonly string[]
  hear: (house: House, db: Db, fact: Fact) => Promise<void>
}
const listeners: Listener[] = []
/** A module hears of facts of the modules above it; hearing happens once, in the transaction that moves the cursor. */
export const listen = (listener: Listener) => void listeners.push(listener)

/** Tells every consumer what is new; gives how many facts were told. Two processes never tell the same one twice. */
export async function tell(house: House): Promise<number> {
  let told = 0
  for (const { consumer, facts, hear } of listeners)
    for (let more = true; more;)
      more = await within(house.db, async tx => {
        await sql`insert into kernel.cursor (consumer) values (${consumer}) on conflict do nothing`.execute(tx)
        const at = await tx
          .selectFrom('kernel.cursor')
          .select(['xid', 'id'])
          .where('consumer', '=', consumer)
          .forUpdate()
          .executeTakeFirstOrThrow()
        const news = await feed(tx, at)
        for (const fact of news) if (facts.includes(fact.fact)) await hear(house, tx, fact)
        const last = news.at(-1)
        if (last)
          await sql`update kernel.cursor set xid = ${last.xid}::xid8, id = ${last.id}, at = now() where consumer = ${consumer}`.execute(
            tx,
          )
        told += news.length
        return news.length > 0
      })
  return told
}
