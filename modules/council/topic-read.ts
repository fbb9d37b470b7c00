/** Topics as staff, their proposers and everyone see them. Nobody reads a resident's words before somebody has looked at them. */
import { sql, type RawBuilder } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { maskName } from '../../kernel/numbers.ts'
import { judgedAt, offered, type Stored } from '../../kernel/move.ts'
import { permits } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { council } from './contract.ts'
import { limit } from './figure-rules.ts'
import { linesOf } from './lines.ts'
import type { MatterName } from './matter-rules.ts'
import { capacities, sayMotion, type Capacity } from './motion-rules.ts'
import { goingOn, shown, topic as machine, watchers, type Source } from './rules.ts'
import { ladder, stepsOf } from './steps.ts'

type Key = { community: string; id: string }
export type TopicRow = {
  community: string
  id: string
  place: string
  state: keyof typeof machine.states
  number: string
  title: string
  said: string
  source: Source
  owner: string | null
  proposer: string | null
  capacity: Capacity | null
  signers: number
  outOf: number | null
  evidence: string[]
  matter: MatterName | null
  major: boolean
  body: string | null
  bodyName: string | null
  reason: string | null
  forwarded: string | null
  collectedAt: Date
  examineBy: Date
  examinedAt: Date | null
  updatedAt: Date
  due: Date | null
  late: boolean
  outcome: string | null
  meetingBegun: boolean
  resolution: string | null
  begun: boolean
  finished: boolean
  filed: boolean
}

/** With the facts that its moves look at: what its last item came to, how far its resolution is. */
export async function topicsWhere(
  ctx: Ctx,
  where: RawBuilder<unknown>,
  {
    page = 1,
    size = 1,
    by = sql`collected_at desc, id`,
  }: { page?: number; size?: number; by?: RawBuilder<unknown> } = {},
) {
  const { rows } = await sql<TopicRow & { total: number }>`
    select t.*, b.name as body_name, w.due, coalesce(w.due < ${ctx.now} and not w.ended, false) as late,
      i.outcome, coalesce(i.begun, false) as meeting_begun, r.id as resolution,
      r.begun_at is not null as begun, r.done_at is not null as finished, r.filed_at is not null as filed
    from (select *, count(*) over ()::int as total from council.topic where ${where} order by ${by} limit ${size} offset ${(page - 1) * size}) t
    left join council.body b on b.community = t.community and b.id = t.body
    left join kernel.work w on w.community = t.community and w.machine = ${machine.name} and w.record = t.id
    left join lateral (
      select i.outcome, m.opened_at is not null as begun from council.item i
      join council.meeting m on m.community = i.community and m.id = i.meeting
      where i.community = t.community and i.topic = t.id order by i.id desc limit 1) i on true
    left join lateral (
      select * from council.resolution r where r.community = t.community and r.topic = t.id order by r.decided_on desc, r.id desc limit 1) r on true
    order by ${sql`t.collected_at desc, t.id`}`.execute(ctx.db)
  return { items: rows, total: rows[0]?.total ?? 0 }
}

export const findTopic = async (ctx: Ctx, community: string, id: string) => {
  const found = (await topicsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]
  return found && whole(ctx, found)
}
export async function readTopic(ctx: Ctx, { community, id }: Key) {
  const found = (await topicsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  return found && whole(ctx, found)
}
export type FoundTopic = NonNullable<Awaited<ReturnType<typeof findTopic>>>

async function whole(ctx: Ctx, found: TopicRow) {
  const [mine, staff] = [found.owner === ctx.me.id, permits(watchers, ctx.me, found)]
  const [meetings, resolution, done, timeline] = await Promise.all([
    sql<{ id: string; title: string; outcome: string | null }>`
      select m.id, m.title, i.outcome from council.item i join council.meeting m on m.community = i.community and m.id = i.meeting
      where i.community = ${found.community} and i.topic = ${found.id} order by m.starts_at`.execute(ctx.db),
    found.resolution === null ? null : resolutionOf(ctx, found.community, found.resolution),
    stepsOf(ctx, found),
    linesOf(ctx, found, machine, '提出'),
  ])
  return {
    ...found,
    proposer:
      found.proposer && (mine || (staff && found.source !== 'resident') ? found.proposer : maskName(found.proposer)),
    motion: motionOf(ctx, found),
    meetings: meetings.rows,
    resolution,
    steps: found.major ? ladder(done) : [],
    timeline: staff ? timeline : timeline.map(l => ({ ...l, by: null })),
    offers: offered(ctx, machine, found as unknown as Stored),
  }
}

async function resolutionOf(ctx: Ctx, community: string, id: string) {
  return ctx.db
    .selectFrom('council.resolution')
    .select(['id', 'title', 'state'])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

const motionOf = (ctx: Ctx, { source, capacity, signers, outOf, place }: TopicRow) =>
  source !== 'joint'
    ? signers
      ? `另有 ${signers} 人联名`
      : null
    : sayMotion({
        capacity: capacity && Object.hasOwn(capacities, capacity) ? capacity : 'villagers',
        signers,
        outOf: outOf ?? 0,
        households: judgedAt(ctx, place).figure(limit.jointHouseholds),
      })

export function listTopics(
  ctx: Ctx,
  { place = '', state, source, search, ...paging }: Input<typeof council.ops.topics>,
) {
  const inState = state?.length ? sql`state = any(${state})` : sql`true`
  const from = source ? sql`source = ${source}` : sql`true`
  const words = search ? sql`number || ' ' || title ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}` : sql`true`
  return topicsWhere(
    ctx,
    sql`${ctx.visible} and ${under('place', place)} and ${inState} and ${from} and ${words}`,
    paging,
  )
}

// ── For everyone, and for whoever proposed ──────────────────────────────────

const public_ = (ctx: Ctx, t: TopicRow) => {
  const mine = t.owner !== null && t.owner === ctx.me.id
  // Whoever adds a name must know to what; a joint motion was read by whoever entered it.
  const open = mine || t.source === 'joint' || shown.includes(t.state)
  return { ...t, title: open ? t.title : null, said: open ? t.said : null, motion: motionOf(ctx, t) }
}

export async function publicTopics(ctx: Ctx, { place, going, ...paging }: Input<typeof council.ops.publicTopics>) {
  const states = going ? [...goingOn] : shown
  const by = sql`updated_at desc, id`
  const { items, total } = await topicsWhere(ctx, sql`${under('place', place)} and state = any(${states})`, {
    ...paging,
    by,
  })
  return { items: items.map(t => public_(ctx, t)), total }
}

export async function myTopics(ctx: Ctx, paging: Input<typeof council.ops.myTopics>) {
  const { items, total } = await topicsWhere(ctx, sql`${ctx.visible}`, paging)
  return { items: items.map(t => public_(ctx, t)), total }
}

/** Whoever has the address sees how far it is; who said it and what was said before it was looked at, only the proposer. */
export async function publicTopic(ctx: Ctx, { community, id }: Key) {
  const found = (await topicsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]
  if (!found) return undefined
  const [done, timeline] = await Promise.all([stepsOf(ctx, found), linesOf(ctx, found, machine, '提出')])
  return {
    ...public_(ctx, found),
    steps: found.major ? ladder(done) : [],
    timeline,
    offers: offered(ctx, machine, found as unknown as Stored),
  }
}
