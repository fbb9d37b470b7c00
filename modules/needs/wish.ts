/** What is done with a wish: joined to another, put on the list of candidates, declined by a clause, passed on, or brought to the council. */
import { dayOf } from '../../kernel/clock.ts'
import { moving } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { council } from '../council/contract.ts'
import { grid } from '../grid/contract.ts'
import { places } from '../places/contract.ts'
import { needs } from './contract.ts'
import { bans, inForce } from './negative-rules.ts'
import { problem } from './problem-rules.ts'
import { findWish, type FoundWish } from './wish-read.ts'
import { wish as machine } from './wish-rules.ts'

export const movingWishes = moving(needs, {
  table: 'needs.wish',
  machine,
  title: w => w.said,
  find: findWish,
  on: {
    async mergeWish(ctx, w, { lead }) {
      await holdLead(ctx, w, lead)
      return { lead, sortedAt: ctx.now }
    },
    unmergeWish: async () => ({ lead: null, sortedAt: null }),
    nominateWish: async (ctx, _, { title }) => ({ title, sortedAt: ctx.now }),
    async rejectWish(ctx, _, { title, clause, reason }) {
      if (!inForce(bans[clause], dayOf(ctx.now))) throw problem.notInForce()
      return { title, clause, reason, sortedAt: ctx.now }
    },
    async passWish(ctx, w, { title, category, to, number }) {
      const sent = category ? await asMatter(ctx, w, title, category) : { passedTo: to, number }
      if (!sent.passedTo || !sent.number) throw problem.needsCategory()
      return { title, ...sent, sortedAt: ctx.now }
    },
    takeBackWish: async () => ({ clause: null, reason: null, sortedAt: null }),
    async raiseWish(ctx, w) {
      const { id, number } = await ctx.ask(council.ops.raise, {
        place: w.place,
        title: w.title ?? w.said.slice(0, 60),
        said: await evidenceOf(ctx, w),
        source: 'survey',
      })
      return { topic: id, number }
    },
  },
})

/** Locked, so that two are never merged into each other. */
async function holdLead(ctx: Ctx, { community, survey, id }: FoundWish, lead: string) {
  const found = await ctx.db
    .selectFrom('needs.wish')
    .select('id')
    .where('community', '=', community)
    .where('id', '=', lead)
    .where('survey', '=', survey)
    .where('state', 'in', [machine.initial, 'candidate'])
    .forUpdate()
    .executeTakeFirst()
  if (!found || lead === id) throw problem.noSuchWish()
}

/** To the grid, where it is accepted, dispatched and answered like everything that is reported. */
async function asMatter(ctx: Ctx, w: FoundWish, title: string, category: string) {
  const description = await evidenceOf(ctx, w)
  const sent = await ctx.ask(grid.ops.register, { place: w.place, category, title, description, source: 'walkIn' })
  return { passedTo: grid.label, number: sent.number }
}

/** How many households, and in which grids: what the council decides on. */
async function evidenceOf(ctx: Ctx, { community, surveyTitle, households, grids }: FoundWish) {
  const names = new Map((await ctx.ask(places.ops.grids, { place: community })).map(g => [g.code, g.name]))
  const where = grids.map(g => `${names.get(g.place) ?? g.place} ${g.households} 户`).join('、')
  return `「${surveyTitle}」中 ${households} 户想要：${where}`
}
