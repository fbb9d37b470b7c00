/** Bodies as they stand on a day: posts and who holds them, what is vacant, who leads and who guides, and who held what before. */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import { offered } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { Body, places } from './contract.ts'
import { body as machine, communityOf } from './rules.ts'

type Stored = Omit<Body, 'seats' | 'term' | 'vacant' | 'above' | 'below'>

const listed = (db: Db) =>
  db
    .selectFrom('places.body as b')
    .innerJoin('places.kind as k', join => join.onRef('k.family', '=', 'b.family').onRef('k.code', '=', 'b.kind'))
    .select(['b.community', 'b.id', 'b.place', 'b.kind', 'k.label as kindLabel', 'k.grouping', 'b.name', 'b.duty'])
    .select(['b.phone', 'b.office', 'b.from', 'b.until', sql<Body['state']>`b.state`.as('state')])

/** Of the place itself, as they were on a day; today, unless said. */
export async function bodies({ db, now }: Ctx, { place, on = dayOf(now) }: Input<typeof places.ops.bodies>) {
  const found = await listed(db)
    .where('b.place', '=', place)
    .where(sql<boolean>`coalesce(b."from", '-infinity') <= ${on}::date and coalesce(b.until, 'infinity') > ${on}::date`)
    .orderBy('k.at')
    .orderBy('b.name')
    .execute()
  return furnished(db, found, on)
}

export async function readBody(ctx: Ctx, { community, id, on }: Input<typeof places.ops.body>) {
  return findBody(ctx, community, id, on)
}

export async function findBody(ctx: Ctx, community: string, id: string, on = dayOf(ctx.now)) {
  const found = await listed(ctx.db).where('b.community', '=', community).where('b.id', '=', id).executeTakeFirst()
  if (!found) return undefined
  const [body] = await furnished(ctx.db, [found], on)
  const [history, terms] = await Promise.all([historyOf(ctx.db, found), termsOf(ctx.db, [found])])
  return {
    ...body!,
    history,
    terms: terms.map(t => ({ ...t, ended: t.to <= on })),
    offers: offered(ctx, machine, found),
  }
}

export async function members(ctx: Ctx, { place, search }: Input<typeof places.ops.members>) {
  const { rows } = await sql<{ id: string; name: string; seats: string[] }>`
    select m.id, m.name, coalesce(array_agg(b.name || s.name order by s.at) filter (where h.id is not null), '{}') as seats
    from (
      select * from (select *, ${place.slice(0, 12)}::text collate "C" as place from places.member where community = ${communityOf(place)}) as here
      where ${ctx.visible} and strpos(name, ${search ?? ''}) > 0
    ) m
    left join places.holding h on h.community = m.community and h.member = m.id and h.during @> ${dayOf(ctx.now)}::date
    left join places.seat s on s.community = h.community and s.id = h.seat
    left join places.body b on b.community = s.community and b.id = s.body
    group by m.id, m.name order by m.name limit 500`.execute(ctx.db)
  return rows
}

// ── What belongs to a body ──────────────────────────────────────────────────

async function furnished(db: Db, all: readonly Stored[], on: string): Promise<Body[]> {
  if (!all.length) return []
  const [seats, terms, lines] = await Promise.all([seatsOf(db, all, on), termsOf(db, all), linesOf(db, all, on)])
  return all.map(b => {
    const own = seats.filter(s => s.community === b.community && s.body === b.id)
    const term = terms.filter(t => t.body === b.id && t.from <= on).at(-1)
    return {
      ...b,
      term: term ? { name: term.name, from: term.from, to: term.to, ended: term.to <= on } : null,
      seats: own,
      vacant: own.reduce((sum, s) => sum + s.vacant, 0),
      above: lines.filter(l => l.body === b.id).map(l => l.above),
      below: lines.filter(l => l.upper === b.id).map(l => l.below),
    }
  })
}

const of = (all: readonly Stored[]) => all.map(b => b.id)

async function seatsOf(db: Db, all: readonly Stored[], on: string) {
  const { rows } = await sql<Body['seats'][number] & { community: string; body: string; at: number }>`
    select s.community, s.body, s.id, s.name, s.number, s.above, up.name as "aboveName", s.at,
      greatest(0, s.number - count(h.id))::int as vacant,
      coalesce(jsonb_agg(jsonb_build_object('holding', h.id, 'member', h.member, 'name', m.name, 'how', h.how, 'since', lower(h.during),
        'also', array(
          select b2.name || s2.name from places.holding h2 join places.seat s2 on s2.community = h2.community and s2.id = h2.seat
          join places.body b2 on b2.community = s2.community and b2.id = s2.body
          where h2.community = h.community and h2.member = h.member and s2.body <> s.body and h2.during @> ${on}::date order by b2.name))
        order by lower(h.during), m.name) filter (where h.id is not null), '[]') as holders
    from places.seat s
    left join places.seat up on up.community = s.community and up.id = s.above
    left join places.holding h on h.community = s.community and h.seat = s.id and h.during @> ${on}::date
    left join places.member m on m.community = h.community and m.id = h.member
    where s.community = any(${all.map(b => b.community)}) and s.body = any(${of(all)}::uuid[]) and coalesce(s.until, 'infinity') > ${on}::date
    group by s.community, s.body, s.id, s.name, s.number, s.above, up.name, s.at order by s.at`.execute(db)
  return rows
}

async function termsOf(db: Db, all: readonly Stored[]) {
  return db
    .selectFrom('places.term')
    .select(['body', 'name', sql<string>`lower(during)`.as('from'), sql<string>`upper(during)`.as('to')])
    .where('community', 'in', [...new Set(all.map(b => b.community))])
    .where('body', 'in', of(all))
    .orderBy(sql`lower(during)`)
    .execute()
}

async function linesOf(db: Db, all: readonly Stored[], on: string) {
  const rows = await db
    .selectFrom('places.line as l')
    .innerJoin('places.body as b', j => j.onRef('b.community', '=', 'l.community').onRef('b.id', '=', 'l.body'))
    .innerJoin('places.body as u', j => j.onRef('u.community', '=', 'l.upperCommunity').onRef('u.id', '=', 'l.upper'))
    .select([
      'l.id as line',
      'l.community',
      'l.body',
      'l.upperCommunity',
      'l.upper',
      sql<Body['above'][number]['kind']>`l.kind`.as('kind'),
    ])
    .select(['b.name', 'b.place', 'u.name as upperName', 'u.place as upperPlace'])
    .where(eb => eb.or([eb('l.body', 'in', of(all)), eb('l.upper', 'in', of(all))]))
    .where(sql<boolean>`l.during @> ${on}::date`)
    .orderBy('l.kind', 'desc')
    .orderBy('b.place')
    .execute()
  return rows.map(({ line, kind, ...l }) => ({
    body: l.body,
    upper: l.upper,
    above: { line, kind, community: l.upperCommunity, id: l.upper, name: l.upperName, place: l.upperPlace },
    below: { line, kind, community: l.community, id: l.body, name: l.name, place: l.place },
  }))
}

async function historyOf(db: Db, { community, id }: { community: string; id: string }) {
  return db
    .selectFrom('places.holding as h')
    .innerJoin('places.seat as s', j => j.onRef('s.community', '=', 'h.community').onRef('s.id', '=', 'h.seat'))
    .innerJoin('places.member as m', j => j.onRef('m.community', '=', 'h.community').onRef('m.id', '=', 'h.member'))
    .leftJoin('places.term as t', j => j.onRef('t.community', '=', 'h.community').onRef('t.id', '=', 'h.term'))
    .select(['s.name as seat', 'm.name', 'h.how', 't.name as term', 'h.why'])
    .select([sql<string>`lower(h.during)`.as('from'), sql<string | null>`upper(h.during)`.as('until')])
    .where('h.community', '=', community)
    .where('s.body', '=', id)
    .orderBy(sql`lower(h.during)`, 'desc')
    .orderBy('s.at')
    .limit(500)
    .execute()
}
