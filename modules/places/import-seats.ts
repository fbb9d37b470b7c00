/**
 * 篇2 二（一）「交叉任职」. Posts from a sheet and back into one: a line for each who holds or held one, and one for a post
 * that is vacant, with the term and the post it reports to. The bodies come first, by a sheet of their own.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import { under, type Db } from '../../kernel/db.ts'
import { exportKind, importKind, type Column, type ExportCtx } from '../../kernel/exchange-kinds.ts'
import { PlaceCell, placeColumn } from './import-bodies.ts'
import { seat } from './import-seats-write.ts'
import { body as machine, communityOf, may } from './rules.ts'
import { hows } from './shapes-bodies.ts'

type How = keyof typeof hows
const words = Object.values(hows).join('、')

const columns = [
  placeColumn,
  { key: 'body', label: '组织', also: ['组织名称'], required: true, example: '花园浜社区居民委员会' },
  { key: 'seat', label: '职务', also: ['岗位'], required: true, example: '委员' },
  { key: 'number', label: '名额', also: ['职数'], hint: '不填的是 1', example: '4' },
  { key: 'above', label: '向谁汇报', also: ['汇报对象'], hint: '同一组织的另一职务', example: '主任' },
  { key: 'term', label: '届次', also: ['届别'], example: '第十二届' },
  { key: 'begins', label: '本届自', also: ['届期开始'], is: 'day', hint: '填了届次的须填', example: '2026-01-01' },
  { key: 'ends', label: '本届至', also: ['届期结束'], is: 'day', hint: '填了届次的须填', example: '2031-01-01' },
  { key: 'name', label: '姓名', also: ['任职人员'], hint: '空缺的职务不填', example: '周国平' },
  { key: 'nth', label: '同名序号', hint: '名单里有同名的人时填：第二位填 2', example: '1' },
  { key: 'how', label: '如何产生', also: ['产生方式'], hint: words, example: '选举' },
  { key: 'from', label: '任职日期', also: ['任职时间'], is: 'day', hint: '有姓名的须填', example: '2026-01-01' },
  { key: 'until', label: '卸任日期', also: ['卸任时间'], is: 'day', hint: '还在任的不填' },
  { key: 'why', label: '卸任原因', also: ['原因'] },
] as const satisfies readonly Column[]

const whole = (label: string, most: number) =>
  z.coerce
    .number(`${label}应是整数`)
    .int(`${label}应是整数`)
    .min(1, `${label}至少是 1`)
    .max(most, `${label}最多 ${most}`)
const SeatRow = z
  .object({
    place: PlaceCell,
    body: z.string(),
    seat: z.string().max(30, '职务最多 30 个字'),
    number: whole('名额', 500).optional(),
    above: z.string().optional(),
    term: z.string().max(30, '届次最多 30 个字').optional(),
    begins: z.string().optional(),
    ends: z.string().optional(),
    name: z.string().max(30, '姓名最多 30 个字').optional(),
    nth: whole('同名序号', 99).default(1),
    how: z
      .string()
      .transform((text, told) => howIn(text) ?? (told.addIssue(`如何产生应是${words}之一`), z.NEVER))
      .optional(),
    from: z.string().optional(),
    until: z.string().optional(),
    why: z.string().max(100, '卸任原因最多 100 个字').optional(),
  })
  .check(({ value: row, issues }) => {
    const tell = (path: string, message: string) => issues.push({ code: 'custom', input: row, path: [path], message })
    if (row.term && !row.begins) tell('begins', '填了届次的，请填本届自哪天起')
    if (row.term && !row.ends) tell('ends', '填了届次的，请填本届到哪天止')
    if (row.begins && row.ends && row.ends <= row.begins) tell('ends', '结束日期应在开始日期之后')
    if (row.name && !row.from) tell('from', '请填写任职日期')
    if (!row.name && (row.from || row.until)) tell('name', '填了任职或卸任日期的，请填姓名')
    if (row.from && row.until && row.until <= row.from) tell('until', '卸任日期应在任职日期之后')
  })
export type SeatRow = z.output<typeof SeatRow>

const howIn = (text: string) =>
  Object.entries(hows).find(([code, label]) => text === label || text === code)?.[0] as How | undefined

importKind({
  kind: 'places.seats',
  label: '组织的职务与任职',
  may: may.addBody,
  columns,
  row: SeatRow,
  key: row => [communityOf(row.place), row.body, row.seat, row.name ?? '', row.nth, row.from ?? ''].join(' '),

  async check({ db, place }, rows) {
    const standing = await namesOf(db, rows)
    for (const row of rows) standing.get(`${communityOf(row.place)} ${row.body}`)?.add(row.seat)
    return rows.map(row => {
      if (!row.place.startsWith(place)) return { place: '这个代码不在您选择的范围内' }
      const seats = standing.get(`${communityOf(row.place)} ${row.body}`)
      if (!seats) return { body: `没有「${row.body}」，请核对名称，或先导入组织` }
      if (row.above === row.seat) return { above: '不能向自己汇报' }
      if (row.above && !seats.has(row.above)) return { above: `这个组织没有「${row.above}」这个职务，请把它排在前面` }
      return null
    })
  },

  write: seat,
})

/** The posts of each body that stands. */
async function namesOf(db: Db, rows: readonly SeatRow[]): Promise<ReadonlyMap<string, Set<string>>> {
  const found = await db
    .selectFrom('places.body as b')
    .leftJoin('places.seat as s', join =>
      join.onRef('s.community', '=', 'b.community').onRef('s.body', '=', 'b.id').on('s.until', 'is', null),
    )
    .select(['b.community', 'b.name', 's.name as seat'])
    .where('b.community', 'in', [...new Set(rows.map(row => communityOf(row.place)))])
    .where('b.name', 'in', [...new Set(rows.map(row => row.body))])
    .where('b.state', '=', machine.initial)
    .execute()
  return new Map(
    [...Map.groupBy(found, b => `${b.community} ${b.name}`)].map(([body, all]) => [
      body,
      new Set(all.flatMap(b => b.seat ?? [])),
    ]),
  )
}

exportKind({
  kind: 'places.seats',
  label: '组织的职务与任职',
  may: may.addBody,
  columns: columns.map(c => ({ title: c.label, text: true })),
  rows: listSeats,
})

type Line = Record<(typeof columns)[number]['key'], string | number | null>

/** In the order of the chart, whoever held it first before whoever holds it now. */
async function* listSeats({ db, place }: ExportCtx) {
  const { rows } = await sql<Line>`
    select b.place, b.name as body, s.name as seat, s.number, up.name as above, t.name as term, lower(t.during) as begins, upper(t.during) as ends,
      m.name, m.nth, h.how, lower(h.during) as "from", upper(h.during) as until, h.why
    from places.body b
    join places.kind k on k.family = b.family and k.code = b.kind
    join places.seat s on s.community = b.community and s.body = b.id and s.until is null
    left join places.seat up on up.community = s.community and up.id = s.above and up.body = s.body
    left join places.holding h on h.community = s.community and h.seat = s.id
    left join (select community, id, name, row_number() over (partition by community, name order by id) as nth from places.member) m
      on m.community = h.community and m.id = h.member
    left join places.term t on t.community = h.community and t.id = h.term
    where ${under('b.place', place)} and b.state = ${machine.initial}
    order by b.place, k.at, b.name, s.at, lower(h.during), m.name, m.nth`.execute(db)
  for (const row of rows)
    yield { cells: columns.map(({ key }) => (key === 'how' ? (hows[row.how as How] ?? '') : String(row[key] ?? ''))) }
}
