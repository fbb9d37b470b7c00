/** What the book promises: the figures that the rules name and what holds where, and the working days of each year. */
import { z } from 'zod'
import { ways } from './book-rules.ts'
import { command, contract, Place, query } from './contract.ts'

const Day = z.iso.date('请写成 2026-12-01 的样子')
const name = z.string().max(100).describe('哪个数')
const place = Place.describe('范围')
const reason = z.string().trim().min(4, '请写明理由，至少 4 个字').max(300, '最多 300 个字').describe('理由')
const document = z.string().trim().min(4, '请填写文号').max(60, '最多 60 个字').describe('文号')

/** One line of the book: `is` null ends what the place had set. */
const Setting = z.object({
  id: z.int(),
  place,
  from: Day.describe('起算'),
  is: z.number().nullable().describe('值'),
  // What was written down is shown as it is, also where today's form would ask for more.
  reason: z.string().describe('理由'),
  document: z.string().describe('文号'),
  byName: z.string().nullable().describe('谁定的'),
  at: z.date().describe('何时写下'),
})
export type Setting = z.infer<typeof Setting>

const Figure = z.object({
  name,
  module: z.string(),
  moduleLabel: z.string().describe('领域'),
  label: z.string().describe('名称'),
  unit: z.string().nullable().describe('单位'),
  source: z.string().describe('出处'),
  assumed: z.boolean().describe('假定'),
  builtIn: z.number().describe('规定'),
  may: z
    .enum(Object.keys(ways) as (keyof typeof ways)[])
    .nullable()
    .meta({ choices: ways })
    .describe('可否调整'),
  /** What holds at the place that was asked for, on the day it was asked. */
  is: z.number().describe('本地现行'),
  /** The line that makes it so; null when it is as built in. */
  set: Setting.nullable(),
  /** The strictest that a place above has set: the place's own may only be stricter. */
  above: Setting.nullable(),
  /** The place's own line now, though a stricter one from above may hold instead. */
  own: Setting.nullable(),
  coming: z.array(Setting).describe('将要起算'),
  maySet: z.boolean(),
})
export type FigureLine = z.infer<typeof Figure>

const year = z.int().min(2000, '年份应在 2000 年以后').max(2100).describe('年份')
const off = z.array(Day).max(60).describe('放假的日子')
const work = z.array(Day).max(30).describe('调休上班的日子')

const Year = z.object({
  year,
  /** Without a table every deadline that passes through the year is provisional. */
  known: z.boolean().describe('已有节假日表'),
  own: z.boolean().describe('自行录入'),
  source: z.string().nullable().describe('依据'),
  at: z.date().nullable().describe('录入时间'),
  days: z.array(z.object({ day: Day, off: z.boolean(), name: z.string() })),
  years: z.array(z.object({ year: z.int(), own: z.boolean() })),
})

export const book = contract('book', '数与节假日', {
  figures: query('规矩里的数', z.object({ place }), z.array(Figure)),
  history: query('一个数的沿革', z.object({ name, place }), z.array(Setting)),
  set: command(
    '定一个数',
    z.object({
      name,
      place,
      from: Day.describe('起算日期'),
      is: z.number().max(1_000_000).describe('值'),
      document,
      reason,
    }),
    Figure,
  ),
  end: command('停用自定的数', z.object({ name, place, from: Day.describe('自哪天起停用'), document, reason }), Figure),
  holidays: query('节假日', z.object({ year }), Year),
  preview: query(
    '换表会移动哪些时限',
    z.object({ place, year, off, work }),
    z.object({
      mistakes: z.array(z.string()),
      /** Of the deadlines that were looked at: how many there were, and whether that was all. */
      looked: z.int(),
      whole: z.boolean(),
      firm: z.int(),
      moved: z.array(z.object({ machine: z.string(), label: z.string(), from: Day, to: Day, n: z.int() })),
    }),
  ),
  setHolidays: command(
    '换一年的节假日表',
    z.object({
      place,
      year,
      document: document.describe('国务院文号'),
      off: z
        .array(z.object({ day: Day, name: z.string().trim().min(1, '请写节日名称').max(20) }))
        .max(60)
        .describe('放假的日子'),
      work,
    }),
    Year,
  ),
})
