/** Resolutions as the register, the desk and everyone sees them. */
import { sql, type RawBuilder } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { offered, type Stored } from '../../kernel/move.ts'
import { maskName } from '../../kernel/numbers.ts'
import { permits } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { partsOf } from './acts.ts'
import type { council } from './contract.ts'
import { linesOf } from './lines.ts'
import type { MatterName } from './matter-rules.ts'
import { resolution as machine } from './resolution-rules.ts'
import { watchers } from './rules.ts'

type Key = { community: string; id: string }
export type ResolutionRow = {
  community: string
  id: string
  place: string
  state: keyof typeof machine.states
  body: string
  bodyName: string
  year: number
  serial: number
  number: string
  title: string
  said: string
  topic: string | null
  item: string | null
  ballot: string | null
  meeting: string | null
  meetingTitle: string | null
  decidedOn: string
  counted: string
  matter: MatterName
  major: boolean
  displayedOn: string | null
  displayUntil: string | null
  takenDownOn: string | null
  executor: string | null
  executorName: string | null
  begunAt: Date | null
  dueAt: Date | null
  doneAt: Date | null
  result: string | null
  filedAt: Date | null
  reason: string | null
  due: Date | null
  late: boolean
  openObjections: number
  steps: number
}

export async function resolutionsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<ResolutionRow & { total: number }>`
    select r.*, b.name as body_name, b.name || '〔' || r.year || '〕' || r.serial || '号' as number,
      e.name as executor_name, w.due, coalesce(w.due < ${ctx.now} and not w.ended, false) as late, m.id as meeting, m.title as meeting_title,
      (select count(*)::int from council.objection o where o.community = r.community and o.resolution = r.id and o.answered_at is null) as open_objections,
      (select count(*)::int from council.step s where s.community = r.community and s.topic = r.topic) as steps
    from (select *, "number" as serial, count(*) over ()::int as total from council.resolution where ${where}
      order by decided_on desc, year desc, "number" desc, id limit ${size} offset ${(page - 1) * size}) r
    join council.body b on b.community = r.community and b.id = r.body
    left join council.body e on e.community = r.community and e.id = r.executor
    left join council.item i on i.community = r.community and i.id = r.item
    left join council.meeting m on m.community = r.community and m.id = i.meeting
    left join kernel.work w on w.community = r.community and w.machine = ${machine.name} and w.record = r.id
    order by r.decided_on desc, r.year desc, r.serial desc, r.id`.execute(ctx.db)
  return { items: rows, total: rows[0]?.total ?? 0 }
}

export const findResolution = async (ctx: Ctx, community: string, id: string) => {
  const found = (await resolutionsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]
  return found && whole(ctx, found)
}
export async function readResolution(ctx: Ctx, { community, id }: Key) {
  const found = (await resolutionsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  return found && whole(ctx, found)
}
export type FoundResolution = NonNullable<Awaited<ReturnType<typeof findResolution>>>

async function whole(ctx: Ctx, found: ResolutionRow) {
  const staff = permits(watchers, ctx.me, found)
  const [objections, parts, timeline] = await Promise.all([
    objectionsOf(ctx, found),
    partsOf(ctx, found.community, found.id),
    linesOf(ctx, found, machine, '登记'),
  ])
  return {
    ...found,
    basis: found.meetingTitle ? `会议「${found.meetingTitle}」的表决` : '投票结果',
    beganAt: found.begunAt,
    objections: staff ? objections : objections.map(o => ({ ...o, name: maskName(o.name) })),
    parts,
    timeline: staff ? timeline : timeline.map(l => ({ ...l, by: null })),
    offers: offered(ctx, machine, found as unknown as Stored),
  }
}

const objectionsOf = ({ db }: Ctx, { community, id }: Key) =>
  db
    .selectFrom('council.objection')
    .select(['id', 'at', 'name', 'said', 'answer', 'answeredAt'])
    .where('community', '=', community)
    .where('resolution', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute()

export function listResolutions(ctx: Ctx, f: Input<typeof council.ops.resolutions>) {
  const { place = '', state, matter, late, search, ...paging } = f
  const inState = state?.length ? sql`state = any(${state})` : sql`true`
  const of = matter ? sql`matter = ${matter}` : sql`true`
  const words = search ? sql`title ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}` : sql`true`
  const overdue = late ? sql`state = 'executing' and due_at < ${ctx.now}` : sql`true`
  return resolutionsWhere(
    ctx,
    sql`${ctx.visible} and ${under('place', place)} and ${inState} and ${of} and ${words} and ${overdue}`,
    paging,
  )
}

// ── For everyone ────────────────────────────────────────────────────────────

const open = Object.keys(machine.states).filter(s => s !== machine.initial)

export const publicResolutions = (ctx: Ctx, { place, ...paging }: Input<typeof council.ops.publicResolutions>) =>
  resolutionsWhere(ctx, sql`${under('place', place)} and state = any(${open})`, paging)

/** Who objected is not for everyone; what was said and answered is. */
export async function publicResolution(ctx: Ctx, { community, id }: Key) {
  const where = sql`community = ${community} and id = ${id} and state = any(${open})`
  const found = (await resolutionsWhere(ctx, where)).items[0]
  return found && { ...(await whole(ctx, found)), remedy }
}
/** V-28 and RCL: what the law leaves to whoever is harmed. */
const remedy =
  '公示期内可以在这里提异议，议事会应当答复；认为决议侵害合法权益的，可以向街道（镇）反映，也可以请求人民法院处理（村里的决定：《村民委员会组织法》第41条）'
