/**
 * What has to be asked at a door: only what nobody has said yet, or what was said too long ago. Everything else that the
 * form could ask counts as avoided. 篇8 3.4「数据一次采集，资源多方共享」
 */
import { ageOn, dayOf } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/server.ts'
import { isStale } from './facts.ts'
import { purposes, type Purpose } from './purposes.ts'
import { fields, relations, residencesHere, type Field } from './words.ts'

export type Known = {
  place: string
  birth: string | null
  sex: string | null
  phone: string | null
  phoneMasked: string | null
  residence: string
  relation: string
  hometown: string | null
  since: Date
}
export type Told = { field: string; at: Date; source: string; byName: string | null; declined: boolean }
type Asked = Exclude<Field, 'name' | 'idNumber'>

const kinds = {
  sex: 'choice',
  birth: 'date',
  phone: 'phone',
  residence: 'choice',
  relation: 'choice',
  hometown: 'text',
} as const
const choices: Partial<Record<Asked, Readonly<Record<string, string>>>> = {
  sex: { 男: '男', 女: '女' },
  residence: residencesHere,
  relation: relations,
}
/** A child has no telephone of its own to be asked for, and came from where its parents came from. */
const askedFrom = 14
const order: readonly Asked[] = ['phone', 'relation', 'residence', 'hometown', 'sex', 'birth']

export function questionsOf(ctx: Pick<Ctx, 'book' | 'now'>, one: Known, facts: readonly Told[]) {
  const wanted = order.filter(field => concerns(field, one, ctx.now))
  const questions = wanted.flatMap(field => {
    const because = why(ctx, one, field, facts)
    return because === null ? [] : [question(field, one, because)]
  })
  return { questions, avoided: wanted.length - questions.length }
}

const purposeOf = (field: Asked): Purpose => (field === 'relation' ? 'household' : field)

function concerns(field: Asked, { birth, residence }: Known, now: Date): boolean {
  const grown = birth === null || ageOn(birth, dayOf(now)) >= askedFrom
  if (field === 'phone') return grown
  if (field === 'hometown') return grown && (residence === 'settled' || residence === 'tenant')
  return true
}

/** Why it has to be asked; null when it need not be. */
function why(ctx: Pick<Ctx, 'book' | 'now'>, one: Known, field: Asked, facts: readonly Told[]): string | null {
  const fact = facts.find(f => f.field === purposeOf(field))
  const value = valueOf(one, field)
  const at = fact?.at ?? (value === null ? null : one.since)
  if (at === null) return '还没有登记'
  if (!isStale(ctx, one.place, purposeOf(field), at)) return value === null && !fact?.declined ? '还没有登记' : null
  if (fact?.declined) return `上次不愿提供（${dayOf(at)}）`
  return `上次登记是 ${dayOf(at)}${fact?.byName ? `，${fact.byName}记的` : ''}`
}

const valueOf = (one: Known, field: Asked): string | null => (field === 'phone' ? one.phoneMasked : one[field])

const question = (field: Asked, one: Known, because: string) => ({
  field,
  label: fields[field],
  kind: kinds[field],
  choices: Object.entries(choices[field] ?? {}).map(([value, label]) => ({ value, label })),
  was: valueOf(one, field),
  because,
  purpose: purposes[purposeOf(field)].purpose,
})
