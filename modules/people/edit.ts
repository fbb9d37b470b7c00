/**
 * Changing a card, field by field: each change says what the card showed when it was opened, so that two people who
 * changed different things both keep theirs, and only a real conflict goes back to a person. 篇8 3.4「数据一次采集，资源多方共享」
 */
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { mergeFields } from '../../kernel/merge.ts'
import { maskId, maskPhone, mobile } from '../../kernel/numbers.ts'
import { permits } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { remember, type Change } from './change.ts'
import { initials, phoneColumns } from './columns.ts'
import type { people } from './contract.ts'
import { documentColumns, documentOf, idKeyOf, saysBirth, uses, type Document } from './documents.ts'
import { note, type Noted } from './facts.ts'
import { head, say } from './household.ts'
import { personFor } from './person.ts'
import type { Purpose } from './purposes.ts'
import type { findResident } from './resident.ts'
import { settle } from './residence.ts'
import { problem, registrar } from './rules.ts'
import type { Conflict } from './shapes.ts'
import { fields, residences, type Field, type papers, type ResidenceKind } from './words.ts'

export type Resident = NonNullable<Awaited<ReturnType<typeof findResident>>>
type Edit = Omit<Input<typeof people.ops.edit>, 'community' | 'id'>
/** As they are compared: numbers by their keyed hashes, which tell equal from different and nothing else. */
type Compared = Record<Field, string | null>

/** In the register of sources a relation is part of the household. */
const purposeOf = (field: Field): Purpose => (field === 'relation' ? 'household' : field)

export async function edit(ctx: Ctx, r: Resident, { changes, checked, declined, document, source, via }: Edit) {
  const typed = typedIn(ctx, changes, document)
  const stored = comparedOf(r)
  const asked = Object.fromEntries(
    (Object.keys(changes) as Field[]).flatMap(field => {
      const change = changes[field]
      return change ? [[field, { was: wasOf(r, field, change.was), is: typed.is(field, change.is) }]] : []
    }),
  )
  const { merged, conflicts } = mergeFields<Compared>(stored, asked)
  const told = await apply(ctx, r, merged, { typed, source, via })
  const confirmed = checked.filter(field => !(field in merged))
  const refused = declined.filter(field => !(field in merged))
  await note(
    ctx,
    r,
    [
      ...confirmed.map(field => ({ field: purposeOf(field), source })),
      ...refused.map(field => ({ field: purposeOf(field), source, declined: true })),
    ],
    via,
  )
  ctx.also['conflicts'] = conflicts.map(({ field }): Conflict => ({
    field,
    label: fields[field],
    theirs: shownOf(r, field),
    mine: typed.shown(field, changes[field]?.is ?? null),
  }))
  return told
}

/** Says what it is to be, on what is stored now: for whoever looks at the card while changing it. */
export async function correct(
  ctx: Ctx,
  r: Resident,
  { name, phone, residence, relation, source }: Omit<Input<typeof people.ops.correct>, 'community' | 'id'>,
) {
  const other = name !== undefined || residence !== undefined || relation !== undefined
  if (other && !permits(registrar, ctx.me, { place: r.place })) throw problem.askForCorrection()
  const wanted: Partial<Record<Field, string>> = {
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
    ...(residence !== undefined && { residence }),
    ...(relation !== undefined && { relation }),
  }
  const typed = typedIn(ctx, { ...(phone !== undefined && { phone: { was: null, is: phone } }) }, 'card')
  const stored = comparedOf(r)
  const asked = Object.fromEntries(
    (Object.keys(wanted) as Field[]).map(field => [field, { was: stored[field], is: typed.is(field, wanted[field]!) }]),
  )
  const { merged } = mergeFields<Compared>(stored, asked)
  // What is said again is heard again: the source and the day are new, the value is not.
  const again = (Object.keys(wanted) as Field[]).filter(field => !(field in merged))
  await note(
    ctx,
    r,
    again.map(field => ({ field: purposeOf(field), source })),
    '更正',
  )
  return apply(ctx, r, merged, { typed, source, via: '更正' })
}

async function apply(
  ctx: Ctx,
  r: Resident,
  merged: Partial<Compared>,
  { typed, source, via }: { typed: Typed; source: string; via: string },
) {
  const changed = Object.keys(merged) as Field[]
  if (!changed.length) return {}
  const { name, sex, birth, residence, relation, hometown } = merged
  const number = 'idNumber' in merged ? typed.number : null
  const by = number ?? { document: r.document, birth: r.birth, sex: r.sex }
  const against = (said: string | null | undefined, is: string | null) =>
    said !== undefined && is !== null && said !== is
  if ((number || saysBirth(r.document)) && saysBirth(by.document) && (against(birth, by.birth) || against(sex, by.sex)))
    throw problem.idSaysOtherwise()
  if (birth && birth > dayOf(ctx.now)) throw problem.badId('出生日期不能在今天之后')
  if (residence && (residence === 'registeredAway' || r.residence === 'registeredAway')) throw problem.useTheMove()

  const household = relation === 'householder' && r.relation !== relation ? await head(ctx, r) : r.household
  if (residence) await settle(ctx, r, { kind: residence, place: r.place, room: r.room, address: r.address, source })
  await note(ctx, r, sources(changed, number, source), via)
  await remember(ctx, r, { what: via, source, changes: changesOf(r, merged, typed) })
  return {
    household,
    ...(name && { name, initials: initials(name) }),
    ...(sex !== undefined && { sex }),
    ...(birth !== undefined && { birth }),
    ...('phone' in merged && phoneColumns(ctx, typed.phone)),
    ...(residence && { residence }),
    ...(relation && { relation }),
    ...(hometown !== undefined && { hometown }),
    ...(number && {
      ...documentColumns(ctx.sealer, number),
      person: await personFor(ctx, r, idKeyOf(ctx.sealer, number)),
      ...(number.sex && { sex: number.sex }),
      ...(number.birth && { birth: number.birth }),
    }),
  }
}

function sources(changed: readonly Field[], number: Document | null, source: string): Noted[] {
  const said = changed.map(field => ({ field: purposeOf(field), source }))
  const shown: Noted[] = number?.birth
    ? [
        { field: 'birth', source: '身份证号' },
        { field: 'sex', source: '身份证号' },
      ]
    : []
  return [...said.filter(one => !shown.some(other => other.field === one.field)), ...shown]
}

// ── Comparing and showing ───────────────────────────────────────────────────

const comparedOf = (r: Resident): Compared => ({
  name: r.name,
  sex: r.sex,
  birth: r.birth,
  idNumber: r.idKey,
  phone: r.phoneKey,
  residence: r.residence,
  relation: r.relation,
  hometown: r.hometown,
})

/** Whoever saw a mask knows the number it hid only as "the one shown then": the same mask is the same number. */
function wasOf(r: Resident, field: Field, was: string | null): string | null {
  if (field === 'phone') return was === r.phoneMasked ? r.phoneKey : was
  if (field === 'idNumber') return was === r.idMasked ? r.idKey : was
  return was || null
}

export function shownOf(r: Resident, field: Field): string | null {
  if (field === 'phone') return r.phoneMasked
  if (field === 'idNumber') return r.idMasked
  return r[field]
}

type Typed = {
  phone: string | null
  number: Document | null
  is: (field: Field, value: string | null) => string | null
  shown: (field: Field, value: string | null) => string | null
}

function typedIn(ctx: Ctx, changes: Pick<Edit['changes'], 'phone' | 'idNumber'>, paper: keyof typeof papers): Typed {
  const phone = changes.phone?.is || null
  const read = phone === null ? null : mobile(phone)
  if (read && !read.ok) throw problem.badPhone(read.say)
  const number = changes.idNumber ? documentOf(paper, changes.idNumber.is, dayOf(ctx.now)) : null
  if (number && !number.ok) throw problem.badId(number.say)
  return {
    phone: read?.value ?? null,
    number,
    is(field, value) {
      if (field === 'phone') return read && ctx.sealer.index(read.value, uses.phone)
      if (field === 'idNumber') return number && idKeyOf(ctx.sealer, number)
      return value || null
    },
    shown(field, value) {
      if (field === 'phone') return read && maskPhone(read.value)
      if (field === 'idNumber') return number && maskId(number.value, 1)
      return value
    },
  }
}

function changesOf(r: Resident, merged: Partial<Compared>, typed: Typed): Record<string, Change> {
  const word = (field: Field, value: string | null) =>
    field === 'residence' && value
      ? residences[value as ResidenceKind]
      : field === 'relation' && value
        ? say(value)
        : value
  return Object.fromEntries(
    (Object.keys(merged) as Field[]).map(field => [
      field,
      { was: word(field, shownOf(r, field)), is: word(field, typed.shown(field, merged[field] ?? null)) },
    ]),
  )
}
