/** The work behind the portal's contract. What was published stays readable at its address, with what was said against it. 篇8 2「网上村委会」 */
import { endOf } from '../../kernel/clock.ts'
import { attach } from '../../kernel/files.ts'
import { pageOf, under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import { serve, type Ctx } from '../../kernel/server.ts'
import { places } from '../places/contract.ts'
import { portal } from './contract.ts'
import { lastDay, listPublished, readPublished } from './published.ts'
import { kinds, may, notice, problem, type Kind } from './rules.ts'

type Key = { community: string; id: string }

const find = (ctx: Ctx, { community, id }: Key) =>
  ctx.db
    .selectFrom('portal.notice')
    .selectAll()
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
type Found = NonNullable<Awaited<ReturnType<typeof find>>>

const late = (ctx: Ctx, { state, until }: Pick<Found, 'state' | 'until'>) =>
  state === 'published' && until !== null && until < ctx.now

const entries = (ctx: Ctx, { community, id }: Key) =>
  ctx.db
    .selectFrom('portal.entry')
    .selectAll()
    .where('community', '=', community)
    .where('notice', '=', id)
    .orderBy('at')
    .orderBy('seq')
    .execute()

async function whole(ctx: Ctx, found: Found) {
  const lines = await entries(ctx, found)
  return {
    ...found,
    late: late(ctx, found),
    lastDay: lastDay(found),
    timeline: lines.map(e => ({ ...e, label: labelOf(e.move), by: e.byName, photos: [] })),
    offers: offered(ctx, notice, found as Stored),
  }
}
const findWhole = async (ctx: Ctx, community: string, id: string) => {
  const found = await find(ctx, { community, id })
  return found && whole(ctx, found)
}
const labelOf = (move: string) =>
  move === 'draft' ? '起草' : (notice.moves[move as keyof typeof notice.moves]?.label ?? move)

async function enter(ctx: Ctx, { community, id }: Key, move: string, text: string | null = null) {
  await ctx.db
    .insertInto('portal.entry')
    .values({
      community,
      id: newId(ctx.now.getTime()),
      notice: id,
      at: ctx.now,
      move,
      byName: ctx.me.name ?? null,
      text,
    })
    .execute()
}

/** The last day counts whole. */
const endingWith = (day: string | undefined) => (day ? endOf(day) : null)

function checked({ kind, until }: { kind: Kind; until?: string | undefined }) {
  if (kinds[kind].hangs && !until) throw problem.needsUntil()
}

const movingNotices = moving(portal, {
  table: 'portal.notice',
  machine: notice,
  title: n => n.title,
  find: findWhole,
  on: {
    async edit(ctx, n, { photos, until, kind, title, body, pinned }) {
      checked({ kind, until })
      await enter(ctx, n, 'edit')
      const kept = [...n.photos.filter(id => photos.includes(id)), ...(await attach(ctx.db, photos, n, ctx.me.id))]
      return { kind, title, body, pinned, photos: kept, until: endingWith(until), updatedAt: ctx.now }
    },
    async publish(ctx, n) {
      await enter(ctx, n, 'publish')
      await show(ctx, n, true)
      return { publishedAt: ctx.now, publisher: ctx.me.name ?? null, updatedAt: ctx.now }
    },
    discard: (ctx, n) => enter(ctx, n, 'discard'),
    async correct(ctx, n, { text }) {
      await enter(ctx, n, 'correct', text)
      return { updatedAt: ctx.now }
    },
    async extend(ctx, n, { until }) {
      const end = endOf(until)
      if (end <= (n.until ?? ctx.now)) throw problem.shorter()
      await enter(ctx, n, 'extend', until)
      return { until: end, updatedAt: ctx.now }
    },
    async withdraw(ctx, n, { reason }) {
      await enter(ctx, n, 'withdraw', reason)
      await show(ctx, n, false)
      return { withdrawn: reason, updatedAt: ctx.now }
    },
    async expire(ctx, n) {
      await enter(ctx, n, 'expire')
      return { updatedAt: ctx.now }
    },
  },
})

/** Photos follow the notice: everyone's while it hangs, and once it has expired; nobody's after it was taken down. */
async function show(ctx: Ctx, { community, photos }: Found, open: boolean) {
  if (photos.length)
    await ctx.db
      .updateTable('kernel.file')
      .set({ public: open })
      .where('community', '=', community)
      .where('id', 'in', photos)
      .execute()
}

serve(portal, {
  may,
  do: {
    published: listPublished,
    publishedOne: readPublished,
    async notices(ctx, { place, state, kind, search, ...paging }) {
      const { items, total } = await pageOf(
        ctx.db
          .selectFrom('portal.notice')
          .selectAll()
          .where(ctx.visible)
          .$if(place !== undefined, q => q.where(under('place', place!)))
          .$if(Boolean(state?.length), q => q.where('state', 'in', state!))
          .$if(kind !== undefined, q => q.where('kind', '=', kind!))
          .$if(Boolean(search), q => q.where('title', 'ilike', `%${search!.replace(/[\\%_]/g, '\\$&')}%`))
          .orderBy('draftedAt', 'desc')
          .orderBy('id'),
        paging,
      )
      return { items: items.map(n => ({ ...n, late: late(ctx, n), lastDay: lastDay(n) })), total }
    },
    async notice(ctx, { community, id }) {
      const found = await ctx.db
        .selectFrom('portal.notice')
        .selectAll()
        .where('community', '=', community)
        .where('id', '=', id)
        .where(ctx.visible)
        .executeTakeFirst()
      return found && whole(ctx, found)
    },
    async draft(ctx, { photos, until, ...said }) {
      checked({ ...said, until })
      const community = said.place.slice(0, 12)
      await ctx.ask(places.ops.place, { code: said.place }).catch(() => {
        throw problem.noSuchPlace()
      })
      const row = {
        ...said,
        community,
        id: newId(ctx.now.getTime()),
        until: endingWith(until),
        draftedAt: ctx.now,
        drafter: ctx.me.name ?? null,
        updatedAt: ctx.now,
      }
      await start(ctx, movingNotices, { ...row, photos: await attach(ctx.db, photos, row, ctx.me.id) })
      await enter(ctx, row, 'draft')
      return whole(ctx, (await find(ctx, row))!)
    },
  },
  records: [movingNotices],
})
