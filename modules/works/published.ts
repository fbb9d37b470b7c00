/** A project as everyone sees it: one line from the resolution to the reviews, each step with its day, paper, sum and who decided. 篇1 三 第三 */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { maskName } from '../../kernel/numbers.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { works } from './contract.ts'
import { homeOf } from './households.ts'
import { released } from './photos.ts'
import { projectsWhere, whole, type Found, type Key } from './project-read.ts'
import type { Step } from './shapes.ts'
import { ways } from './way-rules.ts'

export async function publicProjects(ctx: Ctx, { place, ...paging }: Input<typeof works.ops.publicProjects>) {
  const { items, total } = await projectsWhere(ctx, under('q.place', place), paging)
  return { items: items.map(masked), total }
}
/** A craftsman is a person: named under a mask. */
const masked = <P extends { contractor: string | null; byPerson: boolean }>(p: P): P =>
  p.byPerson && p.contractor ? { ...p, contractor: maskName(p.contractor) } : p

export async function publicProject(ctx: Ctx, { community, id }: Key) {
  const found = (await projectsWhere(ctx, sql`q.community = ${community} and q.id = ${id}`)).items[0]
  if (!found) return undefined
  const p = await whole(ctx, masked(found))
  const open = await released(ctx, p)
  return {
    ...p,
    steps: stepsOf(p),
    quotes: p.quotes.map(q => (q.bidderKind === 'person' ? { ...q, bidder: maskName(q.bidder) } : q)),
    photos: p.timeline
      .filter(l => l.move === 'reportSite' || l.move === 'acceptProject')
      .map(l => ({ on: dayOf(l.at), text: l.text, photos: l.photos.filter(id => open.has(id)) })),
    defects: p.defects.map(d => ({ ...d, photos: d.photos.filter(id => open.has(id)) })),
    visits: await seenBy(ctx, p),
    mayReview: p.state === 'reviewing' && (await waitsFor(ctx, p)),
  }
}

/** Whether this home has not answered yet in this round. */
async function waitsFor(ctx: Ctx, { community, id, round }: Found): Promise<boolean> {
  const room = await homeOf(ctx, community, id)
  if (!room) return false
  const { rows } =
    await sql`select from works.reviewed where community = ${community} and project = ${id} and round = ${round} and room = ${room}`.execute(
      ctx.db,
    )
  return rows.length === 0
}

async function seenBy({ db }: Ctx, { community, id }: Key) {
  const { rows } = await sql<{ visitedAt: Date; findings: string; answer: string | null }>`
    select visited_at, findings, answer from works.visit where community = ${community} and project = ${id} and visited_at is not null
    order by visited_at, id`.execute(db)
  return rows.map(v => ({ ...v, on: dayOf(v.visitedAt) }))
}

function stepsOf(p: Found): Step[] {
  const paid = p.spent.reduce((sum, c) => sum + c.paid, 0)
  const [result] = p.results.toReversed()
  return [
    step('resolution', '决议', p.resolutionDay, { paper: p.resolutionNumber }),
    step('estimate', '概算', p.estimate !== null, { amount: p.estimate, said: p.estimateSaid }),
    step('notice', '公示', p.noticedOn, { said: p.noticeUntil && `公示到 ${p.noticeUntil}` }),
    step('choice', '定承包人', p.decidedOn, {
      paper: p.wayReference,
      who: p.decidedName,
      said: p.way && [p.contractor, ways[p.way].label, p.choiceReason].filter(Boolean).join('；'),
    }),
    step('contract', '合同', p.signedDay, { paper: p.contractNumber, amount: p.total, said: p.outOfTurn }),
    step('build', '施工', p.completedOn, { said: p.dueOn && `约定 ${p.dueOn} 完工` }),
    step('accept', '验收', p.acceptedOn, { paper: p.acceptedNumber, who: p.acceptedName }),
    step('pay', '付款', paid > 0, { amount: paid || null }),
    step('review', '三评', p.closedOn ?? (p.state === 'mending' && Boolean(result)), {
      said: result ? `收到 ${result.answers} 户，不满意 ${result.content.at(-1)!.n} 户` : null,
    }),
    step('close', '结项', p.closedOn),
  ]
}

type More = Partial<Pick<Step, 'paper' | 'amount' | 'who' | 'said'>>
const step = (name: string, label: string, done: string | boolean | null, more: More = {}): Step => ({
  step: name,
  label,
  done: Boolean(done),
  day: typeof done === 'string' ? done : null,
  paper: more.paper ?? null,
  amount: more.amount ?? null,
  who: more.who ?? null,
  said: more.said ?? null,
})
