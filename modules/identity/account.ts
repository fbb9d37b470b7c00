/** Accounts and the posts they hold. A post is held from one day to another; what counts is the posts of today. */
import { sql, type RawBuilder } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { pageOf, type Db } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { send } from '../../kernel/messages.ts'
import { common } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { openSession } from '../../kernel/session.ts'
import type { identity, Me } from './contract.ts'
import { newPassword } from './password.ts'
import { limit, problem, roles, type Role } from './rules.ts'

export const PHONE = 'identity.account.phone'

/** As usernames are kept and compared: half width, small letters. */
export const usernameOf = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase()

type Held = { role: Role; place: string }

/** The posts that the account in this row of `identity.account as a` holds today, as one column. */
export const postsOn = (now: Date): RawBuilder<Held[]> => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('role', p.role, 'place', p.place) order by p.place, p.role), '[]')
  from identity.post p where p.account = a.id and p.during @> ${dayOf(now)}::date)`

export const labelled = (posts: readonly Held[]) => posts.map(p => ({ ...p, label: roles[p.role].label }))

export async function meOf(db: Db, id: string, now: Date): Promise<Me | null> {
  const found = await db
    .selectFrom('identity.account as a')
    .select(['a.id', 'a.name', 'a.place', 'a.person', 'a.mustChange', postsOn(now).as('posts')])
    .where('a.id', '=', id)
    .executeTakeFirst()
  return found ? { ...found, posts: labelled(found.posts) } : null
}

export const isFounded = async (db: Db): Promise<boolean> =>
  Boolean(await db.selectFrom('identity.account').select('id').limit(1).executeTakeFirst())

// ── The first day ───────────────────────────────────────────────────────────

/** Three people at the start, one a post: the law keeps them apart, and later the database does. */
export async function found(ctx: Ctx, { place, security, audit, ...first }: Input<typeof identity.ops.found>) {
  await sql`select pg_advisory_xact_lock(hashtext('identity.found'))`.execute(ctx.db)
  if (await isFounded(ctx.db)) throw problem.alreadyFounded()
  const founder = await open(ctx, { ...first, place, mustChange: false })
  await hold(ctx, { account: founder, role: 'system-admin', place })
  if (security) await hold(ctx, { account: await open(ctx, { ...security, place }), role: 'security-admin', place })
  if (audit) await hold(ctx, { account: await open(ctx, { ...audit, place }), role: 'audit-admin', place })
  await signedIn(ctx, founder, first.name, place)
  return meOf(ctx.db, founder, ctx.now)
}

export const signedIn = (ctx: Ctx, actor: string, name: string, place: string) =>
  openSession(ctx, {
    actor,
    name,
    minutes: ctx.book.figure(limit.sessionHours, place, ctx.now) * 60,
    idle: ctx.book.figure(limit.staffIdle, place, ctx.now),
  })

// ── Later ───────────────────────────────────────────────────────────────────

export async function enrol(ctx: Ctx, input: Input<typeof identity.ops.enrol>) {
  const { phone: to, place } = input
  if (to) await send(ctx, { channel: 'sms', to, template: 'invite', values: { link: '/signin' }, place })
  return accountOf(ctx, await open(ctx, input))
}

export async function appoint(ctx: Ctx, { account, role, place, from, to }: Input<typeof identity.ops.appoint>) {
  if (account === ctx.me.id) throw problem.ownPost()
  await hold(ctx, { account, role, place, from, to })
  return accountOf(ctx, account)
}

type Opened = Omit<Input<typeof identity.ops.enrol>, 'role'> & { mustChange?: boolean }

async function open(
  ctx: Ctx,
  { place, name, password, phone, workPhone, person, mustChange = true, ...typed }: Opened,
) {
  const [id, username] = [newId(ctx.now.getTime()), usernameOf(typed.username)]
  await ctx.db
    .insertInto('identity.account')
    .values({
      id,
      place,
      username,
      name,
      phone: phone ? ctx.sealer.seal(phone, PHONE) : null,
      phoneKey: phone ? ctx.sealer.index(phone, PHONE) : null,
      workPhone: workPhone || null,
      password: await newPassword(ctx, password, { place, username, phone }),
      mustChange,
      person: person ?? null,
    })
    .execute()
  return id
}

type Holding = { account: string; role: Role; place: string; from?: string | undefined; to?: string | undefined }

async function hold(ctx: Ctx, { account, role, place, from = dayOf(ctx.now), to }: Holding) {
  const levels: readonly number[] = roles[role].at
  if (!levels.includes(place.length)) throw problem.notAtThisLevel()
  if (to && to < from) throw common.invalid([{ path: ['to'], message: '止日早于起日' }])
  const during = sql<string>`daterange(${from}::date, ${to ?? null}::date, '[]')`
  await ctx.db
    .insertInto('identity.post')
    .values({ id: newId(ctx.now.getTime()), account, role, place, during })
    .execute()
}

const accounts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('identity.account as a')
    .select(['a.id', 'a.username', 'a.name', 'a.lastSignIn', postsOn(ctx.now).as('posts')])

async function accountOf(ctx: Ctx, id: string) {
  const account = await accounts(ctx).where('a.id', '=', id).executeTakeFirstOrThrow()
  return { ...account, posts: labelled(account.posts) }
}

export async function listAccounts(ctx: Ctx, { search, ...paging }: Input<typeof identity.ops.accounts>) {
  const rows = accounts(ctx)
    .where(ctx.visible)
    .$if(Boolean(search), q =>
      q.where(sql<boolean>`strpos(a.username || ' ' || a.name, ${usernameOf(search ?? '')}) > 0`),
    )
  const { items, total } = await pageOf(rows.orderBy('a.username'), paging)
  return { items: items.map(a => ({ ...a, posts: labelled(a.posts) })), total }
}
