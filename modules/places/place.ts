/** 篇8 3.4「电子地图」. The tree of divisions down to the grid, and the map of grids: which one a position lies in. */
import { sql, type RawBuilder } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under, type Db } from '../../kernel/db.ts'
import type { Ctx } from '../../kernel/server.ts'
import { Polygon, type places, type PlaceLine } from './contract.ts'
import { convert } from './coordinates.ts'
import { boxOf, contains, oriented, unsound, type Box } from './geometry.ts'
import { lockDrawing } from './ground.ts'
import { overlap } from './overlay.ts'
import { problem } from './problems.ts'
import { levels } from './rules.ts'

const known = (db: Db) => db.selectFrom('places.place').select(['code', 'name', 'level', 'parent', 'until', 'became'])
const standing = (db: Db) => known(db).where('until', 'is', null)

const isLevel = (n: number): n is keyof typeof levels => Object.hasOwn(levels, n)
type Stored = { code: string; name: string; level: number; parent: string | null }
const line = ({ code, name, level, parent }: Stored): PlaceLine => ({
  code,
  name,
  level: isLevel(level) ? levels[level] : '',
  parent: parent ?? '',
})

export async function tree({ db }: Ctx, { parent, served }: Input<typeof places.ops.tree>) {
  // A community lies in a division as its code lies between the division's and the next: a look at the index for each.
  const open = sql<boolean>`exists (select from places.place c where c.level = 12 and c.code >= place.code and c.code < place.code || ':')`
  const found = standing(db)
    .where(below(parent))
    .$if(served, q => q.where(open))
  return (await found.orderBy('code').execute()).map(line)
}

const below = (parent: string) => (parent === '' ? sql<boolean>`parent is null` : sql<boolean>`parent = ${parent}`)

/** With the way to it, from the province down to the place itself, even when it is one no longer. */
export async function readPlace({ db }: Ctx, { code, on }: Input<typeof places.ops.place>) {
  const path = await known(db).where('code', 'in', upward(code)).orderBy('code').execute()
  const place = path.at(-1)
  if (place?.code !== code) return undefined
  const then = on === undefined ? undefined : await nameOn(db, code, on)
  const became = place.became.length ? await known(db).where('code', 'in', place.became).orderBy('code').execute() : []
  return {
    ...line(place),
    ...(then && { name: then }),
    path: path.map(line),
    until: place.until,
    became: became.map(line),
  }
}

const upward = (code: string): string[] => [2, 4, 6, 9, 12, 15].filter(n => n <= code.length).map(n => code.slice(0, n))

async function nameOn(db: Db, code: string, on: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('places.former')
    .select('name')
    .where('code', '=', code)
    .where(sql<boolean>`during @> ${on}::date`)
    .executeTakeFirst()
  return found?.name
}

/** What lies below, and how much stands on it: one look at each index. */
export async function counts({ db }: Ctx, { parent }: Input<typeof places.ops.counts>) {
  const lines = (await standing(db).where(below(parent)).orderBy('code').execute()).map(line)
  const digits = lines[0]?.code.length ?? 2
  const { rows } = await sql<{
    code: string
    communities: number
    grids: number
    buildings: number
    rooms: number
    points: number
  }>`
    select code, sum(communities)::int as communities, sum(grids)::int as grids, sum(buildings)::int as buildings,
      sum(rooms)::int as rooms, sum(points)::int as points
    from (
      select left(code, ${digits}::int) as code, count(*) filter (where level = 12) as communities, count(*) filter (where level = 15) as grids,
        0 as buildings, 0 as rooms, 0 as points
      from places.place where ${under('code', parent)} and level >= 12 and until is null group by 1
      union all
      select left(b.place, ${digits}::int), 0, 0, count(*), 0, 0 from places.building b
      where ${under('b.place', parent)} and b.state = 'standing' group by 1
      union all
      select left(b.place, ${digits}::int), 0, 0, 0, count(*), 0 from places.building b
      join places.room r on r.community = b.community and r.building = b.id
      where ${under('b.place', parent)} and b.state = 'standing' group by 1
      union all
      select left(place, ${digits}::int), 0, 0, 0, 0, count(*) from places.point where ${under('place', parent)} and state <> 'gone' group by 1
    ) as n group by code`.execute(db)
  const found = new Map(rows.map(row => [row.code, row]))
  const none = { communities: 0, grids: 0, buildings: 0, rooms: 0, points: 0 }
  return lines.map(l => ({ ...l, ...(found.get(l.code) ?? none), code: l.code }))
}

export async function grids({ db }: Ctx, { place }: Input<typeof places.ops.grids>) {
  return (await standing(db).where('level', '=', 15).where(under('code', place)).orderBy('code').execute()).map(line)
}

export async function map({ db }: Ctx, { place, outlines }: Input<typeof places.ops.map>) {
  const rows = await standing(db)
    .select('outline')
    .where('level', '=', outlines ? 12 : 15)
    .where(under('code', place))
    .where('outline', 'is not', null)
    .orderBy('code')
    .execute()
  const features = rows.map(({ code, name, outline }) => ({
    type: 'Feature',
    properties: { code, name },
    geometry: outline,
  }))
  return { type: 'FeatureCollection', features }
}

/** Two grids share a border: a position right on it belongs to the one with the lower code, always the same. */
export async function locate({ db }: Ctx, { lon, lat, system }: Input<typeof places.ops.locate>) {
  const [x, y] = convert([lon, lat], system, 'wgs84')
  const near = await outlined(db, { west: x, south: y, east: x, north: y })
  const found = near.find(grid => contains(grid.outline, [x, y]))
  return { place: found?.code ?? null, name: found?.name ?? null }
}

const boxed = (west: unknown, south: unknown, east: unknown, north: unknown): RawBuilder<unknown> =>
  sql`box(point(${west}, ${south}), point(${east}, ${north}))`

/** The grids whose box meets this one, from the index. */
export async function outlined(db: Db, { west, south, east, north }: Box) {
  const rows = await standing(db)
    .select('outline')
    .where('level', '=', 15)
    .where('outline', 'is not', null)
    .where(sql<boolean>`box(point(west, south), point(east, north)) && ${boxed(west, south, east, north)}`)
    .orderBy('code')
    .execute()
  return rows.map(row => ({ code: row.code, name: row.name, outline: Polygon.parse(row.outline) }))
}

// ── Adding ──────────────────────────────────────────────────────────────────

export async function addPlace({ db }: Ctx, { place, name }: Input<typeof places.ops.addPlace>) {
  return added(db, { code: place, name })
}

export async function addGrid({ db }: Ctx, { place, name, outline: given }: Input<typeof places.ops.addGrid>) {
  const why = unsound(given)
  if (why) throw problem.badPolygon(why)
  const outline = oriented(given)
  await lockDrawing(db)
  const near = await outlined(db, boxOf(outline))
  const shared = near.map(grid => ({ name: grid.name, area: overlap(grid.outline, outline) })).filter(g => g.area > 0)
  if (shared.length) throw problem.overlap(sayOverlaps(shared))
  return added(db, { code: place, name, outline: JSON.stringify(outline), ...boxOf(outline) })
}

/** 与第1网格重叠 1,234 平方米 */
export const sayOverlaps = (shared: readonly { name: string; area: number }[]): string =>
  shared.map(({ name, area }) => `与${name}重叠 ${sayArea(area)}`).join('；')
export const sayArea = (area: number): string => `${Math.round(area).toLocaleString('en')} 平方米`

type New = { code: string; name: string; outline?: string } & Partial<Box>
const added = async (db: Db, place: New) =>
  line(
    await db
      .insertInto('places.place')
      .values(place)
      .returning(['code', 'name', 'level', 'parent'])
      .executeTakeFirstOrThrow(),
  )
