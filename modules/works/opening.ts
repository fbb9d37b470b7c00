/** From an estimate to a contractor: estimated, shown, quoted, chosen the more openly the more money it is. 篇8 2「工程监管」 */
import { sql } from 'kysely'
import { addDays, addMonths, dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { yuan } from '../../kernel/fen.ts'
import { attach } from '../../kernel/files.ts'
import { newId } from '../../kernel/id.ts'
import { judgedAt } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { works } from './contract.ts'
import { limit } from './figure-rules.ts'
import { enter } from './lines.ts'
import type { Found } from './project-read.ts'
import { problem } from './problem-rules.ts'
import { isOpenEnough, isOutside, leastWay, ways } from './way-rules.ts'

type In<M extends keyof typeof works.ops> = Input<(typeof works.ops)[M]>

export async function estimate(ctx: Ctx, p: Found, { amount, text, photos }: In<'estimate'>) {
  await enter(ctx, p, 'estimate', `${yuan(amount)} 元：${text}`, await attach(ctx.db, photos, p, ctx.me.id))
  return { estimate: amount, estimateSaid: text }
}

/** What was quoted before belongs to an estimate that is gone. */
export async function announce(ctx: Ctx, p: Found) {
  await ctx.db.deleteFrom('works.quote').where('community', '=', p.community).where('project', '=', p.id).execute()
  await enter(ctx, p, 'announce')
  const on = dayOf(ctx.now)
  return { noticedOn: on, noticeUntil: addDays(on, judgedAt(ctx, p.place).figure(limit.noticeDays)) }
}

export async function addQuote(ctx: Ctx, p: Found, { bidder, bidderKind, amount, text, photos }: In<'addQuote'>) {
  const row = {
    community: p.community,
    id: newId(ctx.now.getTime()),
    project: p.id,
    bidder,
    bidderKind,
    amount,
    said: text,
    photos: await attach(ctx.db, photos, p, ctx.me.id),
  }
  await ctx.db.insertInto('works.quote').values(row).execute()
  await enter(ctx, p, 'addQuote', `${bidder} ${yuan(amount)} 元`)
}

export async function choose(ctx: Ctx, p: Found, { quote, way, reference, reason }: In<'choose'>) {
  const chosen = p.quotes.find(q => q.id === quote)
  if (!chosen) throw problem.noSuchQuote()
  if (chosen.amount > p.estimate!) throw problem.overEstimate()
  const at = judgedAt(ctx, p.place)
  const sum = chosen.amount + (await hadLately(ctx, p, chosen.bidder))
  const least = leastWay(sum, p.kind, at)
  if (!isOpenEnough(way, least))
    throw problem.wayTooNarrow(
      `${chosen.bidder}近 ${at.figure(limit.splitMonths)} 个月的合同连这一份共 ${yuan(sum)} 元，至少要${ways[least].label}`,
    )
  if (isOutside(way) && !reference) throw problem.needsReference()
  if (way === 'quotes' && p.quotes.length < at.figure(limit.leastQuotes)) throw problem.tooFewQuotes()
  if (p.quotes.some(q => q.amount < chosen.amount) && reason.length < 4) throw problem.notLowest()
  await enter(ctx, p, 'choose', [chosen.bidder, ways[way].label, reason].filter(Boolean).join('；'))
  return {
    quote,
    way,
    wayReference: reference ?? null,
    choiceReason: reason || null,
    contractor: chosen.bidder,
    decidedName: ctx.me.name ?? null,
    decidedOn: dayOf(ctx.now),
  }
}

/** What this contractor had here in the months before: a thing cut into pieces counts as the whole. E03 */
async function hadLately({ db, now, ...ctx }: Ctx, p: Found, bidder: string): Promise<number> {
  const since = addMonths(dayOf(now), -judgedAt({ ...ctx, now }, p.place).figure(limit.splitMonths))
  const { rows } = await sql<{ sum: number }>`
    select coalesce(sum(coalesce(p.contract_amount, q.amount)), 0)::bigint as sum from works.project p
    join works.quote q on q.community = p.community and q.id = p.quote
    where p.community = ${p.community} and p.id <> ${p.id} and p.contractor = ${bidder} and p.state <> 'stopped'
      and p.decided_on > ${since}::date`.execute(db)
  return rows[0]!.sum
}
