/**
 * 篇2 二（一）「四类机构」、篇2 二（一）「三类组织」. Bodies from a sheet and back into one: a line for each, with those it
 * answers to. Who sits in them is a sheet of its own (import-seats.ts). What the sheet leaves out stays.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import { isDay } from '../../kernel/clock.ts'
import { under } from '../../kernel/db.ts'
import { exportKind, importKind, type Column, type ExportCtx } from '../../kernel/exchange-kinds.ts'
import { bodiesOf, mark, marksOf, relations, write } from './import-bodies-write.ts'
import { kindsOf, openAmong } from './import-where.ts'
import { body as machine, may } from './rules.ts'

export const placeColumn = {
  key: 'place',
  label: '所在地代码',
  also: ['所在地', '社区代码', '街道代码', '范围代码'],
  required: true,
  hint: '街道 9 位，社区 12 位',
  example: '320582100004',
} as const satisfies Column
export const PlaceCell = z.string().regex(/^\d{9}(\d{3})?$/, '所在地代码应是 9 位（街道）或 12 位（社区）数字')

const columns = [
  placeColumn,
  { key: 'kind', label: '种类', also: ['组织种类', '类型'], required: true, example: '党组织' },
  { key: 'name', label: '组织', also: ['组织名称', '名称'], required: true, example: '花园浜社区党总支' },
  { key: 'duty', label: '职责', hint: '不填就用这一种类的通常职责' },
  { key: 'phone', label: '电话', also: ['联系电话'], example: '0512-58000000' },
  { key: 'office', label: '办公地点', also: ['地址'], example: '花园路1号' },
  { key: 'from', label: '成立', also: ['成立日期'], is: 'day', example: '2021-03-01' },
  {
    key: 'leads',
    label: '由谁领导',
    also: ['上级', '上级组织'],
    hint: '几个用顿号隔开；起始日写在括号里；不在本社区和本街道的，写上代码【320582200】',
    example: '杨舍镇党委（2021-03-01 起）',
  },
  { key: 'guides', label: '由谁业务指导', also: ['业务指导'], hint: '写法同上', example: '杨舍镇新市民管理委员会' },
] as const satisfies readonly Column[]

/** `at`: where it stands, when that is neither here nor in the own street. */
type Upper = { name: string; at: string | null; from: string | null }
const [since, elsewhere] = [/[（(]([\d-]+)\s*起[）)]$/, /【(\d{9}(?:\d{3})?)】$/]

/** What may stand behind the name is taken off from the end. */
function upperOf(text: string): Upper {
  const rest = text.replace(since, '').trimEnd()
  const name = rest.replace(elsewhere, '').trimEnd()
  if (!name) return { name: text, at: null, from: null }
  return { name, at: elsewhere.exec(rest)?.[1] ?? null, from: since.exec(text)?.[1] ?? null }
}

const Uppers = z
  .string()
  .default('')
  .transform((text, told): Upper[] =>
    text
      .split(/[、;；\n]/)
      .map(one => one.trim())
      .filter(Boolean)
      .map(one => {
        const upper = upperOf(one)
        if (upper.from !== null && !isDay(upper.from)) told.addIssue('起始日应写成（2026-01-01 起）的样子')
        return upper
      }),
  )
const BodyRow = z.object({
  place: PlaceCell,
  kind: z.string(),
  name: z.string().max(60, '组织最多 60 个字'),
  duty: z.string().max(500, '职责最多 500 个字').optional(),
  phone: z.string().max(30, '电话最多 30 个字').optional(),
  office: z.string().max(80, '办公地点最多 80 个字').optional(),
  from: z.string().optional(),
  leads: Uppers,
  guides: Uppers,
})
export type BodyRow = z.output<typeof BodyRow>
/** `coming`: named in the file so far. A check takes every thousand rows back, and the next must know them all the same. */
type Looked = { kinds: ReadonlyMap<string, string>; coming: Set<string> }

importKind({
  kind: 'places.bodies',
  label: '组织',
  may: may.addBody,
  columns,
  row: BodyRow,
  key: mark,
  prepare: async ({ db }): Promise<Looked> => ({ kinds: await kindsOf(db, 'body'), coming: new Set() }),

  async check({ db, place }, rows, { kinds, coming }) {
    for (const row of rows) coming.add(mark(row))
    const [standing, opened] = await Promise.all([
      bodiesOf(db, rows),
      openAmong(
        db,
        rows.map(row => row.place),
      ),
    ])
    return rows.map(row => {
      if (!row.place.startsWith(place)) return { place: '这个代码不在您选择的范围内' }
      if (!opened.has(row.place)) return { place: '没有这个街道或社区，请先建立' }
      if (!kinds.has(row.kind)) return { kind: `没有「${row.kind}」这个种类，请从模板的提示中选择` }
      const found = standing.get(mark(row))
      if (found && found.kind !== kinds.get(row.kind)) return { kind: '同名的组织登记的是另一个种类，请核对' }
      for (const relation of relations)
        for (const upper of row[relation]) {
          const { name } = upper
          if (marksOf(row, upper).includes(mark(row))) return { [relation]: '不能由自己领导或指导自己' }
          const there = marksOf(row, upper).some(one => standing.has(one) || coming.has(one))
          if (!there) return { [relation]: `没有「${name}」，请核对名称；在同一张表里的，上级排在前面` }
        }
      return null
    })
  },

  write,
})

exportKind({
  kind: 'places.bodies',
  label: '组织',
  may: may.addBody,
  columns: columns.map(c => ({ title: c.label, text: true })),
  rows: listBodies,
})

/** Those that are led before those below them: a list that was exported comes in again anywhere. */
async function* listBodies({ db, place }: ExportCtx) {
  const above = (kind: (typeof relations)[number]) => sql<string>`(
    select coalesce(string_agg(u.name ||
      case when u.community in (b.community, rpad(left(b.place, 9), 12, '0')) then '' else '【' || u.place || '】' end || '（' || lower(l.during) || ' 起）', '、' order by u.name), '') from places.line l
    join places.body u on u.community = l.upper_community and u.id = l.upper
    where l.community = b.community and l.body = b.id and l.kind = ${kind} and upper_inf(l.during))`
  const rows = await db
    .withRecursive('deep', q =>
      q
        .selectFrom('places.body')
        .select(['id', sql<number>`0`.as('depth')])
        .union(
          q
            .selectFrom('places.line as l')
            .innerJoin('deep', 'deep.id', 'l.upper')
            .select(['l.body as id', sql<number>`deep.depth + 1`.as('depth')])
            .where(sql<boolean>`upper_inf(l.during) and deep.depth < 50`),
        ),
    )
    .selectFrom('places.body as b')
    .innerJoin('places.kind as k', join => join.onRef('k.family', '=', 'b.family').onRef('k.code', '=', 'b.kind'))
    .select(['b.place', 'k.label', 'b.name', 'b.duty', 'b.phone', 'b.office', 'b.from'])
    .select([above('leads').as('leads'), above('guides').as('guides')])
    .where(under('b.place', place))
    .where('b.state', '=', machine.initial)
    .orderBy(sql`(select max(depth) from deep where deep.id = b.id)`)
    .orderBy('b.place')
    .orderBy('k.at')
    .orderBy('b.name')
    .execute()
  for (const b of rows)
    yield { cells: [b.place, b.label, b.name, b.duty, b.phone, b.office, b.from ?? '', b.leads, b.guides] }
}
