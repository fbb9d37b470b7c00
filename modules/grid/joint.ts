/** How requests, help and orders move: a granted request is the move of the matter that it asked for, by whoever grants it. */
import { addDays, dayOf, due, endOf } from '../../kernel/clock.ts'
import { attach } from '../../kernel/files.ts'
import { notify } from '../../kernel/messages.ts'
import { moving } from '../../kernel/move.ts'
import { common } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { grid } from './contract.ts'
import { limit } from './figure-rules.ts'
import { findHung, type Hung } from './hanging.ts'
import { kinds, order, request, task } from './joint-rules.ts'
import { enter } from './matter.ts'

/** The matter that a record hangs on. */
const its = (r: { community: string; matter: string }) => ({ community: r.community, id: r.matter })
const link = (r: { community: string; matter: string }) => `/field/task/${r.community}/${r.matter}`

const [findRequest, findTask, findOrder] = [findHung('request'), findHung('task'), findHung('order')]

export const movingRequests = moving(grid, {
  table: 'grid.request',
  machine: request,
  title: r => r.title,
  find: findRequest,
  on: {
    async grant(ctx, r, { holder, text }) {
      const decided = { decidedAt: ctx.now, decidedBy: ctx.me.name ?? null }
      await ctx.db
        .updateTable('grid.request')
        .set(decided)
        .where('community', '=', r.community)
        .where('id', '=', r.id)
        .execute()
      await granted(ctx, r, holder)
      await tellAsker(ctx, r, '同意', text)
      return { ...decided, answer: text || null }
    },
    async refuse(ctx, r, { reason }) {
      await enter(ctx, its(r), 'refuse', reason, [], true)
      await tellAsker(ctx, r, '未同意', reason)
      return { decidedAt: ctx.now, decidedBy: ctx.me.name ?? null, answer: reason }
    },
    async drop(ctx, r, { text }) {
      await enter(ctx, its(r), 'drop', text, [], true)
      return { decidedAt: ctx.now, decidedBy: ctx.me.name ?? null, answer: text || null }
    },
  },
})

async function granted(ctx: Ctx, r: Hung<'request'>, holder: string | undefined) {
  const [matter, { reason }] = [its(r), r]
  switch (r.kind) {
    case 'pause':
      return ctx.ask(grid.ops.pause, { ...matter, until: r.until!, reason })
    case 'extend':
      return ctx.ask(grid.ops.extend, { ...matter, days: r.days!, reason })
    case 'transfer':
      return ctx.ask(grid.ops.transfer, { ...matter, holder: wanted(holder, '请选转给谁'), reason })
    default:
      return ctx.ask(grid.ops.invite, { ...matter, holder: wanted(holder, '请选由谁协办'), text: reason })
  }
}

function wanted(holder: string | undefined, message: string): string {
  if (!holder) throw common.invalid([{ path: ['holder'], message }])
  return holder
}

const tellAsker = (ctx: Ctx, r: Hung<'request'>, how: string, text: string) =>
  notify(ctx, {
    to: r.asker,
    title: `${kinds[r.kind as keyof typeof kinds].label}申请${how}`,
    body: [`「${r.title}」`, text].filter(Boolean).join('：'),
    link: link(r),
  })

export const movingTasks = moving(grid, {
  table: 'grid.task',
  machine: task,
  title: t => `协办：${t.title}`,
  find: findTask,
  on: {
    takeUp: (ctx, t) => enter(ctx, its(t), 'takeUp', null, [], true),
    async finish(ctx, t, { text, photos }) {
      const kept = await attach(ctx.db, photos, { ...its(t), place: t.place }, ctx.me.id)
      await enter(ctx, its(t), 'finish', text, kept, true)
      await tellLead(ctx, t, '协办完成', text)
      return { endedAt: ctx.now, result: text, photos: kept }
    },
    async decline(ctx, t, { reason }) {
      await enter(ctx, its(t), 'decline', reason, [], true)
      await tellLead(ctx, t, '协办被退回', reason)
      return { endedAt: ctx.now, result: reason }
    },
    async callOff(ctx, t, { reason }) {
      await enter(ctx, its(t), 'callOff', [t.holderName, reason].filter(Boolean).join('：'), [], true)
      return { endedAt: ctx.now, result: reason || null }
    },
  },
})

async function tellLead(ctx: Ctx, t: Hung<'task'>, title: string, text: string) {
  const { holder } = await ctx.db
    .selectFrom('grid.matter')
    .select('holder')
    .where('community', '=', t.community)
    .where('id', '=', t.matter)
    .executeTakeFirstOrThrow()
  if (holder) await notify(ctx, { to: holder, title, body: `「${t.title}」${t.holderName}：${text}`, link: link(t) })
}

export const movingOrders = moving(grid, {
  table: 'grid.supervision',
  machine: order,
  title: o => `督办：${o.title}`,
  find: findOrder,
  on: {
    async answer(ctx, o, { text, photos }) {
      const kept = await attach(ctx.db, photos, { ...its(o), place: o.place }, ctx.me.id)
      await enter(ctx, its(o), 'answer', text, kept, true)
      const desk = `/desk/grid/order/${o.community}/${o.id}`
      await notify(ctx, { to: o.orderer, title: '督办有答复', body: `「${o.title}」：${text}`, link: desk })
      const days = ctx.book.figure(limit.orderReview, o.place, ctx.now)
      return {
        answer: text,
        answeredAt: ctx.now,
        answeredBy: ctx.me.name ?? null,
        photos: kept,
        reviewBy: due(
          {
            unit: 'days',
            n: days,
          },
          ctx.now,
          ctx.book.calendar,
        ).at,
      }
    },
    settle: (ctx, o, { text }) => enter(ctx, its(o), 'settle', text, [], true),
    async askAgain(ctx, o, { reason, until }) {
      if (until && until < dayOf(ctx.now)) throw common.invalid([{ path: ['until'], message: '不能早于今天' }])
      await enter(ctx, its(o), 'askAgain', reason, [], true)
      const days = ctx.book.figure(limit.orderDays, o.place, ctx.now)
      return { said: `${o.said}\n${reason}`, answerBy: endOf(until ?? addDays(dayOf(ctx.now), days)) }
    },
    revoke: (ctx, o, { reason }) => enter(ctx, its(o), 'revoke', reason, [], true),
  },
})
