/** What became of a card: where the person lived from when to when, in every community one may look into, and what changed. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { Change } from './change.ts'
import type { people } from './contract.ts'
import { fields, type Field } from './words.ts'

export async function history(ctx: Ctx, { community, id }: Input<typeof people.ops.history>) {
  const card = await ctx.db
    .selectFrom('people.resident')
    .select(['person', 'id'])
    .where('community', '=', community)
    .where('id', '=', sql<string>`people.root(${community}, ${id})`)
    .where(ctx.visible)
    .executeTakeFirst()
  if (!card) return undefined
  const { rows: residences } = await sql<{ from: string; to: string | null }>`
    select h.community, h.place, lower(h.during) as "from", upper(h.during) as "to", h.kind, h.address, h.source, h.by_name
    from (select community as c, id as i, place from people.resident where person in (select people.same_person(${card.person}))) as resident
    join people.residence h on h.community = resident.c and h.resident = resident.i
    where exists (select from (select resident.place) as asked (place) where ${ctx.visible})
    order by h.during desc, h.community`.execute(ctx.db)
  const changes = await ctx.db
    .selectFrom('people.change')
    .select(['at', 'what', 'source', 'byName', 'changes'])
    .where('community', '=', community)
    .where(sql<boolean>`resident in (select people.cards(${community}, ${card.id}))`)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return {
    person: card.person,
    residences,
    changes: changes.map(({ changes: of, ...one }) => ({ ...one, lines: linesOf(of as Record<string, Change>) })),
  }
}

const others: Record<string, string> = {
  home: '住处',
  contact: '联系方式',
  tag: '关爱标签',
  merged: '并入的档案',
  matched: '另一份在',
}
const isField = (field: string): field is Field => Object.hasOwn(fields, field)
const linesOf = (changes: Record<string, Change>) =>
  Object.entries(changes).map(([field, change]) => ({
    label: isField(field) ? fields[field] : (others[field] ?? field),
    ...change,
  }))
