/** Looking for cards that may be of one person: while somebody is registered, and afterwards as a list to be reviewed. */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { mobile } from '../../kernel/numbers.ts'
import type { Ctx } from '../../kernel/server.ts'
import { initials } from './columns.ts'
import type { people } from './contract.ts'
import { documentOf, idKeyOf, uses } from './documents.ts'
import { likeness, type Compared } from './likeness.ts'
import { line, readResidents, residents } from './resident.ts'
import { limit, problem } from './rules.ts'

/** What is typed so far may be half a number: only what is whole is compared. */
export async function alike(ctx: Ctx, typed: Input<typeof people.ops.alike>) {
  const { name, birth = null, room = null, place } = typed
  const document = typed.idNumber ? documentOf(typed.document, typed.idNumber, dayOf(ctx.now)) : null
  const phone = typed.phone ? mobile(typed.phone) : null
  const mine: Compared = {
    name,
    sex: document?.ok ? document.sex : null,
    birth: document?.ok ? document.birth : birth,
    room,
    idKey: document?.ok ? idKeyOf(ctx.sealer, document) : null,
    phoneKey: phone?.ok ? ctx.sealer.index(phone.value, uses.phone) : null,
  }
  const first = initials(name)
  const rows = await residents(ctx)
    .where('r.community', '=', place.slice(0, 12))
    .where(ctx.visible)
    .where('r.mergedInto', 'is', null)
    .where('r.state', '<>', 'died')
    .where(
      sql<boolean>`(r.id_key = ${mine.idKey} or r.name = ${name} and (r.birth = ${mine.birth} or r.room = ${room})
        or r.phone_key = ${mine.phoneKey} and r.initials = ${first})`,
    )
    .limit(most)
    .execute()
  return rows
    .map(row => ({ resident: line(ctx, row), ...likeness(mine, row) }))
    .filter(found => found.points >= least(ctx, place))
    .toSorted((a, b) => b.points - a.points)
    .slice(0, 5)
}
const most = 50
const least = (ctx: Ctx, place: string) => ctx.book.figure(limit.likeness, place, ctx.now)

type Found = { community: string; otherCommunity: string; a: string; b: string } & Record<
  `${'a' | 'b'}${'Name' | 'Sex' | 'Birth' | 'Room' | 'IdKey' | 'PhoneKey'}`,
  string | null
>

/** Each reason is a join on an equality, so a street of a hundred thousand is compared with itself in one reading. */
export async function pairs(ctx: Ctx, { place, across, page, size }: Input<typeof people.ops.pairs>) {
  const two = across ? sql`b.community > a.community` : sql`b.community = a.community and b.id > a.id`
  const join = (on: ReturnType<typeof sql>) =>
    sql`select a.community, b.community as other_community, a.id as a, b.id as b from mine a join mine b on ${two} and ${on}`
  const both = (side: string) =>
    sql.raw(['name', 'sex', 'birth', 'room', 'id_key', 'phone_key'].map(c => `${side}.${c} as ${side}_${c}`).join(', '))
  const { rows } = await sql<Found>`
    with mine as materialized (
      select community, id, person, name, sex, birth, room, id_key, phone_key, initials from people.resident
      where ${ctx.visible} and ${under('place', place)} and merged_into is null and state <> 'died'),
    found as (
      ${join(sql`b.id_key = a.id_key`)} union
      ${join(sql`b.name = a.name and b.birth = a.birth`)} union
      ${join(sql`b.phone_key = a.phone_key and b.initials = a.initials`)} union
      ${join(sql`b.room = a.room and b.name = a.name`)})
    select f.*, ${both('a')}, ${both('b')}
    from found f join mine a on a.community = f.community and a.id = f.a join mine b on b.community = f.other_community and b.id = f.b
    where ${across ? undecided : sql`not exists (select from people.apart k where k.community = f.community and k.a = f.a and k.b = f.b)`}`.execute(
    ctx.db,
  )
  const side = (f: Found, s: 'a' | 'b'): Compared => ({
    name: f[`${s}Name`] ?? '',
    sex: f[`${s}Sex`],
    birth: f[`${s}Birth`],
    room: f[`${s}Room`],
    idKey: f[`${s}IdKey`],
    phoneKey: f[`${s}PhoneKey`],
  })
  const judged = rows
    .map(f => ({ f, ...likeness(side(f, 'a'), side(f, 'b')) }))
    .filter(one => one.points >= least(ctx, place))
    .toSorted((x, y) => y.points - x.points || (x.f.a < y.f.a ? -1 : 1) || (x.f.b < y.f.b ? -1 : 1))
  const shown = judged.slice((page - 1) * size, page * size)
  return { total: judged.length, items: await cardsOf(ctx, shown) }
}

/** In two communities a person may well have two cards: only those are shown that are not known to be of one. */
const undecided = sql`
  people.current_person(a.person) <> people.current_person(b.person)
  and not exists (select from people.match k where k.community = f.community and k.resident = f.a and k.other = f.b and k.state <> 'undone')`

type Judged = { f: Found } & ReturnType<typeof likeness>

async function cardsOf(ctx: Ctx, shown: readonly Judged[]) {
  const cards = new Map<string, Awaited<ReturnType<typeof readResidents>>[number]>()
  const wanted = shown.flatMap(({ f }) => [
    { community: f.community, id: f.a },
    { community: f.otherCommunity, id: f.b },
  ])
  for (const [community, those] of Map.groupBy(wanted, one => one.community))
    for (const card of await readResidents(ctx, community, [...new Set(those.map(one => one.id))]))
      cards.set(card.id, card)
  return shown.map(({ f, points, reasons }) => {
    const [a, b] = [cards.get(f.a)!, cards.get(f.b)!]
    const differs = compared.filter(field => (a[field] ?? '') !== (b[field] ?? ''))
    return { community: f.community, id: f.a, a, b, points, reasons, differs: [...differs, ...hidden(f)] }
  })
}

const compared = ['name', 'sex', 'birth', 'hometown', 'address', 'residence', 'relation', 'state', 'document'] as const
/** Two numbers may hide behind one mask. */
const hidden = (f: Found) => [
  ...(f.aIdKey === f.bIdKey ? [] : ['idMasked']),
  ...(f.aPhoneKey === f.bPhoneKey ? [] : ['phoneMasked']),
]

/** Made sure of by a person; the pair is not shown again. */
export async function keepApart(ctx: Ctx, { place, a, b, reason }: Input<typeof people.ops.keepApart>) {
  const community = place.slice(0, 12)
  const there = await ctx.db
    .selectFrom('people.resident')
    .select('id')
    .where('community', '=', community)
    .where('id', 'in', [a, b])
    .where(under('place', place))
    .execute()
  if (there.length !== 2) throw problem.noSuchCard()
  const [first, second] = a < b ? [a, b] : [b, a]
  await ctx.db
    .insertInto('people.apart')
    .values({ community, a: first, b: second, reason, by: ctx.me.id, byName: ctx.me.name ?? null, at: ctx.now })
    .onConflict(c => c.doNothing())
    .execute()
  return {}
}
