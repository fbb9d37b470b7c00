/** A contract is what a module promises: the shape of each operation, shared by server, screens, documents and tests. */
import { z, type core } from 'zod'
import { fenOf } from './fen.ts'
import type { Machine, Row } from './rules.ts'

z.config(z.locales.zhCN())

export type Op<I extends core.$ZodType = core.$ZodType, O extends core.$ZodType = core.$ZodType> = {
  /** `grid.report`: its URL, its line in the trail, its log field, its test. */
  name?: string
  kind: 'query' | 'command' | 'move'
  label: string
  input: I
  output: O
  /** The people whose data an answer shows: each look is written into the trail, and they can read it. */
  shows?(answer: z.output<O>): readonly string[]
  /** What its answer is called on paper; screens offer to print where there is one. */
  print?: string
  /** A vote: it comes from nobody. No line in the trail, no receipt, no address, and whoever is signed in is refused. */
  unnamed?: boolean
  /** It only reads, and may be answered from a standby that has come as far as whoever asks has written. */
  standby?: boolean
}
export type Ops = Record<string, Op>
export type Input<T extends Op> = z.output<T['input']>
export type Asked<T extends Op> = z.input<T['input']>
export type Output<T extends Op> = z.output<T['output']>

type Shows<O extends core.$ZodType> = { shows?(answer: z.output<O>): readonly string[] }

export const query = <I extends core.$ZodType, O extends core.$ZodType>(
  label: string,
  input: I,
  output: O,
  options: Shows<O> & { print?: string; standby?: boolean } = {},
) => ({ kind: 'query' as const, label, input, output, ...options })

/** A command only creates; whatever touches an existing record is a move. */
export const command = <I extends core.$ZodType, O extends core.$ZodType>(
  label: string,
  input: I,
  output: O,
  options: Shows<O> & { unnamed?: true } = {},
) => ({ kind: 'command' as const, label, input, output, ...options })

type MoveOp<O extends core.$ZodType, X extends z.ZodRawShape> = {
  kind: 'move'
  label: string
  input: z.ZodObject<typeof key & X>
  output: O
}

/** Each move of a machine is an operation. `extra` names what a move asks for besides the record's key. */
export function movesOf<M extends string, O extends core.$ZodType, const X extends { [K in M]?: z.ZodRawShape } = {}>(
  machine: Machine<string, M>,
  output: O,
  extra?: X,
) {
  const ops = {} as { [K in M]: MoveOp<O, K extends keyof X ? NonNullable<X[K]> : {}> }
  for (const name of Object.keys(machine.moves) as M[]) {
    const input = z.object({ ...key, ...extra?.[name] })
    ops[name] = { kind: 'move', label: machine.moves[name].label, input, output } as unknown as (typeof ops)[M]
  }
  return ops
}

export type Contract<N extends string, T extends Ops> = { name: N; label: string; ops: T }
export function contract<N extends string, T extends Ops>(name: N, label: string, ops: T): Contract<N, T> {
  for (const [opName, op] of Object.entries(ops)) op.name = `${name}.${opName}`
  return { name, label, ops }
}

// ── Shapes that every module uses ───────────────────────────────────────────

/** A division code: province 2 digits, city 4, district 6, street 9, community or village 12, grid 15. */
export const Place = z
  .string()
  .regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3}(\d{3})?)?)?)?)?$/, '区划代码应为2、4、6、9、12或15位数字')
export const Community = z.string().regex(/^\d{12}$/, '社区（村）代码应为12位数字')

/** Every record that grows with the population is found by its community and its id: the key it is distributed by. */
export const key = { community: Community.describe('社区（村）'), id: z.uuid() }

/** Money, in fen, as a whole number; screens say it as yuan. */
export const Fen = z.int().meta({ money: true })
/** Money as people type it, in yuan; what reads it is given fen. */
export const Yuan = z
  .string()
  .trim()
  .regex(/^\d{1,11}(\.\d{1,2})?$/, '请填金额（元），最多两位小数')
  .meta({ money: true })
  .transform(fenOf)
/** A sum that is something. */
export const Paid = Yuan.refine(fen => fen > 0, '金额要大于零')

/** Pages of a list: `total` is exact. */
export const paged = <T extends core.$ZodType>(item: T) => z.object({ items: z.array(item), total: z.int() })
export const paging = {
  page: z.int().min(1).default(1).describe('页'),
  size: z.int().min(1).max(200).default(20).describe('每页'),
}

export const Offers = z.array(
  z.object({ move: z.string(), label: z.string(), to: z.string().optional(), because: z.string().optional() }),
)

// ── What must never be written down in the clear ────────────────────────────

/** Marks a field whose value the trail, the log and an error never repeat: passwords, id numbers, phones. */
export const secret = <T extends core.$ZodType>(schema: T): T => {
  secrets.add(schema)
  return schema
}
const secrets = new WeakSet<core.$ZodType>()

/** The same value with everything marked `secret` replaced. Objects, arrays and optional wrappers are walked. */
export function redacted(schema: core.$ZodType, value: unknown): unknown {
  if (value === undefined || value === null) return value
  if (isSecret(schema)) return '•••'
  const inner = unwrapped(schema)
  if (inner !== schema) return redacted(inner, value)
  if (inner instanceof z.ZodObject && typeof value === 'object') {
    const shape = inner.shape as Record<string, core.$ZodType>
    return Object.fromEntries(Object.entries(value as Row).map(([k, v]) => [k, shape[k] ? redacted(shape[k], v) : v]))
  }
  if (inner instanceof z.ZodArray && Array.isArray(value)) return value.map(v => redacted(inner.element, v))
  return value
}

/** `.describe()` makes a copy of a shape: a copy of what is secret is secret too. */
/** Whether anything in it is secret: then it stands in no address, which proxies write down, and in no store. */
export const isPrivate = (schema: core.$ZodType, value: unknown): boolean =>
  JSON.stringify(redacted(schema, value)) !== JSON.stringify(value)

function isSecret(schema: core.$ZodType | undefined): boolean {
  return schema !== undefined && (secrets.has(schema) || isSecret(schema._zod.parent))
}

export function unwrapped(schema: core.$ZodType): core.$ZodType {
  const def = schema._zod.def as { type: string; innerType?: core.$ZodType; in?: core.$ZodType }
  if (['optional', 'nullable', 'default', 'prefault', 'readonly', 'catch'].includes(def.type)) return def.innerType!
  return def.type === 'pipe' ? def.in! : schema
}

/** Text from a query string or an HTML form, read as the schema means it: numbers, yes/no, lists; '' is "not given". */
export function fromText(schema: core.$ZodType, value: unknown): unknown {
  const inner = unwrapped(schema)
  if (inner !== schema) return value === '' ? undefined : fromText(inner, value)
  if (inner instanceof z.ZodObject && typeof value === 'object' && value !== null) {
    const shape = inner.shape as Record<string, core.$ZodType>
    const given = value as Row
    return Object.fromEntries(
      Object.keys(shape)
        .filter(k => k in given)
        .map(k => [k, fromText(shape[k]!, given[k])]),
    )
  }
  if (inner instanceof z.ZodArray) {
    const list = Array.isArray(value) ? value : typeof value === 'string' && value !== '' ? value.split(',') : []
    return list.filter(v => v !== '').map(v => fromText(inner.element, v))
  }
  if (inner instanceof z.ZodNumber && typeof value === 'string')
    return /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value
  if (inner instanceof z.ZodBoolean && typeof value === 'string') return ['true', 'on', '1', '是'].includes(value)
  return value
}

/** A JSON answer read back as the schema means it: moments become dates again. */
export function revived(schema: core.$ZodType, value: unknown): unknown {
  const inner = unwrapped(schema)
  if (inner !== schema) return value === null || value === undefined ? value : revived(inner, value)
  if (inner instanceof z.ZodDate && typeof value === 'string') return new Date(value)
  if (inner instanceof z.ZodArray && Array.isArray(value)) return value.map(v => revived(inner.element, v))
  if (inner instanceof z.ZodObject && typeof value === 'object' && value !== null) {
    const shape = inner.shape as Record<string, core.$ZodType>
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, shape[k] ? revived(shape[k], v) : v]))
  }
  return value
}

/** A field's name for people, wherever its wrappers put it. */
export function labelOf(schema: core.$ZodType, field: string): string {
  const shape = (unwrapped(schema) as z.ZodObject).shape as Record<string, z.ZodType> | undefined
  for (let s: core.$ZodType | undefined = shape?.[field]; s; s = unwrapped(s) === s ? undefined : unwrapped(s)) {
    const said = (s as z.ZodType).description
    if (said) return said
  }
  return field
}
