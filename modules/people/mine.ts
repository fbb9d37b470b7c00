/** Everything the system holds of a person, for that person: numbers whole, every source, nothing of anybody else. */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/server.ts'
import { uses } from './documents.ts'
import { isPurpose, purposes } from './purposes.ts'
import { contactsOf, residents } from './resident.ts'
import { labelOf, purposeOf } from './tag.ts'
import { contactKinds, documents, relations, residences } from './words.ts'

type Fact = { field: string; source: string; at: string }
type Tag = { community: string; id: string; resident: string; kind: string; said: string; from: string; until: string }
type Stay = { from: string; to: string | null; kind: string; address: string | null }

export async function myData(ctx: Ctx) {
  const { sealer } = ctx
  const rows = await residents(ctx)
    .select([
      contactsOf.as('contacts'),
      sql<Fact[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('field', f.field, 'source', f.source, 'at', f.at) order by f.field), '[]')
        from people.fact f where f.community = r.community and f.resident = r.id)`.as('facts'),
      sql<Tag[]>`(
        select coalesce(jsonb_agg(to_jsonb(t) order by t."from"), '[]') from people.tag t where t.community = r.community
          and t.resident in (select people.cards(r.community, r.id)) and t.ended is null and t.until >= ${dayOf(ctx.now)}::date)`.as(
        'tags',
      ),
      sql<Stay[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('from', lower(h.during), 'to', upper(h.during), 'kind', h.kind,
          'address', h.address) order by h.during), '[]')
        from people.residence h where h.community = r.community and h.resident = r.id)`.as('residences'),
    ])
    .where(ctx.visible)
    .where('r.mergedInto', 'is', null)
    .orderBy('r.since')
    .execute()
  return {
    at: ctx.now,
    cards: rows.map(({ facts, contacts, tags, ...r }) => ({
      ...r,
      document: r.document && wordIn(documents, r.document),
      idNumber: r.idNumber && sealer.open(r.idNumber, uses.idNumber),
      phone: r.phone && sealer.open(r.phone, uses.phone),
      residence: wordIn(residences, r.residence),
      relation: wordIn(relations, r.relation),
      sources: facts.flatMap(f => (isPurpose(f.field) ? [{ ...f, ...purposes[f.field], at: new Date(f.at) }] : [])),
      contacts: contacts.map(c => ({
        ...c,
        kind: wordIn(contactKinds, c.kind),
        number: sealer.open(c.number, uses.contact),
      })),
      tags: tags.map(tag => ({ ...tag, label: labelOf(tag.kind), purpose: purposeOf(tag.kind) })),
      residences: r.residences.map(stay => ({ ...stay, kind: wordIn(residences, stay.kind) })),
    })),
  }
}

const wordIn = (table: Readonly<Record<string, string>>, key: string) => table[key] ?? key
