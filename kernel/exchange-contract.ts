/** What importing and exporting promise: kinds, runs, and the rows that came back. Files go by the routes beside it. */
import { z } from 'zod'
import { command, contract, Offers, paged, paging, Place, query } from './contract.ts'
import { run, type State } from './exchange-rules.ts'

const Column = z.object({
  key: z.string(),
  label: z.string().describe('列'),
  required: z.boolean().describe('必填'),
  hint: z.string().nullable().describe('怎么填'),
  example: z.string().nullable().describe('例'),
})
const Kind = z.object({ kind: z.string(), label: z.string().describe('种类') })

const texts = z.record(z.string(), z.string())
/** How somebody's headers become our columns; `exchange-mapping.ts` explains each part. */
export const Mapping = z.strictObject({
  columns: z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)])),
  values: z.record(z.string(), texts).optional(),
  constants: texts.optional(),
  dates: z.enum(['iso', 'dmy', 'mdy']).optional(),
  zone: z
    .string()
    .regex(/^(Z|[+-]\d\d:\d\d)$/, '时区应写成 +08:00 的样子')
    .optional(),
  sheet: z.string().optional(),
  headerLine: z.int().min(1).optional(),
})
export type Mapping = z.infer<typeof Mapping>

export const RunLine = z.object({
  id: z.uuid(),
  kind: z.string(),
  label: z.string().describe('种类'),
  place: Place.describe('范围'),
  file: z.string().describe('文件'),
  state: z.enum(Object.keys(run.states) as State[]).describe('状态'),
  /** Rows in the file; null until they have been counted. */
  total: z.int().nullable().describe('总行数'),
  read: z.int().describe('已处理'),
  added: z.int().describe('新增'),
  changed: z.int().describe('更新'),
  same: z.int().describe('无变化'),
  bad: z.int().describe('退回'),
  problem: z.string().nullable().describe('说明'),
  by: z.uuid(),
  at: z.date().describe('上传时间'),
  ended: z.date().nullable().describe('结束时间'),
})
export type RunLine = z.infer<typeof RunLine>

/** While checking and when checked the counts say what would happen; from then on, what happened. */
export const Run = RunLine.extend({
  headers: z.array(z.string()).describe('表头'),
  columns: z.array(Column).describe('要填的列'),
  mapping: Mapping.describe('对应关系'),
  missing: z.array(z.string()).describe('缺少的列'),
  wholeOrNothing: z.boolean().describe('有错就全不导入'),
  offers: Offers,
})
export type Run = z.infer<typeof Run>

const BadRow = z.object({
  line: z.int().describe('行'),
  cells: z.array(z.string()),
  reasons: z.array(z.object({ column: z.string().optional(), say: z.string() })).describe('原因'),
})
export type BadRow = z.infer<typeof BadRow>

const id = z.uuid()

export const exchange = contract('exchange', '导入导出', {
  kinds: query(
    '能导入导出什么',
    z.object({ place: Place.optional().describe('范围') }),
    z.object({ imports: z.array(Kind.extend({ columns: z.array(Column) })), exports: z.array(Kind) }),
  ),
  runs: query('导入记录', z.object({ kind: z.string().optional().describe('种类'), ...paging }), paged(RunLine)),
  run: query('导入', z.object({ id }), Run),
  bad: query('退回的行', z.object({ id, ...paging }), paged(BadRow)),
  // A run belongs to a street as often as to a community, so it has no key {community, id} that a move needs; its
  // machine is asked all the same, on the locked row.
  check: command('检查', z.object({ id, mapping: Mapping.optional() }), Run),
  apply: command('导入', z.object({ id, wholeOrNothing: z.boolean().default(false).describe('有错就全不导入') }), Run),
  resume: command('接着导入', z.object({ id }), Run),
  cancel: command('取消', z.object({ id }), Run),
})
