/** Buildings: how one comes, is set right, found on the map, moved to another grid, and goes. Its rooms are in room.ts. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under, type Db } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { addressKey } from './address.ts'
import { places } from './contract.ts'
import { entered, lockCommunity, standingGrid } from './ground.ts'
import { problem } from './problems.ts'
import { building as machine } from './rules.ts'

/** A list is for choosing from; who looks at a whole city narrows it down first. */
const most = 1_000

export const movingBuildings = moving(places, {
  table: 'places.building',
  machine,
  title: b => `${b.estate}${b.name}`,
  find: findBuilding,
  on: {
    correctBuilding: async (_, b, { estate = b.estate, name = b.name, floors, units, built }) => ({
      estate,
      name,
      nameKey: addressKey(estate + name),
      ...(floors !== undefined && { floors }),
      ...(units !== undefined && { units }),
      ...(built !== undefined && { built }),
    }),
    placeBuilding: async (_, __, where) => entered(where),
    regrid: async ({ db }, b, { to }) => ({ place: await standingGrid(db, to, b.community) }),
    demolish: async (_, __, { on }) => ({ until: on }),
  },
})

const listed = (db: Db) =>
  db
    .selectFrom('places.building as b')
    .select(['b.community', 'b.id', 'b.place', 'b.code', 'b.estate', 'b.name', 'b.nameKey as key'])
    .select(['b.floors', 'b.units', 'b.built', 'b.lon', 'b.lat', 'b.state'])
    .select(eb =>
      eb
        .selectFrom('places.room as r')
        .select(sql<number>`count(*)::int`.as('n'))
        .whereRef('r.community', '=', 'b.community')
        .whereRef('r.building', '=', 'b.id')
        .as('rooms'),
    )

export async function buildings({ db }: Ctx, { place, search }: Input<typeof places.ops.buildings>) {
  return listed(db)
    .where(under('b.place', place))
    .where('b.state', '=', machine.initial)
    .$if(Boolean(search), q => q.where(sql<boolean>`strpos(b.name_key, ${addressKey(search ?? '')}) > 0`))
    .orderBy('b.code')
    .limit(most)
    .execute()
}

export async function findBuilding(ctx: Ctx, community: string, id: string) {
  const found = await listed(ctx.db).where('b.community', '=', community).where('b.id', '=', id).executeTakeFirst()
  return found && { ...found, offers: offered(ctx, machine, found) }
}

export const readBuilding = (ctx: Ctx, { community, id }: Input<typeof places.ops.building>) =>
  findBuilding(ctx, community, id)

/** The code is the community's and a number of five digits, counted on from the last. */
export async function addBuilding(ctx: Ctx, input: Input<typeof places.ops.addBuilding>) {
  const { estate, name, floors = null, units = null, built = null } = input
  const community = input.place.slice(0, 12)
  const place = await standingGrid(ctx.db, input.place, community)
  await lockCommunity(ctx.db, community)
  const id = newId(ctx.now.getTime())
  const [code = ''] = await nextCodes(ctx.db, community, 1)
  const nameKey = addressKey(estate + name)
  const row = { community, id, place, code, estate, name, nameKey, floors, units, built, ...entered(input) }
  await start(ctx, movingBuildings, row)
  return findBuilding(ctx, community, id)
}

/** Whoever asks holds the community's lock, so that two do not get the same number. */
export async function nextCodes(db: Db, community: string, n: number): Promise<string[]> {
  const { last } = await db
    .selectFrom('places.building')
    .select(sql<number>`coalesce(max(right(code, 5)::int), 0)`.as('last'))
    .where('community', '=', community)
    .executeTakeFirstOrThrow()
  if (last + n > 99_999) throw problem.buildingTaken('这个社区的楼栋编号已经用完')
  return Array.from({ length: n }, (_, i) => community + String(last + i + 1).padStart(5, '0'))
}
