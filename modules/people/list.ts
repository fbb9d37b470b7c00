/** Looking people up inside one's own scope, and counting them. */
import { sql, type RawBuilder } from 'kysely'
import { addYears, dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { pageOf, under } from '../../kernel/db.ts'
import { mobile, residentId, tidy } from '../../kernel/numbers.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { people } from './contract.ts'
import { line, residents, uses } from './resident.ts'

export async function persons(
  ctx: Ctx,
  { place, search, residence, state, from, to, ...paging }: Input<typeof people.ops.persons>,
) {
  const today = dayOf(ctx.now)
  const rows = residents(ctx)
    .where(ctx.visible)
    .where('r.state', 'in', state ? [state] : ['living', 'away'])
    .$if(place !== undefined, q => q.where(under('r.place', place!)))
    .$if(Boolean(search), q => q.where(matches(ctx, search ?? '')))
    .$if(residence !== undefined, q => q.where('r.residence', '=', residence!))
    .$if(from !== undefined, q => q.where('r.birth', '<=', addYears(today, -from!)))
    .$if(to !== undefined, q => q.where('r.birth', '>', addYears(today, -to! - 1)))
    .orderBy('r.place')
    .orderBy('r.address')
    .orderBy('r.household')
    .orderBy('r.id')
  const { items, total } = await pageOf(rows, paging)
  return { items: items.map(row => line(ctx, row)), total }
}

/** What was typed decides what it is: a whole number, four digits of a phone or a door, letters, or words. */
function matches({ sealer, now }: Ctx, typed: string): RawBuilder<boolean> {
  const [id, phone] = [residentId(typed, dayOf(now)), mobile(typed)]
  if (id.ok) return sql`r.id_key = ${sealer.index(id.value, uses.idNumber)}`
  if (phone.ok) return sql`r.phone_key = ${sealer.index(phone.value, uses.phone)}`
  const text = tidy(typed)
  const words = sql`strpos(r.name, ${typed}) > 0 or strpos(upper(r.address), ${text}) > 0`
  if (/^\d{4}$/.test(text)) return sql`(r.phone_tail = ${text} or ${words})`
  if (/^[A-Z]+$/.test(text)) return sql`(r.initials like ${`${text.toLowerCase()}%`} or ${words})`
  return sql`(${words})`
}

export async function household(ctx: Ctx, { community, room }: Input<typeof people.ops.household>) {
  const rows = await residents(ctx)
    .where('r.community', '=', community)
    .where('r.room', '=', room)
    .where('r.state', 'in', ['living', 'away'])
    .where(ctx.visible)
    .orderBy('r.household')
    .orderBy(sql`r.relation <> 'householder'`)
    .orderBy('r.birth')
    .execute()
  return rows.map(row => line(ctx, row))
}

export function counts({ db, now, visible }: Ctx, { place }: Input<typeof people.ops.counts>) {
  const born = (years: number) => addYears(dayOf(now), -years)
  return db
    .selectFrom('people.resident')
    .select([
      sql<number>`count(*)::int`.as('people'),
      sql<number>`count(distinct household)::int`.as('households'),
      sql<number>`count(*) filter (where birth <= ${born(60)})::int`.as('over60'),
      sql<number>`count(*) filter (where birth > ${born(15)})::int`.as('under15'),
      sql<number>`count(*) filter (where residence = 'tenant')::int`.as('tenants'),
    ])
    .where('state', '=', 'living')
    .where(under('place', place))
    .where(visible)
    .executeTakeFirstOrThrow()
}
