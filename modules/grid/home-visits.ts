/** Visits at home: asked for by whoever lives there, or agreed to in their own words; declined without a reason and without a mark. 篇3 二「每周巡视」 */
import { sql, type RawBuilder } from 'kysely'
import { due, startOf } from '../../kernel/clock.ts'
import { attach } from '../../kernel/files.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { notify } from '../../kernel/messages.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import { maskName, maskPhone } from '../../kernel/numbers.ts'
import type { Ctx } from '../../kernel/server.ts'
import { grid } from './contract.ts'
import { chosen } from './hand.ts'
import { homeVisit, visitLimit } from './home-rules.ts'
import { problem } from './problem-rules.ts'

export const HOME_PHONE = 'grid.home_visit.phone'

type Row = Stored & {
  what: string
  contact: string | null
  phone: string | null
  holder: string | null
  holderName: string | null
  consentSaid: string
  comesAt: Date | null
}

async function visitsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<Row & { total: number }>`
    select h.*, h.what as title, w.due, coalesce(w.due < ${ctx.now} and not w.ended, false) as late, h.total
    from (select *, count(*) over ()::int as total from grid.home_visit where ${where} order by asked_at desc, id limit ${size} offset ${(page - 1) * size}) h
      left join kernel.work w on w.community = h.community and w.machine = ${homeVisit.name} and w.record = h.id
    order by h.asked_at desc, h.id`.execute(ctx.db)
  const items = rows.map(h => {
    const mine = h.owner === ctx.me.id || h.holder === ctx.me.id
    return {
      ...h,
      contactName: h.contact && (mine ? h.contact : maskName(h.contact)),
      contactPhone: h.phone && maskPhone(ctx.sealer.open(h.phone, HOME_PHONE)),
      offers: offered(ctx, homeVisit, h),
    }
  })
  return { items, total: rows[0]?.total ?? 0 }
}

export const homeVisits = (ctx: Ctx, { place = '', state, ...paging }: Input<typeof grid.ops.homeVisits>) => {
  const standing = state?.length ? sql`state = any(${state})` : sql`true`
  return visitsWhere(ctx, sql`${ctx.visible} and ${under('place', place)} and ${standing}`, paging)
}
export const readHomeVisit = async (ctx: Ctx, { community, id }: { community: string; id: string }) =>
  (await visitsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]

export const askVisit = (ctx: Ctx, said: Input<typeof grid.ops.askVisit>) =>
  wish(ctx, said, { owner: ctx.me.id, consent: 'asked', consentSaid: said.what })

export const arrangeFor = (ctx: Ctx, { consent, consentSaid, ...said }: Input<typeof grid.ops.arrangeFor>) =>
  wish(ctx, said, { owner: null, consent, consentSaid })

type Wish = Input<typeof grid.ops.askVisit>
async function wish(
  ctx: Ctx,
  { place, what, address, contactName, phone, wanted }: Wish,
  how: { owner: string | null; consent: string; consentSaid: string },
) {
  const days = ctx.book.figure(visitLimit.answerVisit, place, ctx.now)
  const row = {
    community: place.slice(0, 12),
    id: newId(ctx.now.getTime()),
    place,
    what,
    address,
    contact: contactName ?? null,
    phone: phone ? ctx.sealer.seal(phone, HOME_PHONE) : null,
    wanted: wanted ?? null,
    askedBy: ctx.me.name ?? null,
    askedAt: ctx.now,
    answerBy: due({ unit: 'days', n: days }, ctx.now, ctx.book.calendar).at,
    ...how,
  }
  await start(ctx, movingHomeVisits, row)
  return row
}

const findHomeVisit = async (ctx: Ctx, community: string, id: string) =>
  (await visitsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]

export const movingHomeVisits = moving(grid, {
  table: 'grid.homeVisit',
  machine: homeVisit,
  title: h => `上门：${h.what}`,
  find: findHomeVisit,
  on: {
    async arrange(ctx, h, { holder, day, time }) {
      const to = await chosen(ctx, h, holder)
      const [hours = 0, minutes = 0] = time.split(':').map(Number)
      const comesAt = new Date(startOf(day).getTime() + (hours * 60 + minutes) * 60_000)
      const link = `/field/homes/${h.community}/${h.id}`
      await notify(ctx, { to: to.id, title: '请上门服务', body: `${day} ${time}：${h.what}`, link })
      if (h.owner)
        await notify(ctx, { to: h.owner, title: '上门时间约好了', body: `${day} ${time}，${to.name} 来：${h.what}` })
      return { holder: to.id, holderName: to.name, comesAt }
    },
    async callHome(ctx, h) {
      if (!h.phone) throw problem.noPhone()
      ctx.also['revealed'] = ctx.sealer.open(h.phone, HOME_PHONE)
    },
    serve: async (ctx, h, { text, photos }) => ({
      result: text,
      photos: await attach(ctx.db, photos, h, ctx.me.id),
      endedAt: ctx.now,
    }),
    putOff: async (ctx, h, { reason }) => {
      const days = ctx.book.figure(visitLimit.answerVisit, h.place, ctx.now)
      const answerBy = due({ unit: 'days', n: days }, ctx.now, ctx.book.calendar).at
      return { comesAt: null, holder: null, holderName: null, answerBy, result: reason }
    },
    // No reason is asked, and none is kept as one.
    noNeed: async (ctx, _, { text }) => ({ endedAt: ctx.now, result: text || null }),
  },
})

/** Counts, never lists: and a count so small that it points at a home is not told. */
export async function homeVisitCounts(ctx: Ctx, { place, from, to }: Input<typeof grid.ops.homeVisitCounts>) {
  const least = ctx.book.figure(visitLimit.smallCell, place, ctx.now)
  const { rows } = await sql<{ asked: number; served: number; declined: number }>`
    select count(*)::int as asked, count(*) filter (where state = 'served')::int as served, count(*) filter (where state = 'declined')::int as declined
    from grid.home_visit where ${ctx.visible} and ${under('place', place)}
      and asked_at >= ${from}::date at time zone 'Asia/Shanghai' and asked_at < (${to}::date + 1) at time zone 'Asia/Shanghai'`.execute(
    ctx.db,
  )
  const told = (n: number) => (n === 0 || n >= least ? n : null)
  const { asked, served, declined } = rows[0]!
  return { asked: told(asked), served: told(served), declined: told(declined), least }
}
