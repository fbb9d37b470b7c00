/** What the sheets of buildings, points and contacts have in common: a position in any system, and the grid it lies in. */
import { z } from 'zod'
import { under, type Db } from '../../kernel/db.ts'
import type { Column, ImportCtx, Mistakes } from '../../kernel/exchange-kinds.ts'
import { convert, isInChina, systemNamed, systems } from './coordinates.ts'
import { boxOf, contains, type Box } from './geometry.ts'
import { Polygon } from './contract.ts'
import type { Named } from './overlay.ts'

export const whereColumns = [
  {
    key: 'grid',
    label: '网格代码',
    also: ['网格', '所属网格代码'],
    hint: '15 位；填了经纬度的可以不填',
    example: '320582100004001',
  },
  { key: 'lon', label: '经度', also: ['lon', 'lng', 'X', 'x'], example: '120.5501234' },
  { key: 'lat', label: '纬度', also: ['lat', 'Y', 'y'], example: '31.8701234' },
  {
    key: 'system',
    label: '坐标系',
    also: ['坐标系统', 'crs'],
    hint: Object.values(systems).join('、'),
    example: 'WGS-84',
  },
] as const satisfies readonly Column[]

const Degrees = (label: string) => z.coerce.number(`${label}应是数字`).optional()
export const whereRow = {
  grid: z
    .string()
    .regex(/^\d{15}$/, '网格代码应是 15 位数字')
    .optional(),
  lon: Degrees('经度'),
  lat: Degrees('纬度'),
  system: z
    .string()
    .default('WGS84')
    .transform((text, told) => systemNamed(text) ?? (told.addIssue('坐标系应是 WGS-84、GCJ-02、BD-09 之一'), z.NEVER)),
}
type Typed = {
  grid?: string | undefined
  lon?: number | undefined
  lat?: number | undefined
  system: 'wgs84' | 'gcj02' | 'bd09'
}
export type Placed = { grid: string | null; lon: number | null; lat: number | null }

/** The position as it is stored. */
export function placed<T extends Typed>(row: T, told: z.RefinementCtx): Omit<T, keyof Typed> & Placed {
  const { grid = null, lon, lat, system, ...rest } = row
  if ((lon === undefined) !== (lat === undefined)) {
    told.addIssue({ code: 'custom', path: [lon === undefined ? 'lon' : 'lat'], message: '经度和纬度要一起填' })
    return z.NEVER
  }
  if (lon === undefined || lat === undefined) return { ...rest, grid, lon: null, lat: null }
  const [x, y] = convert([lon, lat], system, 'wgs84')
  if (!isInChina([x, y])) {
    const say = isInChina([y, x]) ? '经度和纬度写反了' : '坐标不在中国境内'
    told.addIssue({ code: 'custom', path: ['lon'], message: say })
    return z.NEVER
  }
  return { ...rest, grid, lon: Math.round(x * 1e7) / 1e7, lat: Math.round(y * 1e7) / 1e7 }
}

// ── Which grid ──────────────────────────────────────────────────────────────

export type Grids = { names: ReadonlyMap<string, string>; drawn: (Named & { box: Box })[] }

/** Which of these places there are today. */
export async function openAmong(db: Db, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await db
    .selectFrom('places.place')
    .select('code')
    .where('code', 'in', [...new Set(codes)])
    .where('until', 'is', null)
    .execute()
  return new Set(found.map(place => place.code))
}

/** Those of the run's place, read once. */
export async function gridsIn({ db, place }: Pick<ImportCtx, 'db' | 'place'>): Promise<Grids> {
  const rows = await db
    .selectFrom('places.place')
    .select(['code', 'name', 'outline'])
    .where('level', '=', 15)
    .where('until', 'is', null)
    .where(under('code', place))
    .orderBy('code')
    .execute()
  const drawn = rows.flatMap(({ code, name, outline }) => {
    if (outline === null) return []
    const polygon = Polygon.parse(outline)
    return [{ code, name, outline: polygon, box: boxOf(polygon) }]
  })
  return { names: new Map(rows.map(r => [r.code, r.name])), drawn }
}

/** The one that is named, or else the one the position lies in. */
export function gridOf({ grid, lon, lat }: Placed, { drawn }: Grids): string | null {
  if (grid !== null || lon === null || lat === null) return grid
  const here = drawn.find(
    ({ box, outline }) =>
      lon >= box.west && lon <= box.east && lat >= box.south && lat <= box.north && contains(outline, [lon, lat]),
  )
  return here?.code ?? null
}

export function misplaced(row: Placed, grids: Grids, place: string): Mistakes | null {
  const grid = gridOf(row, grids)
  if (grid === null)
    return row.lon === null
      ? { grid: '请填网格代码，或填经纬度' }
      : { lon: '这个坐标不在您选择范围的任何网格里，请核对坐标，或填网格代码' }
  if (!grid.startsWith(place)) return { grid: '这个网格不在您选择的范围内' }
  return grids.names.has(grid) ? null : { grid: '没有这个网格，请先登记网格' }
}

/** By label or by code, as sheets have either. */
export async function kindsOf(db: Db, family: 'point' | 'contact' | 'body'): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('places.kind').select(['code', 'label']).where('family', '=', family).execute()
  return new Map(
    rows.flatMap(({ code, label }) => [
      [code, code],
      [label, code],
      [label.replace(/（.*）/, ''), code],
    ]),
  )
}
