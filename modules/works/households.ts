/** Whose word is asked for, and their word: once for each home, counted, and kept apart from the home. 篇1 二（二）2「三评」 */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { permits } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { people } from '../people/contract.ts'
import { places } from '../places/contract.ts'
import type { works } from './contract.ts'
import { findProject, type Found } from './project-read.ts'
import { problem } from './problem-rules.ts'
import { may } from './rules.ts'

type In<M extends keyof typeof works.ops> = Input<(typeof works.ops)[M]>

/** The homes of the buildings that were named, or of the whole place, as they are today. */
export async function nameHouseholds(ctx: Ctx, { community, id: project, place, buildings }: Found) {
  const all = await ctx.ask(places.ops.buildings, { place })
  for (const b of all.filter(one => !buildings.length || buildings.includes(one.id))) {
    const rooms = await ctx.ask(places.ops.rooms, { community, building: b.id })
    const homes = rooms.filter(r => r.use === 'home')
    const rows = homes.map(r => ({ community, project, room: r.id, place: b.place, address: addressOf(b, r) }))
    if (rows.length)
      await ctx.db
        .insertInto('works.household')
        .values(rows)
        .onConflict(c => c.doNothing())
        .execute()
  }
}
const addressOf = (b: { estate: string; name: string }, r: { unit: string; name: string }) =>
  `${b.estate}${b.name}${r.unit && `${r.unit}单元`}${r.name}`

export async function households(ctx: Ctx, { community, project, page, size }: In<'households'>) {
  const { rows } = await sql<{ id: string; address: string; answered: boolean; total: number }>`
    select h.room as id, h.address, h.answered, count(*) over ()::int as total from (
      select *, exists (select from works.reviewed r join works.project p on p.community = r.community and p.id = r.project and p.round = r.round
        where r.community = household.community and r.project = household.project and r.room = household.room) as answered
      from works.household where ${ctx.visible} and community = ${community} and project = ${project}) h
    order by h.answered, h.place, h.address, h.room limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  return { items: rows, total: rows[0]?.total ?? 0 }
}

/** The home of whoever answers for themselves, or the one at whose door a worker stands; nothing where that is not theirs to say. */
export async function homeOf(ctx: Ctx, community: string, project: string, asked?: string): Promise<string | null> {
  const mine = asked ? [] : (await ctx.ask(people.ops.mine, {})).filter(h => h.community === community)
  const { rows } = await sql<{ room: string; place: string }>`
    select room, place from works.household where community = ${community} and project = ${project}
      and room = any(${asked ? [asked] : mine.flatMap(h => h.home ?? [])}::uuid[]) limit 1`.execute(ctx.db)
  const home = rows[0]
  return home && (!asked || permits(may.households, ctx.me, home)) ? home.room : null
}

export async function review(ctx: Ctx, { community, project, room: asked, met, content, improve }: In<'review'>) {
  const p = await findProject(ctx, community, project)
  if (p?.state !== 'reviewing') throw problem.notReviewing()
  const room = await homeOf(ctx, community, project, asked)
  if (!room) throw problem.notConcerned()
  const { round } = p
  const first = await ctx.db
    .insertInto('works.reviewed')
    .values({ community, project, round, room })
    .onConflict(c => c.doNothing())
    .returning('room')
    .executeTakeFirst()
  if (!first) throw problem.reviewedAlready()
  await ctx.db.insertInto('works.opinion').values({ community, project, round, met, content, improve }).execute()
  return { answers: p.answers + 1 }
}
