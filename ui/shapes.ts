/**
 * Reads a contract's shapes the way a screen needs them: which fields, of which kind, under which label, with which choices.
 * A kind is told from the shape alone, so that a list, a record and a form always agree about a field.
 */
import { z, type core } from 'zod'
import { t } from '../kernel/text.ts'
import { labelOf, Place, redacted, unwrapped, type Op, type Output } from '../kernel/contract.ts'

export type Kind =
  | 'text'
  | 'paragraph'
  | 'secret'
  | 'password'
  | 'phone'
  | 'place'
  | 'id'
  | 'photos'
  | 'number'
  | 'money'
  | 'yesno'
  | 'date'
  | 'moment'
  | 'choice'
  | 'choices'
  | 'list'
export type Choice = { value: string; label: string; end: boolean }
export type Field = {
  name: string
  label: string
  kind: Kind
  required: boolean
  choices: Choice[]
  most?: number
  least?: number
  digits?: number
  initial?: unknown
}

/** One line of what a list query answers. */
export type Item<T extends Op> =
  Output<T> extends { items: (infer I)[] } ? I : Output<T> extends (infer I)[] ? I : never

export const shapeOf = (schema: core.$ZodType): Record<string, core.$ZodType> => {
  const inner = unwrapped(schema)
  return inner instanceof z.ZodObject ? (inner.shape as Record<string, core.$ZodType>) : {}
}

export function itemOf(op: Op): core.$ZodType {
  const answer = shapeOf(op.output)['items'] ?? op.output
  const inner = unwrapped(answer)
  return inner instanceof z.ZodArray ? (inner.element as core.$ZodType) : answer
}

export const fieldsOf = (schema: core.$ZodType): Field[] =>
  Object.keys(shapeOf(schema)).map(name => fieldOf(schema, name))

export function fieldOf(schema: core.$ZodType, name: string): Field {
  const of = shapeOf(schema)[name]
  if (!of) return { name, label: name, kind: 'text', required: false, choices: [] }
  const { most, least, digits } = boundsOf(unwrapped(of))
  const initial = initialOf(of)
  const said = labelOf(schema, name)
  const label = said === name ? (usual[name] ?? name) : said
  return {
    name,
    label: t(label),
    kind: kindOf(of, label),
    required: isRequired(of),
    choices: choicesOf(of),
    ...(most !== undefined && { most }),
    ...(least !== undefined && { least }),
    ...(digits !== undefined && { digits }),
    ...(initial !== undefined && { initial }),
  }
}

/** What a field is called where its contract does not say; looked up with the labels of the contracts. */
const usual: Record<string, string> = {
  place: '范围',
  community: '社区（村）',
  search: '搜索',
  op: '操作',
  state: '状态',
  from: '自',
  to: '至',
  estate: '小区',
  name: '名称',
  note: '说明',
}

/** The words for the values of an enum: `.meta({ choices })` beside the enum, either `{ a: '甲' }` or `{ a: { label: '甲' } }`. */
export function choicesOf(schema: core.$ZodType): Choice[] {
  const inner = deepest(schema)
  if (!(inner instanceof z.ZodEnum)) return []
  const words = tableOf(schema)
  return inner.options.map(o => {
    const said = words[String(o)]
    const label = typeof said === 'string' ? said : (said?.label ?? String(o))
    return { value: String(o), label: t(label), end: typeof said === 'object' && Boolean(said.end) }
  })
}

export const wordFor = (choices: Choice[], value: unknown): string =>
  choices.find(c => c.value === value)?.label ?? String(value ?? '')

type Words = Record<string, string | { label: string; end?: boolean }>
function tableOf(schema: core.$ZodType): Words {
  for (let s = schema; ;) {
    const found = (z.globalRegistry.get(s) as { choices?: Words } | undefined)?.choices
    if (found) return found
    const inner = s instanceof z.ZodArray ? (s.element as core.$ZodType) : unwrapped(s)
    if (inner === s) return {}
    s = inner
  }
}

function deepest(schema: core.$ZodType): core.$ZodType {
  const inner = unwrapped(schema)
  if (inner !== schema) return deepest(inner)
  return inner instanceof z.ZodArray ? deepest(inner.element as core.$ZodType) : inner
}

function kindOf(schema: core.$ZodType, label: string): Kind {
  const inner = bare(schema)
  const { format } = inner._zod.def as { format?: string }
  if (inner instanceof z.ZodEnum) return 'choice'
  if (inner instanceof z.ZodBoolean) return 'yesno'
  if (isMoney(schema)) return 'money'
  if (inner instanceof z.ZodNumber) return 'number'
  if (inner instanceof z.ZodDate) return 'moment'
  if (inner instanceof z.ZodArray) {
    const of = bare(inner.element as core.$ZodType)
    if (of instanceof z.ZodEnum) return 'choices'
    return formatOf(of) === 'uuid' ? 'photos' : 'list'
  }
  if (format === 'uuid') return 'id'
  if (format === 'date') return 'date'
  if (isPlace(inner)) return 'place'
  const hidden = redacted(schema, ' ') !== ' '
  if (hidden && label.includes('密码')) return 'password'
  if (hidden && label.includes('手机')) return 'phone'
  if (hidden) return 'secret'
  return (boundsOf(inner).most ?? 0) > 100 ? 'paragraph' : 'text'
}

/** In fen as a number, or in yuan as text: marked where the shape is made. */
function isMoney(schema: core.$ZodType): boolean {
  const inner = unwrapped(schema)
  if ((z.globalRegistry.get(schema) as { money?: boolean } | undefined)?.money) return true
  return inner !== schema && isMoney(inner)
}

const bare = (schema: core.$ZodType): core.$ZodType => {
  const inner = unwrapped(schema)
  return inner === schema ? inner : bare(inner)
}
const formatOf = (schema: core.$ZodType) => (schema._zod.def as { format?: string }).format

/** A place is a string held to the pattern of division codes, or of one level of them. */
const isPlace = (schema: core.$ZodType) => checksOf(schema).some(c => c.pattern && places.has(c.pattern.source))
const places = new Set([patternOf(Place), /^\d{12}$/.source])
function patternOf(schema: core.$ZodType) {
  return checksOf(schema).find(c => c.pattern)?.pattern?.source ?? ''
}

type Check = { check: string; maximum?: number; minimum?: number; value?: number; length?: number; pattern?: RegExp }
function checksOf(schema: core.$ZodType): Check[] {
  const { checks } = schema._zod.def as { checks?: core.$ZodCheck[] }
  return (checks ?? []).map(c => c._zod.def as Check)
}

function boundsOf(schema: core.$ZodType): { most?: number; least?: number; digits?: number } {
  const inner = bare(schema)
  const told: { most?: number; least?: number; digits?: number } = {}
  for (const c of checksOf(inner)) {
    if (c.check === 'max_length') told.most = c.maximum!
    if (c.check === 'min_length') told.least = c.minimum!
    if (c.check === 'less_than') told.most = c.value!
    if (c.check === 'greater_than') told.least = c.value!
    if (c.check === 'length_equals') told.digits = c.length!
    if (c.pattern?.source === /^\d{12}$/.source) told.digits = 12
  }
  return told
}

function isRequired(schema: core.$ZodType): boolean {
  return !z.safeParse(schema as z.ZodType, undefined).success
}

function initialOf(schema: core.$ZodType): unknown {
  const read = z.safeParse(schema as z.ZodType, undefined)
  return read.success ? read.data : undefined
}
