/**
 * 8.1.4.2c: accounts with a post that nobody uses. Use is a sign-in or a token at work; counting begins anew when an
 * account is taken into use, given a post, or unlocked. Those who hold no post lose nothing by staying away.
 */
import { sql, type RawBuilder } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import { Problem, theClock } from '../../kernel/rules.ts'
import { call, type House } from '../../kernel/server.ts'
import { limit } from './rules.ts'

/** Of the account in this row of `identity.account as a`: when it was last used, as far as locking it is concerned. */
export const lastUse = (now: Date): RawBuilder<Date> => sql`greatest(a.last_sign_in, a.awake_at,
  (select max(t.used) from kernel.token t where t.account = a.id and t.revoked is null),
  (select max(lower(p.during)::timestamptz) from identity.post p where p.account = a.id and p.during @> ${dayOf(now)}::date))`

export const unusedDays = (now: Date): RawBuilder<number> =>
  sql`floor(extract(epoch from ${now}::timestamptz - ${lastUse(now)}) / 86400)::int`

export const holdsPost = (now: Date): RawBuilder<boolean> =>
  sql`exists (select from identity.post p where p.account = a.id and p.during @> ${dayOf(now)}::date)`

/** How many others could let the owner of this account in again. */
export const unlockers = (now: Date): RawBuilder<number> => sql`(
  select count(distinct o.id)::int from identity.account o join identity.post p on p.account = o.id
  where o.state = 'active' and o.id <> a.id and p.role = 'security-admin' and p.during @> ${dayOf(now)}::date
    and starts_with(a.place, p.place))`

/** Once a night. Each is judged again on the stored row, one after the other, so that the last who can unlock stays. Gives how many were locked. */
export async function lockUnused(house: House, now: Date): Promise<number> {
  const idle = await house.db
    .selectFrom('identity.account as a')
    .select(['a.community', 'a.id', 'a.place', unusedDays(now).as('days')])
    .where('a.state', '=', 'active')
    .where(holdsPost(now))
    .where(sql<boolean>`${unusedDays(now)} > 0`)
    .execute()
  let locked = 0
  for (const { community, id, place, days } of idle) {
    if (days < house.book.figure(limit.dormantDays, place, now)) continue
    const input = { community, id }
    const done = await call(house, { op: 'identity.lapse', input, actor: theClock, now }).catch((error: unknown) => {
      // Came meanwhile, or is the last who can let others in.
      if (error instanceof Problem && error.status === 409) return null
      throw error
    })
    if (done) locked++
  }
  return locked
}
