/** A matter as staff and its reporter see it, and what each of its moves does besides moving. */
import { sql } from 'kysely'
import { maskName, maskPhone } from '../../kernel/numbers.ts'
import { newId } from '../../kernel/id.ts'
import { notify, send } from '../../kernel/messages.ts'
import { offered, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { levelOf } from './figure-rules.ts'
import { hanging, leading, nothingHangs } from './hanging.ts'
import { going, order, request, task } from './joint-rules.ts'
import { publicText } from './public.ts'
import { matter, phases } from './rules.ts'
import { shortLink } from './short.ts'

/** Matters with the facts the rules look at: the deadline they are under now. */
export const matters = (ctx: Ctx) =>
  ctx.db
    .selectFrom('grid.matter')
    .innerJoin('grid.category', 'grid.category.code', 'grid.matter.category')
    .leftJoin(
      eb =>
        eb
          .selectFrom('kernel.work')
          .select(['community as inCommunity', 'record', 'due'])
          .where('machine', '=', matter.name)
          .as('inHand'),
      join =>
        join.onRef('inHand.inCommunity', '=', 'grid.matter.community').onRef('inHand.record', '=', 'grid.matter.id'),
    )
    .selectAll('grid.matter')
    .select([
      'grid.category.name as categoryName',
      'grid.category.private',
      'grid.category.extCode',
      'inHand.due',
      sql<boolean>`coalesce(in_hand.due < ${ctx.now}, false)`.as('late'),
      countOf('supervision', going(order)).as('supervised'),
      countOf('request', going(request)).as('asking'),
    ])

export const countOf = (table: string, states: readonly string[]) =>
  sql<number>`(select count(*)::int from ${sql.table(`grid.${table}`)} h where h.community = grid.matter.community and h.matter = grid.matter.id and h.state = any(${[...states]}))`

/** The same with what only its moves look at: who else hangs on it. */
const judged = (ctx: Ctx, { community, id }: { community: string; id: string }) =>
  matters(ctx)
    .where('grid.matter.community', '=', community)
    .where('grid.matter.id', '=', id)
    .select([
      countOf('task', going(task)).as('helping'),
      sql<boolean>`exists (select from grid.request h where h.community = grid.matter.community and h.matter = grid.matter.id)
        or exists (select from grid.task h where h.community = grid.matter.community and h.matter = grid.matter.id)
        or exists (select from grid.supervision h where h.community = grid.matter.community and h.matter = grid.matter.id)`.as(
        'hung',
      ),
      sql<number>`(select count(*)::int from grid.matter f where f.community = grid.matter.community and f.lead = grid.matter.id and f.state = any(${[...phases.joined]}))`.as(
        'followers',
      ),
      sql<boolean>`coalesce((select l.state = any(${[...phases.done]}) from grid.matter l where l.community = grid.matter.community and l.id = grid.matter.lead), false)`.as(
        'leadDone',
      ),
    ])

export const findMatter = async (ctx: Ctx, community: string, id: string) => {
  const found = await judged(ctx, { community, id }).executeTakeFirst()
  return found && whole(ctx, found)
}

export async function readMatter(ctx: Ctx, key: { community: string; id: string }) {
  const found = await judged(ctx, key).where(ctx.visible).executeTakeFirst()
  return found && whole(ctx, found)
}

type Stood = Awaited<ReturnType<ReturnType<typeof judged>['executeTakeFirstOrThrow']>>
/** A matter as its moves have it in hand. */
export type Found = NonNullable<Awaited<ReturnType<typeof findMatter>>>

async function whole(ctx: Ctx, found: Stood) {
  const entries = await ctx.db
    .selectFrom('grid.entry')
    .selectAll()
    .where('community', '=', found.community)
    .where('matter', '=', found.id)
    .orderBy('at')
    .orderBy('seq')
    .execute()
  const mine = found.owner === ctx.me.id || found.ticket === ctx.me.id
  const timeline = entries
    .filter(e => !(mine && e.internal))
    // Staff know who reported by the masked name beside the phone, here as there.
    .map(e => ({
      ...e,
      label: labelOfMove(e.move),
      by: e.byName && (e.by === found.owner && !mine ? maskName(e.byName) : e.byName),
    }))
  return {
    ...found,
    contactName: found.contact && (mine ? found.contact : maskName(found.contact)),
    contactPhone: found.phone && maskPhone(ctx.sealer.open(found.phone, PHONE)),
    photos: entries.filter(e => e.move === 'report').flatMap(e => e.photos),
    timeline,
    level: levelOf(found.desk).label,
    ...(mine ? { ...nothingHangs, ...(await leading(ctx, found, publicText)) } : await hanging(ctx, found)),
    offers: offered(ctx, matter, found as Stored),
  }
}

const labels = Object.assign({}, ...[matter, request, task, order].map(m => m.moves)) as Record<
  string,
  { label: string }
>
export const labelOfMove = (move: string): string => (move === 'report' ? '上报' : (labels[move]?.label ?? move))
export const PHONE = 'grid.matter.phone'

/** The first answer that the reporter had: that it was taken up, or that somebody spoke to them. EV-09 */
export const respondedNow = (ctx: Ctx, m: Pick<Found, 'respondedAt'>) => ({ respondedAt: m.respondedAt ?? ctx.now })

/** One line of the timeline. `internal` lines are for staff. */
export async function enter(
  ctx: Ctx,
  of: { community: string; id: string },
  move: string,
  text: string | null,
  photos: readonly string[] = [],
  internal = false,
) {
  const { community, id } = of
  await ctx.db
    .insertInto('grid.entry')
    .values({
      community,
      id: newId(ctx.now.getTime()),
      matter: id,
      at: ctx.now,
      // A device always sends a moment after it was entered; only a minute or more is worth telling.
      made: ctx.now.getTime() - ctx.made.getTime() >= 60_000 ? ctx.made : null,
      move,
      by: ctx.me.id,
      byName: ctx.me.name ?? null,
      text: text || null,
      photos: [...photos],
      internal,
    })
    .execute()
  if (!internal)
    await ctx.db
      .updateTable('grid.matter')
      .set({ updatedAt: ctx.now })
      .where('community', '=', community)
      .where('id', '=', id)
      .execute()
}

type Told = Pick<Found, 'community' | 'id' | 'number' | 'owner' | 'phone' | 'urgency'>

/** In the inbox of whoever has one, and by SMS to the phone that was left; that text says the number and nothing else. */
export async function tellReporter(
  ctx: Ctx,
  m: Told,
  { title, body, template }: { title: string; body: string; template?: 'accepted' | 'asked' | 'returned' | 'closed' },
) {
  if (m.owner) await notify(ctx, { to: m.owner, title, body, link: `/m/${m.community}/${m.id}` })
  if (!m.phone || !template) return
  const [to, values] = [ctx.sealer.open(m.phone, PHONE), { number: m.number, link: shortLink(m.number) }]
  await send(ctx, { channel: 'sms', to, template, values, place: m.community, urgent: m.urgency === 'emergency' })
}
