/** 篇2 一（二）1: what stands on the ground besides houses: a clinic, a hydrant, a manhole cover; which kinds there are is data. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under, type Db } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { places } from './contract.ts'
import { entered, standingGrid } from './ground.ts'
import { point as machine } from './rules.ts'

/** A map that shows more is not read by anybody. */
const most = 2_000

export const movingPoints = moving(places, {
  table: 'places.point',
  machine,
  title: p => `${p.kindLabel ?? ''}${p.name}`,
  find: findPoint,
  on: {
    correctPoint: async (_, __, { community: _c, id: _i, lon, lat, system, ...given }) => ({
      ...set(given),
      ...(lon !== undefined && lat !== undefined && entered({ lon, lat, system })),
    }),
    regridPoint: async ({ db }, p, { to }) => ({ place: await standingGrid(db, to, p.community) }),
  },
})

/** Only what was said. */
export const set = <T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never

const listed = (db: Db) =>
  db
    .selectFrom('places.point as p')
    .innerJoin('places.kind as k', join => join.onRef('k.family', '=', 'p.family').onRef('k.code', '=', 'p.kind'))
    .select(['p.community', 'p.id', 'p.place', 'p.kind', 'k.label as kindLabel', 'p.number', 'p.name', 'p.state'])
    .select(['p.lon', 'p.lat', 'p.address', 'p.phone', 'p.hours', 'p.note'])

export async function points({ db }: Ctx, { place, kind, search }: Input<typeof places.ops.points>) {
  return listed(db)
    .where(under('p.place', place))
    .where('p.state', '<>', 'gone')
    .$if(Boolean(kind), q => q.where('p.kind', '=', kind!))
    .$if(Boolean(search), q =>
      q.where(sql<boolean>`strpos(p.name || ' ' || p.number || ' ' || p.address, ${search}) > 0`),
    )
    .orderBy('k.at')
    .orderBy('p.number')
    .orderBy('p.name')
    .limit(most)
    .execute()
}

export async function findPoint(ctx: Ctx, community: string, id: string) {
  const found = await listed(ctx.db).where('p.community', '=', community).where('p.id', '=', id).executeTakeFirst()
  return found && { ...found, offers: offered(ctx, machine, found) }
}

export const readPoint = (ctx: Ctx, { community, id }: Input<typeof places.ops.point>) => findPoint(ctx, community, id)

export async function addPoint(ctx: Ctx, { place, lon, lat, system, ...said }: Input<typeof places.ops.addPoint>) {
  const community = place.slice(0, 12)
  const id = newId(ctx.now.getTime())
  const row = { ...said, community, id, place: await standingGrid(ctx.db, place, community) }
  await start(ctx, movingPoints, { ...row, ...entered({ lon, lat, system }) })
  return findPoint(ctx, community, id)
}

export async function kinds({ db }: Ctx, { family }: Input<typeof places.ops.kinds>) {
  return db
    .selectFrom('places.kind')
    .select(['family', 'code', 'label', 'grouping', 'duty'])
    .where('family', '=', family)
    .orderBy('at')
    .execute()
}
