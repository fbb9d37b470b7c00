/** A payment held up by the supervisors: the question, the answer in its time, and their word in the end. 篇1 二（二）2「民主监督」 */
import { sql, type RawBuilder } from 'kysely'
import { due } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { notify } from '../../kernel/messages.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { money } from './contract.ts'
import type { PaymentRow } from './payment-read.ts'
import { hold, limit, payment } from './payment-rules.ts'

type Row = Stored & { payment: string; title: string; question: string; askedBy: string }

async function holdsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<Row & { total: number }>`
    select h.*, p.amount, case when h.state = ${hold.initial} then h.answer_by end as due,
      h.state = ${hold.initial} and h.answer_by < ${ctx.now} as late, count(*) over ()::int as total
    from (select * from money.hold where ${where}) h join money.payment p on p.community = h.community and p.id = h.payment
    order by h.ended_at is not null, h.asked_at desc, h.id limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  return { items: rows.map(h => ({ ...h, offers: offered(ctx, hold, h) })), total: rows[0]?.total ?? 0 }
}

export const listHolds = (ctx: Ctx, { place = '', state, ...paging }: Input<typeof money.ops.holds>) => {
  const of = state?.length ? sql`state = any(${state})` : sql`true`
  return holdsWhere(ctx, sql`${ctx.visible} and ${under('place', place)} and ${of}`, paging)
}
export const readHold = async (ctx: Ctx, { community, id }: { community: string; id: string }) =>
  (await holdsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
const findHold = async (ctx: Ctx, community: string, id: string) =>
  (await holdsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]

export async function holdUp(ctx: Ctx, p: PaymentRow & { maker: string }, question: string) {
  const row = {
    community: p.community,
    id: newId(ctx.now.getTime()),
    place: p.place,
    payment: p.id,
    title: `${p.number} ${p.what}`,
    question,
    askedBy: ctx.me.id,
    askedName: ctx.me.name ?? null,
    askedAt: ctx.now,
    answerBy: answerBy(ctx, p.place),
  }
  await start(ctx, movingHolds, row)
  const link = `/desk/money/hold/${row.community}/${row.id}`
  await notify(ctx, { to: p.maker, title: '付款被暂停', body: `${row.title}：${question}`, link })
}

const answerBy = (ctx: Ctx, place: string) =>
  due({ unit: 'days', n: ctx.book.figure(limit.answerDays, place, ctx.now) }, ctx.now, ctx.book.calendar).at

export const movingHolds = moving(money, {
  table: 'money.hold',
  machine: hold,
  title: h => `暂停付款：${h.title}`,
  find: findHold,
  on: {
    answerHold: async (ctx, h, { text }) => {
      const link = `/desk/money/hold/${h.community}/${h.id}`
      await notify(ctx, { to: h.askedBy, title: '暂停的付款有了答复', body: `${h.title}：${text}`, link })
      return { answer: text, answeredName: ctx.me.name ?? null, answeredAt: ctx.now }
    },
    askFurther: async (ctx, h, { question }) => ({ question, answerBy: answerBy(ctx, h.place) }),
    releaseHold: async (ctx, h, { reason }) => {
      await freed(ctx, h)
      return { ended: reason, endedAt: ctx.now }
    },
    /** It goes back to whoever wrote it, with the reason; what was approved is promised no more. */
    upholdHold: async (ctx, h, { reason }) => {
      await freed(ctx, h)
      const { state } = await ctx.ask(money.ops.payment, { community: h.community, id: h.payment })
      const key = { community: h.community, id: h.payment }
      if (state !== payment.initial)
        await ctx.ask(money.ops.sendBack, { ...key, reason: `监督委员会不同意：${reason}` })
      return { ended: reason, endedAt: ctx.now }
    },
  },
})

const freed = (ctx: Ctx, h: Row) =>
  sql`update money.payment set held = held - 1 where community = ${h.community} and id = ${h.payment}`.execute(ctx.db)
