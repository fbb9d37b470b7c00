/** Projects as the list, the desk and the rules see them: with what hangs on each, and whether whoever asks is free to act. */
import { sql, type RawBuilder } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { offered, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { ItemCode } from './catalogue-rules.ts'
import type { works } from './contract.ts'
import { linesOf } from './lines.ts'
import { resultsOf } from './results.ts'
import type { Facts } from './fact-rules.ts'
import { project } from './rules.ts'
import type { Project } from './shapes.ts'
import { spentOn } from './spent.ts'
import type { Kind, Way } from './way-rules.ts'

export type Key = { community: string; id: string }
export type ProjectRow = Stored &
  Facts & {
    state: keyof typeof project.states
    title: string
    said: string
    item: ItemCode
    kind: Kind
    resolution: string
    resolutionNumber: string
    resolutionDay: string
    rank: number
    score: number | null
    buildings: string[]
    estimate: number | null
    estimateSaid: string | null
    noticeUntil: string | null
    quote: string | null
    /** Whether the contractor is a person, whose name is not for everyone. */
    byPerson: boolean
    way: Way | null
    wayReference: string | null
    choiceReason: string | null
    decidedName: string | null
    decidedOn: string | null
    contractor: string | null
    line: string | null
    contractNumber: string | null
    contractAmount: number | null
    signedDay: string | null
    dueOn: string | null
    outOfTurn: string | null
    completedOn: string | null
    acceptedNumber: string | null
    acceptedOn: string | null
    acceptedName: string | null
    round: number
    closedOn: string | null
    reason: string | null
    dueAt: Date | null
    hands: string[]
    watchers: string[]
    /** The contract with all its changes. */
    total: number | null
    nextMilestone: string | null
    due: Date | null
    late: boolean
  }

/** Counted over the children of one project. */
const of = (table: string, what: RawBuilder<unknown>, where: RawBuilder<unknown> = sql`true`) =>
  sql`(select ${what} from ${sql.table(`works.${table}`)} c where c.community = p.community and c.project = p.id and ${where})`
const n = sql`count(*)::int`
const thisRound = sql`c.round = p.round`

export async function projectsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<ProjectRow & { listed: number }>`
    select p.*, coalesce(p.due < ${ctx.now}, false) as late,
      ${ctx.me.id} = any(p.hands) as handled, ${ctx.me.id} = any(p.watchers) as watched,
      exists (select from works.quote c where c.community = p.community and c.id = p.quote and c.bidder_kind = 'person') as by_person,
      p.contract_amount + coalesce(${of('change', sql`sum(amount)::bigint`)}, 0) as total,
      ${of('milestone', n, sql`passed_on is null`)} as unpassed, ${of('milestone', sql`min(due_on)`, sql`passed_on is null`)} as next_milestone,
      ${of('change', n, sql`not signed`)} as unsigned, ${of('defect', n, sql`passed_on is null`)} as open_defects,
      ${of('household', n)} as households, ${of('opinion', n, thisRound)} as answers,
      ${of('opinion', n, sql`${thisRound} and content <> 'not'`)} as content
    from (select q.*, w.due, w.ended, count(*) over ()::int as listed from works.project q
      join kernel.work w on w.community = q.community and w.machine = ${project.name} and w.record = q.id
      where ${where}
      order by coalesce(w.due < ${ctx.now} and not w.ended, false) desc, w.ended, q.resolution_day desc, q.resolution, q.rank
      limit ${size} offset ${(page - 1) * size}) p
    order by late desc, p.ended, p.resolution_day desc, p.resolution, p.rank`.execute(ctx.db)
  return { items: rows, total: rows[0]?.listed ?? 0 }
}

const byKey = ({ community, id }: Key) => sql`q.community = ${community} and q.id = ${id}`
/** `place` of both tables is the same; the rule asks for the project's. */
const inSight = (ctx: Ctx) => sql`(q.community, q.id) in (select community, id from works.project where ${ctx.visible})`

export function listProjects(ctx: Ctx, f: Input<typeof works.ops.projects>) {
  const { place = '', state, late, search, ...paging } = f
  const all = [inSight(ctx), under('q.place', place)]
  if (state?.length) all.push(sql`q.state = any(${state})`)
  if (late) all.push(sql`w.due < ${ctx.now} and not w.ended`)
  if (search) all.push(sql`q.title ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}`)
  return projectsWhere(ctx, sql.join(all, sql` and `), paging)
}

export async function findProject(ctx: Ctx, community: string, id: string) {
  const found = (await projectsWhere(ctx, byKey({ community, id }))).items[0]
  return found && whole(ctx, found)
}
export async function readProject(ctx: Ctx, key: Key) {
  const found = (await projectsWhere(ctx, sql`${byKey(key)} and ${inSight(ctx)}`)).items[0]
  return found && whole(ctx, found)
}
export type Found = NonNullable<Awaited<ReturnType<typeof findProject>>>

/** In the order in which they were written; milestones in their own. */
async function childrenOf<T>({ db }: Ctx, { community, id }: Key, table: string, order = 'seq'): Promise<T[]> {
  const { rows } = await sql<T & object>`select * from ${sql.table(`works.${table}`)}
    where community = ${community} and project = ${id} order by ${sql.ref(order)}`.execute(db)
  return rows
}

export const whole = async (ctx: Ctx, p: ProjectRow) => ({
  ...p,
  quotes: await childrenOf<Project['quotes'][number]>(ctx, p, 'quote'),
  milestones: await childrenOf<Project['milestones'][number]>(ctx, p, 'milestone', 'n'),
  changes: await childrenOf<Project['changes'][number]>(ctx, p, 'change'),
  defects: await childrenOf<Project['defects'][number]>(ctx, p, 'defect'),
  spent: await spentOn(ctx, p),
  results: await resultsOf(ctx, p),
  timeline: await linesOf(ctx, p),
  offers: offered(ctx, project, p),
})
