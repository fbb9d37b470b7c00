/** On the site: what was seen, what was asked, the answer in its time, and the supervisor's word. 篇1 二（二）2「民主监督」 */
import { sql, type RawBuilder } from 'kysely'
import { due } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { attach } from '../../kernel/files.ts'
import { newId } from '../../kernel/id.ts'
import { judgedAt, moving, offered, start, type Stored } from '../../kernel/move.ts'
import { common, type Figure } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { works } from './contract.ts'
import { limit } from './figure-rules.ts'
import { findProject } from './project-read.ts'
import { mustBeFree } from './resolved.ts'
import { visit } from './visit-rules.ts'

type Key = { community: string; id: string }
type Row = Stored & {
  project: string
  title: string
  resolution: string
  sampled: boolean
  photos: string[]
  handled: boolean
}

async function visitsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<Row & { total: number }>`
    select v.*, v.draw is not null as sampled, p.resolution, ${ctx.me.id} = any(p.hands) as handled,
      case when v.state in ('planned', 'questioned') then v.due_at end as due,
      v.state in ('planned', 'questioned') and v.due_at < ${ctx.now} as late, count(*) over ()::int as total
    from works.visit v join (select community, id as key, resolution, hands from works.project) p on p.community = v.community and p.key = v.project
    where ${where} order by late desc, v.state = 'ended', v.due_at desc, v.id limit ${size} offset ${(page - 1) * size}`.execute(
    ctx.db,
  )
  return { items: rows.map(v => ({ ...v, offers: offered(ctx, visit, v) })), total: rows[0]?.total ?? 0 }
}

const byKey = ({ community, id }: Key) => sql`v.community = ${community} and v.id = ${id}`
export function listVisits(ctx: Ctx, f: Input<typeof works.ops.visits>) {
  const all = [ctx.visible, under('place', f.place ?? '')]
  if (f.project) all.push(sql`v.project = ${f.project}`)
  if (f.state?.length) all.push(sql`v.state = any(${f.state})`)
  if (f.late) all.push(sql`v.state in ('planned', 'questioned') and v.due_at < ${ctx.now}`)
  return visitsWhere(ctx, sql.join(all, sql` and `), f)
}
export const readVisit = async (ctx: Ctx, key: Key) =>
  (await visitsWhere(ctx, sql`${byKey(key)} and ${ctx.visible}`)).items[0]
const findVisit = async (ctx: Ctx, community: string, id: string) =>
  (await visitsWhere(ctx, byKey({ community, id }))).items[0]

const inDays = (ctx: Ctx, { place }: { place: string }, f: Figure & { name: string }) =>
  due({ unit: 'days', n: judgedAt(ctx, place).figure(f) }, ctx.now, ctx.book.calendar).at

type Going = { community: string; place: string; project: string; title: string; draw: string | null }
export async function startVisit(ctx: Ctx, { community, place, project, title, draw }: Going) {
  const row = { community, id: newId(ctx.now.getTime()), place, project, title, draw }
  await start(ctx, movingVisits, { ...row, dueAt: inDays(ctx, row, limit.visitDays) })
  return row
}

/** Besides those that are drawn: whoever watches may look at any of them. */
export async function planVisit(ctx: Ctx, { place, project }: Input<typeof works.ops.planVisit>): Promise<Key> {
  const p = await findProject(ctx, place.slice(0, 12), project)
  if (!p?.place.startsWith(place)) throw common.invalid([{ path: ['project'], message: '请选这个范围里的项目' }])
  await mustBeFree(ctx, p, 'supervise')
  return startVisit(ctx, { ...p, project: p.id, draw: null })
}

type Found = { findings: string; photos: string[] }
async function seen(ctx: Ctx, v: Row, { findings, photos }: Found) {
  await mustBeFree(ctx, v, 'supervise')
  await sql`update works.project set watchers = array_append(watchers, ${ctx.me.id}::uuid)
    where community = ${v.community} and id = ${v.project} and not ${ctx.me.id}::uuid = any(watchers)`.execute(ctx.db)
  const added = await attach(ctx.db, photos, v, ctx.me.id)
  return { visitedAt: ctx.made, visitedName: ctx.me.name ?? null, findings, photos: [...v.photos, ...added] }
}

export const movingVisits = moving(works, {
  table: 'works.visit',
  machine: visit,
  title: v => `到场监督：${v.title}`,
  find: findVisit,
  on: {
    findNothing: seen,
    findFault: async (ctx, v, { question, ...found }) => ({
      ...(await seen(ctx, v, found)),
      question,
      dueAt: inDays(ctx, v, limit.answerDays),
    }),
    answerVisit: async (ctx, v, { text, photos }) => ({
      answer: text,
      answeredName: ctx.me.name ?? null,
      photos: [...v.photos, ...(await attach(ctx.db, photos, v, ctx.me.id))],
    }),
    askVisitAgain: async (ctx, v, { question }) => ({ question, dueAt: inDays(ctx, v, limit.answerDays) }),
    acceptAnswer: async (_, __, { text }) => ({ ended: text }),
  },
})
