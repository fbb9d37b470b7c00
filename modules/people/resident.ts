/** A resident as staff see them: name and household, numbers masked. What opens a number for a list is here alone. */
import { sql } from 'kysely'
import { ageOn, dayOf } from '../../kernel/clock.ts'
import { maskId, maskPhone } from '../../kernel/numbers.ts'
import { offered } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { uses } from './documents.ts'
import { isStale, type Key } from './facts.ts'
import { isPurpose, purposes } from './purposes.ts'
import { resident } from './rules.ts'

export const residents = ({ db }: Pick<Ctx, 'db'>) =>
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
    .select(['r.household', 'r.relation', 'r.residence', 'r.since', 'r.account', 'r.document', 'r.idNumber', 'r.phone'])
    .select(['r.hometown', 'r.mergedInto', 'r.idKey', 'r.phoneKey'])

type Row = { birth: string | null; idNumber: string | null; phone: string | null }

/**
 * The line of a list. Birth is shown beside it, so of the number only its two ends are: with the usual first three and
 * last four, whoever knows the county knows it all.
 */
export const line = <T extends Row>({ sealer, now }: Pick<Ctx, 'sealer' | 'now'>, row: T) => ({
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
type Fact = { field: string; source: string; at: string; byName: string | null; via: string | null; declined: boolean }
export type SealedContact = {
  id: string
  kind: string
  name: string | null
  relation: string | null
  number: string
  source: string
  at: string
}

/** As one column: the contacts in use of the card in `r` and of all that were merged into it. */
export const contactsOf = sql<SealedContact[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'kind', c.kind, 'name', c.name, 'relation', c.relation,
    'number', c.number, 'source', c.source, 'at', c.at) order by c.at, c.id), '[]')
  from people.contact c where c.community = r.community and c.ended is null
    and c.resident in (select people.cards(r.community, r.id)))`

export const contactLine = ({ sealer }: Pick<Ctx, 'sealer'>, { number, at, ...contact }: SealedContact) => ({
  ...contact,
  at: new Date(at),
  numberMasked: maskPhone(sealer.open(number, uses.contact)),
})

/** The whole card: the line, who lives in the same household, and where each field came from. */
const cards = (ctx: Ctx) =>
  residents(ctx).select([
    sql<Member[]>`(
      select coalesce(jsonb_agg(jsonb_build_object('community', m.community, 'id', m.id, 'name', m.name,
        'relation', m.relation, 'birth', m.birth, 'sex', m.sex, 'state', m.state) order by m.birth nulls last, m.id), '[]')
      from people.resident m where m.community = r.community and m.household = r.household and m.id <> r.id
        and m.state in ('living', 'away') and m.merged_into is null)`.as('members'),
    sql<Fact[]>`(
      select coalesce(jsonb_agg(jsonb_build_object('field', f.field, 'source', f.source, 'at', f.at, 'byName', f.by_name,
        'via', f.via, 'declined', f.declined) order by f.field), '[]')
      from people.fact f where f.community = r.community and f.resident = r.id)`.as('facts'),
    contactsOf.as('contacts'),
    sql<string[]>`array(select id from people.same_person(r.person) as id where id <> r.person)`.as('formerly'),
    sql<(Key & { to: string }) | null>`(
      select jsonb_build_object('community', h.community, 'id', h.id, 'to', h.place)
      from people.handover h where h.resident = r.id and h.state = 'sent' limit 1)`.as('handingOver'),
  ])

type Card = Awaited<ReturnType<ReturnType<typeof cards>['executeTakeFirstOrThrow']>>

/** The very card, merged or not: moves are judged on it. */
export async function findResident(ctx: Ctx, community: string, id: string) {
  const row = await cards(ctx).where('r.community', '=', community).where('r.id', '=', id).executeTakeFirst()
  return row && card(ctx, row)
}

/** Whoever comes with the address of a card that was merged is shown the one it was merged into. */
export async function readResident(ctx: Ctx, { community, id }: Key) {
  const row = await cards(ctx)
    .where('r.community', '=', community)
    .where('r.id', '=', sql<string>`people.root(${community}, ${id})`)
    .where(ctx.visible)
    .executeTakeFirst()
  return row && card(ctx, row)
}

/** Several cards at once, by their ids. */
export async function readResidents(ctx: Ctx, community: string, ids: readonly string[]) {
  if (!ids.length) return []
  const rows = await cards(ctx).where('r.community', '=', community).where('r.id', 'in', ids).execute()
  return rows.map(row => card(ctx, row))
}

function card(ctx: Ctx, row: Card) {
  const today = dayOf(ctx.now)
  return {
    ...line(ctx, row),
    members: row.members.map(m => ({ ...m, age: m.birth ? ageOn(m.birth, today) : null })),
    contacts: row.contacts.map(c => contactLine(ctx, c)),
    facts: row.facts.flatMap(({ field, at, ...fact }) => {
      if (!isPurpose(field)) return []
      const { label, purpose } = purposes[field]
      const told = new Date(at)
      return [{ ...fact, field, label, purpose, at: told, stale: isStale(ctx, row.place, field, told) }]
    }),
    offers: offered(ctx, resident, row),
  }
}
