/** What each move of a matter does besides moving: the road from acceptance to archive. What leaves the road is in aside.ts. */
import { attach } from '../../kernel/files.ts'
import { notify, sendToAccount } from '../../kernel/messages.ts'
import { moving } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { identity } from '../identity/contract.ts'
import { askExtend, askHelp, askPause, askTransfer } from './asking.ts'
import {
  askMore,
  extend,
  invite,
  lift,
  lower,
  pause,
  proceed,
  resume,
  supervise,
  supplement,
  transfer,
} from './aside.ts'
import { isOffered } from './category.ts'
import { grid } from './contract.ts'
import { calls, pleasedFrom, revisits } from './count-rules.ts'
import { deadlines } from './deadline.ts'
import { deskAbove, limit, type Urgency } from './figure-rules.ts'
import { chosen, handOver, settle } from './hand.ts'
import { heardDone, notDone, takeResult } from './elsewhere.ts'
import { enter, findMatter, PHONE, respondedNow, tellReporter, type Found } from './matter.ts'
import { closeWithLead, merge, unmerge } from './merging.ts'
import { namesIn } from './named.ts'
import { problem } from './problem-rules.ts'
import { recount } from './recount.ts'
import { matter } from './rules.ts'

export const movingMatters = moving(grid, {
  table: 'grid.matter',
  machine: matter,
  title: m => m.title,
  find: findMatter,
  deadlines: recount,
  on: {
    async accept(ctx, m, { category }) {
      await enter(ctx, m, 'accept', null)
      const taken = { ...respondedNow(ctx, m), names: await namesIn(ctx, m, m.title) }
      await tellReporter(ctx, m, {
        template: 'accepted',
        title: '您反映的事已受理',
        body: `「${m.title}」已受理，编号 ${m.number}。`,
      })
      if (!category || category === m.category) return taken
      const { urgency } =
        (await ctx.db
          .selectFrom('grid.category')
          .select('urgency')
          .where('code', '=', category)
          .where(isOffered(ctx.now))
          .executeTakeFirst()) ?? {}
      if (!urgency) throw problem.noSuchCategory()
      return {
        ...taken,
        category,
        urgency,
        ...deadlines(ctx, m.place, urgency as Urgency, m.reportedAt, m.desk),
      }
    },
    async reject(ctx, m, { reason }) {
      await enter(ctx, m, 'reject', reason)
      await tellReporter(ctx, m, {
        template: 'returned',
        title: '您反映的事未予受理',
        body: `「${m.title}」：${reason}`,
      })
      return { result: reason }
    },
    async withdraw(ctx, m, { reason }) {
      await enter(ctx, m, 'withdraw', reason)
      return {
        lead: null,
        waitingSince: null,
        supplementBy: null,
      }
    },
    async dispatch(ctx, m, { holder, text }) {
      const to = await chosen(ctx, m, holder)
      await enter(ctx, m, 'dispatch', [`派给 ${to.name}（${to.label}）`, text].filter(Boolean).join('：'))
      return handOver(ctx, m, to)
    },
    sign: (ctx, m) => enter(ctx, m, 'sign', null),
    async sendBack(ctx, m, { reason }) {
      await enter(ctx, m, 'sendBack', reason)
      await settle(ctx, m, ['requests'])
      const returned = m.returned + 1
      const again = returned >= ctx.book.figure(limit.returns, m.place, ctx.now)
      if (again) await tellHeads(ctx, m, m.place.slice(0, 9), `第 ${returned} 次退单，请会商`)
      return {
        holder: null,
        holderName: null,
        returned,
        ...(again && {
          raised: m.raised + 1,
          raisedAt: ctx.now,
        }),
      }
    },
    note: async (ctx, m, { text, photos }) =>
      enter(ctx, m, 'note', text, await attach(ctx.db, photos, m, ctx.me.id), true),
    async contact(ctx, m, { reason }) {
      if (!m.phone) throw problem.noPhone()
      await enter(ctx, m, 'contact', reason, [], true)
      ctx.also['revealed'] = ctx.sealer.open(m.phone, PHONE)
    },
    async called(ctx, m, { result, text }) {
      await enter(ctx, m, 'called', [calls[result].label, text].filter(Boolean).join('：'), [], true)
      return result === 'reached' ? respondedNow(ctx, m) : undefined
    },
    async feedback(ctx, m, { text, photos, despite }) {
      if (m.helping > 0 && !despite) throw problem.helpersOpen()
      const said = despite ? `${text}\n（协办未完成先办结：${despite}）` : text
      await enter(ctx, m, 'feedback', said, await attach(ctx.db, photos, m, ctx.me.id))
      await settle(ctx, m, ['requests'])
      return { result: text }
    },
    redo: (ctx, m, { reason }) => enter(ctx, m, 'redo', reason),
    async verify(ctx, m, { text, showPhotos }) {
      await enter(ctx, m, 'verify', text)
      await settle(ctx, m, ['tasks'])
      if (showPhotos) await releasePhotos(ctx, m)
      await tellReporter(ctx, m, {
        template: 'closed',
        title: '您反映的事已办结',
        body: `「${m.title}」已办结，请看看是否解决了，并给个评价。`,
      })
      return { closedAt: ctx.now, elsewhere: null, names: await namesIn(ctx, m, `${m.title}\n${m.result ?? ''}`) }
    },
    async confirm(ctx, m) {
      await enter(ctx, m, 'confirm', null)
      return { solved: true }
    },
    async reopen(ctx, m, { reason, photos }) {
      await enter(ctx, m, 'reopen', reason, await attach(ctx.db, photos, m, m.owner ?? m.ticket))
      return {
        ...again(ctx, m),
        reopened: m.reopened + 1,
      }
    },
    async rate(ctx, m, { stars, text }) {
      await enter(ctx, m, 'rate', text)
      return {
        rating: stars,
        ratingText: text || null,
        pleased: stars >= pleasedFrom,
      }
    },
    async revisit(ctx, m, { result, text }) {
      const { label, solved, pleased } = revisits[result]
      await enter(ctx, m, 'revisit', [label, text].filter(Boolean).join('：'), [], true)
      return {
        revisit: result,
        revisitedAt: ctx.now,
        revisitText: text || null,
        ...(solved !== null && {
          solved,
          pleased,
          ...respondedNow(ctx, m),
        }),
      }
    },
    async revisitFailed(ctx, m, { reason }) {
      await enter(ctx, m, 'revisitFailed', reason)
      await tellReporter(ctx, m, {
        title: '您反映的事重新办理',
        body: `「${m.title}」回访时您说没有解决，已重新办理。`,
      })
      const said = {
        revisit: 'unsolved',
        revisitedAt: ctx.now,
        revisitText: reason,
      }
      return {
        ...again(ctx, m),
        ...said,
        reopened: m.reopened + 1,
        ...respondedNow(ctx, m),
      }
    },
    async urge(ctx, m, { text }) {
      await enter(ctx, m, 'urge', text)
      if (m.holder)
        await urgeHolder(
          ctx,
          {
            ...m,
            holder: m.holder,
          },
          text,
        )
      return {
        urged: m.urged + 1,
        urgedAt: ctx.now,
      }
    },
    async escalate(ctx, m, { text }) {
      await enter(ctx, m, 'escalate', text || '超过时限', [], true)
      await tellHeads(ctx, m, m.raised === 0 ? m.desk : deskAbove(m.desk) || m.desk, '已超过时限')
      return {
        raised: m.raised + 1,
        raisedAt: ctx.now,
      }
    },
    async exclude(ctx, m, { out, reason }) {
      await enter(ctx, m, 'exclude', `${out ? '剔除' : '恢复计入'}：${reason}`, [], true)
      return {
        excluded: out,
        excludedWhy: out ? reason : null,
      }
    },
    archive: (ctx, m) => enter(ctx, m, 'archive', null, [], true),
    askMore,
    supplement,
    proceed,
    transfer,
    invite,
    pause,
    resume,
    extend,
    lift,
    lower,
    supervise,
    askTransfer,
    askHelp,
    askPause,
    askExtend,
    heardDone,
    takeResult,
    notDone,
    merge,
    unmerge,
    closeWithLead,
  },
})

/** From the beginning, with new deadlines; what the reporter said last stands until they say otherwise. */
const again = (ctx: Ctx, m: Found) => ({
  holder: null,
  holderName: null,
  closedAt: null,
  lead: null,
  elsewhere: null,
  extended: 0,
  pausedDays: 0,
  solved: false,
  pleased: false,
  ...deadlines(ctx, m.place, m.urgency as Urgency, ctx.now, m.desk),
})

async function urgeHolder(ctx: Ctx, m: Found & { holder: string }, text: string) {
  const link = `/field/task/${m.community}/${m.id}`
  await notify(ctx, { to: m.holder, title: '催办', body: `「${m.title}」请尽快办理。${text}`, link })
  await sendToAccount(ctx, {
    account: m.holder,
    template: 'urge',
    values: { number: m.number, link: '/field' },
    place: m.community,
    urgent: m.urgency === 'emergency',
  })
}

const leaders: Record<number, 'head' | 'chief' | 'clerk'> = { 12: 'head', 9: 'chief', 6: 'clerk' }

async function tellHeads(ctx: Ctx, m: Found, desk: string, why: string) {
  const all = await ctx.ask(identity.ops.holders, { place: desk, role: leaders[desk.length] ?? 'clerk' })
  for (const head of all.filter(h => h.place === desk))
    await notify(ctx, {
      to: head.id,
      title: `升级：${why}`,
      body: `「${m.title}」(${m.number})${why}。`,
      link: `/desk/grid/${m.community}/${m.id}`,
    })
}

/** The worker's photos of the finished work become everyone's; those the resident sent stay theirs. */
async function releasePhotos(ctx: Ctx, m: Found) {
  const last = await ctx.db
    .selectFrom('grid.entry')
    .select('photos')
    .where('community', '=', m.community)
    .where('matter', '=', m.id)
    .where('move', '=', 'feedback')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last?.photos.length)
    await ctx.db
      .updateTable('kernel.file')
      .set({ public: true })
      .where('community', '=', m.community)
      .where('id', 'in', last.photos)
      .execute()
}
