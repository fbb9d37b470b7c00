/** Whom to call for a house: property, water, power, gas. What is said of the building counts before what is said of its grid. GR-03 */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under, type Db } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { places } from './contract.ts'
import { standingGrid } from './ground.ts'
import { set } from './point.ts'
import { contact as machine } from './rules.ts'

export const movingContacts = moving(places, {
  table: 'places.contact',
  machine,
  title: c => `${c.kindLabel ?? ''}${c.name}`,
  find: findContact,
  on: {
    correctContact: async (_, __, { community: _c, id: _i, ...given }) => set(given),
    regridContact: async ({ db }, c, { to }) => ({ place: await standingGrid(db, to, c.community) }),
  },
})

const listed = (db: Db) =>
  db
    .selectFrom('places.contact as c')
    .innerJoin('places.kind as k', join => join.onRef('k.family', '=', 'c.family').onRef('k.code', '=', 'c.kind'))
    .select(['c.community', 'c.id', 'c.place', 'c.kind', 'k.label as kindLabel', 'c.estate', 'c.building', 'c.state'])
    .select(['c.name', 'c.phone', 'c.hours', 'c.note'])

export async function contacts({ db }: Ctx, { place }: Input<typeof places.ops.contacts>) {
  return listed(db)
    .where(under('c.place', place))
    .where('c.state', '=', machine.initial)
    .orderBy('k.at')
    .orderBy('c.place')
    .orderBy('c.estate', ob => ob.asc().nullsFirst())
    .limit(1_000)
    .execute()
}

export async function findContact(ctx: Ctx, community: string, id: string) {
  const found = await listed(ctx.db).where('c.community', '=', community).where('c.id', '=', id).executeTakeFirst()
  return found && { ...found, offers: offered(ctx, machine, found) }
}

export const readContact = (ctx: Ctx, { community, id }: Input<typeof places.ops.contact>) =>
  findContact(ctx, community, id)

export async function addContact(ctx: Ctx, input: Input<typeof places.ops.addContact>) {
  const { estate, building = null, ...said } = input
  const community = input.place.slice(0, 12)
  const id = newId(ctx.now.getTime())
  if (said.place.length > community.length) await standingGrid(ctx.db, said.place, community)
  await start(ctx, movingContacts, { ...said, community, id, building, estate: estate || null })
  return findContact(ctx, community, id)
}

type Door = { community: string; grid: string | null; estate: string | null; building: string | null }

/** One of each kind, the nearest. */
export async function contactsAt(db: Db, { community, grid, estate, building }: Door) {
  const near = sql<number>`(case when c.building is not null then 0 when c.estate is not null then 1 when length(c.place) = 15 then 2 else 3 end)`
  return listed(db)
    .distinctOn(['k.at', 'c.kind'])
    .where('c.community', '=', community)
    .where('c.state', '=', machine.initial)
    .where(eb => eb.or([eb('c.place', '=', community), ...(grid ? [eb('c.place', '=', grid)] : [])]))
    .where(eb => eb.or([eb('c.building', 'is', null), ...(building ? [eb('c.building', '=', building)] : [])]))
    .where(eb => eb.or([eb('c.estate', 'is', null), ...(estate ? [eb('c.estate', '=', estate)] : [])]))
    .orderBy('k.at')
    .orderBy('c.kind')
    .orderBy(near)
    .execute()
}
