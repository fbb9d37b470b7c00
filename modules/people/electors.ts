/** Who may be put on an electoral roll, as the register has them; and as whom somebody is registered who signs in to vote. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { people } from './contract.ts'

type Elector = {
  person: string
  id: string
  place: string
  name: string
  birth: string | null
  address: string | null
  relation: string
  residence: string
}
const present = sql`state in ('living', 'away') and merged_into is null`

export async function electors(ctx: Ctx, { place, residences, resident }: Input<typeof people.ops.electors>) {
  const { rows } = await sql<Elector>`
    select person, id, place, name, birth, address, relation, residence from people.resident
    where ${ctx.visible} and ${under('place', place)} and ${present}
      and ${residences ? sql`residence = any(${residences})` : sql`true`} and ${resident ? sql`id = ${resident}` : sql`true`}
    order by place, address, id`.execute(ctx.db)
  return rows
}

type Mine = {
  community: string
  id: string
  person: string
  name: string
  place: string
  address: string
  home: string | null
}

export async function mine(ctx: Ctx) {
  const { rows } = await sql<Mine>`
    select community, id, person, name, place, coalesce(address, '') as address, case when state = 'living' then room end as home from people.resident where ${ctx.visible} and ${present} order by since`.execute(
    ctx.db,
  )
  return rows
}
