/** The work behind the grid module's contract; the matter itself is in matter.ts, its beginning in report.ts. */
import { sql } from 'kysely'
import { pageOf } from '../../kernel/db.ts'
import { sealedColumn } from '../../kernel/resealing.ts'
import { serve } from '../../kernel/server.ts'
import { identity } from '../identity/contract.ts'
import { categoryAdd, categoryChange, categoryList, categoryRetire } from './category-keep.ts'
import { mayCategory } from './category-rules.ts'
import { alike } from './alike.ts'
import { listCategories, suggest } from './category.ts'
import { grid } from './contract.ts'
import { listHung, readHung } from './hanging.ts'
import { movingOrders, movingRequests, movingTasks } from './joint.ts'
import { listMatters } from './list.ts'
import { matters, PHONE, readMatter } from './matter.ts'
import { movingMatters } from './moves.ts'
import { leaving, leavingSteps } from './elsewhere.ts'
import { figures, listPublished, listSteps, publishedByGrid, readPublished } from './published.ts'
import { rates } from './rates.ts'
import { ages } from './ages.ts'
import { caller, receive } from './receive.ts'
import { follow, receipt, report, tooMany } from './report.ts'
import {
  askVisit,
  arrangeFor,
  HOME_PHONE,
  homeVisitCounts,
  homeVisits,
  movingHomeVisits,
  readHomeVisit,
} from './home-visits.ts'
import { mayVisit } from './home-rules.ts'
import { order, request, task } from './joint-rules.ts'
import { mayPatrol } from './patrol-rules.ts'
import {
  addPoint,
  makeRound,
  movingPlans,
  movingPoints,
  planPatrol,
  plans,
  points,
  readPlan,
  readPoint,
} from './plans.ts'
import { movingRounds, movingVisits, patrolRates, readRound, rounds, visits } from './rounds.ts'
import { may } from './rules.ts'

sealedColumn({ table: 'grid.matter', column: 'phone', use: PHONE, key: { community: 'text', id: 'uuid' } })

sealedColumn({ table: 'grid.home_visit', column: 'phone', use: HOME_PHONE, key: { community: 'text', id: 'uuid' } })

serve(grid, {
  may: {
    ...may,
    ...mayCategory,
    ...mayPatrol,
    ...mayVisit,
    requests: request.seen,
    request: request.seen,
    task: task.seen,
    orders: order.seen,
    order: order.seen,
  },
  do: {
    categories: listCategories,
    categoryList,
    categoryAdd,
    categoryChange,
    categoryRetire,
    suggest,
    alike,
    report: async (ctx, input) => (await tooMany(ctx)) ?? report(ctx, { ...input, source: 'portal' }),
    register: report,
    receive,
    caller,
    follow,
    published: listPublished,
    publishedOne: readPublished,
    publishedSteps: listSteps,
    figures,
    publishedByGrid,
    rates,
    ages,
    matters: listMatters,
    matter: readMatter,
    leaving,
    leavingSteps,
    receipt,
    mine: (ctx, paging) =>
      pageOf(
        matters(ctx).where(ctx.visible).orderBy('grid.matter.reportedAt', 'desc').orderBy('grid.matter.id'),
        paging,
      ),
    requests: listHung('request'),
    request: readHung('request'),
    task: readHung('task'),
    orders: listHung('order'),
    order: readHung('order'),
    points,
    point: readPoint,
    addPoint,
    plans,
    plan: readPlan,
    planPatrol,
    makeRound,
    rounds,
    round: readRound,
    visits,
    patrolRates,
    askVisit,
    arrangeFor,
    homeVisits,
    homeVisit: readHomeVisit,
    homeVisitCounts,
    async handlers(ctx, { place }) {
      const holders = await ctx.ask(identity.ops.holders, { place: place.slice(0, 12) })
      const { rows } = await sql<{
        holder: string
        n: number
      }>`
        select holder, count(*)::int as n from kernel.work where not ended and due is not null and holder = any(${holders.map(h => h.id)}) and ${ctx.visible} group by holder`.execute(
        ctx.db,
      )
      const inHand = new Map(rows.map(r => [r.holder, r.n]))
      const can = holders.filter(h => h.role === 'grid-worker' || h.role === 'repairer')
      return can.map(h => ({
        id: h.id,
        name: h.name,
        post: h.label,
        place: h.place,
        inHand: inHand.get(h.id) ?? 0,
      }))
    },
  },
  records: [
    movingMatters,
    movingRequests,
    movingTasks,
    movingOrders,
    movingPoints,
    movingPlans,
    movingRounds,
    movingVisits,
    movingHomeVisits,
  ],
})
