/** A matter as staff and its reporter see it, and what each of its moves does besides moving. */
import { sql } from 'kysely'
import { maskName, maskPhone } from '../../kernel/numbers.ts'
import { attach } from '../../kernel/files.ts'
import { pageOf, under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { notify, send, sendToAccount } from '../../kernel/messages.ts'
import { moving, offered, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { Input } from '../../kernel/contract.ts'
import { identity } from '../identity/contract.ts'
import { isOffered } from './category.ts'
import { grid } from './contract.ts'
import { deadlines } from './deadline.ts'
import { recount } from './recount.ts'
import { limit, matter, problem, type Urgency } from './rules.ts'
import { shortLink } from './short.ts'

/** Matters with the facts the rules look at: the deadline they are under now. */
export const matters = (ctx: Ctx) =>
  ctx.db
    .selectFrom('grid.matter')
    .innerJoin('grid.category', 'grid.category.code', 'grid.matter.category')
    .leftJoin(
      eb =>
        eb
          .selectFrom('kernel.work')
          .select(['community as inCommunity', 'record', 'due'])
          .where('machine', '=', matter.name)
          .as('inHand'),
      join =>
        join.onRef('inHand.inCommunity', '=', 'grid.matter.community').onRef('inHand.record', '=', 'grid.matter.id'),
    )
    .selectAll('grid.matter')
    .select([
      'grid.category.name as categoryName',
      'grid.category.private',
      'inHand.due',
      sql<boolean>`coalesce(in_hand.due < ${ctx.now}, false)`.as('late'),
    ])

export const findMatter = async (ctx: Ctx, community: string, id: string) => {
  const found = await matters(ctx)
    .where('grid.matter.community', '=', community)
    .where('grid.matter.id', '=', id)
    .executeTakeFirst()
  return found && whole(ctx, found)
}

export async function readMatter(ctx: Ctx, { community, id }: { community: string; id: string }) {
  const found = await matters(ctx)
    .where('grid.matter.community', '=', community)
    .where('grid.matter.id', '=', id)
    .where(ctx.visible)
    .executeTakeFirst()
  return found && whole(ctx, found)
}

type Found = Awaited<ReturnType<ReturnType<typeof matters>['executeTakeFirstOrThrow']>>

async function whole(ctx: Ctx, found: Found) {
  const entries = await ctx.db
    .selectFrom('grid.entry')
    .selectAll()
    .where('community', '=', found.community)
    .where('matter', '=', found.id)
    .orderBy('at')
    .orderBy('seq')
    .execute()
  const mine = found.owner === ctx.me.id || found.ticket === ctx.me.id
  const timeline = entries
    .filter(e => !(mine && e.internal))
    .map(e => ({ ...e, label: labelOfMove(e.move), by: e.byName }))
  return {
    ...found,
    contactName: found.contact && (mine ? found.contact : maskName(found.contact)),
    contactPhone: found.phone && maskPhone(ctx.sealer.open(found.phone, PHONE)),
    photos: entries.filter(e => e.move === 'report').flatMap(e => e.photos),
    timeline,
    offers: offered(ctx, matter, found as Stored),
  }
}
export const labelOfMove = (move: string): string =>
  move === 'report' ? '上报' : (matter.moves[move as keyof typeof matter.moves]?.label ?? move)
export const PHONE = 'grid.matter.phone'

export function listMatters(ctx: Ctx, { sort, ...f }: Input<typeof grid.ops.matters>) {
  const order = {
    newest: 'grid.matter.reportedAt desc',
    oldest: 'grid.matter.reportedAt asc',
    due: 'inHand.due asc',
  } as const
  const [column, way] = order[sort].split(' ') as ['grid.matter.reportedAt' | 'inHand.due', 'asc' | 'desc']
  const rows = matters(ctx)
    .where(ctx.visible)
    .$if(f.place !== undefined, q => q.where(under('grid.matter.place', f.place!)))
    .$if(Boolean(f.state?.length), q => q.where('grid.matter.state', 'in', f.state!))
    .$if(f.category !== undefined, q => q.where('grid.matter.category', 'like', `${f.category!}%`))
    .$if(f.urgency !== undefined, q => q.where('grid.matter.urgency', '=', f.urgency!))
    .$if(f.source !== undefined, q => q.where('grid.matter.source', '=', f.source!))
    .$if(f.holder !== undefined, q => q.where('grid.matter.holder', '=', f.holder!))
    .$if(f.late === true, q => q.where('inHand.due', '<', ctx.now))
    .$if(f.from !== undefined, q =>
      q.where('grid.matter.reportedAt', '>=', sql<Date>`${f.from}::date at time zone 'Asia/Shanghai'`),
    )
    .$if(f.to !== undefined, q =>
      q.where('grid.matter.reportedAt', '<', sql<Date>`(${f.to}::date + 1) at time zone 'Asia/Shanghai'`),
    )
    .$if(Boolean(f.search), q =>
      q.where(
        sql<boolean>`(number || ' ' || title || ' ' || coalesce(address, '')) ilike ${`%${likeSafe(f.search!)}%`}`,
      ),
    )
  return pageOf(
    rows.orderBy(column, o => (way === 'desc' ? o.desc() : o.asc().nullsLast())).orderBy('grid.matter.id'),
    f,
  )
}
const likeSafe = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** One line of the timeline. `internal` lines are for staff. */
export async function enter(
  ctx: Ctx,
  of: { community: string; id: string },
  move: string,
  text: string | null,
  photos: readonly string[] = [],
  internal = false,
) {
  const { community, id } = of
  await ctx.db
    .insertInto('grid.entry')
    .values({
      community,
      id: newId(ctx.now.getTime()),
      matter: id,
      at: ctx.now,
      move,
      by: ctx.me.id,
      byName: ctx.me.name ?? null,
      text: text || null,
      photos: [...photos],
      internal,
    })
    .execute()
}

/** In the inbox of whoever has one, and by SMS to the phone that was left; that text says the number and nothing else. */
async function tellReporter(
  ctx: Ctx,
  m: Found,
  template: 'accepted' | 'returned' | 'closed',
  { title, body }: { title: string; body: string },
) {
  if (m.owner) await notify(ctx, { to: m.owner, title, body, link: `/m/${m.community}/${m.id}` })
  if (!m.phone) return
  const [to, values] = [ctx.sealer.open(m.phone, PHONE), { number: m.number, link: shortLink(m.number) }]
  await send(ctx, { channel: 'sms', to, template, values, place: m.community, urgent: m.urgency === 'emergency' })
}

export const movingMatters = moving(grid, {
  table: 'grid.matter',
  machine: matter,
  title: m => m.title,
  find: findMatter,
  deadlines: recount,
  on: {
    async accept(ctx, m, { category }) {
      await enter(ctx, m, 'accept', null)
      await tellReporter(ctx, m, 'accepted', {
        title: '您反映的事已受理',
        body: `「${m.title}」已受理，编号 ${m.number}。`,
      })
      if (!category || category === m.category) return
      const { urgency } =
        (await ctx.db
          .selectFrom('grid.category')
          .select('urgency')
          .where('code', '=', category)
          .where(isOffered(ctx.now))
          .executeTakeFirst()) ?? {}
      if (!urgency) throw problem.noSuchCategory()
      return { category, urgency, ...deadlines(ctx, m.place, urgency as Urgency, m.reportedAt) }
    },
    async reject(ctx, m, { reason }) {
      await enter(ctx, m, 'reject', reason)
      await tellReporter(ctx, m, 'returned', { title: '您反映的事未予受理', body: `「${m.title}」：${reason}` })
      return { result: reason }
    },
    withdraw: (ctx, m, { reason }) => enter(ctx, m, 'withdraw', reason),
    async dispatch(ctx, m, { holder, text }) {
      const to = (await ctx.ask(identity.ops.holders, { place: m.place.slice(0, 12) })).find(h => h.id === holder)
      if (!to) throw problem.noSuchHandler()
      await enter(ctx, m, 'dispatch', [`派给 ${to.name}(${to.label})`, text].filter(Boolean).join(':'))
      await notify(ctx, {
        to: holder,
        title: '有新的事项',
        body: `「${m.title}」请签收。`,
        link: `/field/task/${m.community}/${m.id}`,
      })
      return { holder, holderName: to.name }
    },
    sign: (ctx, m) => enter(ctx, m, 'sign', null),
    async sendBack(ctx, m, { reason }) {
      await enter(ctx, m, 'sendBack', reason)
      const returned = m.returned + 1
      const again = returned >= ctx.book.figure(limit.returns, m.place, ctx.now)
      if (again) await tellHeads(ctx, m, m.place.slice(0, 9), 'chief', `第 ${returned} 次退单，请会商`)
      return { holder: null, holderName: null, returned, ...(again && { raised: m.raised + 1, raisedAt: ctx.now }) }
    },
    note: async (ctx, m, { text, photos }) =>
      enter(ctx, m, 'note', text, await attach(ctx.db, photos, m, ctx.me.id), true),
    async contact(ctx, m, { reason }) {
      if (!m.phone) throw problem.noPhone()
      await enter(ctx, m, 'contact', reason, [], true)
      ctx.also['revealed'] = ctx.sealer.open(m.phone, PHONE)
    },
    async feedback(ctx, m, { text, photos }) {
      await enter(ctx, m, 'feedback', text, await attach(ctx.db, photos, m, ctx.me.id))
      return { result: text }
    },
    redo: (ctx, m, { reason }) => enter(ctx, m, 'redo', reason),
    async verify(ctx, m, { text, showPhotos }) {
      await enter(ctx, m, 'verify', text)
      if (showPhotos) await releasePhotos(ctx, m)
      await tellReporter(ctx, m, 'closed', {
        title: '您反映的事已办结',
        body: `「${m.title}」已办结，请看看是否解决了，并给个评价。`,
      })
      return { closedAt: ctx.now }
    },
    confirm: (ctx, m) => enter(ctx, m, 'confirm', null),
    async reopen(ctx, m, { reason, photos }) {
      await enter(ctx, m, 'reopen', reason, await attach(ctx.db, photos, m, m.owner ?? m.ticket))
      return {
        reopened: m.reopened + 1,
        holder: null,
        holderName: null,
        closedAt: null,
        ...deadlines(ctx, m.place, m.urgency as Urgency, ctx.now),
      }
    },
    async rate(ctx, m, { stars, text }) {
      await enter(ctx, m, 'rate', text)
      return { rating: stars, ratingText: text || null }
    },
    async urge(ctx, m, { text }) {
      await enter(ctx, m, 'urge', text)
      if (m.holder) await urgeHolder(ctx, { ...m, holder: m.holder }, text)
      return { urged: m.urged + 1, urgedAt: ctx.now }
    },
    async escalate(ctx, m, { text }) {
      await enter(ctx, m, 'escalate', text || '超过时限', [], true)
      const [place, role] =
        m.raised === 0 ? ([m.place.slice(0, 12), 'head'] as const) : ([m.place.slice(0, 9), 'chief'] as const)
      await tellHeads(ctx, m, place, role, '已超过时限')
      return { raised: m.raised + 1, raisedAt: ctx.now }
    },
    archive: (ctx, m) => enter(ctx, m, 'archive', null, [], true),
  },
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

async function tellHeads(ctx: Ctx, m: Found, place: string, role: 'head' | 'chief', why: string) {
  for (const head of await ctx.ask(identity.ops.holders, { place, role }))
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
