/**
 * A community's grids drawn anew: looked at beforehand, in force from its day, what was before is kept. What stands on
 * the ground follows by its position; what has none goes to the heir of its grid.
 */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { makeMove, moving, offered, start } from '../../kernel/move.ts'
import { Problem, theClock } from '../../kernel/rules.ts'
import { call, type Ctx, type House } from '../../kernel/server.ts'
import { movingBuildings } from './building.ts'
import { movingContacts } from './contact.ts'
import { places, Polygon } from './contract.ts'
import { area, boxAround, boxOf, contains, oriented, unsound } from './geometry.ts'
import { lockDrawing } from './ground.ts'
import { overlap, survey, type Named } from './overlay.ts'
import { outlined, sayArea } from './place.ts'
import { movingPoints } from './point.ts'
import { problem, redrawn } from './problems.ts'
import { redrawing as machine } from './rules.ts'

type Drawn = Input<typeof places.ops.planRedrawing>['grids'][number]
type Ending = Input<typeof places.ops.planRedrawing>['ends'][number]
type Plan = { grids: Drawn[]; ends: Ending[] }

export const movingRedrawings = moving(places, {
  table: 'places.redrawing',
  machine,
  title: r => r.title,
  find: findRedrawing,
  on: { adopt },
})

const listed = (db: Db) =>
  db
    .selectFrom('places.redrawing')
    .select([
      'community',
      'id',
      'place',
      'state',
      'title',
      'from',
      'takesEffect',
      'byName',
      'at',
      'gaps',
      'outside',
      'moved',
    ])

export async function redrawings(ctx: Ctx, { place }: Input<typeof places.ops.redrawings>) {
  return listed(ctx.db)
    .where('place', '=', place.slice(0, 12))
    .where(ctx.visible)
    .orderBy('at', 'desc')
    .limit(200)
    .execute()
}

export async function readRedrawing(ctx: Ctx, { community, id }: Input<typeof places.ops.redrawing>) {
  const seen = await listed(ctx.db)
    .where('community', '=', community)
    .where('id', '=', id)
    .where(ctx.visible)
    .executeTakeFirst()
  return seen && findRedrawing(ctx, community, id)
}

async function findRedrawing(ctx: Ctx, community: string, id: string) {
  const found = await listed(ctx.db)
    .select(sql<Plan>`plan`.as('plan'))
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) return undefined
  const facts = { ...found, today: dayOf(ctx.now) }
  return { ...facts, ...found.plan, offers: offered(ctx, machine, facts) }
}

export async function planRedrawing(ctx: Ctx, input: Input<typeof places.ops.planRedrawing>) {
  const { place, title, from, ends } = input
  const today = dayOf(ctx.now)
  if (from < today) throw redrawn.tooLate()
  const grids = input.grids.map(g => ({ ...g, outline: oriented(g.outline) }))
  const { gaps, outside } = await checked(ctx.db, place, { grids, ends })
  const id = newId(ctx.now.getTime())
  await start(ctx, movingRedrawings, {
    community: place,
    id,
    place,
    title,
    from,
    takesEffect: new Date(`${from}T00:00:00+08:00`),
    plan: JSON.stringify({ grids, ends }),
    gaps: total(gaps),
    outside: total(outside),
    by: ctx.me.id,
    byName: ctx.me.name ?? '',
    at: ctx.now,
  })
  return findRedrawing(ctx, place, id)
}

const total = (patches: readonly { area: number }[]) => patches.reduce((sum, p) => sum + p.area, 0)

// ── What it would be ────────────────────────────────────────────────────────

/** Against what stands when it is asked: once when it is drawn, and again on its day. */
async function checked(db: Db, community: string, { grids, ends }: Plan) {
  await lockDrawing(db)
  const before = await gridsOf(db, community)
  const standing = before.filter(g => g.until === null)
  const ended = new Map(ends.map(e => [e.place, e.heir]))
  const fresh = new Map(grids.map(g => [g.place, g]))
  if (grids.some(g => !g.place.startsWith(community))) throw redrawn.notOfThisPlace()
  if (fresh.size < grids.length) throw problem.placeTaken()
  if (grids.some(g => ended.has(g.place) || before.some(b => b.code === g.place && b.until !== null)))
    throw redrawn.codeUsed()
  for (const { name, outline } of grids) {
    const why = unsound(outline)
    if (why) throw problem.badPolygon(`${name}：${why}`)
  }
  const kept = standing.filter(g => !ended.has(g.code) && !fresh.has(g.code))
  const after: Named[] = [
    ...grids.map(({ place, name, outline }) => ({ code: place, name, outline })),
    ...kept.flatMap(g => (g.outline ? [{ code: g.code, name: g.name, outline: g.outline }] : [])),
  ].toSorted((a, b) => (a.code < b.code ? -1 : 1))
  const codes = new Set([...after, ...kept].map(g => g.code))
  if ([...ended].some(([code, heir]) => !codes.has(heir) || !standing.some(g => g.code === code)))
    throw redrawn.noHeir()
  if (!ends.length && grids.every(g => standing.some(s => sameGrid(s, g)))) throw redrawn.nothingDrawn()
  const around = await outlined(db, boxAround(after.flatMap(g => g.outline.coordinates.flat())))
  const others = around.filter(g => !g.code.startsWith(community))
  const found = survey(after, await outlineOf(db, community), others)
  if (found.overlaps.length)
    throw problem.overlap(
      found.overlaps
        .slice(0, 5)
        .map(o => `${o.grids.map(g => g.name).join('与')}重叠 ${sayArea(o.area)}`)
        .join('；'),
    )
  return { ...found, after, standing, ended }
}

type Grid = { code: string; name: string; until: string | null; from: string | null; outline: Polygon | null }
async function gridsOf(db: Db, community: string): Promise<Grid[]> {
  const rows = await db
    .selectFrom('places.place')
    .select(['code', 'name', 'until', 'from', 'outline'])
    .where('parent', '=', community)
    .where('level', '=', 15)
    .execute()
  return rows.map(row => ({ ...row, outline: row.outline === null ? null : Polygon.parse(row.outline) }))
}

async function outlineOf(db: Db, community: string): Promise<Polygon | null> {
  const found = await db.selectFrom('places.place').select('outline').where('code', '=', community).executeTakeFirst()
  return found?.outline ? Polygon.parse(found.outline) : null
}

const sameGrid = (s: Grid, g: Drawn) =>
  s.code === g.place && s.name === g.name && JSON.stringify(s.outline) === JSON.stringify(g.outline)

// ── In force ────────────────────────────────────────────────────────────────

async function adopt(ctx: Ctx, r: NonNullable<Awaited<ReturnType<typeof findRedrawing>>>) {
  const { db } = ctx
  const { after, standing, ended } = await checked(db, r.community, r)
  for (const grid of r.grids) {
    const was = standing.find(s => s.code === grid.place)
    if (was && sameGrid(was, grid)) continue
    if (was) await keepFormer(db, was, r.from)
    const row = { name: grid.name, outline: JSON.stringify(grid.outline), ...boxOf(grid.outline), from: r.from }
    await db
      .insertInto('places.place')
      .values({ code: grid.place, ...row })
      .onConflict(c => c.column('code').doUpdateSet(row))
      .execute()
  }
  for (const [code, heir] of ended) {
    const was = standing.find(s => s.code === code)!
    await db
      .updateTable('places.place')
      .set({ until: r.from, became: heirsOf(was, heir, after) })
      .where('code', '=', code)
      .execute()
  }
  const touched = new Set([...ended.keys(), ...r.grids.map(g => g.place)])
  return { moved: await follow(ctx, r.community, touched, ended, after) }
}

/** Drawn twice on one day, the first was never in force. */
async function keepFormer(db: Db, { code, name, outline, from }: Grid, until: string) {
  if (from === until) return
  await db
    .insertInto('places.former')
    .values({ code, during: `[${from ?? ''},${until})`, name, outline: JSON.stringify(outline) })
    .execute()
}

/** Every grid that has a hundredth of its ground; the named heir first. */
function heirsOf({ outline }: Grid, heir: string, after: readonly Named[]): string[] {
  if (!outline) return [heir]
  const all = area(outline)
  const others = after.filter(g => g.code !== heir && overlap(g.outline, outline) > all / 100).map(g => g.code)
  return [heir, ...others]
}

/** Houses, points and contacts of the grids that changed; each moves by its own move, so that whoever listens hears of it. */
async function follow(
  ctx: Ctx,
  community: string,
  touched: ReadonlySet<string>,
  ended: ReadonlyMap<string, string>,
  after: readonly Named[],
): Promise<number> {
  const { rows } = await sql<{ move: string; id: string; place: string; lon: number | null; lat: number | null }>`
    select 'regrid' as move, id, place, lon, lat from places.building where community = ${community} and state = 'standing'
    union all
    select 'regridPoint', id, place, lon, lat from places.point where community = ${community} and state <> 'gone'
    union all
    select 'regridContact', id, place, null, null from places.contact where community = ${community} and state = 'standing' and length(place) = 15
    order by 1, 2`.execute(ctx.db)
  let moved = 0
  for (const { move, id, place, lon, lat } of rows.filter(row => touched.has(row.place))) {
    const found = lon === null || lat === null ? undefined : after.find(g => contains(g.outline, [lon, lat]))
    const to = found?.code ?? ended.get(place) ?? place
    if (to === place) continue
    const input = { community, id, to }
    await makeMove(ctx, [movingBuildings, movingPoints, movingContacts], move, input, ctx.me)
    moved++
  }
  return moved
}

/** Every night: what has come into force by its date. One that no longer fits stays, and is late in the work in hand. */
export async function adoptDue(house: House, now: Date): Promise<number> {
  const due = await house.db
    .selectFrom('places.redrawing')
    .select(['community', 'id'])
    .where('state', '=', machine.initial)
    .where('from', '<=', dayOf(now))
    .orderBy('at')
    .execute()
  let adopted = 0
  for (const { community, id } of due) {
    const done = await call(house, { op: 'places.adopt', input: { community, id }, actor: theClock, now }).catch(
      (error: unknown) => {
        if (error instanceof Problem && error.status < 500) return null
        throw error
      },
    )
    if (done) adopted++
  }
  return adopted
}
