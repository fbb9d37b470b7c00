/**
 * Matters of another system, and the local classification, from a sheet. What came from elsewhere keeps its own number
 * and its own times, also where they look odd: they are what that system said.
 */
import { stamp } from '../../kernel/clock.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { under } from '../../kernel/db.ts'
import { exportKind, importKind, type ExportCtx, type ImportCtx } from '../../kernel/exchange-kinds.ts'
import { newId } from '../../kernel/id.ts'
import { maskPhone, mobile } from '../../kernel/numbers.ts'
import { post } from '../../kernel/rules.ts'
import { startMany } from '../../kernel/start-many.ts'
import { places } from '../places/contract.ts'
import { loadCategories, nextCode, type CategoryRow } from './category.ts'
import { deadlines, respondBy } from './deadline.ts'
import { urgencies, type Urgency } from './figure-rules.ts'
import { PHONE } from './matter.ts'
import { movingMatters } from './moves.ts'
import { matter } from './rules.ts'
import { sources } from './shapes.ts'

const stateOf = namesOf(matter.states)
const sourceOf = namesOf(Object.fromEntries(Object.entries(sources).map(([key, label]) => [key, { label }])))

/** A state may be given by its name for people or by its key. */
function namesOf(table: Record<string, { label: string }>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(table).flatMap(([key, { label }]) => [
      [key, key],
      [label, key],
    ]),
  )
}
const named = (table: ReadonlyMap<string, string>, say: string) =>
  z
    .string()
    .transform(
      (text, told) =>
        table.get(text) ??
        (told.addIssue(`${say}应是${[...table.keys()].filter(k => /[^a-zA-Z]/.test(k)).join('、')}之一`), z.NEVER),
    )

const MatterRow = z.object({
  system: z.string().max(40).default('导入'),
  number: z.string().min(1).max(60),
  title: z.string().transform(text => text.slice(0, 200)),
  description: z.string().max(4000, '情况最多 4000 个字').default(''),
  category: z.string(),
  state: named(stateOf, '状态').default(matter.initial),
  source: named(sourceOf, '来源').default('import'),
  reportedAt: z.iso.datetime({ offset: true, error: '上报时间应是日期和时间' }).transform(text => new Date(text)),
  closedAt: z.iso
    .datetime({ offset: true, error: '结案时间应是日期和时间' })
    .transform(text => new Date(text))
    .optional(),
  place: z
    .string()
    .regex(/^\d{12}(\d{3})?$/, '网格应是 15 位网格代码或 12 位社区代码')
    .optional(),
  address: z
    .string()
    .transform(text => text.slice(0, 200))
    .optional(),
  lon: z.coerce.number().min(-180).max(180).optional(),
  lat: z.coerce.number().min(-90).max(90).optional(),
  phone: z.string().optional(),
  result: z.string().max(4000).optional(),
})
type MatterRow = z.output<typeof MatterRow>
type Looked = { categories: ReadonlyMap<string, { code: string; urgency: Urgency }>; grids: ReadonlySet<string> }

importKind({
  kind: 'grid.matters',
  label: '网格事项（外部工单）',
  may: post('clerk').over('place'),
  columns: [
    { key: 'system', label: '来源系统', hint: '不填为「导入」', example: '12345' },
    { key: 'number', label: '外部编号', also: ['编号', '工单号', '工单编号', '诉求编号'], required: true },
    { key: 'title', label: '事由', also: ['标题', '诉求标题', '问题'], required: true },
    { key: 'description', label: '情况', also: ['内容', '诉求内容', '描述'] },
    { key: 'category', label: '分类', also: ['分类代码', '事项分类', '类别'], required: true, hint: '分类代码或名称' },
    { key: 'state', label: '状态', hint: [...stateOf.keys()].filter(k => /[^a-zA-Z]/.test(k)).join('、') },
    { key: 'source', label: '来源', hint: Object.values(sources).join('、') },
    { key: 'reportedAt', label: '上报时间', also: ['受理时间', '来电时间', '创建时间'], required: true, is: 'moment' },
    { key: 'closedAt', label: '结案时间', also: ['办结时间', '完成时间'], is: 'moment' },
    { key: 'place', label: '网格代码', also: ['网格', '社区代码', '社区'], hint: '不填为所选范围' },
    { key: 'address', label: '地点', also: ['地址', '发生地点'] },
    { key: 'lon', label: '经度' },
    { key: 'lat', label: '纬度' },
    { key: 'phone', label: '联系电话', also: ['手机号', '电话'] },
    { key: 'result', label: '办理结果', also: ['结果', '答复'] },
  ],
  row: MatterRow,
  key: row => `${row.system} ${row.number}`,

  async prepare(ctx): Promise<Looked> {
    const categories = await ctx.db.selectFrom('grid.category').select(['code', 'name', 'urgency']).execute()
    const grids = await ctx.ask(places.ops.grids, { place: ctx.place })
    return {
      categories: new Map(
        categories.toReversed().flatMap(
          c =>
            [
              [c.name, c],
              [c.code, c],
            ] as [string, { code: string; urgency: Urgency }][],
        ),
      ),
      grids: new Set(grids.map(g => g.code)),
    }
  },

  async check(ctx, rows, { categories, grids }) {
    return rows.map(row => {
      const place = row.place ?? ctx.place
      if (!categories.has(row.category)) return { category: '没有这个分类，请填分类代码或名称' }
      if (place.length < 12) return { place: '请填网格代码或社区代码，或在导入时选择一个社区' }
      if (!place.startsWith(ctx.place)) return { place: '这个网格不在您选择的范围内' }
      if (place.length === 15 && !grids.has(place)) return { place: '没有这个网格，请先登记网格' }
      if (row.phone && !mobile(row.phone).ok) return { phone: '手机号应为 11 位' }
      return null
    })
  },

  async write(ctx, rows, looked) {
    const known = await standing(ctx, rows)
    const fresh = rows.filter(row => !known.has(keyOf(ctx, row)))
    await startMany(
      ctx,
      movingMatters,
      fresh.map(row => recordOf(ctx, row, looked)),
      m => (m.closedAt ?? m.reportedAt) as Date,
    )
    return { added: fresh.length, changed: 0, same: rows.length - fresh.length }
  },
})

const communityOf = (ctx: ImportCtx, row: MatterRow) => (row.place ?? ctx.place).slice(0, 12)
const keyOf = (ctx: ImportCtx, row: MatterRow) => `${communityOf(ctx, row)} ${row.system} ${row.number}`

async function standing(ctx: ImportCtx, rows: readonly MatterRow[]): Promise<ReadonlySet<string>> {
  const { rows: found } = await sql<{ key: string }>`
    select m.community || ' ' || foreign_source || ' ' || foreign_id as key from grid.matter m
    join unnest(${rows.map(r => communityOf(ctx, r))}::text[], ${rows.map(r => r.system)}::text[], ${rows.map(r => r.number)}::text[]) as r (community, system, number)
      on m.community = r.community and m.foreign_source = r.system and m.foreign_id = r.number`.execute(ctx.db)
  return new Set(found.map(f => f.key))
}

function recordOf(ctx: ImportCtx, row: MatterRow, { categories }: Looked) {
  const { code, urgency } = categories.get(row.category)!
  const place = row.place ?? ctx.place
  const id = newId(row.reportedAt.getTime())
  const phone = row.phone && mobile(row.phone)
  const found = row.lon && row.lat ? { lon: row.lon, lat: row.lat } : { lon: null, lat: null }
  return {
    community: place.slice(0, 12),
    id,
    place,
    state: row.state,
    category: code,
    urgency,
    source: row.source,
    title: row.title,
    ...found,
    description: row.description,
    address: row.address ?? null,
    building: null,
    owner: null,
    ticket: newId(),
    contact: null,
    holder: null,
    holderName: null,
    phone: phone && phone.ok ? ctx.sealer.seal(phone.value, PHONE) : null,
    phoneKey: phone && phone.ok ? ctx.sealer.index(phone.value, PHONE) : null,
    phoneTail: phone && phone.ok ? phone.value.slice(-4) : null,
    reportedAt: row.reportedAt,
    closedAt: row.closedAt ?? null,
    result: row.result ?? null,
    number: row.number,
    foreignSource: row.system,
    foreignId: row.number,
    ...deadlines(ctx, place, urgency, row.reportedAt),
    desk: place.slice(0, 12),
    respondBy: respondBy(ctx, place, row.reportedAt),
    updatedAt: row.closedAt ?? row.reportedAt,
    pausedDays: 0,
    extended: 0,
    excluded: false,
    returned: 0,
    reopened: 0,
    urged: 0,
    raised: 0,
    urgedAt: null,
    raisedAt: null,
    rating: null,
    ratingText: null,
  }
}

exportKind({
  kind: 'grid.matters',
  label: '网格事项',
  may: post('clerk').over('place'),
  columns: [
    '编号',
    '事由',
    '分类',
    '状态',
    '缓急',
    '来源',
    '网格代码',
    '地点',
    '上报时间',
    '结案时间',
    '承办人',
    '办理结果',
    '评价',
    '联系电话',
  ].map(title => ({ title, text: true })),
  async *rows(ctx: ExportCtx) {
    for (let after = ''; ;) {
      const rows = await ctx.db
        .selectFrom('grid.matter')
        .innerJoin('grid.category', 'grid.category.code', 'grid.matter.category')
        .selectAll('grid.matter')
        .select('grid.category.name as categoryName')
        .where(under('grid.matter.place', ctx.place))
        .where(sql<boolean>`grid.matter.id::text > ${after}`)
        .orderBy(sql`grid.matter.id::text`)
        .limit(1000)
        .execute()
      for (const m of rows)
        yield {
          cells: [
            m.number,
            m.title,
            m.categoryName,
            matter.states[m.state as keyof typeof matter.states].label,
            urgencies[m.urgency as Urgency].label,
            sources[m.source as keyof typeof sources],
            m.place,
            m.address,
            stamp(m.reportedAt),
            m.closedAt && stamp(m.closedAt),
            m.holderName,
            m.result,
            m.rating === null ? null : String(m.rating),
            m.phone && maskPhone(ctx.sealer.open(m.phone, PHONE)),
          ],
        }
      const last = rows.at(-1)
      if (!last) return
      after = last.id
    }
  },
})

// ── The local classification: three names a row, as official lists are written ──

const CategoryLine = z.object({
  first: z.string().max(60),
  second: z.string().max(60),
  third: z.string().max(60),
  urgency: named(namesOf(urgencies), '缓急').default('ordinary'),
  words: z.string().default(''),
})

importKind({
  kind: 'grid.categories',
  label: '事项分类',
  may: post('system-admin').over('place'),
  columns: [
    { key: 'first', label: '一级分类', required: true },
    { key: 'second', label: '二级分类', required: true },
    { key: 'third', label: '三级分类', required: true },
    {
      key: 'urgency',
      label: '缓急',
      hint: Object.values(urgencies)
        .map(u => u.label)
        .join('、'),
    },
    { key: 'words', label: '关键词', hint: '用顿号分开' },
  ],
  row: CategoryLine,
  key: row => [row.first, row.second, row.third].join('/'),

  async write({ db }, rows) {
    const all = await db.selectFrom('grid.category').select(['code', 'name', 'parent', 'urgency']).execute()
    const codes = new Map(all.map(c => [`${c.parent ?? ''}/${c.name}`, c.code]))
    const used = new Set(all.map(c => c.code))
    const fresh: CategoryRow[] = []
    const codeOf = (name: string, parent: string | null, more: Partial<CategoryRow> = {}): string => {
      const known = codes.get(`${parent ?? ''}/${name}`)
      if (known) return known
      const code = nextCode(parent ?? '', used)
      used.add(code)
      codes.set(`${parent ?? ''}/${name}`, code)
      fresh.push({ code, name, parent, urgency: 'ordinary', keywords: [name], ...more })
      return code
    }
    let added = 0
    for (const { first, second, third, urgency, words } of rows) {
      const before = fresh.length
      const keywords = [...new Set([third, ...words.split(/[、,,;;\s]+/)].filter(w => w.length > 1))]
      codeOf(third, codeOf(second, codeOf(first, null)), { urgency, keywords })
      if (fresh.length > before) added++
    }
    if (fresh.length) await loadCategories(db, fresh)
    return { added, changed: 0, same: rows.length - added }
  },
})
