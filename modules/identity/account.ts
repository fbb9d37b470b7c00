/** Accounts: how one is opened, who somebody is, and the posts that count today, their own and those lent to them. */
import { sql, type RawBuilder } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { makeMove, start } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { movingAccounts } from './card.ts'
import type { identity, Me } from './contract.ts'
import { enter } from './door.ts'
import { newPassword } from './password.ts'
import { keepPassword } from './past-password.ts'
import { hold } from './post.ts'
import { problem } from './problems.ts'
import { administrators, roles, type Need, type Role } from './rules.ts'

export const PHONE = 'identity.account.phone'

/** As usernames are kept and compared: half width, small letters. */
export const usernameOf = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase()

export type Held = { role: Role; place: string; for?: string }

/**
 * The posts that the account in this row of `identity.account as a` may act in today, as one column. A lent post counts
 * while its holder holds it and is not closed, and while whoever borrowed it serves that place or one above.
 */
export const postsOn = (now: Date): RawBuilder<Held[]> => sql`(
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', role, 'place', place, 'for', lender)) order by lender nulls first, place, role), '[]')
  from (
    select p.role, p.place, null as lender from identity.post p where p.account = a.id and p.during @> ${dayOf(now)}::date
    union all
    select p.role, p.place, l.name from identity.delegation d
    join identity.post p on p.id = d.post and p.during @> ${dayOf(now)}::date
    join identity.account l on l.id = d.owner and l.state <> 'closed'
    where d.deputy = a.id and d.state = 'given' and d.during @> ${dayOf(now)}::date and ${serves(sql`a.id`, dayOf(now))}
  ) as held)`

/** Whether an account holds, on a day, a post of its own in the place of `p` or above it, and is no administrator. */
export const serves = (account: RawBuilder<unknown>, day: string): RawBuilder<boolean> => sql`exists (
  select from identity.post m where m.account = ${account} and m.during @> ${day}::date
    and starts_with(p.place, m.place) and m.role <> all(${[...administrators]}::text[]))`

export const labelled = (posts: readonly Held[]) => posts.map(p => ({ ...p, label: roles[p.role].label }))

export async function meOf(db: Db, id: string, now: Date, need: Need | null): Promise<Me | null> {
  const found = await db
    .selectFrom('identity.account as a')
    .select(['a.id', 'a.name', 'a.place', 'a.person', postsOn(now).as('posts')])
    .where('a.id', '=', id)
    .executeTakeFirst()
  return found ? { ...found, posts: labelled(found.posts), need } : null
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
  if (security)
    await hold(ctx, {
      account: await open(ctx, { ...security, place, mustChange: true }),
      role: 'security-admin',
      place,
    })
  if (audit)
    await hold(ctx, { account: await open(ctx, { ...audit, place, mustChange: true }), role: 'audit-admin', place })
  return enter(ctx, { id: founder, name: first.name, place }, 1)
}

// ── Later ───────────────────────────────────────────────────────────────────

type Opened = Omit<Input<typeof identity.ops.enrol>, 'person'> & {
  person?: string | undefined
  password?: string
  mustChange?: boolean
  invitedUntil?: Date
  signedUp?: boolean
}

/** With a password it is in use at once; without one it waits for its owner. */
export async function open(
  ctx: Ctx,
  {
    place,
    name,
    password,
    phone,
    workPhone,
    person,
    mustChange = false,
    invitedUntil,
    signedUp = false,
    ...typed
  }: Opened,
): Promise<string> {
  const [id, username] = [newId(ctx.now.getTime()), usernameOf(typed.username)]
  const community = communityOf(place)
  const hashed = password === undefined ? null : await newPassword(ctx, password, { place, username, phone })
  await start(ctx, movingAccounts, {
    community,
    id,
    place,
    username,
    name,
    phone: phone ? ctx.sealer.seal(phone, PHONE) : null,
    phoneKey: phone ? ctx.sealer.index(phone, PHONE) : null,
    workPhone: workPhone || null,
    password: hashed,
    passwordAt: password === undefined ? null : ctx.now,
    awakeAt: ctx.now,
    mustChange,
    person: person ?? null,
    invitedUntil: invitedUntil ?? null,
    signedUp,
  })
  await keepPassword(ctx, id, hashed)
  if (password !== undefined) await activate(ctx, { community, id })
  return id
}

export const communityOf = (place: string): string => place.slice(0, 12).padEnd(12, '0')

/** Made in the name of the account's owner: nobody else starts it. */
export const activate = (ctx: Ctx, key: { community: string; id: string }) =>
  makeMove(ctx, [movingAccounts], 'activate', key, { id: key.id, posts: [] })
