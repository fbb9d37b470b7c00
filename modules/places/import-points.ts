/** Points from a sheet and back into one: hydrants, covers, clinics; the same number of a kind is the same thing. */
import { sql } from 'kysely'
import { z } from 'zod'
import { under } from '../../kernel/db.ts'
import { exportKind, importKind, type ExportCtx, type ImportCtx } from '../../kernel/exchange-kinds.ts'
import { newId } from '../../kernel/id.ts'
import { startMany } from '../../kernel/start-many.ts'
import { gridOf, gridsIn, kindsOf, misplaced, placed, whereColumns, whereRow } from './import-where.ts'
import { movingPoints } from './point.ts'
import { may } from './rules.ts'

const columns = [
  { key: 'kind', label: '种类', also: ['类型', '设施类型'], required: true, example: '消防栓' },
  { key: 'number', label: '编号', also: ['设施编号', '编码'], hint: '有编号的按编号认', example: 'XF-012' },
  { key: 'name', label: '名称', required: true, example: '花园新村12幢西侧消防栓' },
  ...whereColumns,
  { key: 'address', label: '位置', also: ['地址', '详细地址'], example: '花园新村12幢西侧' },
  { key: 'phone', label: '电话', also: ['联系电话'], example: '0512-58000000' },
  { key: 'hours', label: '开放时间', example: '工作日 8:30—17:00' },
  { key: 'note', label: '说明', also: ['备注'] },
] as const

const text = (label: string, most: number) => z.string().max(most, `${label}最多 ${most} 个字`).default('')
const PointRow = z
  .object({
    kind: z.string(),
    number: text('编号', 40),
    name: z.string().max(60, '名称最多 60 个字'),
    ...whereRow,
    address: text('位置', 80),
    phone: text('电话', 30),
    hours: text('开放时间', 60),
    note: text('说明', 200),
  })
  .transform(placed)
type PointRow = z.output<typeof PointRow>
const mark = (row: { kind: string; number: string; name: string }) => `${row.kind} ${row.number || `「${row.name}」`}`

importKind({
  kind: 'places.points',
  label: '点位',
  may: may.addPoint,
  columns,
  row: PointRow,
  key: mark,
  prepare: async ctx => ({ ...(await gridsIn(ctx)), kinds: await kindsOf(ctx.db, 'point') }),

  async check(ctx, rows, looked) {
    const standing = await standingAt(ctx, rows, looked.kinds)
    return rows.map(row => {
      const kind = looked.kinds.get(row.kind)
      if (!kind) return { kind: `没有「${row.kind}」这个种类，可以填：${labels(looked.kinds)}` }
      const found = standing.get(mark({ ...row, kind }))
      if (!found) return misplaced(row, looked, ctx.place)
      return row.grid === null || row.grid === found.place
        ? null
        : { grid: `它登记在网格 ${found.place}，要改划请到点位页面` }
    })
  },

  async write(ctx, given, looked) {
    const rows = given.map(row => ({ ...row, kind: looked.kinds.get(row.kind)! }))
    const standing = await standingAt(ctx, given, looked.kinds)
    const fresh = rows.filter(row => !standing.has(mark(row)))
    await startMany(
      ctx,
      movingPoints,
      fresh.map(({ grid: _, ...row }) => {
        const place = gridOf({ ...row, grid: _ }, looked)!
        return { ...row, community: place.slice(0, 12), id: newId(ctx.now.getTime()), place }
      }),
    )
    const known = rows.flatMap(row => {
      const found = standing.get(mark(row))
      return found ? [{ ...row, community: found.community, id: found.id }] : []
    })
    const changed = await change(ctx, known)
    return { added: fresh.length, changed, same: known.length - changed }
  },
})

const labels = (kinds: ReadonlyMap<string, string>) => [...kinds.keys()].filter(k => !/^[a-z]/.test(k)).join('、')

type Standing = { community: string; id: string; place: string }
async function standingAt(
  { db, place }: ImportCtx,
  rows: readonly PointRow[],
  kinds: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Standing>> {
  const found = await db
    .selectFrom('places.point')
    .select(['community', 'id', 'place', 'kind', 'number', 'name'])
    .where('kind', 'in', [...new Set(rows.map(row => kinds.get(row.kind) ?? row.kind))])
    .where(under('place', place))
    .where('state', '<>', 'gone')
    .execute()
  return new Map(found.map(p => [mark(p), p]))
}

async function change({ db }: ImportCtx, rows: readonly (PointRow & { community: string; id: string })[]) {
  const { rows: changed } = await sql`
    update places.point p set name = n.name, lon = coalesce(n.lon, p.lon), lat = coalesce(n.lat, p.lat),
      address = n.address, phone = n.phone, hours = n.hours, note = n.note
    from unnest(${rows.map(r => r.community)}::text[], ${rows.map(r => r.id)}::uuid[], ${rows.map(r => r.name)}::text[], ${rows.map(r => r.lon)}::float8[],
      ${rows.map(r => r.lat)}::float8[], ${rows.map(r => r.address)}::text[], ${rows.map(r => r.phone)}::text[], ${rows.map(r => r.hours)}::text[], ${rows.map(r => r.note)}::text[])
      as n (community, id, name, lon, lat, address, phone, hours, note)
    where p.community = n.community and p.id = n.id and
      (n.name, coalesce(n.lon, p.lon), coalesce(n.lat, p.lat), n.address, n.phone, n.hours, n.note)
      is distinct from (p.name, p.lon, p.lat, p.address, p.phone, p.hours, p.note)
    returning p.id`.execute(db)
  return changed.length
}

exportKind({
  kind: 'places.points',
  label: '点位',
  may: may.addPoint,
  columns: columns.map(c => ({ title: c.label, text: true })),
  rows: listPoints,
})

async function* listPoints({ db, place }: ExportCtx) {
  for (let behind = { community: '', id: '00000000-0000-0000-0000-000000000000' }; ;) {
    const rows = await db
      .selectFrom('places.point as p')
      .innerJoin('places.kind as k', join => join.onRef('k.family', '=', 'p.family').onRef('k.code', '=', 'p.kind'))
      .select(['p.community', 'p.id', 'k.label', 'p.number', 'p.name', 'p.place', 'p.lon', 'p.lat'])
      .select(['p.address', 'p.phone', 'p.hours', 'p.note'])
      .where(under('p.place', place))
      .where('p.state', '<>', 'gone')
      .where(sql<boolean>`(p.community, p.id) > (${behind.community}, ${behind.id}::uuid)`)
      .orderBy('p.community')
      .orderBy('p.id')
      .limit(1_000)
      .execute()
    for (const p of rows) {
      const where = p.lon === null || p.lat === null ? ['', '', ''] : [String(p.lon), String(p.lat), 'WGS-84']
      yield { cells: [p.label, p.number, p.name, p.place, ...where, p.address, p.phone, p.hours, p.note] }
    }
    const last = rows.at(-1)
    if (!last) return
    behind = last
  }
}
