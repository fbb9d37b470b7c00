/** A home as a card, with its people, their contacts and the visits; a building as a picture, room by room. 篇2 三（三）「出租登记」 */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { permits } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { places } from '../places/contract.ts'
import type { people } from './contract.ts'
import { contactLine, contactsOf, line, residents } from './resident.ts'
import { questionsOf, type Told } from './questions.ts'
import { may } from './rules.ts'

type Fact = Omit<Told, 'at'> & { at: string }
/** As one column: what was said of the card in `r`, when and by whom. */
const factsOf = sql<Fact[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('field', f.field, 'at', f.at, 'source', f.source, 'byName', f.by_name, 'declined', f.declined)), '[]')
  from people.fact f where f.community = r.community and f.resident = r.id)`

const livingIn = (ctx: Ctx, community: string, rooms: readonly string[]) =>
  residents(ctx)
    .select([contactsOf.as('contacts'), factsOf.as('facts')])
    .where('r.community', '=', community)
    .where(sql<boolean>`r.room = any(${rooms}::uuid[])`)
    .where('r.state', 'in', ['living', 'away'])
    .where('r.mergedInto', 'is', null)
    .where(ctx.visible)
    .orderBy('r.household')
    .orderBy(sql`r.relation <> 'householder'`)
    .orderBy('r.birth')
    .orderBy('r.id')

type Lived = Awaited<ReturnType<ReturnType<typeof livingIn>['execute']>>[number]

export async function home(ctx: Ctx, { community, id }: Input<typeof people.ops.home>) {
  const found = await ctx.ask(places.ops.room, { community, id })
  const rows = await livingIn(ctx, community, [id]).execute()
  if (!found || !permits(may.home, ctx.me, { place: found.place })) return undefined
  const visits = await ctx.db
    .selectFrom('people.visit')
    .select(['id', 'at', 'outcome', 'note', 'byName'])
    .where('community', '=', community)
    .where('room', '=', id)
    .orderBy('at', 'desc')
    .limit(recent)
    .execute()
  return {
    community,
    id,
    place: found.place,
    address: found.address,
    building: found.building,
    residents: rows.map(row => ({ ...line(ctx, row), contacts: row.contacts.map(c => contactLine(ctx, c)) })),
    visits,
    questions: rows.reduce((sum, row) => sum + asked(ctx, row).questions.length, 0),
  }
}
const recent = 20

/** Whoever is away is not met at the door. */
const asked = (ctx: Ctx, row: Lived) =>
  row.state === 'away'
    ? { questions: [], avoided: 0 }
    : questionsOf(
        ctx,
        line(ctx, row),
        row.facts.map(f => ({ ...f, at: new Date(f.at) })),
      )

export async function ask(ctx: Ctx, { community, room }: Input<typeof people.ops.ask>) {
  const found = await ctx.ask(places.ops.room, { community, id: room })
  const rows = await livingIn(ctx, community, [room]).execute()
  if (!found || !permits(may.ask, ctx.me, { place: found.place })) return undefined
  const seen = await lastVisits(ctx, community, [room])
  const members = rows.map(row => ({ ...row, ...asked(ctx, row) }))
  return {
    place: found.place,
    address: found.address,
    visited: seen.get(room) ?? null,
    avoided: members.reduce((sum, m) => sum + m.avoided, 0),
    members: members.filter(m => m.questions.length),
  }
}

export async function block(ctx: Ctx, { community, id }: Input<typeof people.ops.block>) {
  const rooms = await ctx.ask(places.ops.rooms, { community, building: id })
  const ids = rooms.map(room => room.id)
  const rows = await livingIn(ctx, community, ids).execute()
  const building = await ctx.ask(places.ops.buildings, { place: community })
  const place = building.find(one => one.id === id)?.place
  if (!place || !permits(may.block, ctx.me, { place })) return undefined
  const seen = await lastVisits(ctx, community, ids)
  const inside = Map.groupBy(rows, row => row.room ?? '')
  return rooms.map(room => {
    const all = inside.get(room.id) ?? []
    const here = all.filter(row => row.state === 'living')
    return {
      ...room,
      people: here.length,
      away: all.length - here.length,
      rented: here.some(row => row.residence === 'tenant'),
      visited: seen.get(room.id) ?? null,
      questions: all.reduce((sum, row) => sum + asked(ctx, row).questions.length, 0),
    }
  })
}

async function lastVisits({ db }: Ctx, community: string, rooms: readonly string[]): Promise<Map<string, Date>> {
  const { rows } = await sql<{ room: string; at: Date }>`
    select v.room, v.at from unnest(${rooms}::uuid[]) as r (id)
    cross join lateral (select room, at from people.visit where community = ${community} and room = r.id order by at desc limit 1) v`.execute(
    db,
  )
  return new Map(rows.map(row => [row.room, row.at]))
}
