/** Whom to call, from a sheet and back into one: a line for each service, for a community, a grid, an estate or a house. */
import { sql } from 'kysely'
import { z } from 'zod'
import { under } from '../../kernel/db.ts'
import { exportKind, importKind, type ExportCtx, type ImportCtx } from '../../kernel/exchange-kinds.ts'
import { newId } from '../../kernel/id.ts'
import { startMany } from '../../kernel/start-many.ts'
import { addressKey } from './address.ts'
import { movingContacts } from './contact.ts'
import { kindsOf } from './import-where.ts'
import { may } from './rules.ts'

const columns = [
  { key: 'kind', label: '服务', also: ['服务种类', '类型'], required: true, example: '物业' },
  {
    key: 'place',
    label: '范围代码',
    also: ['社区代码', '网格代码'],
    required: true,
    hint: '社区 12 位，网格 15 位',
    example: '320582100004',
  },
  { key: 'estate', label: '小区', hint: '整个范围都是这一家的不填', example: '花园新村' },
  { key: 'building', label: '楼栋', hint: '整个小区都是这一家的不填', example: '12幢' },
  { key: 'name', label: '单位', also: ['单位名称', '公司'], required: true, example: '花园物业公司' },
  { key: 'phone', label: '电话', also: ['联系电话', '服务电话'], required: true, example: '0512-58000000' },
  { key: 'hours', label: '时间', also: ['服务时间'], example: '24 小时' },
  { key: 'note', label: '说明', also: ['备注'] },
] as const

const ContactRow = z.object({
  kind: z.string(),
  place: z.string().regex(/^\d{12}(\d{3})?$/, '范围代码应是 12 位（社区）或 15 位（网格）数字'),
  estate: z.string().max(40, '小区最多 40 个字').optional(),
  building: z.string().max(40, '楼栋最多 40 个字').optional(),
  name: z.string().max(60, '单位最多 60 个字'),
  phone: z.string().min(3, '电话不对').max(30, '电话最多 30 个字'),
  hours: z.string().max(60, '时间最多 60 个字').default(''),
  note: z.string().max(200, '说明最多 200 个字').default(''),
})
type ContactRow = z.output<typeof ContactRow>
type Looked = { kinds: ReadonlyMap<string, string>; places: ReadonlySet<string>; houses: ReadonlyMap<string, string> }

importKind({
  kind: 'places.contacts',
  label: '服务联系',
  may: may.addContact,
  columns,
  row: ContactRow,
  key: row => [row.kind, row.place, row.estate, row.building].join(' '),
  prepare: looked,

  async check({ place }, rows, { kinds, places, houses }) {
    return rows.map(row => {
      if (!kinds.has(row.kind)) return { kind: `没有「${row.kind}」这个种类，请从模板的提示中选择` }
      if (!row.place.startsWith(place)) return { place: '这个代码不在您选择的范围内' }
      if (!places.has(row.place)) return { place: '没有这个社区或网格，请先建立' }
      return row.building && !houses.has(houseOf(row)) ? { building: '没有这一栋，请核对或先登记楼栋' } : null
    })
  },

  async write(ctx, rows, look) {
    const all = rows.map(row => ({
      ...row,
      kind: look.kinds.get(row.kind)!,
      community: row.place.slice(0, 12),
      estate: row.building ? null : (row.estate ?? null),
      building: row.building ? look.houses.get(houseOf(row))! : null,
    }))
    const standing = await standingAt(ctx)
    const fresh = all.filter(row => !standing.has(mark(row)))
    await startMany(
      ctx,
      movingContacts,
      fresh.map(row => ({ ...row, id: newId(ctx.now.getTime()) })),
    )
    const known = all.flatMap(row => {
      const id = standing.get(mark(row))
      return id ? [{ ...row, id }] : []
    })
    const { rows: changed } = await sql`
      update places.contact c set name = n.name, phone = n.phone, hours = n.hours, note = n.note
      from unnest(${known.map(r => r.community)}::text[], ${known.map(r => r.id)}::uuid[], ${known.map(r => r.name)}::text[], ${known.map(r => r.phone)}::text[],
        ${known.map(r => r.hours)}::text[], ${known.map(r => r.note)}::text[]) as n (community, id, name, phone, hours, note)
      where c.community = n.community and c.id = n.id and (n.name, n.phone, n.hours, n.note) is distinct from (c.name, c.phone, c.hours, c.note)
      returning c.id`.execute(ctx.db)
    return { added: fresh.length, changed: changed.length, same: known.length - changed.length }
  },
})

const houseOf = (row: ContactRow) =>
  `${row.place.slice(0, 12)} ${addressKey((row.estate ?? '') + (row.building ?? ''))}`
const mark = (c: { kind: string; place: string; estate: string | null; building: string | null }) =>
  [c.kind, c.place, c.estate ?? '', c.building ?? ''].join(' ')

async function looked({ db, place }: ImportCtx): Promise<Looked> {
  const codes = await db
    .selectFrom('places.place')
    .select('code')
    .where('level', 'in', [12, 15])
    .where('until', 'is', null)
    .where(under('code', place))
    .execute()
  const houses = await db
    .selectFrom('places.building')
    .select(['community', 'nameKey', 'id'])
    .where(under('place', place))
    .where('state', '=', 'standing')
    .execute()
  return {
    kinds: await kindsOf(db, 'contact'),
    places: new Set(codes.map(c => c.code)),
    houses: new Map(houses.map(h => [`${h.community} ${h.nameKey}`, h.id])),
  }
}

async function standingAt({ db, place }: ImportCtx): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('places.contact')
    .select(['id', 'kind', 'place', 'estate', 'building'])
    .where(under('place', place))
    .where('state', '=', 'standing')
    .execute()
  return new Map(rows.map(c => [mark(c), c.id]))
}

exportKind({
  kind: 'places.contacts',
  label: '服务联系',
  may: may.addContact,
  columns: columns.map(c => ({ title: c.label, text: true })),
  rows: listContacts,
})

/** A community has some dozens. */
async function* listContacts({ db, place }: ExportCtx) {
  const rows = await db
    .selectFrom('places.contact as c')
    .innerJoin('places.kind as k', join => join.onRef('k.family', '=', 'c.family').onRef('k.code', '=', 'c.kind'))
    .leftJoin('places.building as b', join =>
      join.onRef('b.community', '=', 'c.community').onRef('b.id', '=', 'c.building'),
    )
    .select([
      'k.label',
      'c.place',
      'c.estate',
      'b.estate as houseEstate',
      'b.name as house',
      'c.name',
      'c.phone',
      'c.hours',
      'c.note',
    ])
    .where(under('c.place', place))
    .where('c.state', '=', 'standing')
    .orderBy('c.place')
    .orderBy('k.at')
    .execute()
  for (const c of rows)
    yield {
      cells: [c.label, c.place, c.estate ?? c.houseEstate ?? '', c.house ?? '', c.name, c.phone, c.hours, c.note],
    }
}
