/** 篇8 3.4「电子地图」. The tree of divisions down to the grid, and the map of grids: which one a position lies in. */
import { sql, type RawBuilder } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under, type Db } from '../../kernel/db.ts'
import type { Ctx } from '../../kernel/server.ts'
import { Polygon, type places, type PlaceLine } from './contract.ts'
import { divisions, type Division } from './divisions.ts'
import { boxOf, contains, overlap, unsound } from './geometry.ts'
import { levels, problem } from './rules.ts'

const standing = (db: Db) =>
  db.selectFrom('places.place').select(['code', 'name', 'level', 'parent']).where('until', 'is', null)

const isLevel = (n: number): n is keyof typeof levels => Object.hasOwn(levels, n)
const line = (p: { code: string; name: string; level: number; parent: string | null }): PlaceLine => ({
  ...p,
  level: isLevel(p.level) ? levels[p.level] : '',
  parent: p.parent ?? '',
})

export async function tree({ db }: Ctx, { parent, served }: Input<typeof places.ops.tree>) {
  const below = parent === '' ? sql<boolean>`parent is null` : sql<boolean>`parent = ${parent}`
  // A community lies in a division as its code lies between the division's and the next: a look at the index for each.
  const open = sql<boolean>`exists (select from places.place c where c.level = 12 and c.code >= place.code and c.code < place.code || ':')`
  const found = standing(db)
    .where(below)
    .$if(served, q => q.where(open))
  return (await found.orderBy('code').execute()).map(line)
}

/** With the way to it, from the province down to the place itself. */
export async function readPlace({ db }: Ctx, { code }: Input<typeof places.ops.place>) {
  const path = (await standing(db).where('code', 'in', upward(code)).orderBy('code').execute()).map(line)
  const place = path.at(-1)
  return place?.code === code ? { ...place, path } : undefined
}

const upward = (code: string): string[] => [2, 4, 6, 9, 12, 15].filter(n => n <= code.length).map(n => code.slice(0, n))

export async function grids({ db }: Ctx, { place }: Input<typeof places.ops.grids>) {
  return (await standing(db).where('level', '=', 15).where(under('code', place)).orderBy('code').execute()).map(line)
}

export async function map({ db }: Ctx, { place }: Input<typeof places.ops.map>) {
  const rows = await standing(db)
    .select('outline')
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
export async function locate({ db }: Ctx, { lon, lat }: Input<typeof places.ops.locate>) {
  const near = await outlined(db, { west: lon, south: lat, east: lon, north: lat })
  const found = near.find(grid => contains(grid.outline, [lon, lat]))
  return { place: found?.code ?? null, name: found?.name ?? null }
}

type Box = ReturnType<typeof boxOf>
const boxed = (west: unknown, south: unknown, east: unknown, north: unknown): RawBuilder<unknown> =>
  sql`box(point(${west}, ${south}), point(${east}, ${north}))`

/** The grids whose box meets this one, from the index. */
async function outlined(db: Db, { west, south, east, north }: Box) {
  const rows = await standing(db)
    .select('outline')
    .where('outline', 'is not', null)
    .where(sql<boolean>`box(point(west, south), point(east, north)) && ${boxed(west, south, east, north)}`)
    .orderBy('code')
    .execute()
  return rows.map(row => ({ ...row, outline: Polygon.parse(row.outline) }))
}

// ── Adding ──────────────────────────────────────────────────────────────────

export async function addPlace({ db }: Ctx, { place, name }: Input<typeof places.ops.addPlace>) {
  return added(db, { code: place, name })
}

export async function addGrid({ db }: Ctx, { place, name, outline }: Input<typeof places.ops.addGrid>) {
  const why = unsound(outline)
  if (why) throw problem.badPolygon(why)
  // Two grids drawn at the same moment must see each other.
  await sql`select from places.place where code = ${place.slice(0, 12)} for no key update`.execute(db)
  const neighbours = (await outlined(db, boxOf(outline))).filter(grid => overlap(grid.outline, outline))
  if (neighbours.length) throw problem.overlap(`与${neighbours.map(grid => grid.name).join('、')}重叠`)
  return added(db, { code: place, name, outline: JSON.stringify(outline), ...boxOf(outline) })
}

type New = { code: string; name: string; outline?: string } & Partial<Box>
const added = async (db: Db, place: New) =>
  line(
    await db
      .insertInto('places.place')
      .values(place)
      .returning(['code', 'name', 'level', 'parent'])
      .executeTakeFirstOrThrow(),
  )

/**
 * Puts in the divisions that came with the system, parents first. What already stands stays as it is, so it may run at
 * every start. Gives how many were new.
 */
export async function loadDivisions(db: Db, from: AsyncIterable<Division> = divisions()): Promise<number> {
  let count = 0
  let batch: Division[] = []
  const put = async () => {
    const { numAffectedRows } = await sql`
      insert into places.place (code, name) select * from unnest(${batch.map(d => d.code)}::text[], ${batch.map(d => d.name)}::text[])
      on conflict (code) do nothing`.execute(db)
    count += Number(numAffectedRows ?? 0)
    batch = []
  }
  for await (const division of from) if (batch.push(division) === 5_000) await put()
  if (batch.length) await put()
  return count
}
