/** How a survey begins and what its moves do: whom it asks is written down as it opens, and what came of it goes to the council. */
import { sql } from 'kysely'
import { addDays, dayOf, days, due, endOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { judgedAt, moving, start } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { people } from '../people/contract.ts'
import { places } from '../places/contract.ts'
import { needs } from './contract.ts'
import { limit } from './figure-rules.ts'
import { problem } from './problem-rules.ts'
import { readQuestions } from './questions.ts'
import { survey as machine } from './rules.ts'
import { findSurvey, type FoundSurvey } from './survey-read.ts'

export async function draftSurvey(ctx: Ctx, { place, grids, ...about }: Input<typeof needs.ops.draftSurvey>) {
  const known = await ctx.ask(places.ops.grids, { place })
  if (!grids.every(code => known.some(g => g.code === code))) throw problem.notItsGrid()
  const row = {
    community: place,
    id: newId(ctx.now.getTime()),
    place,
    grids,
    byName: ctx.me.name ?? null,
    ...about,
    questions: JSON.stringify(readQuestions(about.questions)),
  }
  if (about.until <= dayOf(ctx.now)) throw problem.badDays()
  await start(ctx, movingSurveys, row)
  return findSurvey(ctx, row.community, row.id)
}

export const movingSurveys = moving(needs, {
  table: 'needs.survey',
  machine,
  title: s => s.title,
  find: findSurvey,
  on: {
    async amendSurvey(ctx, s, { title, said, until, questions }) {
      if (until !== undefined && until <= dayOf(ctx.now)) throw problem.badDays()
      return {
        title: title ?? s.title,
        said: said ?? s.said,
        until: until ?? s.until,
        questions: JSON.stringify(questions === undefined ? s.questions : readQuestions(questions)),
      }
    },
    async openSurvey(ctx, s) {
      if (s.until < addDays(dayOf(ctx.now), judgedAt(ctx, s.place).figure(limit.openDays))) throw problem.tooShort()
      if ((await writeDoors(ctx, s)) === 0) throw problem.nobodyThere()
      return { openedAt: ctx.now, closesAt: endOf(s.until) }
    },
    extendSurvey: (ctx, s, { until }) => longer(ctx, s, until),
    resumeSurvey: (ctx, s, { until }) => longer(ctx, s, until),
    closeSurvey: async (ctx, s) => ({ sortBy: after(ctx, s, limit.sortDays) }),
    finishSorting: async (ctx, s) => ({ handBy: after(ctx, s, limit.handDays) }),
    sortAgain: async (ctx, s) => ({ sortBy: after(ctx, s, limit.sortDays) }),
    async handOver(ctx, s) {
      const candidates = await ctx.db
        .selectFrom('needs.wish')
        .select(['community', 'id'])
        .where('community', '=', s.community)
        .where('survey', '=', s.id)
        .where('state', '=', 'candidate')
        .orderBy('id')
        .execute()
      for (const key of candidates) await ctx.ask(needs.ops.raiseWish, key)
      return { handedAt: ctx.now }
    },
  },
})

async function longer(ctx: Ctx, { until: before }: FoundSurvey, until: string) {
  if (until < dayOf(ctx.now) || until < before) throw problem.badDays()
  return { until, closesAt: endOf(until) }
}

const after = (ctx: Ctx, { place }: FoundSurvey, figure: (typeof limit)[keyof typeof limit]) =>
  due(days(judgedAt(ctx, place).figure(figure)), ctx.now, ctx.book.calendar).at

/** Every home where somebody lives today, in the grids and buildings that were chosen. Gives how many. */
async function writeDoors(ctx: Ctx, { community, id, grids, buildings }: FoundSurvey): Promise<number> {
  const chosen = new Set<string>()
  for (const building of buildings)
    for (const room of await ctx.ask(places.ops.rooms, { community, building })) chosen.add(room.id)
  const homes = (await ctx.ask(people.ops.lived, { place: community }))
    .filter(h => (!grids.length && !buildings.length) || grids.includes(h.place) || chosen.has(h.room))
    .map(({ room, place, address, tenants, over60 }) => ({
      room,
      place,
      address,
      tenant: tenants > 0,
      elder: over60 > 0,
    }))
  await sql`
    insert into needs.door (community, survey, room, place, address, tenant, elder)
    select ${community}, ${id}, h.* from jsonb_to_recordset(${JSON.stringify(homes)}::jsonb)
      as h (room uuid, place text, address text, tenant boolean, elder boolean)`.execute(ctx.db)
  return homes.length
}
