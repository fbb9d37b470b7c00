/**
 * Where somebody lived, as rows that follow each other without overlap: a move closes one and opens the next. Days are
 * the days people say, not the days somebody typed them. 篇3 一「卡册与实际一致」
 */
import { sql } from 'kysely'
import type { Day } from '../../kernel/clock.ts'
import { dayOf } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { Key } from './facts.ts'
import { problem } from './rules.ts'

export type Stay = { kind: string; place: string; room: string | null; address: string | null; source: string }
type Teller = Pick<Ctx, 'db' | 'me' | 'now'>
type Last = { since: Day; until: Day | null }

export async function settle(ctx: Teller, key: Key, stay: Stay, day: Day = dayOf(ctx.now)) {
  if (day > dayOf(ctx.now)) throw problem.notYet()
  const last = await lastOf(ctx, key)
  if (last && day < last.since) throw problem.tooEarly()
  // Twice on one day: what was said first had not begun to be true.
  if (last?.since === day) return change(ctx, key, last, { ...stay, during: sql`daterange(${day}::date, null)` })
  if (last && (last.until === null || last.until > day)) await close(ctx, key, last, day)
  await ctx.db
    .insertInto('people.residence')
    .values({
      ...stay,
      community: key.community,
      resident: key.id,
      during: sql<string>`daterange(${day}::date, null)`,
      byName: ctx.me.name ?? null,
      at: ctx.now,
    })
    .execute()
}

/** Whoever leaves on the day they came was here for that day. */
export async function endStay(ctx: Teller, key: Key, day: Day = dayOf(ctx.now)) {
  const last = await lastOf(ctx, key)
  if (!last) return
  if (day < last.since) throw problem.tooEarly()
  if (last.until === null || last.until > day) await close(ctx, key, last, day)
}

async function lastOf({ db }: Teller, { community, id }: Key): Promise<Last | undefined> {
  const { rows } = await sql<Last>`
    select lower(during) as since, upper(during) as until from people.residence
    where community = ${community} and resident = ${id} order by during desc limit 1`.execute(db)
  return rows[0]
}

const close = (ctx: Teller, key: Key, last: Last, day: Day) =>
  change(ctx, key, last, {
    during: sql`daterange(${last.since}::date, greatest(${day}::date, ${last.since}::date + 1))`,
  })

async function change(
  { db, me, now }: Teller,
  { community, id }: Key,
  last: Last,
  set: Partial<Stay> & { during: unknown },
) {
  const columns = Object.entries({ ...set, by_name: me.name ?? null, at: now })
  await sql`
    update people.residence set ${sql.join(columns.map(([column, value]) => sql`${sql.ref(column)} = ${value}`))}
    where community = ${community} and resident = ${id} and lower(during) = ${last.since}::date`.execute(db)
}
