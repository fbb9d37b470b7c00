/** Posts: held from one day to another. Whoever's posts change signs in anew, so that no session keeps rights of before. */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { common, permits } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { closeSessionsOf } from '../../kernel/session.ts'
import type { identity } from './contract.ts'
import { lineOf } from './card.ts'
import { problem } from './problems.ts'
import { may, roles, type Role } from './rules.ts'

export async function appoint(ctx: Ctx, { account, role, place, from, to }: Input<typeof identity.ops.appoint>) {
  if (account === ctx.me.id) throw problem.ownPost()
  await hold(ctx, { account, role, place, from, to })
  await closeSessionsOf(ctx, account)
  return lineOf(ctx, account)
}

type Holding = { account: string; role: Role; place: string; from?: string | undefined; to?: string | undefined }

export async function hold(ctx: Ctx, { account, role, place, from = dayOf(ctx.now), to }: Holding) {
  const levels: readonly number[] = roles[role].at
  if (!levels.includes(place.length)) throw problem.notAtThisLevel()
  await ctx.db
    .insertInto('identity.post')
    .values({ id: newId(ctx.now.getTime()), account, role, place, during: daysFrom(from, to) })
    .execute()
}

function daysFrom(from: string, to: string | undefined) {
  if (to && to < from) throw common.invalid([{ path: ['to'], message: '止日早于起日' }])
  return sql<string>`daterange(${from}::date, ${to ?? null}::date, '[]')`
}

export async function redatePost(
  ctx: Ctx,
  { id }: { id: string },
  { post, from, to }: Input<typeof identity.ops.redatePost>,
) {
  await postOf(ctx, id, post)
  await ctx.db
    .updateTable('identity.post')
    .set({ during: daysFrom(from, to) })
    .where('id', '=', post)
    .execute()
  await closeSessionsOf(ctx, id)
}

/** The last day is today, unless another is said. A post that has not begun by then was never held. */
export async function endPost(
  ctx: Ctx,
  { id }: { id: string },
  { post, to = dayOf(ctx.now) }: Input<typeof identity.ops.endPost>,
) {
  await postOf(ctx, id, post)
  await cut(ctx, sql`id = ${post}`, sql`${to}::date + 1`)
  await closeSessionsOf(ctx, id)
}

/** With an account go its posts, from today. */
export const endAllPosts = (ctx: Ctx, account: string) =>
  cut(ctx, sql`account = ${account}`, sql`${dayOf(ctx.now)}::date`)

async function cut(ctx: Ctx, which: ReturnType<typeof sql>, end: ReturnType<typeof sql>) {
  await sql`delete from identity.post where ${which} and lower(during) >= ${end}`.execute(ctx.db)
  await sql`
    update identity.post set during = daterange(lower(during), ${end})
    where ${which} and (upper_inf(during) or upper(during) > ${end})`.execute(ctx.db)
}

/** A post of this account that whoever asks may give and take: the account's place and the post's may differ. */
async function postOf(ctx: Ctx, account: string, id: string) {
  if (account === ctx.me.id) throw problem.ownPost()
  const post = await ctx.db
    .selectFrom('identity.post')
    .select(['place', sql<boolean>`coalesce(upper(during) <= ${dayOf(ctx.now)}::date, false)`.as('over')])
    .where('id', '=', id)
    .where('account', '=', account)
    .executeTakeFirst()
  if (!post || post.over) throw problem.noSuchPost()
  if (!permits(may.appoint, ctx.me, post)) throw common.forbidden()
}
