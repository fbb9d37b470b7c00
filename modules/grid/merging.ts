/** Many reports of one thing: one leads, the others follow it to its end, each under its own number. EV-05 */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { grid } from './contract.ts'
import { deadlines } from './deadline.ts'
import type { Urgency } from './figure-rules.ts'
import { enter, respondedNow, tellReporter, type Found } from './matter.ts'
import { namesIn } from './named.ts'
import { problem } from './problem-rules.ts'
import { phases } from './rules.ts'

type In<M extends keyof typeof grid.ops> = Input<(typeof grid.ops)[M]>

export async function merge(ctx: Ctx, m: Found, { lead, reason }: In<'merge'>) {
  // Locked: it must not be closed or merged itself while others come to hang on it.
  const { rows } = await sql<{ community: string; id: string; number: string }>`
    select community, id, number from grid.matter
    where community = ${m.community} and id = ${lead} and id <> ${m.id} and state = any(${[...phases.open]}) for update`.execute(
    ctx.db,
  )
  const to = rows[0]
  if (!to) throw problem.noSuchLead()
  await ctx.db
    .updateTable('grid.matter')
    .set({ lead })
    .where('community', '=', m.community)
    .where('lead', '=', m.id)
    .where('state', 'in', [...phases.joined])
    .execute()
  await enter(ctx, m, 'merge', ['与另一件一起办', reason].filter(Boolean).join('：'))
  await enter(ctx, to, 'merge', `编号 ${m.number} 并入这件`, [], true)
  await tellReporter(ctx, m, {
    title: '您反映的事合并办理',
    body: `「${m.title}」与别人反映的是同一件，一起办理；您的编号 ${m.number} 照样能查。`,
  })
  return { lead, ...respondedNow(ctx, m) }
}

export async function unmerge(ctx: Ctx, m: Found, { reason }: In<'unmerge'>) {
  await enter(ctx, m, 'unmerge', reason)
  await tellReporter(ctx, m, {
    title: '您反映的事单独办理',
    body: `「${m.title}」不再与别的合并，单独办理：${reason}。`,
  })
  const { dispatchBy } = deadlines(ctx, m.place, m.urgency as Urgency, ctx.now, m.desk)
  return { lead: null, dispatchBy, names: await namesIn(ctx, m, m.title) }
}

export async function closeWithLead(ctx: Ctx, m: Found) {
  const lead = await ctx.db
    .selectFrom('grid.matter')
    .select(['result', 'names'])
    .where('community', '=', m.community)
    .where('id', '=', m.lead)
    .executeTakeFirst()
  await enter(ctx, m, 'closeWithLead', null)
  await tellReporter(ctx, m, {
    template: 'closed',
    title: '您反映的事已办结',
    body: `「${m.title}」已办结，请看看是否解决了，并给个评价。`,
  })
  return { closedAt: ctx.now, result: lead?.result ?? null, names: [...m.names, ...(lead?.names ?? [])] }
}
