/**
 * Grids from a map: a GeoJSON file of polygons, each with its 15-digit code and its name among its properties. Outlines
 * must be sound, and share no ground with their neighbours.
 */
import { open } from 'node:fs/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { importKind, type ImportCtx, type Source } from '../../kernel/exchange-kinds.ts'
import { problems } from '../../kernel/rules.ts'
import { Polygon } from './contract.ts'
import { boxOf, overlap, unsound } from './geometry.ts'
import { may } from './rules.ts'

const problem = problems('places', {
  notGeoJson: [422, '这不是 GeoJSON 地图文件，请导出为 GeoJSON(坐标为 WGS 84 经纬度)后再上传'],
  mapTooLarge: [422, '地图文件超过 64 MB,请拆成几个再上传'],
})

const outline = '边界'
const most = 64 * 2 ** 20

const GridRow = z.object({
  code: z.string().regex(/^\d{15}$/, '网格代码应是 15 位数字'),
  name: z.string().max(60, '网格名称最多 60 个字'),
  outline: z.string().transform((text, told) => {
    const read = Polygon.safeParse(single(JSON.parse(text)))
    return read.success ? read.data : (told.addIssue('边界应是一个多边形'), z.NEVER)
  }),
})
type GridRow = z.output<typeof GridRow>

importKind({
  kind: 'places.grids',
  label: '网格（地图）',
  may: may.addGrid,
  columns: [
    {
      key: 'code',
      label: '网格代码',
      also: ['code', '代码', '编码', '网格编码', 'grid_code', 'id'],
      required: true,
      example: '320582100004001',
    },
    {
      key: 'name',
      label: '网格名称',
      also: ['name', '名称', '网格', 'grid_name'],
      required: true,
      example: '第一网格',
    },
    { key: 'outline', label: outline, required: true, hint: '由地图文件给出' },
  ],
  row: GridRow,
  key: row => row.code,
  read: readMap,

  async check(ctx, rows) {
    const communities = await standing(ctx, rows)
    const near = await neighbours(ctx, rows)
    return rows.map(row => {
      if (!row.code.startsWith(ctx.place)) return { code: '这个网格不在您选择的范围内' }
      if (!communities.has(row.code.slice(0, 12))) return { code: '这个网格所在的社区（村）还没有建立' }
      const why = unsound(row.outline)
      if (why) return { outline: `边界不成立：${why}` }
      const other = near.find(grid => grid.code !== row.code && overlap(grid.outline, row.outline))
      if (other) return { outline: `与网格「${other.name}」重叠` }
      near.push(row)
      return null
    })
  },

  async write({ db }, rows) {
    const boxes = rows.map(row => boxOf(row.outline))
    const { rows: written } = await sql<{ fresh: boolean }>`
      insert into places.place (code, name, outline, west, south, east, north)
      select code, name, outline::jsonb, west, south, east, north
      from unnest(${rows.map(r => r.code)}::text[], ${rows.map(r => r.name)}::text[], ${rows.map(r => JSON.stringify(r.outline))}::text[],
        ${boxes.map(b => b.west)}::float8[], ${boxes.map(b => b.south)}::float8[], ${boxes.map(b => b.east)}::float8[], ${boxes.map(b => b.north)}::float8[])
        as g (code, name, outline, west, south, east, north)
      on conflict (code) do update set name = excluded.name, outline = excluded.outline,
        west = excluded.west, south = excluded.south, east = excluded.east, north = excluded.north
      where (place.name, place.outline) is distinct from (excluded.name, excluded.outline)
      returning old.code is null as fresh`.execute(db)
    const added = written.filter(row => row.fresh).length
    return { added, changed: written.length - added, same: rows.length - written.length }
  },
})

/** Their rows are locked, as for a grid drawn by hand: two maps that come in at the same moment must see each other. */
async function standing({ db }: ImportCtx, rows: readonly GridRow[]): Promise<ReadonlySet<string>> {
  const codes = [...new Set(rows.map(row => row.code.slice(0, 12)))].toSorted()
  const { rows: found } = await sql<{ code: string }>`
    select code from places.place where code = any(${codes}) and until is null order by code for no key update`.execute(
    db,
  )
  return new Set(found.map(place => place.code))
}

/** Every grid on record near one of these, except those that the file draws anew. */
async function neighbours({ db }: ImportCtx, rows: readonly GridRow[]) {
  const all = rows.map(row => boxOf(row.outline))
  const [west, south] = [Math.min(...all.map(b => b.west)), Math.min(...all.map(b => b.south))]
  const [east, north] = [Math.max(...all.map(b => b.east)), Math.max(...all.map(b => b.north))]
  const { rows: found } = await sql<{ code: string; name: string; outline: unknown }>`
    select code, name, outline from places.place
    where outline is not null and until is null and code <> all(${rows.map(row => row.code)})
      and box(point(west, south), point(east, north)) && box(point(${west}, ${south}), point(${east}, ${north}))`.execute(
    db,
  )
  return found.map(grid => ({ ...grid, outline: Polygon.parse(grid.outline) }))
}

// ── The file ────────────────────────────────────────────────────────────────

const Feature = z.object({ properties: z.record(z.string(), z.unknown()).nullish(), geometry: z.unknown() })
const Collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(Feature).min(1) })

/** The properties of the features are the columns, and the outline is one more. */
async function readMap({ path }: { path: string }): Promise<Source> {
  const read = Collection.safeParse(await jsonOf(path))
  if (!read.success) throw problem.notGeoJson()
  const { features } = read.data
  const headers = [
    ...new Set([...features.flatMap(f => Object.keys(f.properties ?? {})).filter(h => h !== outline), outline]),
  ]
  return {
    headers,
    async *rows() {
      for (const [at, { properties, geometry }] of features.entries()) {
        const cells = headers.map(h => (h === outline ? JSON.stringify(geometry ?? null) : textOf(properties?.[h])))
        yield { line: at + 1, cells, troubles: [] }
      }
    },
    close: async () => {},
  }
}

async function jsonOf(path: string): Promise<unknown> {
  await using file = await open(path)
  if ((await file.stat()).size > most) throw problem.mapTooLarge()
  const text = await file.readFile('utf8')
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw problem.notGeoJson()
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value)

const Several = z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.unknown()).length(1) })

/** Map programs write even a single polygon as a list of polygons; and heights, which no grid has. */
function single(geometry: unknown): unknown {
  const several = Several.safeParse(geometry)
  const one = several.success ? { type: 'Polygon', coordinates: several.data.coordinates[0] } : geometry
  const flat = z
    .object({ type: z.literal('Polygon'), coordinates: z.array(z.array(z.array(z.number()).min(2))) })
    .safeParse(one)
  if (!flat.success) return one
  return { type: 'Polygon', coordinates: flat.data.coordinates.map(ring => ring.map(point => point.slice(0, 2))) }
}
