/** 篇2 二（一）「四类机构」、篇2 二（一）「三类组织」、篇1 二（一）「治理架构」. Bodies: what moves them. How they are read is in body-read.ts. */
import { sql } from 'kysely'
import { addYears, dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { judgedAt, moving, start } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { findBody } from './body-read.ts'
import { places } from './contract.ts'
import { set } from './point.ts'
import { seated } from './problems.ts'
import { body as machine, communityOf, limit } from './rules.ts'

export const movingBodies = moving(places, {
  table: 'places.body',
  machine,
  title: b => b.name,
  find: findBody,
  on: {
    amendBody: async (_, __, { community: _c, id: _i, ...given }) => set(given),

    async addSeat(ctx, { community, id: body }, { name, number, above = null }) {
      const { last } = await ctx.db
        .selectFrom('places.seat')
        .select(sql<number>`coalesce(max(at), 0)`.as('last'))
        .where('community', '=', community)
        .where('body', '=', body)
        .executeTakeFirstOrThrow()
      const id = newId(ctx.now.getTime())
      await ctx.db
        .insertInto('places.seat')
        .values({ community, id, body, name, number, above, at: last + 1 })
        .execute()
    },

    async endSeat({ db, now }, b, { seat }) {
      await seatOf(db, b, seat)
      if (await holdersFrom(db, b.community, seat, dayOf(now))) throw seated.seatHeld()
      await db
        .updateTable('places.seat')
        .set({ until: dayOf(now) })
        .where('community', '=', b.community)
        .where('id', '=', seat)
        .execute()
    },

    async reportTo({ db }, b, { seat, above = null }) {
      await seatOf(db, b, seat)
      await lockLines(db)
      if (above && (await climbs(db, b.community, above, seat))) throw seated.circle()
      await db
        .updateTable('places.seat')
        .set({ above })
        .where('community', '=', b.community)
        .where('id', '=', seat)
        .execute()
    },

    async beginTerm(ctx, { community, id: body, place }, { name, from, to }) {
      const years = judgedAt(ctx, place).figure(limit.termYears)
      const until = to ?? addYears(from, years)
      if (until <= from) throw seated.backwards()
      await ctx.db
        .insertInto('places.term')
        .values({ community, id: newId(ctx.now.getTime()), body, name, during: `[${from},${until})` })
        .execute()
    },

    async takeSeat(ctx, b, { seat, member, name, another, account, how, from }) {
      const { number } = await seatOf(ctx.db, b, seat)
      if ((await holdersFrom(ctx.db, b.community, seat, from)) >= number) throw seated.noVacancy()
      const who = member ?? (await newMember(ctx, b.community, name ?? '', another))
      if (account) await link(ctx.db, b.community, who, account)
      const term = await ctx.db
        .selectFrom('places.term')
        .select('id')
        .where('community', '=', b.community)
        .where('body', '=', b.id)
        .where(sql<boolean>`during @> ${from}::date`)
        .executeTakeFirst()
      const id = newId(ctx.now.getTime())
      await ctx.db
        .insertInto('places.holding')
        .values({ community: b.community, id, seat, member: who, term: term?.id ?? null, how, during: `[${from},)` })
        .execute()
    },

    async leaveSeat({ db }, b, { holding, on, why }) {
      const found = await db
        .selectFrom('places.holding as h')
        .innerJoin('places.seat as s', j => j.onRef('s.community', '=', 'h.community').onRef('s.id', '=', 'h.seat'))
        .select(sql<string>`lower(h.during)`.as('from'))
        .where('h.community', '=', b.community)
        .where('h.id', '=', holding)
        .where('s.body', '=', b.id)
        .where(sql<boolean>`upper_inf(h.during)`)
        .executeTakeFirst()
      if (!found) throw seated.notSeated()
      if (on <= found.from) throw seated.backwards()
      await db
        .updateTable('places.holding')
        .set({ during: `[${found.from},${on})`, why: why || null })
        .where('community', '=', b.community)
        .where('id', '=', holding)
        .execute()
    },

    /** 篇2 三（三）「双层管理」、篇2 三（三）「属地管辖」: led by those around it, guided by the one above of its own kind. */
    async answerTo(ctx, { community, id: body }, { upper, relation, from = dayOf(ctx.now) }) {
      const above = await ctx.db
        .selectFrom('places.body')
        .select('community')
        .where('id', '=', upper)
        .where('state', '=', machine.initial)
        .executeTakeFirst()
      if (!above) throw seated.noSuchBody()
      await lockLines(ctx.db)
      if (await answers(ctx.db, relation, upper, body, from)) throw seated.circle()
      const id = newId(ctx.now.getTime())
      const row = { community, id, body, upperCommunity: above.community, upper, kind: relation, during: `[${from},)` }
      await ctx.db.insertInto('places.line').values(row).execute()
    },

    async release({ db }, b, { line, on }) {
      const found = await db
        .selectFrom('places.line')
        .select(sql<string>`lower(during)`.as('from'))
        .where('community', '=', b.community)
        .where('id', '=', line)
        .where('body', '=', b.id)
        .where(sql<boolean>`upper_inf(during)`)
        .executeTakeFirst()
      if (!found) throw seated.noSuchBody()
      if (on <= found.from) throw seated.backwards()
      await db
        .updateTable('places.line')
        .set({ during: `[${found.from},${on})` })
        .where('community', '=', b.community)
        .where('id', '=', line)
        .execute()
    },

    dissolve,
  },
})

export async function addBody(ctx: Ctx, input: Input<typeof places.ops.addBody>) {
  const { duty, from = null, ...said } = input
  const community = communityOf(input.place)
  const id = newId(ctx.now.getTime())
  const usual = await ctx.db
    .selectFrom('places.kind')
    .select('duty')
    .where('family', '=', 'body')
    .where('code', '=', input.kind)
    .executeTakeFirst()
  await start(ctx, movingBodies, { ...said, community, id, from, duty: duty ?? usual?.duty ?? '' })
  return findBody(ctx, community, id)
}

/** One entry a person: whoever has the name of somebody who serves already says that it is another. */
export async function addMembers(ctx: Ctx, { place, members }: Input<typeof places.ops.addMembers>) {
  const community = communityOf(place)
  await lockMembers(ctx.db, community)
  const names = members.filter(m => !m.another).map(m => m.name)
  const known = names.length
    ? await ctx.db
        .selectFrom('places.member')
        .select('name')
        .where('community', '=', community)
        .where('name', 'in', names)
        .execute()
    : []
  const twice = names.find((name, i) => names.indexOf(name) !== i) ?? known[0]?.name
  if (twice) throw seated.sameName(`「${twice}」${seated.sameName().message}`)
  const rows = members.map(({ name, account = null }) => ({ community, id: newId(ctx.now.getTime()), name, account }))
  await ctx.db.insertInto('places.member').values(rows).execute()
  return rows
}

type Here = { community: string; id: string }

/** 篇2 一（二）3: on its day everybody leaves, and nobody answers to it any more; who it was stays on record. */
async function dissolve({ db }: Ctx, { community, id }: Here, { on, everyone }: { on: string; everyone: boolean }) {
  const inside = sql`community = ${community} and seat in (select id from places.seat where community = ${community} and body = ${id})`
  const { rows } =
    await sql`select from places.holding where ${inside} and (upper_inf(during) or upper(during) > ${on}::date) limit 1`.execute(
      db,
    )
  if (rows.length && !everyone) throw seated.stillSeated()
  // A day's range would be empty: who came after that day was never in.
  await sql`delete from places.holding where ${inside} and lower(during) >= ${on}::date`.execute(db)
  await sql`update places.holding set during = daterange(lower(during), ${on}::date), why = '组织撤销' where ${inside} and (upper_inf(during) or upper(during) > ${on}::date)`.execute(
    db,
  )
  const mine = sql`(community = ${community} and body = ${id}) or (upper_community = ${community} and upper = ${id})`
  await sql`delete from places.line where (${mine}) and lower(during) >= ${on}::date`.execute(db)
  await sql`update places.line set during = daterange(lower(during), ${on}::date) where (${mine}) and (upper_inf(during) or upper(during) > ${on}::date)`.execute(
    db,
  )
  return { until: on }
}

async function seatOf(db: Db, { community, id }: Here, seat: string) {
  const found = await db
    .selectFrom('places.seat')
    .select(['id', 'number'])
    .where('community', '=', community)
    .where('id', '=', seat)
    .where('body', '=', id)
    .where('until', 'is', null)
    .executeTakeFirst()
  if (!found) throw seated.noSuchSeat()
  return found
}

/** How many hold it on that day or come later. */
async function holdersFrom(db: Db, community: string, seat: string, day: string): Promise<number> {
  const { n } = await db
    .selectFrom('places.holding')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('community', '=', community)
    .where('seat', '=', seat)
    .where(sql<boolean>`during && daterange(${day}::date, null)`)
    .executeTakeFirstOrThrow()
  return n
}

async function newMember({ db, now }: Ctx, community: string, name: string, another: boolean): Promise<string> {
  if (!name) throw seated.noSuchMember('请填写姓名，或从名单里选')
  await lockMembers(db, community)
  const same = await db
    .selectFrom('places.member')
    .select('id')
    .where('community', '=', community)
    .where('name', '=', name)
    .executeTakeFirst()
  if (same && !another) throw seated.sameName()
  const id = newId(now.getTime())
  await db.insertInto('places.member').values({ community, id, name }).execute()
  return id
}

/** Two requests that bring the same new name must see each other. */
export const lockMembers = (db: Db, community: string) =>
  sql`select pg_advisory_xact_lock(hashtext('places.member' || ${community}))`.execute(db)

const link = (db: Db, community: string, member: string, account: string) =>
  db.updateTable('places.member').set({ account }).where('community', '=', community).where('id', '=', member).execute()

// ── Who stands above whom ───────────────────────────────────────────────────

/** Two halves of a circle drawn at the same moment must see each other. */
export const lockLines = (db: Db) => sql`select pg_advisory_xact_lock(hashtext('places.line'))`.execute(db)

/** Whether the way up from one post comes to the other. */
export async function climbs(db: Db, community: string, from: string, to: string): Promise<boolean> {
  const { rows } = await sql`
    with recursive up as (
      select id, above from places.seat where community = ${community} and id = ${from}
      union select s.id, s.above from places.seat s join up on s.community = ${community} and s.id = up.above
    ) select from up where id = ${to}`.execute(db)
  return rows.length > 0
}

/** Whether the way up from one body, along lines of one kind, comes to the other. */
async function answers(db: Db, kind: string, from: string, to: string, day: string): Promise<boolean> {
  if (from === to) return false
  const { rows } = await sql`
    with recursive up as (
      select ${from}::uuid as id
      union select l.upper from places.line l join up on l.body = up.id
      where l.kind = ${kind} and l.during && daterange(${day}::date, null)
    ) select from up where id = ${to}`.execute(db)
  return rows.length > 0
}
