/** Rooms, and the way from an address as people write it to the room it means. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import type { Ctx } from '../../kernel/server.ts'
import { addressKey, addressOf, roomKey } from './address.ts'
import type { places } from './contract.ts'
import { problem } from './problems.ts'
import { building as machine } from './rules.ts'

export async function rooms({ db }: Ctx, { community, building }: Input<typeof places.ops.rooms>) {
  return db
    .selectFrom('places.room')
    .select(['id', 'building', 'unit', 'floor', 'name', 'use'])
    .where('community', '=', community)
    .where('building', '=', building)
    .orderBy(sql`length(unit)`)
    .orderBy('unit')
    .orderBy('floor')
    .orderBy('name')
    .execute()
}

const homes = ({ db }: Ctx) =>
  db
    .selectFrom(eb =>
      eb
        .selectFrom('places.room as r')
        .innerJoin('places.building as b', join =>
          join.onRef('b.community', '=', 'r.community').onRef('b.id', '=', 'r.building'),
        )
        .select(['r.community', 'r.id', 'r.building', 'r.unit', 'r.floor', 'r.name', 'r.use', 'r.nameKey'])
        .select(['b.place', 'b.estate', 'b.name as buildingName', 'b.nameKey as buildingKey', 'b.state'])
        .as('home'),
    )
    .selectAll()

type Home = { estate: string; buildingName: string; unit: string; name: string }
const addressed = <T extends Home>(home: T) => ({
  ...home,
  address: addressOf(home.estate, home.buildingName, home.unit, home.name),
})

export async function room(ctx: Ctx, { community, id }: Input<typeof places.ops.room>) {
  const home = await homes(ctx).where('community', '=', community).where('id', '=', id).executeTakeFirst()
  return home ? addressed(home) : null
}

/** What stands before the building's name may only be divisions, streets and house numbers: 园林花园新村 is not 花园新村. */
const before = '(^|[省市县区镇乡街道社村路巷弄-])$'

/**
 * The longest building's name that fits decides. Without a unit the door is enough when only one room of the building
 * has it.
 */
export async function findRoom(ctx: Ctx, { community, address }: Input<typeof places.ops.findRoom>) {
  const key = addressKey(address)
  const at = sql<number>`strpos(${key}, building_key)`
  const rest = sql<string>`ltrim(substr(${key}, ${at} + length(building_key)), '-')`
  const next = sql<string>`substr(${key}, ${at} + length(building_key), 1)`
  const found = await homes(ctx)
    .select(sql<boolean>`name_key = ${rest}`.as('exact'))
    .where('community', '=', community)
    .where('state', '=', machine.initial)
    .where(ctx.visible)
    .where(sql<boolean>`${at} > 0 and ${next} in ('', '-') and left(${key}, ${at} - 1) ~ ${before}`)
    .where(
      sql<boolean>`(name_key = ${rest} or ${rest} <> '' and right(name_key, length(${rest}) + 1) = '-' || ${rest})`,
    )
    .orderBy(sql`length(building_key)`, 'desc')
    .orderBy('exact', 'desc')
    .limit(2)
    .execute()
  const [first, second] = found
  const sure = first && (first.exact || !second || second.building !== first.building)
  return first && sure ? addressed(first) : null
}

/** The post counts for the grid that was named, so the building must stand in it. */
export async function addRooms({ db, now }: Ctx, { place, building, rooms }: Input<typeof places.ops.addRooms>) {
  const community = place.slice(0, 12)
  const there = await db
    .selectFrom('places.building')
    .select('id')
    .where('community', '=', community)
    .where('id', '=', building)
    .where('place', '=', place)
    .where('state', '=', machine.initial)
    .executeTakeFirst()
  if (!there) throw problem.noSuchBuilding()
  const rows = rooms.map(r => ({
    ...r,
    community,
    building,
    id: newId(now.getTime()),
    nameKey: roomKey(r.unit, r.name),
  }))
  await db.insertInto('places.room').values(rows).execute()
  return { added: rows.length }
}
