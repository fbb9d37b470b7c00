/**
 * Rooms from a sheet, and back into one. A building comes with its first room, in the grid that the row names; buildings
 * and rooms are the same whatever way their address is spelled.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import { under } from '../../kernel/db.ts'
import { exportKind, importKind, type ExportCtx, type ImportCtx } from '../../kernel/exchange-kinds.ts'
import { newId } from '../../kernel/id.ts'
import { addressKey, roomKey } from './address.ts'
import { lockCommunity } from './ground.ts'
import './import-bodies.ts'
import { addBuildings } from './import-buildings.ts'
import './import-contacts.ts'
import './import-grids.ts'
import './import-points.ts'
import './import-seats.ts'
import { openAmong } from './import-where.ts'
import { may } from './rules.ts'

const uses = { home: '住宅', shop: '商铺', office: '办公', public: '公用' } as const
const useOf: Record<string, keyof typeof uses> = {
  住宅: 'home',
  居住: 'home',
  自住: 'home',
  民房: 'home',
  商铺: 'shop',
  商业: 'shop',
  店面: 'shop',
  门面: 'shop',
  办公: 'office',
  公用: 'public',
  公共: 'public',
  公共用房: 'public',
  车库: 'public',
}

const columns = [
  {
    key: 'estate',
    label: '小区',
    also: ['小区名称', '自然村'],
    hint: '没有小区名的，填自然村或路名',
    example: '花园新村',
  },
  {
    key: 'building',
    label: '楼栋',
    also: ['幢号', '楼号', '栋号', '楼栋号', '门牌号'],
    required: true,
    example: '12幢',
  },
  { key: 'unit', label: '单元', also: ['单元号'], hint: '没有单元的不填', example: '3' },
  { key: 'floor', label: '楼层', also: ['层', '所在楼层'], hint: '不填的按房号推算', example: '5' },
  { key: 'name', label: '房号', also: ['房间号', '室号', '房屋编号'], required: true, example: '502室' },
  {
    key: 'grid',
    label: '网格代码',
    also: ['网格', '所属网格代码'],
    required: true,
    hint: '15 位',
    example: '320582100004001',
  },
  { key: 'use', label: '用途', also: ['房屋用途', '房屋类型'], hint: Object.values(uses).join('、'), example: '住宅' },
] as const

const RoomRow = z
  .object({
    estate: z.string().max(40, '小区最多 40 个字').default(''),
    building: z.string().max(40, '楼栋最多 40 个字'),
    unit: z.string().max(20, '单元最多 20 个字').default(''),
    floor: z.coerce
      .number('楼层应是整数')
      .int('楼层应是整数')
      .min(-9, '楼层应在 -9 到 200 之间')
      .max(200, '楼层应在 -9 到 200 之间')
      .optional(),
    name: z.string().max(20, '房号最多 20 个字'),
    grid: z.string().regex(/^\d{15}$/, '网格代码应是 15 位数字'),
    use: z
      .string()
      .default('住宅')
      .transform(
        (text, told) => useOf[text] ?? (told.addIssue(`用途应是${Object.values(uses).join('、')}之一`), z.NEVER),
      ),
  })
  .transform(row => ({
    ...row,
    unit: row.unit.replace(/单元$/, ''),
    floor: row.floor ?? floorOf(row.name),
    community: row.grid.slice(0, 12),
    buildingKey: addressKey(row.estate + row.building),
    roomKey: roomKey(row.unit, row.name),
  }))
type RoomRow = z.output<typeof RoomRow>

/** 502室 is on the fifth floor, 1203 on the twelfth; what has no number is on the first. */
const floorOf = (door: string) => Number(/(\d+)\d\d(?!\d)/.exec(door)?.[1] ?? 1)

importKind({
  kind: 'places.rooms',
  label: '房屋',
  may: may.addRooms,
  columns,
  row: RoomRow,
  key: row => [row.community, row.buildingKey, row.roomKey].join(' '),

  async check({ db, place }, rows) {
    const [grids, standing] = await Promise.all([
      openAmong(
        db,
        rows.map(row => row.grid),
      ),
      buildingsOf(db, rows),
    ])
    const here = new Map<string, string>(standing.map(b => [`${b.community} ${b.nameKey}`, b.place]))
    return rows.map(row => {
      if (!row.grid.startsWith(place)) return { grid: '这个网格不在您选择的范围内' }
      if (!grids.has(row.grid)) return { grid: '没有这个网格，请先登记网格' }
      const building = `${row.community} ${row.buildingKey}`
      const stands = here.get(building) ?? row.grid
      here.set(building, stands)
      return stands === row.grid ? null : { grid: `这一栋在网格 ${stands}，同一栋不能分在两个网格` }
    })
  },

  async write(ctx, rows) {
    await addMissing(ctx, rows)
    const building = new Map((await buildingsOf(ctx.db, rows)).map(b => [`${b.community} ${b.nameKey}`, b.id]))
    const of = (row: RoomRow) => building.get(`${row.community} ${row.buildingKey}`)!
    const { rows: written } = await sql<{ fresh: boolean }>`
      insert into places.room (community, id, building, unit, floor, name, name_key, use)
      select * from unnest(${rows.map(r => r.community)}::text[], ${rows.map(() => newId(ctx.now.getTime()))}::uuid[],
        ${rows.map(of)}::uuid[], ${rows.map(r => r.unit)}::text[], ${rows.map(r => r.floor)}::int[],
        ${rows.map(r => r.name)}::text[], ${rows.map(r => r.roomKey)}::text[], ${rows.map(r => r.use)}::text[])
      on conflict (community, building, name_key) do update set floor = excluded.floor, use = excluded.use
      where (room.floor, room.use) is distinct from (excluded.floor, excluded.use)
      returning old.id is null as fresh`.execute(ctx.db)
    const added = written.filter(row => row.fresh).length
    return { added, changed: written.length - added, same: rows.length - written.length }
  },
})

async function buildingsOf(db: ImportCtx['db'], rows: readonly RoomRow[]) {
  const keys = [...new Set(rows.map(row => row.buildingKey))]
  const communities = [...new Set(rows.map(row => row.community))]
  return db
    .selectFrom('places.building')
    .select(['community', 'id', 'place', 'nameKey'])
    .where('community', 'in', communities)
    .where('nameKey', 'in', keys)
    .where('state', '=', 'standing')
    .execute()
}

/** A building comes with its first room, in the order of the sheet. */
async function addMissing(ctx: ImportCtx, rows: readonly RoomRow[]) {
  await lockCommunity(ctx.db, ...new Set(rows.map(row => row.community)))
  const there = new Set((await buildingsOf(ctx.db, rows)).map(b => `${b.community} ${b.nameKey}`))
  const first = new Map(rows.toReversed().map(row => [`${row.community} ${row.buildingKey}`, row]))
  const fresh = [...first].filter(([key]) => !there.has(key)).map(([, row]) => row)
  await addBuildings(
    ctx,
    fresh.toReversed().map(r => ({ place: r.grid, estate: r.estate, name: r.building, key: r.buildingKey })),
  )
}

exportKind({
  kind: 'places.rooms',
  label: '房屋',
  may: may.addRooms,
  columns: columns.map(c => ({ title: c.label, text: true })),
  rows: listRooms,
})

/** The columns of the import, so that a list that was exported and corrected can come back in. */
async function* listRooms({ db, place }: ExportCtx) {
  for (let behind = { community: '', id: '00000000-0000-0000-0000-000000000000' }; ;) {
    const rows = await db
      .selectFrom('places.room as r')
      .innerJoin('places.building as b', join =>
        join.onRef('b.community', '=', 'r.community').onRef('b.id', '=', 'r.building'),
      )
      .select([
        'r.community',
        'r.id',
        'b.estate',
        'b.name as building',
        'r.unit',
        'r.floor',
        'r.name',
        'b.place',
        'r.use',
      ])
      .where(under('b.place', place))
      .where('b.state', '=', 'standing')
      .where(sql<boolean>`(r.community, r.id) > (${behind.community}, ${behind.id}::uuid)`)
      .orderBy('r.community')
      .orderBy('r.id')
      .limit(1_000)
      .execute()
    for (const r of rows)
      yield { cells: [r.estate, r.building, r.unit, r.floor, r.name, r.place, uses[r.use as keyof typeof uses]] }
    const last = rows.at(-1)
    if (!last) return
    behind = last
  }
}
