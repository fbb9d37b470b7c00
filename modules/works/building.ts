/** Under way: signed within the budget, milestone by milestone, changed within limits, reported from the site. 篇8 2「工程监管」 */
import { sql } from 'kysely'
import { dayOf, endOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { fenOf, yuan } from '../../kernel/fen.ts'
import { attach } from '../../kernel/files.ts'
import { newId } from '../../kernel/id.ts'
import { judgedAt } from '../../kernel/move.ts'
import { common } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { works } from './contract.ts'
import { limit } from './figure-rules.ts'
import { enter } from './lines.ts'
import { release } from './photos.ts'
import type { Found } from './project-read.ts'
import { problem } from './problem-rules.ts'
import { inForce } from './resolved.ts'
import { acceptable, withinLimit } from './shares.ts'
import { acceptUpTo, commitTo } from './spent.ts'

type In<M extends keyof typeof works.ops> = Input<(typeof works.ops)[M]>

export async function signContract(ctx: Ctx, p: Found, { line, number, signedDay, dueOn, why }: In<'signContract'>) {
  if (dueOn < signedDay) throw common.invalid([{ path: ['dueOn'], message: '不能早于签订日期' }])
  if ((await waitsBefore(ctx, p)) && !why) throw problem.outOfTurn()
  const { amount, bidder, bidderKind } = p.quotes.find(q => q.id === p.quote)!
  await commitTo(ctx, p, { line, number, party: bidder, partyKind: bidderKind, what: p.title, amount, signedDay })
  await enter(ctx, p, 'signContract', [`${number} ${yuan(amount)} 元`, why].filter(Boolean).join('；'))
  const due = { dueOn, dueAt: endOf(p.nextMilestone ?? dueOn) }
  return { line, contractNumber: number, contractAmount: amount, signedDay, outOfTurn: why ?? null, ...due }
}

/** Whether one that was to come before it has no contract yet. */
async function waitsBefore({ db }: Ctx, p: Found): Promise<boolean> {
  const { rows } = await sql`select from works.project where community = ${p.community} and resolution = ${p.resolution}
    and rank < ${p.rank} and contract_number is null and state <> 'stopped' limit 1`.execute(db)
  return rows.length > 0
}

export async function addMilestone(ctx: Ctx, p: Found, { title, dueOn, share }: In<'addMilestone'>) {
  const last = p.milestones.at(-1)
  if (last && (dueOn < last.dueOn || share <= last.share)) throw problem.milestoneOrder()
  const row = { community: p.community, id: newId(ctx.now.getTime()), project: p.id, n: p.milestones.length + 1 }
  await ctx.db
    .insertInto('works.milestone')
    .values({ ...row, title, dueOn, share })
    .execute()
  await enter(ctx, p, 'addMilestone', `${title}，${dueOn}，${share}%`)
  return p.dueOn ? { dueAt: endOf(p.nextMilestone ?? dueOn) } : {}
}

const milestoneIn = (p: Found, id: string) => {
  const found = p.milestones.find(m => m.id === id && !m.passedOn)
  if (!found) throw problem.noSuchMilestone()
  return found
}
const dated = ({ db }: Ctx, { community }: Found, id: string, column: 'reportedOn' | 'passedOn', day: string) =>
  db
    .updateTable('works.milestone')
    .set({ [column]: day })
    .where('community', '=', community)
    .where('id', '=', id)
    .execute()

export async function reportSite(ctx: Ctx, p: Found, { milestone, text, photos }: In<'reportSite'>) {
  const done = milestone && milestoneIn(p, milestone)
  if (done) await dated(ctx, p, done.id, 'reportedOn', dayOf(ctx.made))
  const said = done ? `「${done.title}」做完了：${text}` : text
  await enter(ctx, p, 'reportSite', said, await attach(ctx.db, photos, p, ctx.me.id))
}

/** In their order; so much of the contract is accepted then, less what is held back. E06 */
export async function passMilestone(ctx: Ctx, p: Found, { milestone, number, text }: In<'passMilestone'>) {
  const one = milestoneIn(p, milestone)
  if (p.milestones.some(m => m.n < one.n && !m.passedOn)) throw problem.earlierMilestone()
  if (!one.reportedOn) throw problem.notReported()
  await dated(ctx, p, one.id, 'passedOn', dayOf(ctx.now))
  const held = judgedAt(ctx, p.place).figure(limit.heldBack)
  await acceptUpTo(ctx, p, acceptable(p.total!, one.share, held), number)
  await release(ctx, p)
  await enter(ctx, p, 'passMilestone', [one.title, number, text].filter(Boolean).join('；'))
  const next = p.milestones.find(m => m.n > one.n)
  return { dueAt: endOf(next?.dueOn ?? p.dueOn!) }
}

/** Within the limit the committee decides; beyond it the meeting does, by a resolution of its own. E05 */
export async function change(ctx: Ctx, p: Found, { amount: said, why, resolution }: In<'change'>) {
  const amount = said.startsWith('-') ? -fenOf(said.slice(1)) : fenOf(said)
  if (amount === 0) throw common.invalid([{ path: ['amount'], message: '金额要大于零，减少的前面加负号' }])
  if (p.total! + amount <= 0) throw problem.changeTooLarge()
  const own = p.changes.filter(c => !c.resolutionNumber).map(c => c.amount)
  const percent = judgedAt(ctx, p.place).figure(limit.changeShare)
  const beyond = !withinLimit(p.contractAmount!, [...own, amount], percent)
  if (beyond && (!resolution || resolution === p.resolution)) throw problem.changeOverLimit()
  const r = resolution ? await inForce(ctx, p.community, resolution) : null
  const row = { community: p.community, id: newId(ctx.now.getTime()), project: p.id, on: dayOf(ctx.now), amount, why }
  const by = { resolution: r?.id ?? null, resolutionNumber: r?.number ?? null }
  await ctx.db
    .insertInto('works.change')
    .values({ ...row, ...by, signed: amount < 0 })
    .execute()
  await enter(ctx, p, 'change', [`${yuan(amount)} 元：${why}`, r?.number].filter(Boolean).join('；'))
}

export async function signChange(ctx: Ctx, p: Found, { change: id, number }: In<'signChange'>) {
  const found = p.changes.find(c => c.id === id && !c.signed)
  if (!found) throw problem.noSuchChange()
  const { amount, why } = found
  const { bidder, bidderKind } = p.quotes.find(q => q.id === p.quote)!
  const said = { line: p.line!, number, party: bidder, partyKind: bidderKind, what: `${p.title}：${why}`.slice(0, 100) }
  await commitTo(ctx, p, { ...said, amount, signedDay: dayOf(ctx.now) })
  await ctx.db
    .updateTable('works.change')
    .set({ signed: true })
    .where('community', '=', p.community)
    .where('id', '=', id)
    .execute()
  await enter(ctx, p, 'signChange', `${number} ${yuan(amount)} 元`)
}
