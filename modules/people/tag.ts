/** Care tags: what somebody is helped with, on whose word, until when. They end by themselves, and at once when the person says so. */
import { sql } from 'kysely'
import { addDays, ageOn, dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { pageOf, under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import type { Ctx } from '../../kernel/server.ts'
import { places } from '../places/contract.ts'
import { careKinds, type CareKind } from './care.ts'
import { remember } from './change.ts'
import type { people } from './contract.ts'
import { note, type Key } from './facts.ts'
import { problem } from './rules.ts'

/** PI-10: a child under fourteen cannot agree to it alone. */
const ownWordFrom = 14
/** How long before its end a tag is shown as one to be renewed. */
const renewWithin = 30

export async function tag(
  ctx: Ctx,
  r: Key & { birth: string | null },
  { kind, basis, said, until }: Input<typeof people.ops.tag>,
) {
  const today = dayOf(ctx.now)
  if (until <= today || until > addDays(today, careKinds[kind].days)) throw problem.tagTooLong(tooLong(kind))
  if (basis === 'consent' && r.birth && ageOn(r.birth, today) < ownWordFrom) throw problem.guardianFirst()
  const there = await ctx.db
    .selectFrom('people.tag as t')
    .select('t.id')
    .where('t.community', '=', r.community)
    .where(sql<boolean>`t.resident in (select people.cards(${r.community}, ${r.id}))`)
    .where('t.kind', '=', kind)
    .where('t.ended', 'is', null)
    .where('t.until', '>=', today)
    .executeTakeFirst()
  if (there) throw problem.alreadyTagged()
  await ctx.db
    .insertInto('people.tag')
    .values({
      community: r.community,
      id: newId(ctx.now.getTime()),
      resident: r.id,
      kind,
      basis,
      said,
      from: today,
      until,
      byName: ctx.me.name ?? null,
      at: ctx.now,
    })
    .execute()
  await note(ctx, r, [{ field: 'tag', source: said }], '关爱标签')
  const changes = { tag: { was: null, is: careKinds[kind].label } }
  await remember(ctx, r, { what: '加关爱标签', source: said, changes })
}

const tooLong = (kind: CareKind) =>
  `「${careKinds[kind].label}」最多保留 ${careKinds[kind].days} 天，到期后征得同意再续`

export async function untag(ctx: Ctx, r: Key, { tag: id, reason }: Input<typeof people.ops.untag>) {
  const ended = await ctx.db
    .updateTable('people.tag')
    .set({ ended: ctx.now, endedWhy: reason })
    .where('community', '=', r.community)
    .where('id', '=', id)
    .where(sql<boolean>`resident in (select people.cards(${r.community}, ${r.id}))`)
    .where('ended', 'is', null)
    .returning('kind')
    .executeTakeFirst()
  if (!ended) throw problem.noSuchTag()
  const was = labelOf(ended.kind)
  await remember(ctx, r, { what: '取消关爱标签', source: reason || '取消', changes: { tag: { was, is: null } } })
}

export async function tags(
  ctx: Ctx,
  { place, community, resident, room, building, kind, soon, ...paging }: Input<typeof people.ops.tags>,
) {
  const today = dayOf(ctx.now)
  const near = addDays(today, renewWithin)
  const rooms =
    building && community ? (await ctx.ask(places.ops.rooms, { community, building })).map(one => one.id) : undefined
  const rows = ctx.db
    .selectFrom(eb =>
      eb
        .selectFrom('people.tag as t')
        .innerJoin('people.resident as o', join =>
          join.onRef('o.community', '=', 't.community').onRef('o.id', '=', 't.resident'),
        )
        .select(['t.community', 't.id', 't.kind', 't.basis', 't.said', 't.from', 't.until', 'o.place'])
        .select(sql<string>`people.root(t.community, t.resident)`.as('resident'))
        .where('t.ended', 'is', null)
        .where('t.until', '>=', today)
        .where('o.state', 'in', ['living', 'away'])
        .as('tag'),
    )
    .innerJoin('people.resident as r', join =>
      join.onRef('r.community', '=', 'tag.community').onRef('r.id', '=', 'tag.resident'),
    )
    .select(['tag.community', 'tag.id', 'tag.kind', 'tag.basis', 'tag.said', 'tag.from', 'tag.until', 'tag.resident'])
    .select(['r.name', 'r.address', 'r.place', 'r.room', 'r.person'])
    .where(scoped(ctx))
    .$if(place !== undefined, q => q.where(under('tag.place', place!)))
    .$if(community !== undefined, q => q.where('tag.community', '=', community!))
    .$if(resident !== undefined, q => q.where('tag.resident', '=', resident!))
    .$if(room !== undefined, q => q.where('r.room', '=', room!))
    .$if(rooms !== undefined, q => q.where('r.room', 'in', rooms!.length ? rooms! : [nowhere]))
    .$if(kind !== undefined, q => q.where('tag.kind', '=', kind!))
    .$if(Boolean(soon), q => q.where('tag.until', '<=', near))
    .orderBy('tag.until')
    .orderBy('tag.id')
  const { items, total } = await pageOf(rows, paging)
  return {
    total,
    items: items.map(one => ({ ...one, purpose: purposeOf(one.kind), soon: one.until <= near })),
  }
}
const nowhere = '00000000-0000-0000-0000-000000000000'

/** Two tables in the statement have a place; the tag's own card is the one that is asked. */
const scoped = (ctx: Ctx) => sql<boolean>`exists (select from (select tag.place) as asked (place) where ${ctx.visible})`

const isKind = (kind: string): kind is CareKind => Object.hasOwn(careKinds, kind)
export const labelOf = (kind: string) => (isKind(kind) ? careKinds[kind].label : kind)
export const purposeOf = (kind: string) => (isKind(kind) ? careKinds[kind].purpose : '')
