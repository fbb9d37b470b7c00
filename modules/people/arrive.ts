/**
 * Takes in whoever was handed over. Somebody who comes back gets the old card again, with all it held; what the other
 * community learned later is newer and goes with them. Sealed numbers are carried as they are: the same key opens them.
 */
import { sql } from 'kysely'
import { newId } from '../../kernel/id.ts'
import { makeMove, start } from '../../kernel/move.ts'
import { theClock } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { columns } from './columns.ts'
import { people } from './contract.ts'
import { movingResidents } from './moves.ts'
import { settle } from './residence.ts'
import { problem } from './rules.ts'

type Handed = {
  community: string
  fromPlace: string
  resident: string
  members: string[]
  day: string
  withTags: boolean
  agreed: string | null
}
type To = { place: string; room: string | null; address: string | null; residence: string }
const source = '迁移交接'

export async function arrive(ctx: Ctx, h: Handed, to: To) {
  const from = h.fromPlace.slice(0, 12)
  const came = new Map<string, { id: string; was: string }>()
  for (const id of [h.resident, ...h.members]) {
    const card = await cardOf(ctx, from, id)
    const before = await earlier(ctx, h.community, card.person)
    const there = before ?? (await begin(ctx, h, card, to))
    if (before) await comeBack(ctx, h, before, to)
    await carry(ctx, { from, id, to: h.community, there: there.id, h })
    if (before) await renew(ctx, { from, id, to: h.community, there: before.id })
    came.set(id, { id: there.id, was: card.household })
    await makeMove(ctx, [movingResidents], 'depart', leaving(from, id, h.day), theClock)
  }
  await together(ctx, h.community, [...came.values()])
}

/** What the rules ask of a move is its key; the day is what `depart` asks besides. */
const leaving = (community: string, id: string, date: string) => ({ community, id, date })

async function cardOf({ db }: Ctx, community: string, id: string) {
  const found = await db
    .selectFrom('people.resident')
    .selectAll()
    .where('community', '=', community)
    .where('id', '=', id)
    .where('state', 'in', ['living', 'away'])
    .where('mergedInto', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw problem.goneMeanwhile()
  return found
}
type Card = Awaited<ReturnType<typeof cardOf>>

/** The card this person has, or had, in the community that takes them in. */
async function earlier({ db }: Ctx, community: string, person: string) {
  return db
    .selectFrom('people.resident')
    .select(['id', 'place', 'state', 'residence'])
    .where('community', '=', community)
    .where(sql<boolean>`person in (select people.same_person(${person}))`)
    .where('mergedInto', 'is', null)
    .where('state', '<>', 'died')
    .orderBy(sql`state in ('living', 'away')`, 'desc')
    .orderBy('since', 'desc')
    .limit(1)
    .executeTakeFirst()
}

async function begin(ctx: Ctx, h: Handed, card: Card, { place, room, address, residence }: To) {
  const id = newId(ctx.now.getTime())
  const { homeKey: _, mergedInto: __, until: ___, state: ____, ...kept } = card
  await start(ctx, movingResidents, {
    ...kept,
    community: h.community,
    id,
    place,
    room,
    address,
    residence,
    household: id,
    since: ctx.now,
  })
  await settle(ctx, { community: h.community, id }, { kind: residence, place, room, address, source }, h.day)
  return { id }
}

async function comeBack(ctx: Ctx, h: Handed, card: { id: string; state: string; residence: string }, to: To) {
  const key = { community: h.community, id: card.id }
  if (card.state !== 'living') await ctx.ask(people.ops.returnHome, { ...key, date: h.day })
  const { place, room } = to
  await ctx.ask(people.ops.moveHome, {
    ...key,
    place,
    ...(room !== null && { room }),
    date: h.day,
    whole: false,
    source,
  })
  if (to.residence !== card.residence)
    await ctx.ask(people.ops.correct, { ...key, residence: to.residence as 'settled', source })
}

type Way = { from: string; id: string; to: string; there: string }

/** Sources, contacts and, if the person agreed, tags: what is there already stays, only what is not is added. */
async function carry({ db, now, me }: Ctx, { from, id, to, there, h }: Way & { h: Handed }) {
  await sql`
    insert into people.fact (community, resident, field, source, at, by, by_name, via, declined)
    select ${to}, ${there}, field, source, at, by, by_name, ${source}, declined from people.fact
    where community = ${from} and resident = ${id} and field not in ('home', 'household', 'tag')
    on conflict (community, resident, field) do update
      set source = excluded.source, at = excluded.at, by = excluded.by, by_name = excluded.by_name, via = excluded.via, declined = excluded.declined
      where excluded.at > people.fact.at`.execute(db)
  await sql`
    insert into people.contact (community, id, resident, kind, name, relation, number, number_key, source, by_name, at)
    select ${to}, uuidv7(), ${there}, kind, name, relation, number, number_key, source, by_name, at from people.contact c
    where c.community = ${from} and c.resident in (select people.cards(${from}, ${id})) and c.ended is null
      and not exists (select from people.contact o where o.community = ${to} and o.resident = ${there}
        and o.number_key = c.number_key and o.kind = c.kind and o.ended is null)`.execute(db)
  if (!h.withTags) return
  await sql`
    insert into people.tag (community, id, resident, kind, basis, said, "from", until, by_name, at)
    select ${to}, uuidv7(), ${there}, kind, basis, said || ${`（移交：${h.agreed}）`}, "from", until, ${me.name ?? null}, ${now} from people.tag t
    where t.community = ${from} and t.resident in (select people.cards(${from}, ${id})) and t.ended is null and t.until >= ${now}::date
      and not exists (select from people.tag o where o.community = ${to} and o.resident = ${there} and o.kind = t.kind
        and o.ended is null and o.until >= ${now}::date)`.execute(db)
}

/** On a card that was there before, a field takes the value of whoever heard it last. `carry` left the later day with the source. */
async function renew({ db }: Ctx, { from, id, to, there }: Way) {
  for (const [field, names] of Object.entries(columns)) {
    const set = sql.join(names.map(name => sql`${sql.ref(name)} = src.${sql.ref(name)}`))
    await sql`
      update people.resident r set ${set} from people.resident src
      where r.community = ${to} and r.id = ${there} and src.community = ${from} and src.id = ${id}
        and exists (select from people.fact f join people.fact o on o.at = f.at and o.field = f.field
          where f.community = ${from} and f.resident = ${id} and f.field = ${field} and o.community = ${to} and o.resident = ${there})`.execute(
      db,
    )
  }
}

/** Those who were one household there are one household here, called by the first of them. */
async function together({ db }: Ctx, community: string, came: readonly { id: string; was: string }[]) {
  for (const [, family] of Map.groupBy(came, one => one.was)) {
    const [first] = family
    await db
      .updateTable('people.resident')
      .set({ household: first!.id })
      .where('community', '=', community)
      .where(
        'id',
        'in',
        family.map(one => one.id),
      )
      .execute()
  }
}
