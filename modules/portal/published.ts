/** What everyone may read of a community's notices. What was taken down keeps its address and says why, not what. */
import type { Selectable } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import type { DB } from '../../kernel/db.gen.ts'
import { pageOf, under } from '../../kernel/db.ts'
import type { Ctx } from '../../kernel/server.ts'
import { places } from '../places/contract.ts'
import type { portal } from './contract.ts'

type Found = Selectable<DB['portal.notice']>
const notices = (ctx: Ctx) => ctx.db.selectFrom('portal.notice').selectAll()

export const lastDay = ({ until }: Pick<Found, 'until'>) => until && dayOf(new Date(until.getTime() - 1))

export async function listPublished(ctx: Ctx, { place, kind, ...paging }: Input<typeof portal.ops.published>) {
  const { items, total } = await pageOf(
    notices(ctx)
      .where('state', '=', 'published')
      .where(eb => eb.or([eb('until', 'is', null), eb('until', '>', ctx.now)]))
      .where(under('place', place))
      .$if(kind !== undefined, q => q.where('kind', '=', kind!))
      .orderBy('pinned', 'desc')
      .orderBy('publishedAt', 'desc')
      .orderBy('id'),
    paging,
  )
  return { items: await forEveryone(ctx, place.slice(0, 12), items), total }
}

export async function readPublished(ctx: Ctx, { community, id }: { community: string; id: string }) {
  const found = await notices(ctx)
    .where('community', '=', community)
    .where('id', '=', id)
    .where('publishedAt', 'is not', null)
    .execute()
  return (await forEveryone(ctx, community, found))[0]
}

/** All of one community: what was corrected, and what the places are called, is asked once for all of them. */
async function forEveryone(ctx: Ctx, community: string, found: readonly Found[]) {
  if (!found.length) return []
  const [here, grids, said] = await Promise.all([
    ctx.ask(places.ops.place, { code: community }),
    ctx.ask(places.ops.grids, { place: community }),
    ctx.db
      .selectFrom('portal.entry')
      .select(['notice', 'at', 'text'])
      .where('community', '=', community)
      .where('move', '=', 'correct')
      .where(
        'notice',
        'in',
        found.map(n => n.id),
      )
      .orderBy('at')
      .orderBy('seq')
      .execute(),
  ])
  const names = new Map([here, ...grids].map(p => [p.code, p.name]))
  return found.map(n => ({
    ...n,
    placeName: names.get(n.place) ?? '',
    lastDay: lastDay(n),
    publishedAt: n.publishedAt ?? n.draftedAt,
    ...(n.withdrawn !== null && { body: '', photos: [] }),
    corrections: said.filter(e => e.notice === n.id).map(e => ({ at: e.at, text: e.text ?? '' })),
  }))
}
