/**
 * 篇3 一「移交衔接」. Two cards in two communities, compared by whoever answers for both. Neither is moved nor closed: each keeps
 * its homes with their dates and its own history. Of one person, they say one uuid from then on, and can be parted again.
 */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { pageOf, under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { maskName } from '../../kernel/numbers.ts'
import { moving, offered, type Stored } from '../../kernel/move.ts'
import { permits } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { startMany } from '../../kernel/start-many.ts'
import { places } from '../places/contract.ts'
import { rememberMany } from './change.ts'
import { people } from './contract.ts'
import type { Resident } from './edit.ts'
import { matching } from './papers.ts'
import { lockPersons } from './person.ts'
import { problem, registrar, resident } from './rules.ts'

type Card = Pick<Resident, 'community' | 'id' | 'place' | 'state' | 'name' | 'residence' | 'person' | 'idKey' | 'since'>
type Key = { community: string; id: string }

const matches = ({ db }: Ctx) =>
  db
    .selectFrom('people.match as m')
    .innerJoin('people.resident as r', join =>
      join.onRef('r.community', '=', 'm.community').onRef('r.id', '=', 'm.resident'),
    )
    .select(['m.community', 'm.id', 'm.place', 'm.state', 'm.resident', 'm.otherCommunity', 'm.otherPlace', 'm.other'])
    .select([
      'm.name',
      'm.reason',
      'm.byName',
      'm.at',
      'm.person as lead',
      'm.former',
      'm.known',
      'm.moved',
      'r.person',
    ])

async function findMatch(ctx: Ctx, community: string, id: string) {
  const row = await matches(ctx).where('m.community', '=', community).where('m.id', '=', id).executeTakeFirst()
  return row && { ...row, offers: offered(ctx, matching, row) }
}

export const movingMatches = moving(people, {
  table: 'people.match',
  machine: matching,
  title: m => maskName(m.name),
  find: findMatch,
  on: {
    async undoMatch(ctx, m, { reason }) {
      const two = [
        { community: m.community, id: m.resident },
        { community: m.otherCommunity, id: m.other },
      ]
      await lock(ctx, two)
      await lockPersons(ctx)
      if (m.former && m.lead) await part(ctx, { ...m, former: m.former, lead: m.lead })
      const said = { what: '撤销与另一社区档案的核对', source: reason, changes: {} }
      await rememberMany(
        ctx,
        two.map(of => ({ of, ...said })),
      )
      return { undone: ctx.now, undoneBy: ctx.me.name ?? null, undoneWhy: reason }
    },
  },
})

/** The move of either card. */
export async function match(ctx: Ctx, r: Resident, input: Input<typeof people.ops.match>) {
  const { other, otherCommunity, verdict, reason } = input
  if (otherCommunity === r.community) throw problem.oneCommunity()
  await lock(ctx, [r, { community: otherCommunity, id: other }])
  await lockPersons(ctx)
  // What was read before the lock may have been changed by whoever had it.
  const [mine, theirs] = [await cardOf(ctx, r), await cardOf(ctx, { community: otherCommunity, id: other })]
  if (!mine || !theirs || !permits(registrar, ctx.me, { place: theirs.place })) throw problem.noSuchCard()
  const { rows } = await sql<{ one: boolean }>`
    select people.current_person(${mine.person}) = people.current_person(${theirs.person}) as one`.execute(ctx.db)
  if (rows[0]!.one) throw problem.alreadyOne()
  const [a, b] = mine.community < theirs.community ? [mine, theirs] : [theirs, mine]
  const parted = { person: null, former: null, known: [], moved: [] }
  const joined = verdict === matching.initial ? await join(ctx, a, b) : parted
  await startMany(ctx, movingMatches, [
    {
      community: a.community,
      id: newId(ctx.now.getTime()),
      place: a.place,
      state: verdict,
      resident: a.id,
      otherCommunity: b.community,
      otherPlace: b.place,
      other: b.id,
      name: a.name,
      ...joined,
      reason,
      byName: ctx.me.name ?? null,
      at: ctx.now,
    },
  ])
  await tell(ctx, a, b, { what: `与另一社区的档案核对：${matching.states[verdict].label}`, source: reason })
}

/** Each community reads in its own history where the other card is. */
async function tell(ctx: Ctx, a: Card, b: Card, said: { what: string; source: string }) {
  const name = async (code: string) => (await ctx.ask(places.ops.place, { code })).name
  const [here, there] = [await name(a.community), await name(b.community)]
  const about = (of: Card, is: string) => ({ of, ...said, changes: { matched: { was: null, is } } })
  await rememberMany(ctx, [about(a, there), about(b, here)])
}

const lock = ({ db }: Ctx, cards: readonly Key[]) =>
  sql`
    select from people.resident
    where (community, id) in (${sql.join(cards.map(c => sql`(${c.community}, ${c.id}::uuid)`))})
    order by community, id for update`.execute(db)

const cardOf = ({ db }: Ctx, { community, id }: Key): Promise<Card | undefined> =>
  db
    .selectFrom('people.resident')
    .select(['community', 'id', 'place', 'name', 'residence', 'person', 'idKey', 'since'])
    .select(sql<Card['state']>`state`.as('state'))
    .where('community', '=', community)
    .where('id', '=', id)
    .where('mergedInto', 'is', null)
    .where('state', 'in', resident.moves.match.from)
    .executeTakeFirst()

// ── One person ──────────────────────────────────────────────────────────────

/** Whoever has a document leads on, else whoever was known first. */
async function join(ctx: Ctx, a: Card, b: Card) {
  refuseContradiction(a, b)
  const leads = Boolean(a.idKey) === Boolean(b.idKey) ? a.since <= b.since : Boolean(a.idKey)
  const [kept, lost] = leads ? [a, b] : [b, a]
  const { rows } = await sql<{ person: string; former: string; known: string[]; twice: string | null }>`
    with one as (select people.current_person(${kept.person}) as person, people.current_person(${lost.person}) as former),
      mine as (select people.same_person(person) as id from one), theirs as (select people.same_person(former) as id from one)
    select one.person, one.former, array(select id from mine union all select id from theirs order by 1) as known,
      (select x.community from people.resident x join people.resident y using (community)
        where x.person in (select id from mine) and y.person in (select id from theirs) and x.merged_into is null and y.merged_into is null
          and x.state in ('living', 'away') and y.state in ('living', 'away') limit 1) as twice
    from one`.execute(ctx.db)
  const { twice, ...found } = rows[0]!
  if (twice) throw problem.twiceThere()
  await ctx.db.insertInto('people.alias').values({ former: found.former, person: found.person }).execute()
  const moved = await sql<Key>`
    update people.resident set person = ${found.person} where person = ${found.former} returning community, id`.execute(
    ctx.db,
  )
  return { ...found, moved: moved.rows.map(card => card.id) }
}

/** One person lives in one place and is registered in one: which of the two cards says what is no longer so, people know. */
function refuseContradiction(a: Card, b: Card) {
  if (a.state === 'living' && b.state === 'living') throw problem.livesTwice()
  const isRegistered = ({ state, residence }: Card) =>
    state !== 'left' && (residence === 'registered' || residence === 'registeredAway')
  if (isRegistered(a) && isRegistered(b)) throw problem.registeredTwice()
}

type Joined = { community: string; lead: string; former: string; known: string[]; moved: string[]; at: Date }

/** Only the very person that was made: what was put together or passed on since must be undone first, the last before the first. */
async function part({ db }: Ctx, { lead, former, known, moved, at }: Joined) {
  const { rows } = await sql<{ same: boolean; passedOn: boolean }>`
    select array(select people.same_person(${lead}) order by 1) = ${known}::uuid[] as same,
      exists (select from people.handover h join people.resident r on r.community = left(h.from_place, 12) and (r.id = h.resident or r.id = any(h.members))
        where h.state = 'received' and h.answered > ${at} and r.person = ${lead}) as "passedOn"`.execute(db)
  if (!rows[0]!.same) throw problem.lastFirst()
  if (rows[0]!.passedOn) throw problem.passedOn()
  await sql`update people.resident set person = ${former} where person = ${lead} and id = any(${moved}::uuid[])`.execute(
    db,
  )
  // A number that only these cards have learned meanwhile is theirs.
  await sql`
    update people.identity i set person = ${former} where i.person = ${lead}
      and exists (select from people.resident r where r.id_key = i.id_key and r.person = ${former})
      and not exists (select from people.resident r where r.id_key = i.id_key and r.person = ${lead})`.execute(db)
  await db.deleteFrom('people.alias').where('former', '=', former).execute()
}

export async function listMatches(ctx: Ctx, { place, ...paging }: Input<typeof people.ops.matches>) {
  const rows = matches(ctx)
    .where(sql<boolean>`exists (select from (select m.place, m.other_place) as asked where ${ctx.visible})`)
    .$if(place !== undefined, q => q.where(eb => eb.or([under('m.place', place!), under('m.otherPlace', place!)])))
    .orderBy('m.at', 'desc')
    .orderBy('m.id')
  const { items, total } = await pageOf(rows, paging)
  return { total, items: items.map(m => ({ ...m, offers: offered(ctx, matching, m as Stored) })) }
}
