/** A resident as staff see them: name and household, numbers masked. What seals and opens a number is here alone. */
import { sql } from 'kysely'
import { ageOn, dayOf } from '../../kernel/clock.ts'
import { maskId, maskPhone } from '../../kernel/numbers.ts'
import { offered } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { purposes, resident } from './rules.ts'

/** What a sealed text is bound to, and what its blind index is made for. */
export const uses = { idNumber: 'people.resident.idNumber', phone: 'people.resident.phone' } as const

export const residents = ({ db }: Ctx) =>
  db
    .selectFrom('people.resident as r')
    .select([
      'r.community',
      'r.id',
      'r.person',
      'r.place',
      'r.state',
      'r.name',
      'r.sex',
      'r.birth',
      'r.room',
      'r.address',
    ])
    .select(['r.household', 'r.relation', 'r.residence', 'r.since', 'r.account', 'r.idNumber', 'r.phone'])

type Row = { birth: string | null; idNumber: string | null; phone: string | null }

/**
 * The line of a list. Birth is shown beside it, so of the number only its two ends are: with the usual first three and
 * last four, whoever knows the county knows it all.
 */
export const line = <T extends Row>({ sealer, now }: Ctx, row: T) => ({
  ...row,
  age: row.birth ? ageOn(row.birth, dayOf(now)) : null,
  idMasked: row.idNumber && maskId(sealer.open(row.idNumber, uses.idNumber), 1),
  phoneMasked: row.phone && maskPhone(sealer.open(row.phone, uses.phone)),
})

type Member = {
  community: string
  id: string
  name: string
  relation: string
  birth: string | null
  sex: string | null
  state: string
}
type Fact = { field: string; source: string; at: string }

/** The whole card: the line, who lives in the same household, and where each field came from. */
export const cards = (ctx: Ctx) =>
  residents(ctx).select([
    sql<Member[]>`(
      select coalesce(jsonb_agg(jsonb_build_object('community', m.community, 'id', m.id, 'name', m.name,
        'relation', m.relation, 'birth', m.birth, 'sex', m.sex, 'state', m.state) order by m.birth nulls last, m.id), '[]')
      from people.resident m
      where m.community = r.community and m.household = r.household and m.id <> r.id and m.state in ('living', 'away'))`.as(
      'members',
    ),
    sql<Fact[]>`(
      select coalesce(jsonb_agg(jsonb_build_object('field', f.field, 'source', f.source, 'at', f.at) order by f.field), '[]')
      from people.fact f where f.community = r.community and f.resident = r.id)`.as('facts'),
  ])

type Card = Awaited<ReturnType<ReturnType<typeof cards>['executeTakeFirstOrThrow']>>
type Key = { community: string; id: string }

export async function findResident(ctx: Ctx, community: string, id: string) {
  const row = await cards(ctx).where('r.community', '=', community).where('r.id', '=', id).executeTakeFirst()
  return row && cardOf(ctx, row)
}

export async function readResident(ctx: Ctx, { community, id }: Key) {
  const row = await cards(ctx)
    .where('r.community', '=', community)
    .where('r.id', '=', id)
    .where(ctx.visible)
    .executeTakeFirst()
  return row && cardOf(ctx, row)
}

const isPurpose = (field: string): field is keyof typeof purposes => Object.hasOwn(purposes, field)

export function cardOf(ctx: Ctx, row: Card) {
  const today = dayOf(ctx.now)
  return {
    ...line(ctx, row),
    members: row.members.map(m => ({ ...m, age: m.birth ? ageOn(m.birth, today) : null })),
    facts: row.facts.filter(f => isPurpose(f.field)).map(f => ({ ...f, at: new Date(f.at), ...about(f.field) })),
    offers: offered(ctx, resident, row),
  }
}

const about = (field: string) =>
  isPurpose(field) ? { label: purposes[field].label, purpose: purposes[field].purpose } : { label: field, purpose: '' }
