/** Who holds a post where: for those who hand out work, and for everyone who wants to know who serves their grid. */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { identity } from './contract.ts'
import { roles, serving, type Role } from './rules.ts'

/**
 * Who holds a post in the place, below it, or over it: a street's repair team serves each of its communities.
 * Besides those in their own area, people see who stands above them: to whom else would they turn?
 */
export async function holders(ctx: Ctx, { place, role }: Input<typeof identity.ops.holders>) {
  const above = ctx.me.posts.flatMap(p => upward(p.place))
  const rows = await held(ctx)
    .where(eb => eb.or([ctx.visible, eb('place', 'in', ['', ...above])]))
    .where(eb => eb.or([under('place', place), eb('place', 'in', upward(place))]))
    .$if(role !== undefined, q => q.where('role', '=', role!))
    .orderBy('place')
    .orderBy('name')
    .execute()
  return rows.map(h => ({ ...h, label: labelOf(h.role) }))
}

export async function onDuty(ctx: Ctx, { place }: Input<typeof identity.ops.onDuty>) {
  const rows = await held(ctx)
    .where('place', 'in', upward(place))
    .where('role', 'in', [...serving])
    .orderBy(sql`length(place)`, 'desc')
    .orderBy('name')
    .execute()
  return rows.map(h => ({ ...h, label: labelOf(h.role) }))
}

const held = ({ db, now }: Ctx) =>
  db
    .selectFrom(eb =>
      eb
        .selectFrom('identity.post as p')
        .innerJoin('identity.account as a', 'a.id', 'p.account')
        .where(sql<boolean>`p.during @> ${dayOf(now)}::date`)
        .where('a.state', '<>', 'closed')
        .select(['a.id', 'a.name', 'a.workPhone', 'p.role', 'p.place'])
        .as('held'),
    )
    .selectAll()

const isRole = (role: string): role is Role => Object.hasOwn(roles, role)
const labelOf = (role: string) => (isRole(role) ? roles[role].label : role)

/** The place itself and those above it, down from the province: 32, 3205, 320582, … */
const upward = (place: string): string[] =>
  [2, 4, 6, 9, 12, 15].filter(n => n <= place.length).map(n => place.slice(0, n))
