/** What the passing of time does to notices: they come down when their last day is over. */
import { Problem, theClock } from '../../kernel/rules.ts'
import { call, type House } from '../../kernel/server.ts'

/** Safe to run twice: each is judged again on the stored row. Gives how many came down. */
export async function expire(house: House, now: Date): Promise<number> {
  const due = await house.db
    .selectFrom('portal.notice')
    .select(['community', 'id'])
    .where('state', '=', 'published')
    .where('until', '<=', now)
    .limit(1000)
    .execute()
  let down = 0
  for (const input of due) {
    const done = await call(house, { op: 'portal.expire', input, actor: theClock, now }).catch((error: unknown) => {
      // Someone was faster, or made it hang longer.
      if (error instanceof Problem && error.status === 409) return null
      throw error
    })
    if (done) down++
  }
  return down
}
