/** In which homes somebody lives, by numbers, for whoever asks every household. */
import { sql } from 'kysely'
import { addYears, dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { people } from './contract.ts'

type Lived = { room: string; place: string; address: string; people: number; tenants: number; over60: number }

/** Nobody's name leaves: how many live there, how many rent, how many are old. */
export async function lived(ctx: Ctx, { place }: Input<typeof people.ops.lived>) {
  const { rows } = await sql<Lived>`
    select room, min(place) as place, coalesce(min(address), '') as address, count(*)::int as people,
      count(*) filter (where residence = 'tenant')::int as tenants,
      count(*) filter (where birth <= ${addYears(dayOf(ctx.now), -60)})::int as over60
    from people.resident
    where ${ctx.visible} and ${under('place', place)} and state = 'living' and merged_into is null and room is not null
    group by room order by place, address, room`.execute(ctx.db)
  return rows
}
