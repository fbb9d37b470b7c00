/** Standing in for somebody who is away: one post, one colleague, a while. It ends by itself, and what was borrowed is not lent on. */
import { sql } from 'kysely'
import { addDays, dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { notify } from '../../kernel/messages.ts'
import { moving, offered, start } from '../../kernel/move.ts'
import { newId } from '../../kernel/id.ts'
import { common } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { communityOf, serves } from './account.ts'
import { identity } from './contract.ts'
import { problem } from './problems.ts'
import { administrators, delegation, limit, roles, type Role } from './rules.ts'

export const movingDelegations = moving(identity, {
  table: 'identity.delegation',
  machine: delegation,
  title: d => d.reason,
  find: findDelegation,
})

export async function delegate(ctx: Ctx, { post, deputy, from, until, reason }: Input<typeof identity.ops.delegate>) {
  const [today, id] = [dayOf(ctx.now), newId(ctx.now.getTime())]
  const mine = await myPosts(ctx)
    .where('p.id', '=', post)
    .where(sql<boolean>`p.during @> ${from}::date`)
    .executeTakeFirst()
  if (!mine) throw problem.notLent()
  if (from < today) throw common.invalid([{ path: ['from'], message: '不能从过去的日子开始' }])
  if (until < from) throw common.invalid([{ path: ['until'], message: '止日早于起日' }])
  if (until >= addDays(from, ctx.book.figure(limit.delegationDays, mine.place, ctx.now))) throw problem.tooLong()
  if (deputy !== ctx.me.id && !(await deputies(ctx, post, from)).some(one => one.id === deputy))
    throw problem.noDeputy()
  const community = communityOf(mine.place)
  const during = `[${from},${until}]`
  const row = { community, id, place: mine.place, owner: ctx.me.id, reason }
  await start(ctx, movingDelegations, { ...row, post, deputy, during, at: ctx.now })
  const label = roles[mine.role as Role].label
  const body = `${ctx.me.name ?? ''}请您从 ${from} 到 ${until} 代其${label}岗位。您办的事，留痕里写明两个人的名字。`
  await notify(ctx, { to: deputy, title: '有人委托您代岗', body, link: '/desk/security' })
  return findDelegation(ctx, community, id)
}

export async function delegations(ctx: Ctx) {
  const today = dayOf(ctx.now)
  const [posts, given, received] = await Promise.all([
    myPosts(ctx)
      .where(sql<boolean>`p.during @> ${today}::date`)
      .execute(),
    lent(ctx).where('d.owner', '=', ctx.me.id).execute(),
    lent(ctx).where('d.deputy', '=', ctx.me.id).execute(),
  ])
  return {
    posts: posts.map(p => ({ ...p, label: roles[p.role as Role].label, today: true })),
    given: given.map(d => shown(ctx, d)),
    received: received.map(d => shown(ctx, d)),
  }
}

export async function colleagues(ctx: Ctx, { post }: Input<typeof identity.ops.colleagues>) {
  const mine = await myPosts(ctx).where('p.id', '=', post).executeTakeFirst()
  return mine ? deputies(ctx, post, dayOf(ctx.now)) : []
}

/** Not the administrators' posts: those are kept apart, and lending one would bring two together. */
const myPosts = ({ db, me }: Ctx) =>
  db
    .selectFrom('identity.post as p')
    .select([
      'p.id',
      'p.role',
      'p.place',
      sql<string>`lower(p.during)`.as('from'),
      sql<string | null>`upper(p.during) - 1`.as('to'),
    ])
    .where('p.account', '=', me.id)
    .where('p.role', 'not in', [...administrators])

/** Colleagues in use who on that day serve the place of the post or one above it. */
async function deputies({ db, me }: Ctx, post: string, day: string) {
  const { rows } = await sql<{ id: string; name: string; roles: Role[] }>`
    select a.id, a.name, (select array_agg(distinct m.role) from identity.post m where m.account = a.id and m.during @> ${day}::date) as roles
    from identity.account a, identity.post p
    where p.id = ${post} and a.id <> ${me.id} and a.state = 'active' and ${serves(sql`a.id`, day)} order by a.name, a.id`.execute(
    db,
  )
  return rows.map(({ id, name, roles: held }) => ({ id, name, label: held.map(role => roles[role].label).join('、') }))
}

const lent = ({ db }: Ctx) =>
  db
    .selectFrom('identity.delegation as d')
    .innerJoin('identity.post as p', 'p.id', 'd.post')
    .innerJoin('identity.account as o', 'o.id', 'd.owner')
    .innerJoin('identity.account as b', 'b.id', 'd.deputy')
    .select(['d.community', 'd.id', 'd.place', 'd.state', 'd.owner', 'd.reason', 'p.role'])
    .select(['o.name as ownerName', 'b.name as deputyName'])
    .select([sql<string>`lower(d.during)`.as('from'), sql<string>`upper(d.during) - 1`.as('until')])
    .orderBy('d.at', 'desc')

type Lent = Awaited<ReturnType<ReturnType<typeof lent>['executeTakeFirstOrThrow']>>

async function findDelegation(ctx: Ctx, community: string, id: string) {
  const found = await lent(ctx).where('d.community', '=', community).where('d.id', '=', id).executeTakeFirst()
  return found && shown(ctx, found)
}

const shown = (ctx: Ctx, d: Lent) => ({
  ...d,
  label: roles[d.role as Role].label,
  today:
    delegation.states[d.state as keyof typeof delegation.states].end !== true &&
    d.from <= dayOf(ctx.now) &&
    dayOf(ctx.now) <= d.until,
  offers: offered(ctx, delegation, d),
})
