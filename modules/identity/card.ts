/** An account as the administrators see it: its line, its card, and the moves of its life. No number and no password is on it. */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { pageOf } from '../../kernel/db.ts'
import { send } from '../../kernel/messages.ts'
import { moving, offered } from '../../kernel/move.ts'
import { maskPhone } from '../../kernel/numbers.ts'
import type { Ctx } from '../../kernel/server.ts'
import { closeSessionsOf } from '../../kernel/session.ts'
import { revokeTokensOf } from '../../kernel/token.ts'
import { labelled, open, PHONE, postsOn, usernameOf, type Held } from './account.ts'
import { dropCode, giveCode } from './code.ts'
import { holdsPost, unlockers, unusedDays } from './dormant.ts'
import { identity } from './contract.ts'
import { endAllPosts, endPost, redatePost } from './post.ts'
import { leave } from './leave.ts'
import { problem } from './problems.ts'
import { account, limit } from './rules.ts'

export const movingAccounts = moving(identity, {
  table: 'identity.account',
  machine: account,
  title: a => a.name,
  find: findAccount,
  on: {
    activate: async ctx => ({ invitedUntil: null, awakeAt: ctx.now }),
    async lapse(ctx, a) {
      await closeSessionsOf(ctx, a.id)
      await revokeTokensOf(ctx.db, a.id, ctx.now)
      await dropCode(ctx, a.id)
    },
    wake: async ctx => ({ awakeAt: ctx.now }),
    async invite(ctx, a) {
      const invitedUntil = inHours(ctx, limit.inviteHours, a.place)
      ctx.also['revealed'] = await giveCode(ctx, a.id, invitedUntil)
      return { invitedUntil }
    },
    async close(ctx, a) {
      refuseOwn(ctx, a)
      await endAllPosts(ctx, a.id)
      await closeSessionsOf(ctx, a.id)
      await revokeTokensOf(ctx.db, a.id, ctx.now)
      await dropCode(ctx, a.id)
      return { invitedUntil: null }
    },
    /** The password of before is worth nothing from now on, whoever knew it. */
    async resetPassword(ctx, a) {
      refuseOwn(ctx, a)
      await closeSessionsOf(ctx, a.id)
      ctx.also['revealed'] = await giveCode(ctx, a.id, inHours(ctx, limit.resetHours, a.place))
      return { password: null, passwordAt: null, mustChange: false }
    },
    async clearFactors(ctx, a) {
      refuseOwn(ctx, a)
      await closeSessionsOf(ctx, a.id)
      for (const table of ['identity.recovery', 'identity.passkey'] as const)
        await ctx.db.deleteFrom(table).where('account', '=', a.id).execute()
      return { totp: null, totpSince: null }
    },
    redatePost,
    endPost,
    leave,
  },
})

function refuseOwn({ me }: Ctx, { id }: { id: string }) {
  if (me.id === id) throw problem.ownAccount()
}
const inHours = ({ book, now }: Ctx, figure: typeof limit.inviteHours | typeof limit.resetHours, place: string) =>
  new Date(now.getTime() + book.figure(figure, place, now) * 3_600_000)

export async function enrol(ctx: Ctx, input: Input<typeof identity.ops.enrol>) {
  const invitedUntil = inHours(ctx, limit.inviteHours, input.place)
  const id = await open(ctx, { ...input, invitedUntil })
  const { phone: to, place } = input
  if (to) await send(ctx, { channel: 'sms', to, template: 'invite', values: { link: '/signin' }, place })
  const revealed = await giveCode(ctx, id, invitedUntil)
  const card = await cards(ctx).where('a.id', '=', id).executeTakeFirstOrThrow()
  return { ...cardOf(ctx, card), revealed }
}

// ── Reading ─────────────────────────────────────────────────────────────────

const lines = (ctx: Ctx) =>
  ctx.db
    .selectFrom('identity.account as a')
    .select(['a.community', 'a.id', 'a.place', 'a.username', 'a.name', 'a.state', 'a.lastSignIn'])
    .select([postsOn(ctx.now).as('posts'), unusedDays(ctx.now).as('unusedDays')])

export async function lineOf(ctx: Ctx, id: string) {
  const line = await lines(ctx).where('a.id', '=', id).executeTakeFirstOrThrow()
  return { ...line, posts: labelled(line.posts) }
}

export async function listAccounts(
  ctx: Ctx,
  { search, state, residents, unused, ...paging }: Input<typeof identity.ops.accounts>,
) {
  const rows = lines(ctx)
    .where(ctx.visible)
    .$if(state !== undefined, q => q.where('a.state', '=', state!))
    .$if(!residents, q => q.where('a.signedUp', '=', false))
    // Those that are locked, and those that soon will be: each on the figure of the place where it is asked.
    .$if(unused, q =>
      q
        .where(holdsPost(ctx.now))
        .where(eb =>
          eb.or([
            eb('a.state', '=', 'dormant'),
            sql<boolean>`a.state = 'active' and ${unusedDays(ctx.now)} >= ${soon(ctx)}`,
          ]),
        ),
    )
    .$if(Boolean(search), q =>
      q.where(sql<boolean>`strpos(a.username || ' ' || a.name, ${usernameOf(search ?? '')}) > 0`),
    )
  const { items, total } = await pageOf(rows.orderBy('a.username'), paging)
  return { items: items.map(a => ({ ...a, posts: labelled(a.posts) })), total }
}

const soon = ({ book, now, me }: Ctx) => book.figure(limit.dormantDays, me.posts[0]?.place ?? '', now) - warnDays
const warnDays = 14

type HeldPost = Held & { id: string; from: string; to: string | null; today: boolean }

const cards = (ctx: Ctx) =>
  lines(ctx)
    .select(['a.phone', 'a.workPhone', 'a.invitedUntil', unlockers(ctx.now).as('unlockers')])
    .select([
      sql<HeldPost[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'role', p.role, 'place', p.place, 'from', lower(p.during),
          'to', upper(p.during) - 1, 'today', p.during @> ${dayOf(ctx.now)}::date) order by lower(p.during) desc, p.role), '[]')
        from identity.post p where p.account = a.id)`.as('held'),
      sql<boolean>`a.totp_since is not null or exists (select from identity.passkey k where k.account = a.id)`.as(
        'factor',
      ),
      sql<number>`(select count(*)::int from kernel.session s where s.actor = a.id and s.until > ${ctx.now})`.as(
        'sessions',
      ),
      sql<Date | null>`(select c.until from identity.code c where c.account = a.id and c.until > ${ctx.now})`.as(
        'codeUntil',
      ),
    ])

export async function findAccount(ctx: Ctx, community: string, id: string) {
  const row = await cards(ctx).where('a.community', '=', community).where('a.id', '=', id).executeTakeFirst()
  return row && cardOf(ctx, row)
}

export async function readAccount(ctx: Ctx, { community, id }: { community: string; id: string }) {
  const rows = cards(ctx).where('a.community', '=', community).where('a.id', '=', id)
  const row = await rows.where(ctx.visible).executeTakeFirst()
  return row && cardOf(ctx, row)
}

const cardOf = (
  ctx: Ctx,
  { phone, ...row }: Awaited<ReturnType<ReturnType<typeof cards>['executeTakeFirstOrThrow']>>,
) => ({
  ...row,
  posts: labelled(row.posts),
  held: labelled(row.held),
  phoneMasked: phone && maskPhone(ctx.sealer.open(phone, PHONE)),
  offers: offered(ctx, account, row),
})
