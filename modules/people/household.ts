/**
 * Households: everyone who follows the same head. A household is called by the id of whoever heads it, or of whoever was
 * there first; joining, leaving, splitting and a new head keep that true.
 */
import { sql } from 'kysely'
import { common, permits } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { remember, type Change } from './change.ts'
import { problem, registrar } from './rules.ts'
import { relations, type RelationKind } from './words.ts'

export type Member = { community: string; id: string; room: string | null; household: string }
type Mate = { id: string; name: string; place: string; room: string | null; relation: string; household: string }

/** Those of a household who count: here or away, and not merged into another card. */
export async function mates({ db }: Pick<Ctx, 'db'>, { community, id, household }: Member): Promise<Mate[]> {
  return db
    .selectFrom('people.resident')
    .select(['id', 'name', 'place', 'room', 'relation', 'household'])
    .where('community', '=', community)
    .where('household', '=', household)
    .where('id', '<>', id)
    .where('state', 'in', ['living', 'away'])
    .where('mergedInto', 'is', null)
    .orderBy(sql`relation <> 'householder'`)
    .orderBy('since')
    .orderBy('id')
    .execute()
}

/** Whoever comes into a room follows the family that is there, else joins those who live there, or is the first of them. */
export async function householdOf(
  { db }: Pick<Ctx, 'db'>,
  { community, id, room, household }: Member,
): Promise<string> {
  if (room === null) return id
  const there = await db
    .selectFrom('people.resident')
    .select('household')
    .where('community', '=', community)
    .where('room', '=', room)
    .where('id', '<>', id)
    .where('state', 'in', ['living', 'away'])
    .where('mergedInto', 'is', null)
    .orderBy(sql`household <> ${household}`)
    .orderBy('since')
    .limit(1)
    .executeTakeFirst()
  return there?.household ?? id
}

/** A head of household gathers those in the room who follow nobody who is a head; a second family keeps its own. */
export async function head(
  { db }: Pick<Ctx, 'db'>,
  { community, id, room }: Omit<Member, 'household'>,
): Promise<string> {
  if (room !== null)
    await sql`
      update people.resident r set household = ${id}
      where r.community = ${community} and r.room = ${room} and not exists (
        select from people.resident h where h.community = ${community} and h.room = ${room} and h.id = r.household
          and h.id <> ${id} and h.relation = 'householder' and h.state in ('living', 'away') and h.merged_into is null)`.execute(
      db,
    )
  return id
}

/** Those who stay behind are called by one of themselves from now on. */
export async function leave(ctx: Ctx, { community, household }: Member, staying: readonly Mate[]) {
  const [next] = staying
  if (next && !staying.some(mate => mate.id === household)) await call(ctx, community, staying, next.id)
}

export async function split(ctx: Ctx, r: Member, chosen: readonly string[]): Promise<{ household: string }> {
  const all = await mates(ctx, r)
  const going = all.filter(mate => chosen.includes(mate.id))
  if (going.length !== new Set(chosen).size) throw problem.notOneHousehold()
  if (!going.every(mate => permits(registrar, ctx.me, { place: mate.place }))) throw common.forbidden()
  await leave(
    ctx,
    r,
    all.filter(mate => !going.includes(mate)),
  )
  await call(ctx, r.community, going, r.id)
  return { household: r.id }
}

export async function join(
  ctx: Ctx,
  r: Member & { relation: string },
  { of, relation }: { of: string; relation: RelationKind },
): Promise<{ household: string; relation: string }> {
  const to = await ctx.db
    .selectFrom('people.resident')
    .select(['id', 'place', 'household'])
    .where('community', '=', r.community)
    .where('id', '=', of)
    .where('state', 'in', ['living', 'away'])
    .where('mergedInto', 'is', null)
    .executeTakeFirst()
  if (!to || to.id === r.id || !permits(registrar, ctx.me, { place: to.place })) throw problem.noSuchCard()
  const staying = await mates(ctx, r)
  if (to.household !== r.household) {
    if (r.relation === 'householder' && staying.length) throw problem.headFirst()
    await leave(ctx, r, staying)
  }
  return { household: to.household, relation }
}

/** What the others are to the new head follows from what all were to the old one, as far as it can. */
export async function becomeHead(ctx: Ctx, r: Member & { relation: string }, source: string) {
  const all = await mates(ctx, r)
  for (const mate of all) {
    const relation = relationAfter(r.relation, mate.relation)
    if (relation === mate.relation) continue
    const changes: Record<string, Change> = { relation: { was: say(mate.relation), is: say(relation) } }
    await remember(ctx, { community: r.community, id: mate.id }, { what: source, source, changes })
    await ctx.db
      .updateTable('people.resident')
      .set({ relation })
      .where('community', '=', r.community)
      .where('id', '=', mate.id)
      .execute()
  }
  await call(ctx, r.community, all, r.id)
  return { household: r.id, relation: 'householder' }
}

/** `mine`: what the new head was to the old one; `theirs`: what somebody else was. What cannot be told is 其他. */
export function relationAfter(mine: string, theirs: string): string {
  const known: Record<string, Record<string, string>> = {
    spouse: { householder: 'spouse', child: 'child', grandchild: 'grandchild' },
    child: { householder: 'parent', spouse: 'parent' },
    parent: { householder: 'child', parent: 'spouse', child: 'grandchild' },
  }
  return known[mine]?.[theirs] ?? 'other'
}

export const say = (relation: string): string =>
  Object.hasOwn(relations, relation) ? relations[relation as RelationKind] : relation

async function call({ db }: Ctx, community: string, those: readonly Mate[], household: string) {
  if (!those.length) return
  await db
    .updateTable('people.resident')
    .set({ household })
    .where('community', '=', community)
    .where(
      'id',
      'in',
      those.map(mate => mate.id),
    )
    .execute()
}
