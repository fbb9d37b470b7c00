/**
 * Grids from a map: a GeoJSON file of polygons, each with its 15-digit code and its name among its properties. Outlines
 * must be sound, and share no ground with their neighbours. A community's own outline has its 12 digits. What is drawn
 * already is changed by a redrawing, which has a date.
 */
import { open } from 'node:fs/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { importKind, type ImportCtx, type Source } from '../../kernel/exchange-kinds.ts'
import { Polygon } from './contract.ts'
import { convert, systemNamed } from './coordinates.ts'
import { mostBytes, polygonOf, readMap, trouble } from './geojson.ts'
import { boxAround, boxOf, oriented, unsound } from './geometry.ts'
import { lockDrawing } from './ground.ts'
import { overlap } from './overlay.ts'
import { outlined, sayOverlaps } from './place.ts'
import { may } from './rules.ts'

const outline = '边界'

const GridRow = z.object({
  code: z.string().regex(/^\d{12}(\d{3})?$/, '代码应是 15 位数字（网格）或 12 位（社区、村的外框）'),
  name: z.string().max(60, '网格名称最多 60 个字'),
  outline: z.string().transform((text, told) => {
    const found: unknown = JSON.parse(text)
    const read = typeof found === 'string' ? found : polygonOf(found)
    return typeof read === 'string' ? (told.addIssue(read), z.NEVER) : oriented(read)
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
  read: readFile,

  async check(ctx, rows) {
    await lockDrawing(ctx.db)
    const known = await standing(ctx, rows)
    const near = await neighbours(ctx, rows)
    return rows.map(row => {
      if (!row.code.startsWith(ctx.place)) return { code: '这个网格不在您选择的范围内' }
      if (!known.has(row.code.slice(0, 12))) return { code: '这个网格所在的社区（村）还没有建立' }
      const why = unsound(row.outline)
      if (why) return { outline: `边界不成立：${why}` }
      if (row.code.length === 12) return null
      const was = known.get(row.code)
      if (was?.until) return { code: '这个代码的网格已经撤销，请换一个号' }
      if (was?.outline && !isSame(was, row)) return { outline: '这个网格已经有边界，调整请到「网格图」里画，定生效日' }
      const shared = near.map(({ name, outline }) => ({ name, area: overlap(outline, row.outline) }))
      const over = shared.filter(({ area }) => area > 0)
      if (over.length) return { outline: sayOverlaps(over) }
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
      on conflict (code) do update set name = case when place.level = 15 then excluded.name else place.name end, outline = excluded.outline,
        west = excluded.west, south = excluded.south, east = excluded.east, north = excluded.north
      where place.outline is distinct from excluded.outline or place.level = 15 and place.name <> excluded.name
      returning old.code is null as fresh`.execute(db)
    const added = written.filter(row => row.fresh).length
    return { added, changed: written.length - added, same: rows.length - written.length }
  },
})

type Standing = { code: string; name: string; until: string | null; outline: unknown }
const isSame = (was: Standing, row: GridRow) =>
  was.name === row.name && JSON.stringify(Polygon.parse(was.outline)) === JSON.stringify(row.outline)

/** These and the communities they lie in. */
async function standing({ db }: ImportCtx, rows: readonly GridRow[]): Promise<ReadonlyMap<string, Standing>> {
  const codes = new Set(rows.flatMap(row => [row.code, row.code.slice(0, 12)]))
  const found = await db
    .selectFrom('places.place')
    .select(['code', 'name', 'until', 'outline'])
    .where('code', 'in', [...codes])
    .execute()
  return new Map(found.map(place => [place.code, place]))
}

/** Every grid on record near one of these, except those that the file itself brings. */
async function neighbours({ db }: ImportCtx, rows: readonly GridRow[]) {
  const near = await outlined(db, boxAround(rows.flatMap(row => row.outline.coordinates.flat())))
  const own = new Set(rows.map(row => row.code))
  return near.filter(grid => !own.has(grid.code)).map(({ name, outline }) => ({ name, outline }))
}

// ── The file ────────────────────────────────────────────────────────────────

/** The properties of the features are the columns, and the outline, brought to WGS 84, is one more: or why it is none. */
async function readFile({ path }: { path: string }): Promise<Source> {
  await using file = await open(path)
  if ((await file.stat()).size > mostBytes) throw trouble.mapTooLarge()
  const { features, enter } = readMap(await file.readFile())
  const headers = [
    ...new Set([...features.flatMap(f => Object.keys(f.properties)).filter(h => h !== outline), outline]),
  ]
  return {
    headers,
    async *rows() {
      for (const [at, { properties, geometry }] of features.entries()) {
        const named = systemNamed(textOf(properties['坐标系']))
        const polygon = polygonOf(geometry, named ? p => convert(p, named, 'wgs84') : enter)
        const cells = headers.map(h => (h === outline ? JSON.stringify(polygon) : textOf(properties[h])))
        yield { line: at + 1, cells, troubles: [] }
      }
    },
    close: async () => {},
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value)
