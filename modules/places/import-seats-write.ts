/** What a sheet of posts changes: terms, posts, members and who held which, each found again by what people call it. */
import { sql } from 'kysely'
import type { Db } from '../../kernel/db.ts'
import type { Counts, ImportCtx } from '../../kernel/exchange-kinds.ts'
import { newId } from '../../kernel/id.ts'
import { climbs, lockLines, lockMembers } from './body.ts'
import type { SeatRow } from './import-seats.ts'
import { seated } from './problems.ts'
import { body as machine, communityOf } from './rules.ts'

type Body = { community: string; id: string }
type Post = { id: string; number: number; above: string | null }
type Held = { id: string; how: string; until: string | null; why: string | null }
/** What stands in the communities of the sheet; kept up as rows are written. */
type There = {
  bodies: Map<string, Body>
  posts: Map<string, Post>
  terms: Map<string, { id: string; from: string; to: string }>
  members: Map<string, string[]>
  holdings: Map<string, Held>
}
type Did = 'added' | 'changed' | 'same'

export async function seat(ctx: ImportCtx, rows: readonly SeatRow[]): Promise<Counts> {
  const { db } = ctx
  const communities = [...new Set(rows.map(row => communityOf(row.place)))].toSorted()
  for (const community of communities) await lockMembers(db, community)
  const there = await standing(db, communities)
  const counts = { added: 0, changed: 0, same: 0 }
  const all = rows.map(row => ({ row, body: there.bodies.get(`${communityOf(row.place)} ${row.body}`)! }))
  // A post must stand before another reports to it, and the order of the sheet is not that of the chart.
  const did: Did[][] = []
  for (const one of all) did.push([await post(ctx, there, one)])
  for (const [at, one] of all.entries()) {
    did[at]!.push(await reporting(ctx, there, one), await term(ctx, there, one), await holding(ctx, there, one))
    counts[did[at]!.find(d => d === 'added') ?? did[at]!.find(d => d === 'changed') ?? 'same']++
  }
  await refuseCrowd(db, [...new Set(all.map(one => postOf(there, one)!.id))])
  return counts
}

async function standing(db: Db, communities: readonly string[]): Promise<There> {
  const read = <T>(what: ReturnType<typeof sql>) => sql<T>`${what}`.execute(db).then(found => found.rows)
  const here = sql`community = any(${communities})`
  const bodies = await read<Body & { name: string }>(
    sql`select community, id, name from places.body where ${here} and state = ${machine.initial}`,
  )
  const posts = await read<Post & { body: string; name: string }>(
    sql`select id, body, name, number, above from places.seat where ${here} and until is null`,
  )
  const terms = await read<{ id: string; body: string; name: string; from: string; to: string }>(
    sql`select id, body, name, lower(during) as "from", upper(during) as "to" from places.term where ${here} order by lower(during)`,
  )
  const members = await read<{ community: string; id: string; name: string }>(
    sql`select community, id, name from places.member where ${here} order by id`,
  )
  const holdings = await read<Held & { seat: string; member: string; from: string }>(
    sql`select id, seat, member, how, lower(during) as "from", upper(during) as until, why from places.holding where ${here}`,
  )
  return {
    bodies: new Map(bodies.map(b => [`${b.community} ${b.name}`, b])),
    posts: new Map(posts.map(p => [`${p.body} ${p.name}`, p])),
    terms: new Map(terms.map(t => [`${t.body} ${t.name}`, t])),
    members: new Map(
      [...Map.groupBy(members, m => `${m.community} ${m.name}`)].map(([who, same]) => [who, same.map(m => m.id)]),
    ),
    holdings: new Map(holdings.map(h => [`${h.seat} ${h.member} ${h.from}`, h])),
  }
}

type Of = { row: SeatRow; body: Body }
const postOf = (there: There, { row, body }: Of, name = row.seat) => there.posts.get(`${body.id} ${name}`)

async function post({ db, now }: ImportCtx, there: There, one: Of): Promise<Did> {
  const { row, body } = one
  const found = postOf(there, one)
  if (!found) {
    const made = { id: newId(now.getTime()), number: row.number ?? 1, above: null }
    const last = sql<number>`(select coalesce(max(at), 0) + 1 from places.seat where community = ${body.community} and body = ${body.id})`
    await db
      .insertInto('places.seat')
      .values({ ...made, community: body.community, body: body.id, name: row.seat, at: last })
      .execute()
    there.posts.set(`${body.id} ${row.seat}`, made)
    return 'added'
  }
  if (row.number === undefined || row.number === found.number) return 'same'
  await db
    .updateTable('places.seat')
    .set({ number: row.number })
    .where('community', '=', body.community)
    .where('id', '=', found.id)
    .execute()
  found.number = row.number
  return 'changed'
}

async function reporting({ db, dry }: ImportCtx, there: There, one: Of): Promise<Did> {
  if (!one.row.above) return 'same'
  const [own, above] = [postOf(there, one)!, postOf(there, one, one.row.above)]
  // In a check, what an earlier thousand brought has been taken back.
  if (!above && dry) return 'same'
  if (!above) throw seated.noSuchSeat()
  if (own.above === above.id) return 'same'
  await lockLines(db)
  if (await climbs(db, one.body.community, above.id, own.id)) throw seated.circle()
  await db
    .updateTable('places.seat')
    .set({ above: above.id })
    .where('community', '=', one.body.community)
    .where('id', '=', own.id)
    .execute()
  own.above = above.id
  return 'changed'
}

async function term({ db, now }: ImportCtx, there: There, { row, body }: Of): Promise<Did> {
  const { begins: from, ends: to } = row
  if (!row.term || !from || !to) return 'same'
  const found = there.terms.get(`${body.id} ${row.term}`)
  if (found?.from === from && found.to === to) return 'same'
  const during = `[${from},${to})`
  const id = found?.id ?? newId(now.getTime())
  const at = { community: body.community, id }
  if (found)
    await db
      .updateTable('places.term')
      .set({ during })
      .where(eb => eb.and(at))
      .execute()
  else
    await db
      .insertInto('places.term')
      .values({ ...at, body: body.id, name: row.term, during })
      .execute()
  there.terms.set(`${body.id} ${row.term}`, { id, from, to })
  return found ? 'changed' : 'added'
}

/** The same person in the same post from the same day is the same line, which may have got an end since. */
async function holding(ctx: ImportCtx, there: There, one: Of): Promise<Did> {
  const { row, body } = one
  const { name, nth, from } = row
  if (!name || !from) return 'same'
  const { id: seatId } = postOf(there, one)!
  const member = await memberOf(ctx, there, body.community, name, nth)
  const found = there.holdings.get(`${seatId} ${member} ${from}`)
  const { how = found?.how ?? 'elected', until = found?.until ?? null, why = found?.why ?? null } = row
  if (found && found.how === how && found.until === until && found.why === why) return 'same'
  const id = found?.id ?? newId(ctx.now.getTime())
  await sql`
    insert into places.holding (community, id, seat, member, term, how, during, why)
    values (${body.community}, ${id}, ${seatId}, ${member},
      (select id from places.term where community = ${body.community} and body = ${body.id}
        and case when ${row.term ?? null}::text is null then during @> ${from}::date else name = ${row.term ?? null} end limit 1),
      ${how}, daterange(${from}::date, ${until}::date), ${why})
    on conflict (community, id) do update set how = excluded.how, during = excluded.during, why = excluded.why`.execute(
    ctx.db,
  )
  there.holdings.set(`${seatId} ${member} ${from}`, { id, how, until, why })
  return found ? 'changed' : 'added'
}

/** The second 王芳 is she who came second; one who is not there yet must be the next. */
async function memberOf({ db, now }: ImportCtx, there: There, community: string, name: string, nth: number) {
  const same = there.members.get(`${community} ${name}`) ?? []
  const found = same[nth - 1]
  if (found) return found
  if (same.length < nth - 1) throw seated.nameGap()
  // Two of one name in one sheet begin in one millisecond, and their order is that of their ids.
  const id = newId(now.getTime() + nth)
  await db.insertInto('places.member').values({ community, id, name }).execute()
  there.members.set(`${community} ${name}`, [...same, id])
  return id
}

/** On no day do more hold a post than it has places. */
async function refuseCrowd(db: Db, seats: readonly string[]): Promise<void> {
  const { rows } = await sql`
    select from places.seat s
    where s.id = any(${seats}::uuid[]) and exists (
      select from places.holding a where a.community = s.community and a.seat = s.id and s.number < (
        select count(*) from places.holding b where b.community = s.community and b.seat = s.id and b.during @> lower(a.during))) limit 1`.execute(
    db,
  )
  if (rows.length) throw seated.noVacancy()
}
