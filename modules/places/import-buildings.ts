/** Buildings from a sheet and back into one: floors, units, and the position that puts them on the map. */
import { sql } from 'kysely'
import { z } from 'zod'
import { under } from '../../kernel/db.ts'
import { exportKind, importKind, type ExportCtx, type ImportCtx } from '../../kernel/exchange-kinds.ts'
import { newId } from '../../kernel/id.ts'
import { startMany } from '../../kernel/start-many.ts'
import { addressKey } from './address.ts'
import { movingBuildings, nextCodes } from './building.ts'
import { lockCommunity } from './ground.ts'
import { gridOf, gridsIn, misplaced, placed, whereColumns, whereRow } from './import-where.ts'
import { may } from './rules.ts'

const whole = (label: string, least: number, most: number) =>
  z.coerce
    .number(`${label}应是整数`)
    .int(`${label}应是整数`)
    .min(least, `${label}应在 ${least} 到 ${most} 之间`)
    .max(most, `${label}应在 ${least} 到 ${most} 之间`)
    .optional()

const columns = [
  { key: 'estate', label: '小区', also: ['小区名称', '自然村'], example: '花园新村' },
  { key: 'name', label: '楼栋', also: ['幢号', '楼号', '栋号', '楼栋号', '门牌号'], required: true, example: '12幢' },
  ...whereColumns,
  { key: 'floors', label: '层数', also: ['总层数', '楼层数'], example: '6' },
  { key: 'units', label: '单元数', example: '3' },
  { key: 'built', label: '建成年份', also: ['建筑年代', '建成年代'], example: '1998' },
] as const

const BuildingRow = z
  .object({
    estate: z.string().max(40, '小区最多 40 个字').default(''),
    name: z.string().max(40, '楼栋最多 40 个字'),
    ...whereRow,
    floors: whole('层数', 1, 200),
    units: whole('单元数', 0, 99),
    built: whole('建成年份', 1800, 2200),
  })
  .transform((row, told) => ({ ...placed(row, told), key: addressKey(row.estate + row.name) }))
type BuildingRow = z.output<typeof BuildingRow>

importKind({
  kind: 'places.buildings',
  label: '楼栋',
  may: may.addBuilding,
  columns,
  row: BuildingRow,
  key: row => row.key,
  prepare: gridsIn,

  async check(ctx, rows, grids) {
    const standing = await standingAt(ctx, rows)
    return rows.map(row => {
      const [found, second] = standing.get(row.key) ?? []
      if (second) return { name: '选择的范围里有几栋同名的楼，请选择一个社区（村）再导入' }
      if (!found) return misplaced(row, grids, ctx.place)
      return row.grid === null || row.grid === found.place
        ? null
        : { grid: `这一栋登记在网格 ${found.place}，要改划请到楼栋页面` }
    })
  },

  async write(ctx, rows, grids) {
    const standing = await standingAt(ctx, rows)
    const fresh = rows.filter(row => !standing.has(row.key))
    await addBuildings(
      ctx,
      fresh.map(row => ({ ...row, place: gridOf(row, grids)! })),
    )
    const known = rows.filter(row => standing.has(row.key))
    const changed = await change(
      ctx,
      known.map(row => ({ ...row, ...standing.get(row.key)![0]! })),
    )
    return { added: fresh.length, changed, same: known.length - changed }
  },
})

type Standing = { community: string; id: string; place: string }
async function standingAt({ db, place }: ImportCtx, rows: readonly BuildingRow[]): Promise<Map<string, Standing[]>> {
  const found = await db
    .selectFrom('places.building')
    .select(['community', 'id', 'place', 'nameKey'])
    .where('nameKey', 'in', [...new Set(rows.map(row => row.key))])
    .where('state', '=', 'standing')
    .where(eb => eb.or([under('place', place), eb('community', '=', place.slice(0, 12))]))
    .execute()
  return Map.groupBy(found, b => b.nameKey)
}

/** What a sheet leaves out stays as it is. */
async function change({ db }: ImportCtx, rows: readonly (BuildingRow & Standing)[]): Promise<number> {
  const { rows: changed } = await sql`
    update places.building b set lon = coalesce(n.lon, b.lon), lat = coalesce(n.lat, b.lat), floors = coalesce(n.floors, b.floors),
      units = coalesce(n.units, b.units), built = coalesce(n.built, b.built)
    from unnest(${rows.map(r => r.community)}::text[], ${rows.map(r => r.id)}::uuid[], ${rows.map(r => r.lon)}::float8[], ${rows.map(r => r.lat)}::float8[],
      ${rows.map(r => r.floors ?? null)}::int[], ${rows.map(r => r.units ?? null)}::int[], ${rows.map(r => r.built ?? null)}::int[])
      as n (community, id, lon, lat, floors, units, built)
    where b.community = n.community and b.id = n.id and
      (coalesce(n.lon, b.lon), coalesce(n.lat, b.lat), coalesce(n.floors, b.floors), coalesce(n.units, b.units), coalesce(n.built, b.built))
      is distinct from (b.lon, b.lat, b.floors, b.units, b.built)
    returning b.id`.execute(db)
  return changed.length
}

type Fresh = {
  place: string
  estate: string
  name: string
  key: string
  lon?: number | null
  lat?: number | null
  floors?: number | undefined
  units?: number | undefined
  built?: number | undefined
}

/** Numbered on from the last of the community, whose row is locked as `places.addBuilding` locks it. */
export async function addBuildings(ctx: ImportCtx, rows: readonly Fresh[]): Promise<void> {
  const groups = [...Map.groupBy(rows, row => row.place.slice(0, 12))]
  await lockCommunity(ctx.db, ...groups.map(([community]) => community))
  for (const [community, all] of groups) {
    const codes = await nextCodes(ctx.db, community, all.length)
    await startMany(
      ctx,
      movingBuildings,
      all.map(({ key, place, estate, name, lon = null, lat = null, floors = null, units = null, built = null }, i) => ({
        community,
        id: newId(ctx.now.getTime()),
        place,
        code: codes[i]!,
        estate,
        name,
        nameKey: key,
        lon,
        lat,
        floors,
        units,
        built,
      })),
    )
  }
}

exportKind({
  kind: 'places.buildings',
  label: '楼栋',
  may: may.addBuilding,
  columns: columns.map(c => ({ title: c.label, text: true })),
  rows: listBuildings,
})

/** The columns of the import, so that a list that was exported and corrected can come back in. */
async function* listBuildings({ db, place }: ExportCtx) {
  for (let behind = ''; ;) {
    const rows = await db
      .selectFrom('places.building')
      .select(['code', 'estate', 'name', 'place', 'lon', 'lat', 'floors', 'units', 'built'])
      .where(under('place', place))
      .where('state', '=', 'standing')
      .where('code', '>', behind)
      .orderBy('code')
      .limit(1_000)
      .execute()
    for (const r of rows)
      yield {
        cells: [
          r.estate,
          r.name,
          r.place,
          r.lon,
          r.lat,
          r.lon === null ? null : 'WGS-84',
          r.floors,
          r.units,
          r.built,
        ].map(cell => (cell === null ? '' : String(cell))),
      }
    const last = rows.at(-1)
    if (!last) return
    behind = last.code
  }
}
