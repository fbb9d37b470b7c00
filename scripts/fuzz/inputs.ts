/**
 * Inputs for an operation, from its shape and against it: what fits, what nearly fits, and what fits nowhere. A valid
 * input of the matrix is the usual beginning, so that what is spoiled gets as far as the work and not only to the shape.
 */
import fc from 'fast-check'
import { z, type core } from 'zod'
import { unwrapped, type Op } from '../../kernel/contract.ts'
import { days, hostile, numbers } from './words.ts'

export type Known = { ids: readonly string[]; places: readonly string[] }

export const inputsOf = (op: Op, usual: unknown, known: Known): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      fc.oneof({ weight: 2, arbitrary: fc.constant(usual) }, { weight: 3, arbitrary: fitting(op.input, known) }),
      fc.array(fc.record({ at: fc.nat(), word: fc.oneof(hostile, fc.constant(gone)), day: days, number: numbers }), {
        maxLength: 3,
      }),
      fc.nat({ max: 30 }),
      hostile,
    )
    .map(([base, spoils, whole, other]) =>
      whole === 0 ? other : spoils.reduce<unknown>((input, spoil) => spoiled(op.input, input, spoil), base),
    )

const gone = Symbol('left out')
type Path = (string | number)[]

type Spoil = { at: number; word: unknown; day: string; number: unknown }

function spoiled(schema: core.$ZodType, input: unknown, { at, word: any, day, number }: Spoil): unknown {
  const copy = structuredClone(input)
  const paths = [...pathsIn(copy), ...keysOf(schema).map(key => [key])]
  const path = paths[at % Math.max(1, paths.length)]
  // Every other time what is worst for the field: a day that is none, a number beyond its column.
  const kind = at % 2 ? kindAt(schema, path) : 'other'
  const word = kind === 'day' ? day : kind === 'number' ? number : any
  if (!path?.length) return word === gone ? undefined : word
  const last = path.at(-1)!
  const holder = path.slice(0, -1).reduce<unknown>((v, key) => (v as Record<string, unknown>)[key], copy)
  if (typeof holder !== 'object' || holder === null) return copy
  if (word === gone) delete (holder as Record<string, unknown>)[last]
  else (holder as Record<string, unknown>)[last] = word
  return copy
}

function* pathsIn(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null || path.length > 4) return
  for (const key of Object.keys(value).slice(0, 30)) {
    yield [...path, key]
    yield* pathsIn((value as Record<string, unknown>)[key], [...path, key])
  }
}

function kindAt(schema: core.$ZodType, path: Path | undefined): 'day' | 'number' | 'other' {
  const inner = unwrapped(schema)
  const of = inner instanceof z.ZodObject && path?.length === 1 ? (inner.shape as Shape)[String(path[0])] : undefined
  if (!of) return 'other'
  const { type, format } = unwrapped(of)._zod.def as { type: string; format?: string }
  return type === 'number' ? 'number' : format === 'date' || format === 'datetime' ? 'day' : 'other'
}
type Shape = Record<string, core.$ZodType>

const keysOf = (schema: core.$ZodType): string[] => {
  const inner = unwrapped(schema)
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : []
}

/** Values that the shape accepts, as far as it says so in data; what a check in code wants is met now and then. */
export function fitting(schema: core.$ZodType, known: Known): fc.Arbitrary<unknown> {
  const def = schema._zod.def as core.$ZodTypeDef & Record<string, unknown>
  const inside = (name: string) => fitting(def[name] as core.$ZodType, known)
  switch (def.type) {
    case 'string':
      return texts(schema, known)
    case 'int':
    case 'number':
      return numbersIn(schema)
    case 'boolean':
      return fc.boolean()
    case 'date':
      return fc.date({ noInvalidDate: true })
    case 'enum':
      return fc.constantFrom(...Object.values(def['entries'] as Record<string, unknown>))
    case 'literal':
      return fc.constantFrom(...(def['values'] as unknown[]))
    case 'array':
      return fc.array(inside('element'), { maxLength: 3 })
    case 'tuple':
      return fc.tuple(...(def['items'] as core.$ZodType[]).map(item => fitting(item, known)))
    case 'union':
      return fc.oneof(...(def['options'] as core.$ZodType[]).map(option => fitting(option, known)))
    case 'record':
      return fc.dictionary(inside('keyType').map(String), inside('valueType'), { maxKeys: 3 })
    case 'object':
      return objects(schema as z.ZodObject, known)
    case 'optional':
    case 'default':
      return fc.option(inside('innerType'), { nil: undefined, freq: 2 })
    case 'nullable':
      return fc.option(inside('innerType'), { freq: 3 })
    case 'pipe':
      return inside('in')
    case 'readonly':
    case 'catch':
    case 'prefault':
      return inside('innerType')
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

const objects = (schema: z.ZodObject, known: Known) =>
  fc.record(
    Object.fromEntries(
      Object.entries(schema.shape as Record<string, core.$ZodType>).map(([k, s]) => [k, fitting(s, known)]),
    ),
  )

type Bounds = { min?: number; max?: number; format?: string; patterns: RegExp[] }
type Check = {
  check: string
  value?: number
  minimum?: number
  maximum?: number
  length?: number
  pattern?: RegExp
  format?: string
}
/** What a text or a number says of itself as data. */
function boundsOf(schema: core.$ZodType): Bounds {
  const def = schema._zod.def as { checks?: { _zod: { def: Check } }[] } & Partial<Check>
  const checks: Partial<Check>[] = [...(def.check ? [def] : []), ...(def.checks ?? []).map(c => c._zod.def)]
  const found: Bounds = { patterns: [] }
  for (const { check, value, minimum, maximum, length, pattern, format } of checks) {
    if (check === 'greater_than' || check === 'min_length') found.min = value ?? minimum!
    if (check === 'less_than' || check === 'max_length') found.max = value ?? maximum!
    if (check === 'length_equals') found.min = found.max = length!
    if (format === 'regex' && pattern) found.patterns.push(pattern)
    else if (format) found.format = format
  }
  return found
}

function numbersIn(schema: core.$ZodType): fc.Arbitrary<number> {
  const { min: least = -10, max: most = 1_000, format } = boundsOf(schema)
  const [min, max] = [Math.max(least, -1e6), Math.min(Math.max(most, least), 1e6)]
  return format?.includes('int')
    ? fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
    : fc.double({ min, max, noNaN: true })
}

const day = () => fc.date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })

function texts(schema: core.$ZodType, known: Known): fc.Arbitrary<string> {
  const { min: minimum = 0, max: maximum = 60, format, patterns: fits } = boundsOf(schema)
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...known.ids), fc.uuid())
  if (format === 'date') return day().map(d => d.toISOString().slice(0, 10))
  if (format === 'datetime') return day().map(d => d.toISOString())
  const some = known.places.filter(place => fits.every(p => p.test(place)))
  if (fits.length && some.length) return fc.constantFrom(...some)
  if (fits.length) return fc.stringMatching(new RegExp(fits[0]!.source)).filter(text => fits.every(p => p.test(text)))
  const max = Math.max(minimum, Math.min(maximum, 60))
  return fc.oneof(
    fc.string({ unit: 'grapheme', minLength: minimum, maxLength: max }),
    fc.constantFrom('王', '楼道灯坏了', '13700000001', '2026-11-20', '09:00').filter(t => t.length >= minimum),
  )
}
